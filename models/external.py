"""The linear pipeline on any labelled set of short texts, so that it can be held against published tables.

Terms are syllables and pairs of them with TF-IDF weights, as :mod:`models.features` makes them, and one logistic
regression a label. A set in which some text has other than one label is multi-label: a label is given from the
probability at which its F1 is highest on folds of the training part. A split that is given is used as it is (what is
neither ``train`` nor ``test`` is left out); without one every text is judged by a model of the other four fifths.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.errors import BadInput
from models.classifier import assigned_folds
from models.features import terms
from models.resample import Estimate, Matrix, draws, estimate, f1

FOLDS = 5
COST = 10.0
TEST, TRAIN = ("test",), ("train", "training")


@dataclass(frozen=True, slots=True)
class Row:
    """A text with its labels; ``split`` is "" where none is given."""

    text: str
    labels: tuple[str, ...]
    split: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """What the pipeline reached on a labelled set; intervals by resampling texts.

    ``accuracy`` counts texts whose labels are all right and no others; ``majority`` is that of always giving the most
    frequent label. ``support`` holds positives among the texts judged, ``f1`` the score, by label.
    """

    multi: bool
    trained_on: int
    judged: int
    folds: int
    accuracy: Estimate
    macro_f1: Estimate
    micro_f1: Estimate
    majority: float
    support: dict[str, int]
    f1: dict[str, float | None]


def read_rows(path: Path, *, text: str, label: str, split: str = "") -> list[Row]:
    """Read JSON Lines; a label is a string or number, or a list of them.

    Raises:
        BadInput: a line without the fields, or no line at all; names file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"không đọc được (cannot be read): {error}", where=str(path)) from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            rows.append(_row(line, f"{path}:{number}", text, label, split))
    if not rows:
        raise BadInput("không có dòng nào (no rows)", where=str(path))
    return rows


def _row(line: str, where: str, text: str, label: str, split: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"không phải JSON (not JSON): {error}", where=where) from error
    if not isinstance(row, dict):
        raise BadInput("dòng không phải một đối tượng JSON (not an object)", where=where)
    missing = [name for name in (text, label, *([split] if split else ())) if name not in row]
    if missing:
        raise BadInput(f"thiếu trường {', '.join(missing)}; có: {', '.join(row)} (missing fields)", where=where)
    given = row[label]
    labels = given if isinstance(given, list) else [given]
    return Row(str(row[text]), tuple(dict.fromkeys(str(each) for each in labels)), str(row[split]) if split else "")


def bench(rows: Sequence[Row], *, seed: int = 0) -> Bench:
    """Train and judge.

    Raises:
        BadInput: a split without training or test rows, a single label only, or too few different texts.
    """
    names = sorted({label for row in rows for label in row.labels})
    if len(names) < 2:
        raise BadInput("chỉ có một nhãn, không có gì để phân biệt (a single label)", where="bench")
    multi = any(len(row.labels) != 1 for row in rows)
    parts = list(_parts(rows, seed))
    if not parts:
        raise BadInput("quá ít lời khác nhau để chia phần (too few different texts)", where="bench")
    said, truth, judged = [], [], 0
    for inside, outside in parts:
        part, there = [rows[at] for at in inside], [rows[at] for at in outside]
        said.append(_judged(part, there, names, multi=multi, seed=seed))
        truth.append(_truth(there, names))
        judged += len(there)
    found, so = np.concatenate(said), np.concatenate(truth)
    counts = np.stack([found & so, found & ~so, ~found & so], axis=2).astype(float)
    drawn = draws([str(at) for at in range(judged)], seed=seed)
    totals, resamples = counts.sum(axis=0), np.tensordot(drawn, counts, axes=1)
    right = (found == so).all(axis=1).astype(float)
    majority = np.zeros_like(so)
    majority[:, int(so.sum(axis=0).argmax())] = True
    return Bench(
        multi=multi,
        trained_on=len(parts[0][0]),
        judged=judged,
        folds=len(parts) if len(parts) > 1 else 0,
        accuracy=estimate(right.mean(), drawn @ right / judged, judged),
        macro_f1=estimate(_macro(totals), _macro(resamples), judged),
        micro_f1=estimate(f1(totals.sum(axis=0)), f1(resamples.sum(axis=1)), judged),
        majority=float((majority == so).all(axis=1).mean()),
        support={name: int(so[:, at].sum()) for at, name in enumerate(names)},
        f1={name: None if np.isnan(score) else float(score) for name, score in zip(names, f1(totals), strict=True)},
    )


