"""Files made to break an import itself: packed records, web archives, coded pages, names that are no text."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Mapping

import brotli

from extractors.archive import OWN_FIELD

ENTITIES = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
_WARC = (
    "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: {url}\r\n"
    "WARC-Date: {date}\r\nContent-Type: application/http; msgtype=response\r\n{more}Content-Length: {length}\r\n\r\n"
)


def record(
    http: bytes,
    *,
    url: str = "https://a.vn/tin/hop-chi-bo-ban-viec-sua-duong-20210202.html",
    date: str = "2021-02-02T00:00:00Z",
    kind: str = "response",
    more: str = "",
) -> bytes:
    """One WARC record."""
    head = _WARC.format(kind=kind, number=zlib.crc32(http), url=url, date=date, more=more, length=len(http))
    return head.encode() + http + b"\r\n\r\n"


def answer(body: bytes, *headers: str) -> bytes:
    """An HTTP response."""
    lines = "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html", *headers, f"Content-Length: {len(body)}"))
    return lines.encode() + b"\r\n\r\n" + body


def own(**fields: object) -> bytes:
    """A record that says it is of our own writing, with fields of any kind."""
    kept = {"url": "https://a.vn/", "final_url": "https://a.vn/", "status": 200, "headers": []} | fields
    return record(b"<p>A</p>", kind="resource", more=f"{OWN_FIELD}: {json.dumps(kept)}\r\n")


def good_page(number: int) -> bytes:
    """A page of an article that can be read, other each time."""
    told = (
        f"Chi bộ ấp {number} họp bàn việc sửa đường và chọn ngày ra quân, bà con góp công cùng làm trong tháng này.",
        f"Bí thư chi bộ cho biết tuyến đường dài {number + 2} cây số, phần lớn kinh phí do người dân tự nguyện góp.",
        "Đảng ủy xã cử hai cán bộ xuống cùng làm, cuối tuần nào cũng có mặt từ sáng sớm để lo vật liệu và nhân công.",
        "Mặt trận ấp vận động thêm xe chở đá, còn hội phụ nữ lo bữa trưa cho những người tham gia làm đường.",
    )
    body = f"<html><body><h1>Ấp {number} bàn việc sửa đường</h1>" + "".join(f"<p>{each}</p>" for each in told)
    return body.encode()


_ZEROS = 1 << 20


def _folded(megabytes: int) -> bytes:
    return b"".join(gzip.compress(bytes(_ZEROS), 1, mtime=0) for _ in range(megabytes))


def import_attacks() -> Mapping[str, tuple[str, Callable[[], bytes]]]:
    """Attacks by what they do: the ending of the file's name, and its maker."""
    good = json.dumps({"title": "A", "text": "Chi bộ ấp họp bàn việc sửa đường trong tháng."}).encode() + b"\n"
    return {
        "packed records cut short": (".jsonl.gz", lambda: gzip.compress(good * 2000, mtime=0)[:-40]),
        "packed records that are not packed": (".jsonl.gz", lambda: good),
        "packed records with a wrong sum": (".jsonl.gz", lambda: gzip.compress(good * 9, mtime=0)[:-8] + bytes(8)),
        "a packed line of 200 MB": (".jsonl.gz", lambda: _folded(200)),
        "a record a hundred thousand arrays deep": (".jsonl", lambda: b'{"title": ' + b"[" * 100_000 + b"\n" + good),
        "a number of ten thousand figures": (".jsonl", lambda: b'{"id": ' + b"9" * 10_000 + b"}\n" + good),
        "a record with halves of characters": (
            ".jsonl",
            lambda: b'{"title": "\\ud800", "text": "\\udfff A", "id": "\\ud83d"}\n',
        ),
        "a web archive with an impossible time": (
            ".warc",
            lambda: record(answer(good_page(1)), date="0001-01-01T00:00:00+23:59") + record(answer(good_page(2))),
        ),
        "a page of 1.6 kB that unfolds to 1 GB": (
            ".warc",
            lambda: (
                record(answer(brotli.compress(bytes(64 << 20)), "Content-Encoding: br")) + record(answer(good_page(3)))
            ),
        ),
        "an archived page under a hundred codings": (
            ".warc",
            lambda: record(answer(good_page(4), *["Content-Encoding: gzip"] * 100, "Transfer-Encoding: chunked")),
        ),
        "a record of our own with an address that is a number": (".warc", lambda: own(url=7, final_url=8)),
        "a record of our own with a status of a thousand figures": (".warc", lambda: own(status=10**1000)),
        "a record of our own with headers that are none": (".warc", lambda: own(headers=[[1, 2], {"a": 3}])),
        "a record of our own with half a character": (".warc", lambda: own(final_url="https://a.vn/\ud800")),
        "a web archive that is none": (".warc.gz", lambda: b"\x1f\x8b" + bytes(100)),
        "a web archive cut short": (".warc.gz", lambda: gzip.compress(record(answer(good_page(5))), mtime=0)[:-30]),
        "a page with an outside entity": (".html", lambda: ENTITIES.encode() + b"<html><body>&x;</body></html>"),
        "a page of one tag with 100,000 attributes": (".html", lambda: b"<p " + b" a=1" * 100_000 + b">A</p>"),
        "a page of 20,000 levels": (".html", lambda: b"<div>" * 20_000 + "Xã A".encode()),
        "JSON-LD ten thousand deep": (
            ".html",
            lambda: b"<script type='application/ld+json'>" + b'{"@graph": [' * 10_000 + b"</script>" + good_page(6),
        ),
        "a page of 600,000 paragraphs": (".html", lambda: b"<html><body>" + b"<p>a" * 600_000),
        "a report of 400,000 paragraphs": (".rtf", lambda: b"{\\rtf1 " + b"a\\par " * 400_000 + b"}"),
        "a record of 600,000 paragraphs": (
            ".jsonl",
            lambda: b'{"title": "A", "content": "' + b"<p>a" * 600_000 + b'"}',
        ),
        "text of zeros": (".txt", lambda: bytes(2_000_000)),
        "text of one word of 2 MB": (".txt", lambda: b"a" * 2_000_000),
        "two million line breaks": (".txt", lambda: b"A\n" * 1_000_000),
        "a report that is a spreadsheet": (".docx", lambda: b"PK\x03\x04xl/workbook.xml"),
        "an empty file of each kind": (".doc", lambda: b""),
        "a page under a report's name": (".pdf", lambda: good_page(7)),
    }
