"""Signatures of documents, the keys under which likely copies meet, and the stories that they turn out to carry.

Who compares two texts is not known here. A unit of work is one transaction: signing documents dissolves the stories
they were in, so that a run killed between signing and grouping leaves documents that wait, never stories half right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, delete, exists, func, select, true

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import to_json
from corpus.database.statements import portions, replace
from corpus.events.carriers import Standing, moment_key, standing_from

MEET = 64
"""Documents looked at under one key, those of smallest id: a key that more share is a form's or a house rule's.

Up to so many holders of every key, groups do not depend on the order in which documents came.
"""

LAST = "\U0010ffff"
"""Sorts after every id."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A document's current revision with its signature and the (band, key) pairs it is found under."""

    document: str
    revision: str
    signature: bytes
    syllables: int
    keys: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A document's id and address."""

    document: str
    url: str | None


class Likenesses:
    """Signatures, keys and places in stories of the store on this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    # -- signing --------------------------------------------------------------------------------------------------

    def unsigned(self, method: str) -> list[str]:
        """Ids of documents whose current revision has no signature by this method; in id order."""
        head, kept = schema.documents, schema.likenesses
        signed = exists().where(
            kept.c.document == head.c.id, kept.c.revision == head.c.revision, kept.c.method == method
        )
        with reading(self.engine) as connection:
            return list(connection.scalars(select(head.c.id).where(~signed).order_by(head.c.id)))

    def put_signed(self, signed: Sequence[Signed], *, method: str) -> None:
        """Write signatures and keys, in one transaction.

        The stories that these documents were in are dissolved: all their documents wait to be grouped again.
        """
        bands = schema.bands
        with self.engine.begin() as connection:
            for part in portions([each.document for each in signed]):
                _dissolve(connection, part)
                connection.execute(delete(bands).where(bands.c.document.in_(part)))
            replace(
                connection,
                schema.likenesses,
                [
                    {
                        "document": each.document,
                        "revision": each.revision,
                        "method": method,
                        "signature": each.signature,
                        "words": each.syllables,
                    }
                    for each in signed
                ],
            )
            found = sorted((band, key, each.document) for each in signed for band, key in each.keys)
            rows = [{"method": method, "band": band, "key": key, "document": document} for band, key, document in found]
            if rows:
                connection.execute(bands.insert(), rows)

    # -- grouping -------------------------------------------------------------------------------------------------

    def waiting(self, method: str) -> list[str]:
        """Ids of signed documents that stand in no story by this method; in id order."""
        kept, placed = schema.likenesses, schema.carriers
        grouped = exists().where(placed.c.document == kept.c.document, placed.c.method == method)
        query = select(kept.c.document).where(kept.c.method == method, ~grouped).order_by(kept.c.document)
        with reading(self.engine) as connection:
            return list(connection.scalars(query))

    def meetings(self, documents: Sequence[str], *, method: str) -> list[tuple[str, str]]:
        """Pairs (one of these, another) that share a key, each once.

        The other is grouped already, or is itself one of these and then of the greater id: documents that still wait
        will meet these in their own turn.
        """
        chosen = set(documents)
        pairs: set[tuple[str, str]] = set()
        with reading(self.engine) as connection:
            for part in portions(list(documents)):
                for one, two in connection.execute(_sharers(connection, part, method)):
                    if one != two:
                        pairs.add((one, two) if two not in chosen or one < two else (two, one))
            grouped = self._grouped(connection, {two for _, two in pairs} - chosen, method)
        return sorted(pair for pair in pairs if pair[1] in chosen or pair[1] in grouped)

    @staticmethod
    def _grouped(connection: Connection, documents: Collection[str], method: str) -> set[str]:
        placed = schema.carriers
        found: set[str] = set()
        for part in portions(sorted(documents)):
            found.update(
                connection.scalars(
                    select(placed.c.document).where(placed.c.document.in_(part), placed.c.method == method)
                )
            )
        return found

    def signatures(self, documents: Collection[str]) -> dict[str, bytes]:
        """Signatures of these documents."""
        kept = schema.likenesses
        found: dict[str, bytes] = {}
        with reading(self.engine) as connection:
            for part in portions(sorted(documents)):
                query = select(kept.c.document, kept.c.signature).where(kept.c.document.in_(part))
                found.update({row.document: row.signature for row in connection.execute(query)})
        return found

    def standings(self, documents: Collection[str]) -> list[Standing]:
        """Places of all documents that are in one story with any of these, in order of story and document."""
        placed = schema.carriers
        found: dict[str, Standing] = {}
        with reading(self.engine) as connection:
            for part in portions(sorted(documents)):
                stories = select(placed.c.story).where(placed.c.document.in_(part))
                for row in connection.execute(select(placed).where(placed.c.story.in_(stories))).mappings():
                    found[row["document"]] = standing_from(row)
        return sorted(found.values(), key=lambda each: (each.story, each.document))

    def heads(self, documents: Collection[str]) -> list[Head]:
        """These documents by time of publication, then id: dated before undated, an hour before a mere day."""
        head, body = schema.documents, schema.revisions
        found: list[tuple[str, str, str | None]] = []
        with reading(self.engine) as connection:
            for part in portions(sorted(documents)):
                query = (
                    select(head.c.id, head.c.url, body.c.published, body.c.published_precision)
                    .join(body, and_(body.c.document == head.c.id, body.c.revision == head.c.revision))
                    .where(head.c.id.in_(part))
                )
                for document, url, published, precision in connection.execute(query):
                    found.append((moment_key(published, precision), document, url))
        return [Head(document, url) for _, document, url in sorted(found)]

    def put_standings(self, standings: Sequence[Standing], *, method: str) -> None:
        """Write places of documents, whole stories at a time, in one transaction."""
        with self.engine.begin() as connection:
            replace(
                connection,
                schema.carriers,
                [
                    {
                        "document": each.document,
                        "story": each.story,
                        "kind": each.kind,
                        "likeness": each.likeness,
                        "to_document": each.to_document,
                        "flags": to_json(list(each.flags)),
                        "method": method,
                    }
                    for each in standings
                ],
            )


def components(members: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Connected components, each in id order, in the order of their smallest ids."""
    leader = {member: member for member in members}

    def find(member: str) -> str:
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    for one, two in pairs:
        first, second = sorted((find(one), find(two)))
        leader[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for member in sorted(leader):
        groups[find(member)].append(member)
    return [groups[each] for each in sorted(groups)]


def _dissolve(connection: Connection, documents: Sequence[str]) -> None:
    placed = schema.carriers
    stories = select(placed.c.story).where(placed.c.document.in_(documents))
    touched = list(connection.scalars(stories.distinct()))
    for part in portions(touched):
        connection.execute(delete(placed).where(placed.c.story.in_(part)))


def _sharers(connection: Connection, documents: Sequence[str], method: str) -> Select[Any]:
    """Pairs (one of these documents, another under the same key), at most :data:`MEET` others for each key."""
    own, other, under = (schema.bands.alias(name) for name in ("own", "other", "under"))
    mine = and_(own.c.document.in_(documents), own.c.method == method)
    holders = (
        select(under.c.document)
        .where(under.c.method == own.c.method, under.c.band == own.c.band, under.c.key == own.c.key)
        .order_by(under.c.document)
        .correlate(own)
    )
    if connection.dialect.name == "postgresql":
        met = holders.limit(MEET).lateral("met")
        return select(own.c.document, met.c.document).select_from(own.join(met, true())).where(mine).distinct()
    last = func.coalesce(holders.offset(MEET - 1).limit(1).scalar_subquery(), LAST)
    near = and_(
        other.c.method == own.c.method,
        other.c.band == own.c.band,
        other.c.key == own.c.key,
        other.c.document <= last,
        other.c.document != own.c.document,
    )
    return select(own.c.document, other.c.document).select_from(own.join(other, near)).where(mine).distinct()
