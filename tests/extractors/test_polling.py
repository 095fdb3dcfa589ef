"""Listings are asked as often as they change, within bounds, and not sooner than they ask."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.polling import change_rate, next_visit

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
LEAST, MOST = timedelta(minutes=30), timedelta(days=2)


def visits(*steps: tuple[float, int]) -> list[tuple[datetime, int]]:
    """Visits so many hours after the one before, with what each found."""
    at, made = START, []
    for hours, new in steps:
        at += hours * HOUR
        made.append((at, new))
    return made


def live(mean_hours: float, *, days: float, seed: int) -> tuple[int, list[float]]:
    """Poll a listing whose entries come at random; gives the number of visits and each entry's delay in hours."""
    chance = random.Random(seed)
    end = days * 24.0
    born, at = [], 0.0
    while (at := at + chance.expovariate(1 / mean_hours)) < end:
        born.append(at)
    now, seen, history, delays = 0.0, 0, list[tuple[datetime, int]](), list[float]()
    while now < end:
        fresh = [time for time in born[seen:] if time <= now]
        delays += [now - time for time in fresh]
        seen += len(fresh)
        history.append((START + now * HOUR, len(fresh)))
        due = next_visit(history, now=history[-1][0], least=LEAST, most=MOST)
        assert LEAST <= due - history[-1][0] <= MOST
        now = (due - START) / HOUR
    return len(history), delays


@pytest.mark.parametrize("mean_hours", [1.0, 4.0, 12.0, 24.0])
def test_a_listing_is_asked_about_once_for_each_of_its_changes(mean_hours: float) -> None:
    days = 20 * mean_hours / 4 + 20
    made, delays = zip(*(live(mean_hours, days=days, seed=seed) for seed in range(3)), strict=True)
    changes = days * 24 / mean_hours
    assert 0.6 * changes < sum(made) / 3 < 1.7 * changes
    late = [delay for each in delays for delay in each]
    assert sum(late) / len(late) < 1.2 * mean_hours


def test_a_busy_listing_costs_more_visits_than_a_quiet_one_and_each_fewer_than_asking_at_the_least_interval() -> None:
    busy, quiet = live(2.0, days=60, seed=1)[0], live(40.0, days=60, seed=1)[0]
    assert quiet * 4 < busy < 60 * 48 / 2


def test_a_listing_that_falls_silent_is_asked_ever_more_rarely_and_comes_back_when_it_wakes() -> None:
    silent = visits(*[(1.0, 2)] * 10, *[(24.0, 0)] * 20)
    awake = silent + [(silent[-1][0] + hours * HOUR, 3) for hours in range(24, 24 * 12, 12)]
    gaps = [
        next_visit(history, now=history[-1][0], least=LEAST, most=MOST) - history[-1][0]
        for history in (silent[:10], silent, awake)
    ]
    assert gaps[0] < gaps[2] < gaps[1]
    assert gaps[1] == MOST


def test_the_rate_of_equal_intervals_is_the_closed_form_of_the_paper() -> None:
    history = visits((0, 0), *[(6.0, 1), (6.0, 0), (6.0, 0), (6.0, 2)] * 5)
    assert change_rate(history) == pytest.approx(-math.log((10 + 0.5) / (20 + 1)) / (6 * 3600), rel=1e-6)


def test_a_listing_that_says_how_long_it_stays_is_not_asked_sooner_but_cannot_silence_us() -> None:
    history = visits(*[(1.0, 3)] * 20)
    last = history[-1][0]
    assert next_visit(history, now=last, least=LEAST, most=MOST, hint=6 * HOUR) == last + 6 * HOUR
    assert next_visit(history, now=last, least=LEAST, most=MOST, hint=timedelta(days=40_000)) == last + MOST


def test_a_listing_that_holds_few_entries_is_asked_before_half_of_them_are_gone() -> None:
    history = visits(*[(10.0, 10)] * 20)  # one an hour, in batches
    last = history[-1][0]
    due = next_visit(history, now=last, least=LEAST, most=MOST, holds=6, hint=timedelta(days=1))
    assert due - last == pytest.approx(3 * HOUR, abs=timedelta(seconds=1))


def test_a_listing_never_asked_or_overdue_is_due_now() -> None:
    assert next_visit([], now=START, least=LEAST, most=MOST) == START
    later = START + timedelta(days=9)
    assert next_visit(visits((1.0, 5)), now=later, least=LEAST, most=MOST) == later


@given(
    st.lists(st.tuples(st.floats(0, 1e5), st.integers(0, 1000)), max_size=40),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    st.none() | st.integers(0, 100),
)
def test_the_next_visit_is_never_outside_its_bounds(
    steps: list[tuple[float, int]], hint: timedelta | None, holds: int | None
) -> None:
    history = visits(*steps)
    now = history[-1][0] if history else START
    due = next_visit(history, now=now, least=LEAST, most=MOST, hint=hint, holds=holds)
    assert now <= due <= now + MOST
    assert not history or due >= now + LEAST
