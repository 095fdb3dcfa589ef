"""The archive: fetched pages in WARC files (ISO 28500, WARC/1.1), one gzip member a record.

Other WARC tools read them as they read any archive. A page comes back exactly as it was put in: what HTTP or the
decoding of a body would lose is kept beside the record in a field of our own.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import uuid
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.errors import BadInput
from corpus.page import Page

_FIELD = "Bamsat-Page"
_NAMESPACE = uuid.UUID("6f0d7c3e-2b57-5c0a-9d9e-7a1f5b1f6a10")
# They describe the body as it travelled; the archived body is decoded.
_TRAVEL = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_DAMAGE = (ArchiveLoadFailed, zlib.error, EOFError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Record:
    """Where a page is: the sha256 of its body, and the byte its record starts at."""

    sha256: str
    offset: int


def write_warc(path: Path, pages: Sequence[Page]) -> tuple[Record, ...]:
    """Write pages to a new WARC file, whole or not at all; the same pages always give the same bytes.

    Returns:
        One record for each page, in order.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            records = tuple(_write(file, pages))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            draft.unlink()
        raise
    _sync_folder(path.parent)
    return records


def read_warc(path: Path, offset: int) -> Page:
    """Read one page back from where :func:`write_warc` put it, checking its digests.

    Raises:
        BadInput: no file, no record there, or a damaged one.
    """
    where = f"{path.name}:{offset}"
    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file, check_digests="raise")), None)
            if record is None or record.rec_headers.get_header(_FIELD) is None:
                raise BadInput("no record of a page", where=where)
            return _page(record)
    except OSError as error:
        raise BadInput(error.strerror or "cannot be read", where=where) from error
    except _DAMAGE as error:
        raise BadInput(f"damaged record: {error}", where=where) from error


def pages_in(path: Path) -> Iterator[tuple[Record, Page]]:
    """Read every page of a WARC file in order.

    Raises:
        BadInput: the file cannot be read or is damaged; the pages before the damage were given.
    """
    try:
        with path.open("rb") as file:
            records = ArchiveIterator(file, check_digests="raise")
            for record in records:
                if record.rec_headers.get_header(_FIELD) is not None:
                    page = _page(record)
                    yield Record(page.sha256, records.get_record_offset()), page
    except OSError as error:
        raise BadInput(error.strerror or "cannot be read", where=path.name) from error
    except _DAMAGE as error:
        raise BadInput(f"damaged archive: {error}", where=path.name) from error


def responses_in(path: Path) -> Iterator[Page]:
    """Read every response and resource of a WARC file in order, whichever tool wrote it.

    Bodies come without their transfer and content encodings. Revisits, requests and metadata are passed over.

    Raises:
        BadInput: the file cannot be read or is damaged; the pages before the damage were given.
    """
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file, arc2warc=True):
                if record.rec_headers.get_header(_FIELD) is not None:
                    yield _page(record)
                elif record.rec_type in ("response", "resource"):
                    yield _foreign_page(record)
    except OSError as error:
        raise BadInput(error.strerror or "cannot be read", where=path.name) from error
    except _DAMAGE as error:
        raise BadInput(f"damaged archive: {error}", where=path.name) from error


def _foreign_page(record: Any) -> Page:
    address = record.rec_headers.get_header("WARC-Target-URI", "").strip("<> ")
    date = record.rec_headers.get_header("WARC-Date")
    fetched = datetime.fromisoformat(date)
    http = record.http_headers
    status = int(http.get_statuscode()) if http is not None else 200
    headers = http.headers if http is not None else [("content-type", record.content_type or "")]
    return Page(
        url=address,
        final_url=address,
        status=status,
        headers=tuple((name.lower(), value) for name, value in headers if name.lower() not in _TRAVEL),
        body=record.content_stream().read(),
        fetched=fetched if fetched.tzinfo is not None else fetched.replace(tzinfo=UTC),
    )


def _write(file: BinaryIO, pages: Sequence[Page]) -> Iterator[Record]:
    writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
    for page in pages:
        offset = file.tell()
        writer.write_record(_record(writer, page))
        yield Record(page.sha256, offset)


def _record(writer: WARCWriter, page: Page) -> Any:
    kept = {"url": page.url, "final_url": page.final_url, "status": page.status, "headers": page.headers}
    field = json.dumps(kept, ensure_ascii=True, separators=(",", ":"))
    date = page.fetched.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    web = page.final_url.startswith(("http://", "https://"))
    fields = {
        "WARC-Type": "response" if web else "resource",
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_NAMESPACE, f'{page.sha256} {date} {field}')}>",
        "WARC-Date": date,
        "WARC-Payload-Digest": f"sha256:{page.sha256}",
        _FIELD: field,
    }
    return writer.create_warc_record(
        quote(page.final_url, safe="%/:?#[]@!$&'()*+,;="),
        fields["WARC-Type"],
        payload=io.BytesIO(page.body),
        length=len(page.body),
        warc_content_type="" if web else _one_line(page.header("content-type") or "application/octet-stream"),
        warc_headers_dict=fields,
        http_headers=_http_headers(page) if web else None,
    )


def _http_headers(page: Page) -> StatusAndHeaders:
    """The response's own headers; those of the body's travel are set aside under a prefix, as web archives do."""
    headers = [
        (f"x-archive-orig-{name}" if name in _TRAVEL else name, _one_line(value)) for name, value in page.headers
    ]
    headers.append(("content-length", str(len(page.body))))
    try:
        phrase = HTTPStatus(page.status).phrase
    except ValueError:
        phrase = ""
    return StatusAndHeaders(f"{page.status} {phrase}".rstrip(), headers, protocol="HTTP/1.1")


def _page(record: Any) -> Page:
    kept = json.loads(record.rec_headers.get_header(_FIELD))
    body = record.raw_stream.read()
    fetched = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    page = Page(
        url=kept["url"],
        final_url=kept["final_url"],
        status=kept["status"],
        headers=tuple((name, value) for name, value in kept["headers"]),
        body=body,
        fetched=fetched,
    )
    stated = record.rec_headers.get_header("WARC-Payload-Digest")
    if stated != f"sha256:{hashlib.sha256(body).hexdigest()}":
        raise ValueError("the body is not the one that was written")
    return page


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
