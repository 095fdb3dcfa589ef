"""One scanned page: pdfium draws it, Tesseract reads it in Vietnamese.

The page is drawn at 300 dots an inch as its red channel: the red of stamps turns to paper and leaves the letters under
it. A page that comes out badly is tried once more, turned as Tesseract's own orientation test says.
"""

from __future__ import annotations

import ctypes
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, median
from typing import Any

import pypdfium2_raw as pdfium

from corpus.syllable import share_valid
from extractors.reports.drafts import settle
from extractors.reports.glyphs import Book
from extractors.reports.layout import Layout
from extractors.reports.ordering import in_order
from extractors.reports.pdf import FEW, line_draft
from extractors.reports.refusal import Refusal
from extractors.reports.tokens import Line, Token, lines_of

DPI = 300
_PIXELS = 25_000_000
"""An A3 page at 300 dots an inch has 17 million; a larger one is drawn smaller."""
_WORD = 10.0
_LINE = 45.0
"""Confidence of Tesseract, 0 to 100, below which a word, a line is noise; measured on stamped and signed scans."""
_WIDE = 2.2
"""Gap between columns in letter heights; Tesseract's boxes are lower than a font's and lose words in between."""
_SURE = 80.0
"""Confidence from which one or two letters by themselves are taken."""
_POOR = 0.75
"""Share of well-formed syllables below which the page may be turned."""
_LANGUAGE = "vie"
MISSING = "cần tesseract và dữ liệu tiếng Việt để đọc trang quét; cài: apt-get install tesseract-ocr tesseract-ocr-vie"
_TURN = re.compile(r"Rotate:\s*(\d+)")
_RULED = re.compile(r"^[_.…]+(?=/)")
_WRITTEN = re.compile(r"[^\W_]|^[-–•+*&%/()“”\"]+$")
_SIGN = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class _Drawn:
    width: float
    height: float
    scale: float


@dataclass(frozen=True, slots=True)
class _Word:
    token: Token
    confidence: float


def read(body: bytes, options: Mapping[str, Any]) -> tuple[Layout, tuple[int, ...]]:
    """Read page ``options["page"]`` (from 1) with the program ``options["tesseract"]``.

    Raises:
        Refusal: Tesseract lacks Vietnamese, or fails on the page.
        ValueError: the page cannot be drawn.
    """
    page = int(options["page"])
    program = str(options["tesseract"])
    mode = int(options.get("psm", 3))
    drawn = draw(body, page=page, turn=0)
    lines = _lines(_tesseract(program, "--psm", str(mode), "tsv"), drawn, _stamped(body, page))
    if _quality(lines) < _POOR:
        turn = _turn(program)
        if turn:
            other = draw(body, page=page, turn=turn)
            again = _lines(_tesseract(program, "--psm", str(mode), "tsv"), other, ())
            if _quality(again) > _quality(lines):
                drawn, lines = other, again
    left = min((line.left for line in lines), default=0.0)
    right = max((line.right for line in lines), default=0.0)
    settled = settle([line_draft(line, page=page, left=left, right=right) for line in in_order(lines)])
    layout = Layout(pieces=settled.pieces, how=f"ocr {_LANGUAGE}", width=drawn.width, notes=settled.notes)
    return layout, ()


