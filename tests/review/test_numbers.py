"""Numbers as they are written in Vietnamese: commas, spaces, quarters, and never a 0 for what is not known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadInput
from review.numbers import (
    MISSING,
    Language,
    day,
    days,
    decimal,
    part_of,
    percent,
    percent_range,
    period,
    period_mark,
    periods,
    points,
    whole,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (decimal(1234.5), "1.234,5"),
        (decimal(1234.5, language="en"), "1,234.5"),
        (decimal(-1234567.25, places=2), "\u22121.234.567,25"),
        (decimal(0.0), "0,0"),
        (whole(1234), "1.234"),
        (percent(0.125), "12,5\u00a0%"),
        (percent(0.125, language="en"), "12.5%"),
        (percent_range(0.101, 0.149), "10,1–14,9\u00a0%"),
        (points(0.012), "+1,2\u00a0điểm\u00a0%"),
        (part_of(3, 1240), "3/1.240"),
        (day(date(2026, 11, 4)), "04/11/2026"),
        (day(date(2026, 11, 4), language="en"), "4 Nov 2026"),
        (days(date(2026, 11, 1), date(2026, 11, 24)), "01/11/2026–24/11/2026"),
        (period("2026-11"), "tháng 11/2026"),
        (period("2026-Q4"), "quý IV/2026"),
        (period("2026-H1"), "nửa đầu năm 2026"),
        (period("2026"), "năm 2026"),
        (period(None), "không rõ ngày"),
        (period("2026-Q4", language="en"), "Q4 2026"),
        (period_mark("2026-03"), "03/26"),
        (period_mark("2026-Q4"), "IV/26"),
        (periods("2026-01", "2026-03"), "tháng 1–3/2026"),
        (periods("2026-Q1", "2026-Q4"), "quý I–IV/2026"),
        (periods("2025-11", "2026-02"), "tháng 11/2025 – tháng 2/2026"),
        (periods("2026-03", "2026-03"), "tháng 3/2026"),
    ],
)
def test_house_style(written: str, expected: str) -> None:
    assert written == expected


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_not_known_is_said_in_words_and_holds_no_digit(language: Language) -> None:
    said = {
        decimal(None, language=language),
        decimal(float("nan"), language=language),
        whole(None, language=language),
        percent(None, language=language),
        percent(float("inf"), language=language),
        percent_range(None, 0.2, language=language),
        percent_range(0.1, float("nan"), language=language),
        points(None, language=language),
        part_of(None, 40, language=language),
        part_of(0, 0, language=language),
        day(None, language=language),
    }
    assert said == {MISSING[language]}
    assert not any(each.isdigit() for each in MISSING[language])


@given(st.floats(min_value=1e-9, max_value=1), st.integers(min_value=0, max_value=3))
def test_a_share_that_is_there_is_never_printed_as_nothing(share: float, places: int) -> None:
    printed = percent(share, places=places).removesuffix("\u00a0%")
    assert printed.startswith("<") or float(printed.replace(",", ".")) > 0


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_count_reads_back(count: int) -> None:
    assert int(whole(count).replace(".", "").replace("\u2212", "-")) == count


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(BadInput):
        part_of(5, 4)
    with pytest.raises(BadInput):
        percent_range(0.3, 0.2)
    with pytest.raises(BadInput):
        period("2026-13")
    with pytest.raises(BadInput):
        period_mark("2026-Q5")
