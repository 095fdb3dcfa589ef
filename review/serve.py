"""Serving the application: the socket is taken first, so that the address in the link is one that answers."""

from __future__ import annotations

import socket
from typing import Any

import uvicorn

from corpus.errors import BadInput

WAITING = 64
"""Connections that may wait to be answered."""


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes a free one.

    Raises:
        BadInput: the address is taken, or is not this machine's.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        taken = socket.socket(family, socket.SOCK_STREAM)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen(WAITING)
    except (OSError, OverflowError) as error:
        raise BadInput(f"không mở được: {error}; thử --port khác (cannot listen)", where=f"{host}:{port}") from error
    return taken


def address_of(taken: socket.socket, *, scheme: str = "http") -> str:
    """The address that a browser asks for: ``http://127.0.0.1:8600``."""
    host, port = taken.getsockname()[:2]
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def serve(app: Any, taken: socket.socket) -> None:
    """Answer until stopped. Headers of proxies are not believed."""
    server = uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, date_header=False
        )
    )
    server.run(sockets=[taken])
