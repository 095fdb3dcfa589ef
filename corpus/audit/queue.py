"""The queue of an audit sample: everybody judges every passage of it, in its own order, seeing nobody else's word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Engine, select

from corpus.audit.labels import open_items
from corpus.audit.samples import queue_of
from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import write_time
from corpus.database.statements import portions
from corpus.people.queues import Progress

AUDIT = "audit"

_item = schema.audit_items


class AuditQueue:
    """The passages of one sample that are stored, as one person goes through them."""

    def __init__(self, engine: Engine, audit: str) -> None:
        self.engine = engine
        self.audit = audit
        self.name = queue_of(audit)

    def progress(self, person: str) -> Progress:
        """How far a person is, of what is stored."""
        stored = self._stored()
        return Progress(len(stored) - len(self._open(stored, person)), len(stored))

    def inclusion(self, passage: str) -> float | None:
        """The probability with which a passage was drawn; None where it was not."""
        query = select(_item.c.inclusion).where(_item.c.audit == self.audit, _item.c.passage == passage)
        with reading(self.engine) as connection:
            return connection.scalar(query)

    def waiting(
        self,
        person: str,
        *,
        now: datetime,
        after: str | None = None,
        without: Collection[str] = (),
        limit: int = 3,
    ) -> list[str]:
        """Passages that a person has not judged and nobody has in front of them, in the sample's order; see
        :meth:`corpus.people.queues.Queues.waiting`."""
        stored = self._stored()
        begin = stored.index(after) + 1 if after in stored else 0
        still = self._open(stored, person) - set(without) - self._held(stored, person, write_time(now))
        return [each for each in stored[begin:] + stored[:begin] if each in still][:limit]

    def _stored(self) -> list[str]:
        """The sample's passages in its order; one whose passage is stored no longer cannot be shown."""
        held = schema.passages
        query = (
            select(_item.c.passage)
            .join(held, held.c.id == _item.c.passage)
            .where(_item.c.audit == self.audit)
            .order_by(_item.c.ordinal)
        )
        with reading(self.engine) as connection:
            return list(connection.scalars(query))

    def _open(self, stored: Sequence[str], person: str) -> set[str]:
        """Those not judged in this queue: a verdict given beside a suggestion is not blind and does not count."""
        return {each.passage for each in open_items(self.engine, self.audit, person=person)} & set(stored)

    def _held(self, passages: Sequence[str], person: str, at: str) -> set[str]:
        lease = schema.leases
        found: set[str] = set()
        with reading(self.engine) as connection:
            for part in portions(passages):
                query = select(lease.c.passage).where(
                    lease.c.passage.in_(part), lease.c.person != person, lease.c.until > at
                )
                found.update(connection.scalars(query))
        return found
