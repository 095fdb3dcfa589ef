"""Tổng quan: the numbers are the cube's, each opens its list, and what was not read is not shown as nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from corpus_samples import article, judged
from review_samples import HOME, MODEL, MORNING, Clock, Office

from corpus.coverage.cube import cube
from corpus.coverage.question import Question
from corpus.document import Document
from corpus.label import Modality
from corpus.store import JudgedDocument, Store
from review.heat import heat
from review.numbers import percent
from review.paper.rows import Estimated
from review.security import sum_of

MARCH = datetime(2021, 3, 10, 5, 0, tzinfo=UTC)


def put(store: Store, document: Document, result: JudgedDocument) -> None:
    """Keep a document and what judging made of it."""
    store.put_documents([(document, None)])
    store.put_judged([result])


@pytest.fixture(scope="module")
def three_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 2021: evidence in March, only directions in April, a single passage in May."""
    path = tmp_path_factory.mktemp("quarter") / "store.db"
    with Store(path) as store:
        for number in range(1, 9):
            document = article(number, *[f"Đoạn {number} {part} ở Ba Tri." for part in range(4)], published=MARCH)
            put(store, document, judged(document, areas=("3",) if number < 3 else ()))
        for number in range(11, 17):
            document = article(
                number, *[f"Việc {number} {part}." for part in range(4)], published=MARCH + timedelta(days=31)
            )
            put(store, document, judged(document, areas=("3",), modality=Modality.DIRECTIVE, strength=0))
        document = article(21, "Một đoạn duy nhất.", published=MARCH + timedelta(days=61))
        put(store, document, judged(document, areas=("5",)))
    return path


@pytest.fixture
def quarter(three_months: Path, tmp_path: Path) -> Iterator[Office]:
    """An office with those three months."""
    shutil.copy(three_months, tmp_path / "quarter.db")
    with Store(tmp_path / "quarter.db") as store:
        yield Office(store, Clock())


def links(page: str, begin: str = "/bang-chung") -> list[str]:
    """Addresses of lists that a page links to."""
    return [unescape(found) for found in re.findall(rf'href="({re.escape(begin)}\?[^"]*)"', page)]


def cells(page: str, code: str) -> list[str]:
    """Classes of an area's cells in the table, in order."""
    row = next(part for part in page.split("<tr>") if f'area-{code}">{code}</span>' in part and 'class="cell' in part)
    return re.findall(r'class="cell ([^"]+)"', row)


def test_silent_unobserved_and_evidence_look_and_read_apart(quarter: Office) -> None:
    page = quarter.person("lan", "reader").get("/?tu=2021-03&den=2021-05").text
    three = cells(page, "3")
    assert three[0].startswith("evidence heat-") and three[1].startswith("silent") and three[2].startswith("unobserved")
    assert cells(page, "7")[:2] == ["silent machine", "silent machine"]
    assert "im lặng: đọc đủ mà không thấy" in page and "chưa đủ dữ liệu" in page
    assert page.count('<th scope="col"') >= 5 and page.count('<th scope="row"') >= 7


def test_every_number_opens_a_list_of_exactly_that_many(office: Office) -> None:
    lan = office.person("lan", "reader")
    page = lan.get("/?so=so-dem&tu=2026-11&den=2026-11").text
    found = re.findall(r'<a href="(/bang-chung\?[^"]+)">(?:<span class="value">)?([\d.]+)<', page)
    assert len(found) >= 7
    for address, number in found:
        listed = lan.get(unescape(address)).text
        assert f"{number} đoạn trên" in listed, address


def test_shares_are_the_cubes_and_counts_come_on_a_switch(office: Office) -> None:
    lan = office.person("lan", "reader")
    row = next(row for row in cube(office.store.engine, Question(areas=("3",), model=MODEL)) if row.period == "2026-11")
    assert f'<span class="value">{percent(row.share)}</span>' in lan.get("/").text or row.state == "unobserved"
    counted = lan.get("/?so=so-dem").text
    assert "checked" in counted and "số đoạn nói về mảng" in counted


