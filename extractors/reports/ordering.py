"""Reading order: blocks side by side are read one after the other, never line by line across.

The head of an administrative document (issuing body and number on the left, national motto and place and date on the
right), its signature block, and pages of two columns are the same thing here: a gutter that no line crosses. The
recursive cut follows the X-Y cut of Nagy and Seth (1984), with the rows deciding where a gutter begins and ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.reports.tokens import Line

_GUTTER = 6.0
"""Least width of a gutter in points."""
_ALIGNED = 12.0
"""Points by which the middles of two lines of a block may differ."""
_PITCH = 3.2
"""Distance of two lines of a block, in letter heights: the number stands well below the name of the body."""
_DEPTH = 6


def in_order(lines: Sequence[Line], *, depth: int = 0) -> list[Line]:
    """Put the lines of a page into reading order."""
    waiting = sorted(lines, key=lambda line: (line.base, line.left))
    ordered: list[Line] = []
    at = 0
    while at < len(waiting):
        gutter = _gutter(waiting, at) if depth < _DEPTH else None
        if gutter is None:
            ordered.append(waiting[at])
            at += 1
            continue
        left, right, at = _split(waiting, at, gutter)
        ordered += in_order(left, depth=depth + 1)
        ordered += in_order(right, depth=depth + 1)
    return ordered


@dataclass(slots=True)
class _Gutter:
    left: float
    right: float

    def side(self, line: Line) -> str | None:
        """Which side a line is on, None where it crosses; the gutter shrinks to what is left of it."""
        if line.right <= self.right - _GUTTER:
            self.left = max(self.left, line.right)
            return "left"
        if line.left >= self.left + _GUTTER:
            self.right = min(self.right, line.left)
            return "right"
        return None


def _gutter(lines: list[Line], at: int) -> _Gutter | None:
    """The widest gap on the row that starts at a line, where something stands beside it."""
    first = lines[at]
    row = [line for line in lines[at : at + 40] if _beside(first, line)]
    if not row:
        return None
    row = sorted([first, *row], key=lambda line: line.left)
    gaps = [(after.left - before.right, before, after) for before, after in pairwise(row)]
    gap, before, after = max(gaps, key=lambda found: found[0])
    return _Gutter(before.right, after.left) if gap >= _GUTTER else None


def _beside(one: Line, other: Line) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    low = min(one.bottom - one.top, other.bottom - other.top)
    return (other.left >= one.right or other.right <= one.left) and shared > 0.2 * low


def _split(lines: list[Line], at: int, gutter: _Gutter) -> tuple[list[Line], list[Line], int]:
    """The lines on both sides, and the place after the last of them."""
    sides: dict[str, list[Line]] = {"left": [], "right": []}
    taken: list[tuple[str, Line]] = []
    settled = 0
    for line in lines[at:]:
        side = gutter.side(line)
        if side is None:
            break
        other = sides["right" if side == "left" else "left"]
        sides[side].append(line)
        taken.append((side, line))
        if any(_beside(line, facing) for facing in other[-3:]) or (settled == len(taken) - 1 and _goes_on(sides[side])):
            settled = len(taken)
    kept = taken[:settled]
    left = [line for side, line in kept if side == "left"]
    right = [line for side, line in kept if side == "right"]
    return left, right, at + settled


def _goes_on(side: list[Line]) -> bool:
    """Whether the last line of a side belongs to the block above it: near, and set on the same axis or edge."""
    if len(side) < 2:
        return False
    *above, last = side
    before = above[-1]
    if last.base - before.base > _PITCH * max(last.size, before.size):
        return False
    middle = (last.left + last.right) / 2
    return any(
        abs(line.left - last.left) < 3 or abs((line.left + line.right) / 2 - middle) < _ALIGNED for line in above[-3:]
    )
