"""Commands on a codebook that changes, on a shadow and on what is left open, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import typer
from corpus_samples import article, judged
from openpyxl import load_workbook
from typer.testing import CliRunner

from corpus.codebook.taxonomy import PACKAGED, Taxonomy, load_taxonomy
from corpus.errors import BadInput, StoreError
from corpus.people.judgements import Draft, Judgements
from corpus.predictions.shadows import Shadowed, put_shadowed
from corpus.store import JudgedDocument, Store
from flows.commands.definition_cli import register
from flows.settings import read_settings
from models.gold import load_gold
from models.shelf import current, promote, save
from models.train import train

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PATROL = "Sáng nay, đoàn giám sát lưu động về xã An Hóa."
MARKET = "Chợ xuân đông người, hoa đẹp, giá vừa phải."


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, taxonomy: Taxonomy) -> Path:
    folder = tmp_path_factory.mktemp("models")
    gold = load_gold()
    first, second = (train(gold[at : at + 60], taxonomy, seed=0) for at in (0, 30))
    for model in (first, second):
        save(model, folder)
    promote(folder, first.id)
    return folder


@pytest.fixture
def ids(trained: Path) -> tuple[str, str]:
    """The model in use, and the other."""
    now = current(trained)
    assert now is not None
    return now.id, next(path.stem for path in trained.glob("*.skops") if path.stem != now.id)


@pytest.fixture
def home(trained: Path, tmp_path: Path, ids: tuple[str, str]) -> Path:
    """A data folder: two models of which the first is in use and has judged four articles, and one judgement."""
    (tmp_path / "models").mkdir()
    for path in trained.iterdir():
        (tmp_path / "models" / path.name).write_bytes(path.read_bytes())
    with Store(tmp_path / "bamsat.db") as store:
        documents = [
            article(number, PATROL, MARKET, published=datetime(2021, month, 5, 5, tzinfo=UTC))
            for number, month in enumerate((1, 2, 2, 3), start=1)
        ]
        store.put_documents([(each, None) for each in documents])
        found = [judged(each, model=ids[0]) for each in documents]
        store.put_judged(found)
        put_shadowed(store.engine, [beside(each, ids[1], open=each is found[0]) for each in found])
        Judgements(store.engine).record(
            Draft(found[0].passages[0].id, "lan", {"3": "yes", "5": "no"}, taxonomy="2021.1"), now=NOW
        )
    return tmp_path


def beside(judged: JudgedDocument, model: str, *, open: bool) -> Shadowed:
    """What the other model said: area 5 of every first passage, or nothing."""
    said = tuple(
        replace(each, model=model, areas=("5",) if open and not at else (), probabilities=dict.fromkeys("1234567", 0.3))
        for at, each in enumerate(judged.predictions)
    )
    return Shadowed(judged.document, model, said, judged.reaches)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The packaged codebook, and its next version, where area 5 leaves something out and has one more cue."""
    text = resources.files("corpus").joinpath("taxonomies", PACKAGED).read_text(encoding="utf-8")
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(text, encoding="utf-8")
    area = text.index('code = "5"\n')
    excludes = text.index("excludes = [\n", area) + len("excludes = [\n")
    text = text[:excludes] + '  "Việc của đoàn thanh tra tỉnh bạn.",\n' + text[excludes:]
    cue = text.index("[[areas.cues]]", area)
    text = (
        text[:cue] + '[[areas.cues]]\nid = "5.moi"\nsense = "strong"\nany = ["đoàn giám sát lưu động"]\n\n' + text[cue:]
    )
    new.write_text(text.replace('version = "2021.1"', 'version = "2026.1"', 1), encoding="utf-8")
    return old, new


Run = Callable[..., Any]


@pytest.fixture
def typed(home: Path) -> Run:
    """What a command prints as JSON."""
    run = runner(home)
    return lambda *words: json.loads(run(*words, "--json"))


@pytest.fixture
def said(home: Path) -> Run:
    """What a command prints for people."""
    return runner(home)


def runner(home: Path) -> Callable[..., str]:
    app, taxonomy_app, models_app = typer.Typer(), typer.Typer(), typer.Typer()
    app.add_typer(taxonomy_app, name="taxonomy")
    app.add_typer(models_app, name="models")
    register(taxonomy_app, models_app, settings=lambda: read_settings({}, home=home), now=lambda: NOW)

    def call(*words: object) -> str:
        done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return call


