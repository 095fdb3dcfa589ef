"""The passages behind a number, page by page: the newest first, each with what was said of it, and counted exactly.

::

    found = Evidence(store.engine, "m-1")
    page = found.page(Filter(area="3", since="2021-01", until="2021-03"), limit=50)
    print(found.count(wanted), page.rows[0].text, page.following)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, func, or_, select

from corpus.coverage.cube_sums import Wanted, sums
from corpus.coverage.evidence_filter import Filter, body, check, conditions, head, held, joined, passage
from corpus.coverage.facts import ANY, READ, home_places
from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.statements import portions
from corpus.errors import BadInput
from corpus.events.gathering import act_from
from corpus.label import Prediction
from corpus.predictions.stored import predictions_of

PORTION = 500
"""Rows read at a time by :meth:`Evidence.rows`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage of the list; ``start`` is its offset in the document, ``event`` the id of its event or "", ``page`` the
    sum of the archived page it was read from."""

    passage: str
    document: str
    source: str
    url: str | None
    title: str
    published: str
    ordinal: int
    start: int
    text: str
    prediction: Prediction
    places: tuple[str, ...]
    event: str = ""
    page: str | None = None

    @property
    def key(self) -> str:
        """Where it stands in the list, for :meth:`Evidence.page`."""
        return f"{self.published}|{self.document}|{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the key after which the next page begins; None on the last."""

    rows: tuple[Row, ...]
    following: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """How widely an event was told of: documents, sources, and how many of the documents are copies."""

    documents: int
    sources: int
    copies: int


