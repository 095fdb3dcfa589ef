"""The report reads the store as of a day, its figures are the passages it cites, and the command writes the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
import typer
from cube_samples import ASKED, NOTHING, Told, at, tell
from typer.testing import CliRunner

from corpus.audit.labels import open_items
from corpus.audit.samples import Audits
from corpus.codebook.taxonomy import load_taxonomy
from corpus.coverage.behind import backing
from corpus.errors import BadInput
from corpus.people.judgements import Draft, Judgements
from corpus.people.queues import Item, Queues
from corpus.places.gazetteer import load_gazetteer
from corpus.store import Store
from flows.commands import report_cli
from flows.commands.naming import SOURCES, name_of
from flows.reports.reporting import Asked, grain_of, previous, read_counts, web_address
from flows.settings import Settings
from review.paper.compose import compose
from review.paper.rows import AreaCount, Counts
from review.workbook.sheet import REVIEW, area_heads

TAXONOMY = load_taxonomy()
LATER = date(2021, 4, 30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in which 40 passages of March were read by 10 April, 16 of them evidence on area 3, 4 only asking."""
    with Store(tmp_path / "bamsat.db") as made:
        for number in range(1, 9):
            asked = (ASKED,) if number <= 4 else (NOTHING,)
            tell(
                made, number, Told(), Told(), NOTHING, NOTHING, *asked, day=f"2021-03-{number:02d}", known="2021-04-10"
            )
        tell(made, 20, Told(), day="2021-02-20", known="2021-04-10")
        yield made


def counts(store: Store, period: str = "2021-03", as_of: date = LATER) -> Counts:
    """The rows of a report, without its picture."""
    return read_counts(store, Asked(period, as_of), taxonomy=TAXONOMY, sources=SOURCES, pictures=False)


def area(found: Counts, code: str) -> AreaCount:
    """An area of a report."""
    return next(each for each in found.areas if each.code == code)


def test_every_figure_is_as_many_passages_as_it_can_cite(store: Store) -> None:
    found = counts(store)
    for each in found.areas:
        cited = [told for told in found.told if told.area == each.code]
        assert (len(cited), sum(told.proof for told in cited)) == (each.count, each.evidence)
    third = area(found, "3")
    assert (found.read, third.count, third.evidence, third.directive) == (40, 20, 16, 4)


def test_what_came_to_be_known_after_the_day_is_not_in_the_report(store: Store) -> None:
    tell(store, 30, Told(areas=("5",)), day="2021-03-30", known="2021-05-20")
    early, late = counts(store), counts(store, as_of=date(2021, 5, 31))
    assert (area(early, "5").count, area(late, "5").count) == (0, 1)
    assert not [told for told in early.told if told.area == "5"]


def test_the_same_day_gives_the_same_report_whatever_came_later(store: Store) -> None:
    before = compose(counts(store))
    tell(store, 40, Told(), day="2021-03-11", known="2021-06-01")
    assert compose(counts(store)) == before


def test_an_area_of_a_month_little_read_is_unobserved_and_said_to_be(store: Store) -> None:
    found = counts(store, "2021-02")
    assert {each.state for each in found.areas if each.code != "3"} == {"unobserved"}
    assert area(found, "1").before is None
    assert "chưa đủ dữ liệu" in compose(found).words()


def test_places_are_named_where_they_have_evidence(store: Store) -> None:
    found = counts(store)
    assert (found.level, found.units) == ("district", 9)
    named = {place.name: place.evidence["3"] for place in found.places if any(place.evidence.values())}
    assert named == {name_of("ben-tre/ba-tri", load_gazetteer()): 16}


def test_a_share_is_stated_from_the_audit_of_the_period_and_only_then(store: Store) -> None:
    assert all(each.estimated is None for each in counts(store).areas)
    now = at("2021-04-20")
    audit = Audits(store.engine).draw("2021-03", size=36, seed=7, model="m-1", taxonomy="2021.1", now=now)
    judgements = Judgements(store.engine)
    for item in open_items(store.engine, audit.id, person="lan"):
        verdicts = {code: "yes" if code in item.areas else "no" for code in TAXONOMY.codes}
        judgements.record(Draft(item.passage, "lan", verdicts, queue=audit.queue), now=now)  # type: ignore[arg-type]
    share = area(counts(store), "3").estimated
    assert share is not None and share.value is not None and share.low is not None and share.high is not None
    assert share.low <= 20 / 40 + 1e-6 and share.high >= 20 / 40 and share.labelled == 36
    tell(store, 31, *[NOTHING] * 9, day="2021-03-31", known="2021-06-01")
    assert area(counts(store), "3").estimated == share
    assert all(each.estimated is None for each in counts(store, as_of=date(2021, 4, 15)).areas)