def _macro(counts: Matrix) -> Matrix:
    """Mean over all labels; one that neither stands nor was given counts as zero, as published tables have it."""
    return np.asarray(np.nan_to_num(f1(counts)).mean(axis=-1))


def _parts(rows: Sequence[Row], seed: int) -> Iterator[tuple[list[int], list[int]]]:
    if any(row.split for row in rows):
        inside = [at for at, row in enumerate(rows) if row.split.lower() in TRAIN]
        outside = [at for at, row in enumerate(rows) if row.split.lower() in TEST]
        if not inside or not outside:
            seen = ", ".join(sorted({row.split for row in rows}))
            raise BadInput(f"phần chia phải có train và test, tệp có: {seen} (needs train and test)", where="--split")
        yield inside, outside
        return
    folds = assigned_folds([terms(row.text) for row in rows], FOLDS, seed)
    for number in range(FOLDS):
        there = [at for at in range(len(rows)) if folds[at] == number]
        if there and len(there) < len(rows):
            yield [at for at in range(len(rows)) if folds[at] != number], there


def _judged(
    part: Sequence[Row], there: Sequence[Row], names: Sequence[str], *, multi: bool, seed: int
) -> NDArray[np.bool_]:
    truth = _truth(part, names)
    chances = _chances([row.text for row in part], truth, [row.text for row in there], seed)
    if not multi:
        return np.asarray(np.eye(len(names), dtype=bool)[chances.argmax(axis=1)])
    folds = assigned_folds([terms(row.text) for row in part], 3, seed)
    held_out = np.zeros(truth.shape)
    for number in range(3):
        out = folds == number
        inside = [row.text for row, is_out in zip(part, out, strict=True) if not is_out]
        outside = [row.text for row, is_out in zip(part, out, strict=True) if is_out]
        if inside and outside:
            held_out[out] = _chances(inside, truth[~out], outside, seed)
    return chances >= np.array([_threshold(held_out[:, at], truth[:, at]) for at in range(len(names))])


def _truth(rows: Sequence[Row], names: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([[name in row.labels for name in names] for row in rows], dtype=bool)


def _chances(texts: Sequence[str], truth: NDArray[np.bool_], others: Sequence[str], seed: int) -> Matrix:
    counter = TfidfVectorizer(
        preprocessor=terms, token_pattern=r"\S+", ngram_range=(1, 2), sublinear_tf=True, lowercase=False
    )
    learned, asked = counter.fit_transform(texts), counter.transform(others)
    chances = np.zeros((len(others), truth.shape[1]))
    for at, column in enumerate(truth.T):
        if column.all() or not column.any():
            chances[:, at] = float(column.any())
            continue
        model = LogisticRegression(
            C=COST, class_weight="balanced", solver="liblinear", dual=True, max_iter=2000, random_state=seed
        ).fit(learned, column)
        chances[:, at] = model.predict_proba(asked)[:, 1]
    return chances


def _threshold(chances: Matrix, truth: NDArray[np.bool_]) -> float:
    grid = np.linspace(0.05, 0.95, 91)
    scores = np.array([2 * (truth & (chances >= at)).sum() / (truth.sum() + (chances >= at).sum()) for at in grid])
    return float(np.mean(grid[scores >= scores.max() - 1e-12])) if truth.any() else 0.5
