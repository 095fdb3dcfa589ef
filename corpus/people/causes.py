"""Why coders said unlike things of a passage, as the lead who settled it sees it: written before the judgement's note.

A judgement has no column for it, and none may be added to a chain that is written: the cause stands in brackets at the
beginning of the note, in one of the fixed wordings below, and is read back here and nowhere else.

::

    with_cause("slip", "xem dòng 2")     # "[sơ suất] xem dòng 2"
    cause_in("[sơ suất] xem dòng 2")     # ("slip", "xem dòng 2")
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Cause = Literal["ambiguous", "guideline", "slip"]
"""The passage can be read both ways; the codebook does not say; somebody overlooked something."""

CAUSES: tuple[Cause, ...] = get_args(Cause)

WRITTEN: Mapping[Cause, str] = {
    "ambiguous": "[đoạn mơ hồ]",
    "guideline": "[sổ tay chưa rõ]",
    "slip": "[sơ suất]",
}


def with_cause(cause: Cause, note: str) -> str:
    """The note that says why, and then what else there is to say."""
    return f"{WRITTEN[cause]} {note.strip()}".strip()


def cause_in(note: str) -> tuple[Cause | None, str]:
    """The cause that a note begins with and the rest of it; None and the whole note where it names none."""
    for cause, written in WRITTEN.items():
        if note == written or note.startswith(f"{written} "):
            return cause, note.removeprefix(written).strip()
    return None, note
