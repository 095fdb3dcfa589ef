"""The store: documents, their revisions, passages, analyses and predictions, each unit written whole or not at all.

A unit of work is one transaction, so a killed run leaves finished units and nothing of the unfinished one; doing a
unit again changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from sqlalchemy import Connection, and_, delete, exists, func, select, update

from corpus.coverage import accounts
from corpus.coverage.accounts import Settled
from corpus.coverage.facts import reading_of
from corpus.coverage.recount import rebuild
from corpus.database import engine as opening
from corpus.database import rows, schema
from corpus.database.migrating import migrate
from corpus.database.statements import insert_new, portions, replace
from corpus.database.turns import take_turn
from corpus.document import Document
from corpus.label import Prediction
from corpus.page import ArchivedPage
from corpus.passage import Analysis, Passage
from corpus.predictions import search
from corpus.predictions.stored import predictions_of
from corpus.sources.torn import LOST, take_lost_places

Arrival = Literal["new", "revised", "amended", "unchanged"]
"""What became of a document put into the store; ``amended`` is the same text with other facts, when asked for."""


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """What one pass of cutting, reading and judging made of one revision of a document.

    ``reaches`` says for each passage whether it speaks of the province: ``inside``, ``outside`` or ``unclear``.
    """

    document: str
    revision: str
    model: str
    analysis_version: str
    passages: tuple[Passage, ...]
    analyses: tuple[Analysis, ...]
    predictions: tuple[Prediction, ...]
    reaches: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]


class Store:
    """A store at a file path (SQLite) or a ``postgresql://`` address; created and migrated when opened.

    Raises:
        BadInput: an address that is neither.
        StoreError: the store is newer than this program, or cannot be opened.
    """

    def __init__(self, where: str | Path) -> None:
        self.where = str(where)
        self.engine = opening.open_engine(where)
        migrate(self.engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # -- documents ------------------------------------------------------------------------------------------------

    def put_documents(
        self,
        arrivals: Sequence[tuple[Document, ArchivedPage | None]],
        *,
        amend: bool = False,
        now: datetime | None = None,
    ) -> list[Arrival]:
        """Store documents with the archived page each was read from (None where none was), in one transaction.

        Args:
            amend: also write facts (title, dates, author ...) that differ from the stored ones where the text is the
                same, as reading an archived page again with better code finds them.
            now: from when a revised document no longer counts as it did; without it, from when it was fetched.

        Returns:
            For each, in order: ``new``, ``revised`` (its meaningful text changed), ``amended`` or ``unchanged``.
        """
        with self.engine.begin() as connection:
            take_turn(connection, "documents")
            insert_new(connection, schema.pages, [rows.page_row(place) for _, place in arrivals if place is not None])
            arrived = [
                self._put_document(
                    connection, document, None if place is None else place.page.sha256, amend=amend, now=now
                )
                for document, place in arrivals
            ]
            # Only what is as it was can lack its page; new and revised documents bring theirs.
            take_lost_places(
                connection,
                [
                    (document.id, place.page.sha256, place.archive, place.position)
                    for (document, place), arrival in zip(arrivals, arrived, strict=True)
                    if place is not None and arrival != "new"
                ],
            )
            return arrived

    def known_pages(self, sums: Collection[str]) -> set[str]:
        """Those of these sha256 sums whose pages were read and stored before."""
        table = schema.pages
        found: set[str] = set()
        with opening.reading(self.engine) as connection:
            for part in portions(list(sums)):
                kept = table.c.sha256.in_(part) & ~table.c.archive.endswith(LOST)
                found.update(connection.scalars(select(table.c.sha256).where(kept)))
        return found

    def place_of(self, sha256: str) -> tuple[str, int] | None:
        """The WARC file's name and byte offset of a page, or None where it is not archived."""
        table = schema.pages
        with opening.reading(self.engine) as connection:
            row = connection.execute(select(table.c.archive, table.c.position).where(table.c.sha256 == sha256)).first()
        return None if row is None else (row.archive, row.position)

    def _put_document(
        self, connection: Connection, document: Document, page: str | None, *, amend: bool, now: datetime | None
    ) -> Arrival:
        table = schema.documents
        current = connection.scalar(select(table.c.revision).where(table.c.id == document.id))
        if current == document.revision:
            return self._amend(connection, document, now=now) if amend else "unchanged"
        if current is None:
            connection.execute(
                table.insert().values(
                    id=document.id,
                    source=document.source,
                    url=document.url,
                    revision=document.revision,
                    first_fetched=rows.write_time(document.fetched),
                )
            )
        else:
            connection.execute(update(table).where(table.c.id == document.id).values(revision=document.revision))
            accounts.close(connection, document.id, now=rows.write_time(now or document.fetched))
        insert_new(connection, schema.revisions, [rows.revision_row(document, page)])
        return "new" if current is None else "revised"

    def _amend(self, connection: Connection, document: Document, *, now: datetime | None) -> Arrival:
        """Write the facts of a revision whose text stays; where a fact that judging looks at changed, judge again."""
        table, done = schema.revisions, schema.judged
        here = and_(table.c.document == document.id, table.c.revision == document.revision)
        before = connection.execute(select(table).where(here)).mappings().one()
        row = rows.revision_row(document, before["page"])
        fresh = {name: row[name] for name in rows.REVISION_FACTS if before[name] != row[name]}
        if not fresh:
            return "unchanged"
        connection.execute(update(table).where(here).values(fresh))
        if fresh.keys() & {"title", "published", "published_precision"}:
            judged = (done.c.document == document.id) & (done.c.revision == document.revision)
            connection.execute(delete(done).where(judged))
            accounts.close(connection, document.id, now=rows.write_time(now or document.fetched))
        return "amended"

    def readable_again(self, *, source: str | None, since: str | None) -> list[tuple[str, str, int]]:
        """(document, WARC file, byte offset) of the page each current revision was read from, in id order.

        Args:
            since: ISO day; only pages fetched from then on.
        """
        head, body, page = schema.documents, schema.revisions, schema.pages
        query = (
            select(head.c.id, page.c.archive, page.c.position)
            .join(body, and_(head.c.id == body.c.document, head.c.revision == body.c.revision))
            .join(page, page.c.sha256 == body.c.page)
            .order_by(head.c.id)
        )
        if source is not None:
            query = query.where(head.c.source == source)
        if since is not None:
            query = query.where(page.c.fetched >= since)
        with opening.reading(self.engine) as connection:
            return [tuple(row) for row in connection.execute(query)]

    def known(self, ids: Collection[str]) -> dict[str, str]:
        """Current revision of each of these documents that is stored."""
        table = schema.documents
        found: dict[str, str] = {}
        with opening.reading(self.engine) as connection:
            for part in portions(list(ids)):
                query = select(table.c.id, table.c.revision).where(table.c.id.in_(part))
                found.update({document: revision for document, revision in connection.execute(query)})
        return found

    def document(self, document: str, revision: str | None = None) -> Document | None:
        """One document in its current or a given revision, or None."""
        found = self.documents([document], revision=revision)
        return found[0] if found else None

    def documents(self, ids: Sequence[str], *, revision: str | None = None) -> list[Document]:
        """Documents in the order of their ids, in their current revision."""
        head, body = schema.documents, schema.revisions
        wanted = revision if revision is not None else head.c.revision
        query = (
            select(body, head.c.source, head.c.url)
            .join(head, and_(head.c.id == body.c.document, body.c.revision == wanted))
            .where(head.c.id.in_(ids))
        )
        with opening.reading(self.engine) as connection:
            found = {row["document"]: rows.document_from(row) for row in connection.execute(query).mappings()}
        return [found[each] for each in ids if each in found]

    def count_documents(self) -> int:
        """How many documents are stored."""
        with opening.reading(self.engine) as connection:
            return connection.scalar(select(func.count()).select_from(schema.documents)) or 0

    def count_passages(self) -> int:
        """How many passages are stored, those of earlier revisions too."""
        with opening.reading(self.engine) as connection:
            return connection.scalar(select(func.count()).select_from(schema.passages)) or 0

    def count_by_source(self) -> dict[str, int]:
        """How many documents are stored of each source."""
        table = schema.documents
        with opening.reading(self.engine) as connection:
            query = select(table.c.source, func.count()).group_by(table.c.source)
            return {source: count for source, count in connection.execute(query)}

    def pending(self, *, model: str, analysis_version: str) -> list[str]:
        """Ids of documents whose current revision this model, on this analysis, has not judged; in id order."""
        head, done = schema.documents, schema.judged
        settled = exists().where(
            done.c.document == head.c.id,
            done.c.revision == head.c.revision,
            done.c.model == model,
            done.c.analysis == analysis_version,
        )
        with opening.reading(self.engine) as connection:
            return list(connection.scalars(select(head.c.id).where(~settled).order_by(head.c.id)))

    # -- judged passages ------------------------------------------------------------------------------------------

    def put_judged(self, judged: Sequence[JudgedDocument], *, now: datetime | None = None) -> None:
        """Store what was made of a batch of documents, in one transaction. Done again, it changes nothing.

        Args:
            now: from when it counts in coverage; without it, from when the revision was fetched.
        """
        at = None if now is None else rows.write_time(now)
        with self.engine.begin() as connection:
            # In one order, whatever order they came in: two writers of the same documents then never deadlock.
            whole = {(each.document, each.revision, each.model): each for each in judged}
            self._put_judged(connection, [whole[key] for key in sorted(whole)])
            accounts.settle(connection, [_settled(each) for each in judged], now=at)

    def recount(self, *, now: datetime | None = None) -> int:
        """Make the counts of coverage again from what is stored; gives how many documents counted otherwise."""
        with self.engine.begin() as connection:
            return rebuild(connection, now=None if now is None else rows.write_time(now))

    def _put_judged(self, connection: Connection, judged: Sequence[JudgedDocument]) -> None:
        """Write a batch table by table: one statement for all its rows costs a fraction of one for each document's."""
        ids = [passage.id for each in judged for passage in each.passages]
        predictions = [p for each in judged for p in each.predictions]
        reaches = [reach for each in judged for reach in each.reaches]
        insert_new(connection, schema.passages, [rows.passage_row(p) for each in judged for p in each.passages])
        search.index(connection, ids)
        replace(connection, schema.analyses, [rows.analysis_row(a) for each in judged for a in each.analyses])
        replace(
            connection,
            schema.predictions,
            [rows.prediction_row(p, reach) for p, reach in zip(predictions, reaches, strict=True)],
        )
        given, mentioned = schema.assignments, schema.mentions
        for model in sorted({each.model for each in judged}):
            of_model = [passage.id for each in judged if each.model == model for passage in each.passages]
            for part in portions(of_model):
                connection.execute(delete(given).where(given.c.passage.in_(part), given.c.model == model))
        for part in portions(ids):
            connection.execute(delete(mentioned).where(mentioned.c.passage.in_(part)))
        insert_new(connection, schema.assignments, [row for p in predictions for row in rows.assignment_rows(p)])
        places = [named for each in judged for named in each.places]
        insert_new(
            connection,
            schema.mentions,
            [
                {"passage": passage, "place": place}
                for passage, named in zip(ids, places, strict=True)
                for place in sorted(set(named))
            ],
        )
        replace(
            connection,
            schema.judged,
            [
                {
                    "document": each.document,
                    "revision": each.revision,
                    "model": each.model,
                    "analysis": each.analysis_version,
                    "passages": len(each.passages),
                }
                for each in judged
            ],
        )

    def latest_model(self) -> str | None:
        """The model that judged the most current documents: what tables show unless told otherwise."""
        done = schema.judged
        query = select(done.c.model).group_by(done.c.model).order_by(func.count().desc(), done.c.model).limit(1)
        with opening.reading(self.engine) as connection:
            return connection.scalar(query)

    def predictions(self, passages: Sequence[str], *, model: str | None = None) -> dict[str, Prediction]:
        """Predictions of these passages by one model (default: the latest), by passage id."""
        chosen = model if model is not None else self.latest_model()
        with opening.reading(self.engine) as connection:
            return {p.passage: p for p in predictions_of(connection, passages) if p.model == chosen}

    def integrity(self) -> str:
        """What the database says is wrong with its file; "" where nothing is."""
        if self.engine.dialect.name != "sqlite":
            return ""
        with opening.reading(self.engine) as connection:
            said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(5)")]
        return "" if said == ["ok"] else "; ".join(said)

    # -- identity of the whole ------------------------------------------------------------------------------------

    def digest(self) -> str:
        """sha256 over all that was read and judged, without times of fetching and run records.

        Two stores that went through the same input agree, however often either was interrupted.
        """
        sums = hashlib.sha256()
        with opening.reading(self.engine) as connection:
            for table in (
                schema.documents,
                schema.revisions,
                schema.passages,
                schema.analyses,
                schema.predictions,
                schema.assignments,
                schema.mentions,
                schema.judged,
                schema.carriers,
                schema.audits,
                schema.audit_items,
            ):
                left_out = {"seq", "fetched", "first_fetched", "page", "made_at"}
                columns = [column for column in table.c if column.name not in left_out]
                keys = [c for c in table.c if c.primary_key and c.name != "seq"] or [table.c.id]
                sums.update(f"\n{table.name}\n".encode())
                for row in connection.execute(select(*columns).order_by(*keys)):
                    sums.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        return sums.hexdigest()


def _settled(judged: JudgedDocument) -> Settled:
    """What coverage counts of a judged document."""
    said = zip(judged.predictions, judged.reaches, judged.places, strict=True)
    return Settled(judged.document, judged.revision, judged.model, tuple(reading_of(*each) for each in said))
