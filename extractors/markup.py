"""HTML text to a tree: scripts and styles leave before parsing, JSON-LD is kept aside.

Scripts are often more than half of a page's bytes: no parser sees them. :mod:`extractors.isolate` then keeps most of
what is left from ever becoming a soup, where the publisher of a page is declared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from extractors.encoding import one_line

_UNREAD_NAMES = ("script", "style", "svg", "noscript", "template")
_OPENING = re.compile(rf"<!--|<(?P<name>{'|'.join(_UNREAD_NAMES)})\b(?P<kind>[^>]{{0,2000}})>", re.IGNORECASE)
_CLOSING = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _UNREAD_NAMES}
_COMMENT_END = re.compile(r"(?<=<!--)-?>|--!?>")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = """address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2
h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul"""
BREAKING = frozenset(_BLOCKS.split())
"""Elements a browser sets on lines of their own."""
BOXES = BREAKING - {"br"}
"""Elements that hold others on lines of their own; a line break only ends a line."""
_LINKED = re.compile(r"application/ld\+json", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stripped:
    """A page's HTML without comments, scripts and the like, and the JSON-LD objects that its scripts held."""

    html: str
    linked: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page and its JSON-LD objects, flattened out of lists and ``@graph``."""

    soup: BeautifulSoup
    linked: tuple[Mapping[str, object], ...]

    def first(self, selectors: tuple[str, ...]) -> Tag | None:
        """The first element any of the selectors finds that has text or a value, selectors tried in order."""
        for selector in selectors:
            for element in self.soup.select(selector, limit=8):
                if words_of(element):
                    return element
        return None


def parse(html: str) -> Markup:
    """Parse a whole page or a fragment of one."""
    return grown(stripped(html))


def grown(page: Stripped) -> Markup:
    """The whole soup of a page whose scripts have left."""
    return Markup(BeautifulSoup(page.html, "lxml"), page.linked)


def stripped(html: str) -> Stripped:
    """The markup without comments, scripts and the like, and the JSON-LD objects of the scripts.

    One pass from the left, so that a script inside a comment and a comment inside a script both end where a browser
    ends them. What is never closed stays for the parser, and is looked for once only: time grows with the page.
    """
    # NUL ends the text for libxml2; a page that holds one would lose the rest.
    html = html.replace("\x00", "")
    pieces: list[str] = []
    linked: list[Mapping[str, object]] = []
    unclosed: set[str] = set()
    position = start = 0
    while (opening := _OPENING.search(html, position)) is not None:
        name = (opening["name"] or "").lower()
        position = opening.end()
        if name in unclosed:
            continue
        closing = (_CLOSING[name] if name else _COMMENT_END).search(html, position)
        if closing is None:
            unclosed.add(name)
            continue
        if name == "script" and _LINKED.search(opening["kind"]):
            linked.extend(_objects(html[position : closing.start()]))
        pieces.append(html[start : opening.start()])
        position = start = closing.end()
    pieces.append(html[start:])
    return Stripped(" ".join(pieces), tuple(linked))


def words_of(element: Tag) -> str:
    """An element's text on one line; the ``value`` of an input, the ``content`` of a meta."""
    for name in ("content", "value"):
        held = element.get(name)
        if element.name in ("meta", "input") and isinstance(held, str):
            return one_line(held)
    return one_line(inline(element))


def inline(element: Tag) -> str:
    """An element's characters, with a space where the browser would start a new line."""
    pieces: list[str] = []
    ahead = element.contents[::-1]
    while ahead:
        node = ahead.pop()
        if type(node) is NavigableString:
            pieces.append(_WHITE.sub(" ", node))
        elif isinstance(node, Tag):
            if node.name in BREAKING:
                pieces.append(" ")
            ahead.extend(node.contents[::-1])
    return run_on(pieces)


def run_on(pieces: Iterable[str]) -> str:
    """Pieces of text as they stand on one line.

    Where one ends in a small letter and the next begins with a capital there is a space: a style sheet sets it between
    a place and the sentence that follows, or between a label and a name.
    """
    joined: list[str] = []
    for piece in pieces:
        if joined and piece[:1].isupper() and joined[-1][-1:].islower():
            joined.append(" ")
        if piece:
            joined.append(piece)
    return "".join(joined)


def elements(element: Tag) -> Iterator[Tag]:
    """The elements inside another, in page order; several times faster than a selector that fits all."""
    return (node for node in nodes(element) if isinstance(node, Tag))


def beside(element: Tag, *, after: bool) -> Tag | None:
    """The element right after, or right before, this one in its parent."""
    other = element.next_sibling if after else element.previous_sibling
    while other is not None and not isinstance(other, Tag):
        other = other.next_sibling if after else other.previous_sibling
    return other


def nodes(element: Tag) -> Iterator[PageElement]:
    """Elements and strings inside an element, in page order, one at a time.

    ``descendants`` of BeautifulSoup first looks for the last of them, which makes asking a nest of elements quadratic.
    """
    ahead = element.contents[::-1]
    while ahead:
        node = ahead.pop()
        yield node
        if isinstance(node, Tag):
            ahead.extend(reversed(node.contents))


def holds_block(element: Tag) -> bool:
    """True when an element holds another that is set on lines of its own, line breaks aside."""
    return any(node.name in BOXES for node in elements(element))


def brief(element: Tag, *, most: int) -> str | None:
    """An element's text on one line, or None when it is longer or holds blocks; long ones are not read out."""
    pieces: list[str] = []
    room = most
    for node in nodes(element):
        if isinstance(node, Tag):
            if node.name in BOXES:
                return None
            if node.name == "br":
                pieces.append(" ")
        elif type(node) is NavigableString:
            piece = _WHITE.sub(" ", node)
            pieces.append(piece)
            room -= len(piece.strip())
            if room < 0:
                return None
    return one_line("".join(pieces))


def _objects(text: str) -> Iterator[Mapping[str, object]]:
    try:
        held = json.loads(text.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return
    yield from _flat(held, depth=0)


def _flat(held: object, *, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > 4:
        return
    if isinstance(held, list):
        for one in held:
            yield from _flat(one, depth=depth + 1)
    elif isinstance(held, dict):
        yield held
        yield from _flat(held.get("@graph"), depth=depth + 1)
