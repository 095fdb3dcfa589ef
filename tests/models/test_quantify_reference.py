"""Ours against the reference packages, where they are installed (ppi-python, QuaPy); skipped by name where not."""

from __future__ import annotations

import numpy as np
import pytest

from models.quantify import ErrorRates
from models.quantify.emq import emq_share
from models.quantify.ppi import ppi_mean
from models.quantify.rogan_gladen import corrected

CASES = [
    (seed, labelled, rest, share)
    for seed, (labelled, rest, share) in enumerate(
        [(60, 1000, 0.05), (100, 2500, 0.1), (400, 13_000, 0.03), (400, 600, 0.2), (200, 5000, 0.5)]
    )
]


def sample(seed: int, labelled: int, rest: int, share: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    truth = random.random(labelled + rest) < share
    score = 1 / (1 + np.exp(-random.normal(np.where(truth, 1.0, -2.0), 1.2)))
    return truth[:labelled].astype(float), score[:labelled], score[labelled:]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("power", [None, 1.0, 0.0, 0.4])
@pytest.mark.parametrize("weighted", [False, True])
def test_prediction_powered_means_agree_with_ppi_python(
    case: tuple[int, int, int, float], power: float | None, weighted: bool
) -> None:
    reference = pytest.importorskip("ppi_py", reason="ppi-python is not installed")
    truth, predicted, rest = sample(*case)
    weights = None
    if weighted:
        weights = np.random.default_rng(9).uniform(0.5, 2, len(truth))
        weights /= weights.mean()
    ours = ppi_mean(truth, predicted, rest, weights=weights, power=power)
    theirs = reference.ppi_mean_pointestimate(truth, predicted, rest, lam=power, w=weights)
    low, high = reference.ppi_mean_ci(truth, predicted, rest, alpha=0.05, lam=power, w=weights)
    assert ours.mean == pytest.approx(float(np.ravel(theirs)[0]), abs=1e-9)
    assert ours.interval == pytest.approx((float(np.ravel(low)[0]), float(np.ravel(high)[0])), abs=1e-9)


@pytest.mark.parametrize("counted", [0.03, 0.05, 0.2, 0.6])
@pytest.mark.parametrize(("hit", "calm"), [(0.8, 0.97), (0.6, 0.9), (0.95, 0.995)])
def test_the_corrected_count_agrees_with_quapy(counted: float, hit: float, calm: float) -> None:
    functional = pytest.importorskip("quapy.functional", reason="QuaPy is not installed")
    ours = min(1.0, max(0.0, corrected(counted, ErrorRates(hit, 100, calm, 100))))
    assert ours == pytest.approx(float(functional.solve_adjustment_binary(counted, hit, 1 - calm)), abs=1e-9)


@pytest.mark.parametrize("case", CASES)
def test_expectation_maximisation_agrees_with_quapy(case: tuple[int, int, int, float]) -> None:
    aggregative = pytest.importorskip("quapy.method.aggregative", reason="QuaPy is not installed")
    _, _, score = sample(*case)
    theirs, _ = aggregative.EMQ.EM(np.array([0.8, 0.2]), np.stack([1 - score, score], axis=1), epsilon=1e-10)
    assert emq_share(score, trained=0.2) == pytest.approx(float(theirs[1]), abs=1e-4)
