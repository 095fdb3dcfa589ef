"""Writes down every look-up and connection of this process that leaves the machine.

The interpreter's own audit events (PEP 578) are listened to, so nothing that goes through Python's sockets is missed,
whichever library asks. What a C library does by itself (libpq, a browser) is not seen here: tests that need more run
in a network namespace without a network.

Not counted: names and addresses of this machine, and asking the kernel which of our own addresses a datagram would
leave from (a datagram socket is "connected" and nothing is sent), as schedulers do to learn their own address.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Callable

VARIABLE = "BAMSAT_TEST_NETWORK_LOG"
"""File that what is seen is added to, one line each: process, kind, where."""

LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
SENDS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


def is_here(host: object) -> bool:
    """Whether a name or address is of this machine."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is None or not isinstance(host, str):
        return True
    name = host.partition("%")[0].rstrip(".").lower()
    if name in ("", "localhost", socket.gethostname().lower()) or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        try:
            address = ipaddress.ip_address(socket.inet_aton(name))  # the spellings the C library knows, as 0x7f.1
        except OSError:
            return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback or address.is_unspecified


def seen_in(event: str, arguments: tuple[object, ...]) -> str | None:
    """What of an audit event leaves this machine, in words; None where nothing does."""
    if event in LOOKUPS:
        given = arguments[0]
        host = given[0] if isinstance(given, tuple) and given else given
        literal = isinstance(host, str) and _is_literal(host)
        return None if is_here(host) or literal else f"look-up {host}"
    if event in SENDS and len(arguments) > 1:
        sock, address = arguments[0], arguments[1]
        if not isinstance(sock, socket.socket) or sock.family not in (socket.AF_INET, socket.AF_INET6):
            return None
        if not isinstance(address, tuple) or is_here(address[0]):
            return None
        if event == "socket.connect" and sock.type == socket.SOCK_DGRAM:
            return None
        return f"{event.removeprefix('socket.')} {address[0]}:{address[1]}"
    return None


def install(tell: Callable[[str], None]) -> None:
    """From now on, for as long as the process lives, ``tell`` is called with each thing that leaves the machine."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith("socket."):
            found = seen_in(event, arguments)
            if found is not None:
                tell(found)

    sys.addaudithook(hook)


def write_to(path: str) -> Callable[[str], None]:
    """Adds lines to a file that several processes write to."""

    def tell(what: str) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, f"{os.getpid()} {what}\n".encode("utf-8", "replace"))
        finally:
            os.close(handle)

    return tell


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
