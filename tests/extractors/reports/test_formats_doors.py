"""The door of the formats, and scans: one call for any file, programs that may be missing."""

from __future__ import annotations

import ctypes
import shutil
from dataclasses import replace

import pypdfium2_raw as pdfium
import pytest
from report_files import Field, Put, Scan, compound, docx, p, pdf

from corpus.errors import BusyError, PassingFailure, UnreadablePage
from corpus.syllable import share_valid
from extractors.reports.carried import dumps, loads
from extractors.reports.lay import lay
from extractors.reports.layout import Box, Kind, Layout, Piece
from extractors.reports.limits import ReportLimits

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
needs_antiword = pytest.mark.skipif(
    shutil.which("antiword") is None and shutil.which("catdoc") is None,
    reason="neither antiword nor catdoc is installed",
)
# Letters that the fonts inside pdfium can draw: Vietnamese of Latin-1 alone.
LINES = [
    "Thông báo công tác tháng hai",
    "Phòng hành chính trình bày trong tháng ba",
    "Các xã làm theo công tác này",
    "Có ba phòng trong tháng tám thì làm xong",
    "Công an xã trình bày thông tin",
    "Các chi hoàn thành công tác và chính sách",
]


def scanned(*, turn: int = 0) -> Scan:
    """A page of text drawn and kept as a picture, turned by quarters with the clock."""
    body = pdf([Put(72, 760 - 30 * place, line, size=14, font="Courier") for place, line in enumerate(LINES)])
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(body, len(body), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    wide, tall = (1240, 1754) if turn % 2 == 0 else (1754, 1240)
    dots = ctypes.create_string_buffer(wide * tall)
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, tall, pdfium.FPDFBitmap_Gray, dots, wide)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, tall, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, tall, turn, 0)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return Scan(wide, tall, dots.raw[: wide * tall])


def words(text: str) -> set[str]:
    return set(text.casefold().split())


@needs_tesseract
def test_scanned_pages_and_pages_of_text_come_in_page_order() -> None:
    first, last = Put(72, 700, "Trang thứ nhất là chữ thật"), Put(72, 700, "Trang cuối")
    layout = lay(pdf([first], [scanned()], [last]), name="a.pdf")

    assert layout.how == "pdf text + ocr vie"
    assert [piece.page for piece in layout.pieces] == [1, *[2] * len(LINES), 3]
    text = " ".join(piece.text for piece in layout.pieces if piece.page == 2)
    assert (share_valid(text) or 0) >= 0.9
    assert len(words(text) & words(" ".join(LINES))) >= 0.8 * len(words(" ".join(LINES)))


@needs_tesseract
@pytest.mark.slow
def test_a_page_scanned_upside_down_is_turned() -> None:
    layout = lay(pdf([scanned(turn=2)]), name="a.pdf")

    assert layout.how == "ocr vie"
    assert "công tác" in " ".join(piece.text for piece in layout.pieces)


@needs_tesseract
def test_the_number_signed_onto_a_scan_is_exact() -> None:
    layout = lay(pdf([scanned(), Field(300, 733, "1849")]), name="a.pdf")

    assert "1849" in " ".join(piece.text for piece in layout.pieces).split()


@needs_tesseract
def test_scans_beyond_the_limit_are_named_as_left_out() -> None:
    limits = ReportLimits(scanned_pages=0)
    layout = lay(pdf([Put(72, 700, "Trang thứ nhất là chữ thật")], [scanned()]), name="a.pdf", limits=limits)

    assert any("bỏ 1 trang quét" in note for note in layout.notes)


@pytest.mark.parametrize(
    ("body", "program"),
    [(pdf([Scan(10, 10, bytes(100))]), "tesseract-ocr-vie"), (compound("WordDocument"), "antiword")],
    ids=["a scan", "a DOC"],
)
def test_a_missing_program_is_a_passing_failure_that_says_what_to_install(
    body: bytes, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(BusyError, match=f"apt-get install.*{program}") as caught:
        lay(body, name="a")
    assert isinstance(caught.value, PassingFailure)


def test_a_doc_that_is_another_format_inside_goes_where_it_belongs() -> None:
    hidden = {
        "docx": docx(p("Đảng bộ xã")),
        "rtf": b"{\\rtf1 \\u272?\\u7843?ng b\\u7897? x\\u227?\\par}",
        "html": "<html><body><p>Đảng bộ xã</p>".encode(),
        "pdf text": pdf([Put(72, 700, "Đảng bộ xã")]),
        "text": "Đảng bộ xã".encode(),
    }
    for how, body in hidden.items():
        layout = lay(body, name="báo cáo.doc")
        assert (layout.how, [piece.text for piece in layout.pieces]) == (how, ["Đảng bộ xã"])


def test_a_web_page_named_pdf_is_an_answer_gone_wrong() -> None:
    with pytest.raises(UnreadablePage, match="trang web") as caught:
        lay(b"<html><p>Loi 404</p></html>", name="bao-cao.PDF")
    assert caught.value.item == "bao-cao.PDF"


@needs_antiword
def test_a_damaged_doc_is_refused() -> None:
    with pytest.raises(UnreadablePage, match="DOC"):
        lay(compound("WordDocument"), name="a.doc")


def test_a_layout_survives_the_way_out_of_the_child() -> None:
    import json

    row = Piece(Kind.ROW, "a | b", page=2, cells=("a", "b"), table=0, box=Box(1, 2, 3, 4.5), size=13.5, bold=True)
    layout = Layout((row, Piece(Kind.LINE, "c", italic=True, centred=True, listed=True)), "docx", 2, 595.0, ("F",))
    layout = replace(layout, encoding="vni", title="t", notes=("n",))

    assert loads(json.loads(dumps(layout))) == layout
