"""How fresh the store is: when each source was last asked and read, and what came since a person was here before."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.sources.vitals import last_read


@dataclass(frozen=True, slots=True)
class Freshness:
    """A source: ISO times of the last reading and of the last look at its listings (None: never), and its documents."""

    source: str
    read: str | None
    asked: str | None
    documents: int


def freshness(engine: Engine) -> list[Freshness]:
    """Every source that has documents or listings, by slug."""
    head, listing = schema.documents, schema.listings
    read = last_read(engine)
    with reading(engine) as connection:
        counted = select(head.c.source, func.count()).group_by(head.c.source)
        documents: dict[str, int] = {source: count for source, count in connection.execute(counted)}
        looked = select(listing.c.source, func.max(listing.c.checked)).group_by(listing.c.source)
        asked: dict[str, str] = {source: at for source, at in connection.execute(looked)}
    return [
        Freshness(source, read.get(source), asked.get(source), documents.get(source, 0))
        for source in sorted({*documents, *asked})
    ]


def documents_since(engine: Engine, moment: str) -> int:
    """Documents first read at an ISO time or later."""
    head = schema.documents
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).where(head.c.first_fetched >= moment)) or 0


def visit_before(engine: Engine, person: str, *, token: str) -> str | None:
    """ISO time at which the person's sitting before this one began; None where it is not known.

    Args:
        token: sum of what the cookie of this sitting holds.
    """
    sitting = schema.sittings
    with reading(engine) as connection:
        mine = connection.scalar(select(sitting.c.since).where(sitting.c.token == token))
        query = select(func.max(sitting.c.since)).where(sitting.c.person == person, sitting.c.token != token)
        before: str | None = connection.scalar(query if mine is None else query.where(sitting.c.since < mine))
    return before
