"""A newspaper's server on a bad day: a loopback HTTP server whose paths misbehave in one way each."""

from __future__ import annotations

import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import brotli  # type: ignore[import-untyped]
from aiohttp.abc import AbstractResolver, ResolveResult

MEGABYTE = bytes(1_000_000)


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came in; ``at`` and ``until`` are on the monotonic clock."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass(frozen=True, slots=True)
class Response:
    """What to send, in chunks with a pause before each; ``end`` says how the connection ends."""

    chunks: Callable[[], Iterator[bytes]]
    pause: float = 0.0
    reset: bool = False


def answer(status: int = 200, body: bytes = b"", length: int | None = None, **headers: str) -> Response:
    """A whole answer; ``length`` lies about the body's length."""
    lines = [f"HTTP/1.1 {status} Whatever"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if status != 304:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return Response(lambda: iter([head + body]))


class Hostile:
    """The server: a context manager with verbs that give its paths their manners. robots.txt is missing until given."""

    def __init__(self) -> None:
        self.log: list[Request] = []
        self.at_once = 0
        self.most_at_once = 0
        self._answers: dict[str, list[Response]] = {}
        self._folders: dict[str, Callable[[Request], Response]] = {}
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._spawn(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=2)

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def url(self, path: str = "/tin") -> str:
        return f"http://{self.authority}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.log]

    def answers(self, path: str, *responses: Response) -> Self:
        """Answer in this order; the last one for ever."""
        self._answers[path] = list(responses)
        return self

    def below(self, folder: str, work: Callable[[Request], Response]) -> Self:
        """Answer every path that begins so with what ``work`` makes of the request."""
        self._folders[folder] = work
        return self

    def page(self, path: str = "/tin", body: bytes = b"<p>tin</p>", **headers: str) -> Self:
        return self.answers(path, answer(200, body, **headers))

    def robots(self, text: str) -> Self:
        return self.answers("/robots.txt", answer(200, text.encode()))

    def redirect(self, path: str, to: str, status: int = 302) -> Self:
        return self.answers(path, answer(status, Location=to))

    def slow_headers(self, path: str, pause: float) -> Self:
        lines = [b"HTTP/1.1 200 OK\r\n", *(b"X-%d: a\r\n" % number for number in range(100)), b"\r\n"]
        return self.answers(path, Response(lambda: iter(lines), pause))

    def slow_body(self, path: str, pause: float) -> Self:
        chunks = [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", *[b"x"] * 100]
        return self.answers(path, Response(lambda: iter(chunks), pause))

    def silent(self, path: str) -> Self:
        return self.answers(path, Response(lambda: iter([b"", b""]), 3.0))

    def endless(self, path: str) -> Self:
        def chunks() -> Iterator[bytes]:
            yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            while True:
                yield b"%x\r\n%s\r\n" % (len(MEGABYTE), MEGABYTE)

        return self.answers(path, Response(chunks))

    def bomb(self, path: str, coding: str, megabytes: int = 100) -> Self:
        return self.answers(path, answer(200, pack(coding, megabytes), Content_Encoding=coding))

    def reset(self, path: str) -> Self:
        chunks = [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"]
        return self.answers(path, Response(lambda: iter(chunks), reset=True))

    def says(self, path: str, raw: bytes) -> Self:
        return self.answers(path, Response(lambda: iter([raw])))

    def _spawn(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._spawn(lambda connection=connection: self._serve(connection))

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(5)
            head = b""
            while b"\r\n\r\n" not in head:
                more = connection.recv(65536)
                if not more:
                    return
                head += more
            first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            path = first.split(" ")[1]
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            with self._lock:
                request = Request(path, headers, time.monotonic())
                self.log.append(request)
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                queue = self._answers.get(path)
                folder = max((each for each in self._folders if path.startswith(each)), key=len, default=None)
                if queue is not None:
                    response = queue.pop(0) if len(queue) > 1 else queue[0]
                else:
                    response = answer(404) if folder is None else self._folders[folder](request)
            try:
                self._send(connection, response)
            finally:
                with self._lock:
                    self.at_once -= 1

    def _send(self, connection: socket.socket, response: Response) -> None:
        for chunk in response.chunks():
            if response.pause and self._closing.wait(response.pause):
                return
            connection.sendall(chunk)
        if response.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def pack(coding: str, megabytes: int) -> bytes:
    """So many megabytes of zeros under a content coding."""
    if coding == "br":
        packer = brotli.Compressor(quality=5)
        return b"".join([packer.process(MEGABYTE) for _ in range(megabytes)]) + packer.finish()
    stream = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
    return b"".join([stream.compress(MEGABYTE) for _ in range(megabytes)]) + stream.flush()


class Names(AbstractResolver):
    """A resolver that knows the names it was given and asks nobody.

    Several addresses with blanks between are given one after the other, the last one for ever: names that change.
    """

    def __init__(self, **addresses: str) -> None:
        self._addresses = {name.replace("_", "."): address.split() for name, address in addresses.items()}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        addresses = self._addresses.get(host)
        if addresses is None:
            raise OSError(None, f"no such name: {host}")
        address = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing to let go."""
