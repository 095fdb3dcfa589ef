"""PDF with text: what order its letters are read in."""

from __future__ import annotations

import pytest
from report_files import Field, Item, Put, Stroke, grid, locked_pdf, pdf, width

from extractors.reports import pdf as reader
from extractors.reports import pdf_plain
from extractors.reports.layout import Kind, Layout
from extractors.reports.refusal import Refusal

BOLD = "Times-Bold"


def read(body: bytes) -> Layout:
    return reader.read(body, {})[0]


def texts(*pages: list[Item], rotate: int = 0) -> list[str]:
    return [piece.text for piece in read(pdf(*pages, rotate=rotate)).pieces]


def middle(text: str, at: float, y: float, font: str = "Times-Roman") -> Put:
    wide = sum(width(letter) for letter in text) * 13 / 1000
    return Put(at - wide / 2, y, text, font=font)


HEAD = [
    middle("ỦY BAN NHÂN DÂN", 160, 780),
    middle("XÃ TÂN HƯNG", 160, 764, BOLD),
    middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 415, 780, BOLD),
    middle("Độc lập - Tự do - Hạnh phúc", 415, 764, BOLD),
    middle("Tân Hưng, ngày 4 tháng 5 năm 2023", 415, 738),
    middle("Số: 12/BC-UBND", 160, 738),
    middle("BÁO CÁO", 297, 700, BOLD),
    middle("Kết quả công tác tháng tư của xã", 297, 684, BOLD),
    Put(72, 650, "Trong tháng qua, ủy ban đã họp hai lần và giao việc cho từng ấp."),
    Put(72, 634, "Các ấp đã làm xong phần việc của mình trước ngày hẹn, trừ ấp Ba."),
]
ISSUER = ["ỦY BAN NHÂN DÂN", "XÃ TÂN HƯNG", "Số: 12/BC-UBND"]
MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def test_the_two_columns_of_a_head_are_read_one_after_the_other() -> None:
    found = texts(HEAD)

    assert found[:6] == [*ISSUER, *MOTTO, "Tân Hưng, ngày 4 tháng 5 năm 2023"]
    assert found[6] == "BÁO CÁO"


def test_a_head_is_read_alike_whatever_order_the_file_draws_it_in() -> None:
    assert texts(HEAD) == texts(HEAD[::-1]) == texts(HEAD[::2] + HEAD[1::2])


def test_a_narrow_gap_still_parts_a_head_where_words_stand_closer() -> None:
    left, right = "SỞ NỘI VỤ TỈNH BẾN TRE", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    start = 72 + sum(width(letter) for letter in left) * 13 / 1000 + 11

    found = texts([Put(72, 780, left), Put(start, 780, right, font=BOLD), Put(90, 764, "PHÒNG TỔ CHỨC")])

    assert left in found and right in found


def test_a_signature_block_follows_the_list_of_those_who_get_a_copy() -> None:
    found = texts(
        [
            Put(72, 400, "Trên đây là báo cáo của ủy ban về công tác tháng tư của toàn xã./."),
            Put(72, 370, "Nơi nhận:", size=12),
            middle("TM. ỦY BAN NHÂN DÂN", 430, 370, BOLD),
            Put(72, 356, "- Huyện ủy;", size=11),
            middle("CHỦ TỊCH", 430, 354, BOLD),
            Put(72, 343, "- Lưu: VT.", size=11),
            middle("Trần Văn Tư", 430, 300, BOLD),
        ]
    )

    assert found[1:] == ["Nơi nhận:", "- Huyện ủy;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Tư"]


def test_two_newspaper_columns_are_not_read_across() -> None:
    left = [f"Cột trái dòng thứ {number} của bài" for number in range(1, 9)]
    right = [f"Cột phải dòng thứ {number} của bài" for number in range(1, 9)]
    put = [Put(72, 700 - 16 * place, line) for place, line in enumerate(left)]
    put += [Put(320, 700 - 16 * place, line) for place, line in enumerate(right)]

    assert texts(put) == left + right


