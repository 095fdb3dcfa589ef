"""What a body is, by its own bytes: names and headers only help where the bytes leave a choice.

The order follows the WHATWG MIME Sniffing Standard (section 7: signatures first, then whether there are bytes no text
has), with the kinds this project tells apart.
"""

from __future__ import annotations

import re
import zlib
from typing import Literal

Kind = Literal["html", "xml", "pdf", "office", "image", "text", "binary"]

WEB: frozenset[Kind] = frozenset({"html", "xml", "text"})
"""What articles and listings are made of."""
REPORTS: frozenset[Kind] = frozenset({"pdf", "office", "html", "text"})
"""What reports are made of, pages among them: a missing file is often answered by one."""

NAMES: dict[Kind, str] = {
    "html": "trang HTML",
    "xml": "XML",
    "pdf": "PDF",
    "office": "tệp văn phòng",
    "image": "ảnh",
    "text": "chữ",
    "binary": "dữ liệu nhị phân",
}
"""The kinds in words for people."""

_SAMPLE = 4096
_CONTROL_SHARE = 0.02
_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "office"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"BM", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_OFFICE_PARTS = (b"[Content_Types].xml", b"_rels/.rels", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_XML_ROOT = re.compile(rb"<(?:\?xml|rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>:]", re.IGNORECASE)
_HTML_ROOT = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:!--|!doctype\s+html|(?:html|head|body|title|meta|link|base|script|style|iframe|div|p|span|a|b|br|h[1-6]|ul|ol"
    rb"|li|table|font|img|form|main|article|section|header|nav|center|input)[\s>/])",
    re.IGNORECASE,
)
ATTRIBUTES = 500
"""Attributes one element may have: parsers compare each with all before it, so many of them hang a reader."""
TAGS = 200_000
"""Tags of an article's page; a tree of them takes about a kilobyte each, and no article comes near."""
_LONG_TAG = 2000
_TAG_START = re.compile(rb"<[A-Za-z]")
_RUN = re.compile(rb"[^>]+")
_CROWDS = 50
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_BLANKS = re.compile(rb"[ \t\r\n\f/]+")
# VISCII gives six letters the places of these controls.
_CONTROLS = frozenset(range(9)) | {11, *range(14, 27), *range(28, 32)} - {2, 5, 6, 20, 25, 30}


def sniff(body: bytes, content_type: str | None = None) -> Kind:
    """Say what a body is.

    Args:
        content_type: the Content-Type header; believed only between kinds the bytes do not tell apart.

    Returns:
        A gzip file that holds XML is ``xml``, because sitemaps come so; any other is ``binary``. Nothing is ``text``.
    """
    said = (content_type or "").partition(";")[0].strip().lower()
    if (kind := _signed(body)) is not None:
        return kind
    sample = body[:_SAMPLE]
    middle = len(body) // 2
    if not _is_text(sample) or not _is_text(body[middle : middle + _SAMPLE]):
        return "binary"
    start = _start(sample)
    if _XML_ROOT.match(start):
        return "html" if _HTML_ROOT.search(start) else "xml"
    if _TAG.match(start) or _HTML_ROOT.search(start):
        return "html"
    if said in ("text/html", "application/xhtml+xml"):
        return "html"
    if start.startswith(b"<") and (said.endswith(("/xml", "+xml"))):
        return "xml"
    return "text"


def hazard(body: bytes, *, tags: int | None = None) -> str | None:
    """Say in words what in a page's markup would hang those who parse it, or None.

    Args:
        tags: how many a page may have of which a tree is built; None for what is read as a stream.
    """
    if tags is not None and body.count(b"<") > tags:
        return f"hơn {tags} thẻ (made to fill the memory of a parser)"
    crowds = 0
    for run in _RUN.finditer(body):
        if run.end() - run.start() > _LONG_TAG and _crowded(body, run.start(), run.end()):
            crowds += 1
            if crowds > _CROWDS or not _in_script(body, run.start()):
                return f"một thẻ có hơn {ATTRIBUTES} thuộc tính (made to hang a parser)"
    return None


def _crowded(body: bytes, start: int, end: int) -> bool:
    """True where a tag that begins in this run has too many attributes before the run ends."""
    tag = _TAG_START.search(body, start, end)
    return tag is not None and len(_BLANKS.findall(_QUOTED.sub(b"x", body[tag.start() : end]))) > ATTRIBUTES


def _in_script(body: bytes, at: int) -> bool:
    """True inside a script or style, where a less-than sign begins no tag."""
    return any(
        body.rfind(b"<" + name, 0, at + 1) > body.rfind(b"</" + name, 0, at + 1) for name in (b"script", b"style")
    )


def _signed(body: bytes) -> Kind | None:
    if body.startswith(b"\x1f\x8b"):
        return _packed(body)
    if body.startswith(b"PK\x03\x04"):
        return "office" if any(part in body[:_SAMPLE] for part in _OFFICE_PARTS) else "binary"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image"
    # Readers look for a PDF's mark in its first kilobyte; before it stands a line or two of a broken download.
    if b"%PDF-" in body[:1024] and not _TAG.match(_start(body[:1024])):
        return "pdf"
    for signature, kind in _SIGNATURES:
        if body.startswith(signature) and (len(signature) > 2 or not _is_text(body[:_SAMPLE])):
            return kind
    return None


def _packed(body: bytes) -> Kind:
    try:
        start = zlib.decompressobj(31).decompress(body[:_SAMPLE], _SAMPLE)
    except zlib.error:
        return "binary"
    return "xml" if _XML_ROOT.match(_start(start)) else "binary"


def _is_text(sample: bytes) -> bool:
    """True where control bytes are rare, as in damaged text, or zeros stand in every other place, as in UTF-16."""
    if sample.startswith(_MARKS[1:]):
        return True
    zeros = sample.count(0)
    if zeros * 5 > len(sample):
        half = max(len(sample) // 2, 1)
        even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
        return min(even, odd) < 0.02
    return sum(1 for byte in sample if byte in _CONTROLS) <= max(1, len(sample) * _CONTROL_SHARE)


def _start(sample: bytes) -> bytes:
    """The beginning without its mark, white space, and the zeros of UTF-16."""
    for mark in _MARKS:
        sample = sample.removeprefix(mark)
    if sample[:2].count(0) == 1 or sample[:400].count(0) > 50:
        sample = sample.replace(b"\x00", b"")
    return sample.lstrip(b" \t\r\n\f\x00")
