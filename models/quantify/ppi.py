"""Prediction-powered inference: a model's mean over all passages, put right by its error on the labelled ones.

Plain: Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023 (Science 382). Tuned ("PPI++"): Angelopoulos, Duchi and
Zrnic 2023 (arXiv 2311.01453), where the prediction counts for ``power`` between 0 (labels alone) and 1 (plain). Both
intervals are normal ones: with few positives among the labels they cover too little, so neither is the default.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.quantify.cell import Cell, Floats
from models.quantify.labels import Z
from models.quantify.share import NO_LABELS, NOTHING_READ, Check, Share, Words, abstain

LEAST_POSITIVE = 10
"""Positive labels below which a normal interval is not to be relied on."""


@dataclass(frozen=True, slots=True)
class Powered:
    """A mean with its standard error and the power the prediction was given."""

    mean: float
    error: float
    power: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % normal interval, not held to [0, 1]."""
        return self.mean - Z * self.error, self.mean + Z * self.error


def ppi_mean(
    truth: Floats, predicted: Floats, rest: Floats, *, weights: Floats | None = None, power: float | None = None
) -> Powered:
    """The mean of truth in the population both samples come from.

    Args:
        truth: labels, shape n.
        predicted: predictions on the labelled, shape n.
        rest: predictions on the unlabelled, shape N.
        weights: of the labels, mean 1; all 1 where not given.
        power: of the prediction; None finds the one of least variance, held to [0, 1].
    """
    labelled, others = len(truth), len(rest)
    weight = np.ones(labelled) if weights is None else weights
    if power is None:
        power = _power(truth, predicted, rest, weight)
    left = weight * (truth - power * predicted)
    mean = float(power * rest.mean() + left.mean())
    error = math.sqrt((power * rest).var() / others + left.var() / labelled)
    return Powered(mean, error, power)


def _power(truth: Floats, predicted: Floats, rest: Floats, weight: Floats) -> float:
    """Power of least variance, held to [0, 1]."""
    centre = rest.mean() + (weight * (truth - predicted)).mean()
    here, there = weight * (predicted - centre), rest - centre
    variance = float(np.concatenate([here, there]).var(ddof=1)) * (1 + len(truth) / len(rest))
    if variance <= 0:
        return 0.0
    seen = weight * (truth - centre)
    shared = float(((seen - seen.mean()) * (here - here.mean())).mean())
    return min(1.0, max(0.0, shared / variance))


def ppi(cell: Cell, *, tuned: bool = True) -> Share:
    """The share by prediction-powered inference, over probabilities where the cell has them, else over verdicts."""
    method = "ppi-tuned" if tuned else "ppi"
    if not cell.size:
        return abstain(method, NOTHING_READ, **cell.counts())
    if cell.labelled < 2:
        return abstain(method, NO_LABELS, **cell.counts())
    predicted = cell.said.astype(np.float64) if cell.probability is None else cell.probability
    others = np.ones(cell.size, dtype=bool)
    others[cell.audited] = False
    if not others.any():
        others[:] = True
    weights = None if cell.plain else cell.weights
    found = ppi_mean(
        cell.truth.astype(np.float64),
        predicted[cell.audited],
        predicted[others],
        weights=weights,
        power=None if tuned else 1.0,
    )
    low, high = found.interval
    value = min(1.0, max(0.0, found.mean))
    return Share(
        method=method,
        value=value,
        low=min(value, max(0.0, low)),
        high=max(value, min(1.0, high)),
        effective=value * (1 - value) / found.error**2 if found.error > 0 else None,
        why=Words(
            f"suy luận có dự báo hỗ trợ, dự báo được tính với hệ số {found.power:.2f}".replace(".", ","),
            f"prediction-powered inference, the prediction given a power of {found.power:.2f}",
        ),
        checks=(enough_positive(cell),),
        **cell.counts(),
    )


def enough_positive(cell: Cell) -> Check:
    """Whether a normal interval may be relied on: enough of both kinds among the labels."""
    fewest = min(cell.positive, cell.labelled - cell.positive)
    return Check(
        "enough of both kinds",
        fewest >= LEAST_POSITIVE,
        Words(
            f"khoảng chuẩn cần ít nhất {LEAST_POSITIVE} nhãn mỗi loại; loại ít hơn có {fewest}",
            f"a normal interval needs {LEAST_POSITIVE} labels of each kind; the rarer has {fewest}",
        ),
    )
