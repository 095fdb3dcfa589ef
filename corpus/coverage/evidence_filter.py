"""Which passages a list of evidence holds: the same ones that coverage counts in a cell, narrowed as a person likes.

Counted are passages in scope (of the province, of this term) on an area, of the revisions that count now. So a filter
by area, months, place, source, stage, modality and strength lists exactly what the cube's cell of these counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, FromClause, and_, column, exists, false, func, or_, select, text

from corpus.coverage.facts import ANY, PAST_SCOPES, home_places, placed
from corpus.database import schema
from corpus.errors import BadInput
from corpus.label import Modality, Stage
from corpus.periods import months_of
from corpus.predictions.search import understand

Status = Literal["", "judged", "unjudged"]
STATUSES: tuple[Status, ...] = ("", "judged", "unjudged")
STRONGEST = 4
FEW = 2000
"""Hits of a search up to which a list begins with them, and not with the newest documents."""

held, passage, said = schema.accounts, schema.passages, schema.predictions
head, body, given = schema.documents, schema.revisions, schema.assignments


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list; "" narrows nothing.

    Attributes:
        area: code; "" for passages on any area.
        since, until: first and last month of publication, ``YYYY-MM``.
        place: id of a place; as in coverage, a district holds what names its communes.
        status: ``judged`` where a verdict of a person stands, ``unjudged`` where none does.
        words: as for :func:`corpus.predictions.search.search`.
        new_since: ISO time; only of documents that were first read then or later.
    """

    area: str = ""
    stage: str = ""
    modality: str = ""
    strength_from: int = 0
    place: str = ""
    since: str = ""
    until: str = ""
    source: str = ""
    status: Status = ""
    words: str = ""
    new_since: str = ""


def check(wanted: Filter) -> None:
    """Refuse a filter that nothing can answer.

    Raises:
        BadInput: what is wrong with it.
    """
    for month in (wanted.since, wanted.until):
        if month and months_of(month) != (month, month):
            raise BadInput("tháng viết là 2021-03 (a month)", where=month)
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise BadInput("tháng đầu phải trước tháng cuối (the first month is the later one)", where=wanted.since)
    for value, known, name in (
        (wanted.stage, set(Stage), "khâu"),
        (wanted.modality, set(Modality), "cách nói"),
        (wanted.status, set(STATUSES), "tình trạng"),
    ):
        if value and value not in known:
            raise BadInput(f"{name} là một trong {', '.join(sorted(filter(None, known)))} (unknown)", where=value[:40])
    if not 0 <= wanted.strength_from <= STRONGEST:
        raise BadInput("mức từ 0 đến 4 (strength from 0 to 4)", where=str(wanted.strength_from))
    if wanted.place:
        try:
            unit = home_places().place(wanted.place)
        except KeyError:
            raise BadInput("không có đơn vị này (no such place)", where=wanted.place[:60]) from None
        if unit.level == "province":
            raise BadInput("cả tỉnh thì để trống nơi (leave the place out for a province)", where=wanted.place[:60])
    if wanted.words:
        understand(wanted.words)


def joined() -> FromClause:
    """The tables that a list is read from."""
    tables: Any = held.join(passage, and_(passage.c.document == held.c.document, passage.c.revision == held.c.revision))
    tables = tables.join(said, and_(said.c.passage == passage.c.id, said.c.model == held.c.model))
    return tables.join(head, head.c.id == held.c.document)  # type: ignore[no-any-return]


def conditions(connection: Connection, wanted: Filter, model: str) -> list[ColumnElement[bool]]:
    """What holds of every passage of a list."""
    found: list[ColumnElement[bool]] = [
        held.c.model == model,
        held.c.until.is_(None),
        _of_newest_cutting(),
        said.c.reach == "inside",
        said.c.scope.not_in(PAST_SCOPES),
        _has_one(wanted),
        exists().where(
            given.c.passage == passage.c.id,
            given.c.model == held.c.model,
            *([given.c.area == wanted.area] if wanted.area else []),
        ),
    ]
    if wanted.since:
        found.append(held.c.month >= wanted.since)
    if wanted.until:
        found += [held.c.month <= wanted.until, held.c.month != ""]
    for value, of in ((wanted.stage, said.c.stage), (wanted.modality, said.c.modality), (wanted.source, held.c.source)):
        if value:
            found.append(of == value)
    if wanted.strength_from:
        found.append(said.c.strength >= wanted.strength_from)
    if wanted.new_since:
        found.append(head.c.first_fetched >= wanted.new_since)
    if wanted.place:
        found.append(_in_place(wanted.place))
    if wanted.words:
        found.append(_holds(connection, wanted.words))
    if wanted.status:
        found.append(_has_verdict(connection) if wanted.status == "judged" else ~_has_verdict(connection))
    return found


