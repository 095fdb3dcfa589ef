"""Reading a page of which nothing is declared: its title, its lead, the element that holds its body.

trafilatura (Barbaresi 2021, ACL system demonstrations) decides which paragraphs are running text; the element that
directly holds most of their words is the body, and is then read by :mod:`extractors.blocks`, which keeps boxes, lists,
tables and captions that a text extractor flattens or loses. Where trafilatura finds nothing, every paragraph that is
not made of links votes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

import trafilatura
from bs4 import Tag

from extractors.facts import Facts
from extractors.markup import Markup, elements, holds_block, inline, words_of
from extractors.roles import same

LISTING = "trang danh mục, không phải bài"
NO_BODY = "không thấy thân bài"
EMPTY = "trang rỗng"

LEAST_WORDS = 40
"""A body shorter than this on a page that does not call itself an article is not one."""

_LEAD = re.compile(
    r"(?:^|[\s_-])sapo|(?:^|\s)(?:detail-desc|the-article-summary|article-summary|chapeau|article-lead|lead|description)(?:$|\s)",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,80}$")
_LEAD_ELEMENTS = ("h2", "h3", "p", "div", "strong")
_CLIMB = 1.25


@dataclass(frozen=True, slots=True)
class Found:
    """A body element, how many running words it holds, and how it was found."""

    element: Tag
    words: int
    how: str


def find_body(markup: Markup, html: str) -> Found | None:
    """Find the element that holds the article's body, or None where there is no running text."""
    for element in elements(markup.soup):
        if element.get("itemprop") == "articleBody":
            words = _running_words(element)
            if words >= LEAST_WORDS:
                return Found(element, words, "microdata articleBody")
    kept = _running_text(html)
    candidates = [element for element in markup.soup.find_all(["p", "div", "li", "blockquote", "td"]) if _leaf(element)]
    running = [one for one in candidates if one.name == "p" and not _linked(one)]
    sure = [one for one in candidates if same(inline(one))[:80] in kept]
    named = {id(one) for one in sure}
    # A precise extractor may take one box of an article for all of it: other long paragraphs have half a vote.
    also = [one for one in running if id(one) not in named and len(inline(one).split()) >= 15]
    for how, voters in (
        ("trafilatura", [(one, 1.0) for one in sure] + [(one, 0.5) for one in also if sure]),
        ("density of paragraphs", [(one, 1.0) for one in running]),
    ):
        winner = _elect(voters)
        if winner is not None:
            return Found(winner, _running_words(winner), how)
    return None


def is_listing(markup: Markup, facts: Facts, body: Found | None) -> bool:
    """True for a front page, category or tag page: it does not call itself an article and links more than it tells."""
    if facts.is_article:
        return False
    elsewhere = [len(inline(link).split()) for link in markup.soup.find_all("a") if len(inline(link).split()) >= 6]
    if body is None or body.words < LEAST_WORDS:
        return len(elsewhere) >= 5
    headlines = [link for link in body.element.find_all("a") if len(inline(link).split()) >= 6]
    telling = [text for text in _texts(body.element) if len(text.split()) >= 12]
    if len(headlines) >= max(3, len(telling)) or _repeats(telling):
        return True
    # A popup or a notice of the site can be the longest running text of a page of headlines.
    return len(elsewhere) >= 15 and sum(elsewhere) > body.words


def find_title(markup: Markup, facts: Facts) -> tuple[Tag | None, str | None, str]:
    """The title readers see: its element, its text, and the signal that chose it."""
    stated = [bare(title) for title in facts.titles]
    headings = [heading for heading in markup.soup.find_all("h1") if words_of(heading)]
    scored = sorted(
        ((_likeness(words_of(heading), facts.titles), -place, heading) for place, heading in enumerate(headings)),
        key=lambda one: one[:2],
        reverse=True,
    )
    if scored and (len(headings) == 1 or scored[0][0] > 0.5):
        return scored[0][2], words_of(scored[0][2]), "visible h1"
    if stated:
        wanted = {same(title) for title in (*stated, *facts.titles)}
        for element in markup.soup.find_all(["h2", "h3", "div", "p", "span"]):
            if _leaf(element) and same(inline(element)) in wanted:
                return element, words_of(element), f"visible {element.name} that repeats the stated title"
    if headings:
        classed = [one for one in headings if "title" in " ".join(one.get("class") or []).lower()]
        chosen = (classed or headings)[0]
        return chosen, words_of(chosen), "visible h1"
    return (None, stated[0], "stated title") if stated else (None, None, "")


