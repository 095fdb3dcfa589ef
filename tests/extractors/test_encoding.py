"""Bytes to text: whatever a page was written in, the text is the same NFC text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.encoding import decode, one_line, tidy

TEXT = (
    "Hội nghị quán triệt Nghị quyết Tỉnh ủy, học tập Chỉ thị về phong trào thi đua Đồng khởi mới; đảng viên được "
    "phân công theo dõi ấp, khu phố và báo cáo kết quả hằng tuần cho Huyện ủy."
)


def cp1258(text: str) -> bytes:
    """Encode as windows-1258 does: the five tones are combining marks, the other marks stay in the letter."""
    pieces = []
    for letter in text:
        try:
            pieces.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            pieces.append(base.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(pieces)


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252", "no-such-charset"])
@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        ("\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"), "utf-16"),
        (cp1258(TEXT), "windows-1258"),
        (f"<html><p>{TEXT}</p>".encode("utf-16-le"), "utf-16-le"),
    ],
    ids=["utf-8", "decomposed", "mark", "utf-16", "utf-16-be", "windows-1258", "utf-16 without mark"],
)
def test_the_text_is_the_same_whatever_is_declared(body: bytes, encoding: str, declared: str | None) -> None:
    decoded = decode(body, declared=declared)
    assert TEXT in decoded.text
    assert decoded.encoding == encoding
    assert unicodedata.is_normalized("NFC", decoded.text)
    assert decoded.how


def test_a_declared_charset_that_fits_is_believed() -> None:
    assert decode("Москва".encode("cp1251"), declared="windows-1251").text == "Москва"
    inside = '<meta charset="windows-1251"><p>Москва</p>'.encode("cp1251")
    assert decode(inside, declared=None).how == "declared in the page"
    assert decode("café".encode("latin-1"), declared="iso-8859-1").text == "café"


def test_one_damaged_byte_does_not_turn_utf_8_into_another_alphabet() -> None:
    whole = (TEXT * 3).encode()
    damaged = whole[:300] + b"\xff" + whole[300:]
    decoded = decode(damaged, declared=None)
    assert (decoded.encoding, decoded.text.count("\ufffd")) == ("utf-8", 1)
    assert "1 damaged" in decoded.how


def test_an_empty_body_is_empty_text() -> None:
    assert decode(b"", declared=None).text == ""


def test_tidy_drops_what_nobody_sees_and_keeps_what_the_paper_wrote() -> None:
    assert tidy("\ufeffTỉnh\u00a0ủy \u200bBến\u00adTre\x07 \u3000 họp ") == "Tỉnh ủy BếnTre họp"
    assert tidy("một\r\nhai\u2028ba\rbốn \n\n năm") == "một\nhai\nba\nbốn\nnăm"
    kept = "Uỷ ban hoà giải – Ðồng Khởi “hai chân” - 'ba mũi' An Qui"
    assert tidy(kept) == kept
    assert one_line("một\nhai") == "một hai"


@given(st.text())
def test_tidy_is_done_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_become_text(body: bytes) -> None:
    decode(body, declared=None).text.encode("utf-8", "surrogatepass")
