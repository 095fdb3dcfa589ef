"""Enumerations inside one paragraph: ``Một là, ... Hai là, ...``, ``(1) ... (2) ...``, ``a) ... b) ...``, ``- ...``.

A marker counts where it opens a clause: at the start, or after a stop, colon, semicolon or comma. Two markers of one
kind in increasing order make an enumeration; a dash has no order, so two that open clauses do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_ORDINALS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_RANK = {word: rank for rank, word in enumerate(_ORDINALS, 1)} | {"nhất": 1, "tư": 4, "bẩy": 7}
_WORDS = "|".join(sorted(_RANK, key=len, reverse=True))
_LETTERS = "abcdđeghik"

_OPENS = r"(?:(?<=\A)|(?<=[.;:!?…”\")]\s)|(?<=[,;]\s)|(?<=[.;:!?]\s\s)|(?<=\bvà\s))"
_MARKERS = {
    "là,": re.compile(rf"{_OPENS}(?P<rank>{_WORDS})\s+là(?=\s?[,:])", re.IGNORECASE),
    "là": re.compile(rf"{_OPENS}(?P<rank>{_WORDS})\s+là\b", re.IGNORECASE),
    "thứ": re.compile(rf"{_OPENS}thứ\s+(?P<rank>{_WORDS})(?=\s?[,:]|\s+là\b)", re.IGNORECASE),
    "(1)": re.compile(rf"{_OPENS}\(\s?(?P<rank>\d{{1,2}})\s?\)(?=\s?\S)"),
    "1)": re.compile(rf"{_OPENS}(?P<rank>\d{{1,2}})\s?\)(?=\s?\S)"),
    "1.": re.compile(r"(?:(?<=\A)|(?<=[.;:]\s))(?P<rank>\d{1,2})\s?[./](?=\s+[A-ZÀ-ỸĐ])"),
    "a)": re.compile(rf"{_OPENS}(?P<rank>[{_LETTERS}])\s?\)(?=\s?\S)"),
    "-": re.compile(r"(?:(?<=\A)|(?<=[.;:]\s))(?P<rank>[-–—+•*●])\s?(?=[^\W\d_])"),
}
_NUMBERED = re.compile(rf"(?:{_WORDS})\s+là")
_HINTS = {
    "là,": _NUMBERED,
    "là": _NUMBERED,
    "thứ": re.compile(rf"thứ\s+(?:{_WORDS})"),
    "(1)": re.compile(r"\(\s?\d{1,2}\s?\)"),
    "1)": re.compile(r"\d\s?\)"),
    "1.": re.compile(r"\d\s?[./]\s"),
    "a)": re.compile(rf"[{_LETTERS}]\s?\)"),
    "-": re.compile("[-–—+•*●]"),
}
"""What stands in lower-case text that holds a marker: found in a tenth of the time, and mostly not there."""

_ODD = re.compile("[\u0130\u0131\u017f]")
"""Letters that case-blind patterns take for i and s, and ``lower`` does not."""

_PLAIN = str.maketrans({"\u0307": None, "\u0131": "i", "\u017f": "s"})
"""Those letters in lower case as the ranks are listed."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark that opens an item: its offset and its rank, 0 for a dash."""

    start: int
    rank: int


def opening(text: str) -> Marker | None:
    """The marker the text starts with, or None; alone, ``Hai là`` needs its comma."""
    for kind, found in _markers(text):
        if kind != "là" and found and found[0].start == 0:
            return found[0]
    return None


def enumeration(text: str) -> tuple[int, ...]:
    """Offsets at which the items of a paragraph start, at least two, or nothing where it holds no enumeration.

    Of several enumerations the one that begins first is taken; of those the one with most items.
    """
    runs = [run for _, found in _markers(text) if len(found) > 1 for run in (_increasing(found),) if len(run) > 1]
    if not runs:
        return ()
    best = min(runs, key=lambda run: (run[0].start, -len(run)))
    return tuple(marker.start for marker in best)


@lru_cache(maxsize=8)
def _markers(text: str) -> tuple[tuple[str, tuple[Marker, ...]], ...]:
    """Each kind that has any with its markers, in order; the last texts are remembered, since each is asked twice."""
    found = []
    lower = None if _ODD.search(text) else text.lower()
    for kind, pattern in _MARKERS.items():
        if lower is None or _HINTS[kind].search(lower):
            marks = [Marker(mark.start(), _rank(mark["rank"].lower(), kind)) for mark in pattern.finditer(text)]
            if marks:
                found.append((kind, tuple(marks)))
    return tuple(found)


def _rank(said: str, kind: str) -> int:
    if kind == "-":
        return 0
    if kind == "a)":
        return _LETTERS.index(said) + 1
    return int(said) if said.isdigit() else _RANK[said.translate(_PLAIN)]


def _increasing(markers: Sequence[Marker]) -> list[Marker]:
    """The run of markers that counts up by one, from the first that is 1 or stands at the start of the text."""
    run: list[Marker] = []
    for marker in markers:
        expected = run[-1].rank + (run[-1].rank > 0) if run else 0
        if (not run and (marker.rank in {0, 1} or marker.start == 0)) or (run and marker.rank == expected):
            run.append(marker)
    return run
