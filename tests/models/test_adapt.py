"""Learning on top of a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput
from models.gold import GoldPassage, load_gold
from models.report import report
from models.shelf import load, save
from models.shipped import shipped_model
from models.train import Model, recipe, samples, train

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def gold() -> tuple[GoldPassage, ...]:
    return load_gold()


@pytest.fixture(scope="module")
def known(gold: tuple[GoldPassage, ...], taxonomy: Taxonomy) -> Model:
    return train(gold[::4], taxonomy, seed=0)


def rightly(model: Model, passages: Sequence[GoldPassage], taxonomy: Taxonomy) -> float:
    """Share of passages whose areas are found exactly."""
    found = model.classifier.predict(samples(passages, taxonomy))
    return float(np.mean([each.areas == areas for each, areas in zip(passages, found, strict=True)]))


def test_fifty_wrong_judgements_do_not_destroy_what_was_known(
    gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, known: Model
) -> None:
    wrong = [replace(each, areas=frozenset("6")) for each in gold[1::4] if not each.areas][:50]
    asked = gold[2::4]
    adapted = train([*wrong, *gold[::4]], taxonomy, seed=0, prior=known)
    assert rightly(adapted, asked, taxonomy) > rightly(known, asked, taxonomy) - 0.1


def test_fifty_judgements_alone_keep_more_than_a_training_on_them_would(
    gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, known: Model
) -> None:
    told, asked = gold[1:401:8], gold[2::4]
    afresh = rightly(train(told, taxonomy, seed=0), asked, taxonomy)
    assert rightly(train(told, taxonomy, seed=0, prior=known), asked, taxonomy) > afresh


def test_fifty_right_judgements_make_nothing_worse(
    gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, known: Model
) -> None:
    asked = gold[2::4]
    adapted = train(gold[1:401:8], taxonomy, seed=0, prior=known)
    assert rightly(adapted, asked, taxonomy) >= rightly(known, asked, taxonomy) - 0.01


def test_five_hundred_judgements_that_say_the_same_are_learnt(
    gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, known: Model
) -> None:
    place = gold[0]
    told = [
        replace(place, key=f"n{n}", text=f"Tổ lưu động số {n % 97} về ấp nghe dân.", title="", areas=frozenset("6"))
        for n in range(500)
    ]
    new = [replace(place, text="Sáng nay tổ lưu động số 3 lại về ấp nghe dân.", title="", areas=frozenset("6"))]
    assert rightly(known, new, taxonomy) == 0.0
    adapted = train([*told, *gold[1::4]], taxonomy, seed=0, prior=known)
    assert rightly(adapted, new, taxonomy) == 1.0
    assert rightly(adapted, gold[2::4], taxonomy) >= rightly(known, gold[2::4], taxonomy) - 0.01


def test_the_shipped_model_survives_fifty_judgements_of_which_a_third_are_wrong(
    real: Path, gold: tuple[GoldPassage, ...], taxonomy: Taxonomy
) -> None:
    shipped = shipped_model(taxonomy)
    coded = load_gold([real / "labelled" / "train.jsonl"])[::97][:50]
    judged = [replace(each, areas=frozenset("136"[n % 9 // 3])) if n % 3 == 0 else each for n, each in enumerate(coded)]
    passages, weights = recipe(judged, gold)
    adapted = train(passages, taxonomy, seed=0, prior=shipped, weights=weights)
    development = load_gold([real / "labelled" / "dev.jsonl"])
    before, after = (
        report("", development, model.classifier.predict(samples(development, taxonomy)), taxonomy.codes, seed=0)
        for model in (shipped, adapted)
    )
    assert before.macro_f1 is not None and after.macro_f1 is not None
    assert after.macro_f1 >= before.macro_f1 - 0.05


def test_an_adapted_model_is_stored_whole_and_has_an_id_of_its_own(
    tmp_path: Path, gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, known: Model
) -> None:
    adapted = train(gold[1:200:8], taxonomy, seed=0, prior=known)
    again = train(gold[1:200:8], taxonomy, seed=0, prior=known)
    assert adapted.id == again.id != train(gold[1:200:8], taxonomy, seed=0).id
    save(adapted, tmp_path)
    shown = samples(gold[:30], taxonomy)
    chances = adapted.classifier.predict_proba(shown).tobytes()
    assert load(tmp_path, adapted.id).classifier.predict_proba(shown).tobytes() == chances
    assert again.classifier.predict_proba(shown).tobytes() == chances


def test_a_prior_of_another_taxonomy_is_refused(
    gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, known: Model
) -> None:
    with pytest.raises(BadInput, match="another taxonomy"):
        train(gold[:20], taxonomy, seed=0, prior=replace(known, fingerprint="0" * 12))
