"""Web archives of any tool (ISO 28500 WARC, and ARC), read as what they are: bytes from strangers.

A record is read in bounded memory, its transfer and content encodings undone here, and what it says of itself is
believed only where it can be: an address, a status and a time that a page of the web may have.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from corpus.errors import BadInput, BusyError, RefusedError
from corpus.page import Page
from extractors.archive import DAMAGE, OWN_FIELD, TRAVEL, own_page, strangeness
from extractors.body import Body

LARGEST = 50_000_000
"""Bytes of a record's body, packed or not, beyond which it is refused by its address."""

_PIECE = 65_536
"""Bytes read at once where only the end of something is looked for."""


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A record that is not taken, and why in words."""

    url: str
    reason: str


def responses_in(path: Path, *, largest: int = LARGEST) -> Iterator[Page | RefusedRecord]:
    """Read every response and resource of a WARC file in order, whichever tool wrote it.

    Bodies come without their transfer and content encodings. Revisits, requests and metadata are passed over. A record
    that is too large, unfolds without end or says impossible things of itself costs that record.

    Raises:
        BadInput: the file cannot be read, is damaged or cut short; the pages before the damage were given.
    """
    try:
        with path.open("rb") as file:
            records = ArchiveIterator(file, arc2warc=True)
            for record in records:
                page = None
                if record.rec_headers.get_header(OWN_FIELD) is not None:
                    page = _checked(own_page(record, largest=largest), largest)
                elif record.rec_type in ("response", "resource"):
                    page = _foreign(record, largest)
                if not _whole(record) and not _blank(record):
                    raise BadInput("damaged archive: cut off within a record", where=path.name)
                if page is not None:
                    yield page
            last = records.member_info
        if not _ends_whole(path, last):
            raise BadInput("damaged archive: cut off within the head of a record", where=path.name)
    except OSError as error:
        raise BadInput(error.strerror or str(error) or "cannot be read", where=path.name) from error
    except DAMAGE as error:
        raise BadInput(f"damaged archive: {error}"[:300], where=path.name) from error


def _whole(record: Any) -> bool:
    """Whether a record holds as many bytes as it says; what was not asked of it is read past here."""
    stream = record.raw_stream
    while stream.read(_PIECE):
        pass
    length = record.rec_headers.get_header("Content-Length") or ""
    return bool(record.rec_type) and length.strip().isdigit() and not getattr(stream, "limit", 0)


def _blank(record: Any) -> bool:
    """Whether a record is nothing but empty lines behind a packed one."""
    return not (record.rec_type or record.rec_headers.protocol or record.rec_headers.headers)


def _ends_whole(path: Path, last: tuple[int, int] | None) -> bool:
    """Whether nothing of a record stands behind the last one, where readers of web archives stop without a word.

    Args:
        last: place and length in bytes of the last record that was read, None where there was none.
    """
    begin, length = last or (0, 0)
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        if not packed:
            file.seek(begin + length)
            return not file.read(_PIECE).strip()
        file.seek(begin)
        left = file.read(_PIECE)
        if not left.strip():
            return True
        unpacker, given = zlib.decompressobj(wbits=31), 0
        while left and given <= LARGEST:
            if unpacker.eof:
                unpacker = zlib.decompressobj(wbits=31)
            given += len(unpacker.decompress(left, _PIECE))
            left = unpacker.unconsumed_tail or unpacker.unused_data or file.read(_PIECE)
        return unpacker.eof or given > LARGEST


def _foreign(record: Any, largest: int) -> Page | RefusedRecord:
    address = str(record.rec_headers.get_header("WARC-Target-URI", "")).strip("<> ")
    fetched = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    http = record.http_headers
    coding = ""
    if http is not None:
        # Undone here and not by the library, which unfolds a whole block at once however far it unfolds.
        coding = (http.get_header("content-encoding") or "").strip().lower()
        http.remove_header("content-encoding")
    headers = http.headers if http is not None else [("content-type", record.content_type or "")]
    raw = record.content_stream().read(largest + 1)
    try:
        body = _decoded(address, raw, coding, largest)
    except RefusedError as error:
        return RefusedRecord(address, error.reason)
    page = Page(
        url=address,
        final_url=address,
        status=int(http.get_statuscode()) if http is not None else 200,
        headers=tuple((name.lower(), value) for name, value in headers if name.lower() not in TRAVEL),
        body=body,
        fetched=fetched if fetched.tzinfo is not None else fetched.replace(tzinfo=UTC),
    )
    return _checked(page, largest)


def _decoded(address: str, raw: bytes, coding: str, largest: int) -> bytes:
    """A body without its content encoding; many tools keep the header beside a body they have decoded.

    Raises:
        RefusedError: it unfolds too far.
    """
    if coding not in ("gzip", "x-gzip", "deflate", "br") or (coding.endswith("gzip") and raw[:2] != b"\x1f\x8b"):
        return raw
    body = Body(address, coding=coding, cap=largest)
    try:
        body.add(raw)
        return body.taken()
    except BusyError:
        return raw


def _checked(page: Page, largest: int) -> Page | RefusedRecord:
    if len(page.body) > largest:
        return RefusedRecord(page.url, f"lớn hơn {largest // 1_000_000} MB")
    strange = strangeness(page)
    return page if strange is None else RefusedRecord(page.url, strange)
