"""Stored passages of a stretch of months, as coverage counts them, for scoring history with another model."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, and_, func, select

from corpus.coverage.by_area import PAST_SCOPES
from corpus.database import schema
from corpus.database.engine import reading

MOST = 20_000
"""Passages given back at most, the newest first: enough for an interval of a few thousandths."""


@dataclass(frozen=True, slots=True)
class Told:
    """A stored passage with its document, source and month (``YYYY-MM``)."""

    passage: str
    document: str
    source: str
    month: str
    title: str
    text: str


def recent(engine: Engine, *, model: str, months: int | None, most: int = MOST) -> list[Told]:
    """Passages within the province and the term, of current revisions that the model judged, newest documents first.

    Args:
        months: so many months back from the newest document; None for all of history.
    """
    head, body, passage, said = schema.documents, schema.revisions, schema.passages, schema.predictions
    month = func.substr(body.c.published, 1, 7)
    joined = (
        passage.join(said, said.c.passage == passage.c.id)
        .join(head, and_(head.c.id == passage.c.document, head.c.revision == passage.c.revision))
        .join(body, and_(body.c.document == passage.c.document, body.c.revision == passage.c.revision))
    )
    counted = and_(
        said.c.model == model,
        said.c.reach == "inside",
        said.c.scope.not_in(PAST_SCOPES),
        body.c.published.is_not(None),
    )
    with reading(engine) as connection:
        newest = connection.scalar(select(func.max(month)).select_from(joined).where(counted))
        if newest is None:
            return []
        query = select(
            passage.c.id, passage.c.document, head.c.source, month.label("month"), body.c.title, passage.c.text
        )
        query = query.select_from(joined).where(counted)
        if months is not None:
            query = query.where(month > back(newest, months))
        query = query.order_by(body.c.published.desc(), passage.c.document, passage.c.start).limit(most)
        return [
            Told(row.id, row.document, row.source, row.month, row.title or "", row.text)
            for row in connection.execute(query)
        ]


def back(month: str, count: int) -> str:
    """The month so many before: ``back("2021-02", 3)`` is ``2020-11``."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:7]) - 1 - count, 12)
    return f"{year:04d}-{number + 1:02d}"
