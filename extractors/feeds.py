"""Feeds: RSS and Atom, read by feedparser in bounded time and memory, broken ones as far as they go."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import feedparser

from corpus.errors import UnreadablePage
from corpus.page import Page
from extractors.encoding import one_line
from extractors.listing import Entry, absolute, moment, unique

ITEMS = 1000
"""Entries of a feed that are read; the newest stand first, and a newsroom's feed has 20 to 100."""
MARKS = 30_000
"""Tags and entities of a feed that are read: feedparser takes about 0.1 ms for each."""
SIZE = 8_000_000
"""Bytes of a feed that are read."""

_ITEM_END = re.compile(rb"</(?:[A-Za-z]{1,9}:)?(?:item|entry)\s*>", re.IGNORECASE)
_MARK = re.compile(rb"[<&]")
_TAGS = re.compile(r"<[^<>]*>")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})")
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
# What feedparser itself lets through on hostile bytes: faults of parsing, none of them ours.
_FEED_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


@dataclass(frozen=True, slots=True)
class FeedListing:
    """A feed's entries in its order, what was wrong with it in words, and how long it says it stays as it is."""

    entries: tuple[Entry, ...]
    fault: str | None = None
    stays: timedelta | None = None


def feed_entries(page: Page) -> FeedListing:
    """Read an RSS or Atom feed.

    Raises:
        UnreadablePage: no feed.
    """
    body, faults = _bounded(page.body)
    whole = not faults
    try:
        # A stream: given bytes or text, feedparser would first try whether they name an address to fetch.
        feed = feedparser.parse(io.BytesIO(body), response_headers=_headers(page), sanitize_html=False)
    except _FEED_FAULTS as error:
        raise UnreadablePage(
            page.url, f"không phải nguồn tin RSS hay Atom (no feed: {type(error).__name__})"
        ) from error
    if not feed.get("version") and not feed.entries:
        raise UnreadablePage(page.url, "không phải nguồn tin RSS hay Atom (no feed)")
    entries: list[tuple[str, Entry]] = []
    astray = 0
    for item in feed.entries[:ITEMS]:
        found = absolute(page.final_url, _text(item.get("link")) or _text(item.get("id")))
        if found is None:
            astray += 1
            continue
        title = one_line(html.unescape(_TAGS.sub(" ", _text(item.get("title")))))
        published = moment(_text(item.get("published")), page)
        modified = moment(_text(item.get("updated")), page)
        entries.append((found[1], Entry(found[0], title, published or modified, modified, "feed")))
    if astray:
        faults.append(f"mục không có địa chỉ (entries without an address): {astray}")
    broken = feed.get("bozo_exception")
    if whole and broken is not None and not isinstance(broken, feedparser.exceptions.ThingsNobodyCaresAboutButMe):
        faults.append(f"hỏng (broken): {broken}"[:200])
    return FeedListing(unique(entries), "; ".join(faults) or None, _stays(feed.feed, page))


def stays_fresh(page: Page) -> timedelta | None:
    """How long a listing's Cache-Control header says it stays as it is (RFC 9111, 5.2.2.1), or None."""
    said = _MAX_AGE.search((page.header("cache-control") or "").lower())
    return timedelta(seconds=int(said[1])) if said and int(said[1]) else None


def _bounded(body: bytes) -> tuple[bytes, list[str]]:
    """The body up to its bounds, and in words what was left out."""
    faults: list[str] = []
    if len(body) > SIZE:
        body = body[:SIZE]
        faults.append(f"chỉ đọc {SIZE} byte đầu")
    ends = [end.end() for _, end in zip(range(ITEMS + 1), _ITEM_END.finditer(body), strict=False)]
    if len(ends) > ITEMS:
        body = body[: ends[ITEMS - 1]]
        faults.append(f"chỉ đọc {ITEMS} mục đầu (more than {ITEMS} entries)")
    marks = [mark.start() for _, mark in zip(range(MARKS + 1), _MARK.finditer(body), strict=False)]
    if len(marks) > MARKS:
        body = body[: marks[-1]]
        faults.append(f"chỉ đọc {MARKS} thẻ đầu (more than {MARKS} tags)")
    return body, faults


def _stays(feed: Any, page: Page) -> timedelta | None:
    """The longest time the feed gives itself: ttl in minutes, sy:updatePeriod over its frequency, or Cache-Control."""
    said = [stays_fresh(page)]
    ttl = _text(feed.get("ttl"))
    if ttl.isascii() and ttl.isdigit():
        said.append(timedelta(minutes=int(ttl[:6])))
    period = _PERIODS.get(_text(feed.get("sy_updateperiod")).lower())
    if period is not None:
        often = _text(feed.get("sy_updatefrequency"))
        said.append(timedelta(seconds=period / max(int(often[:4]) if often.isascii() and often.isdigit() else 1, 1)))
    return max((each for each in said if each), default=None)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _headers(page: Page) -> dict[str, str]:
    return {"content-location": page.final_url, "content-type": page.header("content-type") or "application/xml"}