def test_a_ruled_table_comes_as_rows_with_merged_cells_as_one() -> None:
    rules = grid([72, 120, 300, 500], [600, 620, 640, 660])
    rules = [rule for rule in rules if not (rule.x0 == rule.x1 == 300)] + [Stroke(300, 600, 300, 640)]
    words = [
        Put(76, 645, "TT"),
        Put(130, 645, "Nội dung và kết quả"),
        Put(76, 625, "1"),
        Put(130, 625, "Họp chi bộ"),
        Put(310, 625, "4 lần"),
        Put(76, 605, "2"),
        Put(130, 605, "Kết nạp"),
        Put(310, 605, "2 đồng chí"),
    ]
    above, below = Put(72, 700, "Kết quả như sau"), Put(72, 560, "Hết bảng")

    pieces = read(pdf([*words, below, above, *rules])).pieces

    assert [piece.text for piece in pieces] == [
        "Kết quả như sau",
        "TT | Nội dung và kết quả",
        "1 | Họp chi bộ | 4 lần",
        "2 | Kết nạp | 2 đồng chí",
        "Hết bảng",
    ]
    assert [piece.kind for piece in pieces] == [Kind.LINE, *[Kind.ROW] * 3, Kind.LINE]
    assert {piece.table for piece in pieces[1:4]} == {0}
    assert pieces[2].cells == ("1", "Họp chi bộ", "4 lần")


def test_a_frame_around_text_is_no_table() -> None:
    pieces = read(pdf([Put(90, 650, "Thông báo mời họp"), *grid([72, 500], [600, 700])])).pieces

    assert [piece.kind for piece in pieces] == [Kind.LINE]


def test_rules_under_a_motto_make_no_table() -> None:
    found = texts([*HEAD, Stroke(330, 758, 500, 758), Stroke(130, 758, 190, 758), Stroke(72, 60, 520, 60)])

    assert found == texts(HEAD)


def test_a_number_filled_in_by_signing_is_read_in_its_blank() -> None:
    found = texts([Put(72, 740, "Số:"), Put(150, 740, "/BC-UBND"), Field(105, 740, "355")])

    assert found == ["Số: 355/BC-UBND"]


def test_the_mark_of_a_note_does_not_become_part_of_a_number() -> None:
    found = texts(
        [
            Put(72, 700, "Án lệ số 43/2021/AL"),
            Put(72 + 123, 700, "1", size=7, rise=5),
            Put(72, 680, "rộng 20m"),
            Put(72 + 48.8, 680, "2", size=7, rise=5),
        ]
    )

    assert found == ["Án lệ số 43/2021/AL", "rộng 20m2"]


def test_tone_marks_drawn_apart_join_their_letter() -> None:
    assert texts([Put(72, 700, "CAO LA\u0303NH va\u0300 BE\u0302\u0301N TRE")]) == ["CAO LÃNH và BẾN TRE"]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_viewers_turn_keeps_its_lines(rotate: int) -> None:
    assert sorted(texts(HEAD, rotate=rotate)) == sorted(texts(HEAD))


def test_looks_and_places_are_told() -> None:
    pieces = {piece.text: piece for piece in read(pdf(HEAD)).pieces}
    title, body = pieces["BÁO CÁO"], pieces[HEAD[8].text]

    assert title.bold and title.centred and not body.bold and not body.centred
    assert title.size == pytest.approx(13, abs=0.5)
    assert title.box is not None and title.box.top == pytest.approx(842 - 700 - 10, abs=6)


def test_a_text_in_a_legacy_font_becomes_unicode() -> None:
    legacy = [
        "Héi nghÞ ban chÊp hµnh ®¶ng bé x·",
        "§ång chÝ bÝ th­ ®¶ng ñy ph¸t biÓu kÕt luËn",
        "C¸c chi bé thùc hiÖn nghÞ quyÕt",
    ]
    layout = read(pdf([Put(72, 700 - 16 * place, line, font=".VnTime") for place, line in enumerate(legacy)]))

    assert layout.encoding == "tcvn3"
    assert layout.pieces[0].text == "Hội nghị ban chấp hành đảng bộ xã"
    assert layout.fonts == (".VnTime",)


def test_pages_are_numbered_from_one() -> None:
    pieces = read(pdf([Put(72, 700, "Trang đầu")], [Put(72, 700, "Trang hai")])).pieces

    assert [piece.page for piece in pieces] == [1, 2]


def test_a_password_is_named() -> None:
    with pytest.raises(Refusal, match="mật khẩu"):
        read(locked_pdf(pdf(HEAD)))
    with pytest.raises(Refusal, match="mật khẩu"):
        pdf_plain.read(locked_pdf(pdf(HEAD)), {})


def test_the_second_reader_finds_the_same_letters() -> None:
    body = pdf(HEAD)
    plain = pdf_plain.read(body, {})[0]

    letters = sorted("".join(piece.text for piece in read(body).pieces).replace(" ", ""))
    assert sorted("".join(piece.text for piece in plain.pieces).replace(" ", "")) == letters
    assert plain.notes
