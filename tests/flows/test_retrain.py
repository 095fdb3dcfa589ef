"""Retraining: the better is promoted, the worse refused in words, and whatever happens the old model serves on."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import text

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput, StoreError
from corpus.label import Snapshot
from corpus.people.judgements import Draft, Judgements
from corpus.places.gazetteer import load_gazetteer
from corpus.store import Store
from flows.retrain import Retrained, incumbent_of, retrain
from models.analyse import Analyst
from models.card import text_hash_of
from models.classifier import WRITTEN, Settings
from models.gate import Limits
from models.gold import GoldPassage, load_gold
from models.labelled import Example, labelled_set
from models.shelf import CARD, card_of, changes, current, listed, promote, rollback, save
from models.split import split
from models.train import train

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FEW = Limits(positives=5)
T = TypeVar("T")


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def analyst(taxonomy: Taxonomy) -> Analyst:
    return Analyst(taxonomy, load_gazetteer())


@pytest.fixture(scope="module")
def gold() -> tuple[GoldPassage, ...]:
    """Every third written passage."""
    return load_gold()[::3]


BLIND = Settings(cues=0.0, prior=0.0, title_prior=0.0)
"""Knows nothing of the codebook: what the poor model of these tests is trained with."""


def on_shelf(folder: Path, passages: Sequence[GoldPassage], taxonomy: Taxonomy, *, settings: Settings = WRITTEN) -> str:
    """A model of these passages in use, with a card that says what it has seen."""
    model = train(passages, taxonomy, seed=0, settings=settings)
    card = {"seen": sorted({text_hash_of(each.text) for each in passages}), "chain": [0, ""]}
    save(model, folder, beside={CARD: json.dumps(card).encode()})
    promote(folder, model.id)
    return model.id


def coded(path: Path, examples: Sequence[Example], *, shuffled: set[str] | None = None) -> Path:
    """A file of coded passages; those whose keys are given get each other's areas."""
    areas = {each.passage.key: sorted(each.passage.areas) for each in examples}
    keys = sorted(shuffled or ())
    mixed = [areas[key] for key in keys]
    random.Random(1).shuffle(mixed)
    areas |= dict(zip(keys, mixed, strict=True))
    path.write_text(
        "\n".join(
            json.dumps(
                {
                    "key": each.passage.key,
                    "text": each.passage.text,
                    "title": each.passage.title,
                    "areas": areas[each.passage.key],
                    "document": each.passage.group,
                }
            )
            for each in examples
        ),
        encoding="utf-8",
    )
    return path


@pytest.fixture
def again(taxonomy: Taxonomy, analyst: Analyst, tmp_path: Path) -> Callable[..., Retrained]:
    def call(**options: object) -> Retrained:
        values: dict[str, object] = {
            "store": None,
            "models": tmp_path / "models",
            "taxonomy": taxonomy,
            "written": (),
            "reserved": (),
            "now": NOW,
            "limits": FEW,
            "analyst": analyst,
        }
        return retrain(**(values | options))  # type: ignore[arg-type]

    return call


def test_a_better_candidate_is_promoted_with_its_card_and_rolled_back_in_one_step(
    again: Callable[..., Retrained], gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, tmp_path: Path
) -> None:
    shelf = tmp_path / "models"
    old = on_shelf(shelf, gold[:30], taxonomy, settings=BLIND)
    file = coded(tmp_path / "more.jsonl", labelled_set(taxonomy.codes, written=gold[30:]).examples)

    tried = again(files=[file], dry_run=True)
    assert (tried.trial.ruling.passed, tried.promoted, tried.exit_code) == (True, False, 0)
    assert [each.id for each in listed(shelf)] == [old]

    done = again(files=[file])
    assert done.promoted
    new = done.trial.model.id
    assert new == tried.trial.model.id
    chosen = current(shelf)
    assert chosen is not None
    assert chosen.id == new
    assert {each.id: each.profile for each in listed(shelf)} == {new: "primary", old: "retired"}
    card = card_of(shelf, new)
    assert card is not None
    assert card["ruling"]["passed"]
    assert card["comparison"]["difference"]["low"] > 0
    assert not set(card["seen"]) & {text_hash_of(each.text) for each in gold[:30]}
    markdown = (shelf / f"{new}.card.md").read_text(encoding="utf-8")
    assert "Đạt: được đưa vào dùng" in markdown
    assert gold[40].text not in markdown
    assert done.accounting.balanced
    assert "chênh macro-F1" in changes(shelf)[-1].why

    back = rollback(shelf, why="thử", at="2026-03-02")
    assert (back.id, incumbent_of(shelf).model.id) == (old, old)
    assert [each.kind for each in changes(shelf)] == ["promote", "promote", "rollback"]
    with pytest.raises(StoreError, match="nothing to roll back to"):
        rollback(shelf)


def test_a_candidate_of_shuffled_labels_is_refused_in_words_and_the_old_model_serves_on(
    again: Callable[..., Retrained], gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, tmp_path: Path
) -> None:
    shelf = tmp_path / "models"
    half = len(gold) // 2
    old = on_shelf(shelf, gold[:half], taxonomy)
    # as the file names its passages, so that the split is the one retraining makes
    first = coded(tmp_path / "coded.jsonl", labelled_set(taxonomy.codes, written=gold[half:]).examples)
    examples = labelled_set(taxonomy.codes, files=[first]).examples
    learned = {each.passage.key for each in split(examples).training}
    done = again(files=[coded(tmp_path / "coded.jsonl", examples, shuffled=learned)])
    assert (done.promoted, done.exit_code) == (False, 4)
    assert any("macro-F1" in reason for reason in done.trial.ruling.reasons)
    assert {each.id: each.profile for each in listed(shelf)} == {old: "primary", done.trial.model.id: "candidate"}
    assert incumbent_of(shelf).model.id == old
    assert "Không đạt" in (shelf / f"{done.trial.model.id}.card.md").read_text(encoding="utf-8")


