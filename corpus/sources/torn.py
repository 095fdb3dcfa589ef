"""Pages whose place in the archive is damaged: moved where their bytes were saved to, or marked lost and asked again.

A lost page keeps its row (revisions were read from it) with :data:`LOST` behind its file's name; the next page that is
fetched for its document takes its place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, and_, select, update

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import write_time
from corpus.database.statements import portions

LOST = ".damaged"

_page, _body, _head, _address = schema.pages, schema.revisions, schema.documents, schema.addresses


def files_of_pages(engine: Engine) -> list[str]:
    """Names of the WARC files that pages lie in, lost ones left out, in order."""
    query = select(_page.c.archive).distinct().where(~_page.c.archive.endswith(LOST)).order_by(_page.c.archive)
    with reading(engine) as connection:
        return list(connection.scalars(query))


def pages_of_file(engine: Engine, file: str) -> dict[int, str]:
    """sha256 of the pages that lie in a WARC file, by byte offset."""
    query = select(_page.c.position, _page.c.sha256).where(_page.c.archive == file).order_by(_page.c.position)
    with reading(engine) as connection:
        return {position: sha256 for position, sha256 in connection.execute(query)}


def move_pages(engine: Engine, places: Mapping[str, tuple[str, int]]) -> None:
    """Write down the new (file, offset) of pages, in one transaction."""
    with engine.begin() as connection:
        for sha256, (file, position) in places.items():
            here = _page.c.sha256 == sha256
            connection.execute(update(_page).where(here).values(archive=file, position=position))


def lose_pages(engine: Engine, sums: Collection[str], *, reason: str, now: datetime) -> list[str]:
    """Mark pages lost, and let the addresses of documents read from them be asked for again, whole.

    Returns:
        Ids of the documents whose current revision was read from one of them.
    """
    concerned: list[str] = []
    again = {"state": "busy", "reason": reason, "etag": None, "last_modified": None, "last_checked": write_time(now)}
    with engine.begin() as connection:
        for part in portions(sorted(sums)):
            kept = and_(_page.c.sha256.in_(part), ~_page.c.archive.endswith(LOST))
            connection.execute(update(_page).where(kept).values(archive=_page.c.archive + LOST))
            current = and_(_head.c.id == _body.c.document, _head.c.revision == _body.c.revision)
            query = select(_head.c.id).join(_body, current).where(_body.c.page.in_(part)).order_by(_head.c.id)
            concerned += connection.scalars(query)
        for part in portions(concerned):
            connection.execute(update(_address).where(_address.c.document.in_(part)).values(again))
    return concerned


def take_lost_places(connection: Connection, arrived: Sequence[tuple[str, str, str, int]]) -> None:
    """Let pages that arrived take the place of lost ones: the same bytes, or other bytes of the same revision.

    Args:
        arrived: (document, sha256, file, offset) of each.
    """
    for document, sha256, file, position in arrived:
        lost = _page.c.archive.endswith(LOST)
        same = and_(_page.c.sha256 == sha256, lost)
        connection.execute(update(_page).where(same).values(archive=file, position=position))
        current = select(_head.c.revision).where(_head.c.id == document).scalar_subquery()
        here = and_(_body.c.document == document, _body.c.revision == current)
        gone = _body.c.page.in_(select(_page.c.sha256).where(_page.c.sha256 == _body.c.page, lost))
        connection.execute(update(_body).where(here, gone).values(page=sha256))
