"""The sums behind the cube: margins or cells for what counts now, facts for a past moment or another clock.

``cells`` hold each document's 1 in the row of its strongest passage, so documents add up over months, sources and
strengths for one area, place, stage and modality; where a question asks for more than one reach, or by another clock,
documents are counted apart from the facts. Both give the same numbers; the first is what keeps a question quick.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from corpus.coverage.facts import ANY, EVIDENCE_FROM, READ
from corpus.coverage.margins import ALL_STAGES, MEASURES
from corpus.database import schema
from corpus.label import Modality
from corpus.periods import Grain

_cell, _margin, _fact, _account = schema.cells, schema.margins, schema.facts, schema.accounts

IN_REACH: Mapping[str, tuple[str, ...]] = {
    "inside": ("",),
    "outside": ("outside",),
    "unclear": ("unclear",),
    "everywhere": ("", "outside", "unclear"),
}
"""Reasons that a reach takes in; the passages under the others are excluded."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which passages to sum and how; see :class:`corpus.coverage.cube.Question`, which this is made of."""

    model: str
    level: str
    split: tuple[str, ...]
    grain: Grain
    reach: str = "inside"
    clock: str = "published"
    as_of: str | None = None
    areas: tuple[str, ...] = (ANY,)
    place: str | None = None
    since: str | None = None
    until: str | None = None
    stage: str | None = None
    modality: str | None = None
    strength_from: int = 0
    source: str | None = None
    documents: bool = False

    @property
    def from_margins(self) -> bool:
        """Whether the margins answer it."""
        fine = self.modality is not None or self.strength_from or {"modality", "strength"} & set(self.split)
        return not (self.from_facts or fine or self.reach != "inside")

    @property
    def from_facts(self) -> bool:
        """Whether the kept sums cannot answer it."""
        several = self.documents and len(IN_REACH[self.reach]) > 1
        return self.as_of is not None or self.clock != "published" or several


Key = tuple[str, ...]
"""Values of the split, in its order: area, period ("" is undated), place, source, stage, modality, strength."""


def sums(connection: Connection, wanted: Wanted) -> dict[Key, list[int]]:
    """The measures of each group, in the order of :data:`MEASURES`, by the values of the split."""
    return dict(_rows(connection, wanted))


def open_at(as_of: str | None) -> ColumnElement[bool]:
    """Accounts that are open now, or were at a past moment (ISO time; what was written in that second is not in it)."""
    if as_of is None:
        return _account.c.until.is_(None)
    return and_(_account.c.since < as_of, or_(_account.c.until.is_(None), _account.c.until >= as_of))


