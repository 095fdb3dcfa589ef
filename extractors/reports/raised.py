"""Raised figures: a unit keeps its figure, a note's mark goes."""

from __future__ import annotations

import re

_UNIT = re.compile(r"(?:^|[\W\d])(?:[kcdm]?m|hm|dam)$")
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(before: str, figure: str) -> str:
    """Say how a raised run of text is written after the text before it.

    ``m`` and ``2`` give ``m2`` as the press writes it, ``10`` and ``6`` give ``10⁶``; a figure after a word is the mark
    of a note and is dropped, or a document's number would end in it. At the start of a line it numbers the note itself.
    """
    if not figure.strip().isdigit() or not before.strip():
        return figure
    if _UNIT.search(before):
        return figure.strip()
    if before[-1].isdigit():
        return figure.strip().translate(_HIGH)
    return ""
