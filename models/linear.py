"""The regressions under the classifier: one an area, and one over all areas and none.

The first ask of each area alone (Fan et al. 2008, LIBLINEAR); the second lets the areas compete for a passage. Both are
linear in the features, so that a passage costs one product of sparse rows and what speaks for an area can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

Matrix = NDArray[np.float64]
LEAST_CHANCE = 1e-5
NEVER = -2.0
"""Log-odds of an area that training showed no passage of."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of both kinds of regression.

    Attributes:
        weights, intercepts: areas x features, areas: one regression an area.
        joint_weights, joint_intercepts: classes x features, classes: the multinomial one; no rows where left out.
        classes: the area of each class of the multinomial one, by its place; -1 is none.
        joint: weight of its log-odds in the score.
    """

    weights: NDArray[np.float32]
    intercepts: Matrix
    joint_weights: NDArray[np.float32]
    joint_intercepts: Matrix
    classes: NDArray[np.int64]
    joint: float

    def scores(self, features: csr_matrix) -> Matrix:
        """Log-odds, one row a passage and one column an area."""
        every = features @ np.vstack([self.weights, self.joint_weights]).T
        alone: Matrix = every[:, : len(self.weights)] + self.intercepts
        if len(self.classes):
            joint = every[:, len(self.weights) :] + self.joint_intercepts
            joint -= joint.max(axis=1, keepdims=True)
            chances = np.exp(joint)
            chances /= chances.sum(axis=1, keepdims=True)
            chances = np.clip(chances, LEAST_CHANCE, 1 - LEAST_CHANCE)
            areas = self.classes >= 0
            alone[:, self.classes[areas]] += self.joint * np.log(chances / (1 - chances))[:, areas]
        return alone

    def state(self) -> dict[str, Any]:
        """Everything as arrays and numbers."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def of_state(cls, state: dict[str, Any]) -> Self:
        """The regressions that gave a state."""
        return cls(**{name: state[name] for name in cls.__slots__})


def fit_linear(
    features: csr_matrix,
    truth: NDArray[np.bool_],
    counts: Matrix,
    *,
    cost: float,
    joint: float,
    joint_cost: float,
    seed: int,
) -> Linear:
    """Fit both kinds of regression; with a ``joint`` of 0 only the first.

    Args:
        features: passages x features.
        truth: passages x areas.
        counts: how much each passage counts for each area: passages x areas.
        cost, joint_cost: C of each kind.
    """
    weights, intercepts = [], []
    for column, count in zip(truth.T, counts.T, strict=True):
        if column.all() or not column.any():
            weights.append(np.zeros(features.shape[1]))
            intercepts.append(0.0 if column.any() else NEVER)
            continue
        model = LogisticRegression(
            C=cost,
            class_weight="balanced",
            solver="liblinear",
            dual=True,  # far fewer passages than terms: ten times as fast, the same to four places
            max_iter=2000,
            random_state=seed,
        ).fit(features, column, sample_weight=count)
        weights.append(model.coef_[0])
        intercepts.append(float(model.intercept_[0]))
    weighed = np.array(weights, dtype=np.float32)
    if joint and truth.any() and not truth.any(axis=1).all():
        least = counts.min(axis=1)
        joint_weights, joint_intercepts, classes = _multinomial(features, truth, least, joint_cost)
    else:
        joint_weights, joint_intercepts = np.zeros((0, features.shape[1]), dtype=np.float32), np.zeros(0)
        classes = np.zeros(0, dtype=np.int64)
    return Linear(weighed, np.array(intercepts, dtype=float), joint_weights, joint_intercepts, classes, joint)


def _multinomial(
    features: csr_matrix, truth: NDArray[np.bool_], counts: Matrix, cost: float
) -> tuple[NDArray[np.float32], Matrix, NDArray[np.int64]]:
    """One regression over all areas and none; a passage of several areas stands once for each, each counting less.

    Rare areas count more, by the root of their rarity: half way to all areas counting alike.
    """
    rows, areas = np.nonzero(truth)
    none = np.flatnonzero(~truth.any(axis=1))
    place = np.concatenate([rows, none])
    label = np.concatenate([areas, np.full(len(none), -1)])
    share = counts[place] / np.sqrt(np.maximum(truth.sum(axis=1), 1))[place]
    classes, inverse, size = np.unique(label, return_inverse=True, return_counts=True)
    share = share * np.sqrt(len(label) / (len(classes) * size))[inverse]
    with threadpool_limits(limits=1):  # sums in one order, the same on any number of cores
        model = LogisticRegression(C=cost, max_iter=300, tol=1e-3).fit(features[place], inverse, sample_weight=share)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(classes) == 2:  # scikit-learn keeps one row of two
        coefficients = np.vstack([np.zeros_like(coefficients), coefficients])
        intercepts = np.concatenate([[0.0], intercepts])
    return coefficients.astype(np.float32), np.asarray(intercepts, dtype=float), classes.astype(np.int64)
