"""How many labels buy which width: what is promised is what simulated months bring."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.audit.sampling import draw, stratum_of
from corpus.errors import BadInput
from models.audit_plan import Guess, expected, plan
from models.quantify import Cell, estimate

MONTH = Guess(passages=1500, prevalence=0.08, sensitivity=0.8, specificity=0.97)


def widths(guess: Guess, labels: int, *, times: int = 60) -> float:
    """The mean width over simulated months, drawn as audits are."""
    random = np.random.default_rng(5)
    found = []
    for number in range(times):
        truth = random.random(guess.passages) < guess.prevalence
        said = np.where(
            truth, random.random(guess.passages) < guess.sensitivity, random.random(guess.passages) > guess.specificity
        )
        other = random.random(guess.passages) < guess.others
        strata = [stratum_of(["1"] if s else ["2"] if o else [], "x") for s, o in zip(said, other, strict=True)]
        units = draw([str(i) for i in range(guess.passages)], strata, size=labels, seed=str(number)).units
        places = np.array([int(unit.id) for unit in units])
        cell = Cell.of(
            said=said, audited=places, truth=truth[places], inclusion=[unit.inclusion for unit in units], stratum=strata
        )
        width = estimate(cell).width
        assert width is not None
        found.append(width)
    return float(np.mean(found))


@pytest.mark.parametrize("labels", [60, 150, 400])
@pytest.mark.parametrize("prevalence", [0.02, 0.15])
def test_months_bring_the_width_that_was_promised(labels: int, prevalence: float) -> None:
    guess = Guess(passages=1500, prevalence=prevalence, sensitivity=0.8, specificity=0.97)
    assert widths(guess, labels, times=40) == pytest.approx(expected(guess, labels).width, rel=0.1)


def test_more_labels_are_narrower_and_fewer_than_without_the_model() -> None:
    found = plan(MONTH, width=0.06)
    shown = [each.width for each in found.table]
    assert shown == sorted(shown, reverse=True)
    assert found.needed is not None and found.needed.width <= 0.06
    assert expected(MONTH, found.needed.labels - 1).width > 0.06
    assert found.needed_without_model is not None and found.needed.labels < found.needed_without_model


def test_hours_are_labels_times_seconds() -> None:
    assert expected(MONTH, 90, seconds=40).hours == 1.0


def test_reading_everything_reaches_any_width() -> None:
    small = Guess(passages=80, prevalence=0.2, sensitivity=0.6, specificity=0.9)
    found = plan(small, width=0.001)
    assert found.needed is not None and found.needed.labels <= 80
    assert expected(small, 80).width == 0
    assert max(each.labels for each in found.table) == 80


def test_a_past_month_says_what_the_next_is_like() -> None:
    random = np.random.default_rng(3)
    truth = random.random(3000) < 0.1
    said = np.where(truth, random.random(3000) < 0.8, random.random(3000) < 0.03)
    places = random.choice(3000, 600, replace=False)
    guess = Guess.of(Cell.of(said=said, audited=places, truth=truth[places]))
    assert guess is not None
    assert guess.passages == 3000
    assert guess.prevalence == pytest.approx(0.1, abs=0.03)
    assert guess.sensitivity == pytest.approx(0.8, abs=0.15)
    assert Guess.of(Cell.of(said=said)) is None


@pytest.mark.parametrize(
    ("wrong", "where"),
    [({"prevalence": 0.0}, "prevalence"), ({"sensitivity": 1.2}, "sensitivity"), ({"passages": 0}, "passages")],
)
def test_what_no_month_can_be_is_refused(wrong: dict[str, float], where: str) -> None:
    with pytest.raises(BadInput) as caught:
        Guess(**{"passages": 100, "prevalence": 0.1, "sensitivity": 0.8, "specificity": 0.9, **wrong})  # type: ignore[arg-type]
    assert caught.value.where == where


def test_a_width_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput):
        plan(MONTH, width=0)
