"""Models stored and read back."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from pathlib import Path

import pytest
from skops.io import dumps

from corpus.errors import StoreError
from corpus.taxonomy import Taxonomy, load_taxonomy
from models.gold import GoldPassage, load_gold
from models.shelf import CURRENT, current, load, promote, save
from models.train import Model, samples, train


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def gold() -> tuple[GoldPassage, ...]:
    return load_gold()[::12]


@pytest.fixture(scope="module")
def model(gold: tuple[GoldPassage, ...], taxonomy: Taxonomy) -> Model:
    return train(gold, taxonomy, seed=0)


def rewritten(folder: Path, name: str, **values: object) -> None:
    path = folder / name
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")


def test_a_stored_model_gives_the_same_probabilities_to_the_last_bit(
    tmp_path: Path, model: Model, gold: tuple[GoldPassage, ...], taxonomy: Taxonomy
) -> None:
    reference = save(model, tmp_path, metrics={"macro_f1": 0.7, "undefined": None})
    back = load(tmp_path, model.id)
    shown = samples(gold, taxonomy)
    assert back.classifier.predict_proba(shown).tobytes() == model.classifier.predict_proba(shown).tobytes()
    assert (back.id, back.thresholds, back.positives) == (model.id, model.thresholds, model.positives)
    assert reference.metrics == {"macro_f1": 0.7, "undefined": None}


def test_a_model_is_in_use_only_once_promoted(tmp_path: Path, model: Model) -> None:
    save(model, tmp_path)
    assert current(tmp_path) is None
    with pytest.raises(StoreError, match="no such model"):
        load(tmp_path)
    assert promote(tmp_path, model.id) == current(tmp_path)
    assert load(tmp_path).id == model.id


def test_promotion_leaves_no_half_written_file(tmp_path: Path, model: Model) -> None:
    save(model, tmp_path)
    promote(tmp_path, model.id)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(
        [CURRENT, f"{model.id}.json", f"{model.id}.skops"]
    )


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "grow"])
def test_a_file_that_was_changed_is_refused(tmp_path: Path, model: Model, harm: str) -> None:
    path = tmp_path / save(model, tmp_path).file
    body = bytearray(path.read_bytes())
    middle = len(body) // 2
    if harm == "flip":
        body[middle] ^= 1
    path.write_bytes({"flip": bytes(body), "cut": bytes(body[:middle]), "empty": b"", "grow": bytes(body) + b"x"}[harm])
    with pytest.raises(StoreError, match="changed or cut short"):
        load(tmp_path, model.id)
    with pytest.raises(StoreError):
        promote(tmp_path, model.id)
    assert current(tmp_path) is None


def test_a_model_of_another_scikit_learn_is_refused_in_words(tmp_path: Path, model: Model) -> None:
    save(model, tmp_path)
    rewritten(tmp_path, f"{model.id}.json", sklearn="0.1")
    with pytest.raises(StoreError, match=r"scikit-learn 0\.1.*train again"):
        load(tmp_path, model.id)


class Stranger:
    """A type no model file may hold."""


@pytest.mark.parametrize("kind", ["type", "pickle", "zip"])
def test_a_file_with_anything_else_in_it_is_refused_even_with_its_right_hash(
    tmp_path: Path, model: Model, kind: str
) -> None:
    import hashlib

    reference = save(model, tmp_path)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("readme.txt", "x")
    body = {"type": dumps({"x": Stranger()}), "pickle": pickle.dumps({"x": 1}), "zip": archive.getvalue()}[kind]
    (tmp_path / reference.file).write_bytes(body)
    rewritten(tmp_path, f"{model.id}.json", sha256=hashlib.sha256(body).hexdigest())
    with pytest.raises(StoreError, match=r"not allowed|not a model file"):
        load(tmp_path, model.id)


@pytest.mark.parametrize("id", ["../secret", "a/b", "", "x.json"])
def test_an_id_is_never_a_path(tmp_path: Path, id: str) -> None:
    with pytest.raises(StoreError, match="not a model id"):
        load(tmp_path, id)


@pytest.mark.parametrize("body", ["{", "[]", '{"id": 1}'])
def test_a_damaged_pointer_is_said_to_be_damaged(tmp_path: Path, body: str) -> None:
    (tmp_path / CURRENT).write_text(body, encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        current(tmp_path)
