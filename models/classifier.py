"""Which areas a passage is about: one logistic regression an area on what was read, joined to what the codebook says.

A passage gets a probability for every area. The score of an area is the regression's log-odds plus the codebook's
verdict times a fixed weight: written passages cannot teach how far to trust the rules on the press, so that weight is
not fitted. Probabilities are the scores through one sigmoid fitted on held-out folds (Platt 1999), for the prevalence
of the press and not of the training; the threshold of an area is where F1 is highest on held-out folds, drawn toward
the middle because a few dozen positives say little.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from models.features import Cues, Sample, Terms, prior

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides a training besides its data; part of the model's id.

    Attributes:
        text, title, words, cues: weights of the feature blocks; 0 leaves a block out.
        longest: terms of up to so many syllables.
        cost: C of the regressions.
        prior, title_prior: weight of the codebook's verdict on the text and on the title.
        folds: folds held out for calibration and thresholds.
        prevalence: share of passages of the press about one area; held-out negatives are weighted to give it.
        drawn: passages of weight by which a threshold is drawn to one half.
    """

    text: float = 1.0
    title: float = 0.5
    words: float = 0.0
    cues: float = 0.1
    longest: int = 2
    cost: float = 1.0
    prior: float = 3.0
    title_prior: float = 1.2
    prevalence: float = 0.03
    folds: int = 5
    drawn: float = 400.0


WRITTEN = Settings()
"""For passages written for training: the codebook is trusted more than what they teach of the press."""

PRESS = Settings(cues=0.3, cost=2.0, prior=1.0, title_prior=0.5, prevalence=0.06)
"""For some thousands of coded passages of the press, which teach how far the rules can be trusted."""


class AreaClassifier(BaseEstimator):  # type: ignore[misc]
    """One-vs-rest regressions with the codebook's verdict as a fixed part of every score.

    Args:
        codes: codes of the areas in order.
        rules: ids of cue rules by ``target|sense|phrase``.
        settings: see :class:`Settings`.
    """

    def __init__(
        self,
        codes: Sequence[str] = (),
        rules: dict[str, tuple[str, ...]] | None = None,
        settings: Settings = WRITTEN,
    ) -> None:
        self.codes = codes
        self.rules = rules
        self.settings = settings

    def fit(
        self,
        samples: Sequence[Sample],
        areas: Sequence[Collection[str]],
        *,
        groups: Sequence[str] | None = None,
        seed: int = 0,
    ) -> Self:
        """Train on samples with their areas; ``groups`` are never split between folds.

        Raises:
            ValueError: no samples, or lengths that differ.
        """
        if not samples or len(samples) != len(areas):
            raise ValueError(f"{len(samples)} samples with {len(areas)} sets of areas")
        truth = np.array([[code in each for code in self.codes] for each in areas], dtype=bool)
        folds = assigned_folds(groups or [str(number) for number in range(len(samples))], self.settings.folds, seed)
        held_out = np.zeros(truth.shape)
        for fold in range(self.settings.folds):
            there = folds == fold
            if there.any() and not there.all():
                inside = [sample for sample, out in zip(samples, there, strict=True) if not out]
                outside = [sample for sample, out in zip(samples, there, strict=True) if out]
                self._fit_scores(inside, truth[~there], seed)
                held_out[there] = self.score_samples(outside)
        self._fit_scores(samples, truth, seed)
        weights = _weights(truth, self.settings.prevalence)
        self.slope_, self.offset_ = _calibration(held_out, truth, weights)
        held_out = _sigmoid(held_out * self.slope_ + self.offset_)
        self.thresholds_ = np.array(
            [
                _threshold(held_out[:, j], truth[:, j], weights[:, j], self.settings.drawn)
                for j in range(len(self.codes))
            ]
        )
        return self

    def _fit_scores(self, samples: Sequence[Sample], truth: NDArray[np.bool_], seed: int) -> None:
        self.blocks_ = self._blocks()
        for block in self.blocks_:
            block.fit(samples)
        features = self._features(samples)
        weights, intercepts = [], []
        for column in truth.T:
            if column.all() or not column.any():
                weights.append(np.zeros(features.shape[1]))
                intercepts.append(0.0 if column.any() else -2.0)
                continue
            model = LogisticRegression(
                C=self.settings.cost,
                class_weight="balanced",
                solver="liblinear",
                dual=True,  # far fewer passages than terms: ten times as fast, the same to four places
                max_iter=2000,
                random_state=seed,
            ).fit(features, column)
            weights.append(model.coef_[0])
            intercepts.append(float(model.intercept_[0]))
        self.weights_ = np.array(weights)
        self.intercepts_ = np.array(intercepts, dtype=float)

    def _blocks(self) -> list[Any]:
        settings = self.settings
        parts = (("text", settings.text), ("title", settings.title), ("words", settings.words))
        blocks: list[Any] = [Terms(part, longest=settings.longest, weight=weight) for part, weight in parts if weight]
        if settings.cues:
            blocks.append(Cues(self.rules, weight=settings.cues))
        return blocks

    def _features(self, samples: Sequence[Sample]) -> csr_matrix:
        return hstack([block.transform(samples) for block in self.blocks_], format="csr")

    def score_samples(self, samples: Sequence[Sample]) -> Matrix:
        """Uncalibrated log-odds, one row a sample and one column an area."""
        check_is_fitted(self, "weights_")
        if not samples:
            return np.zeros((0, len(self.codes)))
        scores: Matrix = self._features(samples) @ self.weights_.T + self.intercepts_
        said = np.array([prior(sample.cues, self.codes) for sample in samples])
        titled = np.array([prior(sample.title_cues, self.codes) for sample in samples])
        return scores + self.settings.prior * (said - 0.5) + self.settings.title_prior * titled

    def state(self) -> dict[str, Any]:
        """Everything fitted as plain values, arrays and scikit-learn's own types: what a model file holds."""
        check_is_fitted(self, "weights_")
        return {
            "codes": list(self.codes),
            "rules": json.dumps(self.rules or {}, ensure_ascii=False),
            "settings": asdict(self.settings),
            "blocks": [block.state() for block in self.blocks_],
            "weights": self.weights_,
            "intercepts": self.intercepts_,
            "thresholds": self.thresholds_,
            "calibration": [self.slope_, self.offset_],
        }

    @classmethod
    def of_state(cls, state: dict[str, Any]) -> Self:
        """The classifier that gave a state.

        Raises:
            KeyError, TypeError: it is no such state.
        """
        rules = {phrase: tuple(found) for phrase, found in json.loads(state["rules"]).items()}
        classifier = cls(tuple(state["codes"]), rules, Settings(**state["settings"]))
        classifier.blocks_ = classifier._blocks()
        for block, fitted in zip(classifier.blocks_, state["blocks"], strict=True):
            block.restore(fitted)
        classifier.weights_ = state["weights"]
        classifier.intercepts_ = state["intercepts"]
        classifier.thresholds_ = state["thresholds"]
        classifier.slope_, classifier.offset_ = state["calibration"]
        return classifier

    def predict_proba(self, samples: Sequence[Sample]) -> Matrix:
        """Calibrated probabilities, one row a sample and one column an area."""
        return _sigmoid(self.score_samples(samples) * self.slope_ + self.offset_)

    def predict(self, samples: Sequence[Sample]) -> list[frozenset[str]]:
        """The areas at or over their thresholds."""
        over = self.predict_proba(samples) >= self.thresholds_
        return [frozenset(code for code, yes in zip(self.codes, row, strict=True) if yes) for row in over]


