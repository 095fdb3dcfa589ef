"""The codebook to a workbook and back: the same codebook, or a proposal with its differences, never put into use."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from review_samples import MORNING, Clock, Office, Visitor
from typer.testing import CliRunner

from corpus.codebook.file import to_toml
from corpus.codebook.nouns import Change, CueRule, Taxonomy
from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.store import Store
from flows.commands.codebook_cli import REFUSED, register
from review.workbook.codebook_proposing import next_version, propose
from review.workbook.codebook_reading import read_codebook
from review.workbook.codebook_writing import write_codebook

TAXONOMY = load_taxonomy()
SMALL = replace(
    TAXONOMY,
    areas=tuple(replace(each, cues=each.cues[:2]) for each in TAXONOMY.areas),
    stages=tuple(replace(each, cues=each.cues[:1]) for each in TAXONOMY.stages),
    modalities=tuple(replace(each, cues=each.cues[:1]) for each in TAXONOMY.modalities),
    times=tuple(replace(each, cues=each.cues[:1]) for each in TAXONOMY.times),
    organisations=TAXONOMY.organisations[:4],
)
"""The packaged codebook with few cues: quick to write and to read."""

TODAY = date(2026, 11, 25)
PROBES = (
    "=1+1", "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example/","x")',
    '=WEBSERVICE("http://evil.example/")', '=IMPORTXML("http://evil.example/","//a")', '=DDE("cmd";"/C calc";"x")',
    "+cmd|'/C notepad'!A1", "-cmd|'/C notepad'!A1", "@cmd|'/C notepad'!A1", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1",
    "\u00a0=1+1", "＝1+1", "{=1+1}",
)  # fmt: skip


@pytest.fixture(scope="module")
def plain_sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the small codebook."""
    path = tmp_path_factory.mktemp("so") / "so-ma.xlsx"
    write_codebook(path, SMALL, made="2026-11-24")
    return path


@pytest.fixture
def office(filled: tuple[Path, list[str]], tmp_path: Path) -> Iterator[Office]:
    """An office that works by the small codebook."""
    shutil.copy(filled[0], tmp_path / "store.db")
    with Store(tmp_path / "store.db") as store:
        yield Office(store, Clock(), taxonomy=SMALL)


def edited(path: Path, to: Path, *cells: tuple[str, int, str, object]) -> Path:
    """The workbook with cells (sheet, line, head, value) set."""
    book = openpyxl.load_workbook(path)
    for sheet, line, head, value in cells:
        heads = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(line, heads.index(head) + 1).value = value
    book.save(to)
    return to


def written_back(taxonomy: Taxonomy, folder: Path) -> Taxonomy:
    """The taxonomy of a file of the taxonomy."""
    path = folder / "so-ma.toml"
    path.write_text(to_toml(taxonomy), encoding="utf-8")
    return load_taxonomy(path)


def test_the_file_that_is_written_says_what_the_file_that_was_read_says(tmp_path: Path) -> None:
    assert written_back(TAXONOMY, tmp_path) == TAXONOMY


WORDS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), min_size=1, max_size=40).filter(
    lambda text: bool(" ".join(text.split()))
)


@settings(max_examples=15, deadline=None)
@given(WORDS, WORDS, st.integers(0, 99), st.sampled_from(("after", "before", "either")))
def test_any_words_survive_the_file(
    tmp_path_factory: pytest.TempPathFactory, name: str, phrase: str, within: int, order: Any
) -> None:
    name, phrase = " ".join(name.split()), " ".join(phrase.split())
    cue = CueRule("1.x9", "weak", (phrase,), (), within, order)
    first = SMALL.areas[0]
    made = replace(
        SMALL, name=name, valid_until=TODAY, areas=(replace(first, cues=(*first.cues, cue)), *SMALL.areas[1:])
    )
    assert written_back(made, tmp_path_factory.mktemp("any")) == made


