"""Numeric indicators in the words of the press: what is measured, of how many, against what, where and when."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.events.indicators import Stated, stated
from corpus.passage import Entity, EntityKind
from models.figures import find_figures

PLACES = {"Ba Tri": "ben-tre/ba-tri", "Giồng Trôm": "ben-tre/giong-trom"}
START = 100


def read(text: str, *, planned: bool = False) -> tuple[Stated, ...]:
    """Indicators of a passage that begins at character 100 of its document."""
    entities = [Entity(e.kind, START + e.start, START + e.end, e.value, e.note) for e in find_figures(text)]
    for name, id in PLACES.items():
        at = text.find(name)
        if at >= 0:
            entities.append(Entity(EntityKind.PLACE, START + at, START + at + len(name), id))
    at = text.find("năm 2020")
    if at >= 0:
        entities.append(Entity(EntityKind.PERIOD, START + at, START + at + 8, "2020-01-01/2020-12-31"))
    return stated(text, entities, start=START, planned=planned)


def test_what_was_reached_stands_over_its_target_exactly_as_written() -> None:
    text = "Tổng vốn đầu tư toàn xã hội của huyện Ba Tri đạt 45.799/36.875 tỷ đồng."
    (one,) = read(text)
    assert one.indicator == "tổng vốn đầu tư toàn xã hội"
    assert (one.value, one.denominator, one.against, one.unit) == (
        Decimal(45799), Decimal(36875), "target", "tỷ đồng",
    )  # fmt: skip
    assert one.kind == "actual" and one.place == "ben-tre/ba-tri"
    assert text[one.start - START : one.end - START] == "45.799/36.875 tỷ đồng"


def test_a_count_of_many_is_named_by_what_is_counted_and_its_denominator_is_no_target() -> None:
    one, two = read("Huyện Ba Tri có 12/20 xã đạt chuẩn nông thôn mới; 5/20 xã đạt chuẩn nâng cao.")
    assert (one.indicator, one.denominator, one.against) == ("xã đạt chuẩn nông thôn mới", Decimal(20), "total")
    assert two.indicator == "xã đạt chuẩn nâng cao"


def test_a_share_belongs_to_what_stands_before_its_verb() -> None:
    one, two = read("Tỷ lệ hộ nghèo giảm còn 3,58%, hộ cận nghèo còn 4,1%.")
    assert (one.indicator, one.value) == ("tỷ lệ hộ nghèo", Decimal("3.58"))
    assert (two.indicator, two.value) == ("hộ cận nghèo", Decimal("4.1"))


def test_the_period_is_not_part_of_the_name() -> None:
    (one,) = read("Thu nhập bình quân đầu người năm 2020 đạt 43,6 triệu đồng/người.")
    assert (one.indicator, one.unit) == ("thu nhập bình quân đầu người", "triệu đồng/người")
    assert one.period == "2020-01-01/2020-12-31" and one.day == ""


def test_each_place_of_a_row_has_its_own_value() -> None:
    one, two = read("Tỷ lệ đảng viên dự học ở Ba Tri đạt 98,5%, ở Giồng Trôm đạt 97%.")
    assert one.indicator == two.indicator == "tỷ lệ đảng viên dự học"
    assert (one.place, two.place) == ("ben-tre/ba-tri", "ben-tre/giong-trom")


@pytest.mark.parametrize("text", ["Phấn đấu tỷ lệ hộ nghèo còn dưới 2%.", "Mục tiêu là tỷ lệ hộ nghèo còn 2%."])
def test_what_is_to_be_reached_is_a_target(text: str) -> None:
    assert [each.kind for each in read(text)] == ["target"]


def test_in_a_passage_that_asks_every_figure_is_a_target_but_one_with_what_was_reached() -> None:
    text = "Tỷ lệ hộ nghèo còn 2%; thu ngân sách đạt 90/100 tỷ đồng."
    assert [each.kind for each in read(text)] == ["actual", "actual"]
    assert [each.kind for each in read(text, planned=True)] == ["target", "actual"]


@pytest.mark.parametrize(
    "text", ["Có 35 đại biểu dự.", "Toàn huyện còn 250 hộ nghèo.", "Chiếm 20%.", "Chiều 13/3 đơn vị ra quân."]
)
def test_a_figure_that_does_not_say_what_it_measures_is_left_out(text: str) -> None:
    assert read(text) == ()
