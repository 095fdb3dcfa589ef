"""Intervals on real text: a plain classifier's verdicts on coded passages, resampled into months of sixty labels."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.audit.sampling import draw, stratum_of
from models.quantify import Cell, estimate

CODES = ("1", "3", "4", "5", "6", "7")
MONTHS = 60


@pytest.fixture(scope="module")
def coded(real: Path) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Truth and probability of each held-out passage, passages x areas, learnt from the documents of the other half."""
    path = real / "labelled" / "train.jsonl"
    if not path.exists():
        pytest.skip("real coded passages are not on this machine (shared/real/labelled)")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = sorted({row["doc"] for row in rows})
    half = set(np.random.default_rng(7).permutation(documents)[: len(documents) // 2].tolist())
    known = [row for row in rows if row["doc"] in half]
    held = [row for row in rows if row["doc"] not in half]
    words = TfidfVectorizer(min_df=2, sublinear_tf=True, max_features=20_000)
    learnt = words.fit_transform([row["text"] for row in known])
    seen = words.transform([row["text"] for row in held])
    truth = np.array([[code in row["areas"] for code in CODES] for row in held])
    chance = np.zeros(truth.shape)
    for column, code in enumerate(CODES):
        model = LogisticRegression(C=10, class_weight="balanced", solver="liblinear")
        model.fit(learnt, [code in row["areas"] for row in known])
        chance[:, column] = model.predict_proba(seen)[:, 1]
    return truth, chance


@pytest.mark.parametrize("design", ["plain", "stratified"])
def test_sixty_labels_a_month_give_intervals_that_cover_on_real_text(
    coded: tuple[NDArray[np.bool_], NDArray[np.float64]], design: str
) -> None:
    truth, chance = coded
    said = chance > 0.5
    none = ~truth.any(axis=1)
    random = np.random.default_rng(11)
    covered = stated = 0
    for number in range(MONTHS):
        weight = np.where(none, random.uniform(1, 6), (truth * np.exp(random.normal(0, 1, len(CODES)))).max(axis=1))
        month = random.choice(len(truth), int(random.integers(500, 1000)), replace=False, p=weight / weight.sum())
        strata = [stratum_of([CODES[c] for c in np.argsort(-chance[i]) if said[i, c]], "x") for i in month]
        names = [str(place) for place in range(len(month))]
        found = draw(names, strata if design == "stratified" else ["all"] * len(month), size=60, seed=str(number))
        places = np.array([int(unit.id) for unit in found.units])
        numbers = np.unique(strata, return_inverse=True)[1] if design == "stratified" else None
        for column in range(len(CODES)):
            share = estimate(
                Cell.of(
                    said=said[month, column],
                    audited=places,
                    truth=truth[month[places], column],
                    inclusion=[unit.inclusion for unit in found.units],
                    stratum=numbers,
                )
            )
            if share.low is not None and share.high is not None:
                stated += 1
                covered += share.low <= truth[month, column].mean() <= share.high
    assert stated > 0.9 * MONTHS * len(CODES)
    assert covered / stated >= 0.93
