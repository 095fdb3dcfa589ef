"""Text copied from a page or written in a file to a document.

Such text has the order of the page it came from: perhaps a kicker, the title, a date line, perhaps a lead, captions
(often twice: under the photo and from its description), the body, an author line, then share and comment lines.
"""

from __future__ import annotations

from datetime import datetime

from corpus.document import READ_ROLES, Document, Moment, Role, lay_out
from corpus.errors import UnreadablePage
from extractors.dateline import is_date_line, parse_moment, says_updated
from extractors.encoding import one_line, tidy
from extractors.facts import Given
from extractors.identity import address_of, digest, slug_of
from extractors.publishers import publisher_for
from extractors.roles import Part, author_of, is_byline, is_caption, is_notice, same, settle, source_of_dateline

HEAD_LINES = 6
"""A date line further down than this belongs to the text."""

MOST_LINES = 50_000
"""Lines of one text; each is a block and may be a passage."""

TITLE_WORDS = 40
UNKNOWN = "unknown"
_COMMENTS = ("bình luận", "ý kiến bạn đọc", "ý kiến")
_SENTENCE = (".", "…", ";", ":", ",")


def read_text(text: str, *, name: str, source: str, now: datetime, given: Given | None = None) -> Document:
    """Read plain text.

    Args:
        name: what messages call it, such as the file's name.
        source: slug of its source; "" or "unknown" lets a dateline such as "BDK -" or a known address name it.

    Raises:
        UnreadablePage: the text holds nothing to read.
    """
    given = given or Given()
    lines = [one_line(line) for line in tidy(text).split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        raise UnreadablePage(name, "tệp rỗng")
    if len(lines) > MOST_LINES:
        raise UnreadablePage(name, f"hơn {MOST_LINES} dòng; tách nhỏ tệp rồi nạp lại (too many lines)")
    head, rest, stated = _head(lines, given, now=now)
    body: list[Part] = [(Role.PARAGRAPH, line) for line in rest]
    # A text of one line is that text, whatever its last words look like.
    parts = _led([*head, *(_close_at_comments(settle(body)) if len(body) > 1 else body)])
    if not any(role in READ_ROLES for role, _ in parts):
        raise UnreadablePage(name, "không có đoạn văn nào")
    signals: dict[str, str] = {}
    title = one_line(given.title or "") or next((line for role, line in parts if role is Role.TITLE), None)
    if title:
        signals["title"] = "given with the record" if given.title else "line above the date or the lead"
    published = given.published or stated
    if published is not None:
        signals["published"] = "given with the record" if given.published else "date line"
    author = one_line(given.author or "") or author_of(parts)
    if author:
        signals["author"] = "given with the record" if given.author else "last lines"
    laid, blocks = lay_out(parts)
    address, identity, slug = _identity(laid, parts, source, given, signals)
    if given.source and given.source != slug:
        signals["source"] = f"given with the record: {one_line(given.source)}"
    return Document(
        id=identity,
        source=slug,
        url=address,
        text=laid,
        blocks=blocks,
        title=title,
        author=author,
        section=one_line(given.section or "") or None,
        published=published,
        modified=None,
        fetched=now,
        reading="plain/lines",
        signals=signals,
    )


def _head(lines: list[str], given: Given, *, now: datetime) -> tuple[list[Part], list[str], Moment | None]:
    """Parts above the body, the lines of the body, and the time the date line states."""
    if given.title is not None:
        title, lead = one_line(given.title), one_line(given.lead or "")
        said = {same(title), same(lead)}
        kept = [line for place, line in enumerate(lines) if place >= HEAD_LINES or same(line) not in said]
        return [(Role.TITLE, title), (Role.LEAD, lead)], kept or lines, None
    dated = next((place for place, line in enumerate(lines[:HEAD_LINES]) if is_date_line(line)), None)
    if dated is None:
        return _undated(lines)
    stated = None if says_updated(lines[dated]) else parse_moment(lines[dated], now=now)
    above = lines[:dated]
    parts: list[Part] = []
    if above and all(_heads(line) for line in above):
        # The line next to the date is the title; what stands over it is the kicker, or a section name.
        parts = [*((Role.KICKER, line) for line in above[:-1]), (Role.TITLE, above[-1])]
        return [*parts, (Role.DATE, lines[dated])], lines[dated + 1 :], stated
    return [(Role.DATE, lines[dated])], [*above, *lines[dated + 1 :]], stated


def _undated(lines: list[str]) -> tuple[list[Part], list[str], None]:
    """Without a date line the first line is a title only if it looks like one and running text follows."""
    first, *rest = lines
    running = [line for line in rest if len(line.split()) >= 15 or line.endswith(".")]
    if rest and running and _heads(first) and len(first.split()) >= 4:
        return [(Role.TITLE, first)], rest, None
    return [], lines, None


def _heads(line: str) -> bool:
    """True for a line that may stand over a text: short and no sentence, credit or share line."""
    return (
        len(line.split()) <= TITLE_WORDS
        and not line.endswith(_SENTENCE)
        and not is_caption(line)
        and not is_notice(line)
        and not (is_byline(line) and ":" in line)
        and line[:1] not in ("-", "–", "•", "*", "+")
    )


def _led(parts: list[Part]) -> list[Part]:
    """The paragraph that opens with a dateline right below the head is the lead."""
    first = next((place for place, (role, _) in enumerate(parts) if role in READ_ROLES), None)
    if first and parts[first][0] is Role.PARAGRAPH and source_of_dateline(parts[first][1]):
        return [*parts[:first], (Role.LEAD, parts[first][1]), *parts[first + 1 :]]
    return parts


def _close_at_comments(parts: list[Part]) -> list[Part]:
    """After a comment heading everything is readers' text, not the paper's."""
    for place, (role, line) in enumerate(parts):
        if role is Role.NOTICE and same(line).startswith(_COMMENTS):
            return [*parts[:place], *((Role.NOTICE, text) for _, text in parts[place:])]
    return parts


def _identity(
    text: str, parts: list[Part], source: str, given: Given, signals: dict[str, str]
) -> tuple[str | None, str, str]:
    slug = slug_of(given.source or "") or source
    address = address_of(given.url)
    publisher = publisher_for(address) if address else None
    if publisher is not None and address is not None:
        known = publisher.identity(address)
        return (
            (known[1], known[0], publisher.slug)
            if known
            else (address, f"{publisher.slug}:{digest(address)}", publisher.slug)
        )
    if not slug or slug == UNKNOWN:
        marked = next(
            (found for role, line in parts if role in READ_ROLES and (found := source_of_dateline(line))), None
        )
        if marked is not None:
            signals["source"] = "dateline"
        slug = marked or UNKNOWN
    return address, f"{slug}:{digest(address or text)}", slug
