"""Bản lưu: what was kept of a page when it was fetched, as plain text of what was read from it; its bytes to take away.

Nothing of what was fetched is ever answered as a page: its words are escaped as any, its bytes leave as a file of no
kind that a browser would show.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from corpus.errors import BadInput
from corpus.page import Page as Fetched
from corpus.sources.archived import Archived, ReadFrom, archived
from review.desk import AtDesk, Desk
from review.pages.label import NoPage
from review.pages.page import Page
from review.templating import render

ROOT = "/ban-luu"

router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reader", ROOT)

Sum = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
SHOWN = ("content-type", "last-modified", "etag", "date", "server")
"""Headers of the answer that are shown."""


@dataclass(frozen=True, slots=True)
class Text:
    """What was read from the page: each block of the document as it is stored."""

    of: ReadFrom
    blocks: tuple[str, ...]


@router.get(f"{ROOT}/{{page}}")
def show(request: Request, desk: AtDesk, page: Sum) -> Response:
    """The page's text and where it came from; what of the archive is missing is named, with what to do."""
    kept = _kept(desk, page)
    fetched, missing = _read(desk, kept)
    return render(
        request,
        "archived.html",
        kept=kept,
        texts=[_text(desk, each) for each in kept.read],
        fetched=fetched,
        headers=[] if fetched is None else [(name, value) for name, value in fetched.headers if name in SHOWN],
        sound=fetched is not None and fetched.sha256 == kept.sha256,
        missing=missing,
        sources=desk.sources,
    )


@router.get(f"{ROOT}/{{page}}/tai-ve")
def taken_away(desk: AtDesk, page: Sum) -> Response:
    """The body as it was fetched, as a file."""
    kept = _kept(desk, page)
    fetched, _ = _read(desk, kept)
    if fetched is None:
        raise NoPage("archived.no_file")
    headers = {
        "content-disposition": f'attachment; filename="ban-luu-{kept.sha256[:16]}.bin"',
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "digest": f"sha-256={sha256(fetched.body).hexdigest()}",
    }
    return Response(fetched.body, media_type="application/octet-stream", headers=headers)


def _kept(desk: Desk, page: str) -> Archived:
    kept = archived(desk.store.engine, page)
    if kept is None:
        raise NoPage("archived.none")
    return kept


def _read(desk: Desk, kept: Archived) -> tuple[Fetched | None, str]:
    """The page out of the archive, and why it cannot be read."""
    if desk.archived is None:
        return None, ""
    try:
        return desk.archived(kept.archive, kept.position), ""
    except BadInput as error:
        return None, error.reason


def _text(desk: Desk, of: ReadFrom) -> Text:
    document = desk.store.document(of.document, of.revision)
    if document is None:
        return Text(of, ())
    return Text(of, tuple(document.block_text(each) for each in document.blocks) or (document.text,))
