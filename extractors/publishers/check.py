"""What a live page gives of a publisher's declaration: field by field, selector by selector, and what broke.

Pure: a page in, an :class:`Inspection` out. One page cannot tell a lead that is dead from an article without one;
:func:`faults` judges such fields over a sample.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from corpus.document import READ_ROLES, Document, Role
from corpus.errors import UnreadablePage
from corpus.page import Page
from extractors.article import read_page
from extractors.dateline import VIETNAM, parse_moment
from extractors.encoding import decode
from extractors.markup import Markup, parse, words_of
from extractors.publishers.base import Publisher, Reading

State = Literal["ok", "elsewhere", "missing"]

NAMES = {
    "address": "địa chỉ",
    "title": "tiêu đề",
    "kicker": "dòng trên tiêu đề",
    "lead": "tóm tắt",
    "body": "thân bài",
    "date": "ngày giờ",
    "author": "tác giả",
    "section": "chuyên mục",
}
"""What each field is called to people, in the order they are shown."""

_SELECTED = ("title", "kicker", "lead", "body", "date", "author", "section", "drop", "caption")
_EXPECTED = frozenset({"address", "title", "body", "date"})
"""Fields without which a page is broken; the others may be absent from an article."""

LEAST_SAMPLE = 3
"""From this many pages on, a field that none of them has is a fault."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selected:
    """One selector of a reading, and how many elements with text or a value it found on the page."""

    field: str
    selector: str
    found: int


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """One field: ``ok`` by the reading's own selectors, ``elsewhere`` (then ``origin`` names the signal) or missing.

    A field for which the reading names no selector is ``ok`` wherever the page has it.
    """

    name: str
    state: State
    origin: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one page gave.

    Attributes:
        reading: name of the reading its selectors were tried of, ``2021``.
        fields: one for each of :data:`NAMES`, in that order.
        selectors: every selector of that reading, in its order.
        refusal: why the page could not be read, or None.
        broken: what is wrong, in Vietnamese; empty where all that every page must give was found where declared.
    """

    publisher: str
    url: str
    reading: str
    fields: tuple[FieldCheck, ...]
    selectors: tuple[Selected, ...]
    refusal: str | None
    broken: tuple[str, ...]

    def state(self, field: str) -> State:
        """The state of a field by its name."""
        return next(one.state for one in self.fields if one.name == field)


def inspect(publisher: Publisher, page: Page, *, now: datetime) -> Inspection:
    """Read an article's page and say what of the publisher's declaration it bears out."""
    url = page.final_url or page.url
    declared = _CHARSET.search(page.header("content-type") or "")
    markup = parse(decode(page.body, declared=declared.group(1) if declared else None).text)
    document, refusal = _read(publisher, page, now=now)
    reading = _reading_of(publisher, document, url, now=now)
    fields = tuple(_field(name, publisher, reading, markup, document, url, now=now) for name in NAMES)
    return Inspection(
        publisher=publisher.slug,
        url=url,
        reading=reading.name,
        fields=fields,
        selectors=tuple(
            Selected(field, selector, sum(1 for element in markup.soup.select(selector) if words_of(element)))
            for field in _SELECTED
            for selector in getattr(reading, field)
        ),
        refusal=refusal,
        broken=_broken(publisher, reading, fields, document, url, refusal),
    )


def faults(inspections: Sequence[Inspection], publisher: Publisher) -> tuple[str, ...]:
    """What is wrong over a sample of one publisher's pages, in Vietnamese, with how many pages show it.

    A field every page must give counts from one page on; one that an article may lack counts when none of
    :data:`LEAST_SAMPLE` or more pages has it although the reading says where it stands.
    """
    told: list[str] = []
    total = len(inspections)
    readings = {reading.name: reading for reading in publisher.readings}
    for name, words in NAMES.items():
        bad = [one for one in inspections if one.state(name) != "ok"]
        selectors = {one.reading: getattr(readings[one.reading], name, ()) for one in bad if one.reading in readings}
        if name not in _EXPECTED:
            # The last lines name an author as well as an element of his own does.
            bad = [one for one in bad if one.state(name) == "missing" or name == "section"]
            if len(bad) < total or total < LEAST_SAMPLE or not any(selectors.values()):
                continue
        if bad:
            told.append(f"{words}: {len(bad)}/{total} trang không khớp khai báo")
    return tuple(told)


def _read(publisher: Publisher, page: Page, *, now: datetime) -> tuple[Document | None, str | None]:
    try:
        return read_page(page, publishers=(publisher,), now=now), None
    except UnreadablePage as failure:
        return None, failure.reason


def _reading_of(publisher: Publisher, document: Document | None, url: str, *, now: datetime) -> Reading:
    """The reading that read the page, or the one that should have."""
    read = document.reading if document is not None else ""
    for reading in publisher.readings:
        if read == f"{publisher.slug}/{reading.name}":
            return reading
    return publisher.reading_on(publisher.day_of(url) or now.astimezone(VIETNAM).date())


def _field(
    name: str,
    publisher: Publisher,
    reading: Reading,
    markup: Markup,
    document: Document | None,
    url: str,
    *,
    now: datetime,
) -> FieldCheck:
    if name == "address":
        known = publisher.identity(url)
        return FieldCheck(name, "ok" if known else "missing", "address", known[0] if known else None)
    selectors: tuple[str, ...] = getattr(reading, name)
    value, origin = _given(name, document)
    element = markup.first(selectors)
    shown = words_of(element) if element is not None else None
    if name == "body":
        own = document is not None and document.reading == f"{publisher.slug}/{reading.name}"
    elif name == "date":
        stated = parse_moment(shown, now=now) if shown else None
        own = stated is not None and stated.precision == "minute"
    else:
        own = shown is not None
    if own and shown is not None:
        chosen = next(one for one in selectors if element in markup.soup.select(one))
        return FieldCheck(name, "ok", chosen, value if name == "body" else shown)
    if value is None:
        return FieldCheck(name, "missing", "", None)
    return FieldCheck(name, "elsewhere" if selectors else "ok", origin, value)


def _given(name: str, document: Document | None) -> tuple[str | None, str]:
    """What the document has of a field, and the signal that gave it."""
    if document is None:
        return None, ""
    if name == "body":
        words = sum(len(document.block_text(block).split()) for block in document.blocks if block.role in READ_ROLES)
        return f"{words} chữ", document.signals.get("body", "")
    if name == "date":
        when = document.published
        return (when.at.isoformat() if when else None), document.signals.get("published", "")
    values = {
        "title": document.title,
        "kicker": document.first(Role.KICKER),
        "lead": document.lead,
        "author": document.author,
        "section": document.section,
    }
    return values[name], document.signals.get(name, "metadata" if name == "section" else "elements of the body")


def _broken(
    publisher: Publisher,
    reading: Reading,
    fields: Sequence[FieldCheck],
    document: Document | None,
    url: str,
    refusal: str | None,
) -> tuple[str, ...]:
    told = [f"không đọc được trang: {refusal}"] if refusal else []
    for field in fields:
        if field.name == "address":
            if field.state == "missing":
                told.append("địa chỉ: không theo mẫu địa chỉ bài của nguồn")
            continue
        selectors = ", ".join(getattr(reading, field.name))
        hint = " (bộ chọn này mới là giả định)" if reading.assumes(field.name) else ""
        if field.state == "elsewhere" and field.name in _EXPECTED:
            told.append(f"{NAMES[field.name]}: không bộ chọn nào khớp [{selectors}]{hint}; lấy từ {field.origin}")
        elif field.state == "missing" and field.name in _EXPECTED:
            told.append(f"{NAMES[field.name]}: không thấy ở đâu trên trang [{selectors or 'không khai báo'}]{hint}")
    if document is not None:
        told.extend(_doubts(publisher, reading, document, url))
    return tuple(told)


def _doubts(publisher: Publisher, reading: Reading, document: Document, url: str) -> list[str]:
    """What is wrong with a time or a reading that was found."""
    told: list[str] = []
    made, when = publisher.made_at(url), document.published
    if when is not None and when.precision == "day":
        told.append("ngày giờ: chỉ có ngày, không có giờ")
    if when is not None and made is not None and when.precision == "minute" and when.at < made.replace(second=0):
        told.append(f"ngày giờ: {when.at:%d/%m/%Y %H:%M} sớm hơn lúc tạo bài ghi trong địa chỉ, {made:%d/%m/%Y %H:%M}")
    elif document.signals.get("published_check"):
        told.append("ngày giờ: trang và địa chỉ nói hai ngày khác nhau")
    if when is not None and document.reading == f"{publisher.slug}/{reading.name}":
        # A site sets its old articles in its new design; the other way round the dates of the designs are wrong.
        due = publisher.reading_on(when.at.date())
        if publisher.readings.index(reading) < publisher.readings.index(due):
            told.append(f"thân bài: khớp mẫu cũ {reading.name} thay vì {due.name}; xem lại ngày đổi giao diện")
    return told
