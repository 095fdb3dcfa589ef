"""What hunts begin with: the demo newspaper's pages and listings, written passages, and files made by the tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache

from corpus.demo.articles import load_articles
from corpus.demo.site import build_site
from corpus.page import Page
from models.gold import load_gold

NOW = datetime(2026, 11, 24, 3, 4, 5, tzinfo=UTC)
SITE = "https://baodongkhoi.vn"
ARTICLE = f"{SITE}/mot-bai-viet-cua-bao-01022021-a83320.html"
"""An address that a declared publisher's own readings answer for."""


@cache
def site() -> dict[str, bytes]:
    """Bodies of the demo newspaper by their paths."""
    return {path: answer.body for path, answer in build_site(SITE).items() if answer.body}


def articles(count: int) -> list[tuple[str, bytes]]:
    """Article pages of both designs and the odd ones, spread over the years."""
    found = [(path, body) for path, body in site().items() if path.endswith(".html") and "/in/" not in path]
    return found[:: max(1, len(found) // count)][:count]


def texts(count: int) -> list[str]:
    """Written passages, spread over all kinds."""
    gold = load_gold()
    return [each.text for each in gold[:: max(1, len(gold) // count)][:count]]


def plain_articles(count: int) -> Iterator[str]:
    """Articles as text copied from a page."""
    for article in load_articles()[:count]:
        body = "\n".join(piece.text for piece in article.body if piece.text)
        yield f"{article.title}\n{article.published:%d/%m/%Y - %H:%M}\n{article.lead}\n{body}\n{article.author}\n"


def page(
    body: bytes, *, url: str = ARTICLE, headers: Sequence[tuple[str, str]] = (("content-type", "text/html"),)
) -> Page:
    """A fetched page."""
    return Page(url, url, 200, tuple(headers), body, NOW)


def halves(body: bytes) -> tuple[bytes, bytes]:
    """Two parts of an input, cut at its first zero: a header and a body, a table and a row."""
    first, _, second = body.partition(b"\0")
    return first, second


def words(body: bytes) -> str:
    """Bytes as text as a decoder gives it: halves of pairs cannot come."""
    return body.decode("utf-8", "replace")
