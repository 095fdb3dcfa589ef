"""Commands that explain a score and measure a judge, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from corpus_samples import article, judged
from typer.testing import CliRunner

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.store import Store
from flows.commands import measuring
from flows.commands.research_cli import register
from flows.settings import read_settings
from models.gold import load_gold
from models.labelled import labelled_set, reserved_passages
from models.shelf import promote, save
from models.train import train

TEXT = "Huyện ủy Ba Tri sắp xếp lại phòng ban, tinh gọn bộ máy, giảm ba đầu mối."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small model in use that has learned every fifteenth written passage, and one article."""
    folder = tmp_path_factory.mktemp("research")
    model = train(load_gold()[::15], load_taxonomy(), seed=0)
    save(model, folder / "models")
    promote(folder / "models", model.id, at="2026-01-01")
    with Store(folder / "bamsat.db") as store:
        document = article(1, TEXT)
        store.put_documents([(document, None)])
        store.put_judged([judged(document, model="m-1")])
    return folder


def run(home: Path, *words: str) -> Any:
    app = typer.Typer()
    register(app, settings=lambda: read_settings({}, home=home))
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def said(home: Path, *words: str) -> str:
    done = run(home, *words)
    assert done.exit_code == 0, done.output
    return str(done.stdout)


def test_a_text_is_explained_with_offsets_that_a_page_can_highlight(home: Path) -> None:
    found = json.loads(said(home, "explain", "--text", TEXT, "--title", "Tinh gọn bộ máy", "--all", "--json"))
    assert [each["area"] for each in found["areas"]] == list(load_taxonomy().codes)
    for each in found["areas"]:
        total = each["intercept"] + sum(part["log_odds"] for part in each["contributions"])
        assert total == pytest.approx(each["score"], abs=1e-6)
        assert each["log_odds"] == pytest.approx(each["slope"] * each["score"] + each["offset"], abs=1e-6)
        for part in each["contributions"]:
            shown = found["title"] if part["part"] == "title" else found["text"]
            assert all(0 <= start < end <= len(shown) for start, end in part["spans"])
        assert {TEXT[mark["start"] : mark["end"]] for mark in each["highlights"]["text"]} >= {"tinh", "gọn"}


def test_a_stored_passage_is_explained_by_the_beginning_of_its_id(home: Path) -> None:
    with Store(home / "bamsat.db") as store:
        passage = judged(article(1, TEXT)).passages[0]
        assert store.count_documents() == 1
    found = json.loads(said(home, "explain", passage.id[:8], "--area", "3", "--json"))
    assert (found["passage"], found["text"], found["start"]) == (passage.id, TEXT, passage.start)
    assert found["stored_by"] == "m-1"
    table = said(home, "explain", passage.id[:8], "--area", "3", "--most", "2")
    assert "tinh gọn" in table
    assert "lý do khác, cộng lại" in table
    assert "do m-1 phân loại" in table


def test_the_likeliest_area_is_explained_where_none_is_given(home: Path) -> None:
    found = json.loads(said(home, "explain", "--text", "Đội bóng thắng trận tối qua.", "--json"))
    (only,) = found["areas"]
    assert not only["chosen"]


def test_neither_or_both_of_a_passage_and_a_text_are_refused(home: Path) -> None:
    for words in ([], ["abc", "--text", TEXT], ["--text", "  "]):
        with pytest.raises(BadInput, match="a passage id or --text"):
            run(home, "explain", *words)
    with pytest.raises(BadInput, match="no such area"):
        run(home, "explain", "--text", TEXT, "--area", "9")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fifteenth of the written passages in place of all, so that measuring takes no time."""
    codes = load_taxonomy().codes
    some = labelled_set(codes, written=load_gold()[::15], reserved=reserved_passages()[::4])
    monkeypatch.setattr(measuring, "labelled_for", lambda settings, files: some)


def test_the_model_in_use_is_measured_only_on_what_it_has_not_learned(home: Path, few: None) -> None:
    found = json.loads(said(home, "measure", "--json"))
    card = found["card"]
    assert found["learned"] > 0
    assert {layer["name"] for layer in card["layers"] if layer["by"] == "nguồn"} == {"gold, giữ riêng"}
    assert card["passages"] == len(reserved_passages()[::4])
    table = said(home, "measure")
    assert "Yếu nhất:" in table
    assert f"bỏ {found['learned']} đoạn giữ lại mà nó đã học" in " ".join(table.split())


def test_a_recipe_fitted_anew_is_measured_on_the_whole_held_out_part(home: Path, few: None) -> None:
    found = json.loads(said(home, "measure", "--refit", "--json"))
    assert found["learned"] == 0
    assert found["card"]["passages"] > len(reserved_passages()[::4])
    levels = [each["level"] for each in found["card"]["measures"]]
    assert levels == ["area"] * 7 + ["any", "micro", "macro"]


def test_the_reliability_diagram_is_drawn_with_errors_by_area(home: Path, few: None) -> None:
    found = json.loads(said(home, "reliability", "--json"))
    assert {each["area"] for each in found["errors"]} == {"", *load_taxonomy().codes}
    assert (
        sum(each["so"]["over"] for each in found["bins"] if each["area"] == "2") == found["errors"][2]["error"]["over"]
    )
    drawn = said(home, "reliability", "--area", "2")
    assert "█" in drawn
    assert "mảng 7: ECE" in drawn
    with pytest.raises(BadInput, match="no such area"):
        run(home, "reliability", "--area", "9")


def test_a_file_that_the_model_has_learned_is_not_measured_on(home: Path, tmp_path: Path) -> None:
    learned = load_gold()[::15][:5]
    path = tmp_path / "seen.jsonl"
    rows = [{"key": each.key, "text": each.text, "areas": sorted(each.areas)} for each in learned]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.raises(BadInput, match="has learned every passage"):
        run(home, "measure", "--on", str(path))
