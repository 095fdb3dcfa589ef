"""Rows of tables as lines of text: one row a line, its cells parted by a bar."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Role
from extractors.encoding import one_line
from extractors.reports.layout import Piece
from extractors.reports.marks import is_rule, squeeze
from extractors.roles import Part

BAR = " | "
LAYOUT_WORDS = 60
"""A row whose one filled cell is longer than this is text that a table only frames."""


def table_parts(rows: Sequence[Piece]) -> list[Part]:
    """Parts for the rows of one table.

    A head row printed again at the top of each page is kept once; empty rows go; a cell merged over several columns is
    said once; a row with one filled cell in a table that has no other kind is a paragraph in a frame.
    """
    cleaned = [cells for row in rows if any(cells := cells_of(row))]
    framed = all(sum(1 for cell in cells if cell) == 1 for cells in cleaned)
    parts: list[Part] = []
    first = tuple(squeeze(cell) for cell in cleaned[0]) if cleaned else ()
    for number, cells in enumerate(cleaned):
        if number and len(cleaned) > 2 and tuple(squeeze(cell) for cell in cells) == first:
            continue
        filled = [cell for cell in cells if cell]
        if framed or (len(filled) == 1 and len(filled[0].split()) > LAYOUT_WORDS):
            parts.append((Role.PARAGRAPH, filled[0]))
        else:
            parts.append((Role.TABLE, BAR.join(cells).strip()))
    return parts


def cells_of(row: Piece) -> tuple[str, ...]:
    """Cells of a row, each on one line, without drawn rules; a row of one merged cell has one."""
    cells = [one_line(cell) for cell in (row.cells or row.text.split(BAR))]
    cells = ["" if is_rule(cell) and not cell.strip(" -–").isalnum() and len(cell) > 1 else cell for cell in cells]
    filled = {cell for cell in cells if cell}
    if len(filled) == 1 and len(cells) > 1 and all(cells) and len(next(iter(filled))) > 3:
        return (next(iter(filled)),)
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return tuple(cells)
