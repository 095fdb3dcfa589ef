"""Writing the workbook: locked cells, choices in Vietnamese, a guide; all from the web as text, never a formula."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.codebook.nouns import Taxonomy
from corpus.errors import BadInput
from review.cells import plain
from review.workbook import sheet as said
from review.workbook.sheet import Export, Row

WIDTHS = {
    said.NUMBER: 5,
    said.PASSAGE: 14,
    said.SOURCE: 16,
    said.DAY: 11,
    said.TITLE: 30,
    said.BEFORE: 28,
    said.TEXT: 70,
    said.AFTER: 28,
    said.NOTE: 34,
    said.STAGE: 12,
    said.MODALITY: 11,
    said.REST: 11,
}
VERDICT_WIDTH = 11
HIDDEN = (said.REVISION, said.LAST, said.SUM)
_LINE = 15.0
"""Height of a line of text in points."""

STEPS = (
    "Đọc “Đoạn cần duyệt”, có đoạn trước và đoạn sau để hiểu ngữ cảnh.",
    "Ở mỗi mảng chọn: có, không hoặc chưa chắc. Bỏ trống nghĩa là không xét mảng ấy.",
    "Cột “Mảng bỏ trống” điền thay cho mọi mảng còn trống của dòng: không, hoặc chưa chắc.",
    "Khâu, cách nói và ghi chú không bắt buộc; có điền thì dòng phải có ít nhất một kết luận về mảng.",
    "Dòng chưa đọc thì để trống hết: dòng ấy được bỏ qua.",
    "Không sửa ô khóa, không thêm dòng. Sắp xếp, lọc và ẩn cột thì được.",
    "Lưu ở dạng XLSX rồi gửi lại. Trước khi ghi vào kho, chương trình cho xem từng thay đổi; dòng sai hoặc đã cũ bị từ "
    "chối kèm lý do.",
    "Bảng này không có gợi ý của máy, để người đọc không bị dẫn dắt.",
)


def write_workbook(path: Path, rows: Sequence[Row], export: Export, taxonomy: Taxonomy) -> int:
    """Write the file; gives the number of passages. The file is there when it is whole.

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
    try:
        with xlsxwriter.Workbook(str(part), options) as book:
            _review(book, rows, export, taxonomy)
            _guide(book, taxonomy)
            _about(book, export, len(rows))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return len(rows)


def _review(book: Any, rows: Sequence[Row], export: Export, taxonomy: Taxonomy) -> None:
    heads = said.heads(taxonomy)
    page = book.add_worksheet(said.REVIEW)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "bg_color": "#DCE6F0", "border": 1}
    )
    locked = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#F4F4F4"})
    judged = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bold": True, "bg_color": "#F4F4F4"})
    free = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "locked": False})
    for place, name in enumerate(heads):
        hidden = {"hidden": 1} if name in HIDDEN else {}
        page.set_column(place, place, WIDTHS.get(name, VERDICT_WIDTH), None, hidden)
        page.write_string(0, place, name, head)
    page.set_row(0, 36)
    for line, row in enumerate(rows, start=1):
        values = row.locked()
        values[said.SUM] = said.sum_of(export.id, values)
        beside = max(len(values[said.BEFORE]), len(values[said.AFTER])) // 26
        page.set_row(line, _LINE * min(26, max(2, 1 + len(values[said.TEXT]) // 60, min(beside, 10))))
        for place, name in enumerate(heads):
            if name == said.NUMBER:
                page.write_number(line, place, line, locked)
            elif name in values:
                page.write_string(line, place, plain(values[name]), judged if name == said.TEXT else locked)
            else:
                page.write_blank(line, place, None, free)
    last = max(1, len(rows))
    for name in (*said.area_heads(taxonomy).values(), said.REST, said.STAGE, said.MODALITY):
        place = heads.index(name)
        page.data_validation(1, place, last, place, _choice(name))
    note = heads.index(said.NOTE)
    page.data_validation(
        1,
        note,
        last,
        note,
        {
            "validate": "length",
            "criteria": "<=",
            "value": said.LONGEST_NOTE,
            "error_title": "Ghi chú quá dài",
            "error_message": f"Ghi chú dài nhất {said.LONGEST_NOTE} ký tự.",
        },
    )
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, last, len(heads) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})


def _choice(name: str) -> dict[str, Any]:
    if name == said.STAGE:
        words = list(said.STAGES)
    elif name == said.MODALITY:
        words = list(said.MODALITIES)
    elif name == said.REST:
        words = ["không", "chưa chắc"]
    else:
        words = list(said.VERDICTS)
    return {
        "validate": "list",
        "source": words,
        "error_title": "Chọn trong danh sách",
        "error_message": f"Chỉ nhận: {', '.join(words)}."[:255],
    }


def _guide(book: Any, taxonomy: Taxonomy) -> None:
    page = book.add_worksheet(said.GUIDE)
    page.set_column(0, 0, 26)
    page.set_column(1, 3, 52)
    head = book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bg_color": "#DCE6F0", "border": 1})
    cell = book.add_format({"valign": "top", "text_wrap": True, "border": 1})
    line = 0
    for number, step in enumerate(STEPS, start=1):
        page.write_string(line, 0, f"Bước {number}" if number <= 3 else "Lưu ý", head)
        page.merge_range(line, 1, line, 3, "", cell)
        page.write_string(line, 1, step, cell)
        page.set_row(line, _LINE * (1 + len(step) // 150))
        line += 1
    line += 1
    for place, name in enumerate(("Mảng", "Định nghĩa", "Gồm", "Loại trừ")):
        page.write_string(line, place, name, head)
    for area in taxonomy.areas:
        line += 1
        texts = (area.definition, "; ".join(area.includes), "; ".join(area.excludes))
        page.set_row(line, min(400.0, _LINE * (1 + max(map(len, texts)) // 50)))
        page.write_string(line, 0, f"{area.code}. {area.name}", head)
        for place, text in enumerate(texts, start=1):
            page.write_string(line, place, plain(text), cell)
    line += 2
    page.write_string(line, 0, "Quy tắc phân ranh", head)
    for rule in taxonomy.boundary_rules:
        line += 1
        page.write_string(line, 0, f"Quy tắc {rule.number}", head)
        page.merge_range(line, 1, line, 3, "", cell)
        page.write_string(line, 1, plain(rule.text_vi), cell)
        page.set_row(line, _LINE * (1 + len(rule.text_vi) // 140))
    page.protect()


def _about(book: Any, export: Export, count: int) -> None:
    page = book.add_worksheet(said.ABOUT)
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 60)
    head = book.add_format({"bold": True, "bg_color": "#DCE6F0", "border": 1})
    facts = {
        said.EXPORT: export.id,
        said.MADE: export.made,
        said.QUEUE: export.queue,
        said.COUNT: str(count),
        said.CODEBOOK: export.codebook,
        said.FORM_NAME: said.FORM,
    }
    for line, (name, value) in enumerate(facts.items()):
        page.write_string(line, 0, name, head)
        page.write_string(line, 1, plain(value))
    page.protect()
