"""Särndal's difference estimator by design stratum, with finite-population correction.

Särndal, Swensson and Wretman 1992, chapters 6 and 7 (model-assisted estimation): the model's total, and the weighted
total of what it gets wrong in the sample, within strata; it is design-unbiased however wrong the model is. With one
power for the prediction, chosen over all strata, it is stratified prediction-powered inference (Fisch et al. 2024).
The interval is Student's with Satterthwaite's degrees of freedom; with few positives it still covers too little.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.stats import t as student

from models.quantify.cell import Cell, Floats, Places
from models.quantify.ppi import enough_positive
from models.quantify.share import NO_LABELS, NOTHING_READ, Check, Share, Words, abstain

METHOD = "difference"


def difference(cell: Cell, *, power: float | None = None) -> Share:
    """The share by the difference estimator, over probabilities where the cell has them, else over verdicts.

    Args:
        cell: strata with a single label or none are put together with the next larger one.
        power: what a prediction counts for; None finds the one of least variance.
    """
    if not cell.size:
        return abstain(METHOD, NOTHING_READ, **cell.counts())
    if cell.labelled < 2:
        return abstain(METHOD, NO_LABELS, **cell.counts())
    predicted = cell.said.astype(np.float64) if cell.probability is None else cell.probability
    strata = _joined(cell)
    judged = strata[cell.audited]
    truth, seen = cell.truth.astype(np.float64), predicted[cell.audited]
    read = np.bincount(strata)
    labels = np.bincount(judged, minlength=len(read))
    used = _power(truth, seen, judged, read, labels) if power is None else power
    value = 0.0
    parts, freedom = [], []
    for number, (size, count) in enumerate(zip(read, labels, strict=True)):
        here = judged == number
        left = truth[here] - used * seen[here]
        value += size / cell.size * (used * predicted[strata == number].mean() + left.mean())
        parts.append((size / cell.size) ** 2 * (1 - count / size) * _variance(left) / count)
        freedom.append(count - 1)
    variance = sum(parts)
    degrees = variance**2 / sum(p * p / max(f, 1) for p, f in zip(parts, freedom, strict=True)) if variance else 1.0
    half = float(student.ppf(0.975, degrees)) * math.sqrt(variance)
    held = min(1.0, max(0.0, value))
    return Share(
        method=METHOD,
        value=held,
        low=min(held, max(0.0, value - half)),
        high=max(held, min(1.0, value + half)),
        effective=held * (1 - held) / variance if variance else None,
        why=Words(
            "số đếm của mô hình cộng phần sai của nó trong mẫu, theo tầng",
            "the model's total and what it gets wrong in the sample, by stratum",
        ),
        checks=(
            enough_positive(cell),
            Check(
                "two labels in each stratum",
                bool((np.bincount(cell.stratum[cell.audited], minlength=cell.stratum.max() + 1) >= 2).all()),
                Words(
                    "tầng có dưới hai nhãn được nhập với tầng khác",
                    "a stratum with fewer than two labels was joined to another",
                ),
            ),
        ),
        **cell.counts(),
    )


def _variance(values: Floats) -> float:
    return float(values.var(ddof=1)) if len(values) > 1 else 0.0


def _joined(cell: Cell) -> Places:
    """Strata numbered anew, so that each has two labels or all its passages labelled."""
    strata = cell.stratum.copy()
    while True:
        names, strata = np.unique(strata, return_inverse=True)
        read = np.bincount(strata)
        labels = np.bincount(strata[cell.audited], minlength=len(names))
        thin = np.flatnonzero((labels < 2) & (labels < read))
        if not len(thin) or len(names) == 1:
            return np.asarray(strata, dtype=np.int64)
        least = thin[np.argmin(read[thin])]
        others = np.delete(np.arange(len(names)), least)
        strata[strata == least] = others[np.argmin(read[others])]


def _power(truth: Floats, seen: Floats, judged: Places, read: Places, labels: Places) -> float:
    shared = spread = 0.0
    for number, (size, count) in enumerate(zip(read, labels, strict=True)):
        if count < 2:
            continue
        here = judged == number
        worth = size**2 * (1 - count / size) / count
        shared += worth * float(np.cov(truth[here], seen[here])[0, 1])
        spread += worth * _variance(seen[here])
    return min(1.0, max(0.0, shared / spread)) if spread > 0 else 0.0
