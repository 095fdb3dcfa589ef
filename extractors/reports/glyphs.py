"""A PDF page through pdfium: tokens with their places and fonts, and the rules drawn on it.

The raw bindings are used: they start a third of the time faster than the helpers built on them, and every document
starts its own process.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2_raw as pdfium

from extractors.reports.frame import Frame
from extractors.reports.refusal import Refusal
from extractors.reports.ruling import Rule
from extractors.reports.strokes import drawn_on
from extractors.reports.tokens import Token

_PASSWORD = 4
_BLANKS = frozenset({0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x3000, 0x2002, 0x2003})
_GLUE, _KERN = 0.1, 0.2
"""Gap, in letter heights, below which two characters touch: in two strings of the file, in one."""
_LATE = {0xFFFE: "-", 0x02: "-", 0xAD: "\xad"}


@dataclass(frozen=True, slots=True)
class Font:
    """Name without its subset prefix, and how it looks."""

    name: str | None
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on a page.

    Attributes:
        width, height: points, as shown.
        picture: share of the page that its pictures cover, 0 to 1 and more where they overlap.
        turned: characters left out because they do not run with the page's own text.
    """

    width: float
    height: float
    tokens: tuple[Token, ...]
    rules: tuple[Rule, ...]
    picture: float
    turned: int


class Book:
    """An open PDF."""

    def __init__(self, body: bytes) -> None:
        """Open it.

        Raises:
            Refusal: it needs a password.
            ValueError: pdfium cannot open it.
        """
        pdfium.FPDF_InitLibrary()
        self._body = body
        self._document = pdfium.FPDF_LoadMemDocument64(body, len(body), None)
        if not self._document:
            error = pdfium.FPDF_GetLastError()
            if error == _PASSWORD:
                raise Refusal("PDF có mật khẩu; xin bản không đặt mật khẩu")
            raise ValueError(f"pdfium error {error}")
        self.pages = int(pdfium.FPDF_GetPageCount(self._document))
        self._fonts: dict[int, Font] = {}

    def fact(self, key: bytes) -> str | None:
        """One of the document's own properties."""
        size = pdfium.FPDF_GetMetaText(self._document, key, None, 0)
        if size <= 2 or size > 4096:
            return None
        held = ctypes.create_string_buffer(size)
        pdfium.FPDF_GetMetaText(self._document, key, held, size)
        return " ".join(held.raw[: size - 2].decode("utf-16-le", "replace").split()) or None

    def sheet(self, number: int) -> Sheet | None:
        """Read a page by its place from 0; None where it cannot be loaded."""
        page = open_page(self._document, number)
        if not page:
            return None
        try:
            frame = Frame(page)
            tokens, turned = self._tokens(page, frame)
            rules, picture = drawn_on(page, frame)
            return Sheet(frame.width, frame.height, tokens, rules, picture, turned)
        finally:
            pdfium.FPDF_ClosePage(page)

    def _tokens(self, page: Any, frame: Frame) -> tuple[tuple[Token, ...], int]:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            return (), 0
        try:
            marks = _composed(_marks(text, frame))
            upright = _upright(marks)
            kept = [mark for mark in marks if mark.angle == upright]
            turn = frame.turning(upright)
            return tuple(self._joined(kept, turn)), len(marks) - len(kept)
        finally:
            pdfium.FPDFText_ClosePage(text)

    def _joined(self, marks: list[_Mark], turn: Callable[[float, float], tuple[float, float]]) -> Iterator[Token]:
        """Characters that touch, in the order the file draws them."""
        gathered: list[_Mark] = []
        glued = False
        for mark in marks:
            if mark.code in _BLANKS:
                if gathered:
                    yield self._token(gathered, turn, glued=glued)
                    gathered = []
                glued = False
                continue
            if gathered and not _runs_on(gathered[-1], mark):
                yield self._token(gathered, turn, glued=glued)
                glued = _touches(gathered[-1], mark)
                gathered = []
            gathered.append(mark)
        if gathered:
            yield self._token(gathered, turn, glued=glued)

    def _token(
        self,
        marks: list[_Mark],
        turn: Callable[[float, float], tuple[float, float]],
        *,
        glued: bool,
    ) -> Token:
        first = marks[0]
        size = max(mark.size for mark in marks)
        xs, ys = zip(*(turn(x, y) for mark in marks for x, y in mark.corners), strict=True)
        font = self._font(first.drawn)
        units = "".join(_LATE.get(mark.code) or _character(mark.code) for mark in marks)
        return Token(
            text=units.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
            font=font.name,
            left=min(xs),
            right=max(xs),
            top=min(ys),
            bottom=max(ys),
            base=turn(first.x, first.y)[1],
            size=size,
            bold=font.bold,
            italic=font.italic,
            glued=glued,
        )

    def _font(self, drawn: int) -> Font:
        if drawn not in self._fonts:
            self._fonts[drawn] = _font(drawn)
        return self._fonts[drawn]

    def fonts(self) -> tuple[str, ...]:
        """Names of the fonts met so far, each once."""
        return tuple(dict.fromkeys(font.name for font in self._fonts.values() if font.name))

    def turn_page(self) -> None:
        """Forget the text objects of a page that was closed: their addresses may be used again."""
        self._fonts = {-place: font for place, font in enumerate(dict.fromkeys(self._fonts.values()), start=1)}


