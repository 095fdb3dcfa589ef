"""Which areas a passage is about: one logistic regression an area on what was read, joined to what the codebook says.

A passage gets a probability for every area. The score of an area is the regression's log-odds, plus those of one
multinomial regression over all areas and none (where areas compete for a passage, it is the better judge), plus the
codebook's verdict times a fixed weight: written passages cannot teach how far to trust the rules on the press, so that
weight is not fitted. Probabilities are the scores through one sigmoid fitted on held-out folds (Platt 1999), where
asked for another prevalence than that of the training; the threshold of an area is where F1 is highest on held-out
folds, drawn toward the middle because a few dozen positives say little.
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
from sklearn.utils.validation import check_is_fitted

from models.adapt import fit_correction
from models.calibrate import calibrated, sigmoid, threshold, weighed
from models.features import Cues, Sample, Terms
from models.features import prior as verdict_of
from models.linear import Linear, Matrix, fit_linear
from models.semantic import Semantic


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides a training besides its data; part of the model's id.

    Attributes:
        text, title, words, cues: weights of the feature blocks; 0 leaves a block out.
        context: the same for terms of the passages before and after; ``semantic`` for embeddings, which need an extra.
        longest: terms of up to so many syllables.
        least: passages a term must stand in.
        cost: C of the regressions.
        joint, joint_cost: weight and C of the multinomial regression; 0 leaves it out.
        prior, title_prior: weight of the codebook's verdict on the text and on the title.
        folds: folds held out for calibration and thresholds.
        prevalence: share of passages of the press about one area; held-out negatives are weighted to give it. With 0
            probabilities are for passages coded as the training was: enriched by what looks like an area.
        drawn: passages of weight by which a threshold is drawn to one half.
        level: thresholds whose F1 is so near the highest are averaged: one held-out passage decides nothing.
        recall: how much recall counts beside precision in that F (beta of van Rijsbergen 1979); under 1, an area is
            named only where it is likelier than not.
        unsure, unsure_held_out: what a passage counts whose reader was unsure, in training and when held out.
        disputed: what a pair of passage and area counts, in both, on which two readers do not agree.
        own: how far an area's offset is its own: 0, all areas share one; 1, each has its own.
    """

    text: float = 1.0
    title: float = 0.5
    words: float = 0.0
    cues: float = 0.1
    longest: int = 2
    least: int = 1
    cost: float = 1.0
    joint: float = 0.0
    joint_cost: float = 8.0
    prior: float = 3.0
    title_prior: float = 1.2
    prevalence: float = 0.03
    folds: int = 5
    drawn: float = 400.0
    level: float = 0.0
    recall: float = 1.0
    unsure: float = 1.0
    unsure_held_out: float = 1.0
    disputed: float = 0.2
    own: float = 0.0
    context: float = 0.0
    semantic: float = 0.0

    def told(self) -> dict[str, Any]:
        """All of them by name, without the blocks that came later and are left out: a recipe keeps its id."""
        return {name: value for name, value in asdict(self).items() if value or name not in ADDED}


ADDED = ("context", "semantic")
"""Settings that the first models did not have."""

WRITTEN = Settings()
"""For passages written for training: the codebook is trusted more than what they teach of the press."""

PRESS = Settings(
    cues=0.3,
    least=3,
    cost=8.0,
    joint=0.5,
    joint_cost=32.0,
    prior=1.0,
    title_prior=0.5,
    prevalence=0.0,
    drawn=20.0,
    level=0.004,
    recall=0.8,
    unsure=0.6,
    unsure_held_out=0.3,
    own=1.0,
)
"""For some thousands of coded passages of the press, which teach how far the rules can be trusted."""


