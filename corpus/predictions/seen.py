"""What people would see of passages now, many at once: for lists that leave the program and come back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Engine, and_, or_, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.statements import portions
from corpus.label import Snapshot


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage with its surroundings; ``current`` is false where its document has a newer revision."""

    passage: str
    snapshot: Snapshot
    current: bool


def seen(engine: Engine, passages: Collection[str]) -> dict[str, Seen]:
    """These passages by id; those that are not stored are left out."""
    held, head, body = schema.passages, schema.documents, schema.revisions
    beside = held.alias()
    found: dict[str, Seen] = {}
    wanted = sorted(set(passages))
    with reading(engine) as connection:
        for part in portions(wanted):
            query = (
                select(held, head.c.source, head.c.revision.label("newest"), body.c.title, body.c.published)
                .join(head, head.c.id == held.c.document)
                .join(body, and_(body.c.document == held.c.document, body.c.revision == held.c.revision))
                .where(held.c.id.in_(part))
            )
            near = (
                select(held.c.id, beside.c.ordinal - held.c.ordinal, beside.c.text)
                .join(
                    beside,
                    and_(
                        beside.c.document == held.c.document,
                        beside.c.revision == held.c.revision,
                        beside.c.cutting == held.c.cutting,
                        or_(beside.c.ordinal == held.c.ordinal - 1, beside.c.ordinal == held.c.ordinal + 1),
                    ),
                )
                .where(held.c.id.in_(part))
            )
            around = {(id, step): words for id, step, words in connection.execute(near)}
            for row in connection.execute(query).mappings():
                shown = Snapshot(
                    document=row["document"],
                    revision=row["revision"],
                    source=row["source"],
                    title=row["title"] or "",
                    text=row["text"],
                    before=around.get((row["id"], -1), ""),
                    after=around.get((row["id"], 1), ""),
                    published=(row["published"] or "")[:10],
                )
                found[row["id"]] = Seen(row["id"], shown, row["newest"] == row["revision"])
    return found