def open_page(document: Any, number: int) -> Any:
    """Load a page by its place from 0, with what stands in its fields put on it; falsy where that fails.

    The visible signatures of a signed document are fields, and one of them is the number and another the day that
    the registry filled in.
    """
    page = pdfium.FPDF_LoadPage(document, number)
    if page and pdfium.FPDFPage_GetAnnotCount(page) > 0:
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, number)
    return page


@dataclass(frozen=True, slots=True)
class _Mark:
    """One character: its code, its origin, its corners, in points of the page as shown."""

    code: int
    drawn: int
    size: float
    angle: int
    x: float
    y: float
    corners: tuple[tuple[float, float], tuple[float, float]]


def _marks(text: Any, frame: Frame) -> Iterator[_Mark]:
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = int(pdfium.FPDFText_GetUnicode(text, at))
        if code == 0 or not pdfium.FPDFText_GetLooseCharBox(text, at, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        drawn = pdfium.FPDFText_GetTextObject(text, at)
        near, far = frame.shown(box.left, box.top), frame.shown(box.right, box.bottom)
        angle = round(float(pdfium.FPDFText_GetCharAngle(text, at)) / 1.5707963) % 4
        place = frame.shown(x.value, y.value)
        tall = abs(near[1] - far[1]) if (angle + frame.quarter) % 2 == 0 else abs(near[0] - far[0])
        yield _Mark(
            code=code,
            drawn=ctypes.cast(drawn, ctypes.c_void_p).value or 0,
            size=_size(text, at, tall),
            angle=(angle - frame.quarter) % 4,
            x=place[0],
            y=place[1],
            corners=((min(near[0], far[0]), min(near[1], far[1])), (max(near[0], far[0]), max(near[1], far[1]))),
        )


def _composed(marks: Iterator[_Mark]) -> list[_Mark]:
    """Put tone marks that are drawn apart with their letter, so that they are one character once composed."""
    composed: list[_Mark] = []
    for mark in marks:
        if 0x0300 <= mark.code <= 0x0323:
            while composed and composed[-1].code in _BLANKS:
                composed.pop()
            if composed:
                letter = composed[-1]
                mark = replace(letter, code=mark.code)
        composed.append(mark)
    return composed


def _size(text: Any, at: int, tall: float) -> float:
    """Letter height: the font's size where the page is not scaled, else what the box shows of it."""
    stated = float(pdfium.FPDFText_GetFontSize(text, at))
    return stated if 0.6 * tall <= stated <= 1.4 * tall else max(1.0, tall / 1.15)


def _upright(marks: list[_Mark]) -> int:
    """The direction most characters run in."""
    counts = [0, 0, 0, 0]
    for mark in marks:
        counts[mark.angle] += 1
    return counts.index(max(counts))


def _runs_on(before: _Mark, after: _Mark) -> bool:
    """Whether a character belongs to the token of the one before it."""
    same = before.drawn == after.drawn and abs(before.size - after.size) < 0.5
    return same and _touches(before, after)


def _touches(before: _Mark, after: _Mark) -> bool:
    size = max(before.size, after.size)
    near = (_KERN if before.drawn == after.drawn else _GLUE) * size
    if before.angle % 2:
        gap = max(after.corners[0][1] - before.corners[1][1], before.corners[0][1] - after.corners[1][1])
        return -1.1 * size < gap < near and abs(before.x - after.x) < 0.6 * size
    gap = after.corners[0][0] - before.corners[1][0]
    if before.angle == 2:
        gap = before.corners[0][0] - after.corners[1][0]
    return -1.1 * size < gap < near and abs(before.y - after.y) < 0.6 * size


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF else ""


def _font(drawn: int) -> Font:
    if not drawn:
        return Font(None, False, False)
    font = pdfium.FPDFTextObj_GetFont(ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT))
    if not font:
        return Font(None, False, False)
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    held = ctypes.create_string_buffer(max(1, min(size, 512)))
    pdfium.FPDFFont_GetBaseFontName(font, held, len(held))
    name = held.value.decode("utf-8", "replace")
    if len(name) > 7 and name[6] == "+" and name[:6].isupper():
        name = name[7:]
    low = name.casefold()
    return Font(
        name or None,
        bold="bold" in low or "black" in low or int(pdfium.FPDFFont_GetWeight(font)) >= 600,
        italic="italic" in low or "oblique" in low,
    )
