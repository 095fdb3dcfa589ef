"""Days and periods in raw text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passage import EntityKind
from models.dates import find_dates, nearest_year

PUBLISHED = date(2021, 2, 2)


def values(text: str, reference: date | None = PUBLISHED) -> list[str]:
    return [found.value for found in find_dates(text, reference=reference)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày 17-10-2020", "2020-10-17"),
        ("ngày 29/01/2024", "2024-01-29"),
        ("ngày 17.10.2020", "2020-10-17"),
        ("ngày 17 – 10 – 2020", "2020-10-17"),
        ("ngày 17 tháng 10 năm 2020", "2020-10-17"),
        ("sáng 25-3", "2021-03-25"),
        ("Chiều 31.12", "2020-12-31"),
        ("sáng nay (25/1)", "2021-01-25"),
        ("Ngày 3 tháng 1", "2021-01-03"),
        ("ngày 25-3 năm 2019", "2019-03-25"),
    ],
)
def test_a_day_is_read_as_an_iso_date(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tháng 9-2021", "2021-09-01/2021-09-30"),
        ("tháng 2 năm 2024", "2024-02-01/2024-02-29"),
        ("quý I-2023", "2023-01-01/2023-03-31"),
        ("quí IV năm 2022", "2022-10-01/2022-12-31"),
        ("6 tháng đầu năm 2021", "2021-01-01/2021-06-30"),
        ("sáu tháng cuối năm", "2021-07-01/2021-12-31"),
        ("9 tháng năm 2021", "2021-01-01/2021-09-30"),
        ("năm 2021", "2021-01-01/2021-12-31"),
        ("nhiệm kỳ 2015 - 2020", "2015-01-01/2020-12-31"),
        ("giai đoạn 2020–2025", "2020-01-01/2025-12-31"),
        ("từ năm 2016 đến năm 2020", "2016-01-01/2020-12-31"),
    ],
)
def test_a_period_is_read_as_its_first_and_last_day(text: str, value: str) -> None:
    (found,) = find_dates(f"Trong {text}, các xã", reference=PUBLISHED)
    assert (found.kind, found.value) == (EntityKind.PERIOD, value)


@pytest.mark.parametrize(
    "text",
    [
        "đường 3-2",
        "Quốc tế phụ nữ 8-3",
        "đạt 12/15 chỉ tiêu",
        "kỷ niệm ngày 27-7",
        "ngày 30-2-2021",
        "trong 3 tháng",
        "năm học 2020 - 2021",
        "số 01-CT/TU",
    ],
)
def test_names_ratios_and_impossible_days_are_no_dates(text: str) -> None:
    assert values(text) == []


def test_a_list_of_days_is_read_to_its_end() -> None:
    assert values("từ ngày 25-3 đến 27-3 và 2-4") == ["2021-03-25", "2021-03-27", "2021-04-02"]


def test_what_names_no_year_needs_the_day_of_publication_and_says_that_it_was_used() -> None:
    text = "Sáng 25-1, trong quý I, tháng 3"
    assert values(text, None) == []
    assert {found.note for found in find_dates(text, reference=PUBLISHED)} == {"năm suy ra"}


def test_the_longer_of_two_readings_is_kept() -> None:
    assert values("nhiệm kỳ 2020 - 2025; ngày 17 tháng 10 năm 2020") == ["2020-01-01/2025-12-31", "2020-10-17"]


@given(st.dates(date(1930, 1, 1), date(2090, 12, 31)), st.sampled_from(["{d}-{m}-{y}", "{d}/{m}/{y}", "{d}.{m}.{y}"]))
def test_every_day_of_the_calendar_is_read_back(day: date, form: str) -> None:
    text = "ngày " + form.format(d=day.day, m=day.month, y=day.year)
    assert values(text) == [day.isoformat()]


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 180))
def test_a_day_of_the_last_half_year_gets_its_own_year(reference: date, ago: int) -> None:
    day = reference - timedelta(days=ago)
    assert nearest_year(day.month, day.day, reference) == day.year


@given(st.text(alphabet="0123456789-/. ngàytháănmquýIVđếnsáu", max_size=60), st.none() | st.dates())
def test_whatever_the_text_dates_are_slices_of_it_in_order(text: str, reference: date | None) -> None:
    position = 0
    for found in find_dates(text, reference=reference):
        assert position <= found.start < found.end <= len(text)
        position = found.end
