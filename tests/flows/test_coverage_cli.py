"""Coverage and audit samples from the command line: every number with its denominator, none where nothing was read."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from cube_samples import ASKED, NOTHING, Told, tell
from typer.testing import CliRunner

from corpus.audit.labels import open_items
from corpus.errors import BadInput
from corpus.people.judgements import Draft, Judgements
from corpus.store import Store
from flows.commands.audit_cli import audit_app
from flows.commands.coverage_cli import register
from flows.settings import read_settings

NOW = datetime(2021, 6, 1, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Forty passages of March on area 3 or on nothing, and three of April: too few to say anything of."""
    with Store(tmp_path / "bamsat.db") as store:
        for number in range(8):
            told = (Told(), ASKED) if number < 4 else (NOTHING, NOTHING)
            tell(store, number, *told, NOTHING, NOTHING, NOTHING, day=f"2021-03-{number + 2:02d}", known="2021-03-20")
        tell(store, 90, NOTHING, NOTHING, NOTHING, day="2021-04-02", known="2021-04-03")
    return tmp_path


def run(home: Path, *words: str) -> Any:
    app, audit = typer.Typer(), typer.Typer()
    app.add_typer(audit, name="audit")
    register(app, audit, settings=lambda: read_settings({}, home=home), now=lambda: NOW)
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def said(home: Path, *words: str) -> str:
    done = run(home, *words)
    assert done.exit_code == 0, done.output
    return str(done.stdout)


def cell(home: Path, period: str, *words: str) -> dict[str, Any]:
    rows = json.loads(said(home, "coverage", "--area", "3", "--json", *words))["rows"]
    return next(row for row in rows if row["period"] == period)


def test_a_cell_says_what_was_found_of_what_was_read_and_what_was_only_asked_for(home: Path) -> None:
    march = cell(home, "2021-03")
    assert (march["count"], march["of"], march["evidence"], march["directive"]) == (8, 40, 4, 4)
    assert march["state"] == "evidence" and march["share"] == pytest.approx(0.2)


def test_a_month_of_which_too_little_was_read_is_unobserved_on_the_screen_and_empty_in_a_file(
    home: Path, tmp_path: Path
) -> None:
    assert cell(home, "2021-04")["state"] == "unobserved"
    shown = said(home, "coverage", "--area", "3")
    line = next(line for line in shown.splitlines() if "4/2021" in line)
    assert "chưa đủ dữ liệu" in line and "0,0" not in line
    said(home, "coverage", "--area", "3", "--to", str(tmp_path / "c.csv"))
    with (tmp_path / "c.csv").open(encoding="utf-8-sig") as file:
        april = next(row for row in csv.DictReader(file) if row["period"] == "2021-04")
    assert april["share"] == "" and april["count"] == "" and april["of"] == "3"
    assert april["model"] == "m-1" and april["as_of"]


def test_what_was_known_on_a_day_is_printed_again_after_more_came_in(home: Path) -> None:
    words = ("--as-of", "2021-03-25")
    before = said(home, "coverage", "--area", "3", "--json", *words)
    with Store(home / "bamsat.db") as store:
        tell(store, 70, Told(), Told(), day="2021-03-30", known="2021-05-01")
    assert said(home, "coverage", "--area", "3", "--json", *words) == before
    assert cell(home, "2021-03")["count"] == 10


def test_a_sample_is_drawn_once_and_its_verdicts_give_a_share_with_an_interval(home: Path) -> None:
    drawn = json.loads(said(home, "audit", "draw", "2021-03", "--size", "36", "--json"))
    assert drawn["population"] == 40 and drawn["size"] == 36
    with pytest.raises(BadInput, match=drawn["id"]):
        run(home, "audit", "draw", "2021-03", "--size", "10")
    assert "estimate" not in cell(home, "2021-03")
    with Store(home / "bamsat.db") as store:
        judgements = Judgements(store.engine)
        for item in open_items(store.engine, drawn["id"], person="lan"):
            verdicts = {code: "yes" if code in item.areas else "no" for code in ("1", "2", "3", "4", "5", "6", "7")}
            judgements.record(
                Draft(item.passage, "lan", verdicts, taxonomy="2021.1", queue=drawn["queue"], inclusion=item.inclusion),
                now=NOW,
            )
    march = cell(home, "2021-03")
    assert march["labels"] == 36 and march["low"] < march["estimate"] < march["high"]
    assert march["low"] - 0.001 <= 0.2 <= march["high"]
    assert "36/36" in said(home, "audit", "list")


def test_a_share_is_not_stated_of_a_part_that_the_sample_does_not_speak_of(home: Path) -> None:
    rows = json.loads(said(home, "coverage", "--by", "area,stage", "--json"))["rows"]
    assert rows and all("estimate" not in row for row in rows)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--by", "mảng"), "không chia được"),
        (("--to", "c.docx"), "đuôi tệp"),
        (("--to", "c.svg", "--chart", "pie"), "hình là một trong"),
        (("--to", "c.svg", "--chart", "map"), "hình này cần"),
        (("--as-of", "hôm qua"), "ngày viết là"),
        (("--as-of", "2020-01-01"), "chưa có gì được phân loại"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_words(
    home: Path, words: tuple[str, ...], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    with pytest.raises(BadInput, match=reason):
        run(home, "coverage", *words)


def test_a_picture_counts_speaking_or_doing_and_says_which(home: Path, tmp_path: Path) -> None:
    pictures = {}
    for counting in ("said", "done"):
        to = tmp_path / f"{counting}.svg"
        done = run(home, "coverage", "--to", str(to), "--counting", counting)
        assert done.exit_code == 0
        pictures[counting] = to.read_text(encoding="utf-8")
    assert "nói tới mảng" in pictures["said"] and "kể việc đã làm" in pictures["done"]
    assert pictures["said"] != pictures["done"]


def test_the_plan_of_an_audit_is_mounted_beside_its_draw() -> None:
    assert any(command.name == "plan" for command in audit_app.registered_commands)
