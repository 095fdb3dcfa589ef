"""What a page says of itself outside its text: JSON-LD, OpenGraph, microdata, meta elements and ``<time>``.

Vocabularies: schema.org NewsArticle, the Open Graph protocol, HTML microdata. Nothing is decided here; each fact keeps
the name of its signal, and :mod:`extractors.article` chooses.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bs4 import Tag

from corpus.document import Moment
from extractors.dateline import DATE_LENGTH, is_clock, is_date_line, parse_moment, says_updated, states_moment
from extractors.encoding import one_line
from extractors.markup import Markup, beside, brief, elements, words_of

ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BlogPosting",
        "Report",
    }
)
_PUBLISHED = (
    "article:published_time",
    "datePublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
    "dc.date",
    "DC.date.issued",
)
_MODIFIED = ("article:modified_time", "dateModified", "lastmod", "last-modified")
_URL = re.compile(r"^https?://", re.IGNORECASE)
HEADLINE_WORDS = 6
"""A link beside a date with at least this many words is the title of another article, not the name of a section."""

LINKED_WORDS = 4
"""So many words of links in a line with a date may tell of another article."""

_CLOCK_LENGTH = 16

# A time element or date line further than this many elements after the title belongs to something else.
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Given:
    """Facts that came with a record beside its text or HTML; they win over what the HTML says."""

    title: str | None = None
    published: Moment | None = None
    lead: str | None = None
    url: str | None = None
    source: str | None = None
    author: str | None = None
    section: str | None = None


Signalled = tuple[str, Moment]


@dataclass(frozen=True, slots=True)
class Facts:
    """Machine-readable facts with the signals they came from, in the order they are to be believed."""

    is_article: bool
    titles: tuple[str, ...]
    published: tuple[Signalled, ...]
    modified: tuple[Signalled, ...]
    author: str | None
    section: str | None
    description: str | None
    canonical: str | None


def gather(markup: Markup, *, now: datetime) -> Facts:
    """Collect a page's facts about itself."""
    metas = _metas(markup)
    article = next((held for held in markup.linked if _types(held) & ARTICLE_TYPES), None)
    published = [*_moments(metas, _PUBLISHED, now=now)]
    modified = [*_moments(metas, _MODIFIED, now=now)]
    if article is not None:
        published += _linked_moment(article, "datePublished", now=now)
        modified += _linked_moment(article, "dateModified", now=now)
    published += _marked(markup, now=now)
    link = markup.soup.find("link", rel="canonical", href=True)
    canonical = str(link["href"]) if isinstance(link, Tag) else metas.get("og:url")
    titles = (metas.get("og:title"), _string(article, "headline"), _head_title(markup))
    return Facts(
        is_article=article is not None
        or metas.get("og:type", "").lower() == "article"
        or "article:published_time" in metas,
        titles=tuple(title for title in titles if title),
        published=tuple(published),
        modified=tuple(modified),
        author=_author(article, metas),
        section=_section(article, metas, markup),
        description=metas.get("og:description") or metas.get("description"),
        canonical=canonical if canonical and _URL.match(canonical) else None,
    )


