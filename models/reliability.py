"""Calibration: do probabilities mean what they say? Expected calibration error, Brier score, and the diagram's bins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.labelled import Example
from models.resample import Matrix, truth_of, weights_of

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of passage and area whose probability lies in one tenth: the mean probability, and the share that is so."""

    said: float
    so: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Expected calibration error and Brier score over all pairs and by area; None of nothing.

    Attributes:
        error: weighted mean of the distance between what a bin says and what is so (Naeini et al. 2015), ten bins of
            equal width.
        brier: mean squared distance of probabilities from 0 or 1 (Brier 1950).
    """

    error: float | None
    brier: float | None
    pairs: int
    bins: tuple[Bin, ...]
    areas: dict[str, tuple[float | None, float | None]]


def calibration(examples: Sequence[Example], chances: Matrix, codes: Sequence[str]) -> Calibration:
    """Measure the probabilities of passages against their readers, unsure pairs left out."""
    truth, weights = truth_of(examples, codes), weights_of(examples, codes)
    error, brier, bins = _measured(chances, truth, weights)
    areas = {}
    for column, code in enumerate(codes):
        here = slice(column, column + 1)
        areas[code] = _measured(chances[:, here], truth[:, here], weights[:, here])[:2]
    return Calibration(error, brier, int((weights > 0).sum()), bins, areas)


def _measured(
    chances: Matrix, truth: NDArray[np.bool_], weights: Matrix
) -> tuple[float | None, float | None, tuple[Bin, ...]]:
    kept = weights > 0
    chance, so, weight = chances[kept], truth[kept].astype(float), weights[kept]
    if not len(chance):
        return None, None, ()
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    bins, error = [], 0.0
    for number in range(BINS):
        there = place == number
        if there.any():
            said = float(np.average(chance[there], weights=weight[there]))
            is_so = float(np.average(so[there], weights=weight[there]))
            bins.append(Bin(said, is_so, int(there.sum())))
            error += abs(said - is_so) * float(weight[there].sum())
    brier = float(np.average((chance - so) ** 2, weights=weight))
    return error / float(weight.sum()), brier, tuple(bins)
