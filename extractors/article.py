"""A page to a document: by the publisher's own reading where one is declared, else by what any page shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bs4 import Tag

from corpus.document import READ_ROLES, Document, Role, lay_out
from corpus.errors import UnreadablePage
from corpus.page import Page
from extractors import generic
from extractors.blocks import cut_of, image_words, parts_of
from extractors.dateline import VIETNAM, is_date_line
from extractors.encoding import decode, one_line
from extractors.facts import Facts, Given, gather, visible_moments
from extractors.identity import address_of, identify
from extractors.markup import Markup, parse, words_of
from extractors.publication import address_disagrees, modified, published
from extractors.publishers import PUBLISHERS, Publisher, Reading, publisher_for
from extractors.roles import Part, author_of, photo_story, same, settle

__all__ = ["Given", "read_html", "read_page"]

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_AUTHOR_LABEL = re.compile(r"^(?:tin, ảnh|bài, ảnh|bài và ảnh|tin|bài|thực hiện|tác giả)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Body:
    """What one reading found on a page."""

    reading: str
    how: str
    parts: list[Part]
    title: str | None
    title_element: Tag | None
    title_signal: str
    kicker: str | None
    lead: str | None
    date_line: str | None
    author: str | None
    section: str | None


def read_page(page: Page, *, publishers: tuple[Publisher, ...] = PUBLISHERS, now: datetime) -> Document:
    """Read a fetched page.

    Raises:
        UnreadablePage: it is a listing, it is empty, or no reading finds a body; the reason says which.
    """
    declared = _CHARSET.search(page.header("content-type") or "")
    decoded = decode(page.body, declared=declared.group(1) if declared else None)
    return _read(
        decoded.text,
        url=page.final_url or page.url,
        now=now,
        fetched=page.fetched,
        given=Given(),
        publishers=publishers,
        signals={"encoding": f"{decoded.encoding}, {decoded.how}"},
    )


def read_html(
    html: str,
    *,
    url: str | None,
    now: datetime,
    given: Given | None = None,
    publishers: tuple[Publisher, ...] = PUBLISHERS,
) -> Document:
    """Read HTML text, a whole page or a fragment of one; facts given beside it win over what it says.

    Raises:
        UnreadablePage: as for :func:`read_page`.
    """
    given = _tidied(given or Given())
    return _read(html, url=given.url or url, now=now, fetched=now, given=given, publishers=publishers, signals={})


def _tidied(given: Given) -> Given:
    """The same facts, each on one line; an empty one is not given."""
    return replace(
        given,
        title=_line(given.title),
        lead=_line(given.lead),
        source=_line(given.source),
        author=_line(given.author),
        section=_line(given.section),
    )


def _line(text: str | None) -> str | None:
    return one_line(text) or None if text else None


def _read(
    html: str,
    *,
    url: str | None,
    now: datetime,
    fetched: datetime,
    given: Given,
    publishers: tuple[Publisher, ...],
    signals: Mapping[str, str],
) -> Document:
    item = url or given.title or "HTML"
    if not html.strip():
        raise UnreadablePage(item, generic.EMPTY)
    markup = parse(html)
    facts = gather(markup, now=now)
    found = dict(signals)
    if address_of(url) is None and facts.canonical is not None:
        # A page saved to a file still says where it came from.
        url = facts.canonical
        found["address"] = "stated by the page"
    publisher = publisher_for(url, publishers=publishers) if url else None
    body = _declared(markup, publisher, url, facts, fetched) or _any_page(markup, facts, html, given)
    if isinstance(body, str):
        raise UnreadablePage(item, body)
    parts = _laid(body, given)
    if not any(role in READ_ROLES for role, _ in parts):
        raise UnreadablePage(item, generic.NO_BODY)
    visible = visible_moments(markup, body.title_element, now=now)
    when, found["published"] = published(
        visible=visible,
        date_line=body.date_line,
        facts=facts,
        given=given,
        day=publisher.day_of(url) if publisher is not None and url else None,
        now=now,
    )
    changed, found["modified"] = modified(visible=visible, facts=facts, since=when)
    author, found["author"] = _author(body, facts, given, parts)
    found["title"] = "given with the record" if given.title else body.title_signal
    found["body"] = body.how
    found["published_check"] = address_disagrees(when, publisher, url)
    text, blocks = lay_out(parts)
    address, identity, source = identify(url, stated=facts.canonical, publisher=publisher, given=given, text=text)
    if given.source and given.source != source:
        found["source"] = f"given with the record: {given.source}"
    return Document(
        id=identity,
        source=source,
        url=address,
        text=text,
        blocks=blocks,
        title=given.title or body.title,
        author=author,
        section=given.section or body.section or facts.section,
        published=when,
        modified=changed,
        fetched=fetched,
        reading=body.reading,
        signals={name: signal for name, signal in found.items() if signal},
    )


def _declared(
    markup: Markup, publisher: Publisher | None, url: str | None, facts: Facts, fetched: datetime
) -> _Body | str | None:
    """The first of a publisher's readings that finds a body, the one of the article's own day first."""
    if publisher is None or url is None:
        return None
    if not publisher.is_article(url) and not facts.is_article:
        return generic.LISTING
    day = publisher.day_of(url) or fetched.astimezone(VIETNAM).date()
    first = publisher.reading_on(day)
    for reading in (first, *(one for one in publisher.readings if one is not first)):
        body = markup.first(reading.body)
        if body is None:
            continue
        parts = _body_parts(body, reading)
        if any(role in READ_ROLES for role, _ in parts):
            how = f"{publisher.slug}/{reading.name}" + ("" if reading is first else ", a reading of another time")
            return _read_by(markup, reading, parts, how=how, name=f"{publisher.slug}/{reading.name}")
    return None


def _read_by(markup: Markup, reading: Reading, parts: list[Part], *, how: str, name: str) -> _Body:
    title = markup.first(reading.title)
    fields = {
        field: words_of(element) if (element := markup.first(selectors)) is not None else None
        for field, selectors in (
            ("kicker", reading.kicker),
            ("lead", reading.lead),
            ("date", reading.date),
            ("author", reading.author),
            ("section", reading.section),
        )
    }
    return _Body(
        reading=name,
        how=how,
        parts=parts,
        title=words_of(title) if title is not None else None,
        title_element=title,
        title_signal="visible title of the reading" if title is not None else "",
        kicker=fields["kicker"],
        lead=fields["lead"],
        date_line=fields["date"],
        author=fields["author"],
        section=fields["section"],
    )


def _any_page(markup: Markup, facts: Facts, html: str, given: Given) -> _Body | str:
    found = generic.find_body(markup, html)
    if given.title is None and generic.is_listing(markup, facts, found):
        return generic.LISTING
    if found is None:
        return generic.NO_BODY
    element, title, signal = generic.find_title(markup, facts)
    parts = _body_parts(found.element, None)
    lead = generic.find_lead(markup, facts, element, found.element)
    kind = "generic/microdata" if found.how.startswith("microdata") else "generic/trafilatura"
    return _Body(
        reading="generic/paragraphs" if found.how.startswith("density") else kind,
        how=found.how,
        parts=parts,
        title=title,
        title_element=element,
        title_signal=signal,
        kicker=None,
        lead=lead,
        date_line=None,
        author=None,
        section=None,
    )


def _body_parts(body: Tag, reading: Reading | None) -> list[Part]:
    cut = cut_of(body, drop=reading.drop if reading else (), caption=reading.caption if reading else ())
    parts = settle(parts_of(body, cut=cut), captions=image_words(body))
    told = sum(len(text.split()) for role, text in parts if role in READ_ROLES)
    shown = sum(len(text.split()) for role, text in parts if role is Role.CAPTION)
    return parts if told >= shown else photo_story(parts)


def _laid(body: _Body, given: Given) -> list[Part]:
    """Head parts, then the body without what the head already said."""
    title, lead = given.title or body.title, given.lead or body.lead
    head: list[Part] = [(Role.KICKER, body.kicker or ""), (Role.TITLE, title or ""), (Role.DATE, body.date_line or "")]
    said = {same(text) for text in (title, body.title, lead, body.kicker, body.date_line) if text}
    rest = [(role, text) for role, text in body.parts if same(text) not in said or role is Role.CAPTION]
    if not any(role in READ_ROLES for role, _ in rest):
        # A body that is only its lead is still an article.
        rest = [(role, text) for role, text in body.parts if same(text) != same(title or "")]
        lead = None
    elif lead is None and rest[0][0] is not Role.LEAD and any(role is Role.LEAD for role, _ in rest):
        rest = [(Role.PARAGRAPH if role is Role.LEAD else role, text) for role, text in rest]
    head.append((Role.LEAD, lead or ""))
    if lead:
        rest = [(Role.PARAGRAPH if role is Role.LEAD else role, text) for role, text in rest]
    if body.author and not any(role is Role.BYLINE for role, _ in rest):
        rest.append((Role.BYLINE, body.author))
    return [(role, text) for role, text in (*head, *rest) if text]


def _author(body: _Body, facts: Facts, given: Given, parts: Sequence[Part]) -> tuple[str | None, str]:
    for signal, name in (
        ("given with the record", given.author),
        ("author element of the reading", body.author),
        ("metadata", facts.author),
        ("last lines", author_of(parts)),
    ):
        if name and not is_date_line(name):
            return _AUTHOR_LABEL.sub("", one_line(name)), signal
    return None, ""
