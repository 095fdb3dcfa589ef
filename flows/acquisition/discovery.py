"""Discovery over a source: ask its feeds, sitemaps and section pages what there is, and remember how each answered.

A listing that fails costs only itself. Each is asked with its validators, and a scheduled run leaves it alone until it
is due (:mod:`extractors.polling`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import urljoin

from corpus.errors import BamsatError, ItemFailure, UnreadablePage
from corpus.page import Page
from corpus.sources.listings import Listing
from extractors.dateline import VIETNAM
from extractors.discover import SITEMAP_SIZE, feed_entries, section, sitemap
from extractors.feeds import stays_fresh
from extractors.fetch import Fetcher, NotModified
from extractors.polling import next_visit
from extractors.publishers import Publisher
from flows.acquisition.found import Found, Read, changed, moment_of
from flows.runs.window import Window

DEEPEST = 5
"""Pages of a section followed in a daily run, and levels of a sitemap index."""

FARTHEST = 400
"""Pages of a section walked in one backfill; the next goes on from there."""

FRESH = timedelta(hours=12)
"""A section page walked so lately is not asked for again by a backfill that goes on."""

LEAST, MOST = timedelta(minutes=30), timedelta(days=2)
"""How soon at best and how late at worst a listing is asked again by scheduled runs."""

Remembered = Callable[[Collection[str]], Mapping[str, Listing]]
Known = Callable[[Collection[str]], Collection[str]]


class Catalogue:
    """One look through the listings of a source.

    Args:
        remembered: gives what is known of listings by address.
        known: gives those of some addresses of articles that were met on earlier looks.
        now: the time of this look.
        everything: also ask listings that are not due yet.
    """

    def __init__(
        self,
        publisher: Publisher,
        fetcher: Fetcher,
        *,
        remembered: Remembered,
        known: Known,
        now: datetime,
        everything: bool,
    ) -> None:
        self.publisher = publisher
        self.fetcher = fetcher
        self.remembered = remembered
        self.known = known
        self.now = now
        self.everything = everything
        self.found = Found()

    def newest(self) -> Found:
        """Ask feeds, sitemaps and the first pages of sections, in that order."""
        for address in self.publisher.feeds:
            self._look(self._from_home(address), self._feed)
        self._sitemaps(None)
        for name in self.publisher.sections:
            self._section(self._page_of(name, 0))
        return self.found

    def within(self, window: Window) -> Found:
        """Look for everything that came out in a window: sitemaps, date archives, and sections walked back to it."""
        self._sitemaps(window)
        days = (date.fromordinal(day) for day in range(window.since.toordinal(), window.until.toordinal() + 1))
        pages = dict.fromkeys(page for day in days for page in self.publisher.archive_pages(day, day=self.today))
        for address in pages:
            self._look(address, self._links)
        for name in self.publisher.sections:
            self._walk(name, window)
        return self.found

    @property
    def today(self) -> date:
        """The day of this look in Bến Tre."""
        return self.now.astimezone(VIETNAM).date()

    def _page_of(self, section: str, further: int) -> str:
        """The address of a section's first page, or so many pages further; "" where pagination is not known."""
        number = self.publisher.first_page + further
        return self.publisher.page_of(section, number, day=self.today) or ""

    def _from_home(self, address: str) -> str:
        return urljoin(self.publisher.home_on(self.today) + "/", address)

    def _sitemaps(self, window: Window | None) -> None:
        waiting = deque((self._from_home(address), 0) for address in self.publisher.sitemaps)
        asked: set[str] = set()
        while waiting:
            address, depth = waiting.popleft()
            if address in asked or depth > DEEPEST:
                continue
            asked.add(address)

            def read(page: Page, depth: int = depth) -> Read:
                listing = sitemap(page)
                children = [
                    child.url
                    for child in listing.children
                    # A child that last changed before the window holds nothing of it.
                    if window is None or child.modified is None or child.modified.date() >= window.since
                ]
                waiting.extend((child, depth + 1) for child in children)
                return replace(self.found.add(listing.entries, self.publisher, children), fault=listing.fault)

            passed = self._look(address, read, size=SITEMAP_SIZE)
            if isinstance(passed, Listing):
                waiting.extend((child, depth + 1) for child in passed.following)

    def _section(self, address: str) -> None:
        """Follow a section while its pages name addresses that no listing named before."""
        waiting, asked = deque([address]), set[str]()
        while waiting and len(asked) < DEEPEST:
            address = waiting.popleft()
            if address in asked:
                continue
            asked.add(address)

            read = self._look(address, self._links)
            if isinstance(read, Read) and read.new:
                waiting.extend(read.following)

    def _walk(self, name: str, window: Window) -> None:
        """Walk a section back to the beginning of a window; pages walked lately are passed without asking.

        A page that names nothing new on this walk ends it: a trap that makes pages for ever has an end.
        """
        first = self._page_of(name, 0)
        waiting, asked, met = deque([first]), set[str](), set[str]()
        while waiting and len(asked) < FARTHEST:
            address = waiting.popleft()
            if address in asked:
                continue
            asked.add(address)
            before = self.remembered([address]).get(address) if address != first else None
            if before is not None and timedelta(0) <= self.now - before.checked < FRESH:
                oldest, following = before.oldest, before.following
            else:
                read = self._look(address, self._links, conditional=False)
                if not isinstance(read, Read) or met.issuperset(read.named):
                    continue
                met.update(read.named)
                oldest, following = self._oldest(read.named), read.following
            if oldest is None or oldest >= window.since:
                waiting.extend(following[:1] or filter(None, [self._page_of(name, len(asked))]))

    def _feed(self, page: Page) -> Read:
        listing = feed_entries(page)
        read = self.found.add(listing.entries, self.publisher)
        return replace(read, fault=listing.fault, stays=listing.stays)

    def _links(self, page: Page) -> Read:
        listing = section(page, article=self.publisher.pattern)
        return replace(self.found.add(listing.entries, self.publisher, listing.further), fault=listing.fault)

    def _look(
        self, address: str, read: Callable[[Page], Read], *, conditional: bool = True, size: int | None = None
    ) -> Read | Listing | None:
        """Ask one listing and read it.

        Args:
            conditional: say what we have, so that a listing that is as it was costs nothing.
            size: bytes it may have, where more than a page.

        Returns:
            What it named; what was remembered of one that is as it was, or is not due; None for one that failed.
        """
        before = self.remembered([address]).get(address)
        if before is not None and before.checked > self.now:
            # The clock went back since: what was believed of times then is not to be waited for.
            before = replace(before, visits=tuple(visit for visit in before.visits if visit[0] <= self.now))
        elif before is not None and not self.everything and self.now < before.due:
            self.found.passed[address] = "danh mục chưa tới lúc hỏi lại"
            return before
        self.found.asked += 1
        validators = (before.etag, before.last_modified) if before is not None and conditional else (None, None)
        try:
            limits = None if size is None else replace(self.fetcher.limits, body=size)
            answer = self.fetcher.get(address, etag=validators[0], last_modified=validators[1], limits=limits)
            if isinstance(answer, NotModified) and before is not None:
                self.found.passed[address] = "danh mục không đổi (304)"
                visits = (*before.visits, (self.now, 0))
                self.found.kept.append(replace(before, checked=self.now, visits=visits, due=self._due(visits)))
                return before
            if isinstance(answer, NotModified):
                raise UnreadablePage(address, "máy chủ trả lời 304 dù không hỏi có đổi không")
            result = read(answer)
        except ItemFailure as failure:
            self.found.failures[address] = failure.reason
            return None
        except BamsatError as failure:
            self.found.failures[address] = str(failure)
            return None
        if result.fault is not None:
            self.found.faults[address] = f"danh mục có chỗ hỏng: {result.fault}"
        visits = (*(before.visits if before else ()), (self.now, len(set(result.new) - set(self.known(result.new)))))
        self.found.kept.append(
            Listing(
                url=address,
                source=self.publisher.slug,
                checked=self.now,
                due=self._due(visits, hint=result.stays or stays_fresh(answer), holds=len(result.named) or None),
                etag=answer.header("etag"),
                last_modified=answer.header("last-modified"),
                visits=visits,
                following=result.following,
                oldest=self._oldest(result.named),
            )
        )
        return result

    def _due(
        self, visits: tuple[tuple[datetime, int], ...], *, hint: timedelta | None = None, holds: int | None = None
    ) -> datetime:
        return next_visit(visits, now=self.now, least=LEAST, most=MOST, hint=hint, holds=holds)

    def _oldest(self, addresses: Iterable[str]) -> date | None:
        days = [
            when.astimezone(VIETNAM).date()
            for address in addresses
            if (when := changed(self.found.entries[address]) or moment_of(self.publisher, address)) is not None
        ]
        return min(days, default=None)
