"""The passages beside a passage: from what a person saw, or a file, to what the classifier is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.label import Judgement, Snapshot
from models.classifier import WRITTEN, AreaClassifier, Settings
from models.features import Sample
from models.gold import GoldPassage, load_gold
from models.labelled import of_file, of_judgements
from models.train import data_hash, samples, train


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def gold() -> tuple[GoldPassage, ...]:
    return load_gold()[::20]


def test_what_a_person_saw_beside_a_passage_reaches_the_classifier(taxonomy: Taxonomy) -> None:
    judgement = Judgement(
        id="1",
        passage="p",
        person="lan",
        verdicts={"3": "yes"},
        stage=None,
        note="",
        at=datetime(2026, 1, 1, tzinfo=UTC),
        taxonomy="2021.1",
        shown_because="random",
        inclusion=None,
        supersedes=None,
        snapshot=Snapshot("d", "r", "bao", "Tựa", "Việc thứ hai.", before="Việc trước.", after="Việc sau."),
    )
    (example,) = of_judgements([judgement], taxonomy.codes)
    (shown,) = samples([example.passage], taxonomy)
    assert (shown.before, shown.text, shown.after) == ("Việc trước.", "Việc thứ hai.", "Việc sau.")


def test_a_file_may_tell_the_passages_beside(tmp_path: Path, taxonomy: Taxonomy) -> None:
    file = tmp_path / "coded.jsonl"
    row = {"key": "a", "text": "Một.", "areas": []}
    lines = [row, row | {"key": "b", "before": "Không.", "after": "Hai."}]
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in lines), encoding="utf-8")
    shown = samples([each.passage for each in of_file(file)], taxonomy)
    assert [(each.before, each.after) for each in shown] == [("", ""), ("Không.", "Hai.")]


def test_data_without_neighbours_keep_their_hash_and_neighbours_are_part_of_it(gold: tuple[GoldPassage, ...]) -> None:
    beside = [replace(gold[0], before="trước"), *gold[1:]]
    moved = [replace(gold[0], after="trước"), *gold[1:]]
    assert len({data_hash(gold), data_hash(beside), data_hash(moved)}) == 3


def test_without_neighbours_a_recipe_with_context_predicts_as_without(
    gold: tuple[GoldPassage, ...], taxonomy: Taxonomy
) -> None:
    plain, wide = (train(gold, taxonomy, seed=0, settings=replace(WRITTEN, context=each)) for each in (0.0, 0.25))
    shown = samples(gold, taxonomy)
    assert plain.id != wide.id
    assert np.array_equal(plain.classifier.predict_proba(shown), wide.classifier.predict_proba(shown))


def test_neighbours_tell_apart_what_the_text_does_not() -> None:
    shown = [Sample("Việc thứ hai như sau.", after=each) for each in ("tinh gọn bộ máy", "chợ hoa xuân")] * 10
    areas: list[set[str]] = [{"3"}, set()] * 10
    chances = {}
    for context in (0.0, 0.5):
        settings = Settings(prior=0.0, title_prior=0.0, cues=0.0, context=context)
        fitted = AreaClassifier(("3",), {}, settings).fit(shown, areas)
        again = AreaClassifier.of_state(fitted.state())
        chances[context] = again.predict_proba(shown[:2])[:, 0]
    assert chances[0.0][0] == chances[0.0][1]
    assert chances[0.5][0] > chances[0.5][1]
