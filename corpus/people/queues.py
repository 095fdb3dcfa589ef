"""Queues of passages to judge: each filled beforehand, so that the next passage is one step in an index.

A queue is filled from what models and people said and from a search; :meth:`Queues.settle` keeps it in step with each
verdict. Queues are no record and can be filled again at any time: a verdict says itself why its passage was shown.

::

    queues = Queues(store.engine)
    queues.fill("uncertain", items, now=now)
    queues.waiting("uncertain", "lan", limit=3)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, and_, case, delete, exists, func, insert, or_, select, update

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import write_time
from corpus.database.statements import portions, replace
from corpus.label import Judgement
from corpus.people.brief import of_several
from corpus.people.judgements import Judgements, last_words
from corpus.predictions.search import search

UNCERTAIN = "uncertain"
SUSPECT = "suspect"
NEW_SOURCE = "new-source"
DISAGREEMENT = "disagreement"
SEARCH = "search"

BESIDE_SUGGESTIONS = frozenset({UNCERTAIN, NEW_SOURCE})
"""Queues without passages of audit samples: who saw a suggestion reads them blind no more."""

OWN = frozenset({SUSPECT})
"""Queues of passages that have verdicts: only one given in that queue ends the waiting."""

FOUND = 500
"""Passages that a search queue holds at most, the newest."""

FRESH = timedelta(minutes=10)
"""How long a search is not made again."""

KEPT = timedelta(days=7)
"""How long the queue of a search is kept."""

_table, _item, _said = schema.queues, schema.queue_items, schema.judgements


@dataclass(frozen=True, slots=True)
class Item:
    """A passage in a queue: lowest rank first, with the area it is about and the figure that put it there."""

    passage: str
    rank: float
    area: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many passages of a queue are done."""

    done: int
    of: int

    @property
    def left(self) -> int:
        """How many wait."""
        return self.of - self.done


