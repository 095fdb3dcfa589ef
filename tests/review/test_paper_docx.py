"""The Word file: Party and State layout, real footnotes, the same bytes each time, and LibreOffice opens it."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from paper_samples import counts, told

from corpus.errors import BadInput
from review.paper.compose import compose
from review.paper.content import Report
from review.paper.docx_file import to_docx
from review.paper.layout import LAYOUTS, roman
from review.paper.letterhead import LayoutName, Letterhead, read_letterhead, usual
from review.paper.rows import Picture


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


DOT = b"\x89PNG\r\n\x1a\n" + b"".join(
    (
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\x00\x80")),
        _chunk(b"IEND", b""),
    )
)
"""A picture of one grey point."""
BOTH: tuple[LayoutName, ...] = ("party", "state")


def report() -> Report:
    """A report with a picture."""
    return compose(replace(counts(), pictures=(Picture(DOT, "Bản đồ nhiệt bảy mảng.", "Bản đồ"),)))


def written(layout: LayoutName, made: Report | None = None) -> bytes:
    """The file of a report."""
    return to_docx(made or report(), layout=layout, letterhead=usual(layout, on=date(2026, 11, 24)))


def part(body: bytes, name: str) -> Any:
    """A part of a file, parsed."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return parse_xml(packed.read(name))


def all_words(body: bytes) -> list[str]:
    """The words of every paragraph, those of tables too."""
    return ["".join(each.itertext(qn("w:t"))) for each in part(body, "word/document.xml").iter(qn("w:p"))]


@pytest.mark.parametrize("layout", BOTH)
def test_the_same_report_gives_the_same_bytes(layout: LayoutName) -> None:
    assert written(layout) == written(layout)


@pytest.mark.parametrize("layout", BOTH)
def test_every_note_is_a_footnote_of_the_document_and_referred_to_once(layout: LayoutName) -> None:
    body = written(layout)
    referred = [each.get(qn("w:id")) for each in part(body, "word/document.xml").iter(qn("w:footnoteReference"))]
    notes = part(body, "word/footnotes.xml")
    held = [each.get(qn("w:id")) for each in notes if each.get(qn("w:type")) is None]
    assert referred == held and len(held) == len(list(report().notes()))
    assert all("".join(each.itertext(qn("w:t"))).strip() for each in notes if each.get(qn("w:type")) is None)


def test_the_party_head_is_that_of_the_guidance() -> None:
    words = all_words(written("party"))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in words and "*" in words and "-----" in words
    assert any(each.startswith("Số ") and each.endswith("-BC/VPTU") for each in words)
    assert "Vĩnh Long, ngày 24 tháng 11 năm 2026" in words
    assert "Nơi nhận:" in words and words.index("BÁO CÁO") < words.index("I- PHẠM VI THU THẬP")


def test_the_state_head_is_that_of_the_decree() -> None:
    words = all_words(written("state"))
    first = words.index("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert words[first + 1] == "Độc lập - Tự do - Hạnh phúc"
    assert any(each.startswith("Số: ") and each.endswith("/BC-VP") for each in words)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in words


@pytest.mark.parametrize("layout", BOTH)
def test_the_page_is_a4_with_the_margins_of_the_rule(layout: LayoutName) -> None:
    section = docx.Document(io.BytesIO(written(layout))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert tuple(round(each.mm) for each in margins) == LAYOUTS[layout].margins
    assert section.different_first_page_header_footer


def test_the_font_is_times_new_roman_with_one_to_stand_in_for_it() -> None:
    body = written("party")
    styles = part(body, "word/styles.xml")
    fonts = {each.get(qn("w:ascii")) for each in styles.iter(qn("w:rFonts"))} - {None}
    assert "Times New Roman" in fonts
    normal = docx.Document(io.BytesIO(body)).styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 14)
    assert [each.get(qn("w:val")) for each in part(body, "word/fontTable.xml").iter(qn("w:altName"))]


def test_the_document_is_in_vietnamese() -> None:
    body = written("party")
    assert {each.get(qn("w:val")) for each in part(body, "word/styles.xml").iter(qn("w:lang"))} == {"vi-VN"}
    assert docx.Document(io.BytesIO(body)).core_properties.language == "vi-VN"


def test_heads_of_tables_are_repeated_and_headings_are_styles() -> None:
    document = docx.Document(io.BytesIO(written("party")))
    tables = [table for table in document.tables if table.style is not None and table.style.name == "Table Grid"]
    assert tables and all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in tables)
    headings = [each.text for each in document.paragraphs if each.style is not None and each.style.name == "Heading 1"]
    assert len(headings) == len(report().sections)


def test_a_picture_has_words_for_who_does_not_see_it() -> None:
    found = part(written("party"), "word/document.xml")
    described = [each.get("descr") for each in found.iter("{*}docPr")]
    assert described == ["Bản đồ nhiệt bảy mảng."]


def test_what_the_web_wrote_cannot_break_the_file() -> None:
    nasty = told(1, title="A\x00\x0b<w:p>&amp;\ud800", text="<script>\x01]]>", link="https://bao.example/?a=1&b=<2>")
    body = written("party", compose(replace(counts(), told=(nasty,))))
    assert "A<w:p>&amp;" in "".join("".join(each.itertext()) for each in part(body, "word/footnotes.xml"))


def test_names_for_the_head_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "dau.toml"
    path.write_text('body = "BAN TUYÊN GIÁO VÀ DÂN VẬN"\nnumber = "12"\npost = ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]\n')
    head = read_letterhead(path, usual("party", on=date(2026, 1, 5)))
    words = all_words(to_docx(report(), layout="party", letterhead=head))
    assert {"BAN TUYÊN GIÁO VÀ DÂN VẬN", "Số 12-BC/VPTU", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"} <= set(words)


@pytest.mark.parametrize("text", ["bodi = 'x'", "body = 3", "post = 'x'", "body = ", "recipients = [1]"])
def test_a_wrong_file_of_names_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "dau.toml"
    path.write_text(text)
    with pytest.raises(BadInput, match=r"dau\.toml"):
        read_letterhead(path, usual("party", on=date(2026, 1, 5)))


def test_before_july_2025_the_province_is_ben_tre() -> None:
    first, last = usual("state", on=date(2025, 6, 30)), usual("state", on=date(2025, 7, 1))
    assert (first.place, last.place) == ("Bến Tre", "Vĩnh Long")
    assert isinstance(first, Letterhead)


def test_sections_are_numbered_in_roman() -> None:
    assert [roman(number) for number in (1, 4, 9, 10, 14)] == ["I", "IV", "IX", "X", "XIV"]


@pytest.mark.slow
def test_libreoffice_opens_it_and_shows_the_footnotes(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "bao-cao.docx").write_bytes(written("party"))
    to = ["--convert-to", "html:XHTML Writer File", "--outdir", str(tmp_path), str(tmp_path / "bao-cao.docx")]
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(["soffice", profile, "--headless", *to], check=True, capture_output=True, timeout=120)
    shown = next(tmp_path.glob("bao-cao.*html")).read_text(encoding="utf-8")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in shown and "Đoạn có dẫn chứng về nhiệm vụ 3" in shown
