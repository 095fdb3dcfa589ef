"""PDF with text, by where its letters stand: lines, columns, ruled tables. Pages without text are named, not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpus.syllable import share_valid
from extractors.reports.drafts import Draft, Run, is_listed, settle
from extractors.reports.glyphs import Book, Sheet
from extractors.reports.layout import Box, Kind, Layout
from extractors.reports.ordering import in_order
from extractors.reports.ruling import Grid, grids
from extractors.reports.tokens import Line, Token, line_of, lines_of, rows_of

FEW = 20
"""Characters below which a page with a picture holds no text but a stamp's number."""
_FULL = 0.5
"""Share of a page under pictures from which its text may be a scanner's own reading."""
_POOR = 0.7
"""Share of well-formed syllables below which a scanner's reading is not kept."""

_STEP = 3.0
"""Points by which the lines of one unruled row may differ in height."""


def read(body: bytes, options: Mapping[str, Any]) -> tuple[Layout, tuple[int, ...]]:
    """Read a PDF; the second answer is the pages, from 1, that only OCR can read.

    Raises:
        Refusal: it needs a password.
        ValueError: it cannot be opened.
    """
    book = Book(body)
    drafts: list[Draft] = []
    unread: list[int] = []
    lost: list[int] = []
    width: float | None = None
    tables = turned = 0
    for number in range(1, book.pages + 1):
        sheet = book.sheet(number - 1)
        if sheet is None:
            lost.append(number)
            continue
        width = sheet.width if width is None else width
        if _is_picture(sheet):
            unread.append(number)
        else:
            found, tables = page_drafts(sheet, page=number, tables=tables)
            drafts += found
            turned += sheet.turned
        book.turn_page()
    if lost and len(lost) == book.pages:
        raise ValueError("no page can be loaded")
    settled = settle(drafts)
    notes = list(settled.notes)
    if lost:
        notes.append(f"không mở được {len(lost)} trang: {_numbers(lost)}")
    if turned:
        notes.append(f"bỏ {turned} ký tự in xoay khác chiều trang (dấu mờ, dấu ký số)")
    layout = Layout(
        pieces=settled.pieces,
        how="pdf text",
        pages=max(1, book.pages),
        width=width,
        fonts=book.fonts(),
        encoding=settled.encoding,
        title=book.fact(b"Title"),
        author=book.fact(b"Author"),
        notes=tuple(notes),
    )
    return layout, tuple(unread)


def page_drafts(sheet: Sheet, *, page: int, tables: int) -> tuple[list[Draft], int]:
    """Drafts of a page in reading order, and how many tables there are so far."""
    ruled = grids(sheet.rules)
    inside: dict[int, list[Token]] = {place: [] for place in range(len(ruled))}
    outside: list[Token] = []
    for token in sheet.tokens:
        place = next((place for place, grid in enumerate(ruled) if grid.holds(token)), None)
        (outside if place is None else inside[place]).append(token)
    lines = lines_of(outside, columns=True)
    stands: dict[int, int] = {}
    for place, grid in enumerate(ruled):
        if inside[place]:
            stand = _stand(grid, inside[place])
            stands[id(stand)] = place
            lines.append(stand)
    drafts: list[Draft] = []
    left, right = _margins(lines)
    for line in in_order(lines):
        table = stands.get(id(line))
        if table is None:
            drafts.append(line_draft(line, page=page, left=left, right=right))
        else:
            drafts += _rows(ruled[table], inside[table], page=page, table=tables)
            tables += 1
    return drafts, tables


def line_draft(line: Line, *, page: int, left: float, right: float) -> Draft:
    """A line as a draft; ``left`` and ``right`` are the page's margins."""
    middle = (line.left + line.right) / 2
    centred = abs(middle - (left + right) / 2) < 10 and line.left > left + 20 and line.right < right - 20
    return Draft(
        Kind.LINE,
        [line.runs()],
        page=page,
        box=line.box,
        size=line.size,
        bold=line.bold,
        italic=line.italic,
        centred=centred,
        listed=is_listed(line.text),
    )


def _rows(grid: Grid, tokens: list[Token], *, page: int, table: int) -> Iterator[Draft]:
    cells: dict[tuple[int, int], list[Token]] = {}
    for token in tokens:
        cells.setdefault(grid.place(token), []).append(token)
    for number, places in enumerate(grid.rows()):
        held = [cells.get(place, []) if place else [] for place in places]
        for part in _unruled(held):
            here = [token for cell in part for token in cell]
            yield Draft(
                Kind.ROW,
                [_lines(cell) for cell in part],
                page=page,
                table=table,
                box=Box(grid.xs[0], grid.ys[number], grid.xs[-1], grid.ys[number + 1]),
                size=max((token.size for token in here), default=0.0),
                bold=bool(here) and all(token.bold for token in here),
            )


def _unruled(held: list[list[Token]]) -> list[list[list[Token]]]:
    """Rows without a rule between them: three lines or more in step in all the cells that hold any."""
    filled = [rows_of(cell) for cell in held if cell]
    count = len(filled[0]) if filled else 0
    if count < 3 or len(filled) < 2 or any(len(rows) != count for rows in filled):
        return [held]
    bases = [[row[0].base for row in rows] for rows in filled]
    if any(max(across) - min(across) > _STEP for across in zip(*bases, strict=True)):
        return [held]
    apart = [rows_of(cell) or [[] for _ in range(count)] for cell in held]
    return [[rows[place] for rows in apart] for place in range(count)]


def _lines(cell: list[Token]) -> list[Run]:
    runs: list[Run] = []
    for line in lines_of(cell, columns=False):
        runs += [*line.runs(), ("\n", None)]
    return runs


def _stand(grid: Grid, tokens: list[Token]) -> Line:
    """A line that holds a table's place while the page is put in order."""
    line = line_of(tokens)
    return Line(line.tokens, grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], grid.ys[0] + line.size, line.size)


def _margins(lines: list[Line]) -> tuple[float, float]:
    return min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)


def _is_picture(sheet: Sheet) -> bool:
    if sheet.picture <= 0:
        return False
    text = " ".join(token.text for token in sheet.tokens)
    if len(text.replace(" ", "")) < FEW:
        return True
    return sheet.picture >= _FULL and (share_valid(text) or 0.0) < _POOR


def _numbers(pages: list[int]) -> str:
    shown = ", ".join(str(page) for page in pages[:20])
    return f"{shown}…" if len(pages) > 20 else shown
