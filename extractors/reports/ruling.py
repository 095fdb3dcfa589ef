"""Tables with drawn borders: which rules make a grid, and which of its cells are one.

Only what is drawn counts: a cell ends where a rule runs along its edge, so merged cells come out merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.reports.tokens import Token

_NEAR = 3.0
"""Points within which rules meet or are one."""
_RULES = 4000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke; ``at`` is its x if it is upright, its y if not."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: ``xs`` and ``ys`` its lines, ``owner`` the cell that holds each place as (row, column)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[tuple[int, int], ...], ...]

    def holds(self, token: Token) -> bool:
        x, y = token.middle
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def place(self, token: Token) -> tuple[int, int]:
        """The cell a token stands in."""
        x, y = token.middle
        row = sum(1 for line in self.ys[1:-1] if y > line)
        column = sum(1 for line in self.xs[1:-1] if x > line)
        return self.owner[row][column]

    def rows(self) -> list[list[tuple[int, int] | None]]:
        """Each row's cells, None for the place of a cell that began in a row above."""
        rows: list[list[tuple[int, int] | None]] = []
        for number, owners in enumerate(self.owner):
            cells: list[tuple[int, int] | None] = []
            for column, owner in enumerate(owners):
                if column and owners[column - 1] == owner:
                    continue
                cells.append(owner if owner[0] == number else None)
            rows.append(cells)
        return rows


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """Find the tables that rules draw: at least two rows and two columns, somewhere side by side."""
    joined = _joined(rules[:_RULES])
    found = [_grid(group) for group in _groups(joined)]
    return [grid for grid in found if grid is not None]


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch are one rule."""
    joined: list[Rule] = []
    last: dict[tuple[bool, int], int] = {}
    for rule in sorted(rules, key=lambda rule: (rule.upright, rule.at, rule.start)):
        lane = (rule.upright, round(rule.at / _NEAR))
        for step in (0, -1):
            place = last.get((lane[0], lane[1] + step))
            if place is not None and abs(joined[place].at - rule.at) <= _NEAR and _touch(joined[place], rule):
                old = joined[place]
                joined[place] = Rule(old.upright, old.at, min(old.start, rule.start), max(old.end, rule.end))
                break
        else:
            joined.append(rule)
            last[lane] = len(joined) - 1
    return joined


def _touch(one: Rule, other: Rule) -> bool:
    return one.start - _NEAR <= other.end and other.start - _NEAR <= one.end


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Rules connected by crossings."""
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    uprights = [place for place, rule in enumerate(rules) if rule.upright]
    for place, rule in enumerate(rules):
        if rule.upright:
            continue
        for other in uprights:
            up = rules[other]
            if rule.start - _NEAR <= up.at <= rule.end + _NEAR and up.start - _NEAR <= rule.at <= up.end + _NEAR:
                parent[root(place)] = root(other)
    groups: dict[int, list[Rule]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(root(place), []).append(rule)
    return list(groups.values())


def _grid(rules: list[Rule]) -> Grid | None:
    xs = _apart(rule.at for rule in rules if rule.upright)
    ys = _apart(rule.at for rule in rules if not rule.upright)
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _RULES:
        return None
    owner = [[(row, column) for column in range(len(xs) - 1)] for row in range(len(ys) - 1)]
    for row in range(len(ys) - 1):
        for column in range(1, len(xs) - 1):
            if not _ruled(rules, upright=True, at=xs[column], middle=(ys[row] + ys[row + 1]) / 2):
                owner[row][column] = owner[row][column - 1]
    for row in range(1, len(ys) - 1):
        for column in range(len(xs) - 1):
            middle = (xs[column] + xs[column + 1]) / 2
            above = owner[row - 1][column]
            if not _ruled(rules, upright=False, at=ys[row], middle=middle) and above[1] == owner[row][column][1]:
                owner[row][column] = above
    grid = Grid(tuple(xs), tuple(ys), tuple(tuple(cells) for cells in owner))
    wide = [cells for cells in grid.rows() if len(cells) > 1]
    return grid if len(wide) >= 2 else None


def _apart(places: Iterable[float]) -> list[float]:
    """Distinct lines: places nearer than the tolerance are one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _ruled(rules: list[Rule], *, upright: bool, at: float, middle: float) -> bool:
    return any(
        rule.upright is upright and abs(rule.at - at) <= _NEAR and rule.start <= middle <= rule.end for rule in rules
    )