def test_written_and_read_is_the_same_codebook(tmp_path: Path) -> None:
    write_codebook(tmp_path / "so-ma.xlsx", TAXONOMY, made="2026-11-24")
    sent = read_codebook(tmp_path / "so-ma.xlsx")
    assert (sent.faults, sent.fingerprint) == ((), TAXONOMY.fingerprint)
    assert sent.taxonomy == TAXONOMY
    assert propose(TAXONOMY, sent, on=TODAY) is None, "nothing to propose"


@pytest.mark.slow
def test_through_libreoffice_it_is_still_the_same_codebook(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine (apt-get install libreoffice-calc)")
    plain_sheet = tmp_path / "so-ma.xlsx"
    write_codebook(plain_sheet, TAXONOMY, made="2026-11-24")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    for kind, source in (("ods", plain_sheet), ("xlsx", tmp_path / "so-ma.ods")):
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    sent = read_codebook(tmp_path / "so-ma.xlsx")
    assert sent.faults == () and sent.taxonomy == TAXONOMY


def test_nineteen_formula_probes_stay_text_and_come_back_as_they_were(tmp_path: Path) -> None:
    first, probes = SMALL.areas[0], [f"{each} {number}" for number, each in enumerate(PROBES)]
    made = replace(
        SMALL,
        areas=(replace(first, includes=(*first.includes, *probes), definition=PROBES[0]), *SMALL.areas[1:]),
    )
    write_codebook(tmp_path / "do.xlsx", made, made="2026-11-24")
    book = openpyxl.load_workbook(tmp_path / "do.xlsx")
    live = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert live == []
    found = read_codebook(tmp_path / "do.xlsx").taxonomy
    assert found is not None
    assert set(found.areas[0].includes) == {" ".join(each.split()) for each in (*first.includes, *probes)}


def test_an_edit_is_a_proposal_with_the_next_version_and_a_line_of_what_changed(
    plain_sheet: Path, tmp_path: Path
) -> None:
    path = edited(plain_sheet, tmp_path / "sua.xlsx", ("Mảng", 4, "Định nghĩa", "Sắp xếp bộ máy, viết lại."))
    made = propose(SMALL, read_codebook(path), on=TODAY)
    assert made is not None and made.sound
    assert made.taxonomy.version == next_version(SMALL.version) == "2021.2"
    assert [each.code for each in made.change.areas if each.changes_meaning] == ["3"]
    assert made.taxonomy.changelog[:-1] == SMALL.changelog
    last = made.taxonomy.changelog[-1]
    assert (last.version, last.date) == ("2021.2", TODAY) and "mảng 3" in last.text
    assert written_back(made.taxonomy, tmp_path) == made.taxonomy
    again = propose(SMALL, read_codebook(path), on=TODAY, version="2026.1", note="Viết lại mảng 3")
    assert again is not None and again.taxonomy.changelog[-1] == Change("2026.1", TODAY, "Viết lại mảng 3")


def test_what_is_no_area_is_named_too(plain_sheet: Path, tmp_path: Path) -> None:
    path = edited(plain_sheet, tmp_path / "a.xlsx", ("Phương châm", 2, "Lời giải (Anh)", "other words"))
    made = propose(SMALL, read_codebook(path), on=TODAY)
    assert made is not None and made.change.empty and len(made.others) == 1


@pytest.mark.parametrize(
    ("cell", "sheet", "line", "why"),
    [
        (("Mảng", 3, "Tên", "=1+1"), "Mảng", 3, "công thức"),
        (("Mảng", 3, "Tên", None), "Mảng", 3, "để trống"),
        (("Dấu hiệu", 2, "Nghĩa", "rất mạnh"), "Dấu hiệu", 2, "chỉ nhận"),
        (("Dấu hiệu", 2, "Trong (âm tiết)", "nhiều"), "Dấu hiệu", 2, "số nguyên"),
        (("Lịch sử", 2, "Ngày", "hôm qua"), "Lịch sử", 2, "ngày viết"),
        (("Nội dung", 2, "Mảng", "9"), "Nội dung", 0, "mảng 9"),
        (("Dấu hiệu", 2, "Mã", "x"), "Dấu hiệu", 0, "quy tắc của"),
        (("Sổ mã", 2, "Mục", "Mã khác"), "Sổ mã", 0, "lạ"),
        (("Mảng", 2, "Tên ngắn", "một cái tên quá dài cho đầu cột"), "areas[1].short", 0, "characters"),
    ],
    ids=["formula", "empty", "sense", "number", "day", "no-area", "no-owner", "no-fact", "too-long"],
)
def test_a_faulty_row_is_named_by_sheet_line_and_reason(
    plain_sheet: Path, tmp_path: Path, cell: tuple[str, int, str, object], sheet: str, line: int, why: str
) -> None:
    sent = read_codebook(edited(plain_sheet, tmp_path / "loi.xlsx", cell))
    assert sent.taxonomy is None
    assert [(each.sheet, each.line) for each in sent.faults] == [(sheet, line)] and why in sent.faults[0].reason
    with pytest.raises(BadInput):
        propose(SMALL, sent, on=TODAY)


def test_a_workbook_of_another_codebook_proposes_nothing(tmp_path: Path) -> None:
    write_codebook(tmp_path / "khac.xlsx", replace(SMALL, name="Sổ khác"), made="2026-11-24")
    with pytest.raises(BadInput, match="xuất lại"):
        propose(SMALL, read_codebook(tmp_path / "khac.xlsx"), on=TODAY)


def test_the_past_of_the_changelog_is_not_rewritten(plain_sheet: Path, tmp_path: Path) -> None:
    sent = read_codebook(edited(plain_sheet, tmp_path / "ls.xlsx", ("Lịch sử", 2, "Lời", "khác")))
    with pytest.raises(BadInput, match="lịch sử"):
        propose(SMALL, sent, on=TODAY)


def test_a_codebook_that_contradicts_itself_is_no_sound_proposal(plain_sheet: Path, tmp_path: Path) -> None:
    path = edited(plain_sheet, tmp_path / "mt.xlsx", ("Phân biệt", 2, "Với mảng", "8"))
    made = propose(SMALL, read_codebook(path), on=TODAY)
    assert made is not None and not made.sound


def app() -> typer.Typer:
    """The commands as the program mounts them."""
    made, sheet = typer.Typer(), typer.Typer()
    register(sheet, now=lambda: MORNING)
    made.add_typer(sheet, name="sheet")
    return made


def test_the_command_writes_reads_and_makes_a_new_file_beside_the_one_in_use(tmp_path: Path) -> None:
    run = CliRunner()
    (tmp_path / "so.toml").write_text(to_toml(SMALL), encoding="utf-8")
    by = ("--codebook", str(tmp_path / "so.toml"))
    out = run.invoke(app(), ["sheet", "codebook", "out", str(tmp_path / "so.xlsx"), *by])
    assert out.exit_code == 0, out.output
    same = run.invoke(app(), ["sheet", "codebook", "in", str(tmp_path / "so.xlsx"), *by])
    assert same.exit_code == 0 and "không có gì đổi" in same.output
    path = edited(tmp_path / "so.xlsx", tmp_path / "sua.xlsx", ("Mảng", 4, "Định nghĩa", "Viết lại."))
    made = run.invoke(app(), ["sheet", "codebook", "in", str(path), "--to", str(tmp_path / "moi.toml"), "--json", *by])
    assert made.exit_code == 0 and json.loads(made.stdout)["areas"][0]["code"] == "3"
    assert load_taxonomy(tmp_path / "moi.toml").version == "2021.2"
    over = run.invoke(app(), ["sheet", "codebook", "in", str(path), "--to", str(tmp_path / "moi.toml"), *by])
    assert isinstance(over.exception, BadInput), "no codebook is written over"
    bad = edited(tmp_path / "so.xlsx", tmp_path / "loi.xlsx", ("Mảng", 3, "Tên", "=1+1"))
    refused = run.invoke(app(), ["sheet", "codebook", "in", str(bad), "--to", str(tmp_path / "loi.toml"), *by])
    assert refused.exit_code == REFUSED and not (tmp_path / "loi.toml").exists()


def sent_by(visitor: Visitor, path: Path, *, to: str = "/so-tay/de-xuat") -> Any:
    """Send a workbook from the page."""
    return visitor.send(to, files={"tep": (path.name, path.read_bytes())})


def test_everybody_may_take_the_codebook_out_and_it_is_the_codebook(office: Office, tmp_path: Path) -> None:
    answer = office.person("xem", "reader").get("/so-tay/tai-ve")
    (tmp_path / "so.xlsx").write_bytes(answer.content)
    assert read_codebook(tmp_path / "so.xlsx").taxonomy == SMALL
    assert "/so-tay/de-xuat" not in office.person("duyet", "reviewer").get("/so-tay").text


def test_a_lead_sees_the_difference_and_takes_the_file_and_the_codebook_in_use_stays(
    office: Office, plain_sheet: Path, tmp_path: Path
) -> None:
    hoa = office.person("hoa", "lead")
    path = edited(plain_sheet, tmp_path / "sua.xlsx", ("Mảng", 4, "Định nghĩa", "Viết lại <b>hết</b>."))
    where = sent_by(hoa, path).headers["location"]
    page = hoa.get(where).text
    assert "Viết lại &lt;b&gt;hết" in page and "2021.2" in page
    found = re.search(r'href="([^"]+/tai-ve[^"]*)"', page)
    assert found is not None
    answer = hoa.get(html.unescape(found[1]))
    assert answer.headers["content-disposition"].endswith('-2021.2.toml"')
    (tmp_path / "moi.toml").write_bytes(answer.content)
    assert load_taxonomy(tmp_path / "moi.toml").area("3").definition.startswith("Viết lại")
    own = hoa.get(f"{where}/tai-ve?ban=2030.1&loi=v%C3%AC%20sao").text
    assert 'version = "2030.1"' in own and "vì sao" in own
    assert hoa.get(f"{where}?ban=2021.1").status_code == 422, "a version that was used already"
    assert office.desk.taxonomy == SMALL
    assert office.person("khac", "lead").get(where).status_code == 404, "another's tray"


def test_what_is_faulty_or_unsound_gives_no_file(office: Office, plain_sheet: Path, tmp_path: Path) -> None:
    hoa = office.person("hoa", "lead")
    for name, cell, said in (
        ("loi", ("Mảng", 3, "Tên", "=1+1"), "công thức"),
        ("mt", ("Phân biệt", 2, "Với mảng", "8"), "mâu thuẫn"),
    ):
        where = sent_by(hoa, edited(plain_sheet, tmp_path / f"{name}.xlsx", cell)).headers["location"]
        assert said in html.unescape(hoa.get(where).text)
        assert hoa.get(f"{where}/tai-ve").status_code == 422
    where = sent_by(hoa, plain_sheet).headers["location"]
    assert "không có gì đổi" in html.unescape(hoa.get(where).text)
    assert hoa.get(f"{where}/tai-ve").status_code == 422


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"a;b"], ids=["empty", "cut", "csv"])
def test_what_is_no_workbook_is_refused_in_words(office: Office, body: bytes) -> None:
    answer = office.person("hoa", "lead").send("/so-tay/de-xuat", files={"tep": ("a.xlsx", io.BytesIO(body))})
    assert answer.status_code == 422


def test_programs_get_the_codebook_and_the_difference(office: Office, plain_sheet: Path, tmp_path: Path) -> None:
    hoa = office.person("hoa", "lead")
    assert hoa.get("/api/codebook").json()["fingerprint"] == SMALL.fingerprint
    path = edited(plain_sheet, tmp_path / "sua.xlsx", ("Mảng", 4, "Định nghĩa", "Viết lại."))
    said = sent_by(hoa, path, to="/api/codebook/check").json()
    assert said["sound"] and said["areas"][0]["code"] == "3" and 'version = "2021.2"' in said["toml"]
    own = hoa.get(f"/api/codebook/check/{said['file']}?version=2030.1").json()
    assert own["version"] == "2030.1"
