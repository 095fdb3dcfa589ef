"""Text in fonts from before Unicode: turned where it is certain, and nothing else is ever touched."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.demo.articles import load_articles
from corpus.syllable import share_valid, valid_syllables
from extractors.legacy import convert, runs_to_unicode, suspects, to_unicode
from extractors.legacy_tables import TCVN3, VISCII, VNI, Encoding
from tests.extractors.old_fonts import typed

LEGACY: tuple[Encoding, ...] = ("tcvn3", "vni", "viscii", "vps", "windows-1258")
PARAGRAPHS = tuple(
    piece.text for article in load_articles() for piece in article.body if piece.text and not piece.text.isascii()
)
FRENCH = "Où est né l'élève naïf? Noël à la forêt: déjà vu, un café très corsé, où l'été fût bref; haïr, maïs, œuvre."
SPANISH = "El niño pequeño soñó con la mañana de España; aquí también cayó el pingüino, según él, en la montaña."
GERMAN = "Die Größe der Straße überrascht; später hörte er schöne Töne über den Flüssen und große Bäume."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy."
PORTUGUESE = "Não há razão: a informação está à mão, então são três os irmãos que põem avós à mesa."


def test_known_lines_read_as_their_typists_meant() -> None:
    assert to_unicode("Héi nghÞ qu¸n triÖt NghÞ quyÕt TØnh uû").text == "Hội nghị quán triệt Nghị quyết Tỉnh uỷ"
    assert to_unicode("Hoäi nghò quaùn trieät Nghò quyeát Tænh uûy").text == "Hội nghị quán triệt Nghị quyết Tỉnh ủy"
    assert to_unicode("HOÄI ÑOÀNG NHAÂN DAÂN TÆNH").text == "HỘI ĐỒNG NHÂN DÂN TỈNH"


@pytest.mark.parametrize("encoding", LEGACY)
def test_every_table_writes_all_134_letters(encoding: Encoding) -> None:
    bases, tones = "aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    lower = [unicodedata.normalize("NFC", base + tone) for base in bases for tone in tones] + ["đ"]
    letters = lower if encoding == "tcvn3" else lower + [letter.upper() for letter in lower]
    assert len(lower) + len(lower) - 12 == 134
    for letter in letters:
        if encoding == "viscii" and letter == "Õ":
            continue
        shown = typed(letter, encoding)
        assert all(character <= "\xff" for character in shown)
        assert convert(f"({shown})", encoding=encoding) in (f"({letter})", f"({shown})")
        assert convert(f"xx{shown}xx", encoding=encoding) == f"xx{letter}xx"


@pytest.mark.parametrize(("codec", "table"), [("TCVN5712-1", TCVN3), ("VISCII", VISCII)])
def test_the_c_library_has_the_same_tables(codec: str, table: dict[str, str]) -> None:
    iconv = shutil.which("iconv")
    if iconv is None:
        pytest.skip("iconv is not on this machine")
    for surface, letter in table.items():
        ran = subprocess.run(
            [iconv, "-f", codec, "-t", "UTF-8"], input=surface.encode("latin-1") + b"-", capture_output=True
        )
        if ran.returncode != 0:
            pytest.skip(f"this iconv does not know {codec}")
        assert ran.stdout.decode().removesuffix("-") == letter, surface


def test_the_byte_of_a_hard_space_is_a_letter_in_viscii_where_it_makes_a_syllable() -> None:
    text = "Anh hùng VÕ VĂN TẤN\xa0và ĐÕ ở huyện Mỏ Cày"
    assert to_unicode(typed(text, "viscii")).text == text


def test_vni_letters_are_a_base_and_a_mark_of_either_case() -> None:
    assert VNI["aù"] == "á"
    assert VNI["AÙ"] == VNI["Aù"] == "Á"
    assert VNI["ôï"] == "ợ"
    assert VNI["ö"] == "ư"


@pytest.mark.parametrize("encoding", LEGACY)
def test_whole_articles_come_back_exactly(encoding: Encoding) -> None:
    for article in load_articles()[::2]:
        text = "\n".join(piece.text for piece in article.body if piece.text)
        if encoding in ("viscii", "vps"):
            text = text.translate(dict.fromkeys(map(ord, "“”‘’"), '"')).replace("–", "-")
        turned = to_unicode(typed(text, encoding))
        assert turned.encoding == encoding
        assert turned.confidence > 0.7
        if encoding == "tcvn3":
            assert turned.text.lower() == text.lower()
        else:
            assert turned.text == text


@pytest.mark.parametrize("encoding", LEGACY)
def test_a_single_paragraph_is_right_or_left_never_another_text(encoding: Encoding) -> None:
    left = 0
    for text in PARAGRAPHS[::4]:
        for sentence in (text, " ".join(text.split()[:4])):
            turned = to_unicode(typed(sentence, encoding))
            assert turned.encoding in (encoding, "unicode")
            left += turned.encoding == "unicode" and len(sentence) > 60
    assert left <= len(PARAGRAPHS) * 0.0025


def test_unicode_vietnamese_is_never_harmed() -> None:
    for text in PARAGRAPHS:
        assert to_unicode(text) == to_unicode(unicodedata.normalize("NFD", text))
        assert to_unicode(text).text == text
        assert to_unicode(text).encoding == "unicode"
        assert to_unicode(text, font=".VnTime").text == text
        assert to_unicode(text, font="VNI-Times").text == text


@given(st.lists(st.sampled_from(sorted(valid_syllables())), max_size=40))
def test_any_run_of_syllables_stays_as_it_is(syllables: list[str]) -> None:
    text = " ".join(syllables)
    assert to_unicode(text).text == text


@given(st.lists(st.sampled_from(f"{FRENCH} {SPANISH} {GERMAN} {PORTUGUESE}".split()), max_size=30))
def test_other_languages_stay_as_they_are(found: list[str]) -> None:
    text = " ".join(found)
    assert to_unicode(text).text == text


@pytest.mark.parametrize("text", [FRENCH, SPANISH, GERMAN, CZECH, PORTUGUESE])
def test_prose_of_other_languages_stays_whatever_the_font(text: str) -> None:
    assert to_unicode(text).text == text
    assert to_unicode(text, font=".VnTime").encoding in ("unicode", "tcvn3")
    assert to_unicode(text, font="Arial").text == text


@given(st.text(alphabet="0123456789.,;:%/()-–“”… ©®§×÷·¶½«»°±\n\t"))
def test_signs_and_digits_stay_as_they_are(text: str) -> None:
    assert to_unicode(text).text == text


@given(st.text())
def test_whatever_comes_the_answer_is_nfc_and_final_for_unicode(text: str) -> None:
    turned = to_unicode(text)
    assert unicodedata.is_normalized("NFC", turned.text)
    assert 0.0 <= turned.confidence <= 1.0
    if turned.encoding == "unicode":
        assert turned.text == unicodedata.normalize("NFC", text)


def test_capitals_come_from_the_font_or_from_the_letters_around() -> None:
    quiet = typed("tỉnh ủy bến tre", "tcvn3")
    assert to_unicode(quiet, font=".VnTimeH").text == "TỈNH ỦY BẾN TRE"
    assert to_unicode(quiet, font="ABCDEF+.VnArialH,Bold").text == "TỈNH ỦY BẾN TRE"
    assert to_unicode(quiet, font=".VnTime").text == "tỉnh ủy bến tre"
    assert to_unicode(typed("TỈNH ỦY BẾN TRE\nHội nghị lần thứ mười", "tcvn3")).text == (
        "TỈNH ỦY BẾN TRE\nHội nghị lần thứ mười"
    )


def test_a_font_s_name_alone_turns_nothing() -> None:
    for font in (".VnTime", ".VnTimeH", "VNI-Times"):
        assert to_unicode("Resume: café", font=font).text == "Resume: café"
        assert to_unicode("Bến Tre, có thông tin", font=font).text == "Bến Tre, có thông tin"


def test_a_short_text_needs_its_font() -> None:
    shown = typed("Đảng", "tcvn3")
    alone = to_unicode(shown)
    assert (alone.text, alone.encoding) == (shown, "unicode")
    assert to_unicode(shown, font=".VnTime").text == "Đảng"


def test_doubtful_text_stays_and_says_so() -> None:
    shown = typed("huyện Mỏ Cày", "tcvn3")
    turned = to_unicode(shown)
    assert turned.text == shown
    assert turned.encoding == "unicode"
    assert turned.confidence < 0.5


def test_runs_are_turned_one_by_one_and_short_ones_follow_the_rest() -> None:
    whole = "Hội đồng nhân dân và Ủy ban nhân dân thành phố đề nghị các xã, phường báo cáo kết quả thực hiện"
    runs = [
        (typed("Uỷ ban nhân dân đề nghị các huyện báo cáo kết quả thực hiện chỉ tiêu", "tcvn3"), ".VnTime"),
        (whole, "Times New Roman"),
        (typed("Đảng", "tcvn3"), "Arial"),
        ("số 12/2025", ".VnTime"),
        (typed("thường trực hội đồng đã thống nhất chương trình", "vni"), "VNI-Times"),
        (typed("kế hoạch", "tcvn3"), ".VnTimeH"),
    ]
    turned = runs_to_unicode(runs)
    assert [piece.text for piece in turned] == [
        "Uỷ ban nhân dân đề nghị các huyện báo cáo kết quả thực hiện chỉ tiêu",
        whole,
        "Đảng",
        "số 12/2025",
        "thường trực hội đồng đã thống nhất chương trình",
        "KẾ HOẠCH",
    ]
    assert runs_to_unicode([]) == ()


def test_unicode_lines_among_legacy_lines_stay() -> None:
    first, second = "Có thông tin cho hay", "Các huyện đã báo cáo kết quả thực hiện chỉ tiêu được giao"
    mixed = f"Số liệu được đối chiếu tại ấp.\n{first}\n{typed(second, 'tcvn3')}\nĐồng chí Bí thư kết luận."
    assert to_unicode(mixed).text == f"Số liệu được đối chiếu tại ấp.\n{first}\n{second}\nĐồng chí Bí thư kết luận."


def test_the_hyphen_a_pdf_shows_for_a_letter_becomes_the_letter() -> None:
    shown = typed("nhà nước, thủ tướng và thông tư hướng dẫn - có hiệu lực", "tcvn3")
    for hyphen in ("-", "\u2212", "\u2010"):
        turned = to_unicode(shown.replace("\xad", hyphen))
        assert turned.text == "nhà nước, thủ tướng và thông tư hướng dẫn - có hiệu lực"
    names = f"{typed('Mỹ - Việt, Bắc-Nam: các đội đã nhận quyết định', 'tcvn3')}"
    assert to_unicode(names).text == "Mỹ - Việt, Bắc-Nam: các đội đã nhận quyết định"


def test_legacy_text_read_as_windows_1258_is_turned_too() -> None:
    text = "Hội nghị đã thống nhất chương trình công tác và giao các huyện theo dõi kết quả thực hiện"
    for encoding in ("vni", "tcvn3"):
        shown = typed(text, encoding).encode("latin-1").decode("cp1258")
        turned = to_unicode(shown)
        assert (turned.encoding, turned.text) == (encoding, text)


def test_suspects_counts_words_only_a_legacy_table_explains() -> None:
    assert suspects(PARAGRAPHS[0]) == 0
    assert suspects(typed(PARAGRAPHS[0], "tcvn3")) > 5


def test_real_documents_and_articles_stay_as_they_are(seed_text: str) -> None:
    plain = unicodedata.normalize("NFC", seed_text)
    assert to_unicode(plain).text == plain
    for encoding in LEGACY[:2]:
        turned = to_unicode(typed(plain, encoding))
        assert turned.encoding == encoding
        assert (share_valid(turned.text) or 0) == pytest.approx(share_valid(plain))
