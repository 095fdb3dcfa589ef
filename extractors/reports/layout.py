"""What a file format gives: pieces of text in reading order, with what is known of how they were set.

The formats (:mod:`extractors.reports.pdf` and its neighbours) end here, and the reading of a report begins here, so
neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece is."""

    LINE = "line"
    """One line as it was set: part of a paragraph that may go on in the next one (PDF, scans, antiword)."""

    PARAGRAPH = "paragraph"
    """A whole paragraph (DOCX, RTF, HTML)."""

    ROW = "row"
    """A row of a table; ``cells`` holds its cells."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a piece stands on its page, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, a paragraph or a row of a table.

    Attributes:
        text: NFC, on one line, legacy fonts already turned into Unicode; cells of a row joined by `` | ``.
        page: from 1; always 1 in formats without pages.
        table: number of the table a row belongs to, from 0; None for anything else.
        box: None where the format does not say.
        size: letter height in points, 0 where not known.
        heading: the format itself calls it a heading (a style of Word, a tag).
        listed: the format itself puts a bullet or a number before it; ``text`` holds it too.
    """

    kind: Kind
    text: str
    page: int = 1
    cells: tuple[str, ...] = ()
    table: int | None = None
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    centred: bool = False
    heading: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole file.

    Attributes:
        how: what gave it, e.g. ``pdf text``, ``ocr vie``, ``docx``, ``antiword``, ``rtf``, ``html``.
        pages: number of pages, 1 in formats without pages.
        width: width of the first page in points, None where not known.
        fonts: names of fonts met, without subset prefixes.
        encoding: ``unicode``, ``tcvn3``, ``vni`` or ``mixed``: what the text was before.
        title, author: the file's own properties, where it has any; seldom true.
        notes: what was lost or doubtful, in Vietnamese.
    """

    pieces: tuple[Piece, ...]
    how: str
    pages: int = 1
    width: float | None = None
    fonts: tuple[str, ...] = ()
    encoding: str = "unicode"
    title: str | None = None
    author: str | None = None
    notes: tuple[str, ...] = ()
