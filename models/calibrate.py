"""From held-out scores to probabilities and thresholds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.linear import Matrix


def sigmoid(scores: Matrix) -> Matrix:
    """Log-odds as chances, without overflow."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -35.0, 35.0))))


def weighed(truth: NDArray[np.bool_], prevalence: float, counts: Matrix) -> Matrix:
    """How much each passage weighs for each area; where a prevalence is asked for, negatives weigh what gives it.

    ``counts`` is passages x areas, as ``truth`` is.
    """
    if not prevalence:
        return counts
    positives, negatives = (counts * truth).sum(axis=0), np.maximum((counts * ~truth).sum(axis=0), 1.0)
    return np.where(truth, counts, counts * positives * (1 - prevalence) / (prevalence * negatives))


def calibrated(scores: Matrix, truth: NDArray[np.bool_], weights: Matrix, *, own: float) -> tuple[float, Matrix]:
    """Slope (at least 0.1) and an offset for each area, by maximum likelihood with Platt's softened targets.

    Fitted apart, an area whose rules are blind to some written passages would learn to do without rules, and call
    wolf on the press: so areas share the slope, and the offset too as far as ``own`` is below 1.
    """
    positives, negatives = int(truth.sum()), int((~truth).sum())
    target = np.where(truth, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    slope, shared = _platt(scores, target, weights)
    slope = max(slope, 0.1)
    offsets = np.full(scores.shape[1], shared)
    for j in np.flatnonzero(truth.any(axis=0)) if own else ():
        offset = _platt(scores[:, j : j + 1] * slope, target[:, j : j + 1], weights[:, j : j + 1], slope=1.0)[1]
        offsets[j] += own * (offset - shared)
    return slope, offsets


def _platt(scores: Matrix, target: Matrix, weights: Matrix, *, slope: float | None = None) -> tuple[float, float]:
    """Newton's steps, halved where they worsen, for slope and offset, or the offset alone where the slope is given."""
    column, wanted, weight = scores.ravel(), target.ravel(), weights.ravel()
    free = np.array([slope is None, True])
    at = np.array([1.0 if slope is None else slope, 0.0])

    def loss(here: Matrix) -> float:
        said = here[0] * column + here[1]
        return float(weight @ (np.logaddexp(0.0, said) - wanted * said))

    now = loss(at)
    for _ in range(100):
        chance = sigmoid(at[0] * column + at[1])
        error, spread = weight * (chance - wanted), weight * np.maximum(chance * (1 - chance), 1e-9)
        gradient = np.array([error @ column, error.sum()]) * free
        bend = np.array([[spread @ column**2, spread @ column], [spread @ column, spread.sum()]]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(np.where(np.outer(free, free), bend, np.eye(2)), gradient)
        while (then := loss(at - step)) > now and np.abs(step).max() > 1e-9:
            step = step / 2
        if np.abs(step).max() <= 1e-9:
            break
        at, now = at - step, then
    return float(at[0]), float(at[1])


def threshold(
    chances: Matrix, truth: NDArray[np.bool_], weights: Matrix, *, recall: float, drawn: float, level: float
) -> float:
    """Where weighted F is highest on held-out passages, drawn to one half by so many positives of weight."""
    positives = float(weights[truth].sum())
    if not positives:
        return 0.5
    grid = np.linspace(0.05, 0.95, 91)
    over = [chances >= at for at in grid]
    share = recall**2
    hits, said = (np.array([weights[each].sum() for each in part]) for part in ([truth & here for here in over], over))
    scores = (1 + share) * hits / (share * positives + said)
    best = float(np.mean(grid[scores >= scores.max() - max(level, 1e-12)]))
    return (positives * best + drawn * 0.5) / (positives + drawn)
