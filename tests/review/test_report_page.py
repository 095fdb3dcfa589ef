"""Báo cáo: the report on the page says what the command's file says, and each figure opens exactly what it counts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from cube_samples import ASKED, NOTHING, Told, tell
from review_samples import MODEL, Clock, Office, Visitor

from corpus.coverage.evidence_list import Evidence
from corpus.store import Store
from flows.reports.report_file import write_report
from flows.reports.reporting import Asked
from flows.review_desk.report import Reports
from flows.settings import Settings
from review.handed_paper import ReportAsked

NOW = datetime(2021, 5, 3, 2, 0, tzinfo=UTC)
PERIOD = "/bao-cao?ky=2021-03&hinh=khong"


def settings(home: Path) -> Settings:
    """The settings of a home."""
    return Settings(home=home, store=str(home / "bamsat.db"), workers=1, contact="x")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose store holds 40 passages of March: 16 evidence on area 3, 4 only asking; and one of February."""
    home = tmp_path_factory.mktemp("home")
    with Store(settings(home).store) as made:
        for number in range(1, 9):
            asked = (ASKED,) if number <= 4 else (NOTHING,)
            tell(
                made, number, Told(), Told(), NOTHING, NOTHING, *asked, day=f"2021-03-{number:02d}", known="2021-04-10"
            )
        tell(made, 20, Told(), day="2021-02-20", known="2021-04-10")
    return home


@pytest.fixture(scope="module")
def office(home: Path) -> Iterator[Office]:
    """An office on that store."""
    with Store(settings(home).store) as store:
        yield Office(store, Clock(NOW), model=lambda: MODEL, report=Reports(store, clock=monotonic))


@pytest.fixture(scope="module")
def reader(office: Office) -> Visitor:
    """Somebody who may only read."""
    return office.person("xem", "reader")


def lists(page: str) -> list[tuple[str, str]]:
    """Each figure that opens a list: its address and the figure."""
    found = re.findall(r'class="figure" href="([^"]+)">([^<]+)<', page)
    return [(html.unescape(address), figure) for address, figure in found]


def test_each_figure_opens_a_list_of_exactly_as_many_passages(office: Office, reader: Visitor) -> None:
    page = reader.get(PERIOD).text
    of_passages = [each for each in lists(page) if each[1] != "8"]
    assert {("/bang-chung?mang=3&tu=2021-03&den=2021-03", "20")} <= set(of_passages)
    assert len(set(of_passages)) > 5
    for address, figure in set(of_passages):
        shown = re.search(r'role="status">([\d.]+)', reader.get(address).text)
        assert shown is not None and shown[1] == figure, address


def test_the_files_are_byte_for_byte_what_the_command_writes(home: Path, reader: Visitor, tmp_path: Path) -> None:
    asked = Asked("2021-03", NOW.date())
    for layout, kind in (("party", "docx"), ("state", "html")):
        to = tmp_path / f"{layout}.{kind}"
        write_report(settings(home), asked, to=to, layout=layout, letterhead=None, pictures=False)
        answer = reader.get(f"/bao-cao/tai-ve?ky=2021-03&bo_cuc={layout}&hinh=khong&dang={kind}")
        assert answer.content == to.read_bytes(), (layout, kind)
        assert f"bao-cao-2021-03-20210503.{kind}" in answer.headers["content-disposition"]


def test_the_page_says_what_the_file_says(home: Path, office: Office, reader: Visitor) -> None:
    assert office.desk.report is not None
    paper = office.desk.report(ReportAsked("2021-03", "party", NOW.date(), pictures=False))
    page = _words(reader.get(PERIOD).text)
    said = [" ".join(line.split()).casefold() for line in paper.report.words().splitlines()]
    assert len(said) > 100 and [line for line in said if line not in page] == []
    assert "theo tin, bài và báo cáo đã thu thập" in page, "as reported"


def test_a_note_goes_to_its_passages_and_back(reader: Visitor) -> None:
    page = reader.get(PERIOD).text
    marks = re.findall(r'id="dau-(\d+)" href="#chu-thich-(\d+)"', page)
    assert marks and all(one == other for one, other in marks)
    notes = re.findall(r'<li id="chu-thich-\d+">.*?</li>', page, re.S)
    assert len(notes) == len(marks) and all('href="#dau-' in each for each in notes)
    assert sum("/bang-chung?" in each for each in notes) >= 3


def test_what_was_not_observed_is_not_told_as_nothing(reader: Visitor) -> None:
    page = _words(reader.get("/bao-cao?ky=2021-02&hinh=khong").text)
    assert "chưa đủ dữ liệu" in page
    empty = reader.get("/bao-cao?ky=2021-04&hinh=khong")
    assert empty.status_code == 200 and "chưa đủ dữ liệu để nêu" in _words(empty.text)
    assert lists(empty.text) == []