def find_lead(markup: Markup, facts: Facts, title: Tag | None, body: Tag) -> str | None:
    """The lead that is set apart from the body on the page, never one that only metadata hold."""
    within = _common_box(title, body) if title is not None else None
    for element in elements(within or markup.soup):
        if element.name in ("meta", "input", "a") or not _LEAD.search(" ".join(element.get("class") or [])):
            continue
        text = words_of(element)
        if 6 <= len(text.split()) <= 160 and not _linked(element):
            return text
    start = same(facts.description or "")[:60].rstrip()
    if title is None or len(start) < 30:
        return None
    after = (node for node in title.next_elements if isinstance(node, Tag) and node.name in _LEAD_ELEMENTS)
    for element in islice(after, 40):
        if element is body or not _leaf(element):
            continue
        text = words_of(element)
        if start in same(text)[: len(start) + 40] and len(text.split()) <= 160:
            return text
    return None


def bare(title: str) -> str:
    """A stated title without the name of the site after its last bar or dash."""
    short = _SITE.sub("", title)
    return short if len(short.split()) >= 3 else title


def _running_text(html: str) -> frozenset[str]:
    text = trafilatura.extract(html, favor_precision=True, include_comments=False, include_tables=False, fast=True)
    return frozenset(
        key[:80] for key in (same(line.lstrip("-# ")) for line in (text or "").split("\n")) if len(key) > 25
    )


def _elect(voters: Sequence[tuple[Tag, float]]) -> Tag | None:
    """The parent with most words of voters; an ancestor takes over while it adds a quarter more."""
    votes: dict[int, float] = {}
    direct: dict[int, float] = {}
    boxes: dict[int, Tag] = {}
    for voter, weight in voters:
        words = len(inline(voter).split()) * weight
        for step, ancestor in enumerate(islice(voter.parents, 8)):
            if ancestor.name in ("html", "[document]"):
                break
            boxes[id(ancestor)] = ancestor
            votes[id(ancestor)] = votes.get(id(ancestor), 0) + words
            if step == 0:
                direct[id(ancestor)] = direct.get(id(ancestor), 0) + words
    if not direct:
        return None
    best = boxes[max(direct, key=lambda key: direct[key])]
    held = votes[id(best)]
    for ancestor in islice(best.parents, 4):
        taken = votes.get(id(ancestor), 0)
        if taken > held * _CLIMB:
            best, held = ancestor, taken
    return best


def _leaf(element: Tag) -> bool:
    return not holds_block(element)


def _linked(element: Tag) -> bool:
    text = inline(element)
    linked = sum(len(inline(link)) for link in element.find_all("a"))
    return linked > 0.5 * max(1, len(text.strip()))


def _texts(element: Tag) -> list[str]:
    return [
        words_of(one) for one in element.find_all(["p", "li", "div", "blockquote"]) if _leaf(one) and not _linked(one)
    ]


def _running_words(element: Tag) -> int:
    texts = _texts(element)
    loose = len(inline(element).split()) if _leaf(element) else 0
    return max(loose, sum(len(text.split()) for text in texts))


def _repeats(texts: Sequence[str]) -> bool:
    return len(texts) >= 4 and len({same(text) for text in texts}) * 3 <= len(texts)


def _likeness(text: str, titles: Sequence[str]) -> float:
    key = same(text)
    found = 0.0
    for title in titles:
        other = same(title)
        if key and (key == other or (len(key) > 12 and key in other)):
            return 1.0
        found = max(found, SequenceMatcher(None, key, other).ratio())
    return found


def _common_box(title: Tag, body: Tag) -> Tag | None:
    own = {id(element) for element in title.parents}
    return next((element for element in (body, *body.parents) if id(element) in own), None)