def visible_moments(markup: Markup, title: Tag | None, *, now: datetime) -> tuple[Signalled, ...]:
    """Times readers can see beside the title: before it within its own box, or soon after it."""
    found: list[Signalled] = []
    start = title or markup.soup.body or markup.soup
    near = _tags(start.next_elements, _NEAR)
    if title is not None:
        before = _tags(title.previous_elements, _NEAR // 2)
        own = {id(element) for element in title.parents}
        near += [element for element in before if id(element) not in own]
    for element in near:
        stated = element.get("datetime") if element.name == "time" else None
        text = brief(element, most=DATE_LENGTH)
        if text is None or _dates_another(element, title):
            continue
        for signal, line in (("visible text", text), ("time datetime", stated if isinstance(stated, str) else "")):
            if not line or (signal == "visible text" and not _states_moment(element, line)):
                continue
            moment = parse_moment(line, now=now)
            if moment is not None and moment.precision == "day":
                clock = _clock_beside(element)
                moment = parse_moment(f"{line} {clock}", now=now) if clock else moment
            if moment is not None:
                found.append((f"{signal}, marked as update" if says_updated(text) else signal, moment))
    return tuple(found)


def _states_moment(element: Tag, line: str) -> bool:
    """True for a date line; other words may stand beside a date and a link only where it follows: "In bài này"."""
    if is_date_line(line):
        return True
    links = [words_of(one) for one in elements(element) if one.name == "a"]
    after = not any(line.startswith(words) for words in links if words)
    return after and sum(len(words.split()) for words in links) < LINKED_WORDS and states_moment(line)


def _dates_another(element: Tag, title: Tag | None) -> bool:
    """True for a date beside a link that is a headline: the day of another article in a list of them."""
    own = words_of(title) if title is not None else ""
    for other in (beside(element, after=False), beside(element, after=True)):
        words = words_of(other) if other is not None and other.name == "a" else ""
        if len(words.split()) >= HEADLINE_WORDS and words != own:
            return True
    return False


def _clock_beside(element: Tag) -> str | None:
    """The time of day that stands in an element of its own right before or after a date."""
    both = (beside(element, after=True), beside(element, after=False))
    texts = (brief(one, most=_CLOCK_LENGTH) for one in both if one is not None)
    return next((text for text in texts if text and is_clock(text)), None)


def _tags(nodes: Iterable[object], count: int) -> list[Tag]:
    return list(islice((node for node in nodes if isinstance(node, Tag)), count))


def _metas(markup: Markup) -> Mapping[str, str]:
    held: dict[str, str] = {}
    for element in markup.soup.find_all("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            held.setdefault(name, one_line(html.unescape(content)))
    for element in elements(markup.soup):
        if element.get("itemprop") not in ("datePublished", "dateModified"):
            continue
        stated = element.get("content") or element.get("datetime") or words_of(element)
        if isinstance(stated, str) and stated:
            held.setdefault(str(element["itemprop"]), stated)
    return held


def _moments(metas: Mapping[str, str], names: tuple[str, ...], *, now: datetime) -> Iterator[Signalled]:
    for name in names:
        moment = parse_moment(metas[name], now=now) if name in metas else None
        if moment is not None:
            yield f"meta {name}", moment


def _linked_moment(article: Mapping[str, object], name: str, *, now: datetime) -> list[Signalled]:
    moment = parse_moment(_string(article, name) or "", now=now)
    return [] if moment is None else [(f"JSON-LD {name}", moment)]


def _marked(markup: Markup, *, now: datetime) -> list[Signalled]:
    """The one time a blog marks by class as published (microformats.org, hAtom); of a list of posts none is taken."""
    stated: list[str] = []
    for element in elements(markup.soup):
        if element.name in ("abbr", "time") and not {"published", "dt-published"}.isdisjoint(
            element.get("class") or ()
        ):
            value = element.get("datetime") or element.get("title")
            stated += [value] if isinstance(value, str) else []
    moment = parse_moment(stated[0], now=now) if len(set(stated)) == 1 else None
    return [] if moment is None else [("microformat published", moment)]


def _types(held: Mapping[str, object]) -> set[str]:
    kinds = held.get("@type")
    return {str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _string(held: Mapping[str, object] | None, name: str) -> str | None:
    value = held.get(name) if held is not None else None
    if isinstance(value, list):
        value = value[-1] if value else None
    # Publishers escape once for HTML and once more for JSON.
    return one_line(html.unescape(html.unescape(value))) or None if isinstance(value, str) else None


def _head_title(markup: Markup) -> str | None:
    title = markup.soup.title
    return words_of(title) or None if title is not None else None


def _author(article: Mapping[str, object] | None, metas: Mapping[str, str]) -> str | None:
    names: list[str] = []
    people = article.get("author") if article is not None else None
    for person in people if isinstance(people, list) else [people]:
        if isinstance(person, dict) and "Person" in _types(person):
            name = _string(person, "name")
            if name and name not in names:
                names.append(name)
    if not names:
        name = metas.get("article:author", "")
        names = [name] if " " in name and not _URL.match(name) else []
    return ", ".join(names) or None


def _section(article: Mapping[str, object] | None, metas: Mapping[str, str], markup: Markup) -> str | None:
    """The narrowest section named: breadcrumb, then article section, then meta."""
    for held in markup.linked:
        if "BreadcrumbList" in _types(held):
            steps = held.get("itemListElement")
            names = [_step_name(step) for step in steps] if isinstance(steps, list) else []
            titles = {title.casefold() for title in (metas.get("og:title"), _string(article, "headline")) if title}
            kept = [name for name in names if name and name.casefold() not in titles and len(name) < 50]
            if len(kept) > 1 or (kept and kept[0].casefold() not in ("trang chủ", "home")):
                return kept[-1]
    stated = _string(article, "articleSection") or metas.get("article:section") or metas.get("articleSection")
    return stated.split(",")[-1].strip() or None if stated else None


def _step_name(step: object) -> str | None:
    if not isinstance(step, dict):
        return None
    item = step.get("item")
    return _string(step, "name") or (_string(item, "name") if isinstance(item, dict) else None)
