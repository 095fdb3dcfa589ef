"""How a source's readings have been: the canaries of its documents, and the alarms that runs raised."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, and_, func, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import write_time
from corpus.database.statements import replace

HISTORY = 400
"""Documents of a source that its usual band is taken from."""


@dataclass(frozen=True, slots=True)
class RaisedAlarm:
    """An alarm that a run raised about a source's reading, in words."""

    run: str
    source: str
    measure: str
    words: str


def measures_of_source(
    engine: Engine, source: str, *, before: datetime | None = None, since: datetime | None = None
) -> list[Mapping[str, float]]:
    """Canaries of a source's documents fetched in a span of time, newest first, at most :data:`HISTORY`."""
    head, body = schema.documents, schema.revisions
    query = (
        select(body.c.measures)
        .join(head, and_(head.c.id == body.c.document, head.c.revision == body.c.revision))
        .where(head.c.source == source, body.c.measures.is_not(None))
        .order_by(body.c.fetched.desc(), head.c.id)
        .limit(HISTORY)
    )
    if before is not None:
        query = query.where(body.c.fetched < write_time(before))
    if since is not None:
        query = query.where(body.c.fetched >= write_time(since))
    with reading(engine) as connection:
        return [json.loads(held) for held in connection.scalars(query)]


def sources_read_since(engine: Engine, since: datetime) -> list[str]:
    """Slugs of the sources of which something was fetched since a time, in order."""
    head, body = schema.documents, schema.revisions
    query = select(head.c.source).join(body, head.c.id == body.c.document)
    with reading(engine) as connection:
        return sorted(set(connection.scalars(query.where(body.c.fetched >= write_time(since)))))


def last_read(engine: Engine) -> dict[str, str]:
    """ISO time at which something of each source was last read, by slug."""
    head, body = schema.documents, schema.revisions
    query = (
        select(head.c.source, func.max(body.c.fetched)).join(body, head.c.id == body.c.document).group_by(head.c.source)
    )
    with reading(engine) as connection:
        return {source: at for source, at in connection.execute(query)}


def keep_alarms(engine: Engine, alarms: Collection[RaisedAlarm]) -> None:
    """Write alarms down; written again, the new words stand."""
    rows = [{"run": a.run, "source": a.source, "measure": a.measure, "words": a.words} for a in alarms]
    with engine.begin() as connection:
        replace(connection, schema.alarms, rows)


def alarms_of_run(engine: Engine, run: str) -> list[RaisedAlarm]:
    """The alarms of a run, by source and measure."""
    table = schema.alarms
    query = select(table).where(table.c.run == run).order_by(table.c.source, table.c.measure)
    with reading(engine) as connection:
        return [RaisedAlarm(row.run, row.source, row.measure, row.words) for row in connection.execute(query)]
