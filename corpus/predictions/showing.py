"""One passage with all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from corpus.database import rows, schema
from corpus.database.engine import reading
from corpus.document import Document
from corpus.errors import BadInput
from corpus.label import Prediction
from corpus.passage import Analysis, Passage
from corpus.predictions.stored import predictions_of
from corpus.store import Store


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage with all that is known of it, for people."""

    passage: Passage
    document: Document
    analysis: Analysis | None
    predictions: tuple[Prediction, ...]
    reach: str | None
    revisions: tuple[tuple[str, str], ...]
    """(revision, time fetched) of every stored form of the document, oldest first."""
    current: bool
    """False where a newer revision of the document exists."""


def find_passages(store: Store, beginning: str, *, limit: int = 10) -> list[str]:
    """Full ids of passages whose id begins so, in order."""
    table = schema.passages
    query = select(table.c.id).where(table.c.id.startswith(beginning, autoescape=True))
    with reading(store.engine) as connection:
        return list(connection.scalars(query.order_by(table.c.id).limit(limit)))


def show(store: Store, beginning: str) -> Shown:
    """All that is known of the passage whose id begins so.

    Raises:
        BadInput: none or several passages' ids begin so.
    """
    found = find_passages(store, beginning, limit=6) if beginning else []
    if not found:
        raise BadInput("không có đoạn nào mang mã này (no passage has this id)", where=beginning or "''")
    if len(found) > 1:
        raise BadInput(f"mã chưa đủ dài, có nhiều đoạn (ambiguous): {', '.join(found[:5])}", where=beginning)
    with reading(store.engine) as connection:
        table = schema.passages
        row = connection.execute(select(table).where(table.c.id == found[0])).mappings().one()
        beside = select(table.c.ordinal, table.c.text).where(
            table.c.document == row["document"],
            table.c.revision == row["revision"],
            table.c.cutting == row["cutting"],
            table.c.ordinal.in_((row["ordinal"] - 1, row["ordinal"] + 1)),
        )
        around = {ordinal: near for ordinal, near in connection.execute(beside)}
        predictions = list(predictions_of(connection, [row["id"]]))
        reach = connection.scalar(
            select(schema.predictions.c.reach).where(schema.predictions.c.passage == row["id"]).limit(1)
        )
        analysis = (
            connection.execute(select(schema.analyses).where(schema.analyses.c.passage == row["id"]))
            .mappings()
            .one_or_none()
        )
        body = schema.revisions
        forms = select(body.c.revision, body.c.fetched).where(body.c.document == row["document"])
        history = tuple(
            (revision, fetched)
            for revision, fetched in connection.execute(forms.order_by(body.c.fetched, body.c.revision))
        )
        current = connection.scalar(select(schema.documents.c.revision).where(schema.documents.c.id == row["document"]))
    document = store.document(row["document"], row["revision"])
    if document is None:
        raise BadInput("đoạn không còn văn bản (its document is not stored)", where=beginning)
    passage = rows.passage_from(
        row,
        title=document.title or "",
        before=around.get(row["ordinal"] - 1, ""),
        after=around.get(row["ordinal"] + 1, ""),
    )
    return Shown(
        passage=passage,
        document=document,
        analysis=None if analysis is None else rows.analysis_from(analysis, predictions[0].cues if predictions else ()),
        predictions=tuple(predictions),
        reach=reach,
        revisions=history,
        current=current == row["revision"],
    )
