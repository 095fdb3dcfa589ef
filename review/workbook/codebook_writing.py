"""Writing the codebook to a workbook: every cell text, choices as lists, a guide, and which codebook it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpus.codebook.nouns import Taxonomy
from corpus.errors import BadInput
from review.cells import plain
from review.workbook import codebook as form

STEPS = (
    "Mỗi trang là một phần của sổ mã; tên trang và tên cột không đổi.",
    "Trang “Nội dung”: mỗi dòng một điều gồm, không gồm, dễ nhầm, chủ thể hay động từ của một mảng.",
    "Trang “Dấu hiệu”: mỗi dòng một quy tắc; trong một ô, mỗi dòng chữ là một cụm từ (Alt+Enter xuống dòng).",
    "Thêm, sửa, xóa dòng đều được. Không viết công thức: ô công thức bị từ chối.",
    "Bản và lịch sử: để nguyên thì chương trình tự đặt số bản kế tiếp và ghi một dòng lịch sử.",
    "Gửi lại ở trang Sổ tay hoặc bằng bamsat sheet codebook in: chương trình cho xem thay đổi và lập tệp sổ mã mới.",
    "Sổ mã đang dùng không đổi vì bảng này; tệp mới chỉ được dùng khi người phụ trách đưa vào.",
)
_LINE = 15.0


def write_codebook(path: Path, taxonomy: Taxonomy, *, made: str) -> None:
    """Write the file; it is there when it is whole.

    Args:
        made: when, as text.

    Raises:
        BadInput: another ending than .xlsx, or no folder to write to.
    """
    import xlsxwriter

    if path.suffix.lower() != ".xlsx":
        raise BadInput("đuôi tệp phải là .xlsx (unknown format)", where=str(path))
    if not path.absolute().parent.is_dir():
        raise BadInput("không có thư mục này; tạo nó trước (no such folder)", where=str(path.parent))
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    part = path.with_name(f"{path.name}.part")
    rows = form.rows_of(taxonomy)
    try:
        with xlsxwriter.Workbook(str(part), options) as book:
            for each in form.FORMS:
                _sheet(book, each, rows[each.name])
            _guide(book)
            _about(book, taxonomy, made)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _sheet(book: Any, sheet: form.Form, rows: list[form.Values]) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F0", "border": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.head, head)
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(sheet.columns):
            page.write_string(line, place, _cell(row.get(column.key)), cell)
    for place, column in enumerate(sheet.columns):
        if column.may_be:
            page.data_validation(
                1,
                place,
                len(rows) + 200,
                place,
                {
                    "validate": "list",
                    "source": list(column.may_be),
                    "error_title": "Chọn trong danh sách",
                    "error_message": f"Chỉ nhận: {', '.join(column.may_be)}."[:255],
                },
            )
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return plain("\n".join(map(str, value)))
    return plain(str(value))


def _guide(book: Any) -> None:
    page = book.add_worksheet(form.GUIDE)
    page.set_column(0, 0, 120)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for line, step in enumerate(STEPS):
        page.write_string(line, 0, f"{line + 1}. {step}", wrap)
        page.set_row(line, _LINE * (1 + len(step) // 115))
    page.protect()


def _about(book: Any, taxonomy: Taxonomy, made: str) -> None:
    page = book.add_worksheet(form.ABOUT)
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 60)
    head = book.add_format({"bold": True, "bg_color": "#DCE6F0", "border": 1})
    facts = {
        form.CODEBOOK: f"{taxonomy.id} {taxonomy.version}",
        form.FINGERPRINT: taxonomy.fingerprint,
        form.MADE: made,
        form.FORM_NAME: form.FORM,
    }
    for line, (name, value) in enumerate(facts.items()):
        page.write_string(line, 0, name, head)
        page.write_string(line, 1, plain(value))
    page.protect()
