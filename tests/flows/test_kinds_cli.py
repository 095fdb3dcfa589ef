"""The table of kinds of judge, as it is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.codebook.taxonomy import load_taxonomy
from flows.commands import kinds_cli
from flows.commands.kinds_cli import compare_models
from flows.settings import Settings
from models.gold import load_gold
from models.labelled import LabelledSet, labelled_set


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A data folder without a store or a model, and a part of the written passages as all that is labelled."""

    def few(_: Settings, files: object) -> LabelledSet:
        return labelled_set(load_taxonomy().codes, written=load_gold()[::12])

    monkeypatch.setattr(kinds_cli, "labelled_for", few)
    monkeypatch.setattr("models.candidates.installed", lambda: False)
    return Settings(home=tmp_path, store=str(tmp_path / "none.db"), workers=1, contact="")


def test_every_kind_has_its_cost_and_those_that_are_missing_their_reason(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    compare_models(settings, files=[], on=[], apart=False, seed=0, as_json=True)
    rows = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert rows["quy tắc + chữ"]["fit_seconds"] > 0 and rows["quy tắc + chữ"]["per_second"] > 0
    assert rows["quy tắc từ khóa"]["fit_seconds"] is None
    missing = {name: row["why"] for name, row in rows.items() if "why" in row}
    assert len(missing) == 4 and all(missing.values())


def test_the_table_names_what_is_missing(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    compare_models(settings, files=[], on=[], apart=False, seed=0, as_json=False)
    printed = capsys.readouterr().out
    for words in ("giây học", "đoạn/giây", "quy tắc + chữ", "F1 từng mảng", "ngữ nghĩa: chưa cài", "tự học: không có"):
        assert words in printed
