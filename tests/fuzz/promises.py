"""What every reader of foreign bytes promises, as checks that name what was broken."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.document import Document
from corpus.passage import Entity
from extractors.addresses import canonical
from models.cut import cut


class PromiseBroken(AssertionError):
    """A reader gave back a value that it promises never to give."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A reader said no in words; ``reason`` is what people see."""

    reason: str


def must(held: object, said: str) -> None:
    """Refuse a value that does not hold.

    Raises:
        PromiseBroken: it does not.
    """
    if not held:
        raise PromiseBroken(said)


def clean_line(text: str | None, name: str) -> None:
    """A line people see: NFC, on one line, no control character, no half of a pair."""
    if text is None:
        return
    must(unicodedata.is_normalized("NFC", text), f"{name} is not NFC")
    odd = next((letter for letter in text if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")), None)
    must(odd is None, f"{name} holds U+{ord(odd or ' '):04X}")


def writable(text: str | None, name: str) -> None:
    """Text that a database and a JSON file take."""
    if text is None:
        return
    must("\0" not in text, f"{name} holds a zero")
    must(not any("\ud800" <= letter <= "\udfff" for letter in text), f"{name} holds half of a pair")


def web_address(url: str, name: str) -> None:
    """An address that is canonical already, of the web."""
    writable(url, name)
    must(urlsplit(url).scheme in ("http", "https"), f"{name} is no web address: {url!r}")
    again = canonical(url)
    must(canonical(again) == again, f"{name} never comes to rest: {url!r}")


def sound_spans(spans: Iterable[tuple[int, int]], text: str, name: str, *, ordered: bool = True) -> None:
    """Offsets inside a text, none empty, none overlapping where they are in order."""
    last = 0
    for start, end in spans:
        must(0 <= start < end <= len(text), f"{name} {start}-{end} lies outside of a text of {len(text)}")
        must(not ordered or start >= last, f"{name} {start}-{end} begins before {last}")
        last = end


def sound_entities(entities: Iterable[Entity], text: str, name: str) -> None:
    """Facts whose offsets lie inside the text."""
    sound_spans(((each.start, each.end) for each in entities), text, name, ordered=False)


def sound_document(document: Document) -> None:
    """A document as the store takes it: clean blocks inside its text, its passages slices of it, a stable revision."""
    for name, text in (("title", document.title), ("author", document.author), ("section", document.section)):
        clean_line(text, name)
    for name, value in (("id", document.id), ("source", document.source), ("reading", document.reading)):
        writable(value, name)
        must(value, f"{name} is empty")
    for key, value in document.signals.items():
        writable(value, f"signal {key}")
    if document.url is not None:
        writable(document.url, "url")
    last = -1
    for block in document.blocks:
        must(last < block.start < block.end <= len(document.text), f"block {block.start}-{block.end} lies outside")
        must(last < 0 or document.text[last] == "\n", "blocks are not a line apart")
        clean_line(document.block_text(block), f"a block ({block.role})")
        last = block.end
    for moment in (document.published, document.modified):
        must(moment is None or moment.at.year >= 1990, "a time before the web")
    for passage in cut(document):
        must(passage.text == document.text[passage.start : passage.end], "a passage is no slice of its document")
        must(passage.text.strip() == passage.text, "a passage begins or ends with white space")
    must(all(len(value) < 1_000_000 for value in document.signals.values()), "a signal without bound")
