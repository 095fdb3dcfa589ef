"""Discovery: from a feed, a sitemap or a section page to the addresses of articles.

Everything here is a pure function of a page. Broken input gives what it still holds, with the fault in words;
input that is something else altogether raises :class:`corpus.errors.UnreadablePage`.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import feedparser
from bs4 import Tag
from lxml import etree

from corpus.errors import BadInput, BusyError, RefusedError, UnreadablePage
from corpus.page import Page
from extractors.addresses import canonical, trap
from extractors.body import Body
from extractors.dateline import parse_moment
from extractors.encoding import decode, one_line
from extractors.markup import parse, words_of

SITEMAP_SIZE = 50 * 1024 * 1024
"""Bytes of a sitemap when unpacked (sitemaps.org protocol)."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z]")
_TAGS = re.compile(r"<[^<>]*>")
_NUMBER = re.compile(r"\d{1,3}")
_PAGE_NUMBER = re.compile(r"(?:[/._-]?(?:trang|page|p|pi)?[/._=-]?\d{1,3})?(?:\.(?:html?|aspx|php))?/?$", re.IGNORECASE)
_NEXT = frozenset(
    {
        "trang sau",
        "trang tiếp",
        "trang tiếp theo",
        "trang kế",
        "tiếp",
        "tiếp theo",
        "sau",
        "next",
        "next page",
        "›",
        "»",
        ">",
        ">>",
        "→",
        "❯",
    }
)
# What feedparser itself lets through on hostile bytes: faults of parsing, none of them ours.
_FEED_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


@dataclass(frozen=True, slots=True)
class Entry:
    """An address to read, as a listing names it.

    Attributes:
        url: absolute, as the listing spells it, without a fragment.
        title: on one line, empty where the listing gives none.
        published, modified: timezone-aware, Indochina time where no zone is said.
        signal: what named it: ``feed``, ``sitemap``, ``news sitemap``, ``sitemap index``, ``section``.
    """

    url: str
    title: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    signal: str = ""


@dataclass(frozen=True, slots=True)
class FeedListing:
    """A feed's entries in its order, and what was wrong with it in words."""

    entries: tuple[Entry, ...]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class SitemapListing:
    """A sitemap's pages, the sitemaps it lists, and what was wrong with it in words."""

    entries: tuple[Entry, ...]
    children: tuple[Entry, ...]
    fault: str | None = None


def feed_entries(page: Page) -> FeedListing:
    """Read an RSS or Atom feed, broken ones as far as they go.

    Raises:
        UnreadablePage: no feed.
    """
    try:
        # A stream: given bytes or text, feedparser would first try whether they name an address to fetch.
        feed = feedparser.parse(io.BytesIO(page.body), response_headers=_feed_headers(page))
    except _FEED_FAULTS as error:
        raise UnreadablePage(page.url, f"no feed: {type(error).__name__}") from error
    if not feed.get("version") and not feed.entries:
        raise UnreadablePage(page.url, "no feed")
    entries: list[Entry] = []
    astray = 0
    for item in feed.entries:
        url = _absolute(page.final_url, item.get("link") or item.get("id") or "")
        if url is None:
            astray += 1
            continue
        title = one_line(html.unescape(_TAGS.sub(" ", item.get("title") or "")))
        published = _moment(item.get("published"), page)
        modified = _moment(item.get("updated"), page)
        entries.append(Entry(url, title, published or modified, modified, "feed"))
    faults = [f"entries without an address: {astray}"] if astray else []
    broken = feed.get("bozo_exception")
    if broken is not None and not isinstance(broken, feedparser.exceptions.ThingsNobodyCaresAboutButMe):
        faults.append(f"broken: {broken}"[:200])
    return FeedListing(_unique(entries), "; ".join(faults) or None)


def sitemap(page: Page) -> SitemapListing:
    """Read a sitemap or an index of sitemaps: XML, plain or gzipped, or a list of addresses in text.

    Raises:
        UnreadablePage: no sitemap, or a compressed one that is damaged or unfolds without end.
    """
    body = _unpacked(page)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _text_sitemap(page, body)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadablePage(page.url, f"no sitemap: {error}"[:200]) from error
    name = "" if root is None else _local(root)
    if name not in ("urlset", "sitemapindex"):
        raise UnreadablePage(page.url, "no sitemap")
    entries: list[Entry] = []
    children: list[Entry] = []
    for element in root:
        said = {_local(node): one_line(node.text or "") for node in element.iter() if isinstance(node.tag, str)}
        url = _absolute(page.final_url, said.get("loc", ""))
        if url is None:
            continue
        modified = _moment(said.get("lastmod"), page)
        if _local(element) == "sitemap":
            children.append(Entry(url, modified=modified, signal="sitemap index"))
        elif _local(element) == "url":
            published = _moment(said.get("publication_date"), page)
            signal = "news sitemap" if "news" in said else "sitemap"
            title = said.get("title", "") if "news" in said else ""
            entries.append(Entry(url, title, published, modified, signal))
    fault = next((f"broken: {error.message}" for error in parser.error_log), None)
    return SitemapListing(_unique(entries), _unique(children), fault)


