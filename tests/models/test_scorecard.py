"""Figures of a judge by area and stratum, its reliability diagram, and two judges compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from corpus.codebook.taxonomy import load_taxonomy
from models.compare import Answers, compare, rules_alone, scores
from models.diagram import diagram
from models.gold import load_gold
from models.labelled import Example
from models.reliability import calibration
from models.report import report
from models.resample import Estimate
from models.score_frames import compare as comparison_frame
from models.score_frames import learning_curve, metrics, needed, reliability
from models.score_frames import strata as strata_frame
from models.scorecard import Scorecard, scorecard
from models.strata import strata, worst
from models.suspects import Point

TAXONOMY = load_taxonomy()
CODES = TAXONOMY.codes


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Written passages, every third drawn with a known probability, some dated, some unsure of area 3."""
    found = []
    for number, passage in enumerate(load_gold()[::5]):
        if number % 11 == 0:
            passage = replace(passage, areas=passage.areas - {"3"}, maybe=frozenset({"3"}))
        found.append(
            Example(
                passage,
                "file" if number % 2 else "written",
                source=f"nguồn {number % 2}",
                published=date(2020 + number % 2, 1, 1) if number % 4 == 0 else None,
                inclusion=0.25 if number % 3 == 0 else None,
            )
        )
    return found


@pytest.fixture(scope="module")
def rules(examples: list[Example]) -> Answers:
    return rules_alone(examples, TAXONOMY)


@pytest.fixture(scope="module")
def noisy(rules: Answers) -> Answers:
    """The rules with probabilities of their own, wrong here and there."""
    rng = np.random.default_rng(1)
    chances = np.clip(0.8 * rules.said + rng.uniform(0, 0.35, rules.said.shape), 0, 1)
    return Answers("ồn", chances, chances >= 0.3)


@pytest.fixture(scope="module")
def card(examples: list[Example], noisy: Answers) -> Scorecard:
    return scorecard(examples, noisy, CODES, seed=0)


def test_the_card_agrees_with_the_comparison_table_to_the_last_digit(
    card: Scorecard, examples: list[Example], noisy: Answers
) -> None:
    macro, anything, areas = scores(examples, noisy, CODES, seed=0)
    by = {(each.level, each.area): each for each in card.measures}
    assert by["macro", ""].f1.value == macro.value
    assert (by["macro", ""].f1.low, by["macro", ""].f1.high) == (macro.low, macro.high)
    assert by["any", ""].f1 == anything
    assert {code: by["area", code].f1 for code in CODES} == areas


def test_strata_and_the_worst_of_them_are_those_of_a_model_card(
    card: Scorecard, examples: list[Example], noisy: Answers
) -> None:
    told = strata(examples, noisy, CODES, seed=0)
    whole = [each for each in card.layers if not each.area]
    assert [(each.by, each.name, each.passages) for each in whole] == [(e.by, e.name, e.passages) for e in told]
    assert [(each.f1.value, each.f1.low) for each in whole] == [(each.micro.value, each.micro.low) for each in told]
    weakest = worst(told)
    assert weakest is not None
    assert card.worst is not None
    assert (card.worst.by, card.worst.name) == (weakest.by, weakest.name)
    assert {"bước", "nguồn", "năm", "độ dài", "xuất xứ"} == {each.by for each in whole}


def test_a_passage_drawn_with_a_quarter_chance_counts_four_times(examples: list[Example]) -> None:
    drawn, certain = (next(e for e in examples if e.inclusion == p and "5" in e.passage.areas) for p in (0.25, None))
    said = np.zeros((2, len(CODES)), dtype=bool)
    said[0] = [code in drawn.passage.areas for code in CODES]
    found = scorecard([drawn, certain], Answers("một", None, said), CODES, seed=0, least=1)
    fifth = next(each for each in found.measures if each.area == "5")
    assert fifth.recall.value == pytest.approx(0.8)
    assert (fifth.positives, fifth.said, fifth.precision.over) == (2, 1, 1)
    assert found.effective == pytest.approx(25 / 17)
    assert found.diagram is None
    assert fifth.error is None


def test_pairs_that_readers_were_unsure_of_are_nowhere(card: Scorecard, examples: list[Example]) -> None:
    third = next(each for each in card.measures if each.area == "3")
    unsure = sum("3" in each.passage.maybe for each in examples)
    assert unsure > 10
    assert third.pairs == len(examples) - unsure
    assert next(each for each in card.measures if each.level == "micro").pairs == len(examples) * 7 - unsure


def test_undefined_is_missing_and_never_nought(examples: list[Example]) -> None:
    nothing = Answers("không nói gì", None, np.zeros((len(examples), len(CODES)), dtype=bool))
    frame = metrics(scorecard(examples, nothing, CODES, seed=0)).set_index(["level", "area"])
    assert frame["precision"].isna().all()
    assert frame.loc[("area", "5"), "recall"] == 0.0
    assert frame["ece"].isna().all()


