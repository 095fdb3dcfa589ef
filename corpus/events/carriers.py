"""Stories and their carriers: documents that are one text, or one text edited, cut, reworded or translated.

A story is a connected component of pairs found alike; its first carrier is the one published first. A
document that is like no other is a story of its own, so every grouped document has exactly one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine, and_, func, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import Row

Kind = Literal["first", "same", "near", "part", "spun", "translated"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One document's place in a story.

    ``likeness`` is how like ``to_document`` it is, 0 to 1, as its ``kind`` counts it; the first carrier has 1 and no
    ``to_document``. ``flags`` are reasons in words, for people; none of them takes a document out of anything.
    """

    document: str
    story: str
    kind: Kind
    likeness: float = 1.0
    to_document: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carrier:
    """A document's place in a story, with what a reader wants to know of the document."""

    document: str
    source: str
    url: str | None
    title: str | None
    published: str | None
    kind: Kind
    likeness: float
    to_document: str | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryCounts:
    """Documents beside stories: ``documents`` that were grouped, ``stories`` they make, ``carried`` stories of several.

    ``kinds`` counts documents by kind, ``sources`` carried stories that come from more than one source, ``flagged``
    documents with a flag, ``waiting`` documents not grouped yet.
    """

    documents: int
    stories: int
    carried: int
    sources: int
    flagged: int
    waiting: int
    kinds: dict[str, int]


class Carriers:
    """Stories of the store on this engine, to look at."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def story_of(self, document: str) -> str | None:
        """Id of the story that a document carries; None where it was not grouped yet."""
        placed = schema.carriers
        with reading(self.engine) as connection:
            return connection.scalar(select(placed.c.story).where(placed.c.document == document))

    def carriers_of(self, story: str) -> tuple[Carrier, ...]:
        """All carriers of a story, the first one first, then by time of publication."""
        placed, head, body = schema.carriers, schema.documents, schema.revisions
        query = (
            select(placed, head.c.source, head.c.url, body.c.title, body.c.published, body.c.published_precision)
            .join(head, head.c.id == placed.c.document)
            .join(body, and_(body.c.document == head.c.id, body.c.revision == head.c.revision))
            .where(placed.c.story == story)
        )
        with reading(self.engine) as connection:
            found = list(connection.execute(query).mappings())
        found.sort(key=lambda row: (moment_key(row["published"], row["published_precision"]), row["document"]))
        return tuple(
            Carrier(
                document=row["document"],
                source=row["source"],
                url=row["url"],
                title=row["title"],
                published=row["published"],
                kind=row["kind"],
                likeness=row["likeness"],
                to_document=row["to_document"],
                flags=tuple(json.loads(row["flags"])),
            )
            for row in found
        )

    def most_carried(self, *, limit: int) -> list[tuple[str, int]]:
        """(Story, how many carriers) of those with several, most carriers first."""
        placed = schema.carriers
        several = func.count()
        query = (
            select(placed.c.story, several)
            .group_by(placed.c.story)
            .having(several > 1)
            .order_by(several.desc(), placed.c.story)
            .limit(limit)
        )
        with reading(self.engine) as connection:
            return [(story, count) for story, count in connection.execute(query)]

    def counts(self) -> StoryCounts:
        """How many documents make how many stories."""
        placed, head = schema.carriers, schema.documents
        each = (
            select(func.count().label("size"), func.count(head.c.source.distinct()).label("sources"))
            .select_from(placed.join(head, head.c.id == placed.c.document))
            .group_by(placed.c.story)
            .subquery()
        )
        with reading(self.engine) as connection:
            kinds = {
                kind: n for kind, n in connection.execute(select(placed.c.kind, func.count()).group_by(placed.c.kind))
            }
            stored = connection.scalar(select(func.count()).select_from(head)) or 0
            flagged = connection.scalar(select(func.count()).where(placed.c.flags != "[]")) or 0
            carried = connection.scalar(select(func.count()).select_from(each).where(each.c.size > 1)) or 0
            several = connection.scalar(select(func.count()).select_from(each).where(each.c.sources > 1)) or 0
        documents = sum(kinds.values())
        return StoryCounts(
            documents=documents,
            stories=kinds.get("first", 0),
            carried=carried,
            sources=several,
            flagged=flagged,
            waiting=stored - documents,
            kinds=dict(sorted(kinds.items())),
        )


def standing_from(row: Row) -> Standing:
    """A place from a row of ``carriers``."""
    return Standing(
        document=row["document"],
        story=row["story"],
        kind=row["kind"],
        likeness=row["likeness"],
        to_document=row["to_document"],
        flags=tuple(json.loads(row["flags"])),
    )


def moment_key(published: str | None, precision: str | None) -> str:
    """Sorts moments; a day without its hour stands at the end of that day, no date at the end of all."""
    if published is None:
        return "~"
    return published if precision == "minute" else f"{published[:10]}T~"