def section_entries(page: Page, *, article: re.Pattern[str], hosts: frozenset[str] = frozenset()) -> tuple[Entry, ...]:
    """List the links of a section page that fit the publisher's article pattern, in page order, each once.

    Args:
        article: searched in the absolute address without its tracking parameters.
        hosts: hosts beside the page's own whose links count, such as a twin.
    """
    entries: dict[str, Entry] = {}
    for url, words, _ in _links(page, hosts):
        key = canonical(url)
        if not article.search(key) or trap(key) is not None:
            continue
        known = entries.get(key)
        if known is None:
            entries[key] = Entry(url, words, signal="section")
        elif len(words) > len(known.title):
            entries[key] = Entry(known.url, words, signal="section")
    return tuple(entries.values())


def next_pages(page: Page, *, hosts: frozenset[str] = frozenset(), limit: int = 10) -> tuple[str, ...]:
    """List the further pages a section page links to: the one it calls next first, then by number.

    Numbers count only where the address continues the section's own.
    """
    here = canonical(page.final_url)
    stem = _stem(here)
    called: dict[str, str] = {}
    numbered: dict[str, tuple[int, str]] = {}
    for url, words, link in _links(page, hosts):
        key = canonical(url)
        if key == here or trap(key) is not None:
            continue
        if "next" in (link.get("rel") or ()) or words.lower() in _NEXT:
            called.setdefault(key, url)
        elif _NUMBER.fullmatch(words) and _stem(key) == stem:
            numbered.setdefault(key, (int(words), url))
    by_number = sorted((number, url) for key, (number, url) in numbered.items() if key not in called)
    return (*called.values(), *(url for _, url in by_number))[:limit]


def _links(page: Page, hosts: frozenset[str]) -> Iterator[tuple[str, str, Tag]]:
    """(absolute address, words, element) of every link to the page's own host or one of ``hosts``."""
    charset = _CHARSET.search(page.header("content-type") or "")
    text = decode(page.body, declared=charset[1] if charset else None).text
    element = _ELEMENT.search(text)
    if element is None:
        return
    # From the first element on: an XML declaration or stray text before it is no part of what a browser shows.
    soup = parse(text[element.start() :]).soup
    base = page.final_url
    if isinstance(head := soup.find("base", href=True), Tag):
        base = _absolute(base, str(head["href"])) or base
    wanted = hosts | {urlsplit(page.final_url).hostname or ""}
    for link in soup.find_all(["a", "link"], href=True):
        if link.name == "link" and "next" not in (link.get("rel") or ()):
            continue
        url = _absolute(base, str(link["href"]))
        if url is not None and urlsplit(url).hostname in wanted:
            yield url, words_of(link) or one_line(str(link.get("title") or "")), link


def _absolute(base: str, reference: str) -> str | None:
    """The absolute web address a reference means, without its fragment, or None."""
    reference = one_line(reference)
    if not reference or reference.startswith("#"):
        return None
    try:
        url = urljoin(base, reference).partition("#")[0]
        canonical(url)
    except (ValueError, BadInput):
        return None
    return url if urlsplit(url).scheme in ("http", "https") else None


def _unique(entries: list[Entry]) -> tuple[Entry, ...]:
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(canonical(entry.url), entry)
    return tuple(first.values())


def _moment(text: str | None, page: Page) -> datetime | None:
    moment = parse_moment(text, now=page.fetched) if text else None
    return moment.at if moment is not None else None


def _feed_headers(page: Page) -> dict[str, str]:
    return {"content-location": page.final_url, "content-type": page.header("content-type") or "application/xml"}


def _stem(url: str) -> str:
    """The address of a section, whichever of its pages it names."""
    parts = urlsplit(url)
    return f"{parts.hostname}{_PAGE_NUMBER.sub('', parts.path)}"


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _unpacked(page: Page) -> bytes:
    if not page.body.startswith(b"\x1f\x8b"):
        return page.body
    body = Body(page.url, coding="gzip", cap=SITEMAP_SIZE)
    try:
        body.add(page.body)
        return body.taken()
    except (BusyError, RefusedError) as error:
        raise UnreadablePage(page.url, f"no sitemap: {error.reason}") from error


def _text_sitemap(page: Page, body: bytes) -> SitemapListing:
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    urls = [url for line in lines if line.startswith(("http://", "https://")) and (url := _absolute("", line))]
    if not urls:
        raise UnreadablePage(page.url, "no sitemap")
    fault = f"lines that are no address: {len(lines) - len(urls)}" if len(urls) < len(lines) else None
    return SitemapListing(_unique([Entry(url, signal="sitemap") for url in urls]), (), fault)
