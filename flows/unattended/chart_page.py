"""A chart of coverage with its table, as Markdown that needs nothing from outside; made without Prefect."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.codebook.taxonomy import Taxonomy
from corpus.coverage.by_area import Tally
from review.charts.rows import Counted, Heading, counted, labels_of, periods_of
from review.numbers import DASH, MISSING, Language, part_of, percent, percent_range, period, whole

if TYPE_CHECKING:
    from review.charts.picture import Picture


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A drawn chart in words and Markdown, and the rows of its table."""

    title: str
    subtitle: str
    markdown: str
    table: list[dict[str, str]]


def heat_map_page(rows: Sequence[Counted], heading: Heading) -> ChartPage:
    """The heat map of rows, drawn.

    Raises:
        BadInput: no rows, or a cell given twice.
    """
    from review.charts.heat_map import heat_map

    drawn = heat_map(rows, heading)
    return ChartPage(drawn.title, drawn.frame.subtitle, markdown(drawn), table(rows))


def rows_of(tally: Tally, taxonomy: Taxonomy) -> list[Counted]:
    """A tally's cells as rows for charts: evidence over passages read."""
    names = {area.code: f"{area.code} {area.short}" for area in taxonomy.areas}
    return [counted(names[cell.area], cell.month, cell.evidence, cell.of_passages, cell.state) for cell in tally.cells]


def table(rows: Sequence[Counted], *, language: Language = "vi") -> list[dict[str, str]]:
    """Areas down, periods across; each cell with denominator, share and interval, or that data do not suffice."""
    cells = {(row.label, row.period): row for row in rows}
    first = "mảng" if language == "vi" else "area"
    return [
        {first: label}
        | {period(each, language=language): _cell(cells.get((label, each)), language) for each in periods_of(rows)}
        for label in labels_of(rows)
    ]


def markdown(picture: Picture) -> str:
    """The chart as Markdown that needs nothing from outside: title, picture with its description, foot."""
    from review.charts.picture import png

    packed = base64.b64encode(png(picture, scale=1.5)).decode("ascii")
    alt = picture.alt.replace("[", "(").replace("]", ")")
    foot = "\n".join(f"- {line}" for line in picture.frame.foot)
    return f"## {picture.title}\n\n{picture.frame.subtitle}\n\n![{alt}](data:image/png;base64,{packed})\n\n{foot}\n"


def _cell(row: Counted | None, language: Language) -> str:
    if row is None or row.shown is None:
        return MISSING[language]
    if row.state == "silent":
        return f"{DASH} ({'đọc' if language == 'vi' else 'read'} {whole(row.denominator, language=language)})"
    said = f"{part_of(row.numerator, row.denominator, language=language)}; {percent(row.shown, language=language)}"
    if row.low is None or row.high is None:
        return said
    return f"{said} ({percent_range(row.low, row.high, language=language)})"
