"""Commands on models and the data set, as they are typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from corpus_samples import article, judged
from spacy.tokens import DocBin
from spacy.vocab import Vocab
from typer.testing import CliRunner

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput, StoreError
from corpus.people.judgements import Draft, Judgements
from corpus.predictions.recent import recent
from corpus.store import Store
from flows.cli import app
from models.gold import load_gold
from models.shelf import CARD, changes, current, promote, save
from models.train import train

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TASK = "Huyện ủy Ba Tri sắp xếp lại phòng ban, giảm ba đầu mối."


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture
def home(tmp_path: Path, taxonomy: Taxonomy) -> Path:
    """A data folder with two models of which the second is in use, and a store with five judged articles."""
    shelf = tmp_path / "models"
    gold = load_gold()
    first, second = (train(gold[at : at + 60], taxonomy, seed=0) for at in (0, 30))
    for model in (first, second):
        save(model, shelf, beside={CARD: json.dumps({"seen": [], "chain": [0, ""], "ruling": PASSED}).encode()})
        promote(shelf, model.id, at="2026-01-01")
    with Store(tmp_path / "bamsat.db") as store:
        documents = [
            article(number, TASK, published=datetime(2021, month, 5, 5, tzinfo=UTC))
            for number, month in enumerate((1, 2, 5, 8, 8), start=1)
        ]
        store.put_documents([(each, None) for each in documents])
        store.put_judged([judged(each, model=second.id) for each in documents])
    return tmp_path


PASSED = {"passed": True, "reasons": []}
REFUSED = {"passed": False, "reasons": ["mảng 3: bỏ sót nhiều hơn"]}


def ids(home: Path) -> tuple[str, str]:
    first, second = (each.id for each in changes(home / "models"))
    return first, second


def typed(home: Path, *words: str) -> Any:
    """What a command prints as JSON."""
    done = CliRunner().invoke(app, ["--home", str(home), *words, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def said(home: Path, *words: str) -> str:
    """What a command prints for people."""
    done = CliRunner().invoke(app, ["--home", str(home), *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_shelf_is_listed_with_profiles(home: Path) -> None:
    first, second = ids(home)
    assert {each["id"]: each["profile"] for each in typed(home, "models", "list")} == {
        first: "retired",
        second: "primary",
    }
    assert "đang dùng" in said(home, "models", "list")


def test_rollback_is_one_command_and_its_reason_is_kept(home: Path) -> None:
    first, _ = ids(home)
    assert typed(home, "models", "rollback", "--because", "bỏ sót mảng 6") == {"primary": first}
    chosen = current(home / "models")
    assert chosen is not None
    assert chosen.id == first
    assert changes(home / "models")[-1].why == "bỏ sót mảng 6"
    with pytest.raises(StoreError, match="nothing to roll back to"):
        said(home, "models", "rollback")


def test_a_refused_model_is_put_into_use_only_with_a_reason(home: Path) -> None:
    first, second = ids(home)
    shelf = home / "models"
    (shelf / f"{first}{CARD}").write_text(json.dumps({"seen": [], "chain": [0, ""], "ruling": REFUSED}))
    with pytest.raises(BadInput, match=r"bỏ sót nhiều hơn.*--because"):
        said(home, "models", "promote", first)
    chosen = current(shelf)
    assert chosen is not None
    assert chosen.id == second
    short = first.removeprefix("seven-areas-")[:6]
    assert first in said(home, "models", "promote", short, "--because", "sổ mã mới")
    with pytest.raises(StoreError, match="no such model"):
        said(home, "models", "promote", "zzz")


def test_a_damaged_model_is_named_when_it_is_shown(home: Path) -> None:
    first, _ = ids(home)
    path = home / "models" / f"{first}.skops"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(StoreError, match=rf"{first}.*changed or cut short"):
        said(home, "models", "show", first)


def test_history_is_scored_by_two_models_over_the_months_asked_for(home: Path) -> None:
    first, second = ids(home)
    whole = typed(home, "models", "backcast", first)
    assert (whole["new"], whole["old"], whole["whole"][0]["of"]) == (first, second, 5)
    assert typed(home, "models", "backcast", first, "--months", "4")["whole"][0]["of"] == 3


def test_recent_passages_are_those_that_coverage_counts(home: Path) -> None:
    _, second = ids(home)
    with Store(home / "bamsat.db") as store:
        outside = article(9, TASK, published=datetime(2021, 8, 6, tzinfo=UTC))
        undated = article(10, TASK, published=None)
        store.put_documents([(outside, None), (undated, None)])
        store.put_judged([judged(outside, model=second, reach="outside"), judged(undated, model=second)])
        found = recent(store.engine, model=second, months=6)
        assert [each.month for each in found] == ["2021-08", "2021-08", "2021-05"]
        assert found[0].text == TASK
        assert len(recent(store.engine, model=second, months=None, most=2)) == 2
        assert recent(store.engine, model="other", months=6) == []


def test_the_data_set_is_written_in_every_form_with_its_dictionary(home: Path, taxonomy: Taxonomy) -> None:
    with Store(home / "bamsat.db") as store:
        judgements = Judgements(store.engine)
        passage = recent(store.engine, model=ids(home)[1], months=None)[0].passage
        verdicts = {code: "yes" if code == "3" else "unsure" if code == "7" else "no" for code in taxonomy.codes}
        judgements.record(Draft(passage, "lan", verdicts, inclusion=0.5), now=NOW)  # type: ignore[arg-type]
    folder = home / "out"
    made = typed(home, "dataset", "export", str(folder))
    lines = [json.loads(line) for line in (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == made["passages"] == sum(made["parts"].values())
    (person,) = [line for line in lines if line["origin"] == "judged"]
    assert (person["text"], person["area_3"], person["area_7"], person["area_1"]) == (TASK, "yes", "unsure", "no")
    assert (person["published"], person["inclusion"]) == ("2021-08-05", "0.5")
    table = pq.read_table(folder / "passages.parquet")
    assert table.num_rows == len(lines)
    words = (folder / "DICTIONARY.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in words for name in table.column_names)
    docs = list(DocBin().from_disk(folder / "test.spacy").get_docs(Vocab()))
    held = {line["key"]: line for line in lines if line["part"] == "test"}
    assert len(docs) == len(held)
    for doc in docs[:50]:
        line = held[doc.user_data["key"]]
        assert doc.text == line["text"]
        assert {code for code, value in doc.cats.items() if value} == {
            code for code in taxonomy.codes if line[f"area_{code}"] == "yes"
        }
    groups = {part: {line["document"] for line in lines if line["part"] == part} - {""} for part in ("train", "test")}
    assert not groups["train"] & groups["test"]


def test_agreement_is_told_by_area(home: Path, taxonomy: Taxonomy) -> None:
    with Store(home / "bamsat.db") as store:
        judgements = Judgements(store.engine)
        for number, each in enumerate(recent(store.engine, model=ids(home)[1], months=None)):
            for person in ("lan", "minh"):
                judgements.record(Draft(each.passage, person, {"3": "yes" if number % 2 else "no"}), now=NOW)
    found = {each["area"]: each for each in typed(home, "models", "agreement")}
    assert (found["3"]["alpha"]["value"], found["3"]["people"]) == (1.0, 2)
    assert found["1"]["alpha"]["value"] is None
    assert "mảng 3: alpha 1.000" in said(home, "models", "agreement")


def test_a_public_set_is_measured(home: Path) -> None:
    path = home / "set.jsonl"
    rows = [{"text": f"{'giá dừa' if n % 2 else 'đội bóng'} {n}", "y": n % 2} for n in range(40)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    found = typed(home, "models", "bench", str(path), "--label", "y")
    assert found["accuracy"]["value"] == 1.0
    assert "macro-F1" in said(home, "models", "bench", str(path), "--label", "y")


@pytest.mark.slow
def test_retraining_without_a_new_label_changes_nothing(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["--home", str(tmp_path), "retrain", "--json"])
    chosen = current(tmp_path / "models")
    assert chosen is not None
    assert [each.id for each in changes(tmp_path / "models")] == [chosen.id]
    if isinstance(done.exception, BadInput):
        assert "nothing to learn beyond" in str(done.exception)
    else:
        assert done.exit_code == 4
        assert not json.loads(done.stdout)["promoted"]
