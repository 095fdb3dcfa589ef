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

from corpus.errors import BusyError, GoneError, RefusedError
from corpus.page import Page
from extractors.guard import Guard
from extractors.pace import Lane, retry_after
from extractors.robots import BODY_LIMIT, Robots, decide, product
from extractors.wire import Answer, Limits, Wire

ADDRESS_LENGTH = 2083
ROBOTS_LIFE = 24 * 3600.0
"""Seconds a robots.txt is believed (RFC 9309, 2.4); one that could not be read is asked again sooner."""
_ROBOTS_LIFE_UNREAD = 600.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({408, 425, 429})


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
    ) -> None:
        self._product = product(agent)
        self._allowed = allowed_hosts
        self._limits = limits
        self._guard = Guard(loopback)
        self._now = now
        self._monotonic = monotonic
        self._sleep = sleep
        self._jitter = jitter
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
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, limits: Limits | None = None
    ) -> Page | NotModified:
        """Fetch one page, or learn that it is as it was when it had these validators.

        ``limits`` replaces the fetcher's own for this page: a report may be larger and slower than an article.

        Raises:
            GoneError: 404 or 410.
            RefusedError: scheme, host, port or address not ours to fetch; robots; too large; a bomb; redirects out
                of the allowed hosts, in circles or too many; any other 4xx.
            BusyError: timeouts, resets, bodies cut short, 429 and 5xx after the tries; robots.txt out of reach.
        """
        limits = limits or self._limits
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in validators.items() if value}
        final, answer = self._follow(url, headers, limits, obey=True)
        if answer.status == 304 and headers:
            return NotModified(url, answer.header("etag") or etag, answer.header("last-modified") or last_modified)
        if answer.status in (404, 410):
            raise GoneError(url, f"máy chủ trả lời {answer.status}")
        if answer.status == 206 or answer.status == 304:
            raise BusyError(url, f"máy chủ trả lời {answer.status} dù không hỏi (unasked)")
        if not 200 <= answer.status < 300:
            raise RefusedError(url, f"máy chủ trả lời {answer.status}")
        return Page(url, str(final), answer.status, answer.headers, answer.body, self._now())

    def robots(self, url: str) -> Robots:
        """The rules of the address's origin, fetched where they are not known; all is denied where they cannot be."""
        return self._rules(url, self._vetted(url, url), self._limits).robots or decide(None)

    def robots_delay(self, url: str) -> float:
        """Seconds this fetcher leaves between two requests to the address's host."""
        return self._delay(self._vetted(url, url), self._rules(url, self._vetted(url, url), self._limits), self._limits)

    def _follow(self, item: str, headers: Mapping[str, str], limits: Limits, *, obey: bool) -> tuple[URL, Answer]:
        """Ask, and ask again where redirects lead, vetting every step."""
        left = _Allowance(limits.total, limits.tries)
        here = self._vetted(item, item)
        seen = {here}
        while True:
            known = self._obeyed(item, here, limits) if obey else None
            answer = self._asked(item, here, headers, limits, self._delay(here, known, limits), left, cut=not obey)
            if answer.status not in _REDIRECTS:
                return here, answer
            location = answer.header("location")
            if not location:
                raise RefusedError(item, f"máy chủ trả lời {answer.status} mà không nói đi đâu (without an address)")
            here = self._vetted(item, location, base=str(here))
            if here in seen:
                raise RefusedError(item, "chuyển hướng vòng tròn (redirects in a circle)")
            if len(seen) > limits.redirects:
                raise RefusedError(item, f"more than {limits.redirects} redirects")
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
    ) -> Answer:
        """Have a turn with the host, and another while trying again may help."""
        lane = self._lane(here)
        while True:
            with lane.lock:
                self._wait(item, lane, delay)
                start = self._monotonic()
                try:
                    answer = self._wire.exchange(
                        here, item=item, headers=headers, limits=limits, seconds=left.seconds, cut=cut
                    )
                    busy = self._trouble(item, answer)
                except BusyError as error:
                    busy = error
                finally:
                    lane.ended = self._monotonic()
                    left.seconds -= lane.ended - start
                if busy is None:
                    return answer
                left.tries -= 1
                pause = busy.retry_after
                if pause is not None and pause > limits.retry_after:
                    lane.shut_until = lane.ended + pause
                    raise busy
                if left.tries <= 0 or left.seconds <= 0:
                    raise busy
                backoff = 2.0 ** (limits.tries - left.tries) * (0.5 + self._jitter())
                lane.free_at = lane.ended + (backoff if pause is None else pause)

    def _trouble(self, item: str, answer: Answer) -> BusyError | None:
        if answer.status not in _BUSY and answer.status < 500:
            return None
        pause = retry_after(answer.header("retry-after"), now=self._now())
        return BusyError(item, f"máy chủ trả lời {answer.status}", pause)

    def _wait(self, item: str, lane: Lane, delay: float) -> None:
        now = self._monotonic()
        if lane.shut_until > now:
            raise BusyError(item, "máy chủ bảo chờ (asked to stay away)", lane.shut_until - now)
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
            reason = f"robots.txt out of reach: {known.unread.reason}"
            raise BusyError(item, reason, known.unread.retry_after)
        if known.unread is not None:
            raise RefusedError(item, f"robots.txt cannot be read: {known.unread.reason}")
        if known.robots is None or not known.robots.allows(self._product, str(url)):
            raise RefusedError(item, "robots.txt không cho phép (does not allow it)")
        return known

    def _rules(self, item: str, url: URL, limits: Limits) -> _Known:
        origin = str(url.origin())
        with self._desk:
            known = self._known.setdefault(origin, _Known())
        with known.lock:
            if known.robots is not None and self._monotonic() < known.until:
                return known
            try:
                _, answer = self._follow(f"{origin}/robots.txt", {}, replace(limits, body=BODY_LIMIT + 1), obey=False)
            except (BusyError, RefusedError) as error:
                known.robots, known.unread, life = decide(None), error, _ROBOTS_LIFE_UNREAD
            else:
                known.robots, known.unread, life = decide(answer.status, answer.body), None, ROBOTS_LIFE
            known.until = self._monotonic() + life
            return known

    def _vetted(self, item: str, address: str, *, base: str = "") -> URL:
        """The address as it goes on the wire, if its scheme, host and port are ours to fetch."""
        if len(address) > ADDRESS_LENGTH:
            raise RefusedError(item, f"address longer than {ADDRESS_LENGTH} characters")
        try:
            url = URL(urljoin(base, address)).with_fragment(None)
            host, port = url.raw_host or "", url.port or 0
        except ValueError as error:
            raise RefusedError(item, f"not an address: {error}") from error
        if url.scheme not in ("http", "https"):
            raise RefusedError(item, f"scheme {url.scheme or 'missing'} is not http or https")
        if url.raw_user is not None or url.raw_password is not None:
            raise RefusedError(item, "address with a user name")
        if self._guard.expects(host, port):
            return url
        if host not in self._allowed:
            raise RefusedError(item, f"máy chủ {host or '?'} không được phép (host not allowed)")
        if port != (443 if url.scheme == "https" else 80):
            raise RefusedError(item, f"port {port} is not a web port")
        return url
