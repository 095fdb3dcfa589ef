"""How far people agree: Krippendorff's alpha for nominal values, by area, with a bootstrap interval.

Alpha is one less the disagreement seen over that to be expected of the same values given at random (Krippendorff 2011,
"Computing Krippendorff's Alpha-Reliability"); units need not have all coders. Units are resampled for the interval.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.label import Judgement
from models.resample import DRAWS, Estimate, estimate


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha on one area over passages that two people or more were sure of.

    ``alpha.over`` counts those passages; ``unsure`` the verdicts left out because somebody was unsure.
    """

    area: str
    alpha: Estimate
    people: int
    unsure: int


def alpha(units: Iterable[Sequence[Hashable]], *, seed: int = 0, count: int = DRAWS) -> Estimate:
    """Alpha of units, each with the values its coders gave. None where all values are the same, or no unit has two."""
    counts = _counts([unit for unit in units if len(unit) > 1])
    if not len(counts):
        return Estimate(None, None, None, 0)
    # Units of the same counts are the same to alpha: how often each kind is drawn is multinomial too, and far quicker.
    kinds, of_each = np.unique(counts, axis=0, return_counts=True)
    times = np.random.default_rng(seed).multinomial(len(counts), of_each / len(counts), size=count)
    split = _disagreement(kinds)
    drawn = _alpha(times @ kinds, times @ split)
    return estimate(_alpha((of_each @ kinds)[None], (of_each @ split)[None])[0], drawn, len(counts))


def agreement(judgements: Sequence[Judgement], codes: Sequence[str], *, seed: int = 0) -> list[Agreement]:
    """Alpha by area over what stands of each person and passage; an unsure verdict is no value."""
    found = []
    for code in codes:
        units: dict[str, list[str]] = {}
        people: set[str] = set()
        unsure = 0
        for each in judgements:
            verdict = each.verdicts.get(code)
            if verdict == "unsure":
                unsure += 1
            elif verdict is not None:
                units.setdefault(each.passage, []).append(verdict)
                people.add(each.person)
        found.append(Agreement(code, alpha(units.values(), seed=seed), len(people), unsure))
    return found


def _counts(units: Sequence[Sequence[Hashable]]) -> NDArray[np.float64]:
    """How often each value was given in each unit: units x values."""
    place: dict[Hashable, int] = {}
    for unit in units:
        for value in unit:
            place.setdefault(value, len(place))
    counts = np.zeros((len(units), len(place)))
    for row, unit in enumerate(units):
        for value in unit:
            counts[row, place[value]] += 1
    return counts


def _disagreement(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pairs of differing values in each unit, each unit weighing what its number of values does."""
    given = counts.sum(axis=1)
    return np.asarray((given**2 - (counts**2).sum(axis=1)) / (given - 1))


def _alpha(totals: NDArray[np.float64], seen: NDArray[np.float64]) -> NDArray[np.float64]:
    given = totals.sum(axis=1)
    expected = (given**2 - (totals**2).sum(axis=1)) / np.maximum(given - 1, 1)
    return np.where(expected > 0, 1 - seen / np.where(expected > 0, expected, 1), np.nan)
