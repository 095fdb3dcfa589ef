"""Bytes to text: whatever a page was written in, the text is the same NFC text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.demo.articles import load_articles
from extractors.encoding import decode, one_line, tidy
from extractors.legacy_tables import SURFACES, Encoding
from tests.extractors.old_fonts import stored, typed

MARKS = {surface: shown for shown, surface in SURFACES.items()}
TEXT = (
    "Hội nghị quán triệt Nghị quyết Tỉnh ủy, học tập Chỉ thị về phong trào thi đua Đồng khởi mới; đảng viên được "
    "phân công theo dõi ấp, khu phố và báo cáo kết quả hằng tuần cho Huyện ủy."
)


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252", "no-such-charset"])
@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        ("\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"), "utf-16"),
        (stored(TEXT, "windows-1258"), "windows-1258"),
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


ARTICLES = tuple(
    "\n".join([article.title, article.lead, *(piece.text for piece in article.body if piece.text)])
    for article in load_articles()[::9]
)
WAYS = ("utf-8", "utf-8 decomposed", "utf-16-le", "windows-1258", "viscii", "tcvn3", "vni", "vps")


def written(text: str, way: str) -> tuple[str, bytes]:
    """What can be written of a text in one way (TCVN3 lacks toned capitals, VISCII curly quotes), and its bytes."""
    if way in ("viscii", "vps"):
        text = text.translate({**dict.fromkeys(map(ord, "“”‘’"), '"'), ord("–"): "-"})
    if way == "tcvn3":
        text = "".join(letter if letter.isascii() or letter in "ĂÂÊÔƠƯĐ" else letter.lower() for letter in text)
    if way == "utf-8 decomposed":
        return text, unicodedata.normalize("NFD", text).encode()
    return text, text.encode(way) if way.startswith("utf") else stored(text, way)  # type: ignore[arg-type]


@pytest.mark.parametrize("declared", ["right", "wrong", None])
@pytest.mark.parametrize("size", [300, 2_000, None])
@pytest.mark.parametrize("way", WAYS)
def test_every_encoding_is_read_exactly_whatever_its_length_and_header(
    way: str, size: int | None, declared: str | None
) -> None:
    header = way if declared == "right" else "windows-1252" if declared == "wrong" else None
    for article in ARTICLES:
        text, body = written(article, way)
        while size is not None and len(body) > size:
            text, body = written(text[: -max(1, (len(body) - size) // 3)], way)
        decoded = decode(body, declared=header)
        assert decoded.text == text
        assert decoded.confidence >= 0.6


@pytest.mark.parametrize("way", ["windows-1258", "viscii", "tcvn3", "vni"])
def test_bytes_too_few_to_tell_are_right_or_said_to_be_doubtful(way: Encoding) -> None:
    for article in ARTICLES:
        for count in (1, 2, 3, 5, 8):
            text, body = written(" ".join(article.split()[:count]), way)
            if body.isascii():
                continue
            for declared in (None, "utf-8", "windows-1252"):
                decoded = decode(body, declared=declared)
                assert decoded.text.replace("Ð", "Đ") == text or decoded.confidence <= 0.5


def test_utf_8_encoded_twice_is_read_twice() -> None:
    for article in ARTICLES:
        once = article.encode().decode("latin-1")
        windows = "".join(MARKS.get(letter, letter) for letter in once)
        for doubled in (once, windows, f"<p>{windows}</p> © 2021"):
            decoded = decode(doubled.encode(), declared="utf-8")
            assert article in decoded.text
            assert "twice" in decoded.how


def test_a_page_in_a_legacy_font_is_turned_also_from_entities() -> None:
    text = "hội nghị đã thống nhất chương trình công tác và giao các huyện theo dõi kết quả thực hiện"
    menu = "<ul><li>Trang chủ<li>Có thông tin mới<li>Đời sống</ul>"
    for encoding, font in (("tcvn3", ".VnTime"), ("vni", "VNI-Times")):
        shown = typed(text, encoding)  # type: ignore[arg-type]
        for letters in (shown, "".join(f"&#{ord(x)};" if x > "\x7f" else x for x in shown)):
            page = f'{menu}<p><font face="{font}">{letters} &lt;1&gt;</font></p>'
            decoded = decode(page.encode(), declared="utf-8")
            assert decoded.text == f'{menu}<p><font face="{font}">{text} &lt;1&gt;</font></p>'
            assert encoding in decoded.how
    drawn = f'<p><font face=".VnTimeH">{typed(text, "tcvn3")}</font>'
    assert text.upper() in decode(drawn.encode(), declared=None).text


def test_an_ordinary_page_is_left_alone() -> None:
    page = "<p>H&ocirc;m nay &copy; «Đồng Khởi» · café Noël, 5 m² ½ ngày; c&oacute; th&ocirc;ng tin</p>"
    decoded = decode(page.encode(), declared=None)
    assert (decoded.text, decoded.how, decoded.confidence) == (page, "strict UTF-8", 1.0)


def test_other_languages_are_not_read_as_vietnamese() -> None:
    russian = "Министерство иностранных дел сообщило о встрече руководителей двух стран, прошедшей в столице."
    french = "Où est né l'élève naïf? Noël à la forêt: déjà vu, un café très corsé, où l'été fût bref."
    for text, codec in ((russian, "cp1251"), (russian, "koi8-r"), (french, "cp1252"), (french, "iso8859-1")):
        decoded = decode(text.encode(codec), declared=codec)
        assert (decoded.text, decoded.encoding) == (text, codec)
        assert decode(text.encode(codec), declared=None).confidence < 0.5


def test_bytes_that_are_no_text_are_said_to_be_doubtful() -> None:
    body = bytes((index * 7919 + index * index) % 256 for index in range(5_000))
    assert decode(body, declared=None).confidence < 0.5


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