def _of_newest_cutting() -> ColumnElement[bool]:
    """That a passage is of its revision's newest cutting; most revisions have one, which two look-ups tell."""
    other = passage.alias("cut")
    same = and_(other.c.document == passage.c.document, other.c.revision == passage.c.revision)
    earlier = exists().where(same, other.c.cutting < passage.c.cutting)
    later = exists().where(same, other.c.cutting > passage.c.cutting)
    newest = select(other.c.cutting).where(same).order_by(other.c.seq.desc()).limit(1).scalar_subquery()
    return or_(and_(~earlier, ~later), passage.c.cutting == newest)


def _has_one(wanted: Filter) -> ColumnElement[bool]:
    """That a document has such a passage at all, as its facts say: passages of others need no looking at."""
    fact = schema.facts
    tests = [
        fact.c.account == held.c.id,
        fact.c.level == (home_places().place(wanted.place).level if wanted.place else "province"),
        fact.c.area == (wanted.area or ANY),
        fact.c.reason == "",
    ]
    for value, of in ((wanted.place, fact.c.place), (wanted.stage, fact.c.stage), (wanted.modality, fact.c.modality)):
        if value:
            tests.append(of == value)
    if wanted.strength_from:
        tests.append(fact.c.strength >= wanted.strength_from)
    return exists().where(*tests)


def _in_place(place: str) -> ColumnElement[bool]:
    """That a passage names a place as the gazetteer of its day of publication has it."""
    named, day = schema.mentions, func.substr(held.c.published, 1, 10)
    parts: list[ColumnElement[bool]] = []
    for first, last, ids in _names_of(place):
        here = exists().where(named.c.passage == passage.c.id, named.c.place.in_(ids))
        dated = [day >= first] if first else [day != ""]
        parts.append(and_(here, *dated, *([day < last] if last else [])))
    undated = sorted(id for id in _ids() if _counts_for(id, place, None))
    if undated:
        parts.append(and_(day == "", exists().where(named.c.passage == passage.c.id, named.c.place.in_(undated))))
    return or_(*parts) if parts else false()


@lru_cache(maxsize=512)
def _names_of(place: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Spans of days (first, and the day after the last, "" where open) with the ids that count for a place in them."""
    days: set[date] = set()
    for id in _ids():
        unit = home_places().place(id)
        days |= {day for day in (unit.valid_from,) if day is not None}
        days |= {day + timedelta(days=1) for day in (unit.valid_until,) if day is not None}
    bounds = [date.min, *sorted(days)]
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for number, first in enumerate(bounds):
        last = bounds[number + 1].isoformat() if number + 1 < len(bounds) else ""
        ids = tuple(sorted(id for id in _ids() if _counts_for(id, place, first)))
        if ids:
            found.append(("" if first == date.min else first.isoformat(), last, ids))
    return tuple(found)


@lru_cache(maxsize=1)
def _ids() -> frozenset[str]:
    """Ids of every unit that the gazetteer names."""
    return frozenset(id for _, ids in home_places().names() for id in ids)


def _counts_for(id: str, place: str, on: date | None) -> bool:
    level = home_places().place(place).level
    return (level, place) in placed((id,), on, home_places())


def _holds(connection: Connection, words: str) -> ColumnElement[bool]:
    query = understand(words)
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:
        wanted = " AND ".join('"' + " ".join(phrase) + '"' for phrase in query.phrases)
        found = text("SELECT rowid AS seq FROM passage_index WHERE passage_index MATCH :searched")
        wanted = f"{query.column} : ({wanted})"
    else:
        wanted = " & ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in query.phrases)
        found = text(f"SELECT seq FROM passage_index WHERE {query.column} @@ CAST(:searched AS tsquery)")
    hits = found.bindparams(searched=wanted).columns(column("seq")).subquery("hits")
    few = list(connection.scalars(select(hits.c.seq).limit(FEW + 1)))
    if len(few) <= FEW:
        return passage.c.seq.in_(few)
    # as a sum it is only tested, and no planner looks up each of many thousand for each passage
    return (passage.c.seq + 0).in_(select(hits.c.seq))


def _has_verdict(connection: Connection) -> ColumnElement[bool]:
    """That a verdict stands: one was given, and not all were taken back."""
    table = schema.judgements
    undone = select(table.c.passage).where(table.c.verdicts == "{}").distinct()
    query = select(table.c.id, table.c.passage, table.c.supersedes, table.c.verdicts).where(table.c.passage.in_(undone))
    gone: set[str] = set()
    nothing: dict[str, bool] = {}
    for row in connection.execute(query.order_by(table.c.seq.desc())):
        stands = row.id not in gone
        if stands and row.supersedes is not None:
            gone.add(row.supersedes)
        nothing[row.passage] = nothing.get(row.passage, True) and not (stands and row.verdicts != "{}")
    without = sorted(id for id, empty in nothing.items() if empty)
    there = exists().where(table.c.passage == passage.c.id)
    return and_(there, passage.c.id.not_in(without)) if without else there
