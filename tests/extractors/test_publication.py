"""Which time is believed, and what does not fit it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from corpus.document import Moment
from extractors.dateline import VIETNAM, has_date, is_date_line, states_moment
from extractors.publication import address_disagrees, day_in, first_day, text_disagrees


def on(text: str) -> Moment:
    return Moment(datetime.fromisoformat(text).replace(tzinfo=VIETNAM))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://xu-dua.example.vn/2021/10/19/lam-ban-do/", date(2021, 10, 19)),
        ("https://bao.example.vn/kiem-dem-nha-tam-20210415081244.htm", date(2021, 4, 15)),
        ("https://bao.example.vn/kiem-tra-chi-bo-02042021-a84000.html", date(2021, 4, 2)),
        ("https://bao.example.vn/von-dau-tu-188230915071522784.chn", date(2023, 9, 15)),
        ("https://bao.example.vn/tin-4251877.html", None),
        ("https://bao.example.vn/nghi-quyet-20211345.html", None),
    ],
)
def test_a_day_in_an_address_is_found_and_a_number_is_not_one(url: str, expected: date | None) -> None:
    assert day_in(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sáng ngày 12/4/2021, Sở Nội vụ họp.", date(2021, 4, 12)),
        ("Theo Quyết định ngày 5 tháng 3 năm 2021 của tỉnh.", date(2021, 3, 5)),
        ("Hạn chót là ngày 30/6.", None),
        ("Ngày 31-02-2021 không có thật.", None),
    ],
)
def test_the_first_day_named_in_a_text(text: str, expected: date | None) -> None:
    assert first_day(text) == expected


def test_a_page_that_reports_what_came_after_it_says_so() -> None:
    assert text_disagrees(on("2025-03-03T08:00"), "Ngày 30/6/2025, tỉnh họp.") == "the text first names 2025-06-30"
    assert text_disagrees(on("2025-06-30T08:00"), "Ngày 30/6/2025, tỉnh họp.") == ""
    assert text_disagrees(None, "Ngày 30/6/2025, tỉnh họp.") == ""


def test_address_and_text_may_both_disagree() -> None:
    url = "https://bao.example.vn/tin-20210415081244.htm"
    text = "Ngày 14-4-2021, huyện họp."
    assert (address_disagrees(on("2021-04-15T08:12"), None, url), text_disagrees(on("2021-04-15T08:12"), text)) == (
        "",
        "",
    )
    assert address_disagrees(on("2021-08-20T08:12"), None, url) == "the address states 2021-04-15"
    assert text_disagrees(on("2021-08-20T08:12"), text) == "the text first names 2021-04-14"


@pytest.mark.parametrize(
    "line",
    [
        "Bảo Trân - 29/03/2022 - 05:50",
        "Được đăng: Thứ tư, 08 Tháng 9 2021 15:09",
        "Đăng ngày 12/04/2021 08:15 AM - Lượt xem: 12",
    ],
)
def test_a_name_or_a_count_may_stand_beside_a_clock_time(line: str) -> None:
    assert states_moment(line)
    assert has_date(line)


@pytest.mark.parametrize(
    "line", ["Hội nghị ngày 12/09/2023", "Chiều 12/09/2023 lúc 14:00, huyện họp với mười sáu xã về việc này"]
)
def test_a_sentence_with_a_day_is_no_stamp(line: str) -> None:
    assert not states_moment(line)
    assert not is_date_line(line)
