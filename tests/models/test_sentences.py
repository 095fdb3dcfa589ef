"""Sentences of official prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sentences import LONGEST, sentences
from models.syllables import syllables

CASES = [
    ["Đoàn làm việc tại TP. Bến Tre.", "Buổi chiều, đoàn về Ba Tri."],
    ["PGS.TS. Trần Văn A trình bày chuyên đề.", "Th.S. Lê Thị B dự."],
    ["Đ/c Nguyễn Văn C chủ trì.", "Các đ/c ủy viên cùng dự."],
    ["P. Bí thư Huyện ủy phát biểu.", "Hội nghị bế mạc."],
    ["Xã vận động gạo, tiền, ngày công, v.v.", "Người dân đồng tình."],
    ["Điều 5. Phạm vi áp dụng.", "Quy chế này áp dụng cho cấp xã."],
    ["1. Công tác tư tưởng có chuyển biến.", "2. Công tác tổ chức được củng cố."],
    ["Tin đăng trên baodongkhoi.vn sáng nay.", "Thư gửi về toasoan@baodongkhoi.vn."],
    ["“Dân tin thì việc khó cũng xong.”", "Mọi người đồng tình."],
    ["Ban hành Chỉ thị ngày 17.10.2020.", "Các xã triển khai ngay."],
    ["Thu nhập đạt 43.600.000 đồng.", "Hộ nghèo giảm."],
    ["Nói phải đi đôi với làm…", "Đó là lời dặn cũ."],
    ["Vì sao chậm?", "Vì chưa rõ việc!", "Huyện đã nhắc."],
    ["Huyện giao việc ở Khu B.", "Khu C làm sau."],
    ["Ảnh: T. Đồng"],
    ["Ủng hộ 100 phần quà... và nhiều dụng cụ học tập."],
    ["Đại hội XI.", "Nhiệm kỳ mới bắt đầu."],
    ["Công tác tháng 9.", "Mười xã đã xong."],
    ["Đường dài 3 km.", "Kinh phí do dân góp."],
    ["Đã xong.", "Còn lại 5 xã."],
    ["Họp tại Q.5, P.4, TX. Gò Công và H. Ba Tri."],
    ["Ông hỏi: “Ai phụ trách xã?” và chờ trả lời."],
    ["Hội nghị kết thúc (lúc 11 giờ.)", "Buổi chiều nghỉ."],
    ["Việc đã xong.Sau đó xã báo cáo."],
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:28])
def test_sentences_of_this_genre_are_cut_where_a_reader_would(case: list[str]) -> None:
    text = " ".join(case)
    expected = case if case[0] != CASES[-1][0] else ["Việc đã xong.", "Sau đó xã báo cáo."]
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_a_line_end_ends_a_sentence() -> None:
    text = "Kết quả bước đầu\nCác xã đã họp\n\nTin, ảnh: T. Đồng"
    assert [text[start:end] for start, end in sentences(text)] == [line for line in text.split("\n") if line]


def test_it_cuts_more_of_them_right_than_underthesea_does() -> None:
    from models.segment import load_underthesea

    load_underthesea()
    from underthesea.pipeline.sent_tokenize import sent_tokenize

    theirs = sum(sent_tokenize(" ".join(case)) == case for case in CASES[:-1])
    ours = sum([" ".join(case)[start:end] for start, end in sentences(" ".join(case))] == case for case in CASES[:-1])
    assert ours == len(CASES) - 1 > theirs > 10


def test_a_sentence_without_end_is_cut_at_its_semicolons() -> None:
    text = "; ".join(["rà soát lại quy chế làm việc của cấp mình"] * 80)
    found = [text[start:end] for start, end in sentences(text)]
    assert len(found) > 1
    assert all(len(syllables(each)) <= LONGEST for each in found)
    assert all(each.endswith(";") for each in found[:-1])


@given(st.text(alphabet="abcĐàyA1. .,;:!?…”“\"'()\n\u00a0-", max_size=300) | st.text(max_size=80))
def test_sentences_are_in_order_and_hold_all_that_is_not_space(text: str) -> None:
    position = 0
    for start, end in sentences(text):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        position = end
    assert not text[position:].strip()


@given(st.integers(1, 2000))
def test_text_without_spaces_or_stops_does_no_harm(length: int) -> None:
    assert sentences("a." * length) == ((0, 2 * length),) or length > LONGEST // 2
