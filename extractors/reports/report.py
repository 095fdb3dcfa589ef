"""A laid-out report or official document to a :class:`corpus.document.Document`, with its administrative head."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from corpus.document import READ_ROLES, Document, Header, Role, lay_out
from corpus.errors import UnreadablePage
from extractors.encoding import one_line
from extractors.facts import Given
from extractors.reports.closing import Closing, read_closing
from extractors.reports.furniture import Cleared, clear
from extractors.reports.head import Head
from extractors.reports.heading import read_head
from extractors.reports.lay import lay
from extractors.reports.layout import Layout, Piece
from extractors.reports.limits import ReportLimits
from extractors.reports.marks import MOTTO, fold, squeeze
from extractors.reports.naming import title_of
from extractors.reports.provenance import identity_of, published_of, tell_head
from extractors.reports.sections import body_parts
from extractors.reports.slips import slips_of
from extractors.roles import Part

HEAD_PIECES = 70
MOST_CLOSINGS = 40
"""Signed appendices looked for in one file; what stands after them is read as text."""


def read_report(
    layout: Layout, *, name: str, url: str | None, source: str, now: datetime, given: Given | None = None
) -> Document:
    """Read a laid-out file.

    The text begins with the head in one order (bodies, number, fixed wording, place and date, title, addressees),
    however the format ordered its columns, so that two files of one document have one text.

    Args:
        name: the file's name; messages call it so, and a date in it is compared with the date of the head.
        source: slug of its source; "" or "unknown" where none is known.

    Raises:
        UnreadablePage: the file holds no text to read.
    """
    given = given or Given()
    cleared = clear(layout.pieces, pages=layout.pages, now=now)
    pieces = cleared.pieces
    if not pieces:
        raise UnreadablePage(name, "tệp không có chữ nào; nếu là bản chụp, hãy đọc bằng OCR")
    head = read_head(slips_of(pieces, width=layout.width, stop=HEAD_PIECES), now=now)
    if not head.certain:
        return _document(
            layout,
            cleared,
            None,
            None,
            _plain_parts(pieces, given),
            name=name,
            url=url,
            source=source,
            now=now,
            given=given,
        )
    closing = read_closing(pieces, start=head.ends, width=layout.width)
    rest = _rest(pieces, head.ends, closing, width=layout.width, now=now)
    parts = [*_head_parts(head, [text for role, text in rest if role is not Role.HEADING]), *rest]
    return _document(layout, cleared, head, closing, parts, name=name, url=url, source=source, now=now, given=given)


def read_file(
    body: bytes,
    *,
    name: str,
    url: str | None,
    source: str,
    now: datetime,
    given: Given | None = None,
    limits: ReportLimits | None = None,
) -> Document:
    """Read the bytes of a report, whatever its format: :func:`extractors.reports.lay.lay`, then :func:`read_report`.

    Raises:
        UnreadablePage: no format reads it, or it holds no text.
        BusyError: a program that reads its format is not installed.
    """
    layout = lay(body, name=name, limits=limits or ReportLimits())
    return read_report(layout, name=name, url=url, source=source, now=now, given=given)


def _rest(
    pieces: Sequence[Piece], start: int, closing: Closing | None, *, width: float | None, now: datetime
) -> list[Part]:
    """Body and closing, and the same again for each appendix or further document with its own head or signature."""
    parts: list[Part] = []
    for _ in range(MOST_CLOSINGS):
        if closing is None:
            break
        parts += [*body_parts(pieces[start : closing.start]), *_closing_parts(closing)]
        start = closing.ends
        head = read_head(slips_of(pieces, width=width, start=start, stop=start + HEAD_PIECES), now=now)
        if head.certain and head.fixed and head.ends > start:
            start = head.ends
            parts += [
                (Role.HEADING if role is Role.TITLE else Role.NOTICE, text) for role, text in _head_parts(head, [])
            ]
        closing = read_closing(pieces, start=start, width=width)
    return [*parts, *body_parts(pieces[start:])]


def _plain_parts(pieces: Sequence[Piece], given: Given) -> list[Part]:
    """A file without a head: its first heading is its title where none is given."""
    parts = body_parts(pieces)
    title = one_line(given.title or "")
    if title:
        return [(Role.TITLE, title), *(part for part in parts if squeeze(part[1]) != squeeze(title))]
    if parts and parts[0][0] is Role.HEADING:
        parts[0] = (Role.TITLE, parts[0][1])
    return parts


def _head_parts(head: Head, body: Sequence[str]) -> list[Part]:
    title = _title(head, body)
    return [
        *((Role.NOTICE, one_line(name)) for name in head.names),
        (Role.NOTICE, head.number_line),
        *((Role.NOTICE, line) for line in sorted(head.fixed, key=_motto_last)),
        (Role.DATE, head.date_line),
        *((Role.NOTICE, line) for line in head.aside),
        (Role.TITLE, title or ""),
        *((Role.NOTICE, line) for line in ([_to_label(head), *head.to] if head.to else [])),
    ]


def _title(head: Head, body: Sequence[str]) -> str | None:
    """Type and abstract; what a letter is about is joined to its type as it is said."""
    about = head.about
    if about and not head.abstract and not fold(about).startswith(("ve ", "v/v")):
        about = f"về việc {about}"
    return title_of(head.title_kind, about, body=body)


def _motto_last(line: str) -> bool:
    return MOTTO.search(fold(line)) is not None


def _to_label(head: Head) -> str:
    label, colon, _ = head.to_line.partition(":")
    return f"{label}{colon}".strip() if colon else " ".join(head.to_line.split()[:2])


def _closing_parts(closing: Closing | None) -> list[Part]:
    if closing is None:
        return []
    sent = [(Role.NOTICE, line) for line in ([closing.sent_label, *closing.recipients] if closing.sent_label else [])]
    signed = [(Role.NOTICE, line) for line in (*closing.acting, *closing.posts)]
    return [*sent, *signed, (Role.BYLINE, closing.signer or "")]


def _header(head: Head, closing: Closing | None) -> Header:
    names = head.names
    recipients = (*head.to, *(closing.recipients if closing else ()))
    return Header(
        form=head.form,
        issuer=names[-1] if names else None,
        parent=names[-2] if len(names) > 1 else None,
        number=head.number.value if head.number else None,
        kind=head.title_kind,
        place=head.dated.place if head.dated else None,
        day=head.dated.day if head.dated else None,
        abstract=head.about,
        recipients=tuple(dict.fromkeys(recipients)),
        signer=closing.signer if closing else None,
        post=closing.post if closing else None,
    )


def _document(
    layout: Layout,
    cleared: Cleared,
    head: Head | None,
    closing: Closing | None,
    parts: Sequence[Part],
    *,
    name: str,
    url: str | None,
    source: str,
    now: datetime,
    given: Given,
) -> Document:
    parts = [(role, one_line(text)) for role, text in parts]
    if not any(role in READ_ROLES and text for role, text in parts):
        raise UnreadablePage(name, "không có đoạn văn nào")
    header = _header(head, closing) if head else None
    signals: dict[str, str] = {"body": layout.how, "encoding": layout.encoding}
    if head is not None:
        tell_head(head, signals)
    published = published_of(head, cleared, name, given, signals, now=now)
    title = one_line(given.title or "") or next((text for role, text in parts if role is Role.TITLE and text), None)
    if title:
        signals["title"] = (
            "given with the record" if given.title else ("type and abstract" if header else "first heading")
        )
    author = one_line(given.author or "") or (header.signer if header else None)
    if author:
        signals["author"] = "given with the record" if given.author else "signature block"
    text, blocks = lay_out(parts)
    address, identity, slug = identity_of(text, header, url or given.url, source, given)
    if given.source and given.source != slug:
        signals["source"] = f"given with the record: {one_line(given.source)}"
    if layout.notes:
        signals["notes"] = "; ".join(layout.notes)
    return Document(
        id=identity,
        source=slug,
        url=address,
        text=text,
        blocks=blocks,
        title=title,
        author=author,
        section=one_line(given.section or "") or None,
        published=published,
        modified=None,
        fetched=now,
        reading=f"report/{header.form if header else 'plain'}",
        signals=signals,
        header=header,
    )
