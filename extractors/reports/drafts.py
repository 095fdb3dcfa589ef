"""Pieces before their last step: runs of text that still know their font.

A legacy font is recognised over a whole file, never over one line, so every format gathers drafts first and settles
them together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.legacy import runs_to_unicode
from extractors.reports.layout import Box, Kind, Piece

Run = tuple[str, str | None]
"""Text and the name of its font, None where the format does not say."""

DOUBT = (
    "có đoạn giống chữ gõ bằng phông cũ (TCVN3, VNI) nhưng không đủ chắc để chuyển sang Unicode; nên xem lại bản gốc"
)

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ufdd0-\ufdef]"
)
_SPACES = re.compile(r"\s+")
_OWN_SIGN = re.compile("[\ue000-\uf8ff]+")
_BULLETS = "•●○◦▪■□–—+*➢➤✓✔❖◆◊▶►-"
_LISTED = re.compile(rf"(?:[{_BULLETS}]|(?:\d{{1,3}}|[a-zđ]|[IVXLC]{{1,6}})[.)]|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?)\s")


@dataclass(slots=True)
class Draft:
    """A piece whose text is still runs: one list of runs for each cell, a single list for anything but a row."""

    kind: Kind
    cells: list[list[Run]]
    mark: str = ""
    page: int = 1
    table: int | None = None
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    centred: bool = False
    heading: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """Pieces in Unicode, what they had been written in, and what remains doubtful."""

    pieces: tuple[Piece, ...]
    encoding: str
    notes: tuple[str, ...]


def settle(drafts: Sequence[Draft]) -> Settled:
    """Turn drafts into pieces: legacy fonts into Unicode, NFC, plain spaces, nothing invisible, nothing empty.

    A line break inside a cell stays in ``cells`` and is a space in ``text``.
    """
    runs: list[Run] = []
    ends: list[list[int]] = []
    for draft in drafts:
        ends.append([])
        for cell in draft.cells:
            for font, same in groupby(cell, key=lambda run: run[1]):
                runs.append(("".join(text for text, _ in same), font))
            ends[-1].append(len(runs))
    turned = runs_to_unicode(runs)
    pieces: list[Piece] = []
    start = 0
    for draft, stops in zip(drafts, ends, strict=True):
        cells = []
        for stop in stops:
            cells.append(_cell("".join(one.text for one in turned[start:stop])))
            start = stop
        piece = _piece(draft, cells)
        if piece is not None:
            pieces.append(piece)
    legacy = {one.encoding for one in turned if one.encoding != "unicode"}
    modern = any(one.encoding == "unicode" and not _latin_only(one.text) for one in turned)
    encoding = "unicode" if not legacy else "mixed" if modern or len(legacy) > 1 else legacy.pop()
    doubtful = any(one.encoding == "unicode" and one.confidence < 0.5 for one in turned)
    return Settled(tuple(pieces), encoding, (DOUBT,) if doubtful else ())


def flat(text: str) -> str:
    """Text on one line, as a piece holds it."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()


def is_listed(text: str) -> bool:
    """Say whether a line starts with a bullet or a number of a list."""
    return _LISTED.match(text) is not None


def _cell(text: str) -> str:
    lines = (flat(line) for line in text.split("\n"))
    return "\n".join(_own_signs(line) for line in lines if line)


def _own_signs(text: str) -> str:
    """Signs of a symbol font: a bullet at the start, nothing elsewhere."""
    if _OWN_SIGN.search(text) is None:
        return text
    started = _OWN_SIGN.match(text) is not None
    text = flat(_OWN_SIGN.sub(" ", text))
    return f"• {text}".rstrip() if started and text else text


def _piece(draft: Draft, cells: list[str]) -> Piece | None:
    row = draft.kind is Kind.ROW
    text = " | ".join(cell.replace("\n", " ") for cell in cells) if row else flat(f"{draft.mark} {cells[0]}")
    if not any(cells):
        return None
    return Piece(
        kind=draft.kind,
        text=text,
        page=draft.page,
        cells=tuple(cells) if row else (),
        table=draft.table,
        box=draft.box,
        size=draft.size,
        bold=draft.bold,
        italic=draft.italic,
        centred=draft.centred,
        heading=draft.heading,
        listed=draft.listed,
    )


def _latin_only(text: str) -> bool:
    return all(character < "\u0100" or "\u2000" <= character < "\u2100" for character in text)
