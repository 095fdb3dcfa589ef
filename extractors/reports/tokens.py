"""Tokens and lines: what stands where on a page, before anyone knows what it is.

All places are in points from the upper left corner of the page as it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.reports.drafts import Run
from extractors.reports.layout import Box
from extractors.reports.raised import raised

_MARKER = re.compile(
    r"(?:[-–—+*•●○▪■\ue000-\uf8ff]|\(?(?:\d{1,3}|[a-zđ]|[IVXLC]{1,6})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)$"
)
WIDE = 1.5
"""Gap, in letter heights, from which two words of one row belong to two columns; calibrated on 14-point office text."""
_OUTLIER = 0.7
"""The same where the gap is three times the usual gap of its row: a justified line has its gaps alike."""
_FILLED = re.compile(r"(?:số|ngày|tháng|năm):?$", re.IGNORECASE)
_BLANK = 5.0
"""Gap allowed after a word that a blank for handwriting follows."""
_TAB = 4.0
"""Gap allowed between the number or bullet of a list and its text."""


@dataclass(frozen=True, slots=True)
class Token:
    """Characters of one font that touch.

    Attributes:
        base: of the letters, on the page.
        glued: no space before it.
    """

    text: str
    font: str | None
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    glued: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens that read on from one another on one row."""

    tokens: tuple[Token, ...]
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, self.right, self.bottom)

    @property
    def bold(self) -> bool:
        return all(token.bold for token in self.tokens if token.text.strip(".…_-"))

    @property
    def italic(self) -> bool:
        return all(token.italic for token in self.tokens if token.text.strip(".…_-"))

    def runs(self) -> list[Run]:
        """Its text with fonts, spaces between words, raised figures written as the press writes them."""
        runs: list[Run] = []
        said = ""
        for token in self.tokens:
            text, high = token.text, token.size < 0.8 * self.size and token.base < self.base - 0.12 * self.size
            if high:
                text = raised(said, text)
            number = text.startswith("/") and said[-1:].isdigit()
            if said and not token.glued and not number and not (high and len(text) < len(token.text)):
                text = f" {text}"
            said += text
            runs.append((text, token.font))
        return runs

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs())


def line_of(tokens: Sequence[Token]) -> Line:
    """One line of tokens in order."""
    size = max(tokens, key=lambda token: (len(token.text) * token.size, token.size)).size
    full = [token for token in tokens if token.size >= 0.8 * size] or list(tokens)
    return Line(
        tokens=tuple(tokens),
        left=min(token.left for token in tokens),
        right=max(token.right for token in tokens),
        top=min(token.top for token in full),
        bottom=max(token.bottom for token in full),
        base=median(token.base for token in full),
        size=size,
    )


def rows_of(tokens: Iterable[Token]) -> list[list[Token]]:
    """Group tokens by baseline, each row from left to right; raised and lowered figures go with their row."""
    rows: list[list[Token]] = []
    bases: list[tuple[float, float]] = []
    for token in sorted(tokens, key=lambda token: (-token.size, token.base)):
        near = [
            (abs(base - token.base), place)
            for place, (base, size) in enumerate(bases)
            if abs(base - token.base) <= (0.25 if token.size >= 0.8 * size else 0.5) * size
        ]
        best = _touching(token, rows, near)
        if best is None:
            rows.append([token])
            bases.append((token.base, token.size))
        else:
            rows[best].append(token)
    for row in rows:
        row.sort(key=lambda token: token.left)
    rows.sort(key=lambda row: median(token.base for token in row))
    return rows


def lines_of(tokens: Iterable[Token], *, columns: bool, wide: float = WIDE) -> list[Line]:
    """Lines from top to bottom.

    Args:
        columns: break a row where a gap is too wide for one line; False inside a cell.
        wide: such a gap, in letter heights; above :data:`WIDE` gaps that stand out in their row are let be.
    """
    lines: list[Line] = []
    for row in rows_of(tokens):
        lines += [line_of(part) for part in (_parts(row, wide) if columns else [row])]
    return lines


def _touching(token: Token, rows: list[list[Token]], near: list[tuple[float, int]]) -> int | None:
    """The nearest row by baseline; a small token only where it touches a word of the row."""
    for _, place in sorted(near):
        row = rows[place]
        if token.size >= 0.8 * row[0].size:
            return place
        reach = 1.5 * row[0].size
        if any(token.left - reach <= other.right and other.left - reach <= token.right for other in row):
            return place
    return None


def _parts(row: list[Token], wide: float) -> list[list[Token]]:
    parts: list[list[Token]] = [[row[0]]]
    gaps = [after.left - before.right for before, after in pairwise(row) if not after.glued]
    usual = median(gaps) if len(gaps) > 2 else 0.0
    for before, after in pairwise(row):
        size = max(before.size, after.size)
        gap = after.left - before.right
        allowed = wide * size
        if len(parts[-1]) == 1 and _MARKER.match(before.text):
            allowed = _TAB * size
        elif _FILLED.search(before.text) or (before.text.isdigit() and after.text.startswith("/")):
            allowed = _BLANK * size
        elif wide <= WIDE and len(gaps) > 3 and gap > 3 * usual:
            allowed = _OUTLIER * size
        if gap > max(allowed, 2.5 * usual):
            parts.append([replace(after, glued=False)])
        else:
            parts[-1].append(after)
    return parts
