"""Fetching: one page of one host at a time, politely, and only from where we said we would read.

Order of things for an address: is it ours to fetch (scheme, host, port), does robots.txt allow it, is it our turn
with this host, one exchange on the wire, then a page, a redirect that goes through all of this again, or an error
that says whether trying later can help.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

from aiohttp.abc import AbstractResolver
from yarl import URL

from corpus.errors import BusyError, DisallowedError, GoneError, RefusedError
from corpus.page import Page
from extractors.contents import NAMES, TAGS, WEB, Kind, hazard, sniff
from extractors.guard import Guard
from extractors.pace import Lane, retry_after
from extractors.robots import BODY_LIMIT, Robots, decide, product
from extractors.wire import Limits, Wire

ADDRESS_LENGTH = 2083
ROBOTS_LIFE = 24 * 3600.0
"""Seconds a robots.txt is believed (RFC 9309, 2.4); one that could not be read is asked again sooner."""
_ROBOTS_LIFE_UNREAD = 600.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({202, 408, 425, 429})
_UNASKED = frozenset({206, 304})
_EMPTY = frozenset({204, 205})


@dataclass(frozen=True, slots=True)
class NotModified:
    """The page is as it was: a 304 to validators we sent."""

    url: str
    etag: str | None
    last_modified: str | None


@dataclass(slots=True)
class _Allowance:
    """What is left of one fetch: seconds on the network and tries that may still fail."""

    seconds: float
    tries: int


@dataclass(slots=True)
class _Known:
    """What an origin's robots.txt said, until when we believe it, and why it could not be read."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    robots: Robots | None = None
    until: float = 0.0
    unread: BusyError | RefusedError | None = None


