"""Robots rules: what a host asks of those who read it by machine.

The Robots Exclusion Protocol (RFC 9309), with the tolerance Google's published parser shows for files as they
are: forgotten colons, common misspellings, byte order marks, lines ended by CR alone. Where the two differ the
stricter reading is taken.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

BODY_LIMIT = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5); a line cut by the limit is dropped."""

_LINE_LIMIT = 2083 * 8 - 1
_PRODUCT = re.compile(r"[A-Za-z_-]*")
_PATH_START = re.compile(rb"[/?;]")
_HEX = re.compile(rb"%[0-9a-fA-F]{2}")
_SPACE = b" \t\n\v\f\r"
_AGENT_KEYS = (b"user-agent", b"useragent", b"user agent")
_DISALLOW_KEYS = (b"disallow", b"dissallow", b"dissalow", b"disalow", b"diasllow", b"disallaw")
_SITEMAP_KEYS = (b"sitemap", b"site-map")


@dataclass(frozen=True, slots=True)
class Rule:
    """One Allow or Disallow line; its weight is the octets of its pattern."""

    allow: bool
    pattern: bytes

    def weight(self, path: bytes) -> int:
        """Octets of the pattern where it matches the path, else -1; an empty pattern weighs nothing."""
        if _matches(self.pattern, path):
            return len(self.pattern)
        head, slash, tail = self.pattern.rpartition(b"/")
        if self.allow and slash and tail.startswith(b"index.htm"):
            folder = head + b"/$"
            return len(folder) if _matches(folder, path) else -1
        return -1


@dataclass(frozen=True, slots=True)
class Group:
    """The rules that follow one or more User-agent lines. Agents are lower case, ``*`` is everybody."""

    agents: frozenset[str]
    rules: tuple[Rule, ...] = ()
    delay: float | None = None


@dataclass(frozen=True, slots=True)
class Robots:
    """A host's robots.txt as read."""

    groups: tuple[Group, ...] = ()
    sitemaps: tuple[str, ...] = ()

    def allows(self, agent: str, url: str) -> bool:
        """Say whether the agent may fetch the address: longest match wins, Allow wins a tie.

        ``agent`` is a product token (see :func:`product`). An address that is not percent-encoded must be allowed
        both as it stands and as it would be sent.
        """
        rules = [rule for group in self._groups_for(agent) for rule in group.rules]
        path = _path(url.encode("utf-8", "surrogatepass"))
        return all(_permitted(rules, form) for form in {path, _escaped(path)})

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds the host asks between two requests, the longest it names for this agent, or None."""
        return max((group.delay for group in self._groups_for(agent) if group.delay is not None), default=None)

    def _groups_for(self, agent: str) -> list[Group]:
        own = [group for group in self.groups if agent.lower() in group.agents and agent != "*"]
        return own or [group for group in self.groups if "*" in group.agents]


ALLOW_ALL = Robots()
DENY_ALL = Robots(groups=(Group(frozenset("*"), (Rule(False, b"/"),)),))


def decide(status: int | None, body: bytes = b"") -> Robots:
    """Turn the answer for /robots.txt into rules (RFC 9309, 2.3.1); ``status`` is None where the host gave none.

    An answer parses, a file that is not there allows everything, a host in trouble allows nothing. 429 is a host
    in trouble.
    """
    if status is not None and 200 <= status < 300:
        return parse(body)
    if status is not None and 400 <= status < 500 and status != 429:
        return ALLOW_ALL
    return DENY_ALL


def product(agent: str) -> str:
    """The token by which robots.txt names a user agent: ``bamsat/0.1 (+contact)`` is ``bamsat``."""
    match = _PRODUCT.match(agent)
    return match[0] if match else ""


def parse(body: bytes) -> Robots:
    """Read a robots.txt. Anything may be given; what is no rule is passed over."""
    groups: list[Group] = []
    sitemaps: list[str] = []
    agents: set[str] = set()
    rules: list[Rule] = []
    delay: float | None = None
    open_to_agents = True

    def close() -> None:
        if agents:
            groups.append(Group(frozenset(agents), tuple(rules), delay))

    for key, value in _records(body):
        if key.startswith(_AGENT_KEYS):
            if not open_to_agents:
                close()
                agents, rules, delay, open_to_agents = set(), [], None, True
            agents.add(_agent(value))
        elif key.startswith((b"allow", *_DISALLOW_KEYS)):
            if agents:
                rules.append(Rule(key.startswith(b"allow"), _escaped(value)))
                open_to_agents = False
        elif key.startswith(_SITEMAP_KEYS):
            sitemaps.append(value.decode("utf-8", "replace"))
        elif key == b"crawl-delay" and agents:
            asked = _seconds(value)
            delay = asked if delay is None else max(delay, asked or 0.0)
    close()
    return Robots(tuple(groups), tuple(sitemaps))


def _records(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (lower-case key, value) for every line that has a separator."""
    if len(body) > BODY_LIMIT:
        body = body[:BODY_LIMIT]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    for mark in b"\xef\xbb\xbf":
        body = body[1:] if body[:1] == bytes([mark]) else body
        if not body:
            return
    for line in re.split(rb"[\r\n]", body):
        line = line[:_LINE_LIMIT].partition(b"\0")[0].partition(b"#")[0].strip(_SPACE)
        key, colon, value = line.partition(b":")
        if not colon:
            words = re.split(rb"[ \t]+", line)
            if len(words) != 2:
                continue
            key, value = words
        if key := key.strip(_SPACE).lower():
            yield key, value.strip(_SPACE)


def _agent(value: bytes) -> str:
    if value[:1] == b"*" and (len(value) == 1 or value[1:2].isspace()):
        return "*"
    return product(value.decode("latin-1")).lower()


def _seconds(value: bytes) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _path(url: bytes) -> bytes:
    """Path, parameters and query of an address; always starts with a slash."""
    start = 2 if url.startswith(b"//") else 0
    scheme_end = url.find(b"://", start)
    first = _PATH_START.search(url, start)
    if scheme_end >= 0 and (first is None or first.start() > scheme_end):
        start = scheme_end + 3
    found = _PATH_START.search(url, start)
    fragment = url.find(b"#", 2 if url.startswith(b"//") else 0)
    if found is None or 0 <= fragment < found.start():
        return b"/"
    path = url[found.start() : fragment if fragment >= 0 else len(url)]
    return path if path.startswith(b"/") else b"/" + path


def _escaped(text: bytes) -> bytes:
    """Percent-encode octets outside ASCII and write the hexadecimal digits of escapes in capitals."""
    text = _HEX.sub(lambda match: match[0].upper(), text)
    return text if text.isascii() else b"".join(b"%%%02X" % octet if octet > 127 else bytes([octet]) for octet in text)


def _permitted(rules: list[Rule], path: bytes) -> bool:
    allow = max((rule.weight(path) for rule in rules if rule.allow), default=-1)
    disallow = max((rule.weight(path) for rule in rules if not rule.allow), default=-1)
    return disallow <= max(allow, 0)


def _matches(pattern: bytes, path: bytes) -> bool:
    """Match from the start; ``*`` is any run, ``$`` at the end is the end. Time grows with length, not with stars."""
    anchored = pattern.endswith(b"$")
    first, *pieces = (pattern[:-1] if anchored else pattern).split(b"*")
    if not path.startswith(first):
        return False
    position = len(first)
    if not pieces:
        return not anchored or position == len(path)
    *middle, last = pieces
    for piece in middle:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if anchored:
        return path.endswith(last) and len(path) - len(last) >= position
    return path.find(last, position) >= 0
