"""What a report is made of, whatever it is printed with: sections of sentences, tables and pictures, with notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.coverage.evidence_filter import Filter
from corpus.errors import BadInput

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Behind:
    """An article behind a figure: how many of its passages, and their numbers in the list of evidence.

    ``day`` is None where the document bears none, ``link`` "" where it has no address on the web.
    """

    numbers: tuple[int, ...]
    passages: int
    source: str
    title: str
    day: date | None
    link: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: words, and the first articles behind a figure with how many more passages there are.

    ``opens`` is the list of exactly those passages, for a reader who sits at the desk; files do not show it.
    """

    words: str
    behind: tuple[Behind, ...] = ()
    more: int = 0
    opens: Filter | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one face, with a footnote at their end or without; ``link`` is the address they open, or "".

    ``opens`` is the list of the passages that a figure counts, as in :class:`Note`.
    """

    text: str
    bold: bool = False
    italic: bool = False
    note: Note | None = None
    link: str = ""
    opens: Filter | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; as an ``item`` one of a list."""

    spans: Spans
    item: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, the width it takes of the whole (parts of 1), and how its cells stand."""

    head: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption above and what must be known to read it below.

    Raises:
        BadInput: a line with more or fewer cells than columns, or widths that do not make a whole.
    """

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[tuple[Spans, ...], ...]
    below: str = ""

    def __post_init__(self) -> None:
        if any(len(line) != len(self.columns) for line in self.lines):
            raise BadInput("một dòng có số ô khác số cột (cells differ from columns)", where=self.caption)
        if abs(sum(column.width for column in self.columns) - 1) > 0.001:
            raise BadInput("bề rộng các cột phải cộng thành 1 (column widths)", where=self.caption)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as PNG, its caption, and the sentence for who does not see it."""

    caption: str
    png: bytes
    alt: str


Block = Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; ``apart`` begins a page of its own after the signature."""

    title: str
    blocks: tuple[Block, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what it is about, its sections, and its short title for readers' window bars.

    Attributes:
        subject: under the word REPORT, in lower case.
        opening: paragraphs before the first section.
        closing: the last sentence before the signature, without its full stop.
        as_of: day up to whose end things were known.
        facts: filters and versions by name, as in the method section.
    """

    subject: str
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: str
    as_of: date
    facts: tuple[tuple[str, str], ...]

    def notes(self) -> Iterator[Note]:
        """Every footnote in the order of reading."""
        for spans in self._spans():
            for span in spans:
                if span.note is not None:
                    yield span.note

    def words(self) -> str:
        """Everything said, as lines of text: for reading aloud and for checks."""
        return "\n".join("".join(span.text for span in spans) for spans in self._spans())

    def _spans(self) -> Iterator[Spans]:
        yield (Span(self.subject),)
        for paragraph in self.opening:
            yield paragraph.spans
        for section in self.sections:
            yield (Span(section.title),)
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield block.spans
                elif isinstance(block, Table):
                    yield (Span(block.caption),)
                    yield tuple(Span(column.head + " ") for column in block.columns)
                    for line in block.lines:
                        yield from line
                    yield (Span(block.below),)
                else:
                    yield (Span(f"{block.caption}. {block.alt}"),)
        yield (Span(self.closing),)


def plainly(
    text: str,
    *,
    note: Note | None = None,
    bold: bool = False,
    italic: bool = False,
    opens: Filter | None = None,
) -> Spans:
    """Words in one face."""
    return (Span(text, bold, italic, note, opens=opens),)
