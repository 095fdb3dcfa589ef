"""Models stored and read back."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import signal
import zipfile
from pathlib import Path

import pytest
from skops.io import dumps

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import StoreError
from models.gold import GoldPassage, load_gold
from models.shelf import CARD, CURRENT, Change, card_of, changes, current, listed, load, promote, rollback, save
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


def test_a_real_kill_while_promoting_leaves_the_old_model_in_use(
    tmp_path: Path, model: Model, gold: tuple[GoldPassage, ...], taxonomy: Taxonomy
) -> None:
    save(model, tmp_path)
    promote(tmp_path, model.id)
    other = train(gold[:60], taxonomy, seed=1)
    save(other, tmp_path)
    child = os.fork()
    if child == 0:
        Path.replace = lambda self, target: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment,return-value]
        promote(tmp_path, other.id)
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert load(tmp_path).id == model.id
    assert promote(tmp_path, other.id).id == other.id


def test_profiles_follow_promotions_and_rollbacks(
    tmp_path: Path, model: Model, gold: tuple[GoldPassage, ...], taxonomy: Taxonomy
) -> None:
    others = [train(gold[:size], taxonomy, seed=1) for size in (40, 60)]
    for each in (model, *others):
        save(each, tmp_path)
    promote(tmp_path, model.id, why="đầu tiên", at="2026-01-01")
    promote(tmp_path, others[0].id)
    profiles = {each.id: each.profile for each in listed(tmp_path)}
    assert profiles == {model.id: "retired", others[0].id: "primary", others[1].id: "candidate"}
    promote(tmp_path, others[1].id)
    assert rollback(tmp_path).id == others[0].id
    assert rollback(tmp_path, why="vẫn kém").id == model.id
    assert changes(tmp_path)[0] == Change(model.id, "2026-01-01", "promote", "đầu tiên")
    assert [each.kind for each in changes(tmp_path)] == ["promote"] * 3 + ["rollback"] * 2


def test_a_rollback_to_a_damaged_model_is_refused_and_what_is_in_use_stays(
    tmp_path: Path, model: Model, gold: tuple[GoldPassage, ...], taxonomy: Taxonomy
) -> None:
    other = train(gold[:60], taxonomy, seed=1)
    for each in (model, other):
        save(each, tmp_path)
        promote(tmp_path, each.id)
    (tmp_path / f"{model.id}.skops").write_bytes(b"x")
    with pytest.raises(StoreError, match=rf"{model.id}.*changed or cut short"):
        rollback(tmp_path)
    assert load(tmp_path).id == other.id


def test_a_damaged_description_is_listed_with_what_is_wrong(tmp_path: Path, model: Model) -> None:
    save(model, tmp_path)
    (tmp_path / f"{model.id}.json").write_text("{", encoding="utf-8")
    (found,) = listed(tmp_path)
    assert found.reference is None
    assert "damaged" in found.fault


def test_a_card_stands_beside_its_model(tmp_path: Path, model: Model) -> None:
    save(model, tmp_path, beside={CARD: b'{"a": 1}'})
    assert card_of(tmp_path, model.id) == {"a": 1}
    assert [each.id for each in listed(tmp_path)] == [model.id]
    (tmp_path / f"{model.id}{CARD}").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="damaged card"):
        card_of(tmp_path, model.id)


def test_a_model_of_another_form_is_refused_by_name(tmp_path: Path, model: Model) -> None:
    reference = save(model, tmp_path)
    for change in ({"linear": None, "weights": None}, {"settings": {"unheard": 1}}, {"blocks": []}):
        state = model.classifier.state() | change
        body = dumps({key: value for key, value in state.items() if value is not None or key == "prior"})
        (tmp_path / reference.file).write_bytes(body)
        rewritten(tmp_path, f"{model.id}.json", sha256=hashlib.sha256(body).hexdigest())
        with pytest.raises(StoreError, match=rf"{model.id}.*another version of bamsat: train again"):
            load(tmp_path, model.id)
