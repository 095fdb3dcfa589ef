"""Reading a codebook's workbook that came back: the taxonomy it says, or which cells keep it from being one.

Sheets are found by name and columns by their head. Every cell is taken as text; a formula is refused, whatever it says.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.codebook.file import toml_of
from corpus.codebook.nouns import Taxonomy
from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput, TaxonomyError
from review.workbook import codebook as form
from review.workbook.codebook import Column, Form, Values
from review.workbook.reading import open_workbook
from review.workbook.sheet import told

MOST_ROWS = 5_000
MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: its sheet, its line (0 where it is the whole sheet), and why in words."""

    sheet: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A workbook as it came back: number of the codebook it was made of, the taxonomy it says, or its faults."""

    fingerprint: str
    taxonomy: Taxonomy | None
    faults: tuple[Fault, ...]


def read_codebook(path: Path) -> Sent:
    """Read the file.

    Raises:
        BadInput: it is no workbook of a codebook, of another form, or too large.
    """
    book = open_workbook(path)
    pages = {each.title: each for each in book.worksheets}
    missing = [name for name in (*(each.name for each in form.FORMS), form.ABOUT) if name not in pages]
    if missing:
        raise BadInput(
            f"thiếu trang {', '.join(missing[:3])}; dùng tệp tải ở trang Sổ tay (a sheet is missing)", where=str(path)
        )
    about = {told(line[0]): told(line[1]) for line in pages[form.ABOUT].iter_rows(1, 20, 1, 2, values_only=True)}
    if about.get(form.FORM_NAME) != form.FORM:
        raise BadInput("trang “Thông tin” bị sửa hoặc của bản khác; hãy xuất lại (other form)", where=str(path))
    faults: list[Fault] = []
    rows = {each.name: _rows(pages[each.name], each, faults) for each in form.FORMS}
    if not faults:
        faults += _strays(rows)
    if faults:
        return Sent(about.get(form.FINGERPRINT, ""), None, tuple(faults[:MOST_FAULTS]))
    try:
        return Sent(about.get(form.FINGERPRINT, ""), _loaded(form.book_of(rows)), ())
    except TaxonomyError as error:
        return Sent(about.get(form.FINGERPRINT, ""), None, (Fault(error.key, 0, error.reason),))


def _loaded(book: Values) -> Taxonomy:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so-ma.toml"
        path.write_text(toml_of(book), encoding="utf-8")
        return load_taxonomy(path)


def _rows(page: Any, sheet: Form, faults: list[Fault]) -> list[Values]:
    if page.max_row > MOST_ROWS + 1:
        faults.append(Fault(sheet.name, 0, f"quá {MOST_ROWS} dòng (too many rows)"))
        return []
    lines = page.iter_rows(max_col=min(page.max_column, 60))
    head = [told(cell.value) for cell in next(lines, ())]
    missing = [column.head for column in sheet.columns if head.count(column.head) != 1]
    if missing:
        faults.append(Fault(sheet.name, 1, f"thiếu hoặc thừa cột {', '.join(missing)} (columns)"))
        return []
    found: list[Values] = []
    for number, cells in enumerate(lines, start=2):
        row = dict(zip(head, cells, strict=False))
        given = {column: row[column.head] for column in sheet.columns}
        if not any(_words(cell.value) for cell in given.values()):
            continue
        values: Values = {}
        for column, cell in given.items():
            reason = _wrong(column, cell)
            if reason:
                faults.append(Fault(sheet.name, number, f"ô “{column.head}” {reason}"))
            else:
                values[column.key] = _value(column, cell.value)
        if len(values) == len(given):
            found.append(values)
    return found


def _wrong(column: Column, cell: Any) -> str:
    """Why a cell cannot be taken, or ""."""
    text = _words(cell.value)
    if cell.data_type == "f":
        return "là công thức; chỉ nhận chữ (a formula)"
    if cell.data_type == "e":
        return f"là lỗi của bảng tính: {text[:20]} (an error)"
    if not text:
        return "" if column.open else "để trống (empty)"
    if column.may_be and text.casefold() not in column.may_be:
        return f"ghi {text[:40]!r}; chỉ nhận {', '.join(column.may_be)} (unknown choice)"
    if column.kind == "number" and not (text.isascii() and text.isdecimal() and len(text) < 5):
        return f"ghi {text[:40]!r}; phải là số nguyên (a whole number)"
    if column.kind == "day":
        try:
            date.fromisoformat(text)
        except ValueError:
            return f"ghi {text[:40]!r}; ngày viết 2021-02-02 (a day)"
    return ""


def _value(column: Column, value: object) -> object:
    text = _words(value)
    if column.kind == "lines":
        return _lines(value)
    if column.kind == "number":
        return int(text) if text else None
    if column.kind == "day":
        return date.fromisoformat(text) if text else None
    return text.casefold() if column.may_be else text


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return told(value)


def _lines(value: object) -> list[str]:
    text = "" if value is None else _words(value) if not isinstance(value, str) else value
    parts = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [each for each in map(told, parts) if each]


def _strays(rows: dict[str, list[Values]]) -> Sequence[Fault]:
    """Rows that belong to nothing: they would be lost without a word."""
    found: list[Fault] = []
    areas = {row["code"] for row in rows[form.AREAS.name]}
    for each in (form.CONTENTS, form.LIMITS, form.SUB_ITEMS, form.DOCUMENTS):
        strays = sorted({row["of"] for row in rows[each.name]} - areas)
        found += [
            Fault(each.name, 0, f"có dòng của mảng {code[:20]} mà trang Mảng không có (no such area)")
            for code in strays
        ]
    known = {(form.AREA, code) for code in areas} | {(row["kind"], row["code"]) for row in rows[form.SIGNAL_NAMES.name]}
    lost = sorted({(row["kind"], row["of"]) for row in rows[form.CUES.name]} - known)
    found += [
        Fault(form.CUES.name, 0, f"có quy tắc của {kind} {of[:20]} không có trong sổ (no such owner)")
        for kind, of in lost
    ]
    names = [row["fact"] for row in rows[form.BOOK.name]]
    strange = sorted({name for name in names if name not in form.FACTS or names.count(name) > 1})
    found += [Fault(form.BOOK.name, 0, f"mục {name[:40]!r} lạ hoặc đứng hai lần (unknown item)") for name in strange]
    return found
