"""RTF, web pages under the name of DOC, MHTML and plain text."""

from __future__ import annotations

import pytest

from extractors.reports import markup_doc, rtf
from extractors.reports.layout import Kind, Layout

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset163 Arial;}}"


def read_rtf(body: str) -> Layout:
    return rtf.read(f"{HEAD}{body}}}".encode("latin-1"), {})[0]


def read_html(text: str | bytes, form: str = "html") -> Layout:
    return markup_doc.read(text.encode() if isinstance(text, str) else text, {"form": form})[0]


def uc(text: str) -> str:
    return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in text)


def test_rtf_paragraphs_in_unicode_escapes_are_read() -> None:
    assert [piece.text for piece in read_rtf(rf"\pard {uc('Đảng ủy xã')}\par {uc('Họp lần hai')}\par").pieces] == [
        "Đảng ủy xã",
        "Họp lần hai",
    ]


def test_rtf_bytes_of_a_vietnamese_font_are_windows_1258() -> None:
    raw = "".join(f"\\'{byte:02x}" for byte in "Đa\u0309ng u\u0309y xa\u0303".encode("cp1258"))

    assert read_rtf(rf"\pard\f1 {raw}\par").pieces[0].text == "Đảng ủy xã"


def test_rtf_bytes_of_a_legacy_font_become_unicode() -> None:
    lines = ["Héi nghÞ ban chÊp hµnh ®¶ng bé x·", "§ång chÝ bÝ th­ ph¸t biÓu kÕt luËn héi nghÞ"]
    raw = r"\par ".join("".join(f"\\'{ord(letter):02x}" for letter in line) for line in lines)
    layout = read_rtf(rf"\pard {raw}\par")

    assert layout.encoding == "tcvn3"
    assert layout.pieces[0].text == "Hội nghị ban chấp hành đảng bộ xã"


def test_an_rtf_row_with_paragraphs_in_its_cells_is_one_row() -> None:
    row = r"\trowd\cellx100\cellx200\pard\intbl A1\par A2\cell B1\cell\row "
    layout = read_rtf(rf"\pard Truoc\par {row}{row}\pard Sau\par")

    assert [piece.kind for piece in layout.pieces] == [Kind.PARAGRAPH, Kind.ROW, Kind.ROW, Kind.PARAGRAPH]
    assert layout.pieces[1].cells == ("A1\nA2", "B1")
    assert layout.pieces[1].table == layout.pieces[2].table


def test_a_web_page_saved_as_doc_gives_paragraphs_and_rows() -> None:
    layout = read_html(
        "<html><head><title>x</title><style>p{color:red}</style></head><body>"
        "<h1>Báo cáo</h1><p align=center><b>Kết quả<br>tháng tư</b></p><!--[if gte mso 9]>bỏ<![endif]-->"
        "<table><tr><td><p>TT</p></td><td>Ấp</td></tr><tr><td>1</td><td><p>Ba</p><p>Tư</p></td></tr></table>"
        "<ul><li>Họp</ul><p style='display:none'>giấu</p>Hết</body></html>"
    )

    assert [piece.text for piece in layout.pieces] == [
        "Báo cáo",
        "Kết quả",
        "tháng tư",
        "TT | Ấp",
        "1 | Ba Tư",
        "• Họp",
        "Hết",
    ]
    heading, bold, *_ = layout.pieces
    assert heading.heading and bold.bold and bold.centred
    assert layout.pieces[4].cells == ("1", "Ba\nTư")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_a_web_page_is_decoded_by_what_it_is(encoding: str) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "Đảng bộ xã") if encoding == "cp1258" else "Đảng bộ xã"
    text = "Đa\u0309ng bô\u0323 xa\u0303" if encoding == "cp1258" else text

    assert read_html(f"<html><p>{text}</p></html>".encode(encoding)).pieces[0].text == "Đảng bộ xã"


def test_mhtml_gives_the_page_inside_it() -> None:
    body = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: image/png\n\nx\n'
        '--b\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
        "<html><p>=C4=90=E1=BA=A3ng b=E1=BB=99</p></html>\n--b--\n"
    )

    assert [piece.text for piece in read_html(body, "mhtml").pieces] == ["Đảng bộ"]


def test_plain_text_broken_at_the_margin_comes_as_lines() -> None:
    broken = "\n".join(f"Dòng chữ thứ {number} của một đoạn văn dài bị ngắt ở lề phải" for number in range(8))

    assert {piece.kind for piece in read_html(broken, "text").pieces} == {Kind.LINE}
    assert [piece.kind for piece in read_html("Một đoạn.\n\n- Một ý.", "text").pieces] == [Kind.PARAGRAPH] * 2
