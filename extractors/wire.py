"""One HTTP exchange at a time: bytes out, bytes in, every limit held.

The exchange runs on an event loop in a thread of its own, so that callers stay synchronous whatever loop they
live in. Nothing here knows of robots, politeness or redirects.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

import aiohttp
from aiohttp.abc import AbstractResolver
from aiohttp.http_exceptions import LineTooLong
from yarl import URL

from corpus.errors import BusyError, RefusedError
from extractors.body import ACCEPTED, Body
from extractors.guard import Guard, PrivateAddress

ERROR_BODY = 64 * 1024
"""Bytes read of the body of a redirect or an error."""
_EXCUSE_SECONDS = 5.0

_CHUNK = 16 * 1024
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost.

    Attributes:
        connect, read: seconds to get a connection, and between two arrivals of bytes.
        total: seconds on the network for one address: headers, body, redirects and tries together, waits apart.
        body: bytes of body, raw and decoded alike.
        page: bytes of body of a web page, decoded: no newsroom writes as much, and reading takes a second a megabyte.
        ratio: decoded bytes for one raw byte, from one megabyte on.
        redirects: most redirects followed.
        tries: most requests for one address, redirects apart.
        retry_after: longest wait in seconds a host may ask, all its pauses since its last good answer together,
            before it is left for another run.
        strikes: addresses in a row that may end in trouble before the host is left alone for half an hour.
        delay, delay_cap: seconds between the end of a request and the next to the same host: at least ``delay``,
            more where its robots.txt asks, never more than the cap.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    body: int = 10_000_000
    page: int = 3_000_000
    ratio: int = 100
    redirects: int = 5
    tries: int = 3
    retry_after: float = 300.0
    strikes: int = 5
    delay: float = 2.0
    delay_cap: float = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered; the body is decoded. Of a body whose status is not 2xx only the beginning is read."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that lower-case name, or None."""
        return next((value for key, value in self.headers if key == name), None)


class Wire:
    """Connections through a guard. A context manager; safe to use from several threads."""

    def __init__(self, *, agent: str, guard: Guard, resolver: AbstractResolver | None = None) -> None:
        self._agent = agent
        self._guard = guard
        self._resolver = resolver

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bamsat-wire", daemon=True)
        self._thread.start()
        self._session = self._run(self._open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self._shut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def exchange(
        self, url: URL, *, item: str, headers: Mapping[str, str], limits: Limits, seconds: float, cut: bool = False
    ) -> Answer:
        """Ask for one address and read the answer within ``seconds``; redirects are answers, not followed.

        ``cut`` keeps the beginning of a body that is too long instead of refusing it.

        Raises:
            RefusedError: private address, body too large or unfolding too far, headers too large.
            BusyError: no connection, no whole answer in time, answer cut short or damaged.
        """
        return self._run(self._exchange(url, item, headers, limits, seconds, cut))

    def _run(self, work: Coroutine[None, None, _T]) -> _T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    async def _open(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            force_close=True, use_dns_cache=False, resolver=self._resolver, socket_factory=self._guard
        )
        return aiohttp.ClientSession(
            connector=connector,
            middlewares=(_once,),
            auto_decompress=False,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={
                "User-Agent": self._agent,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Encoding": ACCEPTED,
                "Accept-Language": "vi,en;q=0.5",
            },
        )

    async def _shut(self) -> None:
        await self._session.close()

    async def _exchange(
        self, url: URL, item: str, headers: Mapping[str, str], limits: Limits, seconds: float, cut: bool
    ) -> Answer:
        patience = aiohttp.ClientTimeout(total=None, connect=limits.connect, sock_read=limits.read)
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.get(url, headers=headers, allow_redirects=False, timeout=patience) as response,
            ):
                try:
                    whole = 200 <= response.status < 300
                    body = await (_read(response, item, limits, cut) if whole else _excuse(response, item, limits))
                finally:
                    response.close()
                return Answer(response.status, _pairs(response.raw_headers), body)
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, PrivateAddress):
                raise RefusedError(item, f"{url.host}: địa chỉ nội bộ ({error.os_error.strerror})") from error
            raise BusyError(item, f"không nối được máy chủ (no connection): {_brief(error)}") from error
        except TimeoutError as error:
            what = str(error) or f"{seconds:.3g} s in all"
            raise BusyError(item, f"quá giờ (no whole answer in time): {what}") from error
        except (aiohttp.ClientError, OSError) as error:
            if _has_cause(error, LineTooLong) or "Too many headers" in str(error):
                raise RefusedError(item, "phần đầu của trả lời quá lớn (headers too large)") from error
            if isinstance(error, aiohttp.ClientResponseError):
                raise BusyError(item, f"trả lời hỏng (not an HTTP answer): {_brief(error.message)}") from error
            raise BusyError(
                item, f"đứt kết nối (connection broken): {_brief(error) or type(error).__name__}"
            ) from error


class _DroppedError(aiohttp.ClientError):
    """The host hung up."""


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Ask once: aiohttp would ask a host that hung up again at once, whatever the pace."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise _DroppedError(str(error)) from error


async def _read(response: aiohttp.ClientResponse, item: str, limits: Limits, cut: bool) -> bytes:
    codings = response.headers.getall("Content-Encoding", [])
    length = response.content_length
    if length is not None and length > limits.body and not cut:
        raise RefusedError(item, f"quá lớn (larger than {limits.body} bytes: says {length})")
    body = Body(item, coding=",".join(codings) or None, cap=limits.body, ratio=limits.ratio, cut=cut)
    async for chunk in response.content.iter_chunked(_CHUNK):
        body.add(chunk)
        if body.full:
            break
    return body.taken()


async def _excuse(response: aiohttp.ClientResponse, item: str, limits: Limits) -> bytes:
    """The beginning of a body nobody asked for, as far as it comes soon and whole."""
    codings = response.headers.getall("Content-Encoding", [])
    try:
        body = Body(item, coding=",".join(codings) or None, cap=min(ERROR_BODY, limits.body), cut=True)
        async with asyncio.timeout(min(_EXCUSE_SECONDS, limits.read)):
            async for chunk in response.content.iter_chunked(_CHUNK):
                body.add(chunk)
                if body.full:
                    break
        return body.taken()
    except (aiohttp.ClientError, TimeoutError, OSError, BusyError, RefusedError):
        return b""


def _has_cause(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error is not None


def _brief(error: object) -> str:
    """An error's words on one line, without the bytes that some quote."""
    return " ".join(str(error).partition("\n")[0].split())[:160].rstrip(": ")


def _pairs(raw: tuple[tuple[bytes, bytes], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name).lower(), _text(value)) for name, value in raw)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
