"""A mail server and a web server on this machine that keep the alerts they are given."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar

T = TypeVar("T", bound=socketserver.BaseServer)


class MailServer(socketserver.ThreadingTCPServer):
    """A small mail server (RFC 5321) that keeps what it is given; ``refuse`` answers 550 to every letter."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, *, refuse: bool = False) -> None:
        self.letters: list[bytes] = []
        self.logins: list[str] = []
        self.refuse = refuse
        super().__init__(("127.0.0.1", 0), MailTalk)


class MailTalk(socketserver.StreamRequestHandler):
    """One conversation."""

    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"DATA":
                self.wfile.write(b"354 go\r\n")
                lines = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part)
                if not self.server.refuse:
                    self.server.letters.append(b"".join(lines))
            elif verb == b"AUTH":
                self.server.logins.append(line.decode().strip())
            if verb == b"EHLO":
                self.wfile.write(b"250-here\r\n250-AUTH PLAIN\r\n250 SMTPUTF8\r\n")
            elif verb == b"AUTH":
                self.wfile.write(b"235 yes\r\n")
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"550 no\r\n" if self.server.refuse and verb == b"DATA" else b"250 ok\r\n")


class Hook(ThreadingHTTPServer):
    """A web server that keeps what is posted to it and answers with ``status``."""

    def __init__(self, status: int = 200, *, elsewhere: str = "") -> None:
        self.bodies: list[bytes] = []
        self.status, self.elsewhere = status, elsewhere
        super().__init__(("127.0.0.1", 0), HookTalk)


class HookTalk(BaseHTTPRequestHandler):
    """One request."""

    server: Hook

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.server.status)
        if self.server.elsewhere:
            self.send_header("Location", self.server.elsewhere)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.server.bodies.append(b"GET")
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(server: T) -> Iterator[T]:
    """A server in a thread of its own."""
    with server:
        threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True).start()
        yield server
        server.shutdown()
