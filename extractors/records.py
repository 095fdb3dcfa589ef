"""JSON records that hold articles to documents: which fields mean what is said by the caller, not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from html import unescape

from corpus.document import Document, Moment
from corpus.errors import BadInput, UnreadablePage
from extractors.article import read_html
from extractors.contents import TAGS, hazard
from extractors.dateline import parse_moment
from extractors.encoding import one_line
from extractors.facts import Given
from extractors.identity import digest, slug_of
from extractors.plain import read_text


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of a record's fields for each thing read from it, tried in order; the first with text counts."""

    title: tuple[str, ...] = ("title",)
    lead: tuple[str, ...] = ("sapo", "lead", "summary", "description")
    text: tuple[str, ...] = ("text", "body")
    html: tuple[str, ...] = ("content", "html")
    url: tuple[str, ...] = ("url", "link")
    id: tuple[str, ...] = ("id", "key")
    published: tuple[str, ...] = ("published", "published_at", "time", "date")
    author: tuple[str, ...] = ("author",)
    section: tuple[str, ...] = ("category", "topic", "section")
    source: tuple[str, ...] = ("publisher", "source")


def parse_mapping(text: str) -> Fields:
    """Read a mapping such as ``title=tieu_de,text=noi_dung|body``; what it does not name keeps its default.

    Raises:
        BadInput: a name on the left is no field of ours, or a side is empty.
    """
    known = [field.name for field in fields(Fields)]
    chosen: dict[str, tuple[str, ...]] = {}
    for pair in text.split(","):
        if not pair.strip():
            continue
        name, sign, given = (side.strip() for side in pair.partition("="))
        names = tuple(one.strip() for one in given.split("|") if one.strip())
        if name not in known:
            raise BadInput(f"không có trường “{name}”; các trường: {', '.join(known)}", where="--map")
        if not sign or not names:
            raise BadInput(f"trường “{name}” chưa nói tên cột", where="--map")
        if name in chosen:
            raise BadInput(f"trường “{name}” nói hai lần", where="--map")
        chosen[name] = names
    return replace(Fields(), **chosen)


def read_record(record: Mapping[str, object], *, fields: Fields, source: str, where: str, now: datetime) -> Document:
    """Read one record; HTML is preferred to text where both are there, for it still has its blocks.

    The id is the publisher's own where the address is a known one, else made of the canonical address, else of the
    record's own id, else of its text.

    Args:
        source: slug used where the record names none.
        where: file and line, for messages.

    Raises:
        BadInput: the record is no mapping.
        UnreadablePage: it has no title, text or HTML that can be read.
    """
    if not isinstance(record, Mapping):
        raise BadInput("bản ghi không phải là đối tượng JSON", where=where)
    url = _text(record, fields.url)
    given = Given(
        title=_line(record, fields.title),
        published=_moment(record, fields.published, now=now),
        lead=_line(record, fields.lead),
        url=url if url and url.startswith(("http://", "https://")) else None,
        source=_line(record, fields.source) or source,
        author=_line(record, fields.author),
        section=_line(record, fields.section),
    )
    html, text = _text(record, fields.html), _text(record, fields.text)
    if html is not None and "<" not in html:
        html, text = None, text or html
    if html is None and text is None and given.lead is None:
        raise UnreadablePage(where, "bản ghi không có nội dung")
    document = _document(html, text or given.lead or "", given=given, where=where, now=now)
    own = _line(record, fields.id)
    if given.url is None and own is not None:
        document = replace(document, id=f"{document.source}:{_key(own)}")
    return document


def _document(html: str | None, text: str, *, given: Given, where: str, now: datetime) -> Document:
    source = slug_of(given.source or "")
    if html is not None:
        # JSON can hold half a character, which no parser takes.
        markup = html.encode("utf-8", "replace")
        if (why := hazard(markup, tags=TAGS)) is not None:
            raise UnreadablePage(where, why)
        try:
            return read_html(markup.decode("utf-8"), url=given.url, now=now, given=given)
        except UnreadablePage as error:
            if not text:
                raise UnreadablePage(where, error.reason) from error
    return read_text(text, name=where, source=source, now=now, given=given)


def _text(record: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = "\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def _line(record: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    value = _text(record, names)
    return one_line(unescape(value)) or None if value is not None else None


def _moment(record: Mapping[str, object], names: tuple[str, ...], *, now: datetime) -> Moment | None:
    for name in names:
        value = record.get(name)
        moment = parse_moment(value, now=now) if isinstance(value, str) else None
        if moment is not None:
            return moment
    return None


def _key(own: str) -> str:
    """A record's id as it is where it is short and plain, else its digest."""
    plain = len(own) <= 64 and own.replace("-", "").replace("_", "").replace(".", "").isalnum() and own.isascii()
    return own if plain else digest(own)
