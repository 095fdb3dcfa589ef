"""What a line is, told from its words."""

from __future__ import annotations

import pytest

from corpus.document import Role
from extractors.blocks import cut_of, parts_of
from extractors.markup import parse
from extractors.roles import Part, author_of, is_byline, is_caption, is_notice, settle, source_of_dateline

STORY = "Đảng ủy xã Phú Túc đã giải quyết 24 kiến nghị của dân trong quý I-2021."
MORE = "Số việc còn lại được chuyển về huyện trước ngày 15-4-2021."


def paragraphs(*lines: str) -> list[Part]:
    return [(Role.PARAGRAPH, line) for line in lines]


def roles(*lines: str) -> list[Role]:
    return [role for role, _ in settle(paragraphs(*lines))]


def body(html: str) -> list[Part]:
    element = parse(f"<div id=body>{html}</div>").soup.select_one("#body")
    assert element is not None
    return parts_of(element, cut=cut_of(element, drop=(), caption=()))


@pytest.mark.parametrize(
    "line",
    [
        "Đoàn kiểm tra làm việc tại xã. Ảnh: Hữu Lộc",
        "Đoàn kiểm tra làm việc tại xã (Ảnh: Hữu Lộc)",
        "Đoàn kiểm tra làm việc tại xã - Ảnh: VGP/Hữu Lộc",
        "Đoàn kiểm tra làm việc tại xã. Ảnh tư liệu: T.H",
        "Ảnh minh họa.",
        "Một góc chợ xã ( Ảnh : CTV )",
        "ẢNH: NVCC",
    ],
)
def test_a_line_that_ends_in_a_photo_credit_is_a_caption(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh hưởng của dịch bệnh làm chậm tiến độ: nhiều việc phải lùi lại.",
        "Tin, ảnh: Hữu Lộc",
        "Bài và ảnh: Hữu Lộc",
        "Hình ảnh người cán bộ gần dân",
    ],
)
def test_the_word_for_photo_alone_makes_no_caption(line: str) -> None:
    assert not is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "Tin, ảnh: T. Đồng",
        "Bài, ảnh: CẨM TÚ",
        "Cẩm Tú",
        "CẨM TÚ - HỮU LỘC",
        "P.V",
        "Cẩm Tú - Phó trưởng ban Tuyên giáo Huyện ủy",
        "Cẩm Tú (tổng hợp)",
        "Cẩm Tú ( Tổng hợp)",
        "(Theo TTXVN)",
        "Nguồn: TTXVN",
    ],
)
def test_an_author_line_is_a_byline_at_the_end_of_a_text(line: str) -> None:
    assert roles(STORY, MORE, line) == [Role.PARAGRAPH, Role.PARAGRAPH, Role.BYLINE]


@pytest.mark.parametrize(
    "line",
    [
        STORY,
        "Cụ thể:",
        "Bến Tre phấn đấu là tỉnh khá vào năm 2025.",
        "Theo kế hoạch, việc này xong trước ngày 30-6. Sau đó sẽ sơ kết.",
        "Đẩy mạnh cải cách thủ tục hành chính",
    ],
)
def test_a_sentence_at_the_end_is_no_byline(line: str) -> None:
    assert not is_byline(line)


def test_a_bare_name_is_a_byline_only_on_the_last_three_lines() -> None:
    assert roles(STORY, "Cẩm Tú", STORY + " 1", STORY + " 2", STORY + " 3")[1] is Role.PARAGRAPH
    assert roles(STORY, STORY + " 1", "Cẩm Tú", "Hữu Lộc") == [Role.PARAGRAPH] * 2 + [Role.BYLINE] * 2


def test_share_lines_after_the_author_do_not_hide_the_author() -> None:
    lines = ("Cẩm Tú", "Chia sẻ bài viết", "BÌNH LUẬN", "Tin liên quan", "Xem thêm:")
    assert roles(STORY, *lines) == [Role.PARAGRAPH, Role.BYLINE, *[Role.NOTICE] * 4]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Chia sẻ bài viết", True),
        ("BÌNH LUẬN (3)", True),
        ("Xem thêm: Huyện Ba Tri sơ kết quý I", True),
        (">> Đọc thêm về phong trào", True),
        ("Từ khóa: nghị quyết, đảng viên", True),
        ("Tags: nghị quyết", True),
        ("Chia sẻ với phóng viên, ông Ba nói việc này đã xong từ tháng trước.", False),
        ("Bình luận viên có mặt tại hội trường từ sớm.", False),
        ("Xem thêm nhiều mô hình hay, đoàn công tác ghi nhận kết quả bước đầu.", False),
    ],
)
def test_lines_of_the_site_are_told_from_sentences(line: str, expected: bool) -> None:
    assert is_notice(line) is expected