def read_by_source(connection: Connection, model: str, *, as_of: str | None) -> dict[str, dict[str, int]]:
    """Passages in scope read of each source and month of publication, over all time."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    wanted = Wanted(model, "province", ("source", "period"), "month", areas=(READ,), as_of=as_of)
    for (source, month), values in sums(connection, wanted).items():
        if month and values[0]:
            found[source][month] = values[0]
    return dict(found)


def _rows(connection: Connection, wanted: Wanted) -> Iterator[tuple[Key, list[int]]]:
    table: Any = _fact if wanted.from_facts else _margin if wanted.from_margins else _cell
    holder: Any = _account if wanted.from_facts else table
    month = _month(wanted) if wanted.from_facts else table.c.month
    columns = {
        "area": table.c.area,
        "period": _period(month, wanted.grain),
        "place": table.c.place,
        "source": holder.c.source,
        "stage": table.c.stage,
    }
    columns |= {name: table.c[name] for name in ("modality", "strength") if name in table.c}
    keys = [columns[name].label(f"split_{name}") for name in wanted.split]
    values = [_measure(wanted, name) for name in MEASURES]
    query = select(*keys, *values).where(holder.c.model == wanted.model, table.c.level == wanted.level)
    query = query.where(table.c.area.in_(wanted.areas), *_filters(wanted, table, holder, month))
    if wanted.from_facts:
        query = query.select_from(_fact.join(_account, _account.c.id == _fact.c.account))
        query = query.where(open_at(wanted.as_of))
    width = len(keys)
    for row in connection.execute(query.group_by(*(key.name for key in keys)) if keys else query):
        yield tuple(str(value) for value in row[:width]), [value or 0 for value in row[width:]]


def _filters(wanted: Wanted, table: Any, holder: Any, month: Any) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if wanted.place is not None:
        filters.append(table.c.place == wanted.place)
    if wanted.since is not None:
        filters.append(month >= wanted.since)
    if wanted.until is not None:
        filters += [month <= wanted.until, month != ""]
    if wanted.source is not None:
        filters.append(holder.c.source == wanted.source)
    if table is _margin and (wanted.stage is None or wanted.areas == (READ,)):
        filters.append(table.c.stage != ALL_STAGES if "stage" in wanted.split else table.c.stage == ALL_STAGES)
    if wanted.areas == (READ,):
        return filters
    if wanted.stage is not None:
        filters.append(table.c.stage == wanted.stage)
    if wanted.modality is not None:
        filters.append(table.c.modality == wanted.modality)
    if wanted.strength_from:
        filters.append(table.c.strength >= wanted.strength_from)
    return filters


def _month(wanted: Wanted) -> Any:
    if wanted.clock == "event":
        return _account.c.month if wanted.areas == (READ,) else _fact.c.event
    return _account.c.fetched if wanted.clock == "fetched" else _account.c.month


def _period(month: Any, grain: Grain) -> Any:
    if grain == "month":
        return month
    year, number = func.substr(month, 1, 4), func.substr(month, 6, 2)
    if grain == "year":
        return year
    if grain == "half":
        return case((month == "", ""), (number <= "06", year.concat("-H1")), else_=year.concat("-H2"))
    return case(
        (month == "", ""),
        (number <= "03", year.concat("-Q1")),
        (number <= "06", year.concat("-Q2")),
        (number <= "09", year.concat("-Q3")),
        else_=year.concat("-Q4"),
    )


def _measure(wanted: Wanted, name: str) -> Any:
    if wanted.from_margins:
        return func.sum(_margin.c[f"{name}_documents" if wanted.documents else name])
    table = _fact if wanted.from_facts else _cell
    reasons = IN_REACH[wanted.reach]
    scoped = table.c.reason.in_(reasons) if len(reasons) > 1 else table.c.reason == reasons[0]
    told = table.c.modality == Modality.REPORTED.value
    conditions: dict[str, ColumnElement[bool]] = {
        "passages": scoped,
        "evidence": and_(scoped, told, table.c.strength >= EVIDENCE_FROM),
        "reported": and_(scoped, told),
        "directive": and_(scoped, table.c.modality == Modality.DIRECTIVE.value),
        "planned": and_(scoped, table.c.modality == Modality.PLANNED.value),
    }
    condition = conditions.get(name)
    if condition is None:
        if name in reasons:
            return func.sum(0)
        condition = table.c.reason == name
    if not wanted.documents:
        return func.sum(case((condition, table.c.passages), else_=0))
    if wanted.from_facts:
        return func.count(case((condition, _account.c.document)).distinct())
    return func.sum(case((condition, _ones(wanted, name)), else_=0))


def _ones(wanted: Wanted, name: str) -> Any:
    """The column that holds each document's 1 once, for what the question and the measure hold fast."""
    by_stage = wanted.stage is not None or "stage" in wanted.split
    by_modality = wanted.modality is not None or "modality" in wanted.split
    if name in ("evidence", "reported", "directive", "planned"):
        by_modality = True
    if wanted.areas == (READ,):
        return _cell.c.documents
    if by_stage:
        return _cell.c.by_both if by_modality else _cell.c.by_stage
    return _cell.c.by_modality if by_modality else _cell.c.documents
