"""What a page carries beside its text: page numbers, running heads and feet, "(xem tiếp)", stamps of signatures."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from corpus.document import Moment
from extractors.reports.dating import moment_of_stamp
from extractors.reports.layout import Kind, Piece
from extractors.reports.marks import ANNEX, CONTINUED, MARK, STAMP, fold, squeeze

EDGE = 3
"""Running heads and feet stand among so many first or last lines of a page."""

SHARE = 0.5
"""A line at the edge of at least this share of the pages, and of two at least, is a running head or foot."""

_OUTER_NUMBER = re.compile(r"^\W*\d+|\d+(?:\s*/\s*\d+)?\W*$")
_LOOSE_MARK = re.compile("(?<=[^\\W\\d_]) ([\u0300-\u0309\u0323])")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:trang\s*(?:so\s*)?)?\d{1,4}(?:\s*[/|]\s*\d{1,4})?\W*$|^trang\s+\d{1,4}\s*(?:tren|/)\s*\d{1,4}$"
)


@dataclass(frozen=True, slots=True)
class Cleared:
    """Pieces without furniture, the times digital signatures print, and how many pieces were dropped."""

    pieces: tuple[Piece, ...]
    signed: tuple[Moment, ...]
    dropped: int


def clear(pieces: Sequence[Piece], *, pages: int, now: datetime) -> Cleared:
    """Drop furniture from the pieces of a document."""
    pieces = [_mended(piece) for piece in pieces]
    furniture = _repeated(pieces, pages) | _page_numbers(pieces, pages)
    kept: list[Piece] = []
    signed: list[Moment] = []
    stamped: Piece | None = None
    for place, piece in enumerate(pieces):
        if not piece.text.strip() and not any(cell.strip() for cell in piece.cells):
            continue
        folded = fold(piece.text.strip())
        if piece.kind is not Kind.ROW and _is_stamp(folded, piece, stamped):
            stamped = piece
            moment = moment_of_stamp(piece.text, now=now)
            if moment is not None and moment not in signed:
                signed.append(moment)
            continue
        if place in furniture or (piece.kind is not Kind.ROW and CONTINUED.match(folded)):
            continue
        kept.append(piece)
    return Cleared(tuple(kept), tuple(signed), len(pieces) - len(kept))


def _mended(piece: Piece) -> Piece:
    """A piece whose letters were parted from their marks by a blank, as some PDF files store them, put together."""
    if _LOOSE_MARK.search(piece.text) is None:
        return piece
    cells = tuple(unicodedata.normalize("NFC", _LOOSE_MARK.sub(r"\g<1>", cell)) for cell in piece.cells)
    return replace(piece, text=unicodedata.normalize("NFC", _LOOSE_MARK.sub(r"\g<1>", piece.text)), cells=cells)


def _is_stamp(folded: str, piece: Piece, stamped: Piece | None) -> bool:
    """A line of a signature's stamp; the words that any text may open with count only next to another stamp line."""
    if STAMP.match(folded) is None:
        return False
    return not folded.startswith(("co quan", "chuc vu", "to chuc")) or (
        stamped is not None and stamped.page == piece.page
    )


def _by_page(pieces: Sequence[Piece]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for place, piece in enumerate(pieces):
        if piece.text.strip():
            places[piece.page].append(place)
    for page, held in places.items():
        if all(pieces[place].box is not None for place in held):
            places[page] = sorted(held, key=lambda place: _top(pieces[place]))
    return places


def _top(piece: Piece) -> float:
    return piece.box.top if piece.box is not None else 0.0


def _repeated(pieces: Sequence[Piece], pages: int) -> set[int]:
    if pages < 2:
        return set()
    places = _by_page(pieces)
    seen: Counter[tuple[str, str]] = Counter()
    edges: dict[tuple[str, str], list[int]] = defaultdict(list)
    for held in places.values():
        for edge, group in (("top", held[:EDGE]), ("bottom", held[-EDGE:])):
            for key in {(edge, _key(pieces[place])) for place in group}:
                seen[key] += 1
            for place in group:
                edges[edge, _key(pieces[place])].append(place)
    # The head of the first page is read, so what later pages repeat of it is kept there once.
    first = min(places, default=1)
    least = max(2, SHARE * len(places))
    found = {
        place
        for key, count in seen.items()
        if count >= least and len(key[1]) >= 4 and any(letter.isalpha() for letter in key[1])
        for place in edges[key]
    }
    return {
        place
        for place in found
        if pieces[place].kind is not Kind.ROW
        and pieces[place].page > first
        and not ANNEX.match(fold(pieces[place].text))
        and not MARK.match(pieces[place].text)
    }


def _key(piece: Piece) -> str:
    """The line without the number at its beginning or end, which counts the pages."""
    return squeeze(_OUTER_NUMBER.sub("#", piece.text))


def _page_numbers(pieces: Sequence[Piece], pages: int) -> set[int]:
    """A number alone at the edge of a page that is the page's own, or about it; anywhere else it is text."""
    found: set[int] = set()
    for page, held in _by_page(pieces).items():
        for place in {*held[:2], *held[-2:]}:
            piece = pieces[place]
            folded = fold(piece.text.strip())
            if piece.kind is Kind.ROW or _PAGE_NUMBER.match(folded) is None:
                continue
            number = int(re.findall(r"\d+", folded)[0])
            if folded.startswith("trang") or (pages > 1 and abs(number - page) <= 12):
                found.add(place)
    return found
