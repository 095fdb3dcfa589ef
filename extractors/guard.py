"""A guard over sockets: no fetch reaches an address that is not public.

It looks at the address the socket is about to connect to, after names were resolved, so that a name that
resolves to a private address, a redirect or a spelling of 127.0.0.1 in digits makes no difference.
"""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

PORTS = frozenset({80, 443})

# The IPv4 registry's own flag misses these: relay anycast, protocol assignments, multicast, reserved.
_REFUSED_V4 = tuple(
    ip_network(net) for net in ("0.0.0.0/8", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3")
)
# IPv6: only global unicast, and in it no range that carries an IPv4 address or is set aside (IANA registries).
_UNICAST_V6 = IPv6Network("2000::/3")
_REFUSED_V6 = tuple(ip_network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))


class PrivateAddress(OSError):
    """The guard refused to open a socket."""

    def __init__(self) -> None:
        # One message for all: the connector merges failures of several addresses by their text.
        super().__init__(errno.EACCES, "the address is not public")


def is_public(address: str) -> bool:
    """Say whether an IP address in text is one the whole world reaches, and is what it seems.

    IPv6 forms of IPv4 addresses (mapped, compatible, NAT64, 6to4, Teredo) are refused or judged by what they carry.
    """
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is None:
            return ip in _UNICAST_V6 and ip.is_global and not any(ip in net for net in _REFUSED_V6)
        ip = ip.ipv4_mapped
    return ip.is_global and not any(ip in net for net in _REFUSED_V4)


@dataclass(frozen=True, slots=True)
class Guard:
    """Opens sockets to public addresses on web ports, and to the exact ``loopback`` authorities given.

    An authority is an IP address and port as in an address bar: ``127.0.0.1:8123`` or ``[::1]:8123``.
    """

    loopback: frozenset[str] = field(default_factory=frozenset)

    def admits(self, host: str, port: int) -> bool:
        """Say whether a connection to this IP address and port may be opened."""
        if self.expects(host, port):
            return True
        return port in PORTS and is_public(host)

    def expects(self, host: str, port: int) -> bool:
        """Say whether the host and port are one of the loopback authorities."""
        return (f"[{host}]:{port}" if ":" in host else f"{host}:{port}") in self.loopback

    def __call__(self, addr_info: tuple[Any, ...]) -> socket.socket:
        """Open a socket for one ``getaddrinfo`` result, or refuse with :class:`PrivateAddress`."""
        family, kind, protocol, _, address = addr_info
        if not self.admits(str(address[0]), int(address[1])):
            raise PrivateAddress()
        return socket.socket(family=family, type=kind, proto=protocol)
