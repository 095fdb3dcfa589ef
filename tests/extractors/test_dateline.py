"""Times as Vietnamese newspapers print them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dateline import VIETNAM, is_date_line, parse_moment, says_updated

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02/02/2021 - 12:54", "2021-02-02T12:54"),
        ("31/03/2023 - 18:31", "2023-03-31T18:31"),
        ("17:22, 03/10/2025", "2025-10-03T17:22"),
        ("Thứ Năm, 15/10/2020, 16:21 (GMT+7)", "2020-10-15T16:21"),
        ("Thứ Năm, 15/10/2020, 16:21 [GMT+7]", "2020-10-15T16:21"),
        ("Thứ năm, 16/01/2025 08:33 AM", "2025-01-16T08:33"),
        ("09:41 21/01/2021", "2021-01-21T09:41"),
        ("Thứ tư, 02/10/2013 - 10:12", "2013-10-02T10:12"),
        ("Thứ hai - 04/07/2022 04:34", "2022-07-04T04:34"),
        ("27/09/2024 02:53:26PM", "2024-09-27T14:53:26"),
        ("Thứ tư, 08 Tháng 9 2021 15:09", "2021-09-08T15:09"),
        ("15/10/2020 10:44", "2020-10-15T10:44"),
        ("07-03-2026 - 00:01 AM", "2026-03-07T00:01"),
        ("15/01/2025 12:05 AM", "2025-01-15T00:05"),
        ("Cập nhật: 31/03/2023 18:31", "2023-03-31T18:31"),
        ("Chủ nhật, 7.3.2021 | 08h01", "2021-03-07T08:01"),
        ("2026-03-07 08:01:53", "2026-03-07T08:01:53"),
        ("2026-03-07T08:01:53+07:00", "2026-03-07T08:01:53"),
        ("2025-10-23T20:33:00.000Z", "2025-10-24T03:33"),
        ("2018-07-19T15:18:00+0800", "2018-07-19T14:18"),
        ("Sat, 07 Mar 2026 08:01:53 +0700", "2026-03-07T08:01:53"),
        ("Sat, 07 Mar 2026 01:01:53 GMT", "2026-03-07T08:01:53"),
    ],
)
def test_a_time_is_read_to_the_minute_in_vietnamese_time(text: str, expected: str) -> None:
    moment = parse_moment(text, now=NOW)
    assert moment is not None
    assert moment.at == datetime.fromisoformat(expected).replace(tzinfo=VIETNAM)
    assert moment.at.utcoffset() == timedelta(hours=7)
    assert moment.precision == "minute"


@pytest.mark.parametrize("text", ["23/10/2025", "2025-10-23", "23 tháng 10, 2025", "ngày 23 tháng 10 năm 2025"])
def test_a_day_without_a_clock_is_only_a_day(text: str) -> None:
    moment = parse_moment(text, now=NOW)
    assert moment is not None
    assert (moment.at, moment.precision) == (datetime(2025, 10, 23, tzinfo=VIETNAM), "day")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bến Tre",
        "31/02/2021",
        "29/02/2023 10:00",
        "03/27/2021",
        "02/02/2021 25:10",
        "20210202",
        "01-CT/TU",
        "12:54",
    ],
)
def test_what_is_no_possible_date_is_refused(text: str) -> None:
    assert parse_moment(text, now=NOW) is None


def test_the_future_and_the_time_before_the_web_are_refused() -> None:
    assert parse_moment("26/11/2026 08:00", now=NOW) is not None
    assert parse_moment("27/11/2026 08:00", now=NOW) is None
    assert parse_moment("31/12/1989", now=NOW) is None
    assert parse_moment("01/01/1990", now=NOW) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02/02/2021 - 12:54", True),
        ("Thứ Năm, 15/10/2020, 16:21 (GMT+7)", True),
        ("Đăng lúc: 09:41 21/01/2021", True),
        ("Chỉ thị số 01-CT/TU ngày 17-10-2020", False),
        ("Hội nghị ngày 12/09/2023", False),
        ("124/164 đảng bộ", False),
    ],
)
def test_a_date_line_holds_nothing_but_its_date(text: str, expected: bool) -> None:
    assert is_date_line(text) is expected


def test_an_update_is_told_from_a_publication() -> None:
    assert says_updated("Cập nhật: 31/03/2023 18:31")
    assert not says_updated("31/03/2023 18:31")


@given(st.datetimes(min_value=datetime(1990, 1, 2), max_value=datetime(2026, 11, 20)))
def test_every_minute_survives_being_printed(at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    for form in ("%d/%m/%Y - %H:%M", "%H:%M, %d/%m/%Y", "%d-%m-%Y %H:%M", "%Y-%m-%dT%H:%M:%S+07:00"):
        moment = parse_moment(minute.strftime(form), now=NOW)
        assert moment is not None and moment.at == minute


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    parse_moment(text, now=NOW)
    is_date_line(text)