class Evidence:
    """The lists of one model's counted passages."""

    def __init__(self, engine: Engine, model: str) -> None:
        self.engine = engine
        self.model = model

    def count(self, wanted: Filter) -> int:
        """How many passages the filter lists.

        Raises:
            BadInput: the filter, see :func:`corpus.coverage.evidence_filter.check`.
        """
        check(wanted)
        with reading(self.engine) as connection:
            if not (wanted.words or wanted.status or wanted.new_since):
                return self._summed(connection, wanted, wanted.area or ANY)
            if wanted.status == "unjudged":
                return self.count(replace(wanted, status="")) - self.count(replace(wanted, status="judged"))
            query = select(func.count()).select_from(joined()).where(*conditions(connection, wanted, self.model))
            return connection.scalar(query) or 0

    def read(self, wanted: Filter) -> int:
        """Passages in scope read in the filter's months, place and source: what the count is a part of."""
        check(wanted)
        with reading(self.engine) as connection:
            return self._summed(connection, wanted, READ)

    def page(self, wanted: Filter, *, after: str = "", limit: int = 50) -> Page:
        """So many passages after a key, the newest first.

        Raises:
            BadInput: the filter, or a key that is none.
        """
        check(wanted)
        with reading(self.engine) as connection:
            rows = self._rows(connection, wanted, after=after, limit=limit + 1)
            shown = rows[:limit]
            events = self._events_of(connection, shown)
        following = shown[-1].key if len(rows) > limit and shown else None
        return Page(tuple(replace(row, event=events.get(row.passage, "")) for row in shown), following)

    def rows(self, wanted: Filter) -> Iterator[Row]:
        """Every passage of the filter, a portion at a time, in the order of the pages."""
        check(wanted)
        after = ""
        while True:
            page = self.page(wanted, after=after, limit=PORTION)
            yield from page.rows
            if page.following is None:
                return
            after = page.following

    def ids(self, wanted: Filter, *, most: int) -> list[str]:
        """Ids of the passages of the filter in their order, at most so many."""
        check(wanted)
        with reading(self.engine) as connection:
            query = _ordered(select(passage.c.id).select_from(joined()))
            return list(connection.scalars(query.where(*conditions(connection, wanted, self.model)).limit(most)))

    def told(self, events: Sequence[str]) -> dict[str, Told]:
        """How widely each of these events was told of."""
        act = schema.acts
        query = (
            select(
                act.c.event,
                func.count(act.c.document.distinct()),
                func.count(act.c.source.distinct()),
                func.sum(act.c.copy),
            )
            .where(act.c.model == self.model)
            .group_by(act.c.event)
        )
        found: dict[str, Told] = {}
        with reading(self.engine) as connection:
            for part in portions(sorted(set(events) - {""})):
                for event, documents, sources, copies in connection.execute(query.where(act.c.event.in_(part))):
                    found[event] = Told(documents, sources, int(copies or 0))
        return found

    def _summed(self, connection: Connection, wanted: Filter, area: str) -> int:
        """The same number from the sums that are kept for coverage, which is much quicker."""
        asked = Wanted(
            model=self.model,
            level=home_places().place(wanted.place).level if wanted.place else "province",
            split=(),
            grain="month",
            areas=(area,),
            place=wanted.place or None,
            since=wanted.since or None,
            until=wanted.until or None,
            stage=wanted.stage or None,
            modality=wanted.modality or None,
            strength_from=wanted.strength_from,
            source=wanted.source or None,
        )
        return sum(values[0] for values in sums(connection, asked).values())

    def _rows(self, connection: Connection, wanted: Filter, *, after: str, limit: int) -> list[Row]:
        tables = joined().join(body, and_(body.c.document == held.c.document, body.c.revision == held.c.revision))
        query: Select[Any] = select(
            passage.c.id,
            passage.c.document,
            passage.c.ordinal,
            passage.c.start,
            passage.c.text,
            held.c.source,
            held.c.published,
            head.c.url,
            body.c.title,
            body.c.page,
        ).select_from(tables)
        query = query.where(*conditions(connection, wanted, self.model))
        if after:
            published, document, ordinal = _key(after)
            later = and_(held.c.published == published, held.c.document > document)
            further = and_(held.c.published == published, held.c.document == document, passage.c.ordinal > ordinal)
            query = query.where(held.c.published <= published, or_(held.c.published < published, later, further))
        found = connection.execute(_ordered(query).limit(limit)).mappings().all()
        ids = [row["id"] for row in found]
        predictions = {each.passage: each for each in predictions_of(connection, ids) if each.model == self.model}
        places: dict[str, list[str]] = defaultdict(list)
        named = schema.mentions
        for part in portions(ids):
            for id, place in connection.execute(
                select(named.c.passage, named.c.place).where(named.c.passage.in_(part)).order_by(named.c.place)
            ):
                places[id].append(place)
        return [
            Row(
                passage=row["id"],
                document=row["document"],
                source=row["source"],
                url=row["url"],
                title=row["title"] or "",
                published=row["published"],
                ordinal=row["ordinal"],
                start=row["start"],
                text=row["text"],
                prediction=predictions[row["id"]],
                places=tuple(places[row["id"]]),
                page=row["page"],
            )
            for row in found
        ]

    def _events_of(self, connection: Connection, rows: Sequence[Row]) -> dict[str, str]:
        act = schema.acts
        found: dict[str, str] = {}
        for part in portions(sorted({row.document for row in rows})):
            query = select(act).where(act.c.model == self.model, act.c.document.in_(part))
            for row in connection.execute(query).mappings():
                found |= dict.fromkeys(act_from(row).passages, row["event"])
        return found


def counted_state(engine: Engine) -> tuple[int, int, int, str]:
    """Says whether a list may hold other passages now: passages and documents counted, and judgements."""
    said = schema.judgements
    last = select(said.c.seq, said.c.chain).order_by(said.c.seq.desc()).limit(1)
    with reading(engine) as connection:
        newest = connection.scalar(select(func.max(passage.c.seq))) or 0
        counted = connection.scalar(select(func.max(held.c.id))) or 0
        event = connection.execute(last).first()
    return newest, counted, 0 if event is None else event.seq, "" if event is None else event.chain


def _ordered(query: Select[Any]) -> Select[Any]:
    return query.order_by(held.c.published.desc(), held.c.document, passage.c.ordinal)


def _key(after: str) -> tuple[str, str, int]:
    published, _, rest = after.partition("|")
    document, _, ordinal = rest.rpartition("|")
    if not ordinal.isdecimal() or len(ordinal) > 9:
        raise BadInput("chỗ bắt đầu trang không đúng; mở lại trang đầu (not a place in the list)", where="sau")
    return published, document, int(ordinal)
