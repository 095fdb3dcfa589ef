"""Lines next to a title that may be times, and what stands beside them, in a soup of their own.

:func:`extractors.facts.visible_moments` asks a certain number of elements around the title. In a soup of fewer elements
it would ask others; here the title is told its neighbours: those that would be asked on the whole page, without the
ones that certainly are no times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, cast

from bs4 import Tag
from bs4.element import PageElement
from lxml import etree

from extractors.dateline import DATE_LENGTH
from extractors.markup import BOXES
from extractors.transplant import Quick, transplanted

NEAR = 60
"""How many elements after the title, and half as many before it, :func:`extractors.facts.visible_moments` asks."""

_STRING = etree.XPath("string()")
_DIGIT = re.compile(r"\d")
# A day and a month at the least.
_NUMBERS = re.compile(r"\d\D+\d")
# Words inside these are no text to BeautifulSoup.
_UNSPOKEN = frozenset({"script", "style", "template", "rt", "rp"})


class Placed(Quick):
    """A tag whose neighbours are given, where it is a title; they are those of the whole page that may be times."""

    following: Sequence[Tag] = ()
    preceding: Sequence[Tag] = ()

    @property
    def next_elements(self) -> Iterator[PageElement]:
        """The neighbours after it, in page order."""
        return iter(self.following)

    @property
    def previous_elements(self) -> Iterator[PageElement]:
        """The neighbours before it, the closest first."""
        return iter(self.preceding)


def beside(order: Sequence[etree._Element], title: etree._Element) -> Placed:
    """The title in a soup of those lines near it that may be times, each beside its own neighbours.

    Args:
        order: all elements of the page, in page order.
    """
    place = order.index(title)
    early, late = order[max(0, place - NEAR // 2) : place], order[place + 1 : place + 1 + NEAR]
    numbered = _numbered([*early, title, *late], beyond=order[place + 1 + NEAR :][:1])
    boxes = set(title.iterancestors())
    before = [one for one in early if one in numbered and one not in boxes and _may_be_time(one)]
    after = [one for one in late if one in numbered and _may_be_time(one)]
    lines = {title, *before, *after}
    beside_them = {one for line in lines for one in (_sibling(line, -1), _sibling(line, 1)) if one is not None}
    bare = {one for one in beside_them - lines if one.tag != "a"}
    kept = lines | beside_them
    _, twins = transplanted([one for one in order if one in kept], bare=bare, kind=Placed)
    placed = cast(Placed, twins[title])
    placed.following = [twins[one] for one in after]
    placed.preceding = [twins[one] for one in reversed(before)]
    return placed


def _sibling(element: etree._Element, step: Literal[-1, 1]) -> etree._Element | None:
    """The next element beside another, comments passed over."""
    return next(element.itersiblings(etree.Element, preceding=step < 0), None)


def _numbered(near: Sequence[etree._Element], *, beyond: Sequence[etree._Element]) -> set[etree._Element]:
    """Elements with a digit in them, among those near and what is around them; those that go on beyond may have one."""
    found: set[etree._Element] = set()
    if next(near[0].getroottree().iter(etree.Comment, etree.ProcessingInstruction), None) is not None:
        # What stands after a comment belongs to no element that is listed here.
        found.update(near)
    telling: list[etree._Element | None] = [element.getparent() for element in beyond]
    for element in near:
        if element.text and _DIGIT.search(element.text):
            telling.append(element)
        if element.tail and _DIGIT.search(element.tail):
            telling.append(element.getparent())
    for teller in telling:
        box = teller
        while box is not None and box not in found:
            found.add(box)
            box = box.getparent()
    return found.union(element for element in near if element.tag == "time")


def _may_be_time(element: etree._Element) -> bool:
    """False for what is certainly no line with a time: what holds boxes, is too long or has no two numbers."""
    unspoken = False
    for node in element.iter():
        if node.tag in BOXES and node is not element:
            return False
        unspoken = unspoken or node.tag in _UNSPOKEN
    text = cast(str, _STRING(element))
    if not unspoken and len(text) > DATE_LENGTH and sum(map(len, text.split())) > DATE_LENGTH:
        return False
    return _NUMBERS.search(text) is not None or (element.tag == "time" and element.get("datetime") is not None)
