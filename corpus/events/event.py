"""Events: one act by one actor at one place and date, with every passage and document that tells of it.

Events are what is counted; articles are shown beside them. :mod:`corpus.events.joining` says when two tellings are of
one act and :mod:`corpus.events.gathering` keeps the acts; here they are read.

::

    found = Events(store.engine, PUBLISHED).find("m-1", area="3", since="2021-01", until="2021-06")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from sqlalchemy import Engine, and_, select

from corpus.coverage.facts import home_places
from corpus.database import schema
from corpus.database.engine import reading
from corpus.errors import BadInput
from corpus.events.acts import Act
from corpus.events.gathering import Places, act_from
from corpus.places.gazetteer import Gazetteer
from corpus.source import Source, SourceClass

CONFIRMED_FROM = 3
"""Strength that two independent source classes must both reach for an event to be confirmed (E4)."""


@dataclass(frozen=True, slots=True)
class Event:
    """Acts that are one.

    Attributes:
        passages, documents: that tell of it, in order of publication of the documents.
        copies: of the documents, those that carry a story which another one carried first.
        retold: of the documents, first carriers of a further story: told again, not copied.
        areas, stages, modalities, actors, places, numbers: all that were said.
        since, until: first and last day said of the act; where none is said (``said`` is False) the days on which its
            documents came out; None where these bear no date either.
        published: first day on which a document of it came out.
        strength: E0 to E4: the strongest telling; 4 where ``confirmed``.
        confirmed: a second, independent source class tells of it at E3, in a story of its own.
        inside: a passage speaks of the province; ``past``: of a former term or long ago.
    """

    id: str
    passages: tuple[str, ...]
    documents: tuple[str, ...]
    copies: int
    retold: int
    areas: tuple[str, ...]
    stages: tuple[str, ...]
    modalities: tuple[str, ...]
    actors: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    sources: tuple[str, ...]
    source_classes: tuple[str, ...]
    since: date | None
    until: date | None
    said: bool
    published: date | None
    strength: int
    confirmed: bool
    inside: bool
    past: bool

    @property
    def done(self) -> bool:
        """Whether a passage tells of it as done; else it was only asked for or announced."""
        return "reported" in self.modalities


@dataclass(frozen=True, slots=True)
class Carrying:
    """A passage of an event, for people; ``kind`` is its document's place in the story it carries."""

    passage: str
    document: str
    source: str
    url: str | None
    title: str | None
    published: str | None
    kind: str | None
    areas: tuple[str, ...]
    text: str