def test_the_diagram_gives_the_error_and_the_bins_of_the_calibration(examples: list[Example], noisy: Answers) -> None:
    assert noisy.chances is not None
    found, told = diagram(examples, noisy.chances, CODES, seed=0), calibration(examples, noisy.chances, CODES)
    every = [each for each in found.bins if each.area == ""]
    assert [(e.said, e.so.value, e.so.over) for e in every] == [
        (pytest.approx(e.said), pytest.approx(e.so), e.pairs) for e in told.bins
    ]
    errors = {each.area: each for each in found.errors}
    assert errors[""].error.value == pytest.approx(told.error)
    assert errors[""].brier.value == pytest.approx(told.brier)
    for code in CODES:
        assert (errors[code].error.value, errors[code].brier.value) == pytest.approx(told.areas[code])
    for each in found.errors:
        assert each.brier.low is not None
        assert each.brier.low < (each.brier.value or 0) < (each.brier.high or 1)
    assert sum(each.so.over for each in every) == errors[""].error.over
    assert all(each.lower <= each.said <= each.upper for each in found.bins)


def test_the_frame_of_the_diagram_adds_up_to_the_error_it_states(examples: list[Example], noisy: Answers) -> None:
    assert noisy.chances is not None
    frame = reliability(diagram(examples, noisy.chances, CODES, seed=0))
    for area, (value, _, _, pairs) in frame.attrs["ece"].items():
        here = frame[frame["area"].isna()] if not area else frame[frame["area"] == area]
        apart = ((here["said"] - here["so"]).abs() * here["weight"]).sum() / here["weight"].sum()
        assert apart == pytest.approx(value)
        assert here["pairs"].sum() == pairs


def test_one_stratum_is_marked_the_worst(card: Scorecard) -> None:
    frame = strata_frame(card)
    assert frame["worst"].sum() == 1
    assert set(frame["by"]) == {"stage", "source", "year", "length", "origin"}
    of_areas = frame[frame["area"].notna()]
    whole = frame[frame["area"].isna()].set_index(["by", "name"])["positives"]
    assert (of_areas.groupby(["by", "name"])["positives"].sum() == whole[whole > 0].sort_index()).all()


def test_the_paired_difference_of_an_area_is_surer_than_two_scores_apart(
    examples: list[Example], noisy: Answers, rules: Answers
) -> None:
    frame = comparison_frame(examples, noisy, rules, TAXONOMY, seed=0)
    told = compare(examples, noisy, rules, CODES, seed=0)
    macro = frame[frame["measure"] == "macro_f1"].iloc[0]
    assert (macro["difference"], macro["difference_low"]) == (told.difference.value, told.difference.low)
    areas = frame[frame["measure"] == "f1"]
    assert list(areas["area"]) == list(CODES)
    assert np.allclose(areas["difference"], areas["new"] - areas["old"])
    paired = areas["difference_high"] - areas["difference_low"]
    apart = (areas["new_high"] - areas["new_low"]) + (areas["old_high"] - areas["old_low"])
    assert (paired < apart).all()
    same = comparison_frame(examples, rules, rules, TAXONOMY, seed=0)
    assert (same[["difference", "difference_low", "difference_high", "gained", "lost"]] == 0).all().all()


def test_a_report_and_a_scorecard_of_unweighted_passages_give_the_same_scores() -> None:
    passages = load_gold()[::9]
    judge = rules_alone([Example(each, "written") for each in passages], TAXONOMY)
    areas = [frozenset(c for c, yes in zip(CODES, row, strict=True) if yes) for row in judge.said]
    told = metrics(report("quy tắc", passages, areas, CODES, seed=0)).set_index(["level", "area"])
    found = metrics(scorecard([Example(each, "written") for each in passages], judge, CODES, seed=0))
    found = found.set_index(["level", "area"]).loc[told.index[:-1]]
    for name in ("precision", "recall", "f1", "positives", "said"):
        assert np.allclose(told[name][:-1].astype(float), found[name].astype(float), equal_nan=True)
    assert list(told.columns) == list(found.columns)


def test_how_many_more_labels_is_said_in_words_or_said_to_be_unknown() -> None:
    def point(size: int, value: float) -> Point:
        return Point(size, Estimate(value, value - 0.05, value + 0.05, 300))

    rising = [point(size, 1 - size**-0.3) for size in (100, 200, 400, 800)]
    frame = learning_curve(rising)
    more = frame.attrs["labels_for_one_point"]
    assert 1 - (800 + more) ** -0.3 == pytest.approx(rising[-1].macro.value + 0.01, abs=1e-3)  # type: ignore[operator]
    assert f"About {more} more" in frame.attrs["needed"]
    assert list(frame["held_out"]) == [300] * 4
    assert needed([point(size, 0.7) for size in (100, 200, 400)]).startswith("The curve does not say")
