"""Reading a page of which nothing is declared: its body, its title and its lead, from what any page shows.

The body is the element whose lines weigh most (:mod:`extractors.boxes`), or the one that microdata name; what it holds
is read by :mod:`extractors.blocks` like a declared body, without boxes that tell of other articles, without what stands
before the title, and without what the site says after the last sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import Tag

from corpus.document import READ_ROLES, Role
from extractors.blocks import Cut, cut_of, image_words, parts_of
from extractors.boxes import Weighed, is_of_the_site
from extractors.facts import Facts
from extractors.headline import Headline, headline_of, is_dated, lead_of
from extractors.markup import Markup, elements, inline
from extractors.roles import Part, is_notice, is_site_line, opens_comments, photo_story, same, settle

LISTING = "trang danh mục, không phải bài"
NO_BODY = "không thấy thân bài"
EMPTY = "trang rỗng"

LEAST_WORDS = 40
"""A body shorter than this on a page that does not call itself an article is not one."""

SURE_LINES = 4
SURE_WORDS = 80
"""A body with so many running lines and words is an article's however much the page links elsewhere."""

_MOST = 0.75
_AROUND = 3
_HEADLINE_WORDS = 6
_TAIL_WORDS = 12
_FORM_WORDS = 80
_VOICES = 3
_CHOICES = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A body element, how many running words it holds, how it was found, and the lines of its page."""

    element: Tag
    words: int
    how: str
    page: Weighed


@dataclass(frozen=True, slots=True)
class Story:
    """What the generic reading makes of a page; ``reading`` and ``how`` say which way it went."""

    reading: str
    how: str
    parts: list[Part]
    headline: Headline
    lead: str | None


def read(markup: Markup, facts: Facts, *, title: str | None) -> Story | str:
    """Read a page, or say in words why it holds no article.

    Args:
        title: the title given beside the page; a page that came with one is not asked whether it is a listing.
    """
    found = find_body(markup)
    page = found.page if found is not None else Weighed(_root(markup))
    headline = headline_of(markup, facts, page, found.element if found is not None else None)
    if title is None and is_listing(markup, facts, found, headline):
        return LISTING
    lead = lead_of(facts, headline, page, found.element if found is not None else None)
    if found is None:
        if lead is None:
            return NO_BODY
        # A page of a film or of one large picture says what it shows in its lead and nowhere else.
        return Story("generic/lead", "lead alone, no paragraph", [(Role.LEAD, lead)], headline, lead)
    parts = _parts(found, headline, title or headline.text)
    if lead and not any(role in READ_ROLES for role, _ in parts):
        parts = [(Role.LEAD, lead), *parts]
    kind = "microdata" if found.how.startswith("microdata") else "weight"
    return Story(f"generic/{kind}", found.how, parts, headline, lead)


def find_body(markup: Markup) -> Found | None:
    """Find the element that holds the article's body, or None where there is no running text."""
    page = Weighed(_root(markup))
    heaviest = page.heaviest()
    most = page.tally(heaviest).running if heaviest is not None else 0
    for element in elements(markup.soup):
        if element.get("itemprop") == "articleBody":
            words = page.tally(element).running
            if words >= max(LEAST_WORDS, most // 2):
                return Found(element, words, "microdata articleBody", page)
    if heaviest is None:
        return None
    element = _widened(_innermost(heaviest, page), page)
    return Found(element, page.tally(element).running, "weight of lines", page)


def is_listing(markup: Markup, facts: Facts, body: Found | None, headline: Headline) -> bool:
    """True for a front page, category or tag page: it does not call itself an article and links more than it tells."""
    if facts.is_article:
        return False
    elsewhere = [len(inline(link).split()) for link in markup.soup.find_all("a")]
    elsewhere = [words for words in elsewhere if words >= _HEADLINE_WORDS]
    if body is None or body.words < LEAST_WORDS:
        return len(elsewhere) >= 5
    held = body.page.within(body.element)
    telling = [line.text for line in held if line.is_running and line.words >= 12]
    told = body.words >= SURE_WORDS and sum(line.is_running for line in held) >= SURE_LINES
    dated = headline.signal.startswith("visible") and is_dated(headline, body.page)
    # The list of older articles that ends many an article is no sign of a listing, one that runs through the text is.
    last = max((place for place, line in enumerate(held) if line.is_running), default=0)
    counted = held[: last + 1] if told or dated else held
    headlines = [line for line in counted if line.is_headline and line.words >= _HEADLINE_WORDS]
    if len(headlines) >= max(3, len(telling)) or _repeats(telling):
        return True
    # A popup or a notice of the site can be the longest running text of a page of headlines.
    sure = dated or (told and (headline.signal.startswith("visible") or sum(elsewhere) <= 3 * body.words))
    return not sure and len(elsewhere) >= 15 and sum(elsewhere) > body.words


def _root(markup: Markup) -> Tag:
    return markup.soup.body or markup.soup


def _innermost(element: Tag, page: Weighed) -> Tag:
    """The element inside that holds the body: around it stand a title, a lead, and a line or two of the site.

    A body in two elements alike, or with paragraphs beside the element inside, is not gone into.
    """
    while True:
        own = page.tally(element)
        inner = max(
            (one for one in element.children if isinstance(one, Tag)),
            key=lambda one: page.tally(one).weight,
            default=None,
        )
        if inner is None or page.tally(inner).running_lines < 2 or page.tally(inner).weight < _MOST * own.weight:
            return element
        outside = [
            line
            for line in page.within(element)
            if page.is_telling(line) and not any(one is inner for one in line.around())
        ]
        if len(outside) > _AROUND or any(_alike(line.box, inner) for line in outside):
            return element
        element = inner


def _widened(element: Tag, page: Weighed) -> Tag:
    """The box of a lone paragraph where all else that it holds are a few words, none of them a title or a link."""
    parent, own = element.parent, page.tally(element)
    if element.name != "p" or parent is None or parent.name in ("body", "main", "form"):
        return element
    held = page.tally(parent)
    if held.headlines or held.lines - own.lines > _AROUND or parent.find(["h1", "h2", "h3", "form"]) is not None:
        return element
    return parent


def _alike(one: Tag, other: Tag) -> bool:
    return one.name == other.name and one.get("class") == other.get("class") and one.get("class") is not None


def _parts(found: Found, headline: Headline, title: str | None) -> list[Part]:
    cut = cut_of(found.element, drop=(), caption=())
    others = {id(element) for element in elements(found.element) if _tells_of_others(element, found)}
    others |= _further_articles(found.element, headline.element)
    cut = Cut(cut.dropped | others, cut.captions, cut.length)
    links = {same(line.text) for line in found.page.within(found.element) if line.is_headline}
    parts = [
        _aside(part) if part[0] in (Role.PARAGRAPH, Role.ITEM) and same(part[1]) in links else part
        for part in settle(parts_of(found.element, cut=cut), captions=image_words(found.element))
    ]
    # A title outside the body that a line of the text repeats is no place to begin.
    outside = headline.element is not None and not any(one is found.element for one in headline.element.parents)
    parts = _between(parts, None if outside and headline.element is not found.element else title)
    told = sum(len(text.split()) for role, text in parts if role in READ_ROLES)
    shown = sum(len(text.split()) for role, text in parts if role is Role.CAPTION)
    return parts if told >= shown else photo_story(parts)


def _further_articles(body: Tag, title: Tag | None) -> set[int]:
    """Articles inside a body after the one that holds the title: the next one, loaded before anyone asks for it."""
    articles = [one for one in elements(body) if one.name == "article" and one.find(["h1", "h2", "h3"]) is not None]
    held = next((one for one in articles if title is not None and any(each is one for each in title.parents)), None)
    if held is None:
        return set()
    after = articles[next(place for place, one in enumerate(articles) if one is held) + 1 :]
    return {id(one) for one in after if one.get("class") == held.get("class")}


def _tells_of_others(element: Tag, found: Found) -> bool:
    """True for a box inside a body that links to other articles, sums them up, or belongs to the site."""
    own, body = found.page.tally(element), found.page.tally(found.element)
    if not own.words or element.name in ("td", "tr", "tbody"):
        return False
    if own.headlines and not own.running_lines:
        return True
    if element.name == "article" and not own.running_lines and own.words * 8 < body.words:
        return True
    if own.words * 2 >= body.words:
        return False
    if own.running_lines >= _VOICES and own.own <= 0:
        return True
    if is_of_the_site(element) or (own.words <= _FORM_WORDS and _asks(element)):
        return True
    if (
        own.headlines
        and own.running_lines <= 2 * own.headlines
        and own.running_lines <= own.short_lines + own.headlines
    ):
        return element.name not in ("p", "li") or own.running_lines == 0
    return False


def _asks(element: Tag) -> bool:
    """True for a box with a form, or with choices of which readers are to take one."""
    names = [one.name for one in elements(element)]
    return "form" in names or "textarea" in names or names.count("input") + names.count("label") >= _CHOICES


def _between(parts: Sequence[Part], title: str | None) -> list[Part]:
    """Parts from the title, where the body holds it, to the last sentence; the site's own are notices."""
    start = next((place + 1 for place, (_, text) in enumerate(parts) if title and same(text) == same(title)), 0)
    kept = list(parts[start:])
    if start:
        first = next((place for place, (_, text) in enumerate(kept) if len(text.split()) >= _TAIL_WORDS), 0)
        kept[:first] = [_aside(part) for part in kept[:first]]
    told = [place for place, (role, text) in enumerate(kept) if role in READ_ROLES and not is_site_line(text)]
    last = told[-1] + 1 if told else len(kept)
    last = min(last, _signed(kept), _comments(kept))
    for place, (role, text) in enumerate(kept):
        if place < last and role is Role.NOTICE and is_notice(text) and _closes(kept[place + 1 : last]):
            last = place
            break
    return [*kept[:last], *(_aside(part) for part in kept[last:])]


def _signed(parts: Sequence[Part]) -> int:
    """Where the last byline ends, if only a line or two of the site follow it, else the end."""
    signed = max((place for place, (role, _) in enumerate(parts) if role is Role.BYLINE), default=None)
    if signed is None:
        return len(parts)
    after = [text for role, text in parts[signed + 1 :] if role in READ_ROLES or role is Role.HEADING]
    return signed + 1 if all(len(text.split()) < _TAIL_WORDS for text in after) else len(parts)


def _comments(parts: Sequence[Part]) -> int:
    """Where readers begin to speak under the text, else the end."""
    told = 0
    for place, (role, text) in enumerate(parts):
        if role is Role.NOTICE and told >= LEAST_WORDS and opens_comments(text):
            return place
        told += len(text.split()) if role in READ_ROLES else 0
    return len(parts)


def _closes(rest: Sequence[Part]) -> bool:
    """True where what follows a line of the site holds no text of an article."""
    return not any(
        role in READ_ROLES and len(text.split()) >= _TAIL_WORDS and text.endswith(".") for role, text in rest
    )


def _aside(part: Part) -> Part:
    role, text = part
    return (Role.NOTICE, text) if role in READ_ROLES or role is Role.HEADING else part


def _repeats(texts: Sequence[str]) -> bool:
    return len(texts) >= 4 and len({same(text) for text in texts}) * 3 <= len(texts)
