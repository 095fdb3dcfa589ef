"""A document cut into passages: paragraphs, leads, list items, and the items of enumerations inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import READ_ROLES, Block, Document, Role
from corpus.passage import Passage, PassageKind
from models.enumeration import enumeration, opening
from models.sentences import sentences
from models.syllables import syllables

CUTTING = "1"
"""Version of these rules; a passage's identity holds it."""

LONGEST = 400
"""Syllables; a longer passage is cut at sentence ends."""

PIECE = 250
"""Syllables that a piece of a too long passage holds at most, unless one sentence alone is longer."""

SHORTEST_ITEM = 5
"""Syllables; an enumeration with a shorter item names things in a row and is left whole."""

DATELINE = re.compile(
    r"\s*(?:\(?\s?(?:BDK(?:\.VN)?|BĐK|BVL|BTĐKT|SGGP|TTXVN|ĐCSVN|QĐND|VGP|VOV(?:\.VN)?|TTO|TNO|NLĐO?|PLO|CAND)\s?\)?"
    r"|\([^\W\d_][^()\d]{1,24}\))\s*\.?\s*[-–—]+\s*"
)
"""The mark of a newsroom that opens a lead: ``BDK - ``, ``(SGGP).- ``."""

_KINDS = {Role.LEAD: PassageKind.LEAD, Role.ITEM: PassageKind.ITEM, Role.TABLE: PassageKind.TABLE}


@dataclass(frozen=True, slots=True)
class _Slice:
    start: int
    end: int
    kind: PassageKind


def cut(document: Document) -> tuple[Passage, ...]:
    """Cut a document into its passages, in order.

    Headings, captions, bylines and notices are never passages; a dateline is left before the passage it opens. An
    enumeration of at least two items is cut into them, what introduces it being a passage of its own. A slice without
    a letter is no passage.
    """
    slices = [
        each
        for block in document.blocks
        if block.role in READ_ROLES
        for whole in _items(document.text, block)
        for each in _pieces(document.text, whole)
    ]
    texts = ["", *(document.text[each.start : each.end] for each in slices), ""]
    revision = document.revision  # made from the whole text each time it is asked for
    return tuple(
        Passage(
            document=document.id,
            revision=revision,
            ordinal=ordinal,
            start=each.start,
            end=each.end,
            kind=each.kind,
            text=texts[ordinal + 1],
            title=document.title or "",
            before=texts[ordinal],
            after=texts[ordinal + 2],
            cutting=CUTTING,
        )
        for ordinal, each in enumerate(slices)
    )


def _items(text: str, block: Block) -> Iterator[_Slice]:
    """The block without its dateline, or its introduction and items."""
    dateline = DATELINE.match(text, block.start, block.end)
    start = dateline.end() if dateline else block.start
    start, end = _visible(text, start, block.end)
    whole = text[start:end]
    kind = _KINDS.get(block.role, PassageKind.PARAGRAPH)
    starts = enumeration(whole)
    parts = list(pairwise((*starts, len(whole))))
    if not starts or any(_length(whole[first:last]) < SHORTEST_ITEM for first, last in parts):
        opened = kind is PassageKind.PARAGRAPH and opening(whole) is not None
        yield _Slice(start, end, PassageKind.ITEM if opened else kind)
        return
    if starts[0] > 0:
        yield _Slice(*_visible(text, start, start + starts[0]), kind)
    for first, last in parts:
        yield _Slice(*_visible(text, start + first, start + last), PassageKind.ITEM)


def _pieces(text: str, whole: _Slice) -> Iterator[_Slice]:
    """The slice, or where it is too long its pieces; nothing where it holds no letter."""
    said = text[whole.start : whole.end]
    if not any(letter.isalpha() for letter in said):
        return
    if len(said) <= LONGEST or _length(said) <= LONGEST:
        yield whole
        return
    first, held, last = 0, 0, 0
    for start, end in sentences(said):
        length = _length(said[start:end])
        if held and held + length > PIECE:
            yield _Slice(*_visible(text, whole.start + first, whole.start + last), whole.kind)
            first, held = start, 0
        held += length
        last = end
    yield _Slice(*_visible(text, whole.start + first, whole.end), whole.kind)


def _length(text: str) -> int:
    """Syllables and numbers, punctuation not counted."""
    return sum(each.key[0].isalnum() for each in syllables(text))


def _visible(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
