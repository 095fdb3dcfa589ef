"""The abstain band: as narrow as the levels allow, honest about where it comes from, and a queue out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.codebook.taxonomy import load_taxonomy
from models.band import LEVELS, Band, Levels, as_data, band_of, bands_for, bands_of, ruled, settled, uncertain
from models.gold import GoldPassage, load_gold
from models.labelled import Example
from models.train import Model, train

BAND = Band("3", 0.4, 0.2, 0.7, "held_out")


@dataclass(frozen=True)
class Judged:
    passage: str
    probabilities: dict[str, float]


def drawn(count: int, *, seed: int, share: float = 0.3) -> tuple[np.ndarray, np.ndarray]:
    """Calibrated probabilities and truths drawn from them."""
    random = np.random.default_rng(seed)
    chances = random.beta(0.5, 0.5 * (1 - share) / share, size=count)
    return chances, random.random(count) < chances


FREE = Levels(open=1.0, positives=10)
"""Any number of passages may be left open."""


def of(chances: object, truth: object, *, threshold: float = 0.5, levels: Levels = FREE) -> Band:
    given_chances = np.asarray(chances, dtype=float)
    return band_of(
        given_chances,
        np.asarray(truth, dtype=bool),
        np.ones(len(given_chances)),
        area="3",
        threshold=threshold,
        levels=levels,
    )


def test_a_judge_that_is_never_wrong_abstains_from_nothing() -> None:
    band = of([0.1] * 50 + [0.9] * 50, [False] * 50 + [True] * 50)
    assert (band.low, band.high, band.inside) == (0.5, 0.5, 0.0)
    assert not band.holds(0.5)


def test_the_band_by_hand() -> None:
    # 19 true ones: floor(0.1 * 20) = 2, the second lowest of them (0.3) is the lower end.
    true = [0.2, 0.3, 0.45, *[0.9] * 16]
    # At 0.5 three of 19 decided are wrong, one more reckoned in; without those at 0.6 none of 16, and 1/17 is allowed.
    false = [0.6, 0.6, 0.6, *[0.1] * 30]
    band = of(true + false, [True] * 19 + [False] * 33)
    assert (band.low, band.high) == (0.3, 0.9)
    assert of(true[:-1] + false, [True] * 18 + [False] * 33).low == 0.2, "floor(0.1 * 19) = 1"
    assert (band.of, band.positives) == (52, 19)
    assert (band.missed, band.wrong) == (1 / 19, 0.0)
    assert band.inside == 5 / 52


@given(st.integers(0, 10_000))
def test_on_the_passages_it_was_taken_from_no_level_is_exceeded_and_the_threshold_is_inside(seed: int) -> None:
    chances, truth = drawn(300, seed=seed)
    band = of(chances, truth, threshold=0.45)
    assert band.low <= 0.45 <= band.high
    assert (band.missed or 0.0) <= LEVELS.missed
    assert (band.wrong or 0.0) <= LEVELS.wrong


def test_new_passages_are_missed_no_oftener_than_the_level() -> None:
    missed, positives = 0, 0
    for seed in range(200):
        band = of(*drawn(200, seed=seed))
        chances, truth = drawn(200, seed=seed + 1000)
        missed += int((chances[truth] < band.low).sum())
        positives += int(truth.sum())
    assert positives > 5000
    assert missed / positives <= LEVELS.missed + 0.005


@given(st.integers(0, 10_000))
def test_stricter_levels_give_a_band_that_holds_the_looser_one(seed: int) -> None:
    chances, truth = drawn(200, seed=seed)
    loose, strict = (of(chances, truth, levels=replace(FREE, missed=level, wrong=level)) for level in (0.2, 0.05))
    assert strict.low <= loose.low and loose.high <= strict.high


def test_one_odd_passage_does_not_send_everything_to_review() -> None:
    true = [0.001, *[0.9] * 12]
    false = [each / 1000 for each in range(1, 400)]
    free, bounded = (of(true + false, [True] * 13 + [False] * 399, levels=replace(FREE, open=o)) for o in (1.0, 0.1))
    assert free.low == 0.001 and (free.inside or 0) > 0.9
    assert 0.05 < (bounded.inside or 0) <= 0.1
    assert bounded.missed == 1 / 13, "what the bound costs is said"


def test_too_few_positives_leave_it_to_chows_rule() -> None:
    assert of([0.9] * 9 + [0.1] * 50, [True] * 9 + [False] * 50).basis == "rule"
    assert of([0.9] * 19 + [0.1] * 50, [True] * 19 + [False] * 50, levels=LEVELS).basis == "rule"
    assert ruled("3", 0.4) == Band("3", 0.4, 0.25, 0.75, "rule")
    assert (ruled("3", 0.8).high, ruled("3", 0.2).low) == (0.8, 0.2)


def test_where_nothing_above_is_sure_enough_nothing_is_decided() -> None:
    band = of([0.9] * 20 + [0.1] * 20, [True] * 10 + [False] * 10 + [True] * 2 + [False] * 18)
    assert band.high == 1.0 and band.wrong is None


def test_pairs_that_readers_were_unsure_of_shape_no_band() -> None:
    def example(number: int, areas: str, maybe: str = "") -> Example:
        passage = GoldPassage(
            key=f"k{number}",
            text=f"câu {number}",
            title="",
            areas=frozenset(areas),
            maybe=frozenset(maybe),
            lookalikes=frozenset(),
            stage=None,
            modality=None,
            kind="",
            document=f"d{number}",
        )
        return Example(passage, "judged")

    examples = [example(number, "3") for number in range(20)] + [example(20 + number, "", "3") for number in range(20)]
    chances = np.full((40, 2), 0.9)
    bands = bands_of(examples, chances, ("3", "5"), {"3": 0.5, "5": 0.5})
    assert (bands["3"].of, bands["3"].wrong) == (20, 0.0)
    assert bands["5"].basis == "rule"


def test_doubt_is_whole_at_the_threshold_and_gone_at_the_ends() -> None:
    assert BAND.doubt(0.4) == pytest.approx(1.0)
    assert BAND.doubt(0.2) == pytest.approx(0.0)
    assert BAND.doubt(0.7) == BAND.doubt(0.1) == 0.0
    assert 0.0 < BAND.doubt(0.6) < BAND.doubt(0.5) < 1.0


def test_the_most_doubtful_come_first_whatever_the_width_of_their_bands() -> None:
    bands = {"3": BAND, "5": Band("5", 0.5, 0.45, 0.55, "rule")}
    judged = [
        Judged("sure", {"3": 0.9, "5": 0.1}),
        Judged("b", {"3": 0.4, "5": 0.54}),
        Judged("a", {"3": 0.4, "5": 0.1}),
        Judged("edge", {"3": 0.25, "5": 0.1}),
        Judged("other", {"3": 0.1, "5": 0.5}),
    ]
    found = uncertain(judged, bands)
    assert [each.passage for each in found] == ["a", "b", "other", "edge"]
    assert (found[1].area, found[1].others) == ("3", ("5",))
    assert [each.passage for each in uncertain(judged, bands, area="5")] == ["other", "b"]
    assert settled({"3": 0.9, "5": 0.5}, bands) == {"3"}


@pytest.fixture(scope="module")
def model() -> Model:
    return train(load_gold()[::12], load_taxonomy(), seed=0)


def test_a_model_has_bands_without_a_card_and_the_same_each_time(model: Model) -> None:
    bands = bands_for(model)
    assert list(bands) == list(model.thresholds)
    assert {each.basis for each in bands.values()} == {"rule"}
    assert bands == bands_for(model, {"id": model.id})


def test_the_bands_of_a_card_are_read_back_and_hold_the_models_own_threshold(model: Model) -> None:
    at = model.thresholds["3"]
    noted = Band("3", at + 0.05, at + 0.02, at + 0.2, "held_out", of=90, positives=12)
    bands = bands_for(model, {"bands": as_data({"3": noted})})
    assert (bands["3"].low, bands["3"].threshold, bands["3"].high) == (at, at, at + 0.2)
    assert (bands["3"].basis, bands["3"].positives) == ("held_out", 12)
    assert bands["5"].basis == "rule"