def draw(body: bytes, *, page: int, turn: int) -> _Drawn:
    """Draw a page into ``page.pgm``, turned by quarters with the clock."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(body, len(body), None)
    sheet = pdfium.FPDF_LoadPage(document, page - 1) if document else None
    if not sheet:
        raise ValueError(f"page {page} cannot be loaded")
    width, height = float(pdfium.FPDF_GetPageWidthF(sheet)), float(pdfium.FPDF_GetPageHeightF(sheet))
    if turn % 2:
        width, height = height, width
    scale = min(DPI / 72, (_PIXELS / max(1.0, width * height)) ** 0.5)
    wide, tall = max(1, round(width * scale)), max(1, round(height * scale))
    stride = (wide * 3 + 3) // 4 * 4
    pixels = ctypes.create_string_buffer(stride * tall)
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, tall, pdfium.FPDFBitmap_BGR, pixels, stride)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, tall, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, sheet, 0, 0, wide, tall, turn, pdfium.FPDF_ANNOT)
    view = memoryview(pixels)
    with Path("page.pgm").open("wb") as file:
        file.write(b"P5 %d %d 255\n" % (wide, tall))
        for row in range(tall):
            file.write(bytes(view[row * stride + 2 : row * stride + wide * 3 : 3]))
    return _Drawn(width, height, scale)


def _tesseract(program: str, *options: str) -> str:
    done = subprocess.run(
        [program, "page.pgm", "stdout", "-l", "osd" if "0" in options else _LANGUAGE, "--dpi", str(DPI), *options],
        env={"OMP_THREAD_LIMIT": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode("utf-8", "replace")
    if "Failed loading language" in said or "Error opening data file" in said:
        raise Refusal(MISSING, passing=True)
    if done.returncode != 0 and "0" not in options:
        raise Refusal(f"tesseract không đọc được trang: {' '.join(said.split())[-160:]}")
    return done.stdout.decode("utf-8", "replace")


def _turn(program: str) -> int:
    """Quarters to turn the page by, as Tesseract's orientation test says; 0 where it cannot tell."""
    found = _TURN.search(_tesseract(program, "--psm", "0"))
    return int(found.group(1)) // 90 % 4 if found else 0


def _quality(lines: list[Line]) -> float:
    text = " ".join(line.text for line in lines)
    return (share_valid(text) or 0.0) if len(text) > 20 else 0.0


def _stamped(body: bytes, page: int) -> tuple[Token, ...]:
    """The few letters that a scanned page holds as text: a registry's number, put on it when it was signed."""
    sheet = Book(body).sheet(page - 1)
    tokens = () if sheet is None else sheet.tokens
    return tokens if sum(len(token.text) for token in tokens) < FEW else ()


def _lines(table: str, drawn: _Drawn, stamped: Sequence[Token]) -> list[Line]:
    """Lines from Tesseract's table of words: level, page, block, paragraph, line, word, box, confidence, text."""
    groups: dict[tuple[str, ...], list[_Word]] = {}
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != 12 or fields[0] != "5" or not fields[11].strip():
            continue
        word = _Word(_token(fields, drawn), float(fields[10]))
        if (
            word.confidence >= _WORD
            and _WRITTEN.search(word.token.text)
            and not any(_covers(stamp, word.token) for stamp in stamped)
        ):
            groups.setdefault(tuple(fields[1:5]), []).append(word)
    for stamp in stamped:
        near = min(groups, key=lambda line: _distance(stamp, groups[line]), default=())
        reached = near in groups and _distance(stamp, groups[near]) < 2 * stamp.size
        groups.setdefault(near if reached else ("stamp", stamp.text), []).append(_Word(stamp, 100.0))
    lines: list[Line] = []
    for words in groups.values():
        lines += _kept(words)
    return lines


def _kept(words: list[_Word]) -> Iterator[Line]:
    """The lines in a row of words, without those that are no writing."""
    base = median(word.token.base for word in words)
    size = median(word.token.size for word in words)
    sure = {(word.token.left, word.token.text): word.confidence for word in words}
    for line in lines_of([replace(word.token, base=base, size=size) for word in words], columns=True, wide=_WIDE):
        confidence = mean(sure[token.left, token.text] for token in line.tokens)
        text = line.text
        letters = len(_SIGN.findall(text))
        if confidence < _LINE or letters < 0.5 * len(text.replace(" ", "")):
            continue
        if letters >= 3 or confidence >= _SURE:
            yield line


def _covers(stamp: Token, other: Token) -> bool:
    x, y = other.middle
    return stamp.left - 2 <= x <= stamp.right + 2 and stamp.top - 2 <= y <= stamp.bottom + 2


def _distance(stamp: Token, words: list[_Word]) -> float:
    """How far a stamp stands from a row of words, in points; infinite where it is not on the row."""
    _, y = stamp.middle
    if not min(word.token.top for word in words) - 4 <= y <= max(word.token.bottom for word in words) + 4:
        return float("inf")
    return min(max(word.token.left - stamp.right, stamp.left - word.token.right, 0.0) for word in words)


def _token(fields: list[str], drawn: _Drawn) -> Token:
    left, top, wide, tall = (int(field) / drawn.scale for field in fields[6:10])
    return Token(
        text=_RULED.sub("", fields[11].strip()),
        font=None,
        left=left,
        right=left + wide,
        top=top,
        bottom=top + tall,
        base=top + tall,
        size=tall,
    )
