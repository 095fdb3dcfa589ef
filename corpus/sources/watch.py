"""How sources have been going: documents by month, the alarms of late, and what became of their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, and_, func, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import write_time
from corpus.sources.vitals import RaisedAlarm


@dataclass(frozen=True, slots=True)
class TimedAlarm:
    """An alarm and when the run that raised it began (ISO time)."""

    alarm: RaisedAlarm
    at: str


def documents_by_month(engine: Engine, *, source: str | None = None) -> dict[str, dict[str, int]]:
    """Documents of each source by month of publication (``YYYY-MM``; "" where the day is not known)."""
    head, body = schema.documents, schema.revisions
    month = func.coalesce(func.substr(body.c.published, 1, 7), "")
    query = (
        select(head.c.source, month, func.count())
        .join(body, and_(body.c.document == head.c.id, body.c.revision == head.c.revision))
        .group_by(head.c.source, month)
    )
    if source is not None:
        query = query.where(head.c.source == source)
    found: dict[str, dict[str, int]] = {}
    with reading(engine) as connection:
        for slug, when, count in connection.execute(query):
            found.setdefault(slug, {})[when] = count
    return found


def alarms_since(engine: Engine, since: datetime) -> list[TimedAlarm]:
    """Alarms of runs that began since a time, newest first."""
    raised, run = schema.alarms, schema.runs
    query = (
        select(raised, run.c.started)
        .join(run, run.c.id == raised.c.run)
        .where(run.c.started >= write_time(since))
        .order_by(run.c.started.desc(), raised.c.source, raised.c.measure)
    )
    with reading(engine) as connection:
        return [
            TimedAlarm(RaisedAlarm(row.run, row.source, row.measure, row.words), row.started)
            for row in connection.execute(query)
        ]


def addresses_by_state(engine: Engine) -> dict[str, dict[str, int]]:
    """How many addresses of each source are in each state."""
    table = schema.addresses
    query = select(table.c.source, table.c.state, func.count()).group_by(table.c.source, table.c.state)
    found: dict[str, dict[str, int]] = {}
    with reading(engine) as connection:
        for source, state, count in connection.execute(query):
            found.setdefault(source, {})[state] = count
    return found


def reasons_of(engine: Engine, source: str, state: str) -> Mapping[str, int]:
    """Why addresses of a source are in a state, and how many for each reason, the most first."""
    table = schema.addresses
    query = (
        select(table.c.reason, func.count())
        .where(table.c.source == source, table.c.state == state)
        .group_by(table.c.reason)
        .order_by(func.count().desc(), table.c.reason)
    )
    with reading(engine) as connection:
        return {reason: count for reason, count in connection.execute(query)}
