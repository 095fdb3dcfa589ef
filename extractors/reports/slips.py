"""Pieces cut into slips: the smallest runs of a head or of a closing, each on its own side of the page.

The two columns of a head come in many orders: as rows of a table without lines, as one flattened cell, as left column
then right, or both on one line. A slip is a run that says one thing, and its side is told where the format tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.encoding import one_line
from extractors.reports.layout import Kind, Piece
from extractors.reports.marks import MOTTO, NATION, PARTY, SUBJECT, fold

Side = Literal["left", "right", "middle", "unknown"]

_BREAKS = re.compile(r"[\n\v]+|\s\|\s|^\||\|$|\|\s*$|\t+")
_RUN_OF_RULE = re.compile(r"\s*((?<![\w.])(?:[-–—_*]{3,}(?:o0o|oOo)?[-–—_*]*|(?<=\s)\*(?=\s)))\s*")
_CLERK_BLANK = re.compile(r"(?P<label>\b[Ss][ốôoỐÔO]\s*:?|[Nn]gày|[Tt]háng|[Nn]ăm)\s*_{2,}")
_ANCHORS = (NATION, MOTTO, PARTY)


@dataclass(frozen=True, slots=True)
class Slip:
    """A run of text of one side; ``piece`` is the place of its piece in the list it was cut from."""

    text: str
    piece: int
    kind: Kind
    side: Side = "unknown"
    centred: bool = False
    bold: bool = False
    source: Piece | None = None


def slips_of(
    pieces: Sequence[Piece], *, width: float | None, start: int = 0, stop: int | None = None
) -> tuple[Slip, ...]:
    """Cut pieces ``start`` to ``stop`` into slips, in reading order.

    Args:
        width: width of the page in points, None where not known.
    """
    stop = len(pieces) if stop is None else min(stop, len(pieces))
    return tuple(slip for place in range(start, stop) for slip in _cut(pieces[place], place, width))


def _cut(piece: Piece, place: int, width: float | None) -> Iterator[Slip]:
    if piece.kind is Kind.ROW:
        cells = piece.cells or tuple(piece.text.split(" | "))
        filled = [number for number, cell in enumerate(cells) if cell.strip()]
        for number, cell in enumerate(cells):
            if cell in cells[:number]:
                continue
            side: Side = "unknown"
            if len(cells) > 1 and filled:
                side = "left" if number == 0 or (number < len(cells) / 2 and number != filled[-1]) else "right"
            for text in _parted(cell):
                yield Slip(text, place, piece.kind, side, piece.centred, piece.bold, piece)
        return
    texts = [part for raw in _BREAKS.split(piece.text) for part in _parted(raw)]
    for text in texts:
        side = "unknown" if len(texts) > 1 else _side(piece, width)
        yield Slip(text, place, piece.kind, side, piece.centred, piece.bold, piece)


def _side(piece: Piece, width: float | None) -> Side:
    """Left or right where the whole box lies in that half (a little over the middle is allowed), else middle."""
    if piece.box is None or not width:
        return "unknown"
    if piece.box.right <= width * 0.53 and piece.box.left <= width * 0.38:
        return "left"
    if piece.box.left >= width * 0.42 and (piece.box.left + piece.box.right) / 2 >= width * 0.58:
        return "right"
    return "middle"


def _parted(raw: str) -> Iterator[str]:
    """A cell or line parted at line breaks, at drawn rules and around the fixed wording of the right side."""
    for line in _BREAKS.split(raw):
        for run in _RUN_OF_RULE.split(_CLERK_BLANK.sub(r"\g<label> …", line)):
            text = one_line(run)
            if text:
                yield from _anchored(text)


def _anchored(text: str) -> Iterator[str]:
    folded = fold(text)
    for anchor in _ANCHORS:
        found = anchor.search(folded)
        if found is None or not _stands_alone(text, found):
            continue
        before, after = text[: found.start()].strip(" |"), text[found.end() :].strip(" |")
        if before:
            yield from _anchored(before)
        yield text[found.start() : found.end()]
        if after:
            yield from _anchored(after)
        return
    subject = SUBJECT.search(folded)
    if subject is not None and subject.start() > 0:
        before = text[: subject.start()].strip(" -–|")
        if before:
            yield before
        yield text[subject.start() :]
        return
    yield text


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """The wording of a head is set in capitals, or is a motto; in a sentence it is only a name."""
    run = text[found.start() : found.end()]
    return run == text or run[:2].isupper() or (found.re is MOTTO and not text[: found.start()].strip()[-1:].islower())
