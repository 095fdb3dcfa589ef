"""Leases: who has a passage in front of them for the moment, so that two people are not given the same one.

They are soft: one runs out by itself, and a verdict is taken from whoever gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import write_time

LASTS = timedelta(minutes=5)

_table = schema.leases


class Leases:
    """The leases of the store on this engine."""

    def __init__(self, engine: Engine, *, lasts: timedelta = LASTS) -> None:
        self.engine = engine
        self.lasts = lasts

    def take(self, passages: Sequence[str], person: str, *, now: datetime) -> str | None:
        """Lease the first of these passages that nobody else has, and say which; None where others have all.

        A lease of one's own with more than half its time left stays as it is, which costs no writing.
        """
        build = postgresql.insert if self.engine.dialect.name == "postgresql" else sqlite.insert
        at, half = write_time(now), write_time(now + self.lasts / 2)
        query = select(_table).where(_table.c.passage.in_(list(passages)), _table.c.until > at)
        with reading(self.engine) as connection:
            live = {row.passage: row for row in connection.execute(query)}
        free = [each for each in passages if each not in live or live[each].person == person]
        if free and free[0] in live and live[free[0]].until > half:
            return free[0]
        if not free:
            return None
        with self.engine.begin() as connection:
            connection.execute(delete(_table).where(_table.c.until <= write_time(now - self.lasts)))
            for passage in free:
                statement = build(_table).values(passage=passage, person=person, until=write_time(now + self.lasts))
                done = connection.execute(
                    statement.on_conflict_do_update(
                        index_elements=[_table.c.passage],
                        set_={"person": statement.excluded.person, "until": statement.excluded.until},
                        where=(_table.c.until <= at) | (_table.c.person == person),
                    ).returning(_table.c.passage)
                ).first()
                if done is not None:
                    return passage
        return None