def test_a_diff_tells_meaning_from_cues_area_by_area(files: tuple[Path, Path], typed: Run, said: Run) -> None:
    found = typed("taxonomy", "diff", *files)
    changed = {each["code"]: each for each in found["areas"] if each["changes_meaning"] or each["cues"]}
    assert list(changed) == ["5"] and not found["empty"]
    assert [(each["field"], each["how"]) for each in changed["5"]["meaning"]] == [("excludes", "added")]
    assert [(each["id"], each["how"]) for each in changed["5"]["cues"]] == [("5.moi", "added")]
    words = said("taxonomy", "diff", *files)
    assert "2021.1 → 2026.1" in words and "mảng 5: đổi nghĩa" in words and "mảng 3: không đổi" in words
    assert "nói cùng một điều" in said("taxonomy", "diff", files[0], files[0])


def test_a_file_that_is_not_there_is_named(files: tuple[Path, Path], said: Run) -> None:
    with pytest.raises(BadInput, match=r"none\.toml.*no such file"):
        said("taxonomy", "diff", files[0], files[0].with_name("none.toml"))


def test_affected_labels_are_marked_and_stay_and_only_passages_that_could_flip_are_listed(
    files: tuple[Path, Path], typed: Run, said: Run, home: Path, ids: tuple[str, str]
) -> None:
    found = typed("taxonomy", "affected", *files)
    assert [each["areas"] for each in found["judgements"]] == [["5"]]
    assert (found["model"], found["looked_at"], found["could_flip"], found["more"]) == (ids[0], 8, 4, 0)
    assert {each["text"] for each in found["passages"]} == {PATROL}
    assert found["by_reason"] == {"cue": 4} and found["by_area"] == {"5": 4}
    with Store(home / "bamsat.db") as store:
        (event,) = Judgements(store.engine).events()
    assert dict(event.verdicts) == {"3": "yes", "5": "no"}
    words = said("taxonomy", "affected", *files, "--limit", 1)
    assert "1 nhận xét bị ảnh hưởng" in words and "liệt kê 1, còn 3" in words


def test_a_model_of_the_new_codebook_puts_what_it_decides_otherwise_first(
    files: tuple[Path, Path], typed: Run, ids: tuple[str, str]
) -> None:
    found = typed("taxonomy", "affected", *files, "--against", ids[1][:16], "--limit", 1)
    (first,) = found["passages"]
    assert {"5": "models"}.items() <= {
        each["area"]: each["why"] for each in first["reasons"] if each["why"] == "models"
    }.items()
    assert found["by_reason"]["models"] == 8, "area 3 is no longer given"


