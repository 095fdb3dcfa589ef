"""How much each feature of a passage adds to the score of an area, in every layer of a model.

A layer is one classifier: a model that corrects an earlier one (:mod:`models.adapt`) has two or more. The multinomial
regression's log-odds are shared out by integrated gradients; see :mod:`models.explain`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from models.classifier import AreaClassifier
from models.features import Sample, Terms
from models.linear import LEAST_CHANCE, Linear, Matrix
from models.occurrences import Found, Occurrences, of_cues

PIECES, NODES = 16, 8
"""Pieces of the path that the joint regression is integrated over, and Gauss-Legendre nodes in each."""

FeatureKind = Literal["term", "cue"]


class Feature(NamedTuple):
    """A feature that a passage has: its kind, the part it is read from, its name, and where it stands."""

    kind: FeatureKind
    part: str
    name: str
    where: Found


class Row(NamedTuple):
    """The features of one passage in one layer: columns, values, and what each is."""

    columns: NDArray[np.int32]
    values: Matrix
    features: tuple[Feature, ...]


class Shares(NamedTuple):
    """What an area scores without features, what each feature adds, and what the limit on the joint odds takes off."""

    start: float
    features: Matrix
    limit: float


class Layer:
    """One classifier of a chain of corrections.

    Attributes:
        scale, offsets: what its score counts for in that of the whole, and what comes beside it, by area.
    """

    def __init__(self, classifier: AreaClassifier, *, scale: float, offsets: Matrix) -> None:
        self.classifier = classifier
        self.scale = scale
        self.offsets = offsets
        self._names: list[tuple[FeatureKind, str, str]] = []
        for block in classifier.blocks_:
            kind: FeatureKind = "term" if isinstance(block, Terms) else "cue"
            for name in block.get_feature_names_out():
                part = block.part if isinstance(block, Terms) else "title" if name.startswith("title ") else "text"
                self._names.append((kind, part, name.removeprefix(f"{part}: ") if kind == "term" else name))

    def row(self, sample: Sample, shown: dict[str, Occurrences]) -> Row:
        """The features of a passage; ``shown`` holds its text and its title."""
        row: csr_matrix = hstack([block.transform([sample]) for block in self.classifier.blocks_], format="csr")
        return Row(row.indices, row.data, tuple(self._found(sample, shown, int(at)) for at in row.indices))

    def _found(self, sample: Sample, shown: dict[str, Occurrences], column: int) -> Feature:
        kind, part, name = self._names[column]
        where = "title" if part == "title" else "text"
        if kind == "term":
            plain = name.replace("_", " ") if part == "words" else name
            return Feature(kind, where, plain, shown[where].of_term(plain))
        said, _, what = name.partition(" ")
        cues = sample.title_cues if part == "title" else sample.cues
        if said == "rule":
            rules = self.classifier.rules or {}
            fired = [each for each in cues if what in rules.get(f"{each.target}|{each.sense}|{each.phrase}", ())]
        else:
            fired = [each for each in cues if f"{each.target}|{each.sense}" == what]
        return Feature(kind, where, name, of_cues(fired))


def layers_of(classifier: AreaClassifier) -> Iterator[Layer]:
    """The classifier, and each that it corrects, with what calibration between them makes of the scores."""
    scale, offsets = 1.0, np.zeros(len(classifier.codes))
    here: AreaClassifier | None = classifier
    while here is not None:
        yield Layer(here, scale=scale, offsets=offsets)
        here = here.prior_
        if here is not None:
            offsets = scale * here.offsets_
            scale *= here.slope_


def shares(linear: Linear, row: Row, at: int) -> Shares:
    """What each feature adds to the score of the area at a place, by both kinds of regression."""
    start = float(linear.intercepts[at])
    added = np.asarray(row.values * linear.weights[at, row.columns])
    here = np.flatnonzero(linear.classes == at)
    if not len(here):
        return Shares(start, added, 0.0)
    moved = linear.joint_weights[:, row.columns] * row.values
    joint = _of_joint(linear.joint_intercepts, moved, int(here[0]))
    return Shares(start + linear.joint * joint.start, added + linear.joint * joint.features, linear.joint * joint.limit)


def _of_joint(intercepts: Matrix, moved: Matrix, at: int) -> Shares:
    """The log-odds of one class.

    Args:
        intercepts: one a class.
        moved: classes x features: what each feature adds to each class's score.
        at: the class.
    """
    rivals = np.arange(len(intercepts)) != at
    whole = moved.sum(axis=1)
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    times = ((nodes + 1) / 2 + np.arange(PIECES)[:, None]).ravel() / PIECES
    path = intercepts[rivals] + times[:, None] * whole[rivals]
    path = np.exp(path - path.max(axis=1, keepdims=True))
    path /= path.sum(axis=1, keepdims=True)
    rival = np.tile(weights / 2 / PIECES, PIECES) @ path
    first, last = (_odds(scores, at, rivals) for scores in (intercepts, intercepts + whole))
    most = float(np.log((1 - LEAST_CHANCE) / LEAST_CHANCE))
    return Shares(first, np.asarray(moved[at] - rival @ moved[rivals]), float(np.clip(last, -most, most)) - last)


def _odds(scores: Matrix, at: int, rivals: NDArray[np.bool_]) -> float:
    """Log-odds of a class against all others."""
    return float(scores[at] - np.logaddexp.reduce(scores[rivals]))