def assigned_folds(groups: Sequence[str], count: int, seed: int) -> NDArray[np.int64]:
    """A fold for each sample; samples of one group share it."""
    distinct = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(distinct))
    fold = {distinct[index]: position % count for position, index in enumerate(order)}
    return np.array([fold[group] for group in groups])


def _sigmoid(scores: Matrix) -> Matrix:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -35.0, 35.0))))


def _weights(truth: NDArray[np.bool_], prevalence: float) -> Matrix:
    """A weight for each passage and area: 1 for positives; negatives weigh what makes positives so rare as asked."""
    positives = truth.sum(axis=0)
    negatives = np.maximum(len(truth) - positives, 1)
    return np.where(truth, 1.0, positives * (1 - prevalence) / (prevalence * negatives))


def _calibration(scores: Matrix, truth: NDArray[np.bool_], weights: Matrix) -> tuple[float, float]:
    """Slope and offset by maximum likelihood with Platt's softened targets, one pair for all areas; slope at least 0.1.

    Fitted apart, an area whose rules are blind to some written passages would learn to do without rules, and call
    wolf on the press.
    """
    column, yes, weight = scores.ravel(), truth.ravel(), weights.ravel()
    positives, negatives = int(yes.sum()), int((~yes).sum())
    target = np.where(yes, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    slope, offset = 1.0, 0.0
    for _ in range(50):
        chance = _sigmoid(slope * column + offset)
        error, spread = weight * (chance - target), weight * np.maximum(chance * (1 - chance), 1e-9)
        gradient = np.array([error @ column, error.sum()])
        bend = np.array([[spread @ column**2, spread @ column], [spread @ column, spread.sum()]]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(bend, gradient)
        slope, offset = slope - step[0], offset - step[1]
        if np.abs(step).max() < 1e-9:
            break
    return max(float(slope), 0.1), float(offset)


def _threshold(chances: Matrix, truth: NDArray[np.bool_], weights: Matrix, drawn: float) -> float:
    """Where weighted F1 is highest on held-out passages, drawn to one half by so many positives of weight."""
    positives = int(truth.sum())
    if not positives:
        return 0.5
    grid = np.linspace(0.05, 0.95, 91)
    scores = [2 * (truth & (chances >= at)).sum() / (positives + weights[chances >= at].sum()) for at in grid]
    best = float(np.mean(grid[np.asarray(scores) >= max(scores) - 1e-12]))
    return (positives * best + drawn * 0.5) / (positives + drawn)
