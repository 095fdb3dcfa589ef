"""One thing that the doctor looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: fine or not, what was seen, and what to do about it."""

    what: str
    fine: bool
    seen: str
    mend: str = ""
