"""What the archive keeps of a passage's page: where its bytes lie, and the documents that were read from them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select

from corpus.database import schema
from corpus.database.engine import reading


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """A revision of a document that was read from a page; ``current`` where there is none newer."""

    document: str
    revision: str
    source: str
    title: str
    published: str | None
    reading: str
    current: bool


@dataclass(frozen=True, slots=True)
class Archived:
    """A page as the ledger has it; ``fetched`` is an ISO moment, ``size`` bytes of the body."""

    sha256: str
    url: str
    status: int
    fetched: str
    size: int
    archive: str
    position: int
    read: tuple[ReadFrom, ...]


def archived(engine: Engine, sha256: str) -> Archived | None:
    """The page of that sum; None where none was kept."""
    page, head, body = schema.pages, schema.documents, schema.revisions
    query = (
        select(body.c.document, body.c.revision, head.c.source, body.c.title, body.c.published, body.c.reading,
               head.c.revision.label("newest"))
        .join(head, head.c.id == body.c.document)
        .where(body.c.page == sha256)
        .order_by(body.c.document, body.c.fetched)
    )  # fmt: skip
    with reading(engine) as connection:
        row = connection.execute(select(page).where(page.c.sha256 == sha256)).first()
        if row is None:
            return None
        read = tuple(
            ReadFrom(
                each.document,
                each.revision,
                each.source,
                each.title or "",
                each.published,
                each.reading,
                each.revision == each.newest,
            )
            for each in connection.execute(query)
        )
    return Archived(row.sha256, row.url, row.status, row.fetched, row.size, row.archive, row.position, read)
