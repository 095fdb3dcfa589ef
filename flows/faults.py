"""The item boundary: what is written down when an item breaks our own code, so that it costs that item and no more."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A document that could not be judged, and why."""

    document: str
    reason: str


PROCESS_DIED = "tiến trình đọc bị hệ thống dừng giữa chừng (its process died)"


def reason_of(error: Exception) -> str:
    """The fault and the line of code it came from, on one line."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})".replace("\n", " ")