def test_a_caption_repeated_under_its_photo_is_not_a_passage() -> None:
    caption = "Lãnh đạo huyện trao quà cho hộ dân ấp 3"
    assert roles(STORY, caption, caption, MORE) == [Role.PARAGRAPH, Role.CAPTION, Role.CAPTION, Role.PARAGRAPH]
    parts: list[Part] = [
        (Role.CAPTION, caption),
        (Role.PARAGRAPH, STORY),
        (Role.PARAGRAPH, caption + "."),
        (Role.PARAGRAPH, MORE),
    ]
    assert settle(parts)[2][0] is Role.CAPTION


def test_a_paragraph_that_repeats_an_image_description_is_its_caption() -> None:
    caption = "Lãnh đạo huyện trao quà cho hộ dân ấp 3"
    assert settle(paragraphs(STORY, caption, MORE), captions=[caption])[1][0] is Role.CAPTION


def test_the_author_is_named_without_its_label() -> None:
    assert author_of(settle(paragraphs(STORY, MORE, "Tin, ảnh: T. Đồng"))) == "T. Đồng"
    assert author_of(settle(paragraphs(STORY, MORE, "Cẩm Tú (tổng hợp)"))) == "Cẩm Tú"
    assert author_of(settle(paragraphs(STORY, MORE, "Cẩm Tú", "(Nguồn: TTXVN)"))) == "Cẩm Tú"
    assert author_of(settle(paragraphs(STORY, MORE))) is None


def test_a_dateline_names_its_paper() -> None:
    assert source_of_dateline("BDK - Sáng 2-2, Tỉnh ủy họp.") == "dong-khoi"
    assert source_of_dateline("BDK.VN - Sáng 2-2, Tỉnh ủy họp.") == "dong-khoi"
    assert source_of_dateline("(Chinhphu.vn) - Thủ tướng dự họp.") == "chinh-phu"
    assert source_of_dateline("BDKH là biến đổi khí hậu.") is None


def test_lists_are_items_and_tables_are_rows() -> None:
    html = f"<p>{STORY}</p><ul><li>Việc một</li><li>Việc hai<ul><li>Phần a</li></ul></li></ul>"
    html += (
        "<table><caption>Kết quả</caption><tr><th>Xã</th><th>Số</th></tr><tr><td>Phú Túc</td><td>24</td></tr></table>"
    )
    assert body(html) == [
        (Role.PARAGRAPH, STORY),
        (Role.ITEM, "Việc một"),
        (Role.ITEM, "Việc hai"),
        (Role.ITEM, "Phần a"),
        (Role.HEADING, "Kết quả"),
        (Role.TABLE, "Xã | Số"),
        (Role.TABLE, "Phú Túc | 24"),
    ]


def test_a_table_around_a_photo_is_a_caption_and_a_table_around_text_is_text() -> None:
    photo = "<table><tr><td><img src=a.jpg></td></tr><tr><td>Ra mắt tổ công tác ở ấp 3</td></tr></table>"
    assert body(photo) == [(Role.CAPTION, "Ra mắt tổ công tác ở ấp 3")]
    assert body(f"<table><tr><td><p>{STORY}</p><p>{MORE}</p></td></tr></table>") == paragraphs(STORY, MORE)


def test_a_line_break_ends_a_paragraph_only_after_a_sentence() -> None:
    assert body("<p>Một câu<br>xuống dòng cho đẹp.<br>Một câu khác.</p>") == paragraphs(
        "Một câu xuống dòng cho đẹp.", "Một câu khác."
    )
    assert body("Dòng không có thẻ<br><br>Dòng thứ hai") == paragraphs("Dòng không có thẻ", "Dòng thứ hai")


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_not() -> None:
    assert body("<p><b>Gỡ khó tại chỗ</b></p><p><b>Đây là một câu in đậm.</b></p>") == [
        (Role.HEADING, "Gỡ khó tại chỗ"),
        (Role.PARAGRAPH, "Đây là một câu in đậm."),
    ]


def test_boxes_of_links_are_not_text() -> None:
    html = f"<p>{STORY}</p><p><a href=/x>Một bài khác cùng chuyên mục này</a></p>"
    html += "<div class='tin-lien-quan'><p>Tin cũ hơn</p></div>"
    assert settle(body(html)) == [(Role.PARAGRAPH, STORY), (Role.NOTICE, "Một bài khác cùng chuyên mục này")]


def test_words_are_not_cut_apart_by_inline_markup() -> None:
    assert body("<p>Chỉ thị <b>01</b>-CT/<i>TU</i><sup>1</sup> của <a href=#>Tỉnh&nbsp;ủy</a></p>") == paragraphs(
        "Chỉ thị 01-CT/TU1 của Tỉnh ủy"
    )
