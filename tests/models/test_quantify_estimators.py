"""Estimators one by one: laws they obey, and how their intervals cover a truth that is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from corpus.errors import BadInput
from models.quantify import Cell, ErrorRates
from models.quantify.difference import difference
from models.quantify.emq import emq_share
from models.quantify.labels import effective_labels, labels_only, wilson
from models.quantify.ppi import ppi, ppi_mean
from models.quantify.raw import raw
from models.quantify.rogan_gladen import corrected, lang_reiczigel, rogan_gladen


@pytest.mark.parametrize(("hits", "of"), [(0, 60), (1, 60), (7, 100), (200, 400), (60, 60)])
def test_the_interval_of_labels_is_wilsons(hits: int, of: int) -> None:
    reference = binomtest(hits, of).proportion_ci(method="wilson")
    assert wilson(hits / of, of) == pytest.approx((reference.low, reference.high), abs=1e-12)


def test_labels_drawn_alike_are_worth_more_the_fewer_are_left() -> None:
    assert effective_labels(np.full(50, 50 / 100)) == pytest.approx(100)
    assert effective_labels(np.full(50, 1e-9)) == pytest.approx(50, rel=1e-6)
    assert np.isinf(effective_labels(np.ones(50)))
    assert effective_labels(np.zeros(0)) == 0


def test_unequal_chances_cost_labels() -> None:
    uneven = np.concatenate([np.full(25, 0.001), np.full(25, 0.01)])
    assert effective_labels(uneven) < 0.7 * 50


def test_a_raw_count_has_no_interval_and_says_it_is_wrong_where_labels_show_it() -> None:
    share = raw(Cell.of(said=[1, 1, 0, 0], audited=[0, 1], truth=[1, 0]))
    assert share.value == 0.5 and share.low is None
    assert share.doubts


def test_the_correction_takes_back_what_the_error_rates_did() -> None:
    rates = ErrorRates(0.8, 100, 0.97, 100)
    for share in (0.01, 0.2, 0.7):
        assert corrected(share * 0.8 + (1 - share) * 0.03, rates) == pytest.approx(share)


def test_without_error_in_the_rates_the_interval_is_one_of_sampling() -> None:
    low, high = lang_reiczigel(0.3, 1e6, ErrorRates(1.0, 1e12, 1.0, 1e12))
    assert (low, high) == pytest.approx(wilson(0.3, 1e6), abs=1e-5)


def test_intervals_of_lang_and_reiczigel_cover_what_they_promise() -> None:
    random = np.random.default_rng(2)
    covered = 0
    for _ in range(1500):
        positives, negatives = 80, 320
        rates = ErrorRates(
            random.binomial(positives, 0.8) / positives,
            positives,
            random.binomial(negatives, 0.97) / negatives,
            negatives,
        )
        counted = random.binomial(2000, 0.05 * 0.8 + 0.95 * 0.03) / 2000
        low, high = lang_reiczigel(counted, 2000, rates)
        covered += low <= 0.05 <= high
    assert 0.94 <= covered / 1500 <= 0.995


def test_a_model_that_tells_nothing_apart_is_not_corrected() -> None:
    share = rogan_gladen(Cell.of(said=[0, 1, 0]), ErrorRates(0.5, 50, 0.52, 50))
    assert share.value is None and share.abstained is not None


def test_a_count_below_false_alarms_is_doubted_and_one_far_below_is_no_zero() -> None:
    rates = ErrorRates(0.8, 50, 0.9, 100)
    near = rogan_gladen(Cell.of(said=np.arange(500) < 40), rates)
    assert near.value == 0 and near.high is not None and near.high > 0
    assert "possible count" in [check.name for check in near.doubts]
    far = rogan_gladen(Cell.of(said=np.zeros(500)), rates)
    assert far.value is None and far.abstained is not None


def test_rates_are_seen_through_the_weights() -> None:
    cell = Cell.of(
        said=np.repeat([1, 0], [10, 90]),
        audited=[0, 1, 20, 21, 22, 23],
        truth=[1, 0, 1, 0, 0, 0],
        inclusion=[0.2, 0.2, 0.1, 0.1, 0.1, 0.1],
    )
    rates = ErrorRates.seen(cell)
    assert rates is not None
    assert rates.sensitivity == pytest.approx(5 / 15)
    assert rates.specificity == pytest.approx(30 / 35)
    assert ErrorRates.seen(Cell.of(said=[1, 0], audited=[0], truth=[1])) is None


def test_rates_without_labels_behind_them_are_refused() -> None:
    with pytest.raises(BadInput):
        ErrorRates(0.8, 0, 0.9, 10)


def test_prediction_with_no_power_is_labels_alone_and_a_flawless_one_needs_no_error() -> None:
    random = np.random.default_rng(0)
    truth = (random.random(200) < 0.3).astype(float)
    rest = (random.random(5000) < 0.3).astype(float)
    assert ppi_mean(truth, random.random(200), rest, power=0.0).mean == pytest.approx(truth.mean())
    assert ppi_mean(truth, truth, rest, power=1.0).mean == pytest.approx(rest.mean())
    assert ppi_mean(truth, random.random(200), random.random(5000)).power < 0.3
    assert ppi_mean(truth, truth, rest).power > 0.8


def test_tuned_inference_is_no_wider_than_plain_or_labels_alone() -> None:
    random = np.random.default_rng(1)
    truth = random.random(6000) < 0.2
    said = np.where(truth, random.random(6000) < 0.7, random.random(6000) < 0.1)
    places = random.choice(6000, 400, replace=False)
    cell = Cell.of(said=said, audited=places, truth=truth[places])
    tuned, plain, alone = ppi(cell), ppi(cell, tuned=False), labels_only(cell)
    assert tuned.width is not None and plain.width is not None and alone.width is not None
    assert tuned.width <= plain.width + 1e-9
    assert tuned.width < alone.width


def test_in_one_plain_stratum_difference_and_plain_inference_agree_on_the_value() -> None:
    random = np.random.default_rng(3)
    truth = random.random(2000) < 0.2
    score = np.clip(truth * 0.5 + random.random(2000) * 0.5, 0, 1)
    places = random.choice(2000, 300, replace=False)
    cell = Cell.of(said=score > 0.5, audited=places, truth=truth[places], probability=score)
    one, other = difference(cell, power=1.0), ppi(cell, tuned=False)
    assert one.value is not None and other.value is not None
    rest = np.ones(2000, bool)
    rest[places] = False
    left = truth[places].mean() - score[places].mean()
    assert one.value == pytest.approx(score.mean() + left)
    assert other.value == pytest.approx(score[rest].mean() + left)


def test_the_difference_estimator_covers_where_positives_are_many() -> None:
    random = np.random.default_rng(6)
    truth = random.random(3000) < 0.3
    said = np.where(truth, random.random(3000) < 0.8, random.random(3000) < 0.1)
    strata = said * 2 + (np.arange(3000) % 2)
    covered = 0
    for _ in range(200):
        places = np.concatenate([random.choice(np.flatnonzero(strata == s), 60, replace=False) for s in range(4)])
        share = difference(Cell.of(said=said, audited=places, truth=truth[places], stratum=strata))
        assert share.low is not None and share.high is not None
        covered += share.low <= truth.mean() <= share.high
    assert covered / 200 >= 0.9


def test_thin_strata_are_joined_and_named() -> None:
    stratum = np.repeat(["a", "b"], [90, 10])
    cell = Cell.of(said=np.zeros(100), audited=[0, 1, 2, 95], truth=[0, 1, 0, 0], stratum=stratum)
    share = difference(cell)
    assert share.value is not None
    assert "two labels in each stratum" in [check.name for check in share.doubts]


def test_the_share_without_labels_follows_the_mix_if_nothing_else_moved() -> None:
    random = np.random.default_rng(8)
    truth = random.random(20_000) < 0.25
    score = random.normal(np.where(truth, 1.5, 0), 1)
    odds = np.exp(1.5 * score - 1.125) * (0.1 / 0.9)
    assert emq_share(odds / (1 + odds), trained=0.1) == pytest.approx(truth.mean(), abs=0.02)
    with pytest.raises(BadInput):
        emq_share(np.array([0.5]), trained=0.0)
