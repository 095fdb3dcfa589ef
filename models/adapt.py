"""Learning on top of a model without throwing away what it knows.

The model's calibrated log-odds stay as they are; what is fitted is a correction to them, held near zero. Fifty
judgements move little; hundreds that say the same thing move what they are about. This is maximum a posteriori
adaptation with the earlier model as the prior (Chelba and Acero 2006, "Adaptation of maximum entropy capitalizer").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from models.linear import Linear, Matrix

SPREAD = 0.3
"""Variance of a correction's weights before anything is seen; greater trusts new passages more."""

OFFSET_SPREAD = 0.03
"""The same for an area's offset: a handful of judgements all of one area is no news of how frequent it is."""

STEPS = 200


def fit_correction(
    features: csr_matrix, truth: NDArray[np.bool_], counts: Matrix, known: Matrix, *, spread: float = SPREAD
) -> Linear:
    """Weights to add to what is known.

    Args:
        features: passages x features.
        truth: passages x areas.
        counts: how much each passage counts for each area: passages x areas.
        known: log-odds that the earlier model gives: passages x areas.
        spread: see :data:`SPREAD`.
    """
    weights = np.zeros((truth.shape[1], features.shape[1]), dtype=np.float32)
    intercepts = np.zeros(truth.shape[1])
    with threadpool_limits(limits=1):  # sums in one order, the same on any number of cores
        for area, column in enumerate(truth.T):
            found = _correction(features, np.where(column, 1.0, -1.0), counts[:, area], known[:, area], spread)
            weights[area], intercepts[area] = found[:-1], found[-1]
    nothing = np.zeros((0, features.shape[1]), dtype=np.float32)
    return Linear(weights, intercepts, nothing, np.zeros(0), np.zeros(0, dtype=np.int64), 0.0)


def _correction(features: csr_matrix, sign: Matrix, counts: Matrix, known: Matrix, spread: float) -> Matrix:
    stiffness = np.full(features.shape[1] + 1, 1 / spread)
    stiffness[-1] = 1 / OFFSET_SPREAD

    def loss(at: Matrix) -> tuple[float, Matrix]:
        margin = sign * (known + features @ at[:-1] + at[-1])
        pull = -counts * sign / (1.0 + np.exp(np.clip(margin, -35.0, 35.0)))
        slope = np.concatenate([features.T @ pull, [pull.sum()]]) + stiffness * at
        return float(counts @ np.logaddexp(0.0, -margin) + stiffness @ at**2 / 2), slope

    start = np.zeros(features.shape[1] + 1)
    found: Matrix = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return found
