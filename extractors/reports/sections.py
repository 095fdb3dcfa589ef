"""The body of a report: headings, paragraphs, items and tables, told by their marks, their letters and their set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from corpus.document import Role
from extractors.reports.dating import is_place_and_day
from extractors.reports.layout import Kind, Piece
from extractors.reports.marks import ANNEX, MARK, MOTTO, NATION, fold, in_capitals, is_rule
from extractors.reports.numbering import find_number
from extractors.reports.paragraphs import Paragraph, paragraphs_of
from extractors.reports.tables import table_parts
from extractors.roles import Part

HEADING_WORDS = 40
CLAUSE_WORDS = 70
SHORT_WORDS = 14
"""A numbered line without a closing mark is a heading up to this length, whatever its letters."""

BOLD_LETTERS = 6
"""Fewer letters in bold are a cell of a table whose rows were lost, not a heading."""

NUMBER_WORDS = 5
"""A line this short that opens with "Số" and a code is the number of a second document in the same file."""

SMALLER = 1.5
"""Points by which the letters of a footnote are smaller than those of the text."""

_OPEN_END = re.compile(r"(?:[.;:,!?…]|\./\.)[\"”’)\]]*$")
_SECTION = re.compile(
    r"^(?:(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+(?:[IVXLC]{1,6}\b|\d{1,3}\b|thứ\s|THỨ\s)|"
    r"[IVX]{1,5}\s?[.\-)/–]\s?\S|[A-Z]\s?[.\-)]\s+\S)"
)
_CLAUSE = re.compile(r"^(?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?\s?[.:]?")
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,4}\s?[.)]?\s?|[a-zđ]\s?[.)]\s)(?=\D)")
_ITEM = re.compile(
    r"^(?:[-–—+•*▪●○◦➢❖✓\uf0b7\uf02d]\s?\S|[a-zđ]{1,2}\s?[.)]\s?\S|\d{1,2}(?:\.\d{1,2}){0,4}\s?[.)]\s?\S|\(\d{1,2}\)\s?\S)"
)
_FOOTNOTE = re.compile(r"^(?:\d{1,2}|\(\d{1,2}\)|\[\d{1,2}\]|\*{1,3})[.)]?\s*[^\W\d]")
_FORMULA = re.compile(r"^(?:quyet dinh|quyet nghi|chi thi|nghi quyet|thong bao)\s*:?$")
_CAPTION = re.compile(r"^(?:bieu|bang|hinh|so do|phu luc|phu bieu|bieu do)\s+(?:so\s*)?[\dIVXivx]")


def body_parts(pieces: Sequence[Piece]) -> list[Part]:
    """Parts of the body, in order; footnotes, which break paragraphs at the foot of a page, come after it."""
    text, notes = _footnotes(pieces)
    parts: list[Part] = []
    for run in [*_runs(text), *_runs(notes)]:
        if run[0].kind is Kind.ROW:
            parts += table_parts(run)
        else:
            parts += _told(paragraphs_of(run))
    return parts


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Rows of one table together, lines and paragraphs between tables together."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        last = runs[-1][-1] if runs else None
        row = piece.kind is Kind.ROW
        if last is not None and row == (last.kind is Kind.ROW) and (not row or piece.table == last.table):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _footnotes(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Lines of the text, and the lines in smaller letters at the foot of each page from the first one with a mark."""
    sizes = [piece.size for piece in pieces if piece.kind is Kind.LINE and piece.size]
    if not sizes:
        return list(pieces), []
    small = median(sizes) - SMALLER
    notes: set[int] = set()
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        foot = after is None or after.page != piece.page or place + 1 in notes
        if piece.kind is Kind.LINE and 0 < piece.size <= small and foot:
            notes.add(place)
    kept: set[int] = set()
    for place in sorted(notes):
        if _FOOTNOTE.match(pieces[place].text) or (place - 1 in kept and pieces[place - 1].page == pieces[place].page):
            kept.add(place)
    return [piece for place, piece in enumerate(pieces) if place not in kept], [pieces[place] for place in sorted(kept)]


def _told(paragraphs: Sequence[Paragraph]) -> list[Part]:
    parts: list[Part] = []
    for place, paragraph in enumerate(paragraphs):
        if is_rule(paragraph.text):
            continue
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        parts.append((_role(paragraph, following), paragraph.text))
    return parts


def _role(paragraph: Paragraph, following: Paragraph | None) -> Role:
    text, folded = paragraph.text, fold(paragraph.text)
    words = len(text.split())
    if folded.startswith("copyright") and words <= 12:
        return Role.NOTICE
    if words <= NUMBER_WORDS and folded.startswith("so") and find_number(text) is not None:
        return Role.NOTICE
    if (NATION.match(folded) and text[:2].isupper()) or (MOTTO.match(folded) and words <= 8):
        return Role.NOTICE
    if is_place_and_day(text):
        return Role.DATE
    if words <= (CLAUSE_WORDS if _CLAUSE.match(text) else HEADING_WORDS) and _heads(paragraph, following):
        return Role.HEADING
    return Role.ITEM if paragraph.listed or _ITEM.match(text) else Role.PARAGRAPH


def _heads(paragraph: Paragraph, following: Paragraph | None) -> bool:
    text, folded = paragraph.text, fold(paragraph.text)
    words = len(text.split())
    closed = _OPEN_END.search(text) is not None
    if _FORMULA.match(folded) and in_capitals(text):
        return True
    if in_capitals(text, share=0.9) and sum(letter.isalpha() for letter in text) >= 4 and not text.endswith(";"):
        return True
    if text[:1] in "-–+•*":
        return False
    if paragraph.first.heading and not closed and following is not None:
        return True
    if _SECTION.match(text) and (not closed or (words <= SHORT_WORDS and text.endswith((":", ".")))):
        return True
    if (ANNEX.match(folded) or _CAPTION.match(folded)) and words <= 25 and not text.endswith((".", ";")):
        return text[:1].isupper()
    if closed and not (paragraph.bold and (text.endswith(":") or (text.endswith(".") and MARK.match(text)))):
        return False
    if _CLAUSE.match(text):
        return True
    if paragraph.bold and words <= 25 and following is not None:
        return words > 1 and sum(letter.isalpha() for letter in text) >= BOLD_LETTERS
    if _NUMBERED.match(text) and words <= SHORT_WORDS:
        return following is not None and _opens_under(text, following.text)
    return False


def _opens_under(text: str, following: str) -> bool:
    """True when what follows stands under the numbered line: it is no next item of the same count."""
    if MARK.match(following) is None:
        return True
    return _shape(text) != _shape(following)


def _shape(text: str) -> str:
    found = MARK.match(text) or _NUMBERED.match(text)
    return re.sub(r"[a-zđ]", "a", re.sub(r"\d+", "1", found.group().strip())) if found else ""
