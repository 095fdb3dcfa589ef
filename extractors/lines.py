"""Lines of a page as a browser would set them, and whether each is running text or a link to another page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from extractors.encoding import one_line
from extractors.markup import BREAKING

RUNNING_WORDS = 20
"""A line at least this long runs; a shorter one runs where it ends like a sentence."""

HEADLINE_WORDS = 4
"""A line of links with at least this many words is a headline of another page."""

MOST_ANCESTORS = 60
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SENTENCE_WORDS = 6
_SENTENCE_END = re.compile(r"[.!?…:;][”\"')\]]*$")
_SILENT = """script style noscript template svg button select option textarea input iframe object embed video audio
amp-ad amp-embed amp-iframe amp-sidebar amp-analytics"""
_UNREAD = frozenset(_SILENT.split())


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a browser would set it: the block that holds it, its text, its words and how many are links.

    It is a link where at least half of it is links; it runs where it is text of sentences.
    """

    box: Tag
    text: str
    words: int
    linked: int
    opening: int
    """Words of the link that it begins with."""

    is_link: bool
    is_running: bool

    def around(self, most: int = MOST_ANCESTORS) -> Iterator[Tag]:
        """The block of the line and the elements around it, from the inside out."""
        yield self.box
        yield from (one for one in islice(self.box.parents, most) if one.name != "[document]")

    @property
    def is_headline(self) -> bool:
        """True for a link to another page that says what is there."""
        return self.is_link and self.words >= HEADLINE_WORDS


def lines(root: Tag) -> list[Line]:
    """The lines inside an element, in page order, without recursion."""
    found: list[Line] = []
    pieces: list[str] = []
    linked = opening = 0
    box = root
    in_link = 0
    ahead: list[PageElement | tuple[Tag | None]] = list(reversed(root.contents))
    while ahead:
        node = ahead.pop()
        if isinstance(node, tuple):
            held = node[0]
            if held is None:
                in_link -= 1
                continue
            linked = opening = _flush(found, box, pieces, linked, opening)
            box = held
        elif isinstance(node, Tag):
            if node.name in _UNREAD:
                continue
            if node.name == "a" and node.get("href") is not None:
                in_link += 1
                ahead.append((None,))
            elif node.name in BREAKING:
                linked = opening = _flush(found, box, pieces, linked, opening)
                if node.name != "br":
                    ahead.append((box,))
                    box = node
            ahead.extend(reversed(node.contents))
        elif type(node) is NavigableString:
            pieces.append(node)
            if in_link:
                if not linked and not any(piece.strip() for piece in pieces[:-1]):
                    opening = len(node.split())
                linked += len(node.split())
    _flush(found, box, pieces, linked, opening)
    return found


def _flush(found: list[Line], box: Tag, pieces: list[str], linked: int, opening: int) -> int:
    text = one_line("".join(pieces)) if pieces else ""
    pieces.clear()
    if text:
        words = len(text.split())
        is_link = linked * 2 >= words
        runs = words >= RUNNING_WORDS or (words >= _SENTENCE_WORDS and _SENTENCE_END.search(text) is not None)
        found.append(
            Line(box, text, words, linked, opening, is_link, runs and not is_link and box.name not in HEADINGS)
        )
    return 0
