"""Lines of a page and what each tells: running text, a link to another page, or a word or two of the site.

The body of an article is where running text outweighs links. Every line has a weight, the weight of an element is the
sum of its lines', and the heaviest element is the body: the maximum subsequence idea of Pasternack and Roth (WWW 2009)
on a tree. Boxes that repeat (a headline with its summary, a reader's name with a comment) carry running text of others
and weigh against the element that holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
FREE_WORDS = 60
"""So many running words outside of all boxes that belong to the site may be a short article's."""

_FREE_SHARE = 6
_SENTENCE_WORDS = 6
_SENTENCE_END = re.compile(r"[.!?…:;][”\"')\]]*$")
_SILENT = """script style noscript template svg button select option textarea input iframe object embed video audio
amp-ad amp-embed amp-iframe amp-sidebar amp-analytics"""
_UNREAD = frozenset(_SILENT.split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_OF_THE_SITE = frozenset(("nav", "aside", "footer", "menu"))
_WHOLE = frozenset(("html", "body", "form", "main", "article"))
_SITE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:foot(?:er)?|side-?bar|menu|nav(?:bar|igation)?|breadcrumbs?|comments?|binh-?luan|y-?kien|related|"
    r"relate|tin-?lien-?quan|lien-?quan|tin-?khac|other-?news|newsletter|copyright)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OVER_THE_PAGE = re.compile(r"(?:^|[\s_-])(?:popup|modal|lightbox|cookies?)(?:$|[\s_-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a browser would set it: the block that holds it, its text, its words and how many are links.

    It is a link where at least half of it is links; it runs where it is text of sentences.
    """

    box: Tag
    text: str
    words: int
    linked: int

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
    linked = 0
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
            linked = _flush(found, box, pieces, linked)
            box = held
        elif isinstance(node, Tag):
            if node.name in _UNREAD:
                continue
            if node.name == "a" and node.get("href") is not None:
                in_link += 1
                ahead.append((None,))
            elif node.name in BREAKING:
                linked = _flush(found, box, pieces, linked)
                if node.name != "br":
                    ahead.append((box,))
                    box = node
            ahead.extend(reversed(node.contents))
        elif type(node) is NavigableString:
            pieces.append(node)
            if in_link:
                linked += len(node.split())
    _flush(found, box, pieces, linked)
    return found


def _flush(found: list[Line], box: Tag, pieces: list[str], linked: int) -> int:
    text = one_line("".join(pieces)) if pieces else ""
    pieces.clear()
    if text:
        words = len(text.split())
        is_link = linked * 2 >= words
        runs = words >= RUNNING_WORDS or (words >= _SENTENCE_WORDS and _SENTENCE_END.search(text) is not None)
        found.append(Line(box, text, words, linked, is_link, runs and not is_link and box.name not in _HEADINGS))
    return 0


@dataclass(slots=True)
class Tally:
    """What the lines inside an element amount to; filled while a page is weighed, then only read."""

    lines: int = 0
    words: int = 0
    running: int = 0
    running_lines: int = 0
    headlines: int = 0
    own: float = 0.0
    weight: float = 0.0

    @property
    def short_lines(self) -> int:
        """Lines that neither run nor link to another article: a name, a time, a heading."""
        return self.lines - self.running_lines - self.headlines


class Weighed:
    """Lines of a page with a weight each, added up for every element that holds some."""

    def __init__(self, root: Tag) -> None:
        self.lines: Sequence[Line] = lines(root)
        self._elements: dict[int, Tag] = {}
        self._tallies: dict[int, Tally] = {}
        self._siblings: dict[tuple[int, int], int] = {}
        around = [list(line.around()) for line in self.lines]
        for line, elements in zip(self.lines, around, strict=True):
            running, headline = line.is_running, line.is_headline
            for element in elements:
                held = self._tallies.get(id(element))
                if held is None:
                    held = self._tallies[id(element)] = Tally()
                    self._elements[id(element)] = element
                held.lines += 1
                held.words += line.words
                held.running += line.words * running
                held.running_lines += running
                held.headlines += headline
        plain = [self._plain_weight(line) for line in self.lines]
        for weight, elements in zip(plain, around, strict=True):
            if weight > 0:
                for element in elements:
                    self._tallies[id(element)].own += weight
        self._most = max((held.own for held in self._tallies.values()), default=0.0)
        self._named: dict[int, tuple[bool, bool]] = {}
        self._titled = {id(one) for heading in root.find_all("h1") for one in heading.parents}
        self._free = sum(
            weight for line, weight in zip(self.lines, plain, strict=True) if weight > 0 and not self._in_named(line)
        )
        for line, weight, elements in zip(self.lines, plain, around, strict=True):
            signed = -weight if weight > 0 and self.is_of_the_site(line) else weight
            for element in elements:
                self._tallies[id(element)].weight += signed

    def tally(self, element: Tag) -> Tally:
        """What an element's lines amount to."""
        return self._tallies.get(id(element)) or Tally()

    def within(self, element: Tag) -> list[Line]:
        """The lines inside an element, in page order."""
        return [line for line in self.lines if any(one is element for one in line.around())]

    def heaviest(self) -> Tag | None:
        """The element whose lines weigh most, the innermost of equals; None where nothing weighs for a body."""
        best = max(self._tallies, key=lambda key: self._tallies[key].weight, default=None)
        if best is None or self._tallies[best].weight <= 0:
            return None
        # Lines are counted from the inside out, so that of two equals the first found is the inner one.
        return self._elements[best]

    def is_of_the_site(self, line: Line) -> bool:
        """True for a line in a menu, a footer, comments.

        A box so named that holds most of a page's text is none, unless there is text enough for an article without it
        and the title is not in it.
        """
        apart = max(FREE_WORDS, self._most / _FREE_SHARE)
        for one in line.around(12):
            over, named = self._names(one)
            if over:
                return True
            if named:
                own = self.tally(one).own
                if own * 2 <= self._most or (self._free >= apart and id(one) not in self._titled):
                    return True
        return False

    def _in_named(self, line: Line) -> bool:
        return any(True in self._names(one) for one in line.around(12))

    def _names(self, element: Tag) -> tuple[bool, bool]:
        """Whether an element's names say that it lies over the page, and that it is around articles."""
        if element.name in _WHOLE:
            return False, False
        known = self._named.get(id(element))
        if known is None:
            over = _OVER_THE_PAGE.search(names_of(element)) is not None
            known = self._named[id(element)] = over, is_of_the_site(element)
        return known

    def _plain_weight(self, line: Line) -> float:
        """The weight of a line by what it is and where it stands, whatever the elements around it are called."""
        if line.is_link:
            return -0.5 * line.words
        if not line.is_running:
            return -1.0
        if self._is_summary(line):
            return -1.0 * line.words
        return 0.0 if self._is_voice(line) else float(line.words)

    def _is_summary(self, line: Line) -> bool:
        """True for running text in a box with a headline that stands among such boxes."""
        for element in line.around(3):
            held = self.tally(element)
            if held.headlines:
                return held.running_lines <= 2 and held.headlines <= 2 and self._alike(element, 1) >= 1
        return False

    def _is_voice(self, line: Line) -> bool:
        """True for the one running line of a box among boxes alike, each with a name or a time beside it."""
        for element in line.around(3):
            held = self.tally(element)
            if held.running_lines > 1:
                return False
            if held.lines > 1:
                has_heading = element.find(list(_HEADINGS)) is not None
                return not has_heading and self._alike(element, 0) >= 2
        return False

    def _alike(self, element: Tag, headlines: int) -> int:
        """How many siblings have the same name and classes and hold running text or headlines too."""
        key = (id(element), headlines)
        if key not in self._siblings:
            classes, parent = element.get("class"), element.parent
            self._siblings[key] = sum(
                one.name == element.name
                and one.get("class") == classes
                and one is not element
                and id(one) in self._tallies
                and self.tally(one).headlines >= headlines
                and self.tally(one).running_lines <= 2
                for one in (parent.children if parent is not None else ())
                if isinstance(one, Tag)
            )
        return self._siblings[key]


def is_of_the_site(element: Tag) -> bool:
    """True for an element that by its kind or its name is around articles, never of one."""
    if element.name in _OF_THE_SITE:
        return True
    return element.name not in _WHOLE and _SITE_NAMES.search(names_of(element)) is not None


def names_of(element: Tag) -> str:
    """An element's classes and id in one line."""
    held: str | list[str] = element.get("class") or []
    return f"{' '.join(held) if isinstance(held, list) else held} {element.get('id') or ''}"
