"""A document: the text of one article or report as blocks with roles, and its dates with the signal that gave each.

The text is NFC and keeps the publisher's own characters otherwise; blocks are joined by one newline and hold
none themselves. Every later thing (passage, word, cue, entity) is a pair of offsets into this text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """What a block is on the page."""

    KICKER = "kicker"
    TITLE = "title"
    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CAPTION = "caption"
    BYLINE = "byline"
    DATE = "date"
    NOTICE = "notice"
    """Share lines, comment headings, related-article links: never meaning, never a passage."""


READ_ROLES = frozenset({Role.LEAD, Role.PARAGRAPH, Role.ITEM, Role.TABLE})
"""Roles whose text is cut into passages."""

MEANT_ROLES = READ_ROLES | {Role.KICKER, Role.TITLE, Role.HEADING}
"""Roles whose change makes a new revision (a view counter or a caption credit does not)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the document's text with one role; ``start`` and ``end`` are character offsets into it."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A time a page states about itself: timezone-aware, exact to the minute or only to the day."""

    at: datetime
    precision: Literal["minute", "day"] = "minute"

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a Moment needs a time zone")


@dataclass(frozen=True, slots=True)
class Header:
    """The administrative head of a report or official document, each field as it is written there.

    Attributes:
        form: ``state`` (layout of Nghị định 30/2020/NĐ-CP) or ``party`` (layout of Party documents).
        issuer: the body that issues it, e.g. ``SỞ NỘI VỤ TỈNH BẾN TRE``; ``parent`` the body above it in the head.
        number: document number and sign as one string, e.g. ``12-BC/TU``; a blank left for the clerk gives None.
        kind: type of document in Vietnamese, e.g. ``Báo cáo``, ``Kế hoạch``, ``Quyết định``; ``Công văn`` where none
            is written.
        place, day: where and when it was signed.
        abstract: what it is about (trích yếu), on one line.
        recipients: the lines under "Kính gửi" and "Nơi nhận", in order.
        signer, post: who signed, and as what.
    """

    form: Literal["state", "party"]
    issuer: str | None = None
    parent: str | None = None
    number: str | None = None
    kind: str | None = None
    place: str | None = None
    day: date | None = None
    abstract: str | None = None
    recipients: tuple[str, ...] = ()
    signer: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article or report.

    Attributes:
        id: ``<source>:<publisher's article id>`` where it has one, else ``<source>:<hash of the canonical address>``.
        source: slug of the :class:`corpus.source.Source` it came from.
        url: canonical address; None for a file that names none.
        text: NFC text of all blocks joined by one newline.
        blocks: in page order, not overlapping, each a slice of ``text`` without a newline inside.
        published, modified: what the page says; None where it says nothing believable.
        fetched: when the bytes were taken.
        signals: for each field the signal that won, e.g. ``{"published": "meta article:published_time"}``.
        reading: name and version of what read it, e.g. ``dong-khoi/2020`` or ``generic/weight``.
        header: the administrative head, where the document has one.
        measures: canaries of the reading by name, e.g. ``{"marks": 0.81}``; what they mean is said by what took them.
    """

    id: str
    source: str
    url: str | None
    text: str
    blocks: tuple[Block, ...]
    title: str | None
    author: str | None
    section: str | None
    published: Moment | None
    modified: Moment | None
    fetched: datetime
    reading: str
    signals: Mapping[str, str] = field(default_factory=dict)
    header: Header | None = None
    measures: Mapping[str, float] = field(default_factory=dict)

    def block_text(self, block: Block) -> str:
        """The block's own characters."""
        return self.text[block.start : block.end]

    def first(self, role: Role) -> str | None:
        """Text of the first block with that role, or None."""
        return next((self.block_text(block) for block in self.blocks if block.role is role), None)

    @property
    def lead(self) -> str | None:
        """Text of the lead (sapo), or None where the page sets none apart."""
        return self.first(Role.LEAD)

    @property
    def revision(self) -> str:
        """16 hexadecimal digits that change when, and only when, meaningful text changes."""
        meant = "\n".join(
            " ".join(self.block_text(block).split()) for block in self.blocks if block.role in MEANT_ROLES
        )
        return hashlib.sha256(meant.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def lay_out(parts: Iterable[tuple[Role, str]]) -> tuple[str, tuple[Block, ...]]:
    """Join (role, text) parts into a document text and its blocks.

    Parts must already be NFC and free of newlines; empty parts are left out.

    Returns:
        The text (parts joined by one newline) and one block for each part kept.

    Raises:
        ValueError: a part holds a newline.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    position = 0
    for role, text in parts:
        if not text:
            continue
        if "\n" in text:
            raise ValueError("a block holds no newline")
        blocks.append(Block(role, position, position + len(text)))
        pieces.append(text)
        position += len(text) + 1
    return "\n".join(pieces), tuple(blocks)