def test_an_audited_share_shows_its_interval_and_others_say_that_the_machine_counts(quarter: Office) -> None:
    asked: list[tuple[str, str, str]] = []

    def audited(model: str, since: str, until: str) -> Mapping[str, Estimated]:
        asked.append((model, since, until))
        return {"3": Estimated(0.123, 0.101, 0.149, 40, 40, "")} if since == "2021-03" else {}

    office = Office(quarter.store, Clock(), audited=audited)
    page = office.person("hoa", "reader").get("/?tu=2021-03&den=2021-05").text
    assert "12,3\u00a0%" in page and "10,1–14,9\u00a0%" in page
    assert ("m-1", "2021-03", "2021-03") in asked
    assert "machine" not in cells(page, "3")[0] and "machine" in cells(page, "2")[0]
    assert "chưa có mẫu kiểm" in quarter.person("lan", "reader").get("/?tu=2021-03&den=2021-05").text


def test_a_filter_by_place_and_quarter_is_kept_in_the_address(quarter: Office) -> None:
    page = quarter.person("lan", "reader").get("/?ky=quarter&noi=ben-tre/ba-tri").text
    assert "Huyện Ba Tri" in page and "quý I/2021" in page
    assert all("noi=ben-tre%2Fba-tri" in each for each in links(page) if "mang=3&" in each)


def test_talk_stands_beside_action(quarter: Office) -> None:
    page = quarter.person("lan", "reader").get("/?tu=2021-03&den=2021-04").text
    part = page.split('id="khau"', 1)[1]
    row = next(each for each in part.split("<tr>") if 'area-3">3</span>' in each)
    assert re.findall(r'class="num strong">([\d.]+)', row) == ["32", "0"]
    assert '<rect class="talk" x="0.0" y="0" width="100.0"' in row


def test_places_show_their_state_and_blank_spots_are_named_without_rank(quarter: Office) -> None:
    page = quarter.person("lan", "reader").get("/?tu=2021-03&den=2021-04").text
    assert 'class="tile evidence"' in page and "Ba Tri" in page
    blank = page.split('id="trang"', 1)[1].split("</section>", 1)[0]
    assert "Ba Tri" in blank and "chưa đọc gì: 8 nơi" in blank


def test_what_came_since_the_last_visit_is_counted_and_listed(quarter: Office) -> None:
    clock = quarter.clock
    quarter.person("lan", "reader")
    clock.wait(hours=2)
    document = replace(article(40, "Đoạn mới về Ba Tri.", published=clock.at), fetched=clock.at)
    put(quarter.store, document, judged(document))
    clock.wait(hours=1)
    visitor = quarter.stranger()
    token = "again"
    quarter.desk.people.sit(sum_of(token), "lan", now=clock.at, until=clock.at + timedelta(hours=1))
    visitor.client.cookies.set(quarter.desk.safety.cookie, token, domain="testserver.local")
    page = visitor.get("/").text
    assert "Từ lần vào trước" in page and "thêm 1 bài" in page
    (address,) = [each for each in links(page) if "moi=" in each]
    assert "1 đoạn trên" in visitor.get(address).text


def test_sources_say_when_they_were_last_read(quarter: Office) -> None:
    page = quarter.person("lan", "reader").get("/").text
    part = page.split('id="nguon"', 1)[1]
    assert "Báo Đồng Khởi" in part and "05/03/2021" in part and 'class="age stale"' in part
    assert "m-1" in part and "0.1.0" in part


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    with Store(tmp_path / "empty.db") as store:
        page = Office(store, Clock(MORNING), model=lambda: None).person("lan", "reader").get("/")
        assert page.status_code == 200 and "bamsat run" in page.text


def test_a_time_without_anything_offers_to_clear_the_filter(quarter: Office) -> None:
    page = quarter.person("lan", "reader").get("/?noi=ben-tre/ba-tri&den=1999-01").text
    assert "Nới kỳ" in page and 'href="/"' in page


@pytest.mark.parametrize("query", ["ky=week", "tu=2021", "tu=2021-05&den=2021-01", "noi=mars", "den=2021-13"])
def test_a_filter_that_nothing_can_answer_is_refused_in_words(quarter: Office, query: str) -> None:
    assert quarter.person("lan", "reader").get(f"/?{query}").status_code == 422


def test_both_languages_say_the_page(quarter: Office) -> None:
    page = quarter.person("lan", "reader").get("/?lang=en").text
    assert "Coverage by area and period" in page and "Silence does not mean" in page and HOME not in page


def test_no_rows_make_an_empty_table() -> None:
    made = heat([], shares={}, place="", showing="ty-le", language="vi")
    assert made.columns == [] and made.lines == [] and not made.audited
