"""Document numbers in raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.numbers import find_numbers


def values(text: str) -> list[str]:
    return [found.value for found in find_numbers(text)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("01-CT/TU", "01-CT/TU"),
        ("31-QĐi/TU", "31-QĐi/TU"),
        ("22 – NQ/TW", "22-NQ/TW"),
        ("62 - KL / TW", "62-KL/TW"),
        ("84 QĐ/TWĐTN", "84-QĐ/TWĐTN"),
        ("367 - QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP"),
        ("35-NQ/T.Ư", "35-NQ/TW"),
        ("330-KH/TU", "330-KH/TU"),
        ("09-CTr/TU", "09-CTr/TU"),
        ("04-ĐA/TU", "04-ĐA/TU"),
        ("12-CTHĐ/HU", "12-CTHĐ/HU"),
        ("22/2019/NQ-HĐND", "22/2019/NQ-HĐND"),
        ("128/NQ-HĐND", "128/NQ-HĐND"),
        ("439 / QĐ - TTg", "439/QĐ-TTg"),
        ("30a/2008/NQ-CP", "30a/2008/NQ-CP"),
        ("05/2022/TT-BNNPTNT", "05/2022/TT-BNNPTNT"),
        ("202/2025/QH15", "202/2025/QH15"),
        ("76/2025/UBTVQH15", "76/2025/UBTVQH15"),
        ("123/UBND-VX", "123/UBND-VX"),
        ("NQTW6 (lần 2)", "NQTW6 (lần 2)"),
        ("Nghị quyết Trung ương 4 (khóa XII)", "NQTW4 khóa XII"),
    ],
)
def test_a_number_is_found_whole_and_written_one_way(written: str, value: str) -> None:
    text = f"Thực hiện văn bản {written}, các xã đã họp."
    assert values(text) == [value]
    (found,) = find_numbers(text)
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "ngày 17-10-2020, đường 3-2, dịp 8-3, 17/1, quý I-2023",
        "đạt 12/16 xã, 45.799/36.875 tỷ đồng, 124/164 đảng bộ (75,61%)",
        "nhiệm kỳ 2020 - 2025, 4 nắm, 3 kiểm, Quốc hội khóa 15",
        "xe 71-B1/2345, tờ 12 thửa 30/TT, phòng 5 - Sở Nội vụ",
        "",
    ],
)
def test_dates_ratios_and_slogans_are_no_document_numbers(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Chỉ thị số 01-CT/TU ngày 17-10-2020 nêu rõ", "chỉ thị; ngày 2020-10-17"),
        ("Quy định 37-QĐ/TW", "quy định"),
        ("Qui định số 37-QĐ/TW", "quy định"),
        ("Quyết định số 37-QĐ/TW, ngày 5/1/2021", "quyết định; ngày 2021-01-05"),
        ("theo 37-QĐ/TW", "quyết định hoặc quy định"),
        ("theo 37/QĐ-UBND ngày 30 tháng 2 năm 2021", "quyết định"),
        ("Chương trình hành động (CTHĐ) số 09-CTr/TU", "chương trình hành động"),
        ("Nghị quyết số31-NQ/TW", "nghị quyết"),
    ],
)
def test_the_noun_before_a_number_is_believed_over_its_code(text: str, note: str) -> None:
    assert [found.note for found in find_numbers(text)] == [note]


@given(st.text(alphabet="0123456789-–/ .,()QĐiCTNUWHPrsốngày", max_size=60))
def test_whatever_the_text_numbers_are_slices_of_it_in_order(text: str) -> None:
    position = 0
    for found in find_numbers(text):
        assert position <= found.start < found.end <= len(text)
        assert found.value
        position = found.end


def test_the_article_of_the_seven_tasks_names_two_documents(seed_text: str) -> None:
    found = find_numbers(seed_text)
    assert [(each.value, each.note) for each in found] == [
        ("01-CT/TU", "chỉ thị; ngày 2020-10-17"),
        ("31-QĐi/TU", "quy định"),
    ]
