"""Bodies of reports: paragraphs from lines, furniture dropped, headings, items and tables told apart."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import INDENT, LEFT, RIGHT, SAMPLES, Press, paragraphs, rows, written

from corpus.document import Document, Role
from corpus.errors import UnreadablePage
from extractors.facts import Given
from extractors.reports.layout import Box, Kind, Layout, Piece
from extractors.reports.paragraphs import join, paragraphs_of
from extractors.reports.report import read_report
from extractors.reports.sections import body_parts
from extractors.reports.tables import table_parts

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LONG = (
    "Các địa phương đã rà soát, bổ sung quy hoạch đường giao thông nông thôn, vận động người dân hiến đất và góp ngày "
    "công để mở rộng những tuyến đường còn hẹp; nhiều nơi hoàn thành trước thời hạn đã cam kết với nhân dân."
)


def read(layout: Layout, **facts: str | None) -> Document:
    return read_report(layout, name="tep.pdf", url=facts.get("url"), source=facts.get("source") or "unknown", now=NOW)


def told(document: Document, *roles: Role) -> list[str]:
    return [document.block_text(block) for block in document.blocks if block.role in roles]


def texts(press: Press) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(press.pieces)]


def test_lines_of_a_paragraph_are_joined() -> None:
    press = Press()
    for text in (LONG, LONG, "Ngắn.", LONG):
        press.paragraph(text)
    assert texts(press) == [LONG, LONG, "Ngắn.", LONG]


def test_a_paragraph_goes_on_over_the_page() -> None:
    press = Press()
    press.top = 740
    press.paragraph(LONG)
    assert press.page == 2
    assert texts(press) == [LONG]


def test_paragraphs_without_an_indent_are_parted_by_the_short_last_line() -> None:
    press = Press()
    for _ in range(3):
        press.paragraph(LONG, indent=0)
    assert texts(press) == [LONG] * 3


def test_items_are_not_joined_to_what_stands_over_them() -> None:
    press = Press()
    marked = ["1. " + LONG, "a) " + LONG, "- " + LONG, "+ Ngắn", "Điều 5. Trách nhiệm", "II. KẾT QUẢ"]
    for text in marked:
        press.paragraph(text)
    assert texts(press) == marked


def test_a_number_that_a_sentence_broke_before_opens_no_item() -> None:
    pieces = [
        _line("Căn cứ quy định tại khoản 2 và khoản 3 của Luật này cùng các nội dung ở Điều", 0, RIGHT),
        _line("5. của Quy chế làm việc, cơ quan đã lấy ý kiến.", 1, 360),
    ]
    assert len(paragraphs_of(pieces)) == 1


def _line(text: str, row: int, right: float) -> Piece:
    return Piece(Kind.LINE, text, box=Box(LEFT + (INDENT if row == 0 else 0), 100 + 18 * row, right, 114 + 18 * row))


def test_a_document_number_broken_after_its_dash_is_put_together() -> None:
    assert join(["Kế hoạch số 12/KH-", "UBND của tỉnh"]) == "Kế hoạch số 12/KH-UBND của tỉnh"
    assert join(["giai đoạn 2021-", "2025"]) == "giai đoạn 2021-2025"
    assert join(["tỉnh Bến Tre -", "quê hương"]) == "tỉnh Bến Tre - quê hương"
    assert join(["a long sylla-", "ble"]) == "a long syllable"


def test_lines_without_boxes_are_joined_by_their_length() -> None:
    words = LONG.split()
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    pieces = [Piece(Kind.LINE, text) for text in [*lines, *lines]]
    assert [paragraph.text for paragraph in paragraphs_of(pieces)] == [LONG, LONG]


def test_two_columns_are_joined_each_by_its_own_margin() -> None:
    pieces = []
    for left in (72.0, 307.0):
        for row, text in enumerate(
            ("mỗi cột có lề phải của riêng nó, nên một", "dòng đầy ở cột trái không dài bằng", "trang.")
        ):
            right = left + 218 if row < 2 else left + 40
            pieces.append(Piece(Kind.LINE, text, box=Box(left, 100 + 14 * row, right, 112 + 14 * row)))
    assert len(paragraphs_of(pieces)) == 2


WORDS = st.sampled_from(
    ("dân", "thủy", "hòa", "đường", "nghiêng", "phường", "Bến", "trường", "quyết", "khuyến", "ở", "và")
)
PARAGRAPHS = st.lists(
    st.lists(WORDS, min_size=4, max_size=60).map(lambda words: "Tổ " + " ".join(words) + "."), min_size=3, max_size=8
)


@given(PARAGRAPHS)
def test_whatever_was_set_with_an_indent_comes_back(written_: list[str]) -> None:
    press = Press()
    press.paragraph(LONG)
    for text in written_:
        press.paragraph(text)
    assert texts(press) == [LONG, *written_]


def test_running_heads_page_numbers_and_stamps_are_dropped() -> None:
    press = Press()
    for page in range(4):
        press.line("Báo cáo giám sát chuyên đề năm 2021", LEFT, 300)
        press.top += 18
        press.centred(f"- {page + 1} -", bold=False)
        for number in range(6):
            press.paragraph(_round(page * 6 + number))
        press.line(f"Trang {page + 1}/4", 480, 530)
        press.top += 18
        press.line("(Xem tiếp trang sau)", 430, 530)
        press.turn()
    kept = told(read(press.layout()), Role.PARAGRAPH, Role.HEADING, Role.NOTICE, Role.ITEM, Role.TITLE)
    assert kept == ["Báo cáo giám sát chuyên đề năm 2021", *map(_round, range(24))]


def _round(number: int) -> str:
    return f"Đợt {number + 1}: {LONG} Kết thúc đợt {number + 1} đúng hạn."


def test_a_number_alone_in_the_text_is_no_page_number() -> None:
    press = Press()
    press.paragraph(LONG)
    press.centred("2021", bold=False)
    press.paragraph(LONG)
    assert "2021" in read(press.layout()).text


def test_numbered_tables_at_the_top_of_pages_are_no_running_heads() -> None:
    press = Press()
    for page in range(3):
        press.centred(f"Biểu số {page + 1}")
        press.paragraph(LONG)
        press.turn()
    assert [text for text in read(press.layout()).text.split("\n") if "Biểu số" in text] == [
        "Biểu số 1",
        "Biểu số 2",
        "Biểu số 3",
    ]


def test_a_footnote_does_not_break_the_paragraph_over_it() -> None:
    press = Press()
    press.top = 700
    press.paragraph(LONG)
    foot = Piece(Kind.LINE, "1 Theo số liệu của Cục Thống kê.", page=1, box=Box(LEFT, 800, 300, 810), size=10)
    at = next(place for place, piece in enumerate(press.pieces) if piece.page == 2) if press.page > 1 else 3
    pieces = [*press.pieces[:at], foot, *press.pieces[at:]]
    parts = body_parts(pieces)
    assert [text for _, text in parts] == [LONG, "1 Theo số liệu của Cục Thống kê."]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("I. TÌNH HÌNH CHUNG", Role.HEADING),
        ("Chương II", Role.HEADING),
        ("Mục 3", Role.HEADING),
        ("Phần thứ nhất", Role.HEADING),
        ("Điều 7. Tổ chức thực hiện", Role.HEADING),
        ("Điều 7. Các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này.", Role.PARAGRAPH),
        ("2. Công tác cán bộ", Role.HEADING),
        ("Biểu 3. Kết quả theo huyện", Role.HEADING),
        ("Phụ lục 1", Role.HEADING),
        ("QUYẾT NGHỊ:", Role.HEADING),
        ("- Mở 3 lớp tập huấn;", Role.ITEM),
        ("a) Thành lập tổ giúp việc;", Role.ITEM),
        ("2.1. Đã kết nạp 45 đảng viên mới.", Role.ITEM),
        (LONG, Role.PARAGRAPH),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Role.NOTICE),
    ],
)
def test_what_a_paragraph_is(text: str, role: Role) -> None:
    parts = body_parts(paragraphs(text, "Nội dung của mục này được nói ở đây."))
    assert parts[0] == (role, text)


def test_numbered_lines_of_one_list_are_items_and_not_headings() -> None:
    parts = body_parts(paragraphs("1. Ông Nguyễn Văn Ba", "2. Bà Trần Thị Tư", "3. Ông Lê Văn Năm", "Hết danh sách."))
    assert [role for role, _ in parts[:2]] == [Role.ITEM, Role.ITEM]


def test_a_table_is_one_line_a_row_and_its_head_is_said_once() -> None:
    head = ("STT", "Đơn vị", "Kết quả")
    parts = table_parts(rows(head, ("1", "Ba Tri", "12"), ("", "", ""), head, ("2", "Chợ Lách", "")))
    assert parts == [
        (Role.TABLE, "STT | Đơn vị | Kết quả"),
        (Role.TABLE, "1 | Ba Tri | 12"),
        (Role.TABLE, "2 | Chợ Lách"),
    ]


def test_an_empty_cell_between_others_keeps_its_place() -> None:
    assert table_parts(rows(("a", "b", "c"), ("1", "", "3")))[1] == (Role.TABLE, "1 |  | 3")


def test_text_in_a_frame_is_a_paragraph() -> None:
    assert table_parts(rows((LONG,), (LONG + " Hết.",))) == [(Role.PARAGRAPH, LONG), (Role.PARAGRAPH, LONG + " Hết.")]


def test_a_cell_merged_over_the_row_is_said_once() -> None:
    assert table_parts(rows(("TT", "Tên"), ("Khối xã", "Khối xã"), ("1", "An Thới")))[1] == (Role.TABLE, "Khối xã")


def test_what_stands_after_the_signature_is_kept() -> None:
    document = read(next(sample for sample in SAMPLES if "decision" in sample.name).layout)
    assert "Quy chế này quy định việc phối hợp giữa các cơ quan trong quản lý bến thủy nội địa." in told(
        document, Role.PARAGRAPH
    )
    assert told(document, Role.HEADING)[-4:] == [
        "Quy chế phối hợp quản lý bến thủy nội địa",
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
    ]


def test_an_address_makes_the_identity_where_one_is_given() -> None:
    sample = SAMPLES[1]
    found = read(sample.layout, url="https://stp.bentre.gov.vn/77-KH-STP.pdf", source="so-tu-phap")
    again = read(sample.layout, source="so-tu-phap")
    assert found.url == "https://stp.bentre.gov.vn/77-KH-STP.pdf"
    assert found.id.startswith("so-tu-phap:") and again.id.startswith("so-tu-phap:")
    assert found.id != again.id


def test_facts_given_with_the_record_win() -> None:
    facts = Given(title="Tên khác", source="Sở Tư pháp", author="Người gửi")
    document = read_report(SAMPLES[1].layout, name="a.docx", url=None, source="unknown", now=NOW, given=facts)
    assert (document.title, document.source, document.author) == ("Tên khác", "so-tu-phap", "Người gửi")


def test_a_file_without_text_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadablePage, match="OCR"):
        read(Layout((), "pdf text"))
    with pytest.raises(UnreadablePage):
        read(written(paragraphs("-----", "***")))


def test_blocks_are_slices_of_the_text() -> None:
    for sample in SAMPLES:
        document = read(sample.layout)
        assert all("\n" not in document.block_text(block) for block in document.blocks)


def test_an_appendix_begins_a_paragraph_after_a_list_that_has_ended() -> None:
    press = Press()
    press.paragraph("Danh sách có 9 đơn vị./.")
    press.turn()
    press.centred("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Phụ lục II")
    assert texts(press) == ["Danh sách có 9 đơn vị./.", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Phụ lục II"]


def test_a_file_of_two_documents_keeps_the_second_head_out_of_the_passages() -> None:
    first, second = SAMPLES[1].layout, SAMPLES[5].layout
    document = read(written(list(first.pieces), list(second.pieces)))
    assert document.header is not None and document.header.number == "77/KH-STP"
    assert "Số 05-CT/TU" in told(document, Role.NOTICE)
    assert told(document, Role.BYLINE) == ["Trần Văn Phúc", "Phan Văn Bảo"]
