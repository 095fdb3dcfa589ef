"""A text cut at the offsets of what is marked in it, so that a template can set each piece apart and escape it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is set apart: ``kind`` is ``hit`` or ``area``, with the area's code."""

    start: int
    end: int
    kind: str
    area: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, with the marks that cover it."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def first(self) -> Mark | None:
        """The mark it is shown with."""
        return self.marks[0] if self.marks else None


def pieces(text: str, marks: Iterable[Mark]) -> Sequence[Piece]:
    """The text in pieces, none empty, that joined are the text again; marks may overlap and reach outside."""
    inside = sorted(
        (each for each in marks if max(each.start, 0) < min(each.end, len(text))),
        key=lambda each: (each.start, -each.end, each.kind, each.area),
    )
    cuts = sorted({0, len(text)} | {min(max(at, 0), len(text)) for each in inside for at in (each.start, each.end)})
    return [
        Piece(text[start:end], tuple(each for each in inside if each.start <= start and end <= each.end))
        for start, end in pairwise(cuts)
    ]