class AreaClassifier(BaseEstimator):  # type: ignore[misc]
    """One-vs-rest regressions with the codebook's verdict as a fixed part of every score.

    Args:
        codes: codes of the areas in order.
        rules: ids of cue rules by ``target|sense|phrase``.
        settings: see :class:`Settings`.
    """

    prior_: AreaClassifier | None
    linear_: Linear
    thresholds_: Matrix
    slope_: float
    offsets_: Matrix

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
        weights: Sequence[float] | None = None,
        unsure: Sequence[bool] | None = None,
        disputed: Sequence[Collection[str]] | None = None,
        prior: AreaClassifier | None = None,
        seed: int = 0,
    ) -> Self:
        """Train on samples with their areas; ``groups`` are never split between folds.

        Terms and their rarity are learnt from all samples, regressions of a fold without its labels.

        Args:
            weights: how much each sample counts; alike where not given.
            unsure: which samples their reader was unsure of; none where not given.
            disputed: the areas of each sample on which readers do not agree; none where not given.
            prior: what is known already: a fitted classifier of the same areas, whose log-odds are corrected and whose
                thresholds stay; see :mod:`models.adapt`.

        Raises:
            ValueError: no samples, lengths that differ, or a prior of other areas.
        """
        if not samples or len(samples) != len(areas):
            raise ValueError(f"{len(samples)} samples with {len(areas)} sets of areas")
        truth = np.array([[code in each for code in self.codes] for each in areas], dtype=bool)
        given = np.ones(len(samples)) if weights is None else np.asarray(weights, dtype=float)
        doubted = np.zeros(len(samples), dtype=bool) if unsure is None else np.asarray(unsure, dtype=bool)
        pairs = np.ones(truth.shape)
        if disputed is not None:
            pairs[np.array([[code in each for code in self.codes] for each in disputed], dtype=bool)] = (
                self.settings.disputed
            )
        counts = pairs * (given * np.where(doubted, self.settings.unsure, 1.0))[:, None]
        folds = assigned_folds(groups or [str(number) for number in range(len(samples))], self.settings.folds, seed)
        self.blocks_ = self._blocks()
        for block in self.blocks_:
            block.fit(samples)
        features = self._features(samples)
        self.prior_ = prior
        if prior is not None:
            if tuple(prior.codes) != tuple(self.codes):
                raise ValueError(f"a prior of areas {prior.codes} for {self.codes}")
            self.linear_ = fit_correction(features, truth, counts, prior.log_odds(samples))
            self.slope_, self.offsets_ = 1.0, np.zeros(len(self.codes))
            self.thresholds_ = prior.thresholds_
            return self
        held_out = self._verdict(samples)
        for fold in range(self.settings.folds):
            there = folds == fold
            if there.any() and not there.all():
                held_out[there] += self._fitted(features[~there], truth[~there], counts[~there], seed).scores(
                    features[there]
                )
        self.linear_ = self._fitted(features, truth, counts, seed)
        weights_held_out = weighed(
            truth,
            self.settings.prevalence,
            pairs * (given * np.where(doubted, self.settings.unsure_held_out, 1.0))[:, None],
        )
        self.slope_, self.offsets_ = calibrated(held_out, truth, weights_held_out, own=self.settings.own)
        held_out = sigmoid(held_out * self.slope_ + self.offsets_)
        wanted = self.settings
        self.thresholds_ = np.array(
            [
                threshold(
                    held_out[:, j],
                    truth[:, j],
                    weights_held_out[:, j],
                    recall=wanted.recall,
                    drawn=wanted.drawn,
                    level=wanted.level,
                )
                for j in range(len(self.codes))
            ]
        )
        return self

    def _fitted(self, features: csr_matrix, truth: NDArray[np.bool_], counts: Matrix, seed: int) -> Linear:
        wanted = self.settings
        return fit_linear(
            features,
            truth,
            counts,
            cost=wanted.cost,
            joint=wanted.joint,
            joint_cost=wanted.joint_cost,
            seed=seed,
        )

    def _blocks(self) -> list[Any]:
        settings = self.settings
        parts = (
            ("text", settings.text),
            ("title", settings.title),
            ("words", settings.words),
            ("context", settings.context),
        )
        blocks: list[Any] = [
            Terms(part, longest=settings.longest, least=settings.least, weight=weight)
            for part, weight in parts
            if weight
        ]
        if settings.cues:
            blocks.append(Cues(self.rules, weight=settings.cues))
        if settings.semantic:
            blocks.append(Semantic(weight=settings.semantic))
        return blocks

    def _features(self, samples: Sequence[Sample]) -> csr_matrix:
        return hstack([block.transform(samples) for block in self.blocks_], format="csr")

    def score_samples(self, samples: Sequence[Sample]) -> Matrix:
        """Uncalibrated log-odds, one row a sample and one column an area."""
        check_is_fitted(self, "linear_")
        if not samples:
            return np.zeros((0, len(self.codes)))
        known = self._verdict(samples) if self.prior_ is None else self.prior_.log_odds(samples)
        return self.linear_.scores(self._features(samples)) + known

    def _verdict(self, samples: Sequence[Sample]) -> Matrix:
        """The codebook's part of the scores."""
        said = np.array([verdict_of(sample.cues, self.codes) for sample in samples])
        titled = np.array([verdict_of(sample.title_cues, self.codes) for sample in samples])
        verdict: Matrix = self.settings.prior * (said - 0.5) + self.settings.title_prior * titled
        return verdict

    def log_odds(self, samples: Sequence[Sample]) -> Matrix:
        """Calibrated log-odds, one row a sample and one column an area."""
        return self.score_samples(samples) * self.slope_ + self.offsets_

    def terms(self) -> tuple[str, ...]:
        """Every term of text that was learnt, title and text apart."""
        check_is_fitted(self, "linear_")
        learnt = (block.state()["terms"].split("\n") for block in self.blocks_ if isinstance(block, Terms))
        return tuple(term for terms in learnt for term in terms if term)

    def state(self) -> dict[str, Any]:
        """Everything fitted as plain values, arrays and scikit-learn's own types: what a model file holds."""
        check_is_fitted(self, "linear_")
        return {
            "codes": list(self.codes),
            "rules": json.dumps(self.rules or {}, ensure_ascii=False),
            "settings": self.settings.told(),
            "blocks": [block.state() for block in self.blocks_],
            "linear": self.linear_.state(),
            "thresholds": self.thresholds_,
            "calibration": [self.slope_, self.offsets_],
            "prior": None if self.prior_ is None else self.prior_.state(),
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
        classifier.linear_ = Linear.of_state(state["linear"])
        classifier.thresholds_ = state["thresholds"]
        classifier.slope_, classifier.offsets_ = state["calibration"]
        classifier.prior_ = None if state["prior"] is None else cls.of_state(state["prior"])
        return classifier

    def predict_proba(self, samples: Sequence[Sample]) -> Matrix:
        """Calibrated probabilities, one row a sample and one column an area."""
        return sigmoid(self.log_odds(samples))

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