def test_a_report_that_is_dated_before_something_was_known_does_not_tell_it(reader: Visitor) -> None:
    early = reader.get("/bao-cao?ky=2021-03&hinh=khong&so_lieu=2021-04-01")
    assert early.status_code in (200, 422) and ">20<" not in early.text


@pytest.mark.parametrize(
    "query",
    [
        "ky=2021-13", "ky=2021", "ky=x", "ky=0001-01", "ky=9999-H2", "ky=2021-Q5", "ky=2021-03&so_lieu=x",
        "ky=2021-03&so_lieu=9999-12-31", "ky=2021-03&so_lieu=0001-01-01", "ky=2021-03&so_voi=9999-12-31",
        "ky=2021-03&bo_cuc=x", "ky=2021-06", "ky=2021-03&so_lieu=2021-05-04", "ky=%F0%9F%98%80",
        "ky=2021-03&so_lieu=2021-02-30",
    ],
)  # fmt: skip
def test_a_question_that_is_none_is_answered_in_words(reader: Visitor, query: str) -> None:
    answer = reader.get(f"/bao-cao?{query}&hinh=khong")
    said = re.search(r'role="alert">([^<]+)<', answer.text)
    assert answer.status_code == 422 and said is not None and len(said[1]) > 10
    assert 'name="ky"' in answer.text, "the form is still there"
    for path in ("/bao-cao/tai-ve", "/bao-cao/hinh/1.png", "/api/report"):
        assert reader.get(f"{path}?{query}&hinh=khong").status_code == 422, path


def test_without_a_question_the_page_offers_the_periods_there_are(reader: Visitor) -> None:
    page = reader.get("/bao-cao").text
    offered = re.findall(r'<option value="([^"]+)">', page)
    assert {"2021-03", "2021-02", "2021-Q1", "2021-H1"} <= set(offered) and "2021-04" not in offered


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        office = Office(store, Clock(), model=lambda: None, report=Reports(store, clock=monotonic))
        reader = office.person("xem", "reader")
        assert "bamsat run" in reader.get("/bao-cao").text
        answer = reader.get("/bao-cao?ky=2026-10")
        assert answer.status_code == 422 and "phân loại" in html.unescape(answer.text)


def test_a_desk_without_reports_says_so(home: Path) -> None:
    with Store(settings(home).store) as store:
        reader = Office(store, Clock(NOW)).person("xem-2", "reader")
        assert reader.get(PERIOD).status_code == 422


def test_the_chart_is_a_picture_of_its_own_address(reader: Visitor) -> None:
    page = reader.get("/bao-cao?ky=2021-03").text
    found = re.search(r'<img src="(/bao-cao/hinh/1\.png[^"]+)" alt="([^"]{30,})"', page)
    assert found is not None
    answer = reader.get(html.unescape(found[1]))
    assert answer.headers["content-type"] == "image/png" and answer.content.startswith(b"\x89PNG")
    assert reader.get(html.unescape(found[1]).replace("/1.png", "/2.png")).status_code == 404


def test_programs_get_the_report_with_its_lists(office: Office, reader: Visitor) -> None:
    said = reader.get("/api/report?ky=2021-03&hinh=khong").json()
    assert said["passages"] == 40 and said["as_of"] == "2021-05-03"
    opens = {figure["opens"]: figure["text"] for figure in _spans(said) if "opens" in figure}
    assert opens["/bang-chung?mang=3&cach=reported&muc=2&tu=2021-03&den=2021-03"] == "16"
    assert Evidence(office.store.engine, MODEL).model == MODEL


def test_a_report_is_counted_once_a_minute_and_anew_when_somebody_judges(office: Office) -> None:
    times = iter([0.0, 10.0, 100.0, 100.0])
    reports = Reports(office.store, clock=lambda: next(times))
    asked = ReportAsked("2021-03", "party", NOW.date(), pictures=False)
    first = reports(asked)
    assert reports(asked) is first
    assert reports(asked) is not first


def _words(text: str) -> str:
    """What is to be read, in small letters and without marks of notes and links to lists."""
    bare = re.sub(r"<sup>.*?</sup>|<a class=\"opens\".*?</a>", "", text, flags=re.S)
    bare = re.sub(r"</?(?:a|b|i|u|span|code)\b[^>]*>", "", bare)
    return " ".join(html.unescape(re.sub(r"<[a-z/!][^>]*>", " ", bare)).split()).casefold()


def _spans(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in said["sections"]:
        for block in section["blocks"]:
            yield from block.get("spans", ())
            for line in block.get("lines", ()):
                for cell in line:
                    yield from cell