class Queues:
    """The filled queues of the store on this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def fill(self, queue: str, items: Iterable[Item], *, now: datetime, made_of: str = "") -> int:
        """Put these items in a queue in place of what was there; gives how many. What is done is marked so."""
        listed = list({each.passage: each for each in items}.values())
        if queue in BESIDE_SUGGESTIONS:
            audited = self._audited([each.passage for each in listed])
            listed = [each for each in listed if each.passage not in audited]
        done = self._done(queue, [each.passage for each in listed])
        rows = [
            {
                "queue": queue,
                "passage": each.passage,
                "rank": each.rank,
                "done": int(each.passage in done),
                "area": each.area,
                "why": each.why,
            }
            for each in listed
        ]
        with self.engine.begin() as connection:
            connection.execute(delete(_item).where(_item.c.queue == queue))
            replace(connection, _table, [{"name": queue, "made_at": write_time(now), "made_of": made_of}])
            if rows:
                connection.execute(insert(_item), rows)
        return len(rows)

    def made_of(self, queue: str) -> str | None:
        """What a queue was filled from; None where it never was."""
        with reading(self.engine) as connection:
            return connection.scalar(select(_table.c.made_of).where(_table.c.name == queue))

    def searched(self, words: str, *, now: datetime) -> str:
        """The queue of the newest passages that a search finds, filled where it is not fresh; gives its name.

        Raises:
            BadInput: nothing in ``words`` is a word.
        """
        name = f"{SEARCH}:{' '.join(words.split())}"
        with reading(self.engine) as connection:
            made = connection.scalar(select(_table.c.made_at).where(_table.c.name == name))
        if made is None or made <= write_time(now - FRESH):
            hits = search(self.engine, words, limit=FOUND)
            self._forget_searches(now)
            self.fill(name, (Item(hit.passage, rank) for rank, hit in enumerate(hits)), now=now)
        return name

    def progress(self) -> dict[str, Progress]:
        """How far each queue is."""
        query = select(_item.c.queue, func.count(), func.sum(_item.c.done)).group_by(_item.c.queue)
        with reading(self.engine) as connection:
            filled = {name: Progress(0, 0) for name in connection.scalars(select(_table.c.name))}
            return filled | {queue: Progress(int(done), of) for queue, of, done in connection.execute(query)}

    def progress_of(self, queue: str) -> Progress:
        """How far one queue is."""
        query = select(func.count(), func.sum(_item.c.done)).where(_item.c.queue == queue)
        with reading(self.engine) as connection:
            of, done = connection.execute(query).one()
        return Progress(int(done or 0), of)

    def item(self, queue: str, passage: str) -> Item | None:
        """A passage's place in a queue."""
        query = select(_item).where(_item.c.queue == queue, _item.c.passage == passage)
        with reading(self.engine) as connection:
            row = connection.execute(query).first()
        return None if row is None else Item(row.passage, row.rank, row.area, row.why)

    def waiting(
        self,
        queue: str,
        person: str,
        *,
        now: datetime,
        after: str | None = None,
        without: Collection[str] = (),
        limit: int = 3,
    ) -> list[str]:
        """Passages that wait, that nobody else has in front of them, from after one on and then from the beginning.

        Args:
            after: a passage of the queue; None begins at the beginning.
            without: passages not to give.
        """
        place = None if after is None else self.item(queue, after)
        with reading(self.engine) as connection:
            found = self._waiting(connection, queue, person, write_time(now), place, without, limit)
            if place is not None and len(found) < limit:
                rest = self._waiting(connection, queue, person, write_time(now), None, without, limit)
                found += [each for each in rest if each not in found]
        return found[:limit]

    def _waiting(
        self,
        connection: Connection,
        queue: str,
        person: str,
        at: str,
        place: Item | None,
        without: Collection[str],
        limit: int,
    ) -> list[str]:
        lease = schema.leases
        taken = exists().where(lease.c.passage == _item.c.passage, lease.c.person != person, lease.c.until > at)
        query = (
            select(_item.c.passage)
            .where(_item.c.queue == queue, _item.c.done == 0, ~taken)
            .order_by(_item.c.rank, _item.c.passage)
            .limit(limit)
        )
        if queue == DISAGREEMENT:
            mine = exists().where(
                _said.c.passage == _item.c.passage, _said.c.person == person, _said.c.standing == "coder"
            )
            query = query.where(~mine)
        if place is not None:
            later = and_(_item.c.rank == place.rank, _item.c.passage > place.passage)
            query = query.where(_item.c.rank >= place.rank, or_(_item.c.rank > place.rank, later))
        if without:
            query = query.where(_item.c.passage.not_in(list(without)))
        return list(connection.scalars(query))

    def settle(self, passage: str, standing: Sequence[Judgement], *, person: str) -> None:
        """Bring the queues in step with what stands of a passage now; the lease of who judged it ends."""
        ends = {name: any(each.shown_because == name for each in standing) for name in OWN}
        unlike = len(disputed(standing)) > 0
        lease = schema.leases
        with self.engine.begin() as connection:
            connection.execute(delete(lease).where(lease.c.passage == passage, lease.c.person == person))
            done = case(
                *((_item.c.queue == name, int(ended)) for name, ended in ends.items()),
                (_item.c.queue == DISAGREEMENT, int(not unlike)),
                else_=int(bool(standing)),
            )
            connection.execute(update(_item).where(_item.c.passage == passage).values(done=done))
            here = (_item.c.queue == DISAGREEMENT) & (_item.c.passage == passage)
            if unlike and connection.execute(select(_item.c.rank).where(here)).first() is None:
                first = func.coalesce(func.max(_item.c.rank), 0.0) + 1
                rank = connection.scalar(select(first).where(_item.c.queue == DISAGREEMENT))
                connection.execute(insert(_item).values(_disputed_row(passage, standing, rank=float(rank or 1))))

    def fill_disagreement(self, *, now: datetime) -> int:
        """Fill the queue of passages on which coders say different things and no lead has settled it."""
        current = last_words(of_several(self.engine))
        unlike = {passage: events for passage, events in current.items() if disputed(events)}
        items = (
            Item(passage, rank, area=disputed(events)[0], why=", ".join(disputed(events)))
            for rank, (passage, events) in enumerate(sorted(unlike.items(), key=lambda each: each[1][0].at), start=1)
        )
        return self.fill(DISAGREEMENT, items, now=now)

    def _done(self, queue: str, passages: Sequence[str]) -> set[str]:
        if queue == DISAGREEMENT:
            return set()
        found: set[str] = set()
        judgements = Judgements(self.engine)
        for part in portions(passages):
            for passage, events in judgements.current(part).items():
                if queue not in OWN or any(each.shown_because == queue for each in events):
                    found.add(passage)
        return found

    def _audited(self, passages: Sequence[str]) -> set[str]:
        drawn = schema.audit_items
        found: set[str] = set()
        with reading(self.engine) as connection:
            for part in portions(passages):
                found.update(connection.scalars(select(drawn.c.passage).where(drawn.c.passage.in_(part))))
        return found

    def _forget_searches(self, now: datetime) -> None:
        old = select(_table.c.name).where(
            _table.c.name.startswith(f"{SEARCH}:"), _table.c.made_at <= write_time(now - KEPT)
        )
        with self.engine.begin() as connection:
            names = list(connection.scalars(old))
            connection.execute(delete(_item).where(_item.c.queue.in_(names)))
            connection.execute(delete(_table).where(_table.c.name.in_(names)))


def disputed(standing: Sequence[Judgement]) -> tuple[str, ...]:
    """Areas to which coders say both yes and no; none where a lead has spoken."""
    if any(each.standing == "lead" for each in standing):
        return ()
    said: dict[str, set[str]] = {}
    for each in standing:
        for area, verdict in each.verdicts.items():
            said.setdefault(area, set()).add(verdict)
    return tuple(sorted(area for area, verdicts in said.items() if {"yes", "no"} <= verdicts))


def _disputed_row(passage: str, standing: Sequence[Judgement], *, rank: float) -> dict[str, object]:
    areas = disputed(standing)
    return {
        "queue": DISAGREEMENT,
        "passage": passage,
        "rank": rank,
        "done": 0,
        "area": areas[0],
        "why": ", ".join(areas),
    }
