"""Pages written for declared publishers, and the contract every publisher is held to.

A page is ``tests/pages/<slug>/<name>.html`` beside ``<name>.toml``, which says what must be read from it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from corpus.document import READ_ROLES, Document, Role
from corpus.errors import UnreadablePage
from corpus.page import Page
from extractors.article import read_page
from extractors.publishers import PUBLISHERS, Publisher

PAGES = Path(__file__).parent / "pages"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
BODY_ROLES = (Role.HEADING, Role.PARAGRAPH, Role.ITEM, Role.TABLE)
LEAST_F1 = 0.97


def page_at(url: str, html: str | bytes) -> Page:
    """A page as it would have been fetched."""
    body = html.encode() if isinstance(html, str) else html
    return Page(url, url, 200, (("content-type", "text/html; charset=utf-8"),), body, NOW)


@cache
def _read(page: Page, publisher: Publisher) -> Document:
    return read_page(page, publishers=(publisher,), now=NOW)


@dataclass(frozen=True)
class Saved:
    """A page of a publisher beside what it must be read as."""

    publisher: Publisher
    page: Page
    expected: dict[str, Any]

    def read(self) -> Document:
        return _read(self.page, self.publisher)

    def at(self, url: str) -> Saved:
        return replace(self, page=page_at(url, self.page.body))

    def changed(self, html: str) -> Saved:
        return replace(self, page=page_at(self.page.url, html))

    @property
    def html(self) -> str:
        return self.page.body.decode("utf-8")


def saved_page(path: Path, *, publishers: Sequence[Publisher] = PUBLISHERS) -> Saved:
    """The page and its expectation; the folder's name is the publisher's slug."""
    expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    publisher = next(one for one in publishers if one.slug == path.parent.name)
    return Saved(publisher, page_at(expected["url"], path.read_bytes()), expected)


SAVED = sorted(path for publisher in PUBLISHERS for path in (PAGES / publisher.slug).glob("*.html"))


def saved_name(path: Path) -> str:
    """How a page is called in the names of tests."""
    return f"{path.parent.name}-{path.stem}"


def texts(document: Document, *roles: Role) -> list[str]:
    """Texts of a document's blocks with those roles, in order."""
    return [document.block_text(block) for block in document.blocks if block.role in roles]


def token_f1(read: Sequence[str], wanted: Sequence[str]) -> float:
    """Harmonic mean of precision and recall over the syllables of two texts, each counted as often as it stands."""
    left, right = Counter(" ".join(read).split()), Counter(" ".join(wanted).split())
    common = (left & right).total()
    return 2 * common / (left.total() + right.total()) if common else 0.0


def without_body(saved: Saved) -> str:
    """The same page after a redesign of its body: no selector of any reading finds it, all else stands."""
    soup = BeautifulSoup(saved.html, "lxml")
    for selector in [one for reading in saved.publisher.readings for one in reading.body]:
        for element in soup.select(selector):
            element.attrs = {"class": ["renamed"]}
    return str(soup)


def hold_fields(saved: Saved) -> None:
    """Title, kicker, lead, times, author, section, id and address are those of the expectation."""
    document, expected = saved.read(), saved.expected
    assert (document.id, document.url, document.source) == (expected["id"], expected["canonical"], saved.publisher.slug)
    assert document.reading == expected["reading"]
    assert document.title == document.first(Role.TITLE) == expected["title"]
    assert (document.first(Role.KICKER), document.lead) == (expected.get("kicker"), expected.get("lead"))
    assert document.published is not None
    assert (document.published.at, document.published.precision) == (expected["published"], "minute")
    assert (document.modified.at if document.modified else None) == expected.get("modified")
    assert (document.author, document.section) == (expected.get("author"), expected.get("section"))


def hold_body(saved: Saved) -> None:
    """The body is read whole, in order, its headings and rows known as such and its captions apart."""
    document, expected = saved.read(), saved.expected
    body = texts(document, *BODY_ROLES)
    assert (body[0], body[-1]) == (expected["body"][0], expected["body"][-1])
    assert token_f1(body, expected["body"]) >= LEAST_F1
    assert texts(document, Role.HEADING) == expected.get("headings", [])
    assert texts(document, Role.TABLE) == expected.get("rows", [])
    assert texts(document, Role.CAPTION) == expected.get("captions", [])


def hold_no_more(saved: Saved) -> None:
    """Nothing that is not the article is read, although all of it stands on the page."""
    read = "\n".join(texts(saved.read(), *READ_ROLES, Role.HEADING))
    assert [words for words in saved.expected["must_not"] if words in read] == []
    shown = BeautifulSoup(saved.html, "lxml").get_text(" ") + saved.html
    assert [words for words in saved.expected["must_not"] if words not in shown] == [], "it could not have been read"


def hold_address(saved: Saved) -> None:
    """Every host gives the same identity, other hosts are not claimed, and the address agrees with the page."""
    publisher, url = saved.publisher, saved.expected["url"]
    document = saved.read()
    assert publisher.is_article(url) and publisher.is_article(document.url or "")
    path = url.partition("://")[2].partition("/")[2]
    origin = urlsplit(document.url or "").netloc
    for host in publisher.hosts:
        known = publisher.identity(f"https://{host}/{path}")
        assert known is not None and known[0] == saved.expected["id"]
        assert "{origin}" in publisher.canonical or urlsplit(known[1]).netloc == origin
    for stranger in (f"{origin}.example.com", f"x{origin}", f"{origin}@example.com", f"{origin}:8443"):
        assert not publisher.serves(f"https://{stranger}/{path}")
    assert document.published is not None
    stated = publisher.month_of(url)
    assert stated in (None, (document.published.at.year, document.published.at.month))
    assert "published_check" not in document.signals


def hold_honest_body(saved: Saved) -> None:
    """A body the reading no longer finds is never reported as found by it, whatever metadata still say."""
    if not any(reading.body for reading in saved.publisher.readings):
        return
    broken = saved.changed(without_body(saved))
    try:
        document = broken.read()
    except UnreadablePage:
        return
    assert not document.reading.startswith(saved.publisher.slug + "/")
    assert not document.signals["body"].startswith(saved.publisher.slug + "/")


CONTRACT = (hold_fields, hold_body, hold_no_more, hold_address, hold_honest_body)
"""What every page of every publisher must keep to; each part raises AssertionError where it does not."""
