"""Bảng tính: a workbook goes out, comes back, is shown before anything is kept, kept once, and taken back as one."""

from __future__ import annotations

import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from review_samples import HOME, Clock, Office, Visitor

from corpus.codebook.taxonomy import load_taxonomy
from corpus.label import Verdict
from corpus.people.judgements import Draft, Judgements
from corpus.people.queues import Queues
from corpus.people.sheet_lots import SheetLots
from corpus.store import Store
from flows.review_desk.sheets import Sheets
from review.workbook import sheet as said

TAXONOMY = load_taxonomy()
AREAS = said.area_heads(TAXONOMY)
YES3 = {AREAS["3"]: "có", said.REST: "không", said.STAGE: "kết quả", said.NOTE: "rõ"}
NO = {said.REST: "không"}


@pytest.fixture
def office(filled: tuple[Path, list[str]], tmp_path: Path) -> Iterator[Office]:
    """An office whose desk gives workbooks out and takes them back."""
    path, passages = filled
    shutil.copy(path, tmp_path / "store.db")
    with Store(tmp_path / "store.db") as store:
        made = Office(store, Clock(), sheets=Sheets(store, TAXONOMY, {"dong-khoi": "Báo Đồng Khởi"}))
        made.passages = passages
        yield made


def filled_in(body: bytes, **lines: Mapping[str, object]) -> bytes:
    """The workbook with cells of lines filled in: ``filled_in(body, line2={"Khâu": "kết quả"})``."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    page = book[said.REVIEW]
    heads = [cell.value for cell in page[1]]
    for line, values in lines.items():
        for name, value in values.items():
            page.cell(int(line.removeprefix("line")), heads.index(name) + 1).value = value
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def taken_out(visitor: Visitor, address: str = "/bang-tinh/hang-cho/tai-ve?hang=uncertain&so=12") -> bytes:
    """A workbook from the page."""
    answer = visitor.get(address)
    assert answer.status_code == 200, answer.text[:300]
    return bytes(answer.content)


def sent(visitor: Visitor, body: bytes, *, path: str = "/bang-tinh", name: str = "duyet.xlsx") -> Any:
    """Send a workbook from the page."""
    return visitor.send(path, files={"tep": (name, body)})


def total(page: str) -> str:
    """The sum that the form of a diff carries."""
    found = re.search(r'name="tong" value="([0-9a-f]{64})"', page)
    assert found is not None, page[:500]
    return found[1]


def events(office: Office) -> int:
    """How many events there are."""
    return Judgements(office.store.engine).head().count


def _lists(visitor: Visitor, area: str) -> bool:
    """Whether the list of an area holds anything."""
    return visitor.get(f"/bang-tinh/danh-sach/tai-ve?mang={area}").status_code == 200


def judge(office: Office, passage: str, person: str, area: str = "3") -> None:
    """Have somebody judge a passage."""
    verdicts: dict[str, Verdict] = {code: "yes" if code == area else "no" for code in TAXONOMY.codes}
    Judgements(office.store.engine).record(Draft(passage, person, verdicts, taxonomy="2021.1"), now=office.clock())


def test_a_workbook_is_shown_then_kept_in_the_name_of_who_sent_it_then_taken_back_as_one(office: Office) -> None:
    lan = office.person("lan")
    body = filled_in(taken_out(lan), line2=YES3, line3=NO, line4={AREAS["3"]: "co the"})
    answer = sent(lan, body)
    assert answer.status_code == 303
    shown = lan.get(answer.headers["location"]).text
    assert events(office) == 0, "looking keeps nothing"
    assert "dòng 4" not in shown and "co the" in html.unescape(shown), "the refused row is named with its reason"
    assert re.findall(r"<dd>(\d+)</dd>", shown) == ["2", "0", "9", "1"]
    kept = lan.send(answer.headers["location"], {"tong": total(shown)})
    assert kept.status_code == 303
    standing = Judgements(office.store.engine).current()
    assert {event.person for each in standing.values() for event in each} == {"lan"} and len(standing) == 2
    first = standing[office.passages[0]][0]
    assert (first.verdicts["3"], first.stage, first.note) == ("yes", "ket_qua", "rõ")
    outcome = lan.get(kept.headers["location"]).text
    assert "2/2" in outcome
    (lot,) = SheetLots(office.store.engine).of("lan", limit=5)
    office.clock.wait(minutes=5)
    undone = lan.send(f"/bang-tinh/lan/{lot.export}/hoan-tac", {"luc": lot.at})
    assert undone.status_code == 303 and "2/2" not in lan.get(undone.headers["location"]).text
    assert Judgements(office.store.engine).current() == {} and events(office) == 4, "taking back adds events"
    assert Judgements(office.store.engine).verify() == []
    assert Queues(office.store.engine).progress()["uncertain"].left == 12, "the passages wait again"


def test_nothing_is_kept_where_the_store_moved_between_diff_and_application(office: Office) -> None:
    lan = office.person("lan")
    where = sent(lan, filled_in(taken_out(lan), line2=YES3, line3=YES3)).headers["location"]
    seen = total(lan.get(where).text)
    judge(office, office.passages[0], "minh", "5")
    answer = lan.send(where, {"tong": seen})
    assert answer.status_code == 409 and events(office) == 1
    assert "minh" in html.unescape(answer.text), "it says who was there first"
    again = lan.send(where, {"tong": total(answer.text)})
    assert again.status_code == 303 and events(office) == 2, "the other row is kept once it was seen like this"


@pytest.mark.parametrize("tong", ["", "0" * 64])
def test_a_form_without_the_sum_of_what_was_shown_keeps_nothing(office: Office, tong: str) -> None:
    lan = office.person("lan")
    where = sent(lan, filled_in(taken_out(lan), line2=YES3)).headers["location"]
    assert lan.send(where, {"tong": tong}).status_code == 409 and events(office) == 0


def test_a_form_sent_twice_keeps_its_rows_once(office: Office) -> None:
    lan = office.person("lan")
    where = sent(lan, filled_in(taken_out(lan), line2=YES3)).headers["location"]
    seen = total(lan.get(where).text)
    assert [lan.send(where, {"tong": seen}).status_code for _ in range(2)] == [303, 409]
    assert events(office) == 1


def test_a_workbook_in_the_tray_is_its_senders_alone_and_waits_two_hours(office: Office) -> None:
    lan, minh = office.person("lan"), office.person("minh")
    where = sent(lan, filled_in(taken_out(lan), line2=YES3)).headers["location"]
    seen = total(lan.get(where).text)
    assert minh.get(where).status_code == 404
    assert minh.send(where, {"tong": seen}).status_code == 404
    office.clock.wait(hours=2, minutes=1)
    assert lan.get(where).status_code == 404 and events(office) == 0


def test_two_people_keep_the_same_sheet_each_in_their_own_name_and_undo_their_own_only(office: Office) -> None:
    lan, minh = office.person("lan"), office.person("minh")
    where = sent(lan, filled_in(taken_out(lan), line2=YES3)).headers["location"]
    lan.send(where, {"tong": total(lan.get(where).text)})
    (lot,) = SheetLots(office.store.engine).of("lan", limit=5)
    assert minh.get(f"/bang-tinh/lan/{lot.export}?luc={lot.at.replace('+', '%2B')}").status_code == 404
    assert minh.send(f"/bang-tinh/lan/{lot.export}/hoan-tac", {"luc": lot.at}).status_code == 422
    assert events(office) == 1


def test_ones_former_verdict_is_replaced_and_stands_again_after_the_undo(office: Office) -> None:
    lan = office.person("lan")
    judge(office, office.passages[0], "lan", "5")
    listed = "/bang-tinh/danh-sach/tai-ve?duyet=judged"
    where = sent(lan, filled_in(taken_out(lan, listed), line2=YES3)).headers["location"]
    shown = lan.get(where).text
    assert "<del>có</del>" in shown and "<ins>có</ins>" in shown
    lan.send(where, {"tong": total(shown)})
    judgements = Judgements(office.store.engine)
    assert judgements.current()[office.passages[0]][0].verdicts["3"] == "yes"
    (lot,) = SheetLots(office.store.engine).of("lan", limit=5)
    lan.send(f"/bang-tinh/lan/{lot.export}/hoan-tac", {"luc": lot.at})
    assert judgements.current()[office.passages[0]][0].verdicts["5"] == "yes"
    again = lan.get(sent(lan, filled_in(taken_out(lan, listed), line2=YES3)).headers["location"])
    assert "<dd>1</dd>" in again.text, "a fresh export can be kept"


def test_a_list_of_evidence_goes_out_as_it_is_filtered_and_without_the_machines_word(office: Office) -> None:
    lan = office.person("lan")
    area = next(code for code in TAXONOMY.codes if _lists(lan, code))
    body = taken_out(lan, f"/bang-tinh/danh-sach/tai-ve?mang={area}")
    page = openpyxl.load_workbook(io.BytesIO(body))[said.REVIEW]
    count = re.search(r'role="status">(\d+)', lan.get(f"/bang-chung?mang={area}").text)
    assert count is not None and page.max_row - 1 == int(count[1])
    heads = [cell.value for cell in page[1]]
    for row in page.iter_rows(min_row=2, values_only=True):
        assert not any(row[heads.index(name)] for name in (*AREAS.values(), said.STAGE, said.MODALITY))


@pytest.mark.parametrize(
    "body", [b"", b"PK\x03\x04 nothing", b"a,b,c", b"\x00" * 500], ids=["empty", "cut", "csv", "noughts"]
)
def test_what_is_no_workbook_is_refused_in_words(office: Office, body: bytes) -> None:
    answer = sent(office.person("lan"), body)
    assert answer.status_code == 422 and "tệp" in html.unescape(answer.text)


def test_a_bomb_is_refused_before_it_is_read(office: Office) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"<" * 8_000_000)
    assert len(made.getvalue()) < 5_000_000
    answer = sent(office.person("lan"), made.getvalue())
    assert answer.status_code == 422 and "lớn" in html.unescape(answer.text)


def test_a_file_over_the_limit_is_not_taken_in(office: Office) -> None:
    assert sent(office.person("lan"), b"x" * 5_100_000).status_code == 413
    assert office.desk.safety.limit("/bang-chung") == office.desk.safety.most, "other pages take no more than before"


def test_a_name_that_runs_is_shown_as_text(office: Office) -> None:
    lan = office.person("lan")
    body = filled_in(taken_out(lan), line2={**YES3, said.NOTE: "<script>alert(1)</script>"})
    page = lan.get(sent(lan, body, name="<img src=x onerror=alert(1)>.xlsx").headers["location"]).text
    assert "<script>alert" not in page and "<img src=x" not in page and "&lt;script&gt;" in page


def test_an_unknown_queue_a_sample_and_too_many_are_refused_in_words(office: Office) -> None:
    lan = office.person("lan")
    for address in (
        "/bang-tinh/hang-cho/tai-ve?hang=audit",
        "/bang-tinh/hang-cho/tai-ve?hang=x",
        "/bang-tinh/hang-cho/tai-ve?so=501",
        "/bang-tinh/danh-sach/tai-ve?mang=9",
        "/bang-tinh/danh-sach/tai-ve?q=khongcochunay",
    ):
        assert lan.get(address).status_code == 422, address
    assert lan.get("/bang-tinh/lan/0123456789?luc=2026-01-01").status_code == 404
    assert lan.get("/bang-tinh/lan/0123456789?luc=x").status_code == 404


def test_a_desk_without_workbooks_says_so(filled: tuple[Path, list[str]], tmp_path: Path) -> None:
    shutil.copy(filled[0], tmp_path / "store.db")
    with Store(tmp_path / "store.db") as store:
        lan = Office(store, Clock()).person("lan")
        assert "bamsat sheet" in lan.get("/bang-tinh").text
        assert lan.get("/bang-tinh/hang-cho/tai-ve").status_code == 422


def test_programs_check_apply_and_take_back_as_the_page_does(office: Office) -> None:
    lan = office.person("lan")
    checked = sent(lan, filled_in(taken_out(lan), line2=YES3), path="/api/sheets/check").json()
    assert [each["line"] for each in checked["changes"]] == [2] and events(office) == 0
    assert lan.get(f"/api/sheets/check/{checked['file']}").json() == checked

    def post(path: str, said_so: dict[str, str]) -> Any:
        headers = {"origin": HOME, "x-form-token": lan.token()}
        return lan.client.post(f"/api/sheets/{path}", json=said_so, headers=headers)

    wanted = {"file": checked["file"], "total": checked["total"]}
    assert post("apply", {**wanted, "total": "0" * 64}).status_code == 409
    applied = post("apply", wanted)
    assert applied.status_code == 201 and applied.json()["kept"] == 1
    assert post("apply", wanted).status_code == 409
    lot = {"export": applied.json()["export"], "at": applied.json()["at"]}
    assert lan.get("/api/sheets/applied").json() == [{**lot, "given": 1, "standing": 1}]
    assert post("undo", lot).json() == {"taken_back": [office.passages[0]], "left": []}
    assert post("undo", {**lot, "at": "2026-01-01T00:00:00+07:00"}).status_code == 404
