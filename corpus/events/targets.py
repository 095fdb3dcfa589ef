"""Numeric targets: for each indicator, area and place the value last reported, with where it was said. Never summed.

Values of different passages are never added: they may tell of one thing, of overlapping things, or of different times.
What was reached and what is to be reached are kept apart, and where passages of one day contradict each other all are
shown. Indicators are told apart by their words, so that one thing under two names is listed twice.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, and_, select

from corpus.coverage.facts import PAST_SCOPES
from corpus.database import schema
from corpus.database.engine import reading
from corpus.events.indicators import Kind, Stated, stated
from corpus.passage import Entity, EntityKind
from corpus.spans import unpack


@dataclass(frozen=True, slots=True)
class Report:
    """An indicator as one passage reported it."""

    stated: Stated
    area: str
    passage: str
    document: str
    source: str
    url: str | None
    title: str | None
    published: str
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """The last word on an indicator of one area and place.

    Attributes:
        area: code; "" for passages on none.
        last: reports of the newest day on which it was reported, one for each value; several that are of one period
            contradict each other (``conflict``).
        said_in: documents that reported it on that day; ``reports`` of all days.
    """

    indicator: str
    area: str
    place: str
    kind: Kind
    unit: str
    last: tuple[Report, ...]
    said_in: int
    reports: int

    @property
    def conflict(self) -> bool:
        """Whether two reports of the newest day give different values for one period."""
        periods = [(each.stated.period, each.stated.day) for each in self.last]
        return len(set(periods)) < len(periods)


def targets(
    engine: Engine,
    model: str,
    *,
    area: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[Target]:
    """Last reported values from what was published in a span, by area, indicator, place and kind.

    Args:
        area: only of this area; None for all, those of no area too.
        since, until: first and last month of publication, ``YYYY-MM``.
    """
    found: dict[tuple[str, str, str, Kind, str], list[Report]] = defaultdict(list)
    for report in reports(engine, model, area=area):
        month = report.published[:7]
        if (since is None or since <= month) and (until is None or month <= until):
            said = report.stated
            if place is None or said.place == place or said.place.startswith(f"{place}/"):
                found[report.area, said.indicator, said.place, said.kind, said.unit].append(report)
    return [_target(key, held) for key, held in sorted(found.items())]


def _target(key: tuple[str, str, str, Kind, str], held: list[Report]) -> Target:
    area, indicator, place, kind, unit = key
    newest = max(each.published[:10] for each in held)
    of_day = sorted(
        (each for each in held if each.published[:10] == newest), key=lambda each: (each.published, each.passage)
    )
    values: dict[tuple[object, ...], Report] = {}
    for each in of_day:
        said = each.stated
        values.setdefault((said.value, said.denominator, said.period, said.day), each)
    return Target(
        indicator=indicator,
        area=area,
        place=place,
        kind=kind,
        unit=unit,
        last=tuple(values.values()),
        said_in=len({each.document for each in of_day}),
        reports=len(held),
    )


def reports(engine: Engine, model: str, *, area: str | None = None) -> Iterator[Report]:
    """Every indicator stated in a dated passage within the province and the term, in the order passages came in."""
    passage, held, said, given = schema.passages, schema.analyses, schema.predictions, schema.assignments
    head, body = schema.documents, schema.revisions
    on = and_(given.c.passage == passage.c.id, given.c.model == said.c.model)
    query = (
        select(
            passage.c.id, passage.c.document, passage.c.start, passage.c.text, held.c.entities, held.c.sentences,
            said.c.modality, given.c.area, head.c.source, head.c.url, body.c.title, body.c.published,
        )
        .join(held, held.c.passage == passage.c.id)
        .join(said, said.c.passage == passage.c.id)
        .join(head, and_(head.c.id == passage.c.document, head.c.revision == passage.c.revision))
        .join(body, and_(body.c.document == head.c.id, body.c.revision == head.c.revision))
        .outerjoin(given, on)
        .where(
            said.c.model == model,
            said.c.reach == "inside",
            said.c.scope.not_in(PAST_SCOPES),
            body.c.published.is_not(None),
            held.c.entities.contains(f'["{EntityKind.FIGURE.value}",'),
        )
        .order_by(passage.c.seq, given.c.area)
    )  # fmt: skip
    if area is not None:
        query = query.where(given.c.area == area)
    with reading(engine) as connection:
        for row in connection.execution_options(yield_per=1000).execute(query).mappings():
            entities = [
                Entity(EntityKind(kind), start, end, value, note)
                for kind, start, end, value, note in json.loads(row["entities"])
            ]
            planned = row["modality"] in ("planned", "directive")
            for one in stated(
                row["text"], entities, start=row["start"], sentences=unpack(row["sentences"]), planned=planned
            ):
                yield Report(
                    stated=one,
                    area=row["area"] or "",
                    passage=row["id"],
                    document=row["document"],
                    source=row["source"],
                    url=row["url"],
                    title=row["title"],
                    published=row["published"],
                    text=row["text"],
                )
