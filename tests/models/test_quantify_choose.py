"""The default: what it abstains from, what it states, and that its intervals never contradict what is in hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from corpus.errors import BadInput
from models.quantify import Cell, ErrorRates, Share, estimate
from models.quantify.choose import LEAST_LABELS
from models.quantify.difference import difference
from models.quantify.emq import emq
from models.quantify.labels import labels_only, stratified
from models.quantify.poststratified import poststratified
from models.quantify.ppi import ppi
from models.quantify.raw import raw
from models.quantify.rogan_gladen import rogan_gladen

RATES = ErrorRates(0.8, 50, 0.97, 300)
EVERY: dict[str, Callable[[Cell], Share]] = {
    "default": estimate,
    "default with rates": lambda cell: estimate(cell, known=RATES),
    "raw": raw,
    "labels": labels_only,
    "stratified": stratified,
    "poststratified": poststratified,
    "difference": difference,
    "ppi": lambda cell: ppi(cell, tuned=False),
    "ppi-tuned": ppi,
    "rogan-gladen": lambda cell: rogan_gladen(cell, RATES),
    "emq": lambda cell: emq(cell, trained=0.1),
}


def month(*, labels: int, read: int = 1000, share: float = 0.08, seed: int = 0, hit: float = 0.8) -> Cell:
    """A month with a plain audit sample."""
    random = np.random.default_rng(seed)
    truth = random.random(read) < share
    said = np.where(truth, random.random(read) < hit, random.random(read) < 0.03)
    places = random.choice(read, labels, replace=False)
    return Cell.of(said=said, audited=places, truth=truth[places], probability=np.where(said, 0.8, 0.05))


@pytest.mark.parametrize("name", EVERY)
def test_where_nothing_was_read_there_is_no_share_and_never_a_zero(name: str) -> None:
    share = EVERY[name](Cell.of(said=[], probability=[]))
    assert share.value is None and share.low is None and share.high is None
    assert share.of == 0
    assert share.abstained is not None and share.abstained.vi and share.abstained.en
    assert "0 %" not in str(share)


@pytest.mark.parametrize("name", ["default", "labels", "stratified", "poststratified", "difference", "ppi"])
def test_without_a_label_no_estimator_of_labels_states_a_share(name: str) -> None:
    share = EVERY[name](month(labels=0))
    assert share.value is None and share.of == 1000 and share.labelled == 0


@pytest.mark.parametrize("name", EVERY)
def test_a_stated_share_has_its_denominators_and_lies_in_its_interval(name: str) -> None:
    share = EVERY[name](month(labels=120))
    assert share.value is not None
    assert (share.of, share.labelled) == (1000, 120)
    if share.low is not None and share.high is not None:
        assert 0 <= share.low <= share.value <= share.high <= 1


def test_below_the_floor_the_default_says_how_many_labels_are_missing() -> None:
    short = estimate(month(labels=LEAST_LABELS - 1))
    assert short.value is None and short.abstained is not None
    assert str(LEAST_LABELS) in short.abstained.vi and str(LEAST_LABELS) in short.abstained.en
    assert estimate(month(labels=LEAST_LABELS)).value is not None


def test_passages_all_read_by_people_are_counted_exactly() -> None:
    cell = month(labels=20, read=20, share=0.3)
    share = estimate(cell)
    assert share.method == "census"
    assert share.value == share.low == share.high == cell.positive / 20


def test_known_error_rates_stand_in_for_labels_only_if_enough_stand_behind_them() -> None:
    assert estimate(month(labels=0), known=RATES).method == "rogan-gladen"
    weak = estimate(month(labels=0), known=ErrorRates(0.8, 10, 0.97, 300))
    assert weak.value is None
    assert estimate(month(labels=60), known=RATES).method == "poststratified"


def test_a_half_judged_draw_is_doubted_and_a_barely_judged_one_refused() -> None:
    whole = month(labels=80)

    def judged(count: int) -> Share:
        return estimate(
            Cell.of(
                said=whole.said,
                audited=whole.audited[:count],
                truth=whole.truth[:count],
                inclusion=whole.inclusion[:count],
                drawn=80,
            )
        )

    assert not judged(80).doubts
    assert [check.name for check in judged(60).doubts] == ["every drawn passage was judged"]
    assert judged(39).value is None
    half = judged(60)
    assert half.width is not None
    full = judged(80)
    assert full.width is not None and half.width > full.width * 0.9


def test_a_cell_the_audit_never_touched_in_part_is_refused() -> None:
    whole = month(labels=100)
    stratum = np.where(np.arange(1000) < 800, "seen", "never")
    inside = whole.audited < 800
    cell = Cell.of(
        said=whole.said,
        audited=whole.audited[inside],
        truth=whole.truth[inside],
        stratum=stratum,
    )
    share = estimate(cell)
    assert share.value is None and share.abstained is not None and "20,0 %" in share.abstained.vi


def test_a_sample_of_another_cell_is_refused() -> None:
    whole = month(labels=100)
    cell = Cell.of(said=whole.said, audited=whole.audited, truth=whole.truth, inclusion=np.full(100, 0.9))
    assert estimate(cell).value is None


def test_no_positive_among_the_labels_leaves_zero_possible_but_is_no_zero() -> None:
    share = estimate(Cell.of(said=np.zeros(1000), audited=np.arange(60), truth=np.zeros(60)))
    assert share.low == 0 and share.value is not None and share.value > 0
    assert share.high is not None and 0.01 < share.high < 0.06


def test_a_better_model_buys_a_narrower_interval_and_a_useless_one_costs_little() -> None:
    def width(hit: float) -> float:
        widths = [estimate(month(labels=200, share=0.1, seed=seed, hit=hit)).width for seed in range(30)]
        return float(np.mean([each for each in widths if each is not None]))

    alone = [labels_only(month(labels=200, share=0.1, seed=seed)).width for seed in range(30)]
    assert width(0.95) < 0.75 * width(0.5)
    assert width(0.03) < 1.05 * float(np.mean([each for each in alone if each is not None]))


def test_oversampled_yes_does_not_lift_the_share() -> None:
    random = np.random.default_rng(4)
    truth = random.random(4000) < 0.06
    said = np.where(truth, random.random(4000) < 0.7, random.random(4000) < 0.04)
    yes, no = np.flatnonzero(said), np.flatnonzero(~said)
    found = []
    for _ in range(150):
        places = np.concatenate([random.choice(yes, 60, replace=False), random.choice(no, 140, replace=False)])
        inclusion = np.repeat([60 / len(yes), 140 / len(no)], [60, 140])
        share = estimate(Cell.of(said=said, audited=places, truth=truth[places], inclusion=inclusion))
        found.append(share.value)
        assert share.value is not None
    assert abs(np.mean([each for each in found if each is not None]) - truth.mean()) < 0.004


@given(
    read=some.integers(1, 300),
    seed=some.integers(0, 10_000),
    share=some.sampled_from([0.0, 0.01, 0.2, 0.9, 1.0]),
    part=some.floats(0.01, 1),
)
def test_an_interval_never_contradicts_the_labels_in_hand(read: int, seed: int, share: float, part: float) -> None:
    labels = max(1, int(read * part))
    random = np.random.default_rng(seed)
    cell = Cell.of(
        said=random.random(read) < 0.3,
        audited=random.choice(read, labels, replace=False),
        truth=random.random(labels) < share,
        inclusion=random.uniform(0.05, 1, labels),
    )
    found = poststratified(cell)
    assert found.value is not None and found.low is not None and found.high is not None
    slack = 1e-12
    assert found.low <= found.value <= found.high
    assert found.low >= (cell.positive / read if cell.positive else 0) - slack
    assert found.high <= 1 - (labels - cell.positive) / read + slack or cell.positive == labels


@given(seed=some.integers(0, 1000))
def test_the_order_of_labels_is_of_no_account(seed: int) -> None:
    cell = month(labels=60, seed=seed)
    other = np.random.default_rng(seed).permutation(60)
    again = Cell.of(
        said=cell.said, audited=cell.audited[other], truth=cell.truth[other], inclusion=cell.inclusion[other]
    )
    one, two = estimate(cell), estimate(again)
    assert (one.value, one.low, one.high) == pytest.approx((two.value, two.low, two.high))


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"audited": [0, 0], "truth": [1, 0]}, "audited"),
        ({"audited": [7], "truth": [1]}, "audited"),
        ({"audited": [True, False], "truth": [1, 0]}, "audited"),
        ({"audited": [0], "truth": []}, "truth"),
        ({"audited": [0], "truth": [2]}, "truth"),
        ({"audited": [0], "truth": [1], "inclusion": [0.0]}, "inclusion"),
        ({"audited": [0], "truth": [1], "inclusion": [1.5]}, "inclusion"),
        ({"probability": [0.1, 0.2]}, "probability"),
        ({"probability": [0.1, 0.2, float("nan")]}, "probability"),
        ({"stratum": ["a"]}, "stratum"),
        ({"audited": [0], "truth": [1], "drawn": 0}, "drawn"),
    ],
)
def test_what_cannot_be_a_cell_is_refused_by_name(wrong: dict[str, object], where: str) -> None:
    with pytest.raises(BadInput) as caught:
        Cell.of(**{"said": [0, 1, 0], **wrong})  # type: ignore[arg-type]
    assert caught.value.where == where


def test_a_share_cannot_be_made_with_neither_value_nor_reason() -> None:
    with pytest.raises(ValueError, match="never both"):
        Share(method="x", value=None, low=None, high=None, of=1, labelled=0, positive=0)
    with pytest.raises(ValueError, match="denominator"):
        Share(method="x", value=0.0, low=None, high=None, of=0, labelled=0, positive=0)


def test_a_record_says_in_both_languages_why_and_what_was_checked() -> None:
    record = estimate(month(labels=60)).record()
    assert set(record["why"]) == {"vi", "en"}
    assert {check["name"] for check in record["checks"]} >= {"every stratum was touched", "the weights add up"}
    assert record["of"] == 1000 and record["effective"] > 60
