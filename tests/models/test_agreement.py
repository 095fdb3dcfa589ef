"""Agreement against hand-worked figures and the package that others use."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import zip_longest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from corpus.label import Judgement
from models.agreement import agreement, alpha

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_alpha_of_a_published_example() -> None:
    """Krippendorff 2011, part A: two observers, ten units, binary values; alpha is 0.095."""
    one, other = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    found = alpha(list(zip(one, other, strict=True)))
    assert found.value == pytest.approx(0.095, abs=5e-4)
    assert found.over == 10
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high


@given(some.lists(some.lists(some.integers(0, 3), max_size=4), min_size=1, max_size=25))
def test_alpha_is_what_the_usual_package_finds(units: list[list[int]]) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    used = [unit for unit in units if len(unit) > 1]
    if len({value for unit in used for value in unit}) < 2:
        assert alpha(units, count=2).value is None
        return
    coders = np.array(list(zip_longest(*units, fillvalue=np.nan)), dtype=float)
    usual = krippendorff.alpha(reliability_data=coders, level_of_measurement="nominal")
    assert alpha(units, count=2).value == pytest.approx(usual)


def test_perfect_agreement_is_one_and_nothing_to_compare_is_none() -> None:
    assert alpha([("a", "a"), ("b", "b"), ("a", "a")]).value == 1.0
    assert alpha([("a", "a"), ("a", "a")]).value is None
    assert alpha([("a",), ()]).over == 0


def test_an_unsure_verdict_is_no_value_and_is_counted() -> None:
    def said(person: str, passage: str, verdict: str) -> Judgement:
        return Judgement(
            f"{person}{passage}",
            passage,
            person,
            {"3": verdict},
            None,
            "",
            NOW,
            "2021.1",
            "",
            None,  # type: ignore[dict-item]
        )

    events = [
        *(said("lan", f"p{n}", "yes" if n % 2 else "no") for n in range(6)),
        *(said("minh", f"p{n}", "yes" if n % 2 else "no") for n in range(5)),
        said("minh", "p5", "unsure"),
    ]
    third, fifth = agreement(events, ("3", "5"))
    assert (third.alpha.value, third.alpha.over, third.people, third.unsure) == (1.0, 5, 2, 1)
    assert (fifth.alpha.value, fifth.people) == (None, 0)