class Events:
    """Events of the store on this engine.

    Args:
        sources: declared sources by slug; those not there have the class ``unknown``, which confirms nothing.
    """

    def __init__(
        self, engine: Engine, sources: Mapping[str, Source] | None = None, *, gazetteer: Gazetteer | None = None
    ) -> None:
        self.engine = engine
        self.sources = dict(sources or {})
        self._places = Places(gazetteer or home_places())

    def all(self, model: str) -> Iterator[Event]:
        """Every event of a model in order of id."""
        for id, acts in self.acts(model):
            yield event_of(id, acts, self.sources)

    def acts(self, model: str) -> Iterator[tuple[str, tuple[Act, ...]]]:
        """Ids of all events with their acts."""
        table = schema.acts
        query = select(table).where(table.c.model == model).order_by(table.c.event, table.c.document, table.c.number)
        with reading(self.engine) as connection:
            rows = connection.execution_options(yield_per=1000).execute(query).mappings()
            for id, group in groupby(rows, key=lambda row: row["event"]):
                yield id, tuple(act_from(row) for row in group)

    def find(
        self,
        model: str,
        *,
        area: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        reach: Literal["inside", "everywhere"] = "inside",
        past: bool = False,
        several: bool = False,
    ) -> list[Event]:
        """Events, the newest first.

        Args:
            place: id of a place that they are in, or that lies in one of theirs.
            since, until: first and last month (``YYYY-MM``) of the act; events without a date are left out then.
            past: those of a former term or long ago instead.
            several: only those told of in two documents or more.
        """
        found = [
            event
            for event in self.all(model)
            if (area is None or area in event.areas)
            and self.lies_in(event.places, place)
            and (event.inside or reach == "everywhere")
            and event.past == past
            and (not several or len(event.documents) > 1)
            and _within(event, since, until)
        ]
        return sorted(
            found, key=lambda each: (each.until or date.min, each.published or date.min, each.id), reverse=True
        )

    def lies_in(self, places: Iterable[str], place: str | None) -> bool:
        """Whether one of the places is a place, or lies in it; every one lies in None."""
        return place is None or any(place in self._places.closure(each) for each in places)

    def event(self, model: str, beginning: str) -> Event:
        """The event whose id begins so.

        Raises:
            BadInput: none or several events' ids begin so.
        """
        table = schema.acts
        begins = and_(table.c.model == model, table.c.event.startswith(beginning, autoescape=True))
        with reading(self.engine) as connection:
            ids = (
                sorted(connection.scalars(select(table.c.event).distinct().where(begins).limit(6))) if beginning else []
            )
            if not ids:
                raise BadInput("không có sự kiện nào mang mã này (no event has this id)", where=beginning or "''")
            if len(ids) > 1:
                raise BadInput(f"mã chưa đủ dài, có nhiều sự kiện (ambiguous): {', '.join(ids[:5])}", where=beginning)
            rows = connection.execute(select(table).where(begins).order_by(table.c.document, table.c.number)).mappings()
            return event_of(ids[0], [act_from(row) for row in rows], self.sources)

    def carrying(self, model: str, event: str) -> list[Carrying]:
        """Every passage of an event with its document, in order of publication."""
        act, head, body, placed = schema.acts, schema.documents, schema.revisions, schema.carriers
        passage = schema.passages
        query = (
            select(act, head.c.url, body.c.title, body.c.published.label("moment"), placed.c.kind)
            .join(head, head.c.id == act.c.document)
            .join(body, and_(body.c.document == head.c.id, body.c.revision == head.c.revision))
            .outerjoin(placed, placed.c.document == head.c.id)
            .where(act.c.model == model, act.c.event == event)
        )
        found: list[tuple[str, str, int, Carrying]] = []
        with reading(self.engine) as connection:
            for row in connection.execute(query).mappings().all():
                one = act_from(row)
                texts = connection.execute(select(passage).where(passage.c.id.in_(one.passages))).mappings()
                for text in texts:
                    carrying = Carrying(
                        passage=text["id"],
                        document=one.document,
                        source=one.source,
                        url=row["url"],
                        title=row["title"],
                        published=row["moment"],
                        kind=row["kind"],
                        areas=one.areas,
                        text=text["text"],
                    )
                    found.append((row["moment"] or "~", one.document, text["ordinal"], carrying))
        return [carrying for *_, carrying in sorted(found, key=lambda each: each[:3])]


def _within(event: Event, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    if event.since is None or event.until is None:
        return False
    return (since is None or f"{event.until:%Y-%m}" >= since) and (until is None or f"{event.since:%Y-%m}" <= until)


def event_of(id: str, acts: Iterable[Act], sources: Mapping[str, Source]) -> Event:
    """The event that acts make."""
    ordered = sorted(acts, key=lambda act: (act.published is None, act.published or date.min, act.key))
    days = [day for act in ordered for day in act.days]
    came_out = [act.published for act in ordered if act.published is not None]
    when = days or came_out
    firsts = {act.document for act in ordered if not act.copy}
    confirmed = is_confirmed(ordered, sources)
    strength = max(act.strength for act in ordered)
    return Event(
        id=id,
        passages=tuple(passage for act in ordered for passage in act.passages),
        documents=tuple(dict.fromkeys(act.document for act in ordered)),
        copies=len({act.document for act in ordered if act.copy}),
        retold=max(0, len(firsts) - 1),
        areas=_union(act.areas for act in ordered),
        stages=_union(act.stages for act in ordered),
        modalities=_union(act.modalities for act in ordered),
        actors=_union(act.actors for act in ordered),
        places=_union(act.places for act in ordered),
        numbers=_union(act.numbers for act in ordered),
        sources=_union([act.source] for act in ordered),
        source_classes=_union([_class(act.source, sources).value] for act in ordered),
        since=min(when, default=None),
        until=max(when, default=None),
        said=bool(days),
        published=min(came_out, default=None),
        strength=4 if confirmed else strength,
        confirmed=confirmed,
        inside=any(act.inside for act in ordered),
        past=ordered[0].past,
    )


def is_confirmed(acts: Iterable[Act], sources: Mapping[str, Source]) -> bool:
    """Whether two known source classes tell of it at E3 or more, each in a story that the other did not carry."""
    strong = {
        (_class(act.source, sources), act.story or act.document) for act in acts if act.strength >= CONFIRMED_FROM
    }
    return any(
        SourceClass.UNKNOWN not in (one, other) and one is not other and story != told
        for one, story in strong
        for other, told in strong
    )


def _class(source: str, sources: Mapping[str, Source]) -> SourceClass:
    declared = sources.get(source)
    return SourceClass.UNKNOWN if declared is None else declared.kind


def _union(values: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({each for part in values for each in part}))
