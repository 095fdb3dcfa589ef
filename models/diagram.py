"""The reliability diagram: what probabilities say against what is so, bin by bin, whole and by area, with intervals.

Ten bins of equal width, as :mod:`models.reliability` has them; intervals by drawing documents, not passages. The
interval of the expected calibration error leans upward: resampling adds noise to every bin, and the error takes the
noise for distance (Kumar, Liang and Ma 2019, "Verified uncertainty calibration", on this bias).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.labelled import Example
from models.reliability import BINS
from models.resample import DRAWS, Estimate, Matrix, draws, estimate, truth_of, weights_of

EVERY = ""
"""Stands for all areas together."""


@dataclass(frozen=True, slots=True)
class DiagramBin:
    """One bin: probabilities from ``lower`` to under ``upper``, their mean, and the share of them that is so.

    ``area`` is :data:`EVERY` for all pairs. ``so.over`` counts pairs of passage and area, ``weight`` what they count
    for together (one over the inclusion probability each).
    """

    area: str
    number: int
    lower: float
    upper: float
    said: float
    so: Estimate
    weight: float


@dataclass(frozen=True, slots=True)
class Sureness:
    """Expected calibration error and Brier score of an area, or of all, with intervals; ``over`` counts pairs."""

    area: str
    error: Estimate
    brier: Estimate


@dataclass(frozen=True, slots=True)
class Diagram:
    """Bins that hold anything, in order, and errors: all areas first, then each."""

    bins: tuple[DiagramBin, ...]
    errors: tuple[Sureness, ...]


def diagram(
    examples: Sequence[Example], chances: Matrix, codes: Sequence[str], *, seed: int, count: int = DRAWS
) -> Diagram:
    """Bin the probabilities of passages (passages x areas) against their readers; unsure pairs are left out."""
    truth, weights = truth_of(examples, codes).astype(float), weights_of(examples, codes)
    drawn = draws([each.passage.group for each in examples], seed=seed, count=count)
    bins: list[DiagramBin] = []
    errors: list[Sureness] = []
    for area, columns in ((EVERY, list(range(len(codes)))), *((code, [at]) for at, code in enumerate(codes))):
        found, error = _of_area(area, chances[:, columns], truth[:, columns], weights[:, columns], drawn)
        bins += found
        errors.append(error)
    return Diagram(tuple(bins), tuple(errors))


def _of_area(area: str, chance: Matrix, so: Matrix, weight: Matrix, drawn: Matrix) -> tuple[list[DiagramBin], Sureness]:
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    pairs = int((weight > 0).sum())
    whole = drawn @ weight.sum(axis=1)
    apart = np.zeros(len(drawn))
    error = 0.0
    bins = []
    for number in range(BINS):
        here = weight * (place == number)
        if not (here > 0).any():
            continue
        heavy, said, is_so = ((here * each).sum(axis=1) for each in (np.ones_like(chance), chance, so))
        drawn_heavy, drawn_said, drawn_so = (drawn @ each for each in (heavy, said, is_so))
        share = estimate(is_so.sum() / heavy.sum(), _over(drawn_so, drawn_heavy), int((here > 0).sum()))
        mean = float(said.sum() / heavy.sum())
        bins.append(DiagramBin(area, number, number / BINS, (number + 1) / BINS, mean, share, float(heavy.sum())))
        apart += np.abs(drawn_said - drawn_so)
        error += abs(float(said.sum() - is_so.sum()))
    if not pairs:
        nothing = Estimate(None, None, None, 0)
        return [], Sureness(area, nothing, nothing)
    missed = (weight * (chance - so) ** 2).sum(axis=1)
    total = float(weight.sum())
    return bins, Sureness(
        area,
        estimate(error / total, _over(apart, whole), pairs),
        estimate(float(missed.sum()) / total, _over(drawn @ missed, whole), pairs),
    )


def _over(part: Matrix, whole: Matrix) -> Matrix:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan)


def bars(found: Diagram, area: str = EVERY) -> Iterator[DiagramBin]:
    """The bins of one area, or of all together."""
    return (each for each in found.bins if each.area == area)