def test_a_model_that_learned_the_held_out_passages_is_measured_without_them(
    again: Callable[..., Retrained], gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, tmp_path: Path
) -> None:
    old = on_shelf(tmp_path / "models", gold[:240], taxonomy)
    same = again(written=gold[:240])
    assert not same.promoted
    assert same.trial.ruling.reasons == ("không có gì mới để học: cho ra đúng mô hình đang dùng (same model)",)
    assert same.trial.card.comparison.difference.value == 0.0
    assert "recipe without" in same.trial.card.stood_in
    assert incumbent_of(tmp_path / "models").model.id == old


def test_held_out_passages_that_cannot_be_forgotten_are_left_out_of_the_comparison(
    again: Callable[..., Retrained], gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, tmp_path: Path
) -> None:
    on_shelf(tmp_path / "models", gold[100:240], taxonomy)
    done = again(written=gold[:200], dry_run=True)
    held = split(labelled_set(taxonomy.codes, written=gold[:200]).examples).held_out
    known = sum(each.passage in gold[100:200] for each in held)
    assert known
    assert done.trial.card.comparison.passages == len(held) - known
    assert f"bỏ {known} đoạn" in done.trial.card.stood_in


def test_killed_between_saving_and_promoting_the_old_model_serves_and_the_next_try_finishes(
    again: Callable[..., Retrained], gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, tmp_path: Path
) -> None:
    shelf = tmp_path / "models"
    old = on_shelf(shelf, gold[:30], taxonomy, settings=BLIND)
    file = coded(tmp_path / "more.jsonl", labelled_set(taxonomy.codes, written=gold[30:]).examples)

    def killed(name: str, work: Callable[[], T], /) -> T:
        if name == "promote":
            raise Killed
        return work()

    with pytest.raises(Killed):
        again(files=[file], step=killed)
    assert incumbent_of(shelf).model.id == old
    assert sorted(each.profile for each in listed(shelf)) == ["candidate", "primary"]
    assert again(files=[file]).promoted


def test_what_people_judged_is_learned_and_a_tampered_chain_is_not(
    again: Callable[..., Retrained], gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, tmp_path: Path
) -> None:
    on_shelf(tmp_path / "models", gold[:200], taxonomy)
    with Store(tmp_path / "store.db") as store:
        judgements = Judgements(store.engine)
        for number, passage in enumerate(gold[200:230]):
            seen = Snapshot(f"bao:{number}", "r", "bao", passage.title, passage.text, published="2021-05-01")
            verdicts = {code: "yes" if code in passage.areas else "no" for code in taxonomy.codes}
            if number == 0:
                verdicts["3"] = "unsure"
            draft = Draft(f"p{number}", "lan", verdicts, snapshot=seen)  # type: ignore[arg-type]
            judgements.record(draft, now=NOW)
        done = again(store=store, written=gold[:200], dry_run=True)
        card = done.trial.card
        assert (card.labels["người đọc trong kho"], card.people, card.chain[0]) == (30, 1, 30)
        assert text_hash_of(gold[200].text) not in card.seen
        assert done.accounting.balanced
        with store.engine.begin() as connection:
            connection.execute(text("DROP TRIGGER judgements_refuse_update"))
            connection.execute(text("UPDATE judgements SET verdicts = '{}' WHERE seq = 7"))
        with pytest.raises(StoreError, match=r"does not hold.*sự kiện 7"):
            again(store=store, written=gold[:200], dry_run=True)


def test_the_knowledge_of_a_prior_is_kept_and_corrected_by_a_few_judgements(
    again: Callable[..., Retrained], gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, tmp_path: Path
) -> None:
    shelf = tmp_path / "models"
    few, most = gold[::4], [each for at, each in enumerate(gold) if at % 4]
    known = on_shelf(shelf, most, taxonomy)
    prior = incumbent_of(shelf).model
    file = coded(tmp_path / "few.jsonl", labelled_set(taxonomy.codes, written=few).examples)
    done = again(files=[file], written=most, prior=prior, dry_run=True, limits=Limits(positives=2))
    card = done.trial.card
    assert card.prior == known
    assert {text_hash_of(each.text) for each in most} <= set(card.seen)
    assert card.trained_on < len(few)
    assert f"sửa những gì {known}" in card.markdown().decode()
    # the written passages, which the prior has learned, are not measured on
    assert card.comparison.passages + card.trained_on == len(few)
    assert card.comparison.difference.low is not None
    assert card.comparison.difference.low > -0.1
    with pytest.raises(BadInput, match="nothing to learn beyond"):
        again(written=most, prior=prior)


def test_a_leak_is_refused_before_anything_is_trained(
    again: Callable[..., Retrained],
    gold: tuple[GoldPassage, ...],
    taxonomy: Taxonomy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_shelf(tmp_path / "models", gold[:30], taxonomy)

    def careless(examples: Sequence[Example]) -> object:
        parts = split(examples)
        return replace(parts, training=(*parts.training, parts.held_out[0]))

    monkeypatch.setattr("flows.retrain.split", careless)
    with pytest.raises(BadInput, match="leaks into the training"):
        again(written=gold[30:150])
    assert len(listed(tmp_path / "models")) == 1
