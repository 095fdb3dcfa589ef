"""Bằng chứng: the list behind a number, what narrows it, how it leaves the program, and verdicts on all of it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from corpus_samples import article, judged
from openpyxl import load_workbook
from review_samples import MODEL, MORNING, Clock, Office, Visitor
from xss_payloads import payloads

from corpus.coverage.evidence_filter import Filter
from corpus.coverage.evidence_list import Evidence as Listed
from corpus.events.gathering import gather
from corpus.label import Evidence, Modality
from corpus.people import bulk
from corpus.people.judgements import Judgements
from corpus.store import Store


def put(store: Store, number: int, *paragraphs: str, day: datetime | None = None, **labels: Any) -> list[str]:
    """Keep a judged article, of the last days where none is said: ids of its passages."""
    day = day or MORNING - timedelta(days=number % 50)
    document = replace(article(number, *paragraphs, published=day), title=labels.pop("title", f"Bài {number}"))
    result = judged(document, model=MODEL, **labels)
    store.put_documents([(document, None)])
    store.put_judged([result])
    return [passage.id for passage in result.passages]


def counted(page: str) -> int:
    """How many passages the page says there are."""
    found = re.search(r'role="status">([\d.]+) đoạn trên', page)
    assert found is not None, page[:2000]
    return int(found[1].replace(".", ""))


def shown(page: str) -> list[str]:
    """Ids of the passages on a page, in order."""
    return re.findall(r'class="judge" href="/duyet/uncertain/([0-9a-f]{16})"', page)


def total(page: str) -> str:
    """The sum of the list that a confirmation was shown for."""
    found = re.search(r'name="tong" value="([0-9a-f]{64})"', page)
    assert found is not None, page
    return found[1]


def test_filters_narrow_together_and_the_count_has_its_denominator(office: Office) -> None:
    put(office.store, 101, "Huyện Ba Tri đã làm.", "Đã làm nữa.", areas=("6",), strength=3)
    put(office.store, 102, "Tỉnh yêu cầu làm.", areas=("6",), modality=Modality.DIRECTIVE, strength=0)
    lan = office.person("lan")
    every = counted(lan.get("/bang-chung").text)
    assert f"{every} đoạn trên 15 đoạn đã đọc" in lan.get("/bang-chung").text
    assert counted(lan.get("/bang-chung?mang=6&muc=3").text) == 2
    assert counted(lan.get("/bang-chung?mang=6&cach=directive").text) == 1
    put(office.store, 106, "Huyện Ba Tri làm trước đây.", areas=("6",), day=datetime(2021, 3, 5, tzinfo=UTC))
    assert counted(lan.get("/bang-chung?mang=6&noi=ben-tre/ba-tri&tu=2021-01&den=2021-12").text) == 1
    assert counted(lan.get("/bang-chung?mang=6&noi=ben-tre/cho-lach").text) == 0
    assert counted(lan.get("/bang-chung?nguon=bao-khac").text) == 0
    every += 1
    assert counted(lan.get("/bang-chung?mang=&khau=&muc=&noi=&tu=&den=&q=").text) == every


def test_search_minds_marks_where_they_are_typed(office: Office) -> None:
    put(office.store, 103, "Bàn về bò và bơ.", areas=("1",))
    put(office.store, 104, "Bàn về bố và bở.", areas=("1",))
    lan = office.person("lan")
    assert counted(lan.get("/bang-chung", params={"q": "bò"}).text) == 1
    assert counted(lan.get("/bang-chung", params={"q": '"ve bo va bo"'}).text) == 2
    page = lan.get("/bang-chung", params={"q": "bò"}).text
    assert '<mark class="hit">bò</mark>' in page


def test_cues_are_marked_where_they_stand(office: Office) -> None:
    (passage,) = put(office.store, 105, "Sáng nay họp.", areas=("2",))
    page = office.person("lan").get("/bang-chung?mang=2").text
    assert passage in shown(page)
    assert re.search(r'<mark class="cue area-2"[^>]*>Sáng</mark> nay họp', page)


def test_pages_follow_one_another_without_a_gap_or_a_repeat(office: Office) -> None:
    for number in range(200, 240):
        put(office.store, number, f"Đoạn một {number}.", f"Đoạn hai {number}.", areas=("4",))
    lan, path, seen = office.person("lan"), "/bang-chung?mang=4", []
    pages = 0
    while path:
        page = lan.get(path).text
        seen += shown(page)
        pages += 1
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = unescape(following[1]) if following else ""
    assert pages == 3 and len(seen) == len(set(seen)) == counted(lan.get("/bang-chung?mang=4").text)
    assert seen == Listed(office.store.engine, MODEL).ids(Filter(area="4"), most=1000)
    assert lan.get("/bang-chung?sau=vớ-vẩn").status_code == 422


def test_only_web_addresses_become_links(office: Office) -> None:
    day = MORNING - timedelta(days=1)
    for number, url in ((301, "javascript:alert(1)"), (302, "https://bao.example/302.html")):
        document = replace(article(number, "Một đoạn.", published=day), url=url)
        office.store.put_documents([(document, None)])
        office.store.put_judged([judged(document, model=MODEL, areas=("7",))])
    page = office.person("lan").get("/bang-chung?mang=7").text
    assert "javascript" not in page and 'rel="noopener noreferrer"' in page and "302.html" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_is_exactly_the_list_and_no_cell_is_a_formula(office: Office, kind: str) -> None:
    text = "=HYPERLINK(1) kéo dài thêm vài chữ."
    put(office.store, 110, text, "Đoạn thường.", areas=("5",), title="+cmd|' /C calc'!A0")
    lan = office.person("lan", "reader")
    answer = lan.get(f"/bang-chung/tai-ve?mang=5&dang={kind}")
    assert answer.status_code == 200 and f".{kind}" in answer.headers["content-disposition"]
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        ids, texts = [row["passage"] for row in rows], [row["text"] for row in rows]
        assert "'" + text in texts and all(not each.startswith(("=", "+")) for row in rows for each in row.values())
    else:
        book = load_workbook(io.BytesIO(answer.content))
        lines = list(book["Đoạn"].iter_rows())
        ids = [str(line[0].value) for line in lines[1:]]
        assert all(cell.data_type != "f" for line in lines for cell in line)
        about = {str(line[0].value): str(line[1].value) for line in book["Thông tin"].iter_rows()}
        assert about["Bộ lọc"] == "mang=5" and about["Mô hình"] == MODEL and about["Số đoạn"] == str(len(ids))
    assert ids == Listed(office.store.engine, MODEL).ids(Filter(area="5"), most=1000)


def confirm(person: Visitor, query: str, conclusion: str) -> Any:
    """Ask for a bulk verdict and confirm it as it is shown."""
    page = person.get(f"/bang-chung/hang-loat?{query}&ket_luan={conclusion}")
    assert page.status_code == 200, page.text
    fields = {"ket_luan": conclusion, "tong": total(page.text), "ghi_chu": "đọc cả lô"}
    return person.send(f"/bang-chung/hang-loat?{query}", fields)


def test_a_bulk_verdict_is_confirmed_kept_as_events_and_undone_at_once(office: Office) -> None:
    ids = [id for n in range(120, 124) for id in put(office.store, n, f"Riêng lô {n}.", areas=("2",))]
    lan = office.person("lan")
    lan.send(f"/duyet/uncertain/{ids[0]}", {"none": "1"})
    page = lan.get("/bang-chung/hang-loat?q=riêng+lô&mang=2&ket_luan=dung").text
    assert "3 đoạn sẽ nhận" in page and "1 đoạn bạn đã duyệt thì giữ nguyên" in page
    answer = confirm(lan, "q=riêng+lô&mang=2", "dung")
    assert answer.status_code == 303
    events = [event for event in Judgements(office.store.engine).events() if event.shown_because.startswith(bulk.BULK)]
    assert {event.passage for event in events} == set(ids[1:])
    assert all(event.verdicts == {"2": "yes"} and event.note == "đọc cả lô" for event in events)
    assert counted(lan.get("/bang-chung?q=riêng+lô&duyet=judged").text) == 4
    done = lan.get(answer.headers["location"]).text
    assert "3 kết luận" in done
    lot = answer.headers["location"].split("/hang-loat/", 1)[1].split("?", 1)[0]
    assert lan.send("/bang-chung/hang-loat/hoan-tac?mang=2", {"lo": lot}).status_code == 303
    assert counted(lan.get("/bang-chung?q=riêng+lô&duyet=judged").text) == 1
    assert counted(lan.get("/bang-chung?q=riêng+lô&duyet=unjudged").text) == 3
    assert len(Judgements(office.store.engine).events()) == 1 + 3 + 3, "an undo is an event, nothing goes"
    assert Judgements(office.store.engine).verify() == []


def test_a_list_that_changed_since_is_asked_about_again(office: Office) -> None:
    put(office.store, 130, "Riêng lô đổi.", areas=("2",))
    lan = office.person("lan")
    page = lan.get("/bang-chung/hang-loat?q=riêng+lô+đổi&ket_luan=khong").text
    put(office.store, 131, "Riêng lô đổi nữa.", areas=("2",))
    fields = {"ket_luan": "khong", "tong": total(page)}
    answer = lan.send("/bang-chung/hang-loat?q=riêng+lô+đổi", fields)
    assert answer.status_code == 409 and "Danh sách đã đổi" in answer.text
    assert Judgements(office.store.engine).events() == []


def test_too_many_at_once_and_a_verdict_without_an_area_are_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = office.person("lan")
    assert lan.get("/bang-chung/hang-loat?ket_luan=dung").status_code == 422
    monkeypatch.setattr("review.pages.evidence.MOST", 3)
    answer = lan.get("/bang-chung/hang-loat?ket_luan=khong")
    assert answer.status_code == 422 and "một lần chỉ duyệt tới 3" in answer.text


def test_a_reader_reads_and_takes_away_but_judges_nothing(office: Office) -> None:
    reader = office.person("hoa", "reader")
    page = reader.get("/bang-chung").text
    assert "hang-loat" not in page and "/duyet/uncertain/" not in page
    for path in ("/bang-chung/hang-loat?ket_luan=khong", "/bang-chung/hang-loat/0123456789ab"):
        assert reader.get(path).status_code == 403
    for path in ("/bang-chung/hang-loat", "/bang-chung/hang-loat/hoan-tac"):
        assert reader.send(path, {"ket_luan": "khong", "lo": "0123456789ab"}).status_code == 403


def test_one_act_told_in_two_papers_is_one_group_with_its_carriers(office: Office) -> None:
    words = "Ngày 20-11-2026, Huyện ủy Ba Tri ban hành Kế hoạch số 45-KH/HU về sắp xếp bộ máy."
    for number, source in ((141, "dong-khoi"), (142, "bao-khac")):
        document = article(number, words, published=MORNING - timedelta(days=1), source=source)
        result = judged(document, model=MODEL, areas=("3",))
        said = Evidence(
            3, actors=("Huyện ủy Ba Tri",), places=("ben-tre/ba-tri",), dates=("2026-11-20",), documents=("45-KH/HU",)
        )
        office.store.put_documents([(document, None)])
        office.store.put_judged(
            [replace(result, predictions=tuple(replace(each, evidence=said) for each in result.predictions))]
        )
    gather(office.store.engine, MODEL)
    page = office.person("lan").get("/bang-chung?q=45-KH/HU").text
    found = re.search(r'href="(/bang-chung/su-kien/[0-9a-f]{12})"', page)
    assert found is not None and "2 bài, 2 nguồn" in page and "và 1 đoạn nữa của cùng sự kiện" in page
    event = office.person("minh", "reader").get(found[1]).text
    assert event.count('class="sheet entry-sheet"') == 2
    assert office.person("an", "reader").get("/bang-chung/su-kien/ffffffffffff").status_code == 404


def test_an_empty_list_and_an_empty_store_say_what_to_do(office: Office, tmp_path: Path) -> None:
    assert "Nới kỳ" in office.person("lan").get("/bang-chung?q=khôngcóchữnày").text
    with Store(tmp_path / "empty.db") as store:
        page = Office(store, Clock(), model=lambda: None).person("lan", "reader").get("/bang-chung")
        assert page.status_code == 200 and "bamsat run" in page.text


BAD = ["mang=9", "khau=x", "cach=x", "muc=7", "muc=²", "duyet=x", "noi=mars", "tu=2021", "moi=hôm qua", "q=%2B%2B"]


@pytest.mark.parametrize("query", BAD)
def test_a_filter_that_nothing_can_answer_is_refused_in_words(office: Office, query: str) -> None:
    lan = office.person("lan")
    assert lan.get(f"/bang-chung?{query}").status_code == 422
    assert lan.get(f"/bang-chung/tai-ve?{query}").status_code == 422


class Runs(HTMLParser):
    """Collects what would run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a start tag."""
        self.tags.append(tag)
        for name, value in attrs:
            low = (value or "").strip().lower()
            if name.startswith(("on", "style")) or (name in ("href", "src", "action") and "script:" in low[:20]):
                self.found.append(f"{tag} {name}={value}")


def test_hostile_titles_bodies_and_filters_stay_text(office: Office) -> None:
    texts = payloads()
    for number, begin in enumerate(range(0, len(texts), 41)):
        put(office.store, 400 + number, " ".join(texts[begin : begin + 41]).replace("\n", " "), title=texts[begin])
    lan = office.person("lan")
    pages = [lan.get(path).text for path in ("/bang-chung", "/bang-chung/hang-loat?ket_luan=khong", "/")]
    for payload in texts[::8]:
        for name in ("q", "noi", "nguon", "mang", "tu", "sau"):
            answer = lan.get("/bang-chung", params={name: payload[:200]})
            assert answer.status_code in (200, 422), payload
            pages.append(answer.text)
    for page in pages:
        made = Runs()
        made.feed(page)
        assert made.found == [] and "img" in made.tags and "iframe" not in made.tags
        assert made.tags.count("img") == 1 and made.tags.count("script") == 1
