"""The title and the lead of a page: what readers see, chosen with the help of what its metadata state."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bs4 import Tag

from extractors.boxes import Weighed, names_of
from extractors.dateline import has_date
from extractors.facts import Facts
from extractors.lines import Line
from extractors.markup import Markup, words_of
from extractors.roles import is_caption, is_notice, same

LEAD_WORDS = 160
"""A lead longer than this is a paragraph."""

TITLE_WORDS = 45
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:sapo|chapeau|hometext|lead|lede|summary|standfirst|tom-?tat|trich-?yeu|mo-?ta)(?:$|[\s_-])|"
    r"(?:^|[\s])(?:detail-desc|cms-desc|description|desc)(?:$|\s)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"title|tieu-?de|headline|(?:^|[\s_-])head(?:$|[\s_-])", re.IGNORECASE)
_SITE = re.compile(r"\s+[|·•–—-]\s+[^|·•–—-]{2,80}$")
_ENDED = re.compile(r"[.!?…][”\"')]*$")
_JOINED = re.compile(r"\s+[|·•–—-]\s+|\s*[|»›>]\s*|:\s+")
_LARGE = re.compile(r"font(?:-weight)?\s*:[^;]*\bbold|font-weight\s*:\s*[6-9]00", re.IGNORECASE)
_PART_WORDS = 4
_SURE_LIKENESS = 0.8
_DATE_WORDS, _DATE_REACH = 12, 5
_NEAR_SCORE, _LINK_SCORE, _LEAST_SCORE = 0.6, 1.2, 0.3
_REACH = 14
"""How many lines before the body a title that no metadata state is looked for."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A title, the element that shows it, and the signal that chose it."""

    element: Tag | None
    text: str | None
    signal: str


def headline_of(markup: Markup, facts: Facts, page: Weighed, body: Tag | None) -> Headline:
    """The title readers see: a heading that metadata confirm, another line they confirm, or the line over the body."""
    stated = [bare(title) for title in facts.titles]
    best: tuple[float, float, Tag] | None = None
    for heading in (one for one in markup.soup.find_all("h1") if words_of(one)):
        near, likeness = _near(heading, page, body), _likeness(words_of(heading), facts.titles)
        score = likeness + _NEAR_SCORE * near - _LINK_SCORE * _is_linked(heading)
        if (likeness > 0.5 or near) and (best is None or score > best[0]):
            best = score, likeness, heading
    likely = best is not None and best[0] > _LEAST_SCORE
    in_part = best is not None and _is_part(words_of(best[2]), facts.titles)
    if best is not None and likely and best[1] >= _SURE_LIKENESS and not in_part:
        return _shown(best[2], "visible h1")
    wanted = {same(title) for title in (*(() if in_part else stated), *facts.titles)}
    for line in _over(page, body) if likely else page.lines:
        if same(line.text) in wanted and line.words > 2 and not line.is_link:
            return _shown(_whole(line), f"visible {line.box.name} that repeats the stated title")
    part = _stated_in_part(page, body, facts.titles)
    if part is not None:
        return _shown(_whole(part), f"visible {part.box.name} that repeats a part of the stated title")
    if best is not None and likely:
        return _shown(best[2], "visible h1")
    over = _line_over(page, body)
    if over is not None:
        return _shown(_whole(over), "line over the body")
    if best is not None:
        return _shown(best[2], "visible h1")
    return Headline(None, stated[0], "stated title") if stated else Headline(None, None, "")


def lead_of(facts: Facts, headline: Headline, page: Weighed, body: Tag | None) -> str | None:
    """The lead that is set apart from the body on the page, never one that only metadata hold.

    Of the lines between title and body the one whose element is named so, or that repeats the description, or the last
    that reads as a sentence.
    """
    between = [line for line in _between(headline, page, body) if _may_lead(line, headline, page)]
    start = same(facts.description or "")[:50].rstrip()
    for line in between:
        if len(start) >= 25 and start in same(line.text)[: len(start) + 40]:
            return line.text
    for line in between:
        if any(_LEAD.search(names_of(one)) for one in line.around(3)):
            return line.text
    sentences = [line for line in between if line.words >= 12 and _ENDED.search(line.text)]
    return max(sentences, key=lambda line: line.words).text if sentences else None


def bare(title: str) -> str:
    """A stated title without the name of the site after its last bar or dash."""
    short = _SITE.sub("", title)
    return short if len(short.split()) >= 3 else title


def _shown(element: Tag, signal: str) -> Headline:
    return Headline(element, words_of(element), signal)


def _whole(line: Line) -> Tag:
    """The smallest element that holds the line's text and no more: a box may hold other lines beside it."""
    wanted = same(line.text)
    if same(words_of(line.box)) == wanted:
        return line.box
    inner = (one for one in line.box.find_all(["b", "strong", "span", "font", "a", "em", "i"]))
    return next((one for one in inner if same(words_of(one)) == wanted), line.box)


def _first_running(page: Weighed, body: Tag | None) -> int | None:
    held = page.places(body)
    return next((place for place in held if page.lines[place].is_running), held[0] if held else None)


def _over(page: Weighed, body: Tag | None) -> Sequence[Line]:
    """The lines right before the first running one of the body."""
    end = _first_running(page, body)
    return page.lines[max(0, end - _REACH) : end] if end is not None else ()


