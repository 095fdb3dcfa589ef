"""Laws of the canonical text and its way back."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.canonical import SECOND_VOWEL, canonical

VIETNAMESE = st.text(
    alphabet="aăâeêioôơuưyAOUYđĐðÐqQhtn ,.\n\u00a0\u200b\u00ad\u0300\u0301\u0303\u0309\u0323ÃáºƒÂ¿€\x07"
)
ANY = st.one_of(VIETNAMESE, st.text())


@given(ANY)
def test_the_canonical_text_is_its_own_canonical_text(text: str) -> None:
    once = canonical(text).text
    again = canonical(once)
    assert again.text == once
    assert [again.raw_span(at, at + 1) for at in range(len(once))] == [(at, at + 1) for at in range(len(once))]


@given(ANY)
def test_the_way_back_goes_forward_and_stays_inside_the_raw_text(text: str) -> None:
    found = canonical(text)
    assert len(found.starts) == len(found.ends) == len(found.text)
    assert list(found.starts) == sorted(found.starts)
    assert list(found.ends) == sorted(found.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))


@given(ANY)
def test_the_result_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", canonical(text).text)


@given(st.text(alphabet="abcdefgh ,.;:-()0123456789\n“”–…ếạơữĐđ"))
def test_clean_text_is_left_alone(text: str) -> None:
    assert canonical(text).text is text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Uỷ ban, thuỷ lợi, hoá chất, HOÀ BÌNH", "Ủy ban, thủy lợi, hóa chất, HÒA BÌNH"),
        ("quý, quỹ, hoàn, khuỷu, toàn", "quý, quỹ, hoàn, khuỷu, toàn"),
        ("Ðảng bộ, Ðồng khởi", "Đảng bộ, Đồng khởi"),
        ("NQ\u00a0ĐH\u200b XI\u00ad", "NQ ĐH XI"),
    ],
)
def test_spelling_is_made_one(written: str, expected: str) -> None:
    assert canonical(written).text == expected
    assert canonical(unicodedata.normalize("NFD", written)).text == expected


@pytest.mark.parametrize("encoding", ["latin-1", "sloppy-windows-1252"])
def test_utf8_read_as_cp1252_is_read_again_and_leads_back_to_its_characters(encoding: str) -> None:
    import ftfy.bad_codecs  # noqa: F401

    written = "Huyện ủy Ba Tri quán triệt nghị quyết"
    broken = written.encode().decode(encoding)
    found = canonical(broken)
    assert found.text == written
    start = written.index("quán triệt")
    first, last = found.raw_span(start, start + len("quán triệt"))
    assert broken[first:last].encode(encoding).decode() == "quán triệt"


def test_a_bad_line_does_not_change_the_clean_line_beside_it() -> None:
    clean = "Mười “điểm sáng” — Â là một chữ"
    assert canonical(clean + "\n" + "nghị quyết".encode().decode("latin-1")).text == clean + "\nnghị quyết"


def test_an_empty_slice_leads_back_to_an_empty_span() -> None:
    found = canonical("a\u200bb")
    assert found.raw_span(1, 1) == (2, 2)
    assert found.raw_span(2, 2) == (3, 3)
    assert canonical("").raw_span(0, 0) == (0, 0)


def test_the_two_tone_placements_lead_to_each_other() -> None:
    assert SECOND_VOWEL["ủy"] == "uỷ"
    assert SECOND_VOWEL["ÒA"] == "OÀ"


def test_no_real_article_holds_what_would_be_taken_for_broken_encoding(real: Path) -> None:
    text = (real / "dongkhoi-2021-02-02.txt").read_text(encoding="utf-8")
    found = canonical(text)
    assert len(found.text) == len(text)
    assert "\u00a0" in text and "\u00a0" not in found.text
