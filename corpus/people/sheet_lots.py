"""What was applied of workbooks that came back: the verdicts of one application, to be counted and taken back at once.

Every verdict of an application bears the queue of its export and the moment it was applied, so that two applications
of one workbook are two lots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.errors import BadInput
from corpus.people.judgements import Judgements
from corpus.people.queues import Queues

SHEET = "bảng tính"
"""How the queue of an export begins."""

_table = schema.judgements


@dataclass(frozen=True, slots=True)
class Lot:
    """One application of a person's workbook: the id of its export, when (ISO), and how many verdicts it gave."""

    export: str
    at: str
    given: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Passages from which verdicts were taken back, and those where something else stands since."""

    changed: tuple[str, ...]
    left: tuple[str, ...]


class SheetLots:
    """The applications in the store on this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, person: str, *, limit: int) -> list[Lot]:
        """A person's applications, the newest first."""
        query = (
            select(_table.c.queue, _table.c.at, func.count())
            .where(_table.c.person == person, _table.c.queue.like(f"{SHEET} %"), _table.c.verdicts != "{}")
            .group_by(_table.c.queue, _table.c.at)
            .order_by(_table.c.at.desc(), _table.c.queue)
            .limit(limit)
        )
        with reading(self.engine) as connection:
            found = connection.execute(query).all()
        return [Lot(queue.removeprefix(f"{SHEET} "), at, count) for queue, at, count in found]

    def lot(self, export: str, at: str, *, person: str) -> Lot:
        """One application.

        Raises:
            BadInput: the person applied nothing of that export then.
        """
        given = self._given(export, at, person=person)
        if not given:
            raise BadInput("không có lần nhập bảng nào như vậy của bạn (no such application)", where=export)
        return Lot(export, at, len(given))

    def standing(self, lot: Lot, *, person: str) -> int:
        """How many of its verdicts stand."""
        given = self._given(lot.export, lot.at, person=person)
        stands = self._stands([passage for _, passage in given])
        return sum(event in stands for event, _ in given)

    def undo(self, lot: Lot, *, person: str, now: datetime) -> Taken:
        """Take back what stands of it; what it had superseded stands again, what was judged anew since is left."""
        given = self._given(lot.export, lot.at, person=person)
        stands = self._stands([passage for _, passage in given])
        judgements, queues = Judgements(self.engine), Queues(self.engine)
        changed, left = [], []
        for event, passage in given:
            if event in stands:
                judgements.undo(event, person=person, now=now)
                changed.append(passage)
            else:
                left.append(passage)
        current = judgements.current(changed)
        for passage in changed:
            queues.settle(passage, current.get(passage, ()), person=person)
        return Taken(tuple(changed), tuple(left))

    def _given(self, export: str, at: str, *, person: str) -> list[tuple[str, str]]:
        query = (
            select(_table.c.id, _table.c.passage)
            .where(
                _table.c.person == person,
                _table.c.queue == f"{SHEET} {export}",
                _table.c.at == at,
                _table.c.verdicts != "{}",
            )
            .order_by(_table.c.seq)
        )
        with reading(self.engine) as connection:
            return [(event, passage) for event, passage in connection.execute(query)]

    def _stands(self, passages: Sequence[str]) -> set[str]:
        return {event.id for events in Judgements(self.engine).current(passages).values() for event in events}