def _stated_in_part(page: Weighed, body: Tag | None, titles: Sequence[str]) -> Line | None:
    """The nearest line over the body that says what one side of a bar or dash in a stated title says."""
    parts = {same(part) for title in titles for part in _JOINED.split(title) if len(part.split()) >= _PART_WORDS}
    over = (line for line in reversed(_over(page, body)) if not line.is_link)
    return next((line for line in over if same(line.text) in parts), None)


def _is_part(text: str, titles: Sequence[str]) -> bool:
    """True for a heading that says one side of every stated title that has it: it may be the name of the site."""
    own = same(text)
    if any(own == same(title) for title in titles):
        return False
    return any(own in {same(part) for part in _JOINED.split(title)} for title in titles)


def _line_over(page: Weighed, body: Tag | None) -> Line | None:
    """The nearest line before the first running one that looks like a title.

    One that is named so, a heading, large, all bold, a heading that is a link, or a line with nothing but a date
    between it and the body; never one of a column of other stories.
    """
    end = _first_running(page, body)
    if end is None:
        return None
    start = max(0, end - _REACH)
    around = {id(one): one for one in page.lines[end].around()}
    above = [
        (place, line)
        for place, line in enumerate(page.lines[start:end], start=start)
        if _may_title(line, page) and not _of_other_stories(line, around, page)
    ]
    kinds: tuple[Callable[[int, Line], bool], ...] = (
        lambda _, line: not line.is_link and _is_heading(line),
        lambda _, line: not line.is_link and _is_bold(line),
        lambda _, line: line.is_link and _is_heading(line),
        lambda place, line: not line.is_link and _is_dated(page, place, end),
    )
    for kind in kinds:
        chosen = [line for place, line in above if kind(place, line)]
        if chosen:
            return chosen[-1]
    return None


def _of_other_stories(line: Line, around: Mapping[int, Tag], page: Weighed) -> bool:
    """True where the part of the page that holds the line, and not the body, tells or links to other stories."""
    beside = None
    for element in line.around():
        if id(element) in around:
            break
        beside = element
    held = page.tally(beside) if beside is not None else None
    return held is not None and (held.running_lines > 1 or held.headlines > 1)


def _is_dated(page: Weighed, place: int, end: int) -> bool:
    """True where the next line is a short one that says a date."""
    after = page.lines[place + 1] if place + 1 < end else None
    return after is not None and after.words <= _DATE_WORDS and has_date(after.text)


def is_dated(headline: Headline, page: Weighed) -> bool:
    """True where a date stands beside the title, with no link to another article between them."""
    held = page.places(headline.element)
    if not held:
        return False
    for places in (range(held[-1] + 1, held[-1] + 1 + _DATE_REACH), range(held[0] - 1, held[0] - 1 - _DATE_REACH, -1)):
        for place in places:
            if not 0 <= place < len(page.lines) or page.lines[place].is_headline:
                break
            if page.lines[place].words <= _DATE_WORDS and has_date(page.lines[place].text):
                return True
    return False


def _near(heading: Tag, page: Weighed, body: Tag | None) -> bool:
    end, held = _first_running(page, body), page.places(heading)
    return end is None or (bool(held) and end - _REACH <= held[0] <= end)


def _is_linked(heading: Tag) -> bool:
    """True for a heading that is nothing but a link: the name of a site or of a section."""
    return sum(len(words_of(link)) for link in heading.find_all("a")) >= 0.9 * len(words_of(heading))


def _may_title(line: Line, page: Weighed) -> bool:
    if not 4 <= line.words <= TITLE_WORDS or has_date(line.text) or is_notice(line.text):
        return False
    return not line.text.endswith((".", ":", ";", ",")) and not page.is_of_the_site(line)


def _is_heading(line: Line) -> bool:
    if line.box.name in ("h1", "h2", "h3", "h4"):
        return True
    inner = line.box.find(["h1", "h2", "h3", "h4", "b", "strong", "span"])
    named = [line.box, *([] if inner is None else [inner]), _whole(line)]
    return any(_TITLE.search(names_of(one)) for one in named)


def _is_bold(line: Line) -> bool:
    bold = line.box.find(["b", "strong"])
    if bold is not None and same(words_of(bold)) == same(line.text):
        return True
    whole = _whole(line)
    around = [whole, *(one for one in line.around(2) if same(words_of(one)) == same(line.text))]
    return any(one.name in ("b", "strong") or _LARGE.search(str(one.get("style") or "")) for one in around)


def _between(headline: Headline, page: Weighed, body: Tag | None) -> Sequence[Line]:
    """Lines after the title and before the body; after the title alone where there is no body."""
    if headline.element is None:
        return ()
    titled: Sequence[int] = page.places(headline.element)
    if not titled:
        titled = [place for place, line in enumerate(page.lines) if same(line.text) == same(headline.text or "")]
    held = page.places(body)
    if not titled or (held and held[0] <= titled[-1]):
        return ()
    end = held[0] if held else titled[-1] + 1 + _REACH
    return page.lines[titled[-1] + 1 : end]


def _may_lead(line: Line, headline: Headline, page: Weighed) -> bool:
    if line.is_link or not 6 <= line.words <= LEAD_WORDS or same(line.text) == same(headline.text or ""):
        return False
    if (has_date(line.text) and line.words <= 12) or is_notice(line.text) or is_caption(line.text):
        return False
    return not page.is_of_the_site(line)


def _likeness(text: str, titles: Sequence[str]) -> float:
    key = same(text)
    found = 0.0
    for title in titles:
        other = same(title)
        if key and (key == other or (len(key) > 12 and key in other)):
            return 1.0
        found = max(found, SequenceMatcher(None, key, other).ratio())
    return found
