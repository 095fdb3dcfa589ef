"""Fit the points of modality and stage: ``python -m models.fit_modality --train FILE [--write]``.

FILE is a JSONL of coded passages as ``models.gold`` reads them, with ``stage`` and ``modality``; it is only read. The
written passages of the project are learned from beside it. Nothing but named signs and their weights is written. The
figures are of five-fold cross-validation with the passages of one document in one fold, over the file and over the
written passages apart; the weights written are fitted on all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput, BamsatError
from corpus.label import Modality, Stage
from corpus.passage import Passage, PassageKind
from corpus.places.gazetteer import load_gazetteer
from models.analyse import Analyst
from models.classifier import assigned_folds
from models.gold import GoldPassage, load_gold
from models.grammar import markers
from models.points import FILE, START, Points, signs_of
from models.syllables import syllables

STRENGTH = 0.1
"""Inverse strength of the L2 penalty (cross-validated among 0.03, 0.1 and 0.3)."""

RARE = 10
"""A sign on fewer passages than this is left out."""

SMALL = 0.05
"""A weight smaller than this is left out."""

WRITTEN: Mapping[str, float] = {"modality": 1.0, "stage": 0.3}
"""What a written passage weighs beside one of the file (cross-validated among 0.3 and 1)."""

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """A coded passage with its signs, without areas and with them; ``file`` tells the file's from the written."""

    passage: GoldPassage
    plain: Mapping[str, float]
    full: Mapping[str, float]
    file: bool

    def label(self, of: str) -> str:
        """Its modality or stage as coded, "" where it has none."""
        value = self.passage.modality if of == "modality" else self.passage.stage
        return "" if value in (None, Modality.NONE, Stage.KHONG) else str(value)

    def signs(self, of: str) -> Mapping[str, float]:
        """What is looked at to tell it."""
        return self.plain if of == "modality" else self.full


def seen(passages: Sequence[GoldPassage], analyst: Analyst, *, file: bool) -> list[Seen]:
    """Read passages that are about some area."""
    found = []
    for each in passages:
        if not each.areas:
            continue
        passage = Passage(each.key, "", 0, 0, len(each.text), PassageKind.PARAGRAPH, each.text, each.title, "", "", "")
        analysis = analyst.analyse(passage, published=None)
        marks = markers(syllables(each.text))
        plain = signs_of(marks, analysis.entities, analysis.cues)
        full = signs_of(marks, analysis.entities, analysis.cues, sorted(each.areas))
        found.append(Seen(each, plain, full, file))
    return found


def fitted(passages: Sequence[Seen], of: str) -> dict[str, dict[str, float]]:
    """Weights by class and sign; the mean over the classes is taken off, which changes no decision."""
    common = Counter(sign for each in passages for sign in each.signs(of))
    kept = [{s: v for s, v in each.signs(of).items() if common[s] >= RARE} for each in passages]
    vectorizer = DictVectorizer()
    found: NDArray[Any] = vectorizer.fit_transform(kept)
    weights_of = [1.0 if each.file else WRITTEN[of] for each in passages]
    fit = LogisticRegression(C=STRENGTH, max_iter=2000)
    fit.fit(found, [each.label(of) for each in passages], sample_weight=weights_of)
    starts = fit.intercept_ - fit.intercept_.mean()
    weights: dict[str, dict[str, float]] = {}
    for at, name in enumerate(fit.classes_):
        row = {START: round(float(starts[at]), 2)}
        for sign, value in zip(vectorizer.feature_names_, fit.coef_[at], strict=True):
            if abs(value) >= SMALL:
                row[sign] = round(float(value), 2)
        weights[str(name)] = row
    return weights


def cross_validated(passages: Sequence[Seen], of: str, *, seed: int) -> NDArray[np.bool_]:
    """Whether each passage is told rightly by weights fitted without its document."""
    right = np.zeros(len(passages), dtype=bool)
    fold = np.array(assigned_folds([each.passage.group for each in passages], FOLDS, seed))
    for number in range(FOLDS):
        points = Points(fitted([each for each, at in zip(passages, fold, strict=True) if at != number], of))
        for at in np.flatnonzero(fold == number).tolist():
            said = points.of(passages[at].signs(of))
            right[at] = max(said, key=said.__getitem__) == passages[at].label(of)
    return right


def fit(train: Path, *, seed: int = 0) -> dict[str, Any]:
    """Weights of both, and the figures; the content of ``points.json``.

    Raises:
        BadInput: the file cannot be used, or none of its passages has an area with a stage and a modality.
    """
    analyst = Analyst(load_taxonomy(), load_gazetteer())
    passages = [*seen(load_gold([train]), analyst, file=True), *seen(load_gold(), analyst, file=False)]
    made: dict[str, Any] = {
        "file_sha256": hashlib.sha256(train.read_bytes()).hexdigest(),
        "penalty": f"L2, C={STRENGTH}",
        "weight_of_written": dict(WRITTEN),
        "passages": {},
        "accuracy": {},
    }
    result: dict[str, Any] = {"made": made}
    for of in ("modality", "stage"):
        coded = [each for each in passages if each.label(of)]
        from_file = np.array([each.file for each in coded])
        if not from_file.any():
            raise BadInput(f"không đoạn nào có mảng và {of} (no passage with an area and a {of})", where=str(train))
        right = cross_validated(coded, of, seed=seed)
        made["passages"][of] = {"file": int(from_file.sum()), "written": int((~from_file).sum())}
        made["accuracy"][of] = {
            "file": round(float(right[from_file].mean()), 4),
            "written": round(float(right[~from_file].mean()), 4),
        }
        result[of] = fitted(coded, of)
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print the figures, and write the points where asked to."""
    parser = argparse.ArgumentParser(
        prog="python -m models.fit_modality", description="Học điểm tình thái và giai đoạn (fit modality and stage)"
    )
    parser.add_argument("--train", type=Path, required=True, help="tệp đoạn đã mã hóa (coded passages)")
    parser.add_argument("--write", action="store_true", help=f"ghi {FILE} (write the points)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    try:
        found = fit(options.train, seed=options.seed)
    except BamsatError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(found["made"], ensure_ascii=False, indent=1) + "\n")
    if options.write:
        text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
        Path(__file__).with_name(FILE).write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
