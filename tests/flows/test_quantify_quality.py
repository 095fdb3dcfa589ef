"""The simulated months of make quality: seeded, drifting, and the default keeping its word on a few of them."""

from __future__ import annotations

import numpy as np
import pytest

from flows.quality.intervals import Result, months, score_of, shares, simulate, tables


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return simulate(200, seed=3, methods=("default", "raw", "ppi-tuned"))


def of(results: list[Result], method: str) -> list[Result]:
    return [each for each in results if each.method == method]


def test_the_default_covers_errs_less_than_counting_and_is_narrower_than_labels(results: list[Result]) -> None:
    score = score_of(of(results, "default"))
    assert score is not None
    assert 0.92 <= score.coverage <= 0.99
    assert score.error_ratio <= 0.5
    assert score.width_ratio <= 1
    assert score.reported > 0.9 * score.months


def test_months_without_enough_labels_are_abstained_from_and_counted(results: list[Result]) -> None:
    default = of(results, "default")
    silent = [each for each in default if each.share.value is None]
    assert silent and all(each.share.labelled < 30 for each in silent)
    assert all(each.share.abstained is not None for each in silent)


def test_normal_intervals_cover_less_which_is_why_they_are_not_the_default(results: list[Result]) -> None:
    tuned, default = score_of(of(results, "ppi-tuned")), score_of(of(results, "default"))
    assert tuned is not None and default is not None
    assert tuned.coverage < default.coverage - 0.03


def test_simulated_months_drift_within_bounds_and_follow_from_the_seed() -> None:
    one, two = list(months(30, seed=1)), list(months(30, seed=1))
    assert [each.truth for each in one] == [each.truth for each in two]
    assert [each.cell.audited.tolist() for each in one] == [each.cell.audited.tolist() for each in two]
    assert len({round(each.truth, 3) for each in one}) > 20
    assert {each.design for each in one} == {"plain", "proportional", "neyman"}
    assert np.mean([each.truth for each in one]) < 0.2


def test_figures_have_names_and_denominators() -> None:
    found = {each.key: each for each in shares(30, seed=2)}
    assert {"share.coverage", "share.error-to-raw", "share.width-to-wilson", "share.abstained"} <= set(found)
    assert found["share.abstained"].over == 30 and found["share.abstained"].at_most
    assert all(key.startswith(("share.", "rival.share.")) for key in found)


def test_tables_show_estimators_and_groups_of_months(results: list[Result]) -> None:
    first, second = tables(results)
    assert first.row_count == 3
    assert second.row_count >= 10
