"""Sitemaps and their indexes (sitemaps.org), news sitemaps too: read as a stream, in bounded time and memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.errors import BusyError, RefusedError, UnreadablePage
from corpus.page import Page
from extractors.body import Body
from extractors.encoding import one_line
from extractors.listing import Entry, absolute, moment, unique

SITEMAP_SIZE = 50 * 1024 * 1024
"""Bytes of a sitemap when unpacked (sitemaps.org protocol)."""
SITEMAP_ENTRIES = 50_000
"""Addresses of a sitemap (sitemaps.org protocol)."""

ELEMENTS = 2_000_000
"""Elements of a sitemap that are read: forty for each address it may have."""

_CHUNK = 65_536
_NO_SITEMAP = "không phải sơ đồ trang (no sitemap)"
_FIELDS = frozenset({"loc", "lastmod", "publication_date", "title", "news"})
_FIELD_LENGTH = 4096


@dataclass(frozen=True, slots=True)
class SitemapListing:
    """A sitemap's pages, the sitemaps it lists, and what was wrong with it in words."""

    entries: tuple[Entry, ...]
    children: tuple[Entry, ...]
    fault: str | None = None


def sitemap(page: Page) -> SitemapListing:
    """Read a sitemap or an index of sitemaps: XML, plain or gzipped, or a list of addresses in text.

    Raises:
        UnreadablePage: no sitemap, or a compressed one that is damaged or unfolds without end.
    """
    body = _unpacked(page)
    faults: list[str] = []
    if len(body) > SITEMAP_SIZE:
        body = body[:SITEMAP_SIZE]
        faults.append(f"chỉ đọc {SITEMAP_SIZE} byte đầu")
    if not body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _text_sitemap(page, body)
    entries: list[tuple[str, Entry]] = []
    children: list[tuple[str, Entry]] = []
    for kind, said in _elements(page, body, faults):
        found = absolute(page.final_url, said.get("loc", ""))
        if found is None:
            continue
        modified = moment(said.get("lastmod"), page)
        if kind == "sitemap":
            children.append((found[1], Entry(found[0], modified=modified, signal="sitemap index")))
        else:
            news = "news" in said
            published = moment(said.get("publication_date"), page)
            title = said.get("title", "") if news else ""
            signal = "news sitemap" if news else "sitemap"
            entries.append((found[1], Entry(found[0], title, published, modified, signal)))
    return SitemapListing(unique(entries), unique(children), "; ".join(faults) or None)


def _elements(page: Page, body: bytes, faults: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """(``url`` or ``sitemap``, its fields) one after the other; no tree is built.

    Entities are left folded and nothing outside is loaded.
    """
    collector = _Collector()
    # It is only ever given text, never bytes.
    parser = etree.XMLParser(
        target=collector,  # type: ignore[arg-type]
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    count = 0
    try:
        for start in range(0, len(body), _CHUNK):
            parser.feed(body[start : start + _CHUNK])
            if collector.root and collector.root not in ("urlset", "sitemapindex"):
                break
            for found in collector.taken():
                count += 1
                if count > SITEMAP_ENTRIES:
                    faults.append(f"chỉ đọc {SITEMAP_ENTRIES} địa chỉ đầu (more than {SITEMAP_ENTRIES} addresses)")
                    return
                yield found
            if collector.elements > ELEMENTS:
                faults.append(f"chỉ đọc {ELEMENTS} phần tử đầu (more than {ELEMENTS} elements)")
                return
        parser.close()
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        faults.append(f"hỏng (broken): {error}"[:200])
    if collector.root not in ("urlset", "sitemapindex"):
        raise UnreadablePage(page.url, _NO_SITEMAP)
    yield from collector.taken()
    first = next(iter((*parser.feed_error_log, *parser.error_log)), None)
    if not faults and (first is not None or collector.depth > 0):
        faults.append(f"hỏng (broken): {'bị cụt' if first is None else first.message}"[:200])


@dataclass(slots=True)
class _Collector:
    """The parser's listener."""

    root: str = ""
    elements: int = 0
    depth: int = 0
    _said: dict[str, str] = field(default_factory=dict)
    _field: str = ""
    _words: list[str] = field(default_factory=list)
    _done: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def start(self, tag: str, attributes: object) -> None:
        name = tag.rpartition("}")[2].lower()
        self.elements += 1
        self.depth += 1
        if self.depth == 1:
            self.root = name
        elif self.depth == 2:
            self._said = {}
        elif name in _FIELDS:
            self._field, self._words = name, []

    def end(self, tag: str) -> None:
        self.depth -= 1
        name = tag.rpartition("}")[2].lower()
        if self.depth == 1:
            if name in ("url", "sitemap"):
                self._done.append((name, self._said))
            self._said = {}
        elif name in _FIELDS:
            self._said[name] = one_line("".join(self._words)[:_FIELD_LENGTH]) if name == self._field else ""
            self._field, self._words = "", []

    def data(self, text: str) -> None:
        if self._field and len(self._words) < 16:
            self._words.append(text[:_FIELD_LENGTH])

    def comment(self, text: str) -> None:
        """Comments say nothing."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Instructions say nothing."""

    def close(self) -> None:
        """The end of the sitemap."""

    def taken(self) -> list[tuple[str, dict[str, str]]]:
        """What was read since the last call."""
        done, self._done = self._done, []
        return done


def _unpacked(page: Page) -> bytes:
    if not page.body.startswith(b"\x1f\x8b"):
        return page.body
    body = Body(page.url, coding="gzip", cap=SITEMAP_SIZE)
    try:
        body.add(page.body)
        return body.taken()
    except (BusyError, RefusedError) as error:
        raise UnreadablePage(page.url, f"{_NO_SITEMAP}: {error.reason}") from error


def _text_sitemap(page: Page, body: bytes) -> SitemapListing:
    entries: list[tuple[str, Entry]] = []
    astray = 0
    for number, line in enumerate(io.TextIOWrapper(io.BytesIO(body), "utf-8-sig", "replace")):
        if number >= SITEMAP_ENTRIES:
            break
        line = line.strip()
        found = absolute("", line) if line.startswith(("http://", "https://")) else None
        if found is not None:
            entries.append((found[1], Entry(found[0], signal="sitemap")))
        else:
            astray += bool(line)
    if not entries:
        raise UnreadablePage(page.url, _NO_SITEMAP)
    fault = f"dòng không phải địa chỉ (lines that are no address): {astray}" if astray else None
    return SitemapListing(unique(entries), (), fault)
