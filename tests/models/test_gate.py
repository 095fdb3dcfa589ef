"""The gate: each rule refuses by itself, in words, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.backcast import Move
from models.compare import Answers, Comparison, Recall, compare, measured_areas
from models.gate import LIMITS, by_chance, fell, rule
from models.gold import GoldPassage
from models.labelled import Example
from models.reliability import Calibration, calibration
from models.resample import Estimate, estimate, wilson
from models.strata import effective_size, strata, worst

CODES = ("1", "2", "3")
CALM = Calibration(0.02, 0.03, 100, (), {})
SAME = Comparison(
    new="new",
    old="old",
    passages=200,
    documents=150,
    measured=("1", "2"),
    new_macro=Estimate(0.8, 0.7, 0.9, 200),
    old_macro=Estimate(0.8, 0.7, 0.9, 200),
    difference=Estimate(0.0, 0.0, 0.0, 200),
    areas={},
    recalls=(Recall("1", 40, 30, 30), Recall("2", 20, 15, 15)),
)


def example(
    key: str, areas: str = "", *, maybe: str = "", document: str = "", inclusion: float | None = None
) -> Example:
    passage = GoldPassage(
        key=key,
        text=f"lời {key}",
        title="",
        areas=frozenset(areas),
        maybe=frozenset(maybe),
        lookalikes=frozenset(),
        stage=None,
        modality=None,
        kind="",
        document=document or key,
    )
    return Example(passage, "file", source="bao", inclusion=inclusion)


def answer(*said: str, name: str = "x", sure: float = 0.9) -> Answers:
    yes = np.array([[code in each for code in CODES] for each in said])
    return Answers(name, np.where(yes, sure, 1 - sure), yes)


def test_a_candidate_that_is_no_worse_passes() -> None:
    ruling = rule(SAME, CALM, CALM, ())
    assert ruling.passed
    assert ruling.reasons == ()
    assert any("no back-cast" in note for note in ruling.notes)


@pytest.mark.parametrize(("low", "passes"), [(-0.004, True), (-0.006, False), (None, False)])
def test_the_lower_bound_of_the_difference_decides_and_not_its_value(low: float | None, passes: bool) -> None:
    comparison = replace(SAME, difference=Estimate(0.02, low, 0.05, 200))
    ruling = rule(comparison, CALM, CALM, ())
    assert ruling.passed == passes
    assert passes or "may be a loss" in ruling.reasons[0]


@pytest.mark.parametrize(
    ("new", "old", "lost", "gained", "refused"),
    [(20, 30, 10, 0, True), (27, 30, 3, 0, False), (26, 30, 4, 0, True), (28, 30, 10, 8, False), (31, 30, 0, 1, False)],
)
def test_an_area_that_loses_recall_beyond_chance_is_a_reason(
    new: int, old: int, lost: int, gained: int, refused: bool
) -> None:
    recall = Recall("2", 40, new, old, lost, gained)
    ruling = rule(replace(SAME, recalls=(recall,)), CALM, CALM, ())
    assert fell(recall) == refused
    assert ruling.passed != refused
    assert not refused or "mảng 2: bỏ sót nhiều hơn" in ruling.reasons[0]


def test_the_sign_test_by_hand() -> None:
    assert by_chance(4, 0) == 1 / 16
    assert by_chance(2, 1) == 0.5
    assert by_chance(0, 0) == 1


def test_too_few_positives_are_said_and_claim_nothing() -> None:
    ruling = rule(replace(SAME, recalls=(Recall("2+6", 4, 0, 4, 4, 0),)), CALM, CALM, ())
    assert ruling.passed
    assert any("2+6: chỉ 4" in note for note in ruling.notes)


def test_a_set_that_measures_no_area_is_too_small_to_judge() -> None:
    ruling = rule(replace(SAME, measured=()), CALM, CALM, ())
    assert not ruling.passed
    assert "too few held-out positives" in ruling.reasons[0]


@pytest.mark.parametrize(
    ("new", "old", "passes"),
    [(0.05, 0.01, True), (0.06, 0.01, False), (0.08, 0.09, True), (0.10, 0.09, False), (None, 0.01, False)],
)
def test_a_badly_calibrated_candidate_is_refused(new: float | None, old: float, passes: bool) -> None:
    ruling = rule(SAME, replace(CALM, error=new), replace(CALM, error=old), ())
    assert ruling.passed == passes


@pytest.mark.parametrize(
    ("move", "passes"),
    [
        (Move("3", "", 1000, 100, 120, 0.01, 0.03), True),
        (Move("3", "", 1000, 100, 160, 0.04, 0.08), False),
        (Move("3", "", 1000, 100, 50, -0.07, -0.03), False),
        (Move("3", "", 1000, 2, 10, 0.004, 0.012), True),
        (Move("3", "", 40, 4, 8, -0.02, 0.2), True),
    ],
)
def test_coverage_that_surely_moves_too_far_is_a_reason(move: Move, passes: bool) -> None:
    ruling = rule(SAME, CALM, CALM, [move])
    assert ruling.passed == passes
    assert passes or "coverage moves too far" in ruling.reasons[0]


def test_every_reason_is_given_and_not_only_the_first() -> None:
    bad = replace(SAME, difference=Estimate(-0.2, -0.3, -0.1, 200), recalls=(Recall("1", 40, 10, 30, 20, 0),))
    ruling = rule(bad, replace(CALM, error=0.3), CALM, [Move("3", "", 1000, 100, 300, 0.18, 0.22)])
    assert len(ruling.reasons) == 4


def test_the_same_judge_twice_differs_by_exactly_nothing() -> None:
    examples = [example(f"k{n}", "1" if n % 3 == 0 else "") for n in range(60)]
    said = answer(*("1" if n % 4 == 0 else "" for n in range(60)))
    found = compare(examples, said, said, CODES, seed=1)
    assert (found.difference.value, found.difference.low, found.difference.high) == (0.0, 0.0, 0.0)
    assert found.measured == ("1",)
    assert found.new_macro.low is not None
    assert found.new_macro.value is not None
    assert found.new_macro.low < found.new_macro.value


def test_a_better_judge_is_better_by_an_interval_above_nothing() -> None:
    examples = [example(f"k{n}", "1" if n % 3 == 0 else "2" if n % 3 == 1 else "") for n in range(90)]
    right = answer(*("".join(each.passage.areas) for each in examples))
    wrong = answer(*("2" if n % 2 else "".join(each.passage.areas) for n, each in enumerate(examples)))
    found = compare(examples, right, wrong, CODES, seed=1)
    assert found.difference.low is not None
    assert found.difference.low > 0
    assert [(each.code, each.lost) for each in found.recalls] == [("1", 0), ("2", 0)]
    assert found.recalls[0].gained == 15


def test_pairs_people_were_unsure_of_count_for_nothing() -> None:
    examples = [example("a", "1", maybe="2"), example("b", "1", maybe="2")]
    found = compare(examples, answer("12", "12"), answer("1", "1"), CODES, seed=0, least=1)
    assert found.measured == ("1",)
    assert found.difference.value == 0.0
    assert found.areas["2"][0].value is None


def test_a_passage_weighs_what_it_stands_for() -> None:
    examples = [*(example(f"a{n}", "1", inclusion=0.1) for n in range(2)), *(example(f"b{n}", "1") for n in range(20))]
    said = answer("1", "1", *[""] * 20)
    found = compare(examples, said, said, CODES, seed=0, least=1)
    assert found.areas["1"][0].value == pytest.approx(2 * 20 / (2 * 20 + 20))
    assert effective_size(examples) == pytest.approx(40**2 / (2 * 100 + 20))


def test_rare_areas_are_pooled_so_that_none_vanishes_unseen() -> None:
    examples = [example(f"k{n}", "1" if n < 20 else "2" if n < 26 else "3") for n in range(32)]
    right = answer(*("".join(each.passage.areas) for each in examples))
    found = compare(examples, answer(*[""] * 32), right, CODES, seed=0)
    assert measured_areas(examples, CODES) == ("1",)
    assert [(each.code, each.of, each.lost) for each in found.recalls] == [("1", 20, 20), ("2+3", 12, 12)]
    assert not rule(found, CALM, CALM, (), limits=replace(LIMITS, macro=-1.0)).passed


def test_calibration_by_hand() -> None:
    examples = [example(f"k{n}", "1" if n < 8 else "") for n in range(10)]
    chances = np.tile([0.8, 0.0, 0.0], (10, 1))
    found = calibration(examples, chances, CODES)
    assert found.areas["1"] == (pytest.approx(0.0), pytest.approx(0.16))
    assert found.pairs == 30
    over = calibration(examples, np.tile([0.95, 0.0, 0.0], (10, 1)), CODES)
    assert over.areas["1"][0] == pytest.approx(0.15)
    assert over.error == pytest.approx(0.05)
    assert calibration([], np.zeros((0, 3)), CODES).error is None


def test_the_worst_stratum_is_one_that_was_measured_well() -> None:
    examples = [
        replace(example(f"k{n}", "1"), source="xấu" if n < 12 else "tốt" if n < 40 else "ít") for n in range(42)
    ]
    found = strata(examples, answer(*("1" if 6 <= n < 40 else "" for n in range(42))), CODES, seed=0)
    weakest = worst(found)
    assert weakest is not None
    assert (weakest.by, weakest.name, weakest.passages) == ("nguồn", "xấu", 12)


def test_intervals_by_hand() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert estimate(np.nan, np.full(5, np.nan), 0) == Estimate(None, None, None, 0)
