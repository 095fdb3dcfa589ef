"""How a source's readings have been: the canaries of its documents, and the alarms that runs raised."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, and_, select

from corpus import schema
from corpus.engine import reading
from corpus.statements import portions, replace

HISTORY = 400
"""Documents of a source that its usual band is taken from."""


@dataclass(frozen=True, slots=True)
class RaisedAlarm:
    """An alarm that a run raised about a source's reading, in words."""

    run: str
    source: str
    measure: str
    words: str


def measures_of_source(engine: Engine, source: str, *, leaving_out: Collection[str]) -> list[Mapping[str, float]]:
    """Canaries of a source's newest documents (at most :data:`HISTORY`), without those left out by id."""
    head, body = schema.documents, schema.revisions
    query = (
        select(head.c.id, body.c.measures)
        .join(body, and_(head.c.id == body.c.document, head.c.revision == body.c.revision))
        .where(head.c.source == source, body.c.measures.is_not(None))
        .order_by(body.c.fetched.desc(), head.c.id)
        .limit(HISTORY + len(leaving_out))
    )
    skipped = set(leaving_out)
    with reading(engine) as connection:
        return [json.loads(held) for document, held in connection.execute(query) if document not in skipped][:HISTORY]


def measures_of(engine: Engine, ids: Collection[str]) -> dict[str, tuple[str, Mapping[str, float]]]:
    """Source and canaries of these documents, by id; those without canaries are left out."""
    head, body = schema.documents, schema.revisions
    found: dict[str, tuple[str, Mapping[str, float]]] = {}
    with reading(engine) as connection:
        for part in portions(list(ids)):
            query = (
                select(head.c.id, head.c.source, body.c.measures)
                .join(body, and_(head.c.id == body.c.document, head.c.revision == body.c.revision))
                .where(head.c.id.in_(part), body.c.measures.is_not(None))
            )
            found.update({row.id: (row.source, json.loads(row.measures)) for row in connection.execute(query)})
    return found


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