class Fetcher:
    """Fetches pages of allowed hosts. A context manager; several threads may share one.

    Args:
        agent: the User-Agent header, which names the project and a contact; its first word is the name robots.txt
            may address.
        allowed_hosts: hosts in lower case that may be fetched, redirects included; no wildcards.
        limits: what a fetch may cost.
        loopback: authorities such as ``127.0.0.1:8123`` that may be fetched although they are not public.
        now, monotonic, sleep, jitter: clock, stop-watch, waiting, and a number in [0, 1) that spreads tries.
        resolver: turns names into addresses; the system's by default. The guard judges what it answers.
        budget: most requests to one host while this fetcher lives, redirects and tries included, robots.txt apart;
            None for no limit.
        record: called once with every response received on the way, in the thread that asked: robots.txt, redirects,
            errors (64 kB of their bodies), unchanged pages (no body) and pages. ``url`` is the address that was
            asked for, ``final_url`` the one that answered this time. A body that was refused or cut short is none.
    """

    def __init__(
        self,
        *,
        agent: str,
        allowed_hosts: frozenset[str],
        now: Callable[[], datetime],
        jitter: Callable[[], float],
        limits: Limits = Limits(),  # noqa: B008 -- frozen
        loopback: frozenset[str] = frozenset(),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        resolver: AbstractResolver | None = None,
        budget: int | None = None,
        record: Callable[[Page], None] | None = None,
    ) -> None:
        self._product = product(agent)
        self._allowed = allowed_hosts
        self._limits = limits
        self._guard = Guard(loopback)
        self._now = now
        self._monotonic = monotonic
        self._sleep = sleep
        self._jitter = jitter
        self._budget = budget
        self._record = record
        self._wire = Wire(agent=agent, guard=self._guard, resolver=resolver)
        self._desk = threading.Lock()
        self._lanes: dict[str, Lane] = {}
        self._known: dict[str, _Known] = {}

    def __enter__(self) -> Self:
        self._wire.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wire.__exit__(kind, error, trace)

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        limits: Limits | None = None,
        kinds: frozenset[Kind] | None = WEB,
    ) -> Page | NotModified:
        """Fetch one page, or learn that it is as it was when it had these validators.

        ``limits`` replaces the fetcher's own for this page: a report may be larger and slower than an article.
        ``kinds`` are the contents wanted, judged by the bytes and not by what the host calls them; None for any.

        Raises:
            GoneError: 404 or 410.
            DisallowedError: robots.txt says no.
            RefusedError: scheme, host, port or address not ours to fetch; too large; a bomb; redirects out
                of the allowed hosts, in circles or too many; another kind of content; nothing (204); any other 4xx.
            BusyError: timeouts, resets, bodies cut short, 429 and 5xx after the tries; robots.txt out of reach; the
                budget is spent.
        """
        limits = limits or self._limits
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in validators.items() if value}
        page = self._follow(url, headers, limits, obey=True)
        if page.status == 304 and headers:
            return NotModified(url, page.header("etag") or etag, page.header("last-modified") or last_modified)
        if page.status in (404, 410):
            raise GoneError(url, f"máy chủ trả lời {page.status}")
        if page.status in _UNASKED:
            raise BusyError(url, f"máy chủ trả lời {page.status} dù không hỏi (unasked)")
        if page.status in _EMPTY:
            raise RefusedError(url, f"máy chủ trả lời {page.status}: không có nội dung (no content)")
        if not 200 <= page.status < 300:
            raise RefusedError(url, f"máy chủ trả lời {page.status}")
        kind = sniff(page.body, page.header("content-type"))
        if kinds is not None and kind not in kinds:
            wanted = ", ".join(sorted(NAMES[each] for each in kinds))
            called = page.header("content-type") or "không tên"
            reason = f"nội dung là {NAMES[kind]} (máy chủ gọi là {called[:60]}), ở đây chỉ đọc {wanted}"
            raise RefusedError(url, f"{reason} ({kind} is not what was asked for)")
        if kind == "html" and len(page.body) > limits.page:
            raise RefusedError(url, f"trang quá lớn (larger than {limits.page} bytes)")
        tags = TAGS if kind == "html" else None
        if kind in ("html", "xml") and (why := hazard(page.body, tags=tags)) is not None:
            raise RefusedError(url, why)
        return page

    def robots(self, url: str) -> Robots:
        """The rules of the address's origin, fetched where they are not known; all is denied where they cannot be."""
        return self._rules(url, self._vetted(url, url), self._limits).robots or decide(None)

    @property
    def limits(self) -> Limits:
        """What one fetch may cost where nothing else is said."""
        return self._limits

    def robots_delay(self, url: str) -> float:
        """Seconds this fetcher leaves between two requests to the address's host."""
        return self._delay(self._vetted(url, url), self._rules(url, self._vetted(url, url), self._limits), self._limits)

    def _follow(self, item: str, headers: Mapping[str, str], limits: Limits, *, obey: bool) -> Page:
        """Ask, and ask again where redirects lead, vetting every step."""
        left = _Allowance(limits.total, limits.tries)
        here = self._vetted(item, item)
        seen = {here}
        cookies = False
        while True:
            known = self._obeyed(item, here, limits) if obey else None
            page = self._asked(item, here, headers, limits, self._delay(here, known, limits), left, cut=not obey)
            if page.status not in _REDIRECTS:
                return page
            location = page.header("location")
            if not location:
                raise RefusedError(item, f"máy chủ trả lời {page.status} mà không nói đi đâu (without an address)")
            cookies = cookies or page.header("set-cookie") is not None
            here = self._vetted(item, location, base=str(here))
            if here in seen:
                why = "; máy chủ đòi cookie (asks for a cookie)" if cookies else ""
                raise RefusedError(item, f"chuyển hướng vòng tròn (redirects in a circle){why}")
            if len(seen) > limits.redirects:
                raise RefusedError(item, f"chuyển hướng quá {limits.redirects} lần (more than {limits.redirects})")
            seen.add(here)

    def _asked(
        self,
        item: str,
        here: URL,
        headers: Mapping[str, str],
        limits: Limits,
        delay: float,
        left: _Allowance,
        *,
        cut: bool,
    ) -> Page:
        """Have a turn with the host, and another while trying again may help."""
        lane = self._lane(here)
        while True:
            with lane.lock:
                self._wait(item, lane, delay, free=cut)
                lane.requests += not cut
                start = self._monotonic()
                page: Page | None = None
                busy: BusyError | None
                try:
                    answer = self._wire.exchange(
                        here, item=item, headers=headers, limits=limits, seconds=left.seconds, cut=cut
                    )
                    page = Page(item, str(here), answer.status, answer.headers, answer.body, self._now())
                    busy = self._trouble(item, page)
                except BusyError as error:
                    busy = error
                finally:
                    lane.ended = self._monotonic()
                    left.seconds -= lane.ended - start
                final = self._settled(lane, busy, left, limits)
            if page is not None and self._record is not None:
                self._record(page)
            if final and busy is not None:
                raise busy
            if final and page is not None:
                return page

    def _settled(self, lane: Lane, busy: BusyError | None, left: _Allowance, limits: Limits) -> bool:
        """Draw the lessons of one exchange for its host's lane; False where it is to be tried again."""
        if busy is None:
            lane.thank()
            return True
        left.tries -= 1
        pause = busy.retry_after
        if pause is not None and lane.patience + pause > limits.retry_after:
            lane.shut(pause, "máy chủ bảo chờ (asked to stay away)")
            return True
        if left.tries <= 0 or left.seconds <= 0:
            lane.strike(most=limits.strikes)
            return True
        if pause is None:
            pause = 2.0 ** (limits.tries - left.tries) * (0.5 + self._jitter())
        else:
            lane.patience += pause
        lane.free_at = lane.ended + pause
        return False

    def _trouble(self, item: str, page: Page) -> BusyError | None:
        if page.status not in _BUSY and page.status < 500:
            return None
        pause = retry_after(page.header("retry-after"), now=self._now())
        return BusyError(item, f"máy chủ trả lời {page.status}", pause)

    def _wait(self, item: str, lane: Lane, delay: float, *, free: bool) -> None:
        now = self._monotonic()
        if lane.shut_until > now:
            raise BusyError(item, f"để lượt sau: {lane.shut_for}", lane.shut_until - now)
        if not free and self._budget is not None and lane.requests >= self._budget:
            raise BusyError(item, f"để lượt sau: đã hỏi máy chủ này đủ {self._budget} lần (budget spent)")
        if (seconds := lane.wait(now, delay)) > 0:
            self._sleep(seconds)

    def _lane(self, url: URL) -> Lane:
        with self._desk:
            return self._lanes.setdefault(url.raw_host or "", Lane())

    def _delay(self, url: URL, known: _Known | None, limits: Limits) -> float:
        if known is None:
            with self._desk:
                known = self._known.get(str(url.origin()))
        asked = known.robots.crawl_delay(self._product) if known is not None and known.robots is not None else None
        return min(max(limits.delay, asked or 0.0), limits.delay_cap)

    def _obeyed(self, item: str, url: URL, limits: Limits) -> _Known:
        """The rules of the address's origin, where they allow it."""
        known = self._rules(item, url, limits)
        if isinstance(known.unread, BusyError):
            reason = f"chưa đọc được robots.txt (out of reach): {known.unread.reason}"
            raise BusyError(item, reason, known.unread.retry_after)
        if known.unread is not None:
            raise RefusedError(item, f"robots.txt không đọc được (cannot be read): {known.unread.reason}")
        if known.robots is None or not known.robots.allows(self._product, str(url)):
            raise DisallowedError(item, "robots.txt không cho phép (does not allow it)")
        return known

    def _rules(self, item: str, url: URL, limits: Limits) -> _Known:
        origin = str(url.origin())
        with self._desk:
            known = self._known.setdefault(origin, _Known())
        with known.lock:
            if known.robots is not None and self._monotonic() < known.until:
                return known
            try:
                page = self._follow(f"{origin}/robots.txt", {}, replace(limits, body=BODY_LIMIT + 1), obey=False)
            except (BusyError, RefusedError) as error:
                known.robots, known.unread, life = decide(None), error, _ROBOTS_LIFE_UNREAD
            else:
                known.robots, known.unread, life = decide(page.status, page.body), None, ROBOTS_LIFE
            known.until = self._monotonic() + life
            return known

    def _vetted(self, item: str, address: str, *, base: str = "") -> URL:
        """The address as it goes on the wire, if its scheme, host and port are ours to fetch."""
        if len(address) > ADDRESS_LENGTH:
            raise RefusedError(item, f"địa chỉ quá dài (longer than {ADDRESS_LENGTH} characters)")
        try:
            url = URL(urljoin(base, address)).with_fragment(None)
            host, port = url.raw_host or "", url.port or 0
        except ValueError as error:
            raise RefusedError(item, f"không phải địa chỉ (not an address): {error}") from error
        if url.scheme not in ("http", "https"):
            raise RefusedError(item, f"chỉ đọc http và https (scheme {url.scheme or 'missing'} is not http or https)")
        if url.raw_user is not None or url.raw_password is not None:
            raise RefusedError(item, "địa chỉ có tên người dùng (with a user name)")
        if self._guard.expects(host, port):
            return url
        if host not in self._allowed:
            raise RefusedError(item, f"máy chủ {host or '?'} không được phép (host not allowed)")
        if port != (443 if url.scheme == "https" else 80):
            raise RefusedError(item, f"cổng {port} không phải cổng web (is not a web port)")
        return url
