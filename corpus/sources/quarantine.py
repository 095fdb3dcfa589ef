"""Quarantine: what could not be read, why, and where its bytes are, until a replay can read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select, update

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import write_time
from corpus.database.statements import insert_new, portions


@dataclass(frozen=True, slots=True)
class Held:
    """An item in quarantine.

    Attributes:
        item: address, or file and line.
        step: what was being done: ``harvest``, ``import``.
        place: (WARC file, byte offset) of its bytes; None where they are not archived.
        tries: how often it was tried, the first time too.
    """

    item: str
    source: str
    step: str
    reason: str
    place: tuple[str, int] | None
    tries: int
    first_failed: datetime
    last_failed: datetime


class Quarantine:
    """The quarantine of the store on this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def hold(
        self,
        reasons: Mapping[str, str],
        *,
        source: str,
        step: str,
        places: Mapping[str, tuple[str, int]],
        now: datetime,
    ) -> None:
        """Put items in, or say again why they are there; a place once known is kept.

        Args:
            reasons: why, by item.
            places: where the bytes are, for those that have any.
        """
        table = schema.quarantine
        at = write_time(now)
        with self.engine.begin() as connection:
            known: dict[str, int] = {}
            for part in portions(list(reasons)):
                query = select(table.c.item, table.c.tries).where(table.c.item.in_(part))
                known.update({item: tries for item, tries in connection.execute(query)})
            for item, tries in known.items():
                place = places.get(item)
                where = {} if place is None else {"archive": place[0], "position": place[1]}
                change = {"reason": reasons[item], "tries": tries + 1, "last_failed": at, "settled": None, **where}
                connection.execute(update(table).where(table.c.item == item).values(**change))
            insert_new(
                connection,
                table,
                [
                    {
                        "item": item,
                        "source": source,
                        "step": step,
                        "reason": reason,
                        "archive": places[item][0] if item in places else None,
                        "position": places[item][1] if item in places else None,
                        "tries": 1,
                        "first_failed": at,
                        "last_failed": at,
                    }
                    for item, reason in reasons.items()
                    if item not in known
                ],
            )

    def settle(self, items: Iterable[str], *, now: datetime) -> None:
        """Let items out: they were read after all, or are no longer wanted. Items that are not in are passed over."""
        table = schema.quarantine
        with self.engine.begin() as connection:
            for part in portions(list(items)):
                held = table.c.item.in_(part) & table.c.settled.is_(None)
                connection.execute(update(table).where(held).values(settled=write_time(now)))

    def held(self, *, source: str | None = None, items: Sequence[str] = (), words: str = "") -> list[Held]:
        """What is in, oldest first: of one source, of these items, with these words in the reason (any case)."""
        table = schema.quarantine
        query = select(table).where(table.c.settled.is_(None)).order_by(table.c.first_failed, table.c.item)
        if source is not None:
            query = query.where(table.c.source == source)
        wanted = set(items)
        with reading(self.engine) as connection:
            found = connection.execute(query).mappings().all()
        return [
            Held(
                item=row["item"],
                source=row["source"],
                step=row["step"],
                reason=row["reason"],
                place=None if row["archive"] is None else (row["archive"], row["position"]),
                tries=row["tries"],
                first_failed=datetime.fromisoformat(row["first_failed"]),
                last_failed=datetime.fromisoformat(row["last_failed"]),
            )
            for row in found
            if (not wanted or row["item"] in wanted) and words.casefold() in row["reason"].casefold()
        ]

    def count_by_source(self) -> dict[str, int]:
        """How many items of each source are in."""
        table = schema.quarantine
        query = select(table.c.source, func.count()).where(table.c.settled.is_(None)).group_by(table.c.source)
        with reading(self.engine) as connection:
            return {source: count for source, count in connection.execute(query)}
