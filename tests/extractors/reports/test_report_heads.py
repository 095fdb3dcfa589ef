"""Heads of our own documents read into fields, whatever order and noise their lines come in."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest
from report_samples import BODY, SAMPLES, Press, Sample, paragraphs, rows, written

from corpus.document import READ_ROLES, Document, Header, Role
from extractors.reports.dating import day_of_name, find_dated
from extractors.reports.layout import Layout
from extractors.reports.marks import fold
from extractors.reports.naming import bodies_of, title_of
from extractors.reports.numbering import find_number
from extractors.reports.report import read_report

NOW = datetime(2026, 11, 24, tzinfo=UTC)
FIELDS = [each.name for each in dataclasses.fields(Header)]


def read(layout: Layout, name: str = "bao-cao.pdf") -> Document:
    return read_report(layout, name=name, url=None, source="unknown", now=NOW)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_field_of_a_head_is_read(sample: Sample) -> None:
    header = read(sample.layout).header
    assert header is not None
    assert {name: getattr(header, name) for name in FIELDS} == {name: getattr(sample.header, name) for name in FIELDS}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_title_is_the_type_and_what_it_is_about(sample: Sample) -> None:
    document = read(sample.layout)
    assert document.title == sample.title
    assert document.first(Role.TITLE) == sample.title


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_nothing_of_head_or_closing_is_read_as_a_passage(sample: Sample) -> None:
    document = read(sample.layout)
    told = "\n".join(document.block_text(block) for block in document.blocks if block.role in READ_ROLES)
    for wording in ("Độc lập", "Kính gửi", "Nơi nhận", "Lưu", sample.header.signer or "Kính gửi"):
        assert fold(wording) not in fold(told)


@pytest.mark.parametrize(
    "sample", [one for one in SAMPLES if "decision" not in one.name], ids=lambda sample: sample.name
)
def test_the_body_comes_back_as_it_was_written(sample: Sample) -> None:
    document = read(sample.layout)
    told = [document.block_text(block) for block in document.blocks]
    assert [text for text in told if text in BODY] == list(BODY)


def test_the_day_of_the_head_is_the_time_of_publication() -> None:
    document = read(SAMPLES[0].layout)
    assert document.published is not None
    assert (document.published.at.date(), document.published.precision) == (date(2021, 3, 5), "day")
    assert document.signals["published"] == "date of the document's head"


def test_a_future_day_is_refused_and_said_so() -> None:
    document = read(next(sample for sample in SAMPLES if "future" in sample.name).layout)
    assert document.published is None
    assert "05/03/2091" in document.signals["published_refused"]


def test_another_day_in_the_file_name_is_told_and_does_not_win() -> None:
    document = read(SAMPLES[0].layout, "bao-cao-9-3-2021.pdf")
    assert document.header is not None and document.header.day == date(2021, 3, 5)
    assert document.signals["published_check"] == "file name says 2021-03-09"


def test_a_digital_signature_dates_a_head_left_blank_and_leaves_the_text() -> None:
    blank = next(sample for sample in SAMPLES if "blanks" in sample.name).layout
    stamp = paragraphs("Ký bởi: CHI BỘ VĂN PHÒNG", "Thời gian ký: 08/06/2021 09:14:20 +07:00")
    document = read(written(list(blank.pieces), stamp))
    assert document.published is not None and document.published.at.date() == date(2021, 6, 8)
    assert document.signals["published"] == "time of the digital signature"
    assert "Ký bởi" not in document.text


def test_two_files_of_one_document_have_one_id_and_one_text() -> None:
    first, second = read(SAMPLES[0].layout), read(_as_rows())
    assert first.id == second.id
    assert first.text == second.text


def _as_rows() -> Layout:
    from report_samples import MOTTO, NATION

    return written(
        rows(
            ("ỦY BAN NHÂN DÂN\nTỈNH BẾN TRE\nSỞ NỘI VỤ", f"{NATION}\n{MOTTO}"),
            ("Số: 214/BC-SNV", "Bến Tre, ngày 05 tháng 3 năm 2021"),
        ),
        paragraphs("BÁO CÁO", "Tình hình thực hiện sắp xếp tổ chức bộ máy quý I năm 2021", centred=True, bold=True),
        paragraphs(*BODY),
        rows(
            (
                "Nơi nhận:\n- UBND tỉnh;\n- Ban Tổ chức Tỉnh ủy;\n- Lưu: VT, TCBC.",
                "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLê Thị Minh Tâm",
            ),
            table=1,
        ),
    )


def test_a_letter_without_a_head_has_no_header_and_is_still_read() -> None:
    press = Press()
    for text in BODY:
        press.paragraph(text)
    document = read(press.layout())
    assert document.header is None
    assert document.reading == "report/plain"


def test_the_reading_names_the_layout() -> None:
    for sample in SAMPLES:
        assert read(sample.layout).reading == f"report/{sample.header.form}"


@pytest.mark.parametrize(
    ("line", "number", "party"),
    [
        ("Số: 12/BC-UBND", "12/BC-UBND", False),
        ("Số 31-QĐi/TU", "31-QĐi/TU", True),
        ("Sô: 07/2025/QÐ-UBND", "07/2025/QĐ-UBND", False),
        ("Luật số: 56/2010/QH12", "56/2010/QH12", False),
        ("Số: 1849 / BGDĐT – GDPT", "1849/BGDĐT-GDPT", False),
        ("S0: 3O/KH-HĐND", "30/KH-HĐND", False),
        ("Số: 05a-CV/ĐUK", "05a-CV/ĐUK", True),
        ("Số 14 - NQ/T.Ư", "14-NQ/TW", True),
        ("Số 84 QĐ/TWĐTN", "84-QĐ/TWĐTN", True),
        ("Số: 58/KH-THPTCL2", "58/KH-THPTCL2", False),
        ("Số:        /KH-STTTT", None, False),
        ("Số: .../TTr-SNV", None, False),
    ],
)
def test_numbers_are_read_in_one_spelling(line: str, number: str | None, party: bool) -> None:
    found = find_number(line)
    assert found is not None
    assert (found.value, found.party) == (number, party)


@pytest.mark.parametrize(
    "line", ["Số 5 phường Phú Khương", "số lượng: 12/15 đơn vị", "Một số nội dung", "Số: 0/{) /VP"]
)
def test_what_is_no_number_of_a_document_gives_none(line: str) -> None:
    assert find_number(line) is None


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Bến Tre, ngày 5 tháng 3 năm 2021", "Bến Tre", date(2021, 3, 5)),
        ("TP. Hồ Chí Minh, ngày 05/3/2021", "TP. Hồ Chí Minh", date(2021, 3, 5)),
        ("Mỏ Cày Nam, ngày    tháng 4 năm 2022", "Mỏ Cày Nam", None),
        ("Bến Tre, ngày 31 tháng 02 năm 2021", "Bến Tre", None),
        ("Bến Tre, ngày 1 5 thảng l2 nãm 2O19", "Bến Tre", date(2019, 12, 15)),
        ("Bến Tre, ngày … tháng … năm 20…", "Bến Tre", None),
    ],
)
def test_place_and_day_are_read(line: str, place: str, day: date | None) -> None:
    found = find_dated(line, now=NOW)
    assert found is not None
    assert (found.place, found.day) == (place, day)


def test_a_day_is_found_in_a_file_name() -> None:
    assert day_of_name("ke-hoach_18-4-2026.doc", now=NOW) == date(2026, 4, 18)
    assert day_of_name("214-BC-SNV.pdf", now=NOW) is None


def test_a_name_on_two_lines_is_one_body() -> None:
    assert bodies_of(["SỞ GIÁO DỤC", "VÀ ĐÀO TẠO", "PHÒNG TỔ CHỨC"]) == ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "PHÒNG TỔ CHỨC")


def test_an_abstract_in_capitals_is_written_as_the_body_writes_it() -> None:
    body = ("Sở Y tế ban hành Quy chế làm việc của Trung tâm.",)
    assert title_of("Quyết định", "BAN HÀNH QUY CHẾ LÀM VIỆC", body=body) == "Quyết định ban hành Quy chế làm việc"
