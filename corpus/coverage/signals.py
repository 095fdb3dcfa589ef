"""What signals are looked for in: passages and scores by source, area and period, upsets of readings, model changes.

Each passage is taken as the model in use when it was fetched judged it, where that is still stored: a series that was
counted by two models must show where one gave way to the other.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import Engine, and_, select

from corpus.coverage.facts import PAST_SCOPES
from corpus.database import schema
from corpus.database.engine import reading

Grain = Literal["week", "month"]


@dataclass(frozen=True, slots=True)
class Volume:
    """One source, area and period: ``count`` passages on the area of ``of`` within the province and the term.

    For area ``""`` ``count`` is all that was read of the source, whatever it speaks of. ``score`` is the area's mean
    probability over all passages read, None where none was.
    """

    source: str
    area: str
    period: str
    count: int
    of: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Upset:
    """A run raised an alarm about the reading of a source in that period."""

    source: str
    period: str
    words: str


@dataclass(frozen=True, slots=True)
class ModelChange:
    """From that period on another model or codebook judged."""

    period: str
    model: str
    taxonomy: str


@dataclass(frozen=True, slots=True)
class History:
    """All series of a store: ``periods`` in order without a gap, ``series`` by source and area, one value for each."""

    grain: Grain
    periods: tuple[str, ...]
    series: Mapping[tuple[str, str], tuple[Volume, ...]]
    upsets: tuple[Upset, ...]
    model_changes: tuple[ModelChange, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Slugs of the sources, in order."""
        return tuple(sorted({source for source, _ in self.series}))


def period_of(day: date, grain: Grain) -> str:
    """``2021-W09`` (ISO 8601) or ``2021-03``."""
    if grain == "month":
        return f"{day:%Y-%m}"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def periods_between(first: date, last: date, grain: Grain) -> tuple[str, ...]:
    """Every period that holds a day from the first to the last."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(dict.fromkeys(period_of(day, grain) for day in days))


def history(
    engine: Engine, *, grain: Grain, model: str | None = None, since: date | None = None, until: date | None = None
) -> History:
    """Every series of the store, each from the period of the source's first article to the newest of all.

    Args:
        model: take every passage as this model judged it; None as the model in use judged it.
        since: only what was published from that day on.
        until: only periods that had ended by that day: one that goes on still looks like a fall.
    """
    uses = model_changes(engine, grain=grain)
    read: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    scoped: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    on: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    scores: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    days: list[date] = []
    for row, areas in _judged(engine, model):
        day = date.fromisoformat(row["published"][:10])
        if since is not None and day < since:
            continue
        days = [min(*days, day), max(*days, day)] if days else [day, day]
        source, period = row["source"], period_of(day, grain)
        read[source][period] += 1
        inside = row["reach"] == "inside" and row["scope"] not in PAST_SCOPES
        scoped[source][period] += inside
        for area, probability in json.loads(row["probabilities"]).items():
            scores[source, area][period] += probability
            on[source, area][period] += inside and area in areas
    periods = periods_between(days[0], days[1], grain) if days else ()
    if until is not None:
        periods = tuple(each for each in periods if each < period_of(until + timedelta(days=1), grain))
    series = {}
    for source, totals in sorted(read.items()):
        if min(totals) not in periods:
            continue
        lived = periods[periods.index(min(totals)) :]
        series[source, ""] = tuple(
            Volume(source, "", each, totals.get(each, 0), totals.get(each, 0), None) for each in lived
        )
        for area in sorted(area for whose, area in scores if whose == source):
            series[source, area] = tuple(
                Volume(
                    source,
                    area,
                    each,
                    on[source, area].get(each, 0),
                    scoped[source].get(each, 0),
                    scores[source, area][each] / totals[each] if totals.get(each) else None,
                )
                for each in lived
            )
    return History(grain, periods, series, upsets(engine, grain=grain), uses)


def _judged(engine: Engine, model: str | None) -> Iterator[tuple[Any, frozenset[str]]]:
    """Each dated passage of a current revision with what was said of it, and the areas it was put under."""
    passage, said, given = schema.passages, schema.predictions, schema.assignments
    head, body = schema.documents, schema.revisions
    query = (
        select(
            passage.c.seq, head.c.source, body.c.published, body.c.fetched, said.c.model, said.c.probabilities,
            said.c.reach, said.c.scope, given.c.area,
        )
        .join(said, said.c.passage == passage.c.id)
        .join(head, and_(head.c.id == passage.c.document, head.c.revision == passage.c.revision))
        .join(body, and_(body.c.document == head.c.id, body.c.revision == head.c.revision))
        .outerjoin(given, and_(given.c.passage == said.c.passage, given.c.model == said.c.model))
        .where(body.c.published.is_not(None))
        .order_by(passage.c.seq, said.c.model)
    )  # fmt: skip
    if model is not None:
        query = query.where(said.c.model == model)
    with reading(engine) as connection:
        table = schema.model_uses
        uses = [(row.since, row.model) for row in connection.execute(select(table).order_by(table.c.since))]
        rows = connection.execution_options(yield_per=1000).execute(query).mappings()
        for _, group in groupby(rows, key=itemgetter("seq")):
            held = list(group)
            chosen = _in_use(held, uses)
            of_it = [row for row in held if row["model"] == chosen]
            yield of_it[0], frozenset(row["area"] for row in of_it if row["area"] is not None)


def _in_use(rows: Sequence[Any], uses: Iterable[tuple[str, str]]) -> str:
    """The model in use when a passage was fetched, of those that judged it; the first by name where none was."""
    judges = [row["model"] for row in rows]
    if len(set(judges)) == 1:
        return str(judges[0])
    fetched = rows[0]["fetched"]
    known = [(since, model) for since, model in uses if model in judges]
    before = [model for since, model in known if since <= fetched]
    return before[-1] if before else known[0][1] if known else str(judges[0])


def upsets(engine: Engine, *, grain: Grain) -> tuple[Upset, ...]:
    """Alarms that runs raised about sources' readings, by period of the run."""
    raised, run = schema.alarms, schema.runs
    query = (
        select(raised.c.source, run.c.started, raised.c.words)
        .join(run, run.c.id == raised.c.run)
        .order_by(run.c.started, raised.c.source, raised.c.measure)
    )
    with reading(engine) as connection:
        return tuple(
            Upset(source, period_of(date.fromisoformat(at[:10]), grain), words)
            for source, at, words in connection.execute(query)
        )


def model_changes(engine: Engine, *, grain: Grain) -> tuple[ModelChange, ...]:
    """When another model came into use; the first one changed nothing."""
    table = schema.model_uses
    with reading(engine) as connection:
        rows = list(connection.execute(select(table).order_by(table.c.since, table.c.model)))
    return tuple(
        ModelChange(period_of(date.fromisoformat(row.since[:10]), grain), row.model, row.taxonomy)
        for before, row in pairwise(rows)
        if (before.model, before.taxonomy) != (row.model, row.taxonomy)
    )
