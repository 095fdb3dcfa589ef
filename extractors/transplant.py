"""Elements of lxml's tree to a soup, as if lxml had said them to BeautifulSoup while parsing."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import Any, cast

from bs4 import BeautifulSoup, Tag
from bs4.builder import HTMLTreeBuilder
from bs4.element import Comment, ProcessingInstruction, ResultSet
from lxml import etree

from extractors.markup import elements

Twins = dict[etree._Element, Tag]
"""Elements of lxml's tree and their copies in a soup."""


class Quick(Tag):
    """A tag that is quickly asked for what is in it by name.

    BeautifulSoup builds a filter for every question, which takes longer than the answer where elements hold little.
    """

    def find_all(self, name: Any = None, *others: Any, **more: Any) -> Any:
        """Everything of that name, or of one of those names, inside."""
        names = _names(name)
        if names is None or others or more:
            return super().find_all(name, *others, **more)
        return ResultSet(None, [element for element in elements(self) if element.name in names])

    def find(self, name: Any = None, *others: Any, **more: Any) -> Any:
        """The first of that name, or of one of those names, inside."""
        names = _names(name)
        if names is None or others or more:
            return super().find(name, *others, **more)
        return next((element for element in elements(self) if element.name in names), None)

    def find_parent(self, name: Any = None, *others: Any, **more: Any) -> Any:
        """The closest of that name, or of one of those names, around."""
        names = _names(name)
        if names is None or others or more:
            return super().find_parent(name, *others, **more)
        return next((element for element in self.parents if element.name in names), None)


def _names(name: object) -> tuple[str, ...] | None:
    if isinstance(name, str):
        return (name,)
    return tuple(name) if isinstance(name, list) and all(isinstance(one, str) for one in name) else None


def transplanted(
    kept: Sequence[etree._Element], *, bare: Set[etree._Element] = frozenset(), kind: type[Tag] = Quick
) -> tuple[BeautifulSoup, Twins]:
    """A soup of elements with all they hold and the bare boxes around them, and their twins.

    Args:
        kept: in page order.
        bare: those of them that come without what they hold.
        kind: what the soup's tags are.
    """
    twins: Twins = {}

    def grow(soup: BeautifulSoup) -> None:
        standing: list[etree._Element] = []
        for element in kept:
            if element in twins:
                continue
            boxes = list(element.iterancestors())[::-1]
            while standing and (len(standing) > len(boxes) or standing[-1] is not boxes[len(standing) - 1]):
                soup.handle_endtag(standing.pop().tag)
            if element in bare:
                boxes.append(element)
            for box in boxes[len(standing) :]:
                twins[box] = _opened(soup, box)
                standing.append(box)
            if element not in bare:
                _copy(soup, element, twins)

    return BeautifulSoup("", builder=_Grower(grow), element_classes={Tag: kind}), twins


def _copy(soup: BeautifulSoup, element: etree._Element, twins: Twins) -> None:
    """Say an element to a soup as lxml's parser would."""
    if not len(element):
        twins[element] = _opened(soup, element)
        if element.text:
            soup.handle_data(element.text)
        soup.handle_endtag(element.tag)
        return
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            twins[node] = _opened(soup, node)
            if node.text:
                soup.handle_data(node.text)
            continue
        if event == "end":
            soup.handle_endtag(node.tag)
        else:
            soup.endData()
            soup.handle_data(node.text or "" if event == "comment" else f"{node.target} {node.text or ''}")
            soup.endData(Comment if event == "comment" else ProcessingInstruction)
        if node.tail and node is not element:
            soup.handle_data(node.tail)


class _Grower(HTMLTreeBuilder):
    """A builder of BeautifulSoup that is told elements by a function instead of reading markup."""

    def __init__(self, grow: Callable[[BeautifulSoup], None]) -> None:
        super().__init__()
        self._grow = grow

    def feed(self, markup: str | bytes) -> None:
        """Put the elements into the soup."""
        assert self.soup is not None
        self._grow(self.soup)


def _opened(soup: BeautifulSoup, element: etree._Element) -> Tag:
    tag = soup.handle_starttag(element.tag, None, None, dict(cast("Sequence[tuple[str, str]]", element.items())))
    assert tag is not None
    return tag