def test_the_list_is_written_as_a_sheet(files: tuple[Path, Path], typed: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "can-xem.xlsx"
    found = typed("taxonomy", "affected", *files, "--limit", 3, "--xlsx", sheet)
    rows = list(load_workbook(sheet)["Đoạn"].values)
    assert rows[0][:3] == ("passage", "document", "source") and len(rows) == 4
    assert [row[0] for row in rows[1:]] == [each["passage"] for each in found["passages"]]
    with pytest.raises(BadInput, match="no such folder"):
        typed("taxonomy", "affected", *files, "--xlsx", tmp_path / "none" / "x.xlsx")


def test_both_series_are_shown_month_by_month(typed: Run, said: Run, ids: tuple[str, str]) -> None:
    found = typed("taxonomy", "series", *ids)
    assert (found["old"], found["new"], found["passages"], found["old_only"]) == (*ids, 8, 0)
    whole = {each["area"]: (each["old"], each["new"], each["of"]) for each in found["whole"]}
    assert whole["3"] == (8, 0, 8) and whole["5"] == (0, 1, 8)
    monthly = {(each["area"], each["period"]): (each["old"], each["new"], each["of"]) for each in found["monthly"]}
    assert monthly == {
        ("3", "2021-01"): (2, 0, 2),
        ("3", "2021-02"): (4, 0, 4),
        ("3", "2021-03"): (2, 0, 2),
        ("5", "2021-01"): (0, 1, 2),
    }
    assert found["whole"][2]["difference"] == -1.0
    assert "2021-02" in said("taxonomy", "series", *ids)
    with pytest.raises(BadInput, match="no such model in the store"):
        said("taxonomy", "series", ids[0], "unheard")


def test_a_shadow_is_marked_reported_and_taken_off(typed: Run, said: Run, home: Path, ids: tuple[str, str]) -> None:
    primary, other = ids
    assert typed("models", "shadow", other.removeprefix("seven-areas-")[:6])["shadow"] == other
    found = typed("models", "shadow", "--report")
    assert (found["primary"], found["shadow"]["id"], found["passages"], found["missing"]) == (primary, other, 8, 0)
    areas = {each["area"]: each for each in found["areas"]}
    assert (areas["3"]["only_one"], areas["5"]["only_other"], areas["7"]["agreement"]) == (8, 1, 1.0)
    assert found["differ"] == 9
    assert {each["area"] for each in typed("models", "shadow", "--report", "--area", "5")["differing"]} == {"5"}
    assert f"{other} bên cạnh {primary}" in said("models", "shadow", "--report")
    assert typed("models", "shadow", "--off") == {"shadow": None, "was_on": True}
    with pytest.raises(BadInput, match="no shadow"):
        said("models", "shadow", "--report")


@pytest.mark.parametrize("words", [(), ("x", "--off"), ("--off", "--report")])
def test_a_shadow_command_says_one_thing(said: Run, words: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="choose one"):
        said("models", "shadow", *words)


def test_a_model_that_is_not_there_or_is_damaged_is_no_shadow(said: Run, home: Path, ids: tuple[str, str]) -> None:
    with pytest.raises(BadInput, match="no such model"):
        said("models", "shadow", "00000000")
    (home / "models" / f"{ids[1]}.skops").write_bytes(b"x")
    with pytest.raises(StoreError, match=rf"{ids[1]}.*changed or cut short"):
        said("models", "shadow", ids[1])


def test_what_the_machine_leaves_open_is_queued_most_doubtful_first(
    typed: Run, said: Run, home: Path, ids: tuple[str, str]
) -> None:
    assert typed("models", "uncertain")["uncertain"] == 0, "the one in use is sure of everything"
    with Store(home / "bamsat.db") as store:
        documents = store.documents(store.pending(model="nobody", analysis_version="x"))
        unsure = []
        for number, each in enumerate(documents):
            made = judged(each, model=ids[0])
            chances = [{code: 0.05 for code in "1234567"} | {"5": 0.3 + 0.1 * number}, dict.fromkeys("1234567", 0.05)]
            said_now = tuple(replace(p, probabilities=c) for p, c in zip(made.predictions, chances, strict=True))
            unsure.append(replace(made, predictions=said_now))
        store.put_judged(unsure)
    found = typed("models", "uncertain", "--limit", 2)
    assert (found["model"], found["uncertain"], len(found["passages"])) == (ids[0], 4, 2)
    assert {each["text"] for each in found["passages"]} == {PATROL}
    doubts = [each["doubt"] for each in found["passages"]]
    assert doubts == sorted(doubts, reverse=True) and found["bands"]["5"]["basis"] == "rule"
    assert typed("models", "uncertain", "--area", "3")["uncertain"] == 0
    assert "4 đoạn máy để ngỏ; đã hiện 1." in said("models", "uncertain", "--limit", 1)
    with pytest.raises(BadInput, match="no such area"):
        said("models", "uncertain", "--area", "9")


def test_without_a_store_it_is_said(tmp_path: Path, files: tuple[Path, Path]) -> None:
    empty = tmp_path / "empty"
    with pytest.raises(BadInput, match="no store yet"):
        runner(empty)("models", "uncertain")
    with pytest.raises(BadInput, match="no store yet"):
        runner(empty)("taxonomy", "affected", *files)


def test_passages_that_coverage_does_not_count_are_asked_for_by_name(
    typed: Run, home: Path, ids: tuple[str, str]
) -> None:
    document = article(9, PATROL)
    with Store(home / "bamsat.db") as store:
        store.put_documents([(document, None)])
        made = judged(document, model=ids[0], reach="outside")
        open_ = tuple(replace(each, probabilities=dict.fromkeys("1234567", 0.5)) for each in made.predictions)
        made = replace(made, predictions=open_)
        store.put_judged([made])
        put_shadowed(store.engine, [beside(made, ids[1], open=True)])
    assert typed("models", "uncertain")["uncertain"] == 0
    assert typed("models", "uncertain", "--everywhere")["uncertain"] == 1
    assert typed("taxonomy", "series", *ids)["whole"][0]["of"] == 8
    assert typed("taxonomy", "series", *ids, "--everywhere")["whole"][0]["of"] == 9
