"""Lines as they were set joined into paragraphs.

A line goes on in the next one when it is full (the next line's first word would not have fitted before the margin)
and the next one is not indented like a new paragraph and does not open with the mark of an item; where the format gives
no boxes, the number of characters stands for the width.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.reports.layout import Kind, Piece
from extractors.reports.marks import ANNEX, MARK, fold, in_capitals

INDENT = 9.0
"""Points by which a first line stands further in than its paragraph; less is unevenness of a scan."""

SLACK = 7.0
"""Points by which a full line may miss the right margin."""

GAP = 1.75
"""A space between lines this many times the usual one parts paragraphs."""

WIDE = 0.6
"""A line that fills this share of the page's text width is one of a single column."""

CAPITAL_WORDS = 3
"""Fewer words in capitals may be an abbreviation at the end of a sentence."""

COLUMN = 60.0
"""Lines whose left edges are nearer than this stand in one column."""

_END = re.compile(r"(?:[.!?…;:]|\./\.)[\"”’)\]]*$")
_HARD_END = re.compile(r"(?:[.!?;:]|\./\.)[\"”’)\]]*$")
_BREAK_END = re.compile(r"[^\W_][-–]$|[\d/A-ZĐ]/$|[^\W_]/$")
_ENGLISH_BREAK = re.compile(r"(?<![^\x00-\x7f])\b[A-Za-z][a-z]+-$")
_ENGLISH_START = re.compile(r"[a-z]{2,}(?![^\x00-\x7f])")
_NUMBERED = re.compile(r"^(?:\d|[IVX]+\s?[.\-)]|[a-zđ]\)|Điều|Chương|Mục|Phần)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text on one line and the set of it: the piece it begins with, whether all its pieces are bold or centred."""

    text: str
    first: Piece
    bold: bool = False
    centred: bool = False

    @property
    def listed(self) -> bool:
        """True when the format itself calls it an item."""
        return self.first.listed


@dataclass(frozen=True, slots=True)
class _Measure:
    """Margins around a line: left edge of its paragraphs, right edge of full lines, usual step from line to line."""

    left: float
    right: float
    step: float


def paragraphs_of(pieces: Sequence[Piece]) -> list[Paragraph]:
    """Join lines; paragraphs of the format stay as they are.

    Args:
        pieces: lines and paragraphs only, in reading order.
    """
    measures = _measures(pieces)
    longest = _longest(pieces)
    found: list[list[Piece]] = []
    for piece in pieces:
        last = found[-1][-1] if found else None
        if (
            last is not None
            and last.kind is Kind.LINE
            and piece.kind is Kind.LINE
            and _goes_on(found[-1], piece, measures.get(id(last)), measures.get(id(piece)), longest)
        ):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [
        Paragraph(
            join(piece.text for piece in group),
            group[0],
            all(piece.bold for piece in group),
            all(piece.centred for piece in group),
        )
        for group in found
    ]


def join(lines: Iterable[str]) -> str:
    """Lines on one line; what was broken after a dash or a slash is put together without a space."""
    text = ""
    for line in lines:
        line = " ".join(line.split())
        if text and line and not _broken(text, line):
            text += " "
        elif _ENGLISH_BREAK.search(text) and _ENGLISH_START.match(line):
            text = text[:-1]
        text += line
    return text


def _broken(text: str, line: str) -> bool:
    """True when a number, a sign or a name of many syllables goes on after its dash or slash in the next line."""
    return _BREAK_END.search(text) is not None and line[:1].isalnum()


def _goes_on(
    group: Sequence[Piece], piece: Piece, of_last: _Measure | None, of_piece: _Measure | None, longest: float
) -> bool:
    last = group[-1]
    if piece.heading or last.heading:
        return last.heading and piece.heading and not _END.search(last.text) and not MARK.match(piece.text)
    small = piece.text[:1].islower()
    full = _full(last, piece, of_last, longest)
    marked = MARK.match(piece.text) is not None
    if marked and not _mark_inside(last, piece, full=full, of_last=of_last, of_piece=of_piece):
        return False
    if last.bold != piece.bold and not full:
        return False
    if (piece.centred and last.centred) or _both_middle(last, piece, of_last, of_piece):
        return _heading_goes_on(group, piece)
    turned = last.page != piece.page
    if _parted_by_words(last, piece, full=full, turned=turned):
        return False
    if last.box is None or piece.box is None or of_last is None or of_piece is None:
        if last.centred != piece.centred:
            return False
        return (full and (small or not _HARD_END.search(last.text))) or (small and not _END.search(last.text))
    if not turned and piece.box.top - last.box.top > GAP * of_last.step and not (small and full):
        return False
    indented = piece.box.left - _column_left(group, of_piece) > INDENT
    if small and not _HARD_END.search(last.text):
        return full or not indented
    if not full:
        return False
    if indented:
        # Items are often set further in on every line; such a line goes on while its left edge stays.
        return abs(piece.box.left - last.box.left) < INDENT / 2 and len(group) > 1 and not _HARD_END.search(last.text)
    if _HARD_END.search(last.text) and abs(piece.box.left - of_piece.left) <= INDENT and _begins_flush(group, of_last):
        # Where paragraphs begin without an indent, a full line that closes a sentence may close its paragraph.
        return not (piece.box.top - last.box.top > 1.25 * of_last.step and not turned)
    return True


def _parted_by_words(last: Piece, piece: Piece, *, full: bool, turned: bool) -> bool:
    """True where the words alone part two paragraphs: after "./.", before an appendix, at capitals after a sentence."""
    if last.text.endswith("./."):
        return True
    capitals = in_capitals(piece.text) and not in_capitals(last.text) and len(piece.text.split()) >= CAPITAL_WORDS
    if capitals and (turned or _HARD_END.search(last.text) is not None):
        return True
    open_sentence = full and not _END.search(last.text) and not in_capitals(last.text)
    return ANNEX.match(fold(piece.text)) is not None and piece.text[:1].isupper() and not open_sentence


def _begins_flush(group: Sequence[Piece], measure: _Measure) -> bool:
    return group[0].box is not None and group[0].box.left - measure.left <= INDENT


def _column_left(group: Sequence[Piece], measure: _Measure) -> float:
    """Left edge that lines of this paragraph keep: that of its second line, else the column's."""
    if len(group) > 1 and group[-1].box is not None and group[-1].page == group[1].page:
        return max(measure.left, group[-1].box.left)
    return measure.left


def _mark_inside(last: Piece, piece: Piece, *, full: bool, of_last: _Measure | None, of_piece: _Measure | None) -> bool:
    """True when what looks like the mark of an item stands there only because a sentence broke before it."""
    if not full or _END.search(last.text):
        return False
    if re.match(r"^[-–]\s?\d", piece.text) and re.search(r"\d$", last.text):
        return True
    if re.search(r"(?:\b(?:Điều|khoản|điểm|mục|Mục|Chương|Phần|phần|và|hoặc|của|tại|số)|,)$", last.text):
        return bool(_NUMBERED.match(piece.text))
    if piece.box is None or of_piece is None or of_last is None:
        return False
    flush = piece.box.left - of_piece.left <= INDENT
    return flush and re.match(r"^(?:[IVX]+|\d{1,2})\s?[.)]?\s", piece.text) is None and _first_lines_in(last, of_last)


def _first_lines_in(last: Piece, measure: _Measure) -> bool:
    return last.box is not None and last.box.left - measure.left > INDENT


def _both_middle(last: Piece, piece: Piece, of_last: _Measure | None, of_piece: _Measure | None) -> bool:
    """Lines that share their middle with the column and reach neither margin."""
    return _middle(last, of_last) and _middle(piece, of_piece)


def _middle(piece: Piece, measure: _Measure | None) -> bool:
    if piece.box is None or measure is None:
        return False
    before, after = piece.box.left - measure.left, measure.right - piece.box.right
    return min(before, after) > 2.5 * INDENT and abs(before - after) < 2 * INDENT


def _heading_goes_on(group: Sequence[Piece], piece: Piece) -> bool:
    """Centred lines are one heading while their letters are of one kind; "Chương I" stands by itself."""
    last = group[-1]
    if re.match(r"^(?:chuong|phan|muc|phu luc|bieu)\b", fold(last.text)) and len(last.text.split()) <= 3:
        return False
    if _END.search(last.text) or MARK.match(piece.text):
        return False
    if in_capitals(last.text) != in_capitals(piece.text):
        return False
    return last.bold == piece.bold and last.page == piece.page and (in_capitals(piece.text) or last.bold)


def _full(last: Piece, piece: Piece, measure: _Measure | None, longest: float) -> bool:
    """True when the first word of the next line would not have fitted on this one."""
    words = piece.text.split()
    word = words[0] if words else ""
    if last.box is None or measure is None:
        return len(last.text) + 1 + len(word) > longest - 2
    width = last.box.right - last.box.left
    each = width / max(1, len(last.text))
    return measure.right - last.box.right < max(SLACK, (len(word) + 1) * each * 0.9 + 2)


def _longest(pieces: Sequence[Piece]) -> float:
    """Usual length of a full line in characters, where there are no boxes."""
    lengths = sorted(len(piece.text) for piece in pieces if piece.kind is Kind.LINE)
    return float(lengths[int(len(lengths) * 0.92)]) if len(lengths) >= 4 else float(max(lengths, default=0))


def _measures(pieces: Sequence[Piece]) -> dict[int, _Measure]:
    """Margins for each line with a box, by the identity of its piece."""
    pages: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.kind is Kind.LINE and piece.box is not None:
            pages[piece.page].append(piece)
    whole = [piece for held in pages.values() for piece in held]
    found: dict[int, _Measure] = {}
    for held in pages.values():
        group = held if len(held) >= 8 or len(pages) == 1 else whole
        lefts = [piece.box.left for piece in group if piece.box is not None]
        rights = [piece.box.right for piece in group if piece.box is not None]
        span = max(rights) - min(lefts)
        wide = [p for p in group if p.box is not None and p.box.right - p.box.left >= WIDE * span]
        step = _step(held)
        if len(wide) >= max(2, 0.25 * len(group)):
            measure = _margins(wide, step)
            found.update({id(piece): measure for piece in held})
        else:
            found.update({id(piece): _margins(_column(held, place), step) for place, piece in enumerate(held)})
    return found


def _margins(lines: Sequence[Piece], step: float) -> _Measure:
    lefts = sorted(piece.box.left for piece in lines if piece.box is not None)
    rights = sorted(piece.box.right for piece in lines if piece.box is not None)
    # A few lines stick out (a scan's noise, a formula); the margin is where most full lines end.
    return _Measure(lefts[int(len(lefts) * 0.05)], rights[min(len(rights) - 1, int(len(rights) * 0.85))], step)


def _column(held: Sequence[Piece], place: int) -> list[Piece]:
    """Lines near in reading order whose left edges stand near this one's."""
    here = held[place].box
    near = held[max(0, place - 8) : place + 9]
    return [p for p in near if p.box is not None and here is not None and abs(p.box.left - here.left) < COLUMN]


def _step(held: Sequence[Piece]) -> float:
    steps = [
        after.box.top - before.box.top
        for before, after in itertools.pairwise(held)
        if before.box is not None and after.box is not None and 4 < after.box.top - before.box.top < 60
    ]
    return median(steps) if steps else 18.0
