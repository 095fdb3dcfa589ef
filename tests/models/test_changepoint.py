"""Change points and alarms: found where a rate changed, and seldom where it did not, by seeded simulation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from models.changepoint import BASELINE, change_points, dispersion, running_alarms

Draw = Callable[[np.random.Generator], list[int]]


def poisson(mean: float, periods: int = 24) -> Draw:
    return lambda rng: [int(each) for each in rng.poisson(mean, periods)]


def negative_binomial(mean: float, size: float, periods: int = 24) -> Draw:
    """Counts of variance ``mean + mean ** 2 / size``."""
    return lambda rng: [int(each) for each in rng.negative_binomial(size, size / (size + mean), periods)]


STEADY = [poisson(1), poisson(5), poisson(50), negative_binomial(20, 5), negative_binomial(5, 2)]
NAMES = ["poisson 1", "poisson 5", "poisson 50", "negative binomial 20", "negative binomial 5"]


@pytest.mark.parametrize("draw", STEADY, ids=NAMES)
def test_at_most_one_steady_series_in_eight_has_a_change_point(draw: Draw) -> None:
    rng = np.random.default_rng(20)
    found = sum(bool(change_points(draw(rng))) for _ in range(200))
    assert found / 200 <= 0.125


@pytest.mark.parametrize("draw", STEADY, ids=NAMES)
def test_false_alarms_are_at_most_one_in_two_hundred_periods(draw: Draw) -> None:
    rng = np.random.default_rng(21)
    watched = 60 * (24 - BASELINE)
    assert sum(len(running_alarms(draw(rng))) for _ in range(60)) / watched <= 1 / 200


@pytest.mark.parametrize(("before", "after"), [(5, 15), (20, 8), (60, 30)])
def test_a_change_of_rate_is_found_where_it_was(before: float, after: float) -> None:
    rng = np.random.default_rng(22)
    hits = 0
    for _ in range(60):
        counts = [*poisson(before, 12)(rng), *poisson(after, 12)(rng)]
        changes = change_points(counts)
        hits += len(changes) == 1 and abs(changes[0].at - 12) <= 1
        if len(changes) == 1:
            assert changes[0].direction == ("up" if after > before else "down")
    assert hits / 60 >= 0.85


def test_a_burst_is_an_alarm_in_its_own_period_and_no_change_point() -> None:
    counts = [5, 4, 6, 5, 5, 4, 6, 5, 5, 4, 30, 5, 4, 6, 5, 5]
    alarms = running_alarms(counts)
    assert (alarms[0].at, alarms[0].direction, alarms[0].count) == (10, "up", 30)
    assert 4 < alarms[0].expected < 6
    assert change_points(counts) == ()


def test_more_read_is_no_higher_rate() -> None:
    exposures = [100.0] * 12 + [400.0] * 12
    counts = [5] * 12 + [20] * 12
    assert change_points(counts, exposures) == () and running_alarms(counts, exposures) == ()
    assert len(change_points(counts)) == 1


def test_periods_in_which_nothing_was_read_are_passed_over() -> None:
    counts = [5] * 6 + [0] * 3 + [5] * 6 + [20] * 6
    exposures = [100.0] * 6 + [0.0] * 3 + [100.0] * 12
    assert [change.at for change in change_points(counts, exposures)] == [15]


def test_a_rate_that_changes_twice_has_two_change_points() -> None:
    changes = change_points([5] * 8 + [30] * 8 + [6] * 8)
    assert [(change.at, change.direction) for change in changes] == [(8, "up"), (16, "down")]


def test_a_silent_source_that_falls_to_nothing_is_an_alarm() -> None:
    assert running_alarms([20] * 10 + [0] * 4)[0].direction == "down"


def test_too_short_a_series_says_nothing() -> None:
    assert change_points([1, 50, 1]) == () and running_alarms([1, 50, 1]) == () and change_points([]) == ()


def test_dispersion_is_one_for_poisson_counts_and_more_for_spread_ones_and_not_moved_by_a_change() -> None:
    rng = np.random.default_rng(23)
    ones = [1.0] * 400
    assert dispersion(poisson(20, 400)(rng), ones) < 1.3
    assert dispersion(negative_binomial(20, 5, 400)(rng), ones) > 3
    assert dispersion([*poisson(20, 200)(rng), *poisson(80, 200)(rng)], ones) < 1.3


@pytest.mark.parametrize(("counts", "exposures"), [([1, 2], [1.0]), ([-1], None), ([1], [-1.0])])
def test_what_is_no_series_is_refused(counts: list[int], exposures: list[float] | None) -> None:
    with pytest.raises(ValueError):
        change_points(counts, exposures)
