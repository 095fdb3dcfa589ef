"""What a declared reading needs of a page, cut out of it before BeautifulSoup builds anything.

lxml parses a page some twenty times faster than BeautifulSoup builds its tree from the same events of the same parser.
So the elements that a reading names are found in lxml's tree, and only they, the page's metadata and the boxes around
them go into a soup. Everything after that reads the small soup as it would read the whole one: the same elements in the
same order inside the same boxes.

Whatever the small soup could tell otherwise than the whole one is left to the whole one: :func:`isolate` gives None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from bs4 import Tag
from lxml import etree

from extractors.blocks import Cut
from extractors.markup import Markup, Stripped, inline, words_of
from extractors.nearby import beside
from extractors.publishers import Reading
from extractors.selecting import selected
from extractors.transplant import transplanted

FIELDS = ("title", "kicker", "lead", "date", "author", "section")
"""Fields of a reading that are one element's words."""

_MOST_CHARACTERS = 4_000_000
# libxml2 stops, without a word, at elements nested deeper than 256; BeautifulSoup's own tree goes on.
_MOST_DEPTH = 255
# Only the first few elements of a selector are asked, as in Markup.first.
_TRIED = 8
# What facts.gather looks at, and a little more: it looks again, and closer.
_SAID = ("meta", "title", "link")
_SAID_INSIDE = etree.XPath("//*[@itemprop='datePublished' or @itemprop='dateModified']")


@dataclass(frozen=True, slots=True)
class Isolated:
    """A page's metadata and the elements of one reading, in a soup of their own.

    Attributes:
        reading: the reading whose body is on the page.
        markup: the soup; what no field and no fact needs is not in it.
        fields: words by the name of the field, None for one that is not on the page; the title is.
        cut: what the reading says of the body.
        title: the title, in another soup, that knows the lines next to it that may be times.
    """

    reading: Reading
    markup: Markup
    fields: dict[str, str | None]
    body: Tag
    cut: Cut
    title: Tag


def isolate(page: Stripped, readings: Iterable[Reading]) -> Isolated | None:
    """The first reading with a body on the page, and its parts; None where only the whole soup can tell."""
    root = _root(page.html)
    if root is None:
        return None
    for reading in readings:
        body = _first(root, reading.body)
        if body is None:
            return None
        if body:
            return _isolated(page, root, reading, body[0])
    return None


def _root(html: str) -> etree._Element | None:
    """The tree's top, or None for what lxml and BeautifulSoup may cut differently."""
    if len(html) > _MOST_CHARACTERS:
        return None
    parser = etree.HTMLParser()
    try:
        parser.feed(html)
        root = parser.close()
    except (etree.LxmlError, UnicodeError):
        return None
    # A page that goes on after its end gets a second top.
    if root is None or root.getnext() is not None or root.getprevious() is not None or _ends_deep(root):
        return None
    return root


def _ends_deep(root: etree._Element) -> bool:
    """True where the last line of boxes is so deep that libxml2 may have stopped in it."""
    depth = 1
    while len(root):
        root = root[-1]
        depth += 1
    return depth >= _MOST_DEPTH


def _first(root: etree._Element, selectors: Sequence[str]) -> list[etree._Element] | None:
    """The first element with words that a selector finds, in a list; an empty list; or None for an unknown selector."""
    for selector in selectors:
        found = selected(root, (selector,))
        if found is None:
            return None
        for element in found[:_TRIED]:
            if _may_have_words(element):
                return [element]
    return []


def _may_have_words(element: etree._Element) -> bool:
    if element.tag in ("meta", "input"):
        return bool(element.get("content") or element.get("value"))
    return any(text.strip() for text in element.itertext())


def _isolated(page: Stripped, root: etree._Element, reading: Reading, body: etree._Element) -> Isolated | None:
    if not reading.title or not reading.lead:
        # A field that a reading does not name is read as on any page.
        return None
    chosen: dict[str, etree._Element | None] = {}
    for field in FIELDS:
        found = _first(root, getattr(reading, field))
        if found is None:
            return None
        chosen[field] = found[0] if found else None
    dropped, captions = selected(root, reading.drop), selected(root, reading.caption)
    wanted = {body, *(element for element in chosen.values() if element is not None), *_said(root)}
    order = list(root.iter(etree.Element))
    soup, twins = transplanted([element for element in order if element in wanted])
    title = chosen["title"]
    if title is None or dropped is None or captions is None:
        return None
    fields = {field: words_of(twins[element]) if element is not None else None for field, element in chosen.items()}
    if "" in fields.values():
        # The whole soup looks for the next one.
        return None
    within = set(body.iterdescendants(etree.Element)) if dropped or captions else set()
    return Isolated(
        reading=reading,
        markup=Markup(soup, page.linked),
        fields=fields,
        body=twins[body],
        cut=Cut(
            frozenset(id(twins[element]) for element in dropped if element in within),
            frozenset(id(twins[element]) for element in captions if element in within),
            len(inline(twins[body])),
        ),
        title=beside(order, title),
    )


def _said(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter(*_SAID):
        if element.tag != "link" or "canonical" in (element.get("rel") or ""):
            yield element
    yield from cast("list[etree._Element]", _SAID_INSIDE(root))
