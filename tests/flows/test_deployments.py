"""Schedules: their times are those Prefect will keep, and what was missed is made up for once."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prefect.server.schemas.schedules import CronSchedule

from flows.unattended.deployments import SCHEDULES, TIMEZONE, Scheduled, Times, keep_record, missed, read_record

NOW = datetime(2026, 11, 24, 23, 45, tzinfo=UTC)
DAILY = Scheduled("d", "every_day", "việc", Times(5, 0))


@pytest.mark.parametrize("each", SCHEDULES, ids=lambda each: each.name)
def test_the_times_told_are_the_times_prefect_runs_at(each: Scheduled) -> None:
    theirs = asyncio.run(
        CronSchedule(cron=each.times.cron, timezone=TIMEZONE).get_dates(n=15, start=NOW + timedelta(seconds=1))
    )
    moment, ours = NOW, []
    for _ in range(15):
        moment = each.times.next(moment)
        ours.append(moment)
    assert ours == theirs
    for before, after in itertools.pairwise(ours):
        assert each.times.previous(after) == after and each.times.previous(after - timedelta(seconds=1)) == before


def test_times_are_of_vietnam() -> None:
    assert Times(5, 0).next(NOW) == datetime(2026, 11, 26, 5, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert [str(Times(1, 30)), str(Times(2, weekday=6)), str(Times(8, day=3))] == [
        "01:30 hằng ngày",
        "02:00 chủ nhật hằng tuần",
        "08:00 ngày 3 hằng tháng",
    ]


def test_names_are_unique_and_no_two_schedules_begin_at_once() -> None:
    assert len({each.name for each in SCHEDULES}) == len(SCHEDULES)
    assert len({(each.times.hour, each.times.minute) for each in SCHEDULES}) == len(SCHEDULES)


@pytest.mark.parametrize("days", [1, 2, 40])
def test_however_much_was_missed_one_run_is_owed(days: int) -> None:
    due = missed(DAILY, NOW - timedelta(days=days), now=NOW)
    assert due == DAILY.times.previous(NOW)
    assert missed(DAILY, due, now=NOW) is None


def test_nothing_is_owed_before_the_first_start_or_between_two_times() -> None:
    assert missed(DAILY, None, now=NOW) is None
    assert missed(DAILY, NOW - timedelta(hours=1), now=NOW) is None


def test_the_record_outlives_a_damaged_file(tmp_path: Path) -> None:
    keep_record(tmp_path, "a", NOW)
    keep_record(tmp_path, "b", NOW + timedelta(days=1))
    assert read_record(tmp_path) == {"a": NOW, "b": NOW + timedelta(days=1)}
    (tmp_path / "schedules.json").write_text("{")
    assert read_record(tmp_path) == {}