def test_passages_behind_are_the_newest_first_and_of_the_model(store: Store) -> None:
    found = backing(store.engine, model="m-1", since="2021-03", until="2021-03")
    assert [each.published for each in found] == sorted((each.published for each in found), reverse=True)
    assert backing(store.engine, model="m-2", since="2021-03", until="2021-03") == []


@pytest.mark.parametrize(
    ("period", "before"),
    [("2026-01", "2025-12"), ("2026-Q1", "2025-Q4"), ("2026-H2", "2026-H1"), ("2026-Q3", "2026-Q2")],
)
def test_the_period_before_is_of_the_same_length(period: str, before: str) -> None:
    assert previous(period) == before and grain_of(before) == grain_of(period)


@pytest.mark.parametrize("period", ["2026", "2026-13", "mai", "2026-H3"])
def test_a_period_that_no_report_is_made_for_is_refused(period: str) -> None:
    with pytest.raises(BadInput):
        grain_of(period)


def test_only_addresses_of_the_web_can_be_opened_from_a_report() -> None:
    assert web_address("https://bao.example/a") == "https://bao.example/a"
    assert [web_address(each) for each in ("javascript:alert(1)", "file:///etc/passwd", None, "data:x")] == [""] * 4


def app(store: Path) -> typer.Typer:
    """The commands on a store."""
    made = typer.Typer(pretty_exceptions_enable=False)
    settings = Settings(home=store.parent, store=str(store), workers=1, contact="x")
    report_cli.register(made, settings=lambda: settings, now=lambda: datetime(2021, 5, 1, tzinfo=UTC))
    return made


def test_the_command_writes_docx_and_html(store: Store, tmp_path: Path) -> None:
    runner, commands = CliRunner(), app(tmp_path / "bamsat.db")
    for name in ("a.docx", "b.docx", "c.html"):
        asked = ["report", "--period", "2021-03", "--as-of", "2021-04-30", "--no-picture", "--to", str(tmp_path / name)]
        done = runner.invoke(commands, asked, catch_exceptions=False)
        assert done.exit_code == 0 and "40 đoạn" in done.output
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert "Báo Đồng Khởi" in (tmp_path / "c.html").read_text(encoding="utf-8")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    "wrong",
    [
        ["--to", "a.pdf"],
        ["--to", "khong-co/a.docx"],
        ["--layout", "vua"],
        ["--as-of", "hôm qua"],
        ["--as-of", "2021-02-01"],
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is(
    store: Store, tmp_path: Path, wrong: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ["report", "--period", "2021-03", "--to", "x.docx", "--no-picture", *wrong]
    done = CliRunner().invoke(app(tmp_path / "bamsat.db"), asked)
    assert isinstance(done.exception, BadInput)
    assert not list(tmp_path.rglob("*.docx"))


def test_a_workbook_goes_out_and_in_by_the_commands(store: Store, tmp_path: Path) -> None:
    commands, runner, path = app(tmp_path / "bamsat.db"), CliRunner(), tmp_path / "duyet.xlsx"
    passage = backing(store.engine, model="m-1", since="2021-03", until="2021-03")[0].passage
    Queues(store.engine).fill("search:x", [Item(passage, 0.0)], now=at("2021-04-30"))
    done = runner.invoke(commands, ["sheet", "out", str(path), "--queue", "search:x"])
    assert done.exit_code == 0 and "1 đoạn" in done.output
    book = openpyxl.load_workbook(path)
    page = book[REVIEW]
    heads = [cell.value for cell in page[1]]
    page.cell(2, heads.index(area_heads(TAXONOMY)["3"]) + 1).value = "có"
    book.save(path)
    assert runner.invoke(commands, ["sheet", "in", str(path), "--person", "lan"]).exit_code == 0
    assert Judgements(store.engine).events() == []
    done = runner.invoke(commands, ["sheet", "in", str(path), "--person", "lan", "--apply"])
    assert done.exit_code == 0 and "Đã ghi 1 lượt duyệt" in done.output
