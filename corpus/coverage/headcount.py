"""The store in a few numbers, for whoever watches it by machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError

from corpus.database import schema
from corpus.database.engine import reading
from corpus.errors import StoreError
from corpus.people.queues import Queues
from corpus.sources.quarantine import Quarantine
from corpus.sources.vitals import last_read
from corpus.sources.watch import addresses_by_state
from corpus.store import Store


@dataclass(frozen=True, slots=True)
class LastRun:
    """The newest run of a kind: its state, ISO times (``ended`` None while it runs), and items by outcome."""

    kind: str
    state: str
    started: str
    ended: str | None
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Headcount:
    """Counts of what is stored.

    Attributes:
        documents, addresses, quarantine: by source; addresses by source and state.
        read: ISO time at which something of each source was last read.
        runs: the newest of each kind, by kind.
        judged: documents judged by each model.
        verdicts: events of judgement by queue.
        queues: (done, of) of each filled queue.
    """

    documents: Mapping[str, int]
    addresses: Mapping[tuple[str, str], int]
    quarantine: Mapping[str, int]
    read: Mapping[str, str]
    runs: tuple[LastRun, ...]
    judged: Mapping[str, int]
    verdicts: Mapping[str, int]
    queues: Mapping[str, tuple[int, int]]


def headcount(engine: Engine) -> Headcount:
    """Count what is stored, in one reading."""
    head, judged, events = schema.documents, schema.judged, schema.judgements
    with reading(engine) as connection:
        documents = connection.execute(select(head.c.source, func.count()).group_by(head.c.source)).all()
        models = connection.execute(select(judged.c.model, func.count()).group_by(judged.c.model)).all()
        verdicts = connection.execute(select(events.c.queue, func.count()).group_by(events.c.queue)).all()
    return Headcount(
        documents={source: count for source, count in documents},
        addresses={
            (source, state): count
            for source, states in addresses_by_state(engine).items()
            for state, count in states.items()
        },
        quarantine=Quarantine(engine).count_by_source(),
        read=last_read(engine),
        runs=last_runs(engine),
        judged={model: count for model, count in models},
        verdicts={queue: count for queue, count in verdicts},
        queues={queue: (each.done, each.of) for queue, each in Queues(engine).progress().items()},
    )


def last_runs(engine: Engine) -> tuple[LastRun, ...]:
    """The newest run of each kind, by kind."""
    table, kept = schema.runs, schema.outcomes
    newest = select(table.c.kind, func.max(table.c.started).label("at")).group_by(table.c.kind).subquery()
    query = (
        select(table)
        .join(newest, (newest.c.kind == table.c.kind) & (newest.c.at == table.c.started))
        .order_by(table.c.kind, table.c.id)
    )
    found: dict[str, LastRun] = {}
    with reading(engine) as connection:
        for row in connection.execute(query).all():
            counted = (
                select(kept.c.outcome, func.sum(kept.c.count)).where(kept.c.run == row.id).group_by(kept.c.outcome)
            )
            outcomes = {outcome: int(count) for outcome, count in connection.execute(counted)}
            found[row.kind] = LastRun(row.kind, row.state, row.started, row.ended, outcomes)
    return tuple(found.values())


def addresses_in(where: str) -> dict[str, dict[str, int]]:
    """How many addresses of each source are in each state, in the store at this path or address.

    Raises:
        StoreError: it cannot be opened or read; the message has the database's words.
    """
    try:
        with Store(where) as store:
            return addresses_by_state(store.engine)
    except DBAPIError as error:
        raise StoreError(f"kho không đọc được: {error.orig} (the store cannot be read)") from error
