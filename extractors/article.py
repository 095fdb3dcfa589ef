"""A page to a document: by the publisher's own reading where one is declared, else by what any page shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bs4 import Tag

from corpus.document import READ_ROLES, Document, Role, lay_out
from corpus.errors import UnreadablePage
from corpus.page import Page
from extractors import generic
from extractors.blocks import Cut, cut_of, image_words, parts_of
from extractors.dateline import VIETNAM
from extractors.encoding import decode, one_line
from extractors.facts import Facts, Given, gather, visible_moments
from extractors.identity import address_of, identify
from extractors.isolate import FIELDS, isolate
from extractors.markup import Markup, Stripped, grown, stripped, words_of
from extractors.publication import address_disagrees, day_in, modified, published, text_disagrees
from extractors.publishers import PUBLISHERS, Publisher, Reading, publisher_for
from extractors.roles import Part, photo_story, settle
from extractors.story import Body, author_and_signal, laid

__all__ = ["Given", "read_html", "read_page"]

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)


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
    found = dict(signals)
    page = stripped(html)
    publisher = publisher_for(url, publishers=publishers) if url else None
    isolated = _isolated(page, publisher, url, fetched)
    body: Body | str
    if isolated is not None:
        body, facts = isolated[0], gather(isolated[1], now=now)
    else:
        markup = grown(page)
        facts = gather(markup, now=now)
        if address_of(url) is None and facts.canonical is not None:
            # A page saved to a file still says where it came from.
            url = facts.canonical
            publisher = publisher_for(url, publishers=publishers)
            found["address"] = "stated by the page"
        body = _declared(markup, publisher, url, facts, fetched) or _any_page(markup, facts, given)
    if isinstance(body, str):
        raise UnreadablePage(item, body)
    parts = laid(body, given)
    if not any(role in READ_ROLES for role, _ in parts) or _is_notice_of_site(body, parts, publisher, facts):
        raise UnreadablePage(item, generic.NO_BODY)
    visible = visible_moments(body.beside, body.title_element, now=now)
    when, found["published"] = published(
        visible=visible,
        date_line=body.date_line,
        facts=facts,
        given=given,
        day=(publisher.day_of(url) if publisher is not None else day_in(url)) if url else None,
        now=now,
    )
    changed, found["modified"] = modified(visible=visible, facts=facts, since=when)
    author, found["author"] = author_and_signal(body, facts, given, parts)
    found["title"] = "given with the record" if given.title else body.title_signal
    found["body"] = _body_signal(body, publisher)
    text, blocks = lay_out(parts)
    found["published_check"] = address_disagrees(when, publisher, url)
    found["published_text"] = text_disagrees(when, text)
    in_address = publisher.section_of(url) if publisher is not None and url else None
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
        section=given.section or body.section or facts.section or in_address,
        published=when,
        modified=changed,
        fetched=fetched,
        reading=body.reading,
        signals={name: signal for name, signal in found.items() if signal},
    )


def _is_notice_of_site(body: Body, parts: Sequence[Part], publisher: Publisher | None, facts: Facts) -> bool:
    """True for a few words at an article's address that its publisher's reading did not find: "under maintenance"."""
    if publisher is None or facts.is_article or body.reading.startswith(f"{publisher.slug}/"):
        return False
    return sum(len(text.split()) for role, text in parts if role in READ_ROLES) < generic.LEAST_WORDS


def _body_signal(body: Body, publisher: Publisher | None) -> str:
    """How the body was found; that a declared publisher's own selectors found none is never hidden."""
    if publisher is None or body.reading.startswith(f"{publisher.slug}/"):
        return body.how
    if not any(reading.body for reading in publisher.readings):
        return body.how
    return f"no body selector of {publisher.slug} fits; {body.how}"


def _isolated(
    page: Stripped, publisher: Publisher | None, url: str | None, fetched: datetime
) -> tuple[Body, Markup] | None:
    """What :func:`_declared` finds, without a soup of the whole page, and the page's metadata; None where it takes one.

    It takes one for an address that is no article's by its form, and wherever :func:`extractors.isolate.isolate` says.
    """
    if publisher is None or url is None or not publisher.is_article(url) or address_of(url) is None:
        return None
    readings = _readings(publisher, url, fetched)
    found = isolate(page, readings)
    parts = _body_parts(found.body, found.cut) if found is not None else []
    if found is None or not any(role in READ_ROLES for role, _ in parts):
        return None
    name, how = _named(publisher, found.reading, readings)
    body = _read_by(found.fields, parts, title=found.title, beside=found.markup, name=name, how=how)
    return body, found.markup


def _declared(
    markup: Markup, publisher: Publisher | None, url: str | None, facts: Facts, fetched: datetime
) -> Body | str | None:
    """The first of a publisher's readings that finds a body, the one of the article's own day first."""
    if publisher is None or url is None:
        return None
    if not publisher.is_article(url) and not facts.is_article:
        return generic.LISTING
    readings = _readings(publisher, url, fetched)
    for reading in readings:
        body = markup.first(reading.body)
        if body is None:
            continue
        parts = _body_parts(body, cut_of(body, drop=reading.drop, caption=reading.caption))
        if any(role in READ_ROLES for role, _ in parts):
            found = {field: markup.first(getattr(reading, field)) for field in FIELDS}
            fields = {field: words_of(element) if element is not None else None for field, element in found.items()}
            name, how = _named(publisher, reading, readings)
            return _read_by(fields, parts, title=found["title"], beside=markup, name=name, how=how)
    return None


def _readings(publisher: Publisher, url: str, fetched: datetime) -> Sequence[Reading]:
    """A publisher's readings, the one of the article's own day first."""
    first = publisher.reading_on(publisher.day_of(url) or fetched.astimezone(VIETNAM).date())
    return first, *(one for one in publisher.readings if one is not first)


def _named(publisher: Publisher, reading: Reading, readings: Sequence[Reading]) -> tuple[str, str]:
    """The name of a reading, and in words how it came to be used."""
    name = f"{publisher.slug}/{reading.name}"
    return name, name if reading is readings[0] else f"{name}, a reading of another time"


def _read_by(
    fields: Mapping[str, str | None], parts: list[Part], *, title: Tag | None, beside: Markup, name: str, how: str
) -> Body:
    return Body(
        reading=name,
        how=how,
        parts=parts,
        title=fields["title"],
        title_element=title,
        beside=beside,
        title_signal="visible title of the reading" if title is not None else "",
        kicker=fields["kicker"],
        lead=fields["lead"],
        date_line=fields["date"],
        author=fields["author"],
        section=fields["section"],
    )


def _any_page(markup: Markup, facts: Facts, given: Given) -> Body | str:
    story = generic.read(markup, facts, title=given.title)
    if isinstance(story, str):
        return story
    return Body(
        reading=story.reading,
        how=story.how,
        parts=story.parts,
        title=story.headline.text,
        title_element=story.headline.element,
        beside=markup,
        title_signal=story.headline.signal,
        kicker=None,
        lead=story.lead,
        date_line=None,
        author=None,
        section=None,
    )


def _body_parts(body: Tag, cut: Cut) -> list[Part]:
    parts = settle(parts_of(body, cut=cut), captions=image_words(body))
    told = sum(len(text.split()) for role, text in parts if role in READ_ROLES)
    shown = sum(len(text.split()) for role, text in parts if role is Role.CAPTION)
    return parts if told >= shown else photo_story(parts)
