"""Figures with their units in raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.figures import find_figures


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("ước đạt 43,6 triệu đồng", "43.6 triệu đồng", "ước"),
        ("43,6 triệu đồng/người/năm", "43.6 triệu đồng/người/năm", ""),
        ("thu 45.799/36.875 tỷ", "45799/36875 tỷ", ""),
        ("124/164 đảng bộ", "124/164 đảng bộ", ""),
        ("còn 3,58%", "3.58 %", ""),
        ("đạt 98,5 % kế hoạch", "98.5 %", "so với kế hoạch"),
        ("đạt 12/15 chỉ tiêu so với nghị quyết", "12/15 chỉ tiêu", "so với nghị quyết"),
        ("gần 2.000 đảng viên", "2000 đảng viên", "gần"),
        ("hơn 43.600.000 đồng", "43600000 đồng", "hơn"),
        ("trên 1,2 ngàn tỉ đồng", "1.2 nghìn tỷ đồng", "trên"),
        ("5 triệu USD", "5 triệu USD", ""),
        ("xây 35 căn nhà", "35 căn nhà", ""),
        ("có 1.250 lượt người dự", "1250 lượt người", ""),
    ],
)
def test_a_figure_has_its_value_unit_and_qualifier(text: str, value: str, note: str) -> None:
    assert [(found.value, found.note) for found in find_figures(text)] == [(value, note)]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 17/1",
        "năm 2021 huyện",
        "phường 5",
        "Điều 5 xã hội",
        "theo “4 nắm”",
        "01-CT/TU",
        "khóa 12 đảng bộ",
        "50 năm",
    ],
)
def test_names_dates_and_slogans_are_no_figures(text: str) -> None:
    assert find_figures(text) == ()


def test_what_is_taken_by_something_else_is_no_figure() -> None:
    assert find_figures("12/3 xã", taken=[(0, 4)]) == ()
    assert len(find_figures("12/3 xã", taken=[(4, 7)])) == 0


@given(st.integers(0, 999_999_999), st.integers(0, 99))
def test_thousands_and_decimals_are_read_back(whole: int, cents: int) -> None:
    text = f"{whole:,}".replace(",", ".") + f",{cents:02} tấn"
    assert [found.value for found in find_figures(text)] == [f"{whole}.{cents:02} tấn"]


@given(st.text(alphabet="0123456789.,/% tỷriệuđồngxãhộgần", max_size=60))
def test_whatever_the_text_figures_are_slices_of_it_in_order(text: str) -> None:
    position = 0
    for found in find_figures(text):
        assert position <= found.start < found.end <= len(text)
        position = found.end


def test_the_article_of_the_seven_tasks_holds_two_figures(seed_text: str) -> None:
    assert [(found.value, found.note) for found in find_figures(seed_text)] == [
        ("43.6 triệu đồng", "ước"),
        ("3.58 %", ""),
    ]
