"""A passage at a glance: what somebody needs to see to judge it, in a few look-ups by key."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, and_, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.label import Prediction
from corpus.predictions.stored import predictions_of


@dataclass(frozen=True, slots=True)
class Glance:
    """A passage with its neighbours, where it comes from, and what a model said of it.

    ``start`` is its offset in the document's text, ``published`` an ISO moment or None, ``current`` False where the
    document was revised since, ``page`` the sum of the archived page it was read from.
    """

    passage: str
    document: str
    start: int
    kind: str
    text: str
    before: str
    after: str
    title: str
    source: str
    url: str | None
    published: str | None
    current: bool
    page: str | None
    prediction: Prediction | None


def glance(engine: Engine, passage: str, *, model: str | None) -> Glance | None:
    """The passage of that id with the prediction of a model; None where it is not stored."""
    held, head, body = schema.passages, schema.documents, schema.revisions
    query = (
        select(held, head.c.source, head.c.url, head.c.revision.label("newest"))
        .add_columns(body.c.title, body.c.published, body.c.page)
        .join(head, head.c.id == held.c.document)
        .join(body, and_(body.c.document == held.c.document, body.c.revision == held.c.revision))
        .where(held.c.id == passage)
    )
    with reading(engine) as connection:
        row = connection.execute(query).mappings().first()
        if row is None:
            return None
        beside = select(held.c.ordinal, held.c.text).where(
            held.c.document == row["document"],
            held.c.revision == row["revision"],
            held.c.cutting == row["cutting"],
            held.c.ordinal.in_((row["ordinal"] - 1, row["ordinal"] + 1)),
        )
        near: dict[int, str] = {ordinal: text for ordinal, text in connection.execute(beside)}
        said = [each for each in predictions_of(connection, [passage]) if model is None or each.model == model]
    return Glance(
        passage=passage,
        document=row["document"],
        start=row["start"],
        kind=row["kind"],
        text=row["text"],
        before=near.get(row["ordinal"] - 1, ""),
        after=near.get(row["ordinal"] + 1, ""),
        title=row["title"] or "",
        source=row["source"],
        url=row["url"],
        published=row["published"],
        current=row["newest"] == row["revision"],
        page=row["page"],
        prediction=said[0] if said else None,
    )
