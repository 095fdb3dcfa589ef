"""Those a document is addressed to: the lines under "Kính gửi", and how a line names several of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.reports.head import Head
from extractors.reports.marks import LABELLED_TO, MARK, OPENING, TO, fold, is_rule
from extractors.reports.slips import Slip

LINES = 40
"""More addressees than this are a list of the body."""

_DASHES = ("-", "–", "+", "•")
_PARTING = re.compile(r";\s*(?:[-–+•]\s*)?|(?<=[.;])\s+[-–+•]\s+")


def addresses(slip: Slip) -> bool:
    """True for the line that opens with "Kính gửi"."""
    folded = fold(slip.text)
    return TO.match(folded) is not None or LABELLED_TO.match(folded) is not None


def read_addressees(head: Head, slips: Sequence[Slip], place: int) -> int:
    """Read the lines under "Kính gửi" from its own line at ``place`` on; returns the place of what follows."""
    folded = fold(slips[place].text)
    head.to_line = slips[place].text
    opened = TO.match(folded) or LABELLED_TO.match(folded)
    rest = head.to_line[opened.end() :].strip() if opened is not None else ""
    head.to = recipients_in(rest)
    listed = rest.startswith(_DASHES)
    place += 1
    while place < len(slips) and len(head.to) < LINES:
        slip = slips[place]
        text, folded = slip.text, fold(slip.text)
        if is_rule(text):
            place += 1
            continue
        dashed = text.startswith(_DASHES)
        last_open = bool(head.to) and not slips[place - 1].text.endswith((".", "./."))
        if dashed and (not head.to or listed or last_open) and len(text.split()) <= 40:
            listed = True
            head.to += recipients_in(text)
        elif not head.to and len(text.split()) <= 30:
            head.to += recipients_in(text)
        elif last_open and _continues_recipient(slip, slips[place - 1], listed=listed):
            if slips[place - 1].text.endswith(";"):
                head.to += recipients_in(text)
            else:
                head.to[-1] = f"{head.to[-1]} {text}".strip(" ;.,")
        else:
            break
        place += 1
    return place


def _continues_recipient(slip: Slip, last: Slip, *, listed: bool) -> bool:
    text, folded = slip.text, fold(slip.text)
    if OPENING.match(folded) or MARK.match(text) or len(text.split()) > 25:
        return False
    if text[:1].islower():
        return True
    if last.text.endswith(";"):
        return text.endswith((";", ".")) and len(text.split()) <= 20
    return last.text.endswith((",", "và")) and listed


def recipients_in(text: str) -> list[str]:
    """Recipients named on one line: parted at semicolons and dashes, without the marks of a list."""
    parts = _PARTING.split(text)
    found = (part.strip().lstrip("-–+•·. ").rstrip(" ;.,/").strip() for part in parts)
    return [part for part in found if any(letter.isalpha() for letter in part)]
