"""Lines of a page and what each tells: running text, a link to another page, or a word or two of the site.

The body of an article is where running text outweighs links. Every line has a weight, the weight of an element is the
sum of its lines', and the heaviest element is the body: the maximum subsequence idea of Pasternack and Roth (WWW 2009)
on a tree. Boxes that repeat (a headline with its summary, a reader's name with a comment) carry running text of others
and weigh against the element that holds them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import Tag

from extractors.lines import HEADINGS, HEADLINE_WORDS, Line, lines

FREE_WORDS = 60
"""So many running words outside of all boxes that belong to the site may be a short article's."""

_FREE_SHARE = 6
_OF_THE_SITE = frozenset(("nav", "aside", "footer", "menu"))
_WHOLE = frozenset(("html", "body", "form", "main", "article"))
_SITE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:foot(?:er)?|side-?bar|menu|nav(?:bar|igation)?|breadcrumbs?|comments?|binh-?luan|y-?kien|related|"
    r"relate|tin-?lien-?quan|lien-?quan|tin-?khac|other-?news|newsletter|copyright)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OVER_THE_PAGE = re.compile(r"(?:^|[\s_-])(?:popup|modal|lightbox|cookies?)(?:$|[\s_-])", re.IGNORECASE)


@dataclass(slots=True)
class Tally:
    """What the lines inside an element amount to, and its first and last; filled while a page is weighed."""

    first: int = 0
    last: int = -1
    lines: int = 0
    words: int = 0
    running: int = 0
    running_lines: int = 0
    headlines: int = 0
    opened: int = 0
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
        self._siblings: dict[tuple[int, int, int], int] = {}
        around = [list(line.around()) for line in self.lines]
        for place, (line, elements) in enumerate(zip(self.lines, around, strict=True)):
            running, headline = line.is_running, line.is_headline
            for element in elements:
                held = self._tallies.get(id(element))
                if held is None:
                    held = self._tallies[id(element)] = Tally(first=place)
                    self._elements[id(element)] = element
                held.last = place
                held.lines += 1
                held.words += line.words
                held.running += line.words * running
                held.running_lines += running
                held.headlines += headline
                held.opened += line.opening >= HEADLINE_WORDS
        plain = [self._plain_weight(line) for line in self.lines]
        if not any(weight > 0 for weight in plain):
            # Nothing else runs: what stands in boxes alike with a time each is a live report, not readers' words.
            plain = [weight or float(line.words) for line, weight in zip(self.lines, plain, strict=True)]
        self._telling = {id(line) for line, weight in zip(self.lines, plain, strict=True) if weight > 0}
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

    def within(self, element: Tag) -> Sequence[Line]:
        """The lines inside an element, in page order."""
        return [self.lines[place] for place in self.places(element)]

    def places(self, element: Tag | None) -> range:
        """Places of the lines inside an element: they follow one another."""
        held = self._tallies.get(id(element))
        return range(held.first, held.last + 1) if held is not None else range(0)

    def is_telling(self, line: Line) -> bool:
        """True for running text that is neither a summary of another article nor what a reader wrote."""
        return id(line) in self._telling

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
        if line.opening >= HEADLINE_WORDS and self._alike(line.box, 0, opened=1) >= 2:
            return True
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
                has_heading = element.find(list(HEADINGS)) is not None
                return not has_heading and self._alike(element, 0) >= 2
        return False

    def _alike(self, element: Tag, headlines: int, *, opened: int = 0) -> int:
        """How many siblings have the same name and classes and hold running text, headlines, or lines that open so."""
        key = (id(element), headlines, opened)
        if key not in self._siblings:
            classes, parent = element.get("class"), element.parent
            self._siblings[key] = sum(
                one.name == element.name
                and one.get("class") == classes
                and one is not element
                and id(one) in self._tallies
                and self.tally(one).headlines >= headlines
                and self.tally(one).opened >= opened
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
