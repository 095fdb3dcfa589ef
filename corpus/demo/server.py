"""The demo newspaper's web server, on this machine only.

``python -m corpus.demo.server --port 8000`` serves until interrupted.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from corpus.demo.articles import DemoArticle, load_articles, with_body
from corpus.demo.site import HTML, Response, build_site, not_found
from corpus.errors import BadInput

IDLE_SECONDS = 15


class LogEntry(NamedTuple):
    """One request as it was answered; ``conditional`` when it carried If-None-Match or If-Modified-Since."""

    at: float
    method: str
    path: str
    status: int
    user_agent: str
    conditional: bool


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, owner: DemoServer) -> None:
        self.owner = owner
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self.open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no fault of the server's."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True
    server: _Listener

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are kept in the server's log, not printed."""

    def version_string(self) -> str:
        return "BaoMau/1"

    def _answer(self, *, with_body: bool) -> None:
        owner = self.server.owner
        response = owner.respond(self.path)
        wait = owner.wait_for(self.path, response)
        if wait:
            time.sleep(wait)
        tag = hashlib.sha256(response.body).hexdigest()[:16]
        zipped = "gzip" in self.headers.get("Accept-Encoding", "").lower() and len(response.body) > 200
        asked = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        unchanged = response.status == 200 and _unchanged(*asked, tag=tag, modified=response.modified)
        status = HTTPStatus.NOT_MODIFIED.value if unchanged else response.status
        owner.note(
            LogEntry(time.monotonic(), self.command, self.path, status, self.headers.get("User-Agent", ""), any(asked))
        )
        body = gzip.compress(response.body, mtime=0) if zipped else response.body
        self.send_response(status)
        for name, value in response.headers:
            self.send_header(name, value)
        if response.status == 200:
            self.send_header("ETag", f'"{tag}-gzip"' if zipped else f'"{tag}"')
            self.send_header("Vary", "Accept-Encoding")
            if response.modified is not None:
                self.send_header("Last-Modified", format_datetime(response.modified.astimezone(UTC), usegmt=True))
        if unchanged:
            self.end_headers()
            return
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)


class DemoServer:
    """Serve the demo newspaper while a ``with`` block lasts.

    Attributes:
        base_url: ``http://127.0.0.1:PORT``, known once entered.
        log: every request answered, oldest first.
        slow_seconds: how long a slow page waits.
        delays: further waits in seconds by path.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        articles: Sequence[DemoArticle] | None = None,
        slow_seconds: float = 1.5,
        delays: Mapping[str, float] | None = None,
    ) -> None:
        self.base_url = ""
        self.log: list[LogEntry] = []
        self.slow_seconds = slow_seconds
        self.delays = dict(delays or {})
        self._port = port
        self._articles = load_articles() if articles is None else tuple(articles)
        self._site: Mapping[str, Response] = {}
        self._overrides: dict[str, tuple[Response, int | None]] = {}
        self._lock = threading.Lock()
        self._listener: _Listener | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._listener = _Listener(self._port, self)
        self.base_url = f"http://127.0.0.1:{self._listener.server_address[1]}"
        self._site = build_site(self.base_url, articles=self._articles)
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._listener is None or self._thread is None:
            return
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()
        for connection in tuple(self._listener.open):
            _hang_up(connection)
        self._listener = self._thread = None

    @property
    def articles(self) -> tuple[DemoArticle, ...]:
        """The articles as they are served now, newest first."""
        return self._articles

    def update_article(
        self,
        article_id: str,
        *,
        body: Iterable[str | Mapping[str, Any]],
        modified: datetime | None = None,
    ) -> DemoArticle:
        """Change an article's body as an editor would; page, feed and sitemap say so at once.

        Args:
            modified: when; None for a day after its last change.

        Raises:
            BadInput: no article has that id.
        """
        with self._lock:
            old = next((article for article in self._articles if article.id == article_id), None)
            if old is None:
                raise BadInput("no article of the demo newspaper has this id", where=article_id)
            new = with_body(old, body, modified=modified or old.changed + timedelta(days=1))
            self._articles = tuple(new if article is old else article for article in self._articles)
            self._site = build_site(self.base_url, articles=self._articles)
        return new

    def set_status(
        self,
        path: str,
        status: int,
        headers: Mapping[str, str] | None = None,
        *,
        body: bytes = b"",
        times: int | None = None,
    ) -> None:
        """Let a path answer otherwise than the site says, for ever or the next ``times`` requests."""
        response = Response(status, HTML, body, headers=tuple((headers or {}).items()))
        with self._lock:
            self._overrides[path] = (response, times)

    def restore(self, path: str) -> None:
        """Let a path answer again what the site says."""
        with self._lock:
            self._overrides.pop(path, None)

    def respond(self, path: str) -> Response:
        """What a path answers now."""
        with self._lock:
            override = self._overrides.get(path)
            if override is not None:
                response, times = override
                if times is not None and times <= 1:
                    del self._overrides[path]
                elif times is not None:
                    self._overrides[path] = (response, times - 1)
                return response
            return self._site.get(path) or self._site.get(_without_query(path)) or not_found()

    def wait_for(self, path: str, response: Response) -> float:
        """Seconds to wait before answering."""
        return self.delays.get(path, 0.0) + (self.slow_seconds if response.slow else 0.0)

    def note(self, entry: LogEntry) -> None:
        """Keep a request in the log."""
        self.log.append(entry)


def _unchanged(
    if_none_match: str | None, if_modified_since: str | None, *, tag: str, modified: datetime | None
) -> bool:
    """Whether a conditional request finds nothing new; a tag, where given, decides alone (RFC 9110, 13.2.2)."""
    if if_none_match is not None:
        known = {each.strip().removeprefix("W/").strip('"').removesuffix("-gzip") for each in if_none_match.split(",")}
        return tag in known or "*" in known
    if if_modified_since is None or modified is None:
        return False
    try:
        since = parsedate_to_datetime(if_modified_since)
    except ValueError:
        return False
    return modified.replace(microsecond=0) <= (since if since.tzinfo else since.replace(tzinfo=UTC))


def _without_query(path: str) -> str:
    """The path alone, for addresses whose query does not matter; a page number of a section does."""
    parts = urlsplit(path)
    return path if "trang=" in parts.query else parts.path


def _hang_up(connection: socket.socket) -> None:
    """End a connection kept alive; one already closed is as good."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def main(arguments: Sequence[str] | None = None, *, wait: Callable[[], object] | None = None) -> int:
    """Serve until interrupted, printing the address."""
    parser = argparse.ArgumentParser(prog="python -m corpus.demo.server", description="Báo Mẫu Đồng Khởi")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 for a free one")
    options = parser.parse_args(arguments)
    with DemoServer(port=options.port) as server:
        sys.stdout.write(f"Báo Mẫu Đồng Khởi: {server.base_url}/\n")
        sys.stdout.flush()
        try:
            (wait or threading.Event().wait)()
        except KeyboardInterrupt:
            sys.stdout.write("Đã dừng.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
