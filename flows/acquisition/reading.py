"""One page or file to a document, whatever it turns out to be: a publisher's page, a report, plain text, a record."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from corpus.document import Document
from corpus.errors import BadInput, UnreadablePage
from corpus.page import Page
from extractors.article import read_page
from extractors.canaries import measures
from extractors.contents import TAGS, hazard, sniff
from extractors.encoding import decode
from extractors.plain import read_text
from extractors.publishers import PUBLISHERS, Publisher
from extractors.records import Fields, parse_mapping, read_record
from extractors.reports.report import read_file
from flows.acquisition.demo import demo_publisher

SOURCE, MAPPING = "x-bamsat-source", "x-bamsat-fields"
"""Headers of our own on an archived file: the source it was given, and how the fields of a record were named."""

RECORD = "application/x-bamsat-record"
"""Content type of one line of a JSON Lines file."""

REPORT = "application/x-bamsat-report"
"""Content type of a file that was given as a report: whatever it turns out to be, the reader of reports says so."""


def read_any(page: Page, *, publishers: tuple[Publisher, ...] | None = None) -> Document:
    """Read a page or file by what its bytes are; read again, it gives the same document.

    Dates are believed up to the time of fetching, so that reading an archived page again decides as on that day.

    Args:
        publishers: those whose readings are tried; by default the declared ones, and the demo newspaper for its pages.

    Raises:
        ItemFailure: it holds nothing to read, or (passing) what reads it is not installed.
        BadInput: a record that is no JSON object.
    """
    publishers = _known(page) if publishers is None else publishers
    declared = page.header("content-type")
    if declared == RECORD:
        return _measured(_read_record(page), page, markup=False)
    kind = "office" if declared == REPORT else sniff(page.body, declared)
    if kind in ("html", "xml"):
        if (why := hazard(page.body, tags=TAGS)) is not None:
            raise UnreadablePage(page.url, why)
        document = read_page(page, publishers=publishers, now=page.fetched)
    elif kind in ("pdf", "office"):
        document = read_file(
            page.body,
            name=name_of(page),
            url=_web(page.final_url),
            source=page.header(SOURCE) or _source(page.final_url, publishers),
            now=page.fetched,
        )
    elif kind == "text":
        text = decode(page.body, declared=None).text
        document = read_text(text, name=name_of(page), source=page.header(SOURCE) or "unknown", now=page.fetched)
    else:
        raise UnreadablePage(page.url, f"không phải văn bản đọc được (content: {kind})")
    return _measured(_identified(document, page, publishers), page, markup=kind in ("html", "xml"))


def name_of(page: Page) -> str:
    """What people call a page: the last part of its address."""
    return unquote(PurePosixPath(urlsplit(page.final_url).path).name) or page.final_url


def _known(page: Page) -> tuple[Publisher, ...]:
    """The declared publishers; the demo newspaper too for a page of this machine, which nothing else has served."""
    parts = urlsplit(page.final_url)
    if parts.hostname != "127.0.0.1":
        return PUBLISHERS
    return (*PUBLISHERS, demo_publisher(f"{parts.scheme}://{parts.netloc}")[0])


def _read_record(page: Page) -> Document:
    where = page.url.removeprefix("file:")
    try:
        record = json.loads(page.body)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"dòng này không phải JSON ({error})", where=where) from error
    if not isinstance(record, dict):
        raise BadInput("dòng này không phải một đối tượng JSON", where=where)
    mapping = page.header(MAPPING)
    fields = parse_mapping(mapping) if mapping else Fields()
    source = page.header(SOURCE) or "unknown"
    return read_record(record, fields=fields, source=source, where=where, now=page.fetched)


def _identified(document: Document, page: Page, publishers: tuple[Publisher, ...]) -> Document:
    """The publisher's own article id is a document's identity on whichever host it was found."""
    for publisher in publishers:
        identity = publisher.identity(page.final_url)
        if identity is not None:
            return replace(document, id=identity[0], url=identity[1])
    return document


def _measured(document: Document, page: Page, *, markup: bool) -> Document:
    taken = measures(document.text, markup_bytes=len(page.body) if markup else None)
    return replace(document, measures=taken)


def _source(url: str, publishers: tuple[Publisher, ...]) -> str:
    return next((publisher.slug for publisher in publishers if publisher.serves(url)), "unknown")


def _web(url: str) -> str | None:
    return url if url.startswith(("http://", "https://")) else None
