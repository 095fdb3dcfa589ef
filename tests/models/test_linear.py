"""The regressions under the classifier."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from models.linear import NEVER, Linear, fit_linear


def toy() -> tuple[csr_matrix, np.ndarray, np.ndarray]:
    """Forty passages of two words: the first is area 0, the second area 1, both or neither occur."""
    rows = np.array([[1, 0], [0, 1], [1, 1], [0, 0]] * 10, dtype=float)
    return csr_matrix(rows), rows.astype(bool), np.ones((40, 2))


def fitted(joint: float) -> Linear:
    features, truth, counts = toy()
    return fit_linear(features, truth, counts, cost=10.0, joint=joint, joint_cost=10.0, seed=0)


def test_each_regression_finds_its_area() -> None:
    features, truth, _ = toy()
    for joint in (0.0, 1.0):
        scores = fitted(joint).scores(features[:2])
        assert scores[0, 0] > scores[1, 0] and scores[1, 1] > scores[0, 1]
    assert (fitted(0.0).scores(features) > 0).tolist() == truth.tolist()


def test_areas_compete_only_where_asked_to() -> None:
    features, _, _ = toy()
    alone, together = fitted(0.0), fitted(1.0)
    assert len(alone.classes) == 0 and together.classes.tolist() == [-1, 0, 1]
    added = together.scores(features) - alone.scores(features)
    assert added[0, 0] > 0 > added[0, 1]


def test_an_area_without_a_passage_is_left_where_it_is() -> None:
    features, truth, counts = toy()
    truth = np.column_stack([truth, np.zeros(40, dtype=bool)])
    counts = np.ones(truth.shape)
    scores = fit_linear(features, truth, counts, cost=1.0, joint=1.0, joint_cost=1.0, seed=0).scores(features)
    assert (scores[:, 2] == NEVER).all()


def test_one_area_and_none_are_two_classes() -> None:
    features, truth, counts = toy()
    scores = fit_linear(features, truth[:, :1], counts[:, :1], cost=1.0, joint=1.0, joint_cost=1.0, seed=0).scores(
        features
    )
    assert scores[0, 0] > 0 > scores[1, 0]


def test_a_passage_that_counts_more_pulls_more() -> None:
    features = csr_matrix(np.array([[1.0], [1.0], [0.0]]))
    truth = np.array([[True], [False], [False]])
    low, high = (
        fit_linear(features, truth, np.array([[count], [1.0], [1.0]]), cost=1.0, joint=0.0, joint_cost=1.0, seed=0)
        for count in (0.1, 10.0)
    )
    assert high.scores(features)[0, 0] > low.scores(features)[0, 0]


def test_the_state_gives_the_same_scores() -> None:
    features, _, _ = toy()
    model = fitted(0.7)
    assert Linear.of_state(model.state()).scores(features).tobytes() == model.scores(features).tobytes()
