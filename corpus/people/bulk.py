"""A verdict given on many passages at once: each is an event of its own, and all can be taken back together.

Bulk verdicts bear a queue of their own, so that they can be told from verdicts given one by one. A passage on which the
person's own verdict stands already is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.errors import BadInput
from corpus.label import Standing, Verdict
from corpus.people.judgements import Draft, Judgements
from corpus.people.queues import Queues

BULK = "hàng loạt"
MOST = 500
"""Passages that one bulk verdict speaks of at the most: more are not looked over by anybody."""


@dataclass(frozen=True, slots=True)
class Done:
    """Passages that a bulk verdict was kept on or taken back from, and those left as they were."""

    id: str
    changed: tuple[str, ...]
    left: tuple[str, ...]


class Bulk:
    """Bulk verdicts in the store on this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def own(self, passages: Sequence[str], *, person: str) -> set[str]:
        """Those of the passages on which a verdict of the person stands."""
        current = Judgements(self.engine).current(passages)
        return {id for id, events in current.items() if any(event.person == person for event in events)}

    def give(
        self,
        id: str,
        passages: Sequence[str],
        verdicts: Mapping[str, Verdict],
        *,
        person: str,
        taxonomy: str,
        note: str = "",
        standing: Standing = "coder",
        now: datetime,
    ) -> Done:
        """Keep a verdict on every passage, in their order.

        Raises:
            BadInput: more passages than :data:`MOST`, no verdict, or a passage that is not stored.
        """
        if len(passages) > MOST:
            raise BadInput(f"một lần chỉ duyệt tới {MOST} đoạn; lọc hẹp lại (too many)", where=str(len(passages)))
        judged = self.own(passages, person=person)
        judgements = Judgements(self.engine)
        changed = [each for each in passages if each not in judged]
        for passage in changed:
            draft = Draft(
                passage, person, verdicts, taxonomy=taxonomy, queue=f"{BULK} {id}", note=note, standing=standing
            )
            judgements.record(draft, now=now)
        self._settle(changed, person=person)
        return Done(id, tuple(changed), tuple(each for each in passages if each in judged))

    def undo(self, id: str, *, person: str, now: datetime) -> Done:
        """Take back what stands of the person's bulk verdict; what was judged anew since is left."""
        judgements = Judgements(self.engine)
        events = self._given(id, person=person)
        stands = {
            event.id for each in judgements.current([passage for _, passage in events]).values() for event in each
        }
        changed, left = [], []
        for event, passage in events:
            if event in stands:
                judgements.undo(event, person=person, now=now)
                changed.append(passage)
            else:
                left.append(passage)
        self._settle(changed, person=person)
        return Done(id, tuple(changed), tuple(left))

    def standing(self, id: str, *, person: str) -> int:
        """How many verdicts of it stand."""
        events = self._given(id, person=person)
        current = Judgements(self.engine).current([passage for _, passage in events])
        stands = {event.id for each in current.values() for event in each}
        return sum(event in stands for event, _ in events)

    def _given(self, id: str, *, person: str) -> list[tuple[str, str]]:
        table = schema.judgements
        query = (
            select(table.c.id, table.c.passage)
            .where(table.c.person == person, table.c.queue == f"{BULK} {id}", table.c.verdicts != "{}")
            .order_by(table.c.seq)
        )
        with reading(self.engine) as connection:
            return [(event, passage) for event, passage in connection.execute(query)]

    def _settle(self, passages: Sequence[str], *, person: str) -> None:
        current, queues = Judgements(self.engine).current(passages), Queues(self.engine)
        for passage in passages:
            queues.settle(passage, current.get(passage, ()), person=person)
