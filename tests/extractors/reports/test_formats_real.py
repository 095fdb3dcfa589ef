"""Real documents: every one that holds text gives it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from corpus.errors import UnreadablePage
from corpus.syllable import is_valid
from extractors.reports.lay import lay
from extractors.reports.layout import Layout

needs_antiword = pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
# Their Vietnamese is full of foreign words, or they have hardly any text.
FOREIGN = {"technique_report.pdf", "2011_12_28_0207000000930750_QD15UB.DOC"}
SCANS = (
    "2011_12_28_085800000082985_KSTTHC.pdf",
    "2011_12_28_0904000000972844_275.pdf",
    "KTr_KHAO_SAT_STEM_CV1849-BGDDT-GDPTsigned-1.pdf",
)


def read(folder: Path, name: str) -> Layout:
    path = folder / "documents" / name
    if not path.is_file():
        pytest.skip(f"{name} is not among the real documents")
    return lay(path.read_bytes(), name=name)


def valid(layout: Layout) -> float:
    """Share of well-formed syllables among the words that are no codes: two letters or more, not all capitals."""
    text = re.sub(r"\S*(?:https?://|www\.|@)\S*", " ", " ".join(piece.text for piece in layout.pieces))
    words = [word for word in re.findall(r"[^\W\d_]{2,}", text) if not word.isupper()]
    return sum(map(is_valid, words)) / len(words)


def tokens(layout: Layout) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(piece.text for piece in layout.pieces).casefold()))


def f1(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


@needs_antiword
@pytest.mark.slow
def test_documents_with_text_give_it_in_vietnamese(real: Path) -> None:
    shares = {}
    for path in sorted((real / "documents").iterdir()):
        if path.suffix == ".json" or path.name in FOREIGN or path.name in SCANS or path.name == "report.pdf":
            continue
        shares[path.name] = valid(lay(path.read_bytes(), name=path.name))

    assert len(shares) >= 15
    assert {name: share for name, share in shares.items() if share < 0.98} == {}


def test_the_web_page_that_calls_itself_pdf_is_refused(real: Path) -> None:
    with pytest.raises(UnreadablePage, match="PDF"):
        read(real, "report.pdf")


@needs_antiword
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Ke_hoach_to_chuc_sinh_hoat_Lich_su_theo_cum_truong-2026.docx",
            "ke_hoach_to_chuc_sinh_hoat_lich_su_theo_cum_truong-2026_signed.pdf",
        ),
        (
            "KE_HOACH_TIEP_DOAN_KTr_STEM_18-4-2026.doc",
            "kehoachtiepdoanktrstem_18-4-2026_signed_signed_signed_signed.pdf",
        ),
    ],
)
def test_twins_of_one_document_hold_the_same_words(real: Path, one: str, other: str) -> None:
    assert f1(tokens(read(real, one)), tokens(read(real, other))) >= 0.99


def test_the_number_and_day_filled_in_by_signing_are_read(real: Path) -> None:
    text = " ".join(
        piece.text for piece in read(real, "355-1342026-baocaocuahoidongchogiamdoc_signed_signed_signed.pdf").pieces
    )

    assert "Số: 355/BC" in text and "ngày 13 tháng 4 năm 2026" in text


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("name", SCANS)
def test_scans_come_out_as_vietnamese(real: Path, name: str) -> None:
    layout = read(real, name)

    assert layout.how == "ocr vie"
    assert valid(layout) >= 0.95
