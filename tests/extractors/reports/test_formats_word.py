"""DOCX: what a reader of the page sees, in order."""

from __future__ import annotations

import pytest
from report_files import W, docx, p, run, tbl, zipped

from extractors.reports import word_docx
from extractors.reports.layout import Kind, Layout
from extractors.reports.refusal import Refusal


def read(body: str, **parts: str) -> Layout:
    return word_docx.read(docx(body, **parts), {})[0]


def texts(body: str, **parts: str) -> list[str]:
    return [piece.text for piece in read(body, **parts).pieces]


def numbering(*levels: tuple[str, str]) -> str:
    drawn = "".join(
        f'<w:lvl w:ilvl="{place}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(levels)
    )
    numbers = '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbers += f'<w:num w:numId="8"><w:abstractNumId w:val="0"/>{again}</w:num>'
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{drawn}</w:abstractNum>{numbers}</w:numbering>'
    )


def item(text: str, level: int = 0, number: int = 7) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_paragraphs_and_tables_keep_their_order() -> None:
    pieces = read(p("Trước") + tbl(["TT", "Tên ấp"], ["1", "Ấp Ba"]) + p("Sau")).pieces

    assert [(piece.kind, piece.text) for piece in pieces] == [
        (Kind.PARAGRAPH, "Trước"),
        (Kind.ROW, "TT | Tên ấp"),
        (Kind.ROW, "1 | Ấp Ba"),
        (Kind.PARAGRAPH, "Sau"),
    ]


def test_the_lines_of_a_cell_stay_apart_in_its_cells() -> None:
    (row,) = read(tbl([p("TỈNH ỦY BẾN TRE") + p("*"), p("ĐẢNG CỘNG SẢN VIỆT NAM")])).pieces

    assert row.cells == ("TỈNH ỦY BẾN TRE\n*", "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert row.text == "TỈNH ỦY BẾN TRE * | ĐẢNG CỘNG SẢN VIỆT NAM"


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    assert [piece.kind for piece in read(tbl([p("Một") + p("Hai")])).pieces] == [Kind.PARAGRAPH] * 2


def test_a_cell_merged_downwards_is_told_once() -> None:
    going = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("Ấp Ba")
    on = "<w:tcPr><w:vMerge/></w:tcPr>" + p("Ấp Ba")

    assert texts(tbl([going, "Họp"], [on, "Kết nạp"])) == ["Ấp Ba | Họp", " | Kết nạp"]


def test_the_numbers_word_shows_are_written_out() -> None:
    lists = numbering(("upperRoman", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)"))
    body = item("Tình hình") + item("Kết quả", 1) + item("Hạn chế", 1) + item("Về người", 2) + item("Nhiệm vụ")
    body += item("Việc đầu", 1) + item("Mục năm", number=8)

    assert texts(body, numbering=lists) == [
        "I. Tình hình",
        "I.1. Kết quả",
        "I.2. Hạn chế",
        "a) Về người",
        "II. Nhiệm vụ",
        "II.1. Việc đầu",
        "V. Mục năm",
    ]
    assert all(piece.listed for piece in read(body, numbering=lists).pieces)


def test_bullets_of_a_symbol_font_become_plain() -> None:
    assert texts(item("Họp chi bộ"), numbering=numbering(("bullet", "\uf0b7"))) == ["• Họp chi bộ"]
    assert texts(item("Họp chi bộ"), numbering=numbering(("bullet", "-"))) == ["- Họp chi bộ"]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        pytest.param(f"<w:del>{run('cũ')}</w:del><w:ins>{run('mới')}</w:ins>", "mới", id="a tracked change"),
        pytest.param(run("kín", "<w:vanish/>") + run("mở"), "mở", id="hidden text"),
        pytest.param(run("một") + "<w:r><w:tab/></w:r>" + run("hai"), "một hai", id="a tab"),
        pytest.param(run("ba\u00admươi"), "bamươi", id="a soft hyphen"),
        pytest.param(run("số 5") + "<w:r><w:noBreakHyphen/></w:r>" + run("NQ"), "số 5-NQ", id="a hard hyphen"),
        pytest.param("<w:r><w:br w:type='page'/></w:r>" + run("trang"), "trang", id="a page break"),
        pytest.param(run("đề án", "<w:caps/>"), "ĐỀ ÁN", id="capitals by look"),
        pytest.param(run("20m") + run("2", '<w:vertAlign w:val="superscript"/>'), "20m2", id="a raised unit"),
        pytest.param(run("án lệ") + run("1", '<w:vertAlign w:val="superscript"/>'), "án lệ", id="a raised mark"),
        pytest.param(f"<w:hyperlink>{run('bentre.gov.vn')}</w:hyperlink>", "bentre.gov.vn", id="a link"),
        pytest.param(f"<w:sdt><w:sdtContent>{run('trong')}</w:sdtContent></w:sdt>", "trong", id="a content control"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            f'{run("mã")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("4")}'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{run(" tháng")}',
            "4 tháng",
            id="a field",
        ),
    ],
)
def test_a_paragraph_reads_as_it_is_shown(inside: str, shown: str) -> None:
    assert texts(p(inside)) == [shown]


def test_a_line_broken_by_hand_is_two_paragraphs() -> None:
    assert texts(p(run("CHÍNH PHỦ") + "<w:r><w:br/></w:r>" + run("-------"))) == ["CHÍNH PHỦ", "-------"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('Trong khung')}</w:txbxContent>"
    ways = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent xmlns:mc='m'>{ways}</mc:AlternateContent>"

    assert texts(p(run("Ngoài khung") + f"<w:r>{both}</w:r>")) == ["Ngoài khung", "Trong khung"]


def test_notes_come_last_and_headers_not_at_all() -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{p("-")}</w:footnote>'
    notes += f'<w:footnote w:id="1">{p("Theo nguồn của xã")}</w:footnote></w:footnotes>'

    assert texts(p("Thân bài"), footnotes=notes, header1=p("Đầu trang")) == ["Thân bài", "Theo nguồn của xã"]


def test_styles_tell_headings_and_looks() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="g"><w:name w:val="goc"/>'
        '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="h">'
        '<w:name w:val="heading 1"/><w:basedOn w:val="g"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style></w:styles>'
    )
    head, body = read(p("Mục lớn", '<w:pStyle w:val="h"/>') + p("Thân"), styles=styles).pieces

    assert (head.bold, head.centred, head.heading, head.size) == (True, True, True, 14.0)
    assert (body.bold, body.centred, body.heading) == (False, False, False)


def test_capitals_of_a_legacy_font_are_capitals() -> None:
    def typed(text: str, font: str) -> str:
        return p(text, look=f'<w:rFonts w:ascii="{font}"/>')

    body = typed("b¸o c¸o kÕt qu¶ thùc hiÖn nghÞ quyÕt", ".VnTimeH")
    body += typed("C¸c chi bé ®· thùc hiÖn tèt nghÞ quyÕt ®¹i héi ®¶ng bé", ".VnTime")
    layout = read(body)

    assert layout.encoding == "tcvn3"
    assert layout.pieces[0].text == "BÁO CÁO KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT"
    assert layout.pieces[1].text.startswith("Các chi bộ đã thực hiện")


@pytest.mark.parametrize(
    ("member", "named"),
    [("xl/workbook.xml", "bảng tính"), ("ppt/presentation.xml", "trình chiếu"), ("a.txt", "ZIP")],
)
def test_other_packages_are_refused_by_name(member: str, named: str) -> None:
    with pytest.raises(Refusal, match=named):
        word_docx.read(zipped({member: "x"}), {})
