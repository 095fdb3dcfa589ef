"""Resampling whole documents: the intervals of every figure in a model card.

Passages of one document are alike, so documents are drawn and not passages (Davison and Hinkley 1997, on cluster
resampling); two models judged on one set share the draws, so that their difference has an interval of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from models.labelled import Example

Matrix = NDArray[np.float64]
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval (None where none could be drawn) and what it was measured over."""

    value: float | None
    low: float | None
    high: float | None
    over: int

    def __str__(self) -> str:
        if self.value is None:
            return "không xác định"
        if self.low is None or self.high is None:
            return f"{self.value:.3f} (n={self.over})"
        return f"{self.value:.3f} [{self.low:.3f}; {self.high:.3f}] (n={self.over})"


def outcomes(examples: Sequence[Example], said: NDArray[np.bool_], codes: Sequence[str]) -> Matrix:
    """Weighted hits, false alarms and misses: passages x areas x 3. Pairs readers were unsure of are all zero."""
    truth = truth_of(examples, codes)
    weights = weights_of(examples, codes)
    return np.stack([truth & said, ~truth & said, truth & ~said], axis=2) * weights[:, :, None]


def truth_of(examples: Sequence[Example], codes: Sequence[str]) -> NDArray[np.bool_]:
    """Which areas readers gave: passages x areas."""
    return np.array([[code in each.passage.areas for code in codes] for each in examples], dtype=bool).reshape(
        len(examples), len(codes)
    )


def weights_of(examples: Sequence[Example], codes: Sequence[str]) -> Matrix:
    """What a pair of passage and area counts for: one over the inclusion probability, 0 where readers were unsure."""
    sure = np.array([[code not in each.passage.maybe for code in codes] for each in examples], dtype=float)
    return np.asarray(sure.reshape(len(examples), len(codes)) * np.array([each.weight for each in examples])[:, None])


def draws(groups: Sequence[str], *, seed: int, count: int = DRAWS) -> Matrix:
    """How often each passage is drawn in each resample of documents: draws x passages."""
    names, place = np.unique(np.asarray(groups, dtype=object).astype(str), return_inverse=True)
    if not len(names):
        return np.zeros((count, 0))
    times = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), size=count)
    return np.asarray(times[:, place], dtype=float)


def f1(counts: Matrix) -> Matrix:
    """F1 along the last axis (hits, false, missed); nan where undefined."""
    of = 2 * counts[..., 0] + counts[..., 1] + counts[..., 2]
    return np.where(of > 0, 2 * counts[..., 0] / np.where(of > 0, of, 1), np.nan)


def macro_f1(counts: Matrix, measured: Collection[int]) -> Matrix:
    """Mean F1 over the columns measured; an area nobody has and nobody found in a resample is left out of its mean."""
    scores = f1(counts)[..., sorted(measured)]
    defined = (~np.isnan(scores)).sum(axis=-1)
    return np.asarray(np.where(defined > 0, np.nansum(scores, axis=-1) / np.maximum(defined, 1), np.nan))


def estimate(value: Matrix | float, drawn: Matrix, over: int) -> Estimate:
    """A figure with the 2.5th and 97.5th percentiles of its resamples."""
    kept = drawn[~np.isnan(drawn)]
    point = float(value)
    low, high = (None, None) if not len(kept) else (float(each) for each in np.percentile(kept, [2.5, 97.5]))
    return Estimate(None if np.isnan(point) else point, low, high, over)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    z = 1.959964
    share = hits / of
    middle, spread = share + z * z / (2 * of), z * float(np.sqrt(share * (1 - share) / of + z * z / (4 * of * of)))
    low, high = (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)
    return max(0.0, low), min(1.0, high)
