"""The archive: fetched pages in WARC files (ISO 28500, WARC/1.1), one gzip member a record.

Other WARC tools read them as they read any archive. A page comes back exactly as it was put in: what HTTP or the
decoding of a body would lose is kept beside the record in a field of our own.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
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
from warcio.bufferedreaders import ChunkedDataException
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

from corpus.errors import BadInput
from corpus.page import Page
from extractors.objects import ObjectFile

OWN_FIELD = "Bamsat-Page"
"""Name of the WARC field of our own."""
_NAMESPACE = uuid.UUID("6f0d7c3e-2b57-5c0a-9d9e-7a1f5b1f6a10")
EARLIEST, LATEST = 1990, 2200
"""Years in which a page can have been fetched."""

# RFC 9110, 5.6.2. A header of another name is kept as it was in our own field, and under a name that tools can read.
_NO_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
# They describe the body as it travelled; the archived body is decoded.
TRAVEL = frozenset({"content-encoding", "transfer-encoding", "content-length"})
DAMAGE = (
    ArchiveLoadFailed,
    ChunkedDataException,
    StatusAndHeadersParserException,
    zlib.error,
    EOFError,
    OverflowError,
    RecursionError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)
"""What a damaged or hostile archive raises on its way through the library."""


@dataclass(frozen=True, slots=True)
class Record:
    """Where a page is: the sha256 of its body, and the byte its record starts at."""

    sha256: str
    offset: int


def write_warc(path: Path | ObjectFile, pages: Sequence[Page]) -> tuple[Record, ...]:
    """Write pages to a new WARC file, whole or not at all; the same pages always give the same bytes.

    Returns:
        One record for each page, in order.
    """
    if isinstance(path, ObjectFile):
        body = io.BytesIO()
        records = tuple(_write(body, pages))
        path.write(body.getvalue())
        return records
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


def read_warc(path: Path | ObjectFile, offset: int) -> Page:
    """Read one page back from where :func:`write_warc` put it, checking its digests.

    Raises:
        BadInput: no file, no record there, or a damaged one.
    """
    where = f"{path.name}:{offset}"
    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file, check_digests="raise")), None)
            if record is None or record.rec_headers.get_header(OWN_FIELD) is None:
                raise BadInput("no record of a page", where=where)
            return own_page(record)
    except OSError as error:
        raise BadInput(error.strerror or "cannot be read", where=where) from error
    except DAMAGE as error:
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
                if record.rec_headers.get_header(OWN_FIELD) is not None:
                    page = own_page(record)
                    yield Record(page.sha256, records.get_record_offset()), page
    except OSError as error:
        raise BadInput(error.strerror or "cannot be read", where=path.name) from error
    except DAMAGE as error:
        raise BadInput(f"damaged archive: {error}", where=path.name) from error


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
        OWN_FIELD: field,
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
        (f"x-archive-orig-{name}" if name in TRAVEL else _NO_TOKEN.sub("-", name) or "-", _one_line(value))
        for name, value in page.headers
    ]
    headers.append(("content-length", str(len(page.body))))
    try:
        phrase = HTTPStatus(page.status).phrase
    except ValueError:
        phrase = ""
    return StatusAndHeaders(f"{page.status} {phrase}".rstrip(), headers, protocol="HTTP/1.1")


def own_page(record: Any, *, largest: int | None = None) -> Page:
    """The page of a record that :func:`write_warc` wrote, or that says so; of a longer body one byte over ``largest``.

    Raises:
        ValueError, LookupError, TypeError: it was not written so, or its body is another.
    """
    kept = json.loads(record.rec_headers.get_header(OWN_FIELD))
    body = record.raw_stream.read() if largest is None else record.raw_stream.read(largest + 1)
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
    if (strange := strangeness(page)) is not None:
        raise ValueError(strange)
    whole = largest is None or len(body) <= largest
    if whole and stated != f"sha256:{hashlib.sha256(body).hexdigest()}":
        raise ValueError("the body is not the one that was written")
    return page


def strangeness(page: Page) -> str | None:
    """Say in words what no page fetched or read by anybody could be, or None."""
    said = (page.url, page.final_url, *(part for header in page.headers for part in header))
    if not all(isinstance(each, str) for each in said) or type(page.status) is not int or not 0 <= page.status <= 999:
        return "bản ghi nói sai về mình (a field of another kind)"
    if page.fetched.tzinfo is None or not EARLIEST <= page.fetched.year <= LATEST:
        return "thời điểm không thể có (an impossible time)"
    try:
        "".join(said).encode()
    except UnicodeEncodeError:
        return "địa chỉ hay phần đầu có ký tự hỏng (half a character)"
    return None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
