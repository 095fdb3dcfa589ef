"""The table of coverage as a page shows it: a cell for each area and period, with its shade, words and address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.coverage.cube import CubeRow
from corpus.coverage.evidence_filter import Filter
from corpus.periods import months_of
from review.filters import address
from review.numbers import part_of, percent, percent_range, period, period_mark, whole
from review.paper.rows import Estimated
from review.words import Language

STEPS = 5
"""Shades of cells that hold something."""

Showing = Literal["ty-le", "so-dem"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: ``kind`` is its state as a class of the style sheet, ``step`` its shade from 0 (nothing) to STEPS.

    ``small`` is the interval or the denominator, ``url`` the list behind it ("" where there is nothing to list).
    """

    kind: str
    step: int
    value: str
    small: str
    url: str
    audited: bool = False
    down: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An area with its cells and the whole stretch of time."""

    code: str
    cells: Sequence[Cell]
    whole: Cell


@dataclass(frozen=True, slots=True)
class Column:
    """A period: a short mark, its name, and passages read in it."""

    mark: str
    name: str
    read: str


@dataclass(frozen=True, slots=True)
class Heat:
    """The table; ``audited`` says whether any cell rests on an audit sample."""

    columns: Sequence[Column]
    lines: Sequence[Line]
    audited: bool
    since: str
    until: str
    read: int


def heat(
    rows: Sequence[CubeRow],
    *,
    shares: Mapping[tuple[str, str], Estimated],
    place: str,
    showing: Showing,
    language: Language,
) -> Heat:
    """The table of rows split by area and period, the undated ones left out.

    Args:
        shares: by area and period, where an audit sample was judged.
    """
    dated = [row for row in rows if row.period is not None and row.area is not None]
    names = list(dict.fromkeys(row.period for row in dated if row.period))
    at = {(row.area, row.period): row for row in dated}
    most = max((_weight(row, shares, showing) for row in dated if row.state != "unobserved"), default=0.0)
    since, until = (months_of(names[0])[0], months_of(names[-1])[1]) if names else ("", "")
    columns, lines = [], []
    some = dated[0].area if dated else None
    for name in names:
        columns.append(
            Column(
                period_mark(name, language=language),
                period(name, language=language),
                whole(at[(some, name)].of, language=language),
            )
        )
    for code in dict.fromkeys(row.area for row in dated if row.area):
        cells = [_cell(at[(code, name)], shares, place, showing, most, language) for name in names]
        mine = [at[(code, name)] for name in names]
        lines.append(Line(code, cells, _whole(code, mine, place, since, until, showing, language)))
    read = sum(at[(some, name)].of for name in names)
    return Heat(columns, lines, any(cell.audited for line in lines for cell in line.cells), since, until, read)


def _estimate(row: CubeRow, shares: Mapping[tuple[str, str], Estimated]) -> Estimated | None:
    found = shares.get((row.area or "", row.period or ""))
    return found if found is not None and found.value is not None else None


def _weight(row: CubeRow, shares: Mapping[tuple[str, str], Estimated], showing: Showing) -> float:
    if showing == "so-dem":
        return float(row.count)
    found = _estimate(row, shares)
    return (found.value or 0.0) if found is not None else (row.share or 0.0)


def _cell(
    row: CubeRow,
    shares: Mapping[tuple[str, str], Estimated],
    place: str,
    showing: Showing,
    most: float,
    language: Language,
) -> Cell:
    first, last = months_of(row.period or "")
    url = address(Filter(area=row.area or "", since=first, until=last, place=place)) if row.count else ""
    down = ", ".join(row.down) if row.why == "down" else ""
    if row.state == "unobserved":
        value = part_of(row.count, row.of, language=language) if row.count else ""
        return Cell("unobserved", 0, value, "", url, down=down)
    weight = _weight(row, shares, showing)
    step = min(STEPS, 1 + int(STEPS * weight / most)) if weight and most else 0
    if showing == "so-dem":
        return Cell(row.state, step, whole(row.count, language=language), f"/{whole(row.of, language=language)}", url)
    found = _estimate(row, shares)
    if found is not None and found.low is not None and found.high is not None:
        interval = percent_range(found.low, found.high, language=language)
        return Cell(row.state, step, percent(found.value, language=language), interval, url, audited=True)
    return Cell(row.state, step, percent(row.share, language=language), "", url)


def _whole(
    code: str, rows: Sequence[CubeRow], place: str, since: str, until: str, showing: Showing, language: Language
) -> Cell:
    count, of = sum(row.count for row in rows), sum(row.of for row in rows)
    value, small = percent(count / of if of else None, language=language), ""
    if showing == "so-dem":
        value, small = whole(count, language=language), f"/{whole(of, language=language)}"
    url = address(Filter(area=code, since=since, until=until, place=place)) if count else ""
    return Cell("whole", 0, value, small, url)
