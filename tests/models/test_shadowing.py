"""The mark of a shadow on the shelf, and that a model file that cannot be trusted never takes over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput, StoreError
from corpus.predictions.said import Pair, Said, Told
from models.disagree import agreements
from models.gold import load_gold
from models.shadowing import MARK, MOST_FAULTS, Cost, add_cost, cost_of, in_use, shadow, shadowed, unshadow
from models.shelf import changes, current, listed, load, promote, rollback, save
from models.train import Model, train


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def models(taxonomy: Taxonomy) -> tuple[Model, Model]:
    gold = load_gold()
    return train(gold[:60], taxonomy, seed=0), train(gold[30:90], taxonomy, seed=0)


@pytest.fixture
def shelf(tmp_path: Path, models: tuple[Model, Model]) -> Path:
    """Two models of which the first is in use."""
    for each in models:
        save(each, tmp_path)
    promote(tmp_path, models[0].id)
    return tmp_path


def rewritten(path: Path, **values: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")


def test_a_shadow_is_marked_and_the_model_in_use_stays(shelf: Path, models: tuple[Model, Model]) -> None:
    first, second = models
    mark = shadow(shelf, second.id, at="2026-03-01", why="xem mảng 5")
    assert shadowed(shelf) == mark
    assert (mark.id, mark.at, mark.why) == (second.id, "2026-03-01", "xem mảng 5")
    assert in_use(shelf) == first.id == load(shelf).id
    assert {each.id: (each.profile, each.shadow) for each in listed(shelf)} == {
        first.id: ("primary", False),
        second.id: ("candidate", True),
    }
    assert unshadow(shelf) and not unshadow(shelf)
    assert shadowed(shelf) is None


def test_a_shadow_that_is_put_into_use_is_no_shadow_and_does_not_come_back_as_one(
    shelf: Path, models: tuple[Model, Model]
) -> None:
    _, second = models
    shadow(shelf, second.id)
    promote(shelf, second.id)
    assert shadowed(shelf) is None
    rollback(shelf)
    assert shadowed(shelf) is None
    assert shadow(shelf, second.id) == shadowed(shelf)


def test_what_cannot_judge_beside_is_refused_by_name(shelf: Path, models: tuple[Model, Model]) -> None:
    first, second = models
    with pytest.raises(BadInput, match=rf"{first.id}.*the one in use"):
        shadow(shelf, first.id)
    with pytest.raises(StoreError, match="no such model"):
        shadow(shelf, "seven-areas-00000000")
    rewritten(shelf / f"{second.id}.json", fingerprint="0" * 12)
    with pytest.raises(BadInput, match=rf"{second.id}.*another taxonomy"):
        shadow(shelf, second.id)
    (shelf / f"{second.id}.skops").write_bytes(b"x")
    with pytest.raises(StoreError, match=rf"{second.id}.*changed or cut short"):
        shadow(shelf, second.id)
    assert shadowed(shelf) is None


def test_without_a_model_in_use_there_is_nothing_to_judge_beside(tmp_path: Path, models: tuple[Model, Model]) -> None:
    save(models[1], tmp_path)
    with pytest.raises(StoreError, match="no model is in use"):
        shadow(tmp_path, models[1].id)


@pytest.mark.parametrize("body", ["{", "[]", '{"id": "a", "unheard": 1}'])
def test_a_damaged_mark_is_said_to_be_damaged_and_can_be_taken_off(shelf: Path, body: str) -> None:
    (shelf / MARK).write_text(body, encoding="utf-8")
    with pytest.raises(StoreError, match="--off"):
        shadowed(shelf)
    assert not any(each.shadow for each in listed(shelf))
    assert unshadow(shelf)
    assert shadowed(shelf) is None


def test_what_a_shadow_took_adds_up_until_another_is_marked(shelf: Path, models: tuple[Model, Model]) -> None:
    shadow(shelf, models[1].id)
    add_cost(shelf, Cost(2, 10, 0.5, 4.0, 1, {"d1": "vì sao"}))
    whole = add_cost(shelf, Cost(1, 5, 0.5, 4.0, 30, {f"x{number}": "vì sao" for number in range(30)}))
    assert (whole.documents, whole.passages, whole.seconds, whole.share, whole.failed) == (3, 15, 1.0, 0.125, 31)
    assert len(whole.faults) == MOST_FAULTS and cost_of(shelf) == whole
    shadow(shelf, models[1].id)
    assert cost_of(shelf) == Cost() and Cost().share is None


def harmed(path: Path, harm: str) -> None:
    """A model file and its description after something happened to them."""
    file, about = path, path.with_suffix(".json")
    body = file.read_bytes()
    if harm == "tampered":
        file.write_bytes(body[:200] + bytes([body[200] ^ 1]) + body[201:])
    elif harm == "truncated":
        file.write_bytes(body[: len(body) // 2])
    elif harm == "gone":
        file.unlink()
    else:
        rewritten(about, sklearn="0.1")


HARMS = ("tampered", "truncated", "gone", "other version")


@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_candidate_is_refused_by_name_and_the_previous_model_serves_on(
    shelf: Path, models: tuple[Model, Model], harm: str
) -> None:
    first, second = models
    harmed(shelf / f"{second.id}.skops", harm)
    for take in (promote, shadow):
        with pytest.raises(StoreError, match=second.id):
            take(shelf, second.id)
    now = current(shelf)
    assert now is not None and now.id == first.id == load(shelf).id
    assert [each.id for each in changes(shelf)] == [first.id]
    assert shadowed(shelf) is None


@pytest.mark.parametrize("harm", HARMS)
def test_a_model_harmed_while_in_use_is_refused_by_name_and_the_one_before_can_be_put_back(
    shelf: Path, models: tuple[Model, Model], harm: str
) -> None:
    first, second = models
    promote(shelf, second.id)
    harmed(shelf / f"{second.id}.skops", harm)
    rewritten(shelf / "current.json", sklearn=json.loads((shelf / f"{second.id}.json").read_text())["sklearn"])
    with pytest.raises(StoreError, match=second.id):
        load(shelf)
    assert rollback(shelf).id == first.id == load(shelf).id


def said(number: int, areas: str, **chances: float) -> Said:
    told = Told(f"p{number}", f"d{number}", "dong-khoi", "2021-03", "", "")
    probabilities = {name.removeprefix("p"): chance for name, chance in chances.items()}
    return Said(told, probabilities, frozenset(areas), counted=True)


def test_agreement_is_told_area_by_area_with_every_passage_that_differs() -> None:
    pairs = [
        Pair(said(1, "3", p3=0.9), said(1, "3", p3=0.8)),
        Pair(said(2, "3", p3=0.6), said(2, "", p3=0.4)),
        Pair(said(3, "", p5=0.1), said(3, "5", p5=0.9)),
        Pair(said(4, ""), said(4, "")),
    ]
    areas, differing = agreements(pairs, ("3", "5", "7"))
    three, five, seven = areas
    assert (three.of, three.both, three.only_one, three.only_other) == (4, 1, 1, 0)
    assert (three.agreement, three.positive) == (0.75, 2 / 3)
    assert (five.positive, seven.positive, seven.agreement) == (0.0, None, 1.0)
    assert [(each.passage, each.area, each.says) for each in differing] == [("p3", "5", "other"), ("p2", "3", "one")]
    assert agreements([], ("3",))[0][0].agreement is None
