"""Well-formed syllables: the orthography's own rules, both spellings, and other languages kept apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.demo.articles import load_articles
from corpus.fold import folded
from corpus.syllable import is_marked, is_valid, share_marked, share_valid, valid_syllables, words

SYLLABLES = (
    "nghiêng khuỷu hoà hòa thủy thuỷ ủy uỷ qui quý quốc quyết quàng gì giếng giết già gia khuya thuở ngoằn xoong đường "
    "ĐẢNG Bến yêu ý lí lý sỹ ưu tươi người rượu quẫn nguyệt uỵch a á ô phuy buýt"
)
ENGLISH = (
    "Whether a string is a well-formed syllable, and how much of a text is made of them. The inventory and its limits "
    "follow published descriptions; the measure needs no word list and tells Vietnamese from other languages."
)


@pytest.mark.parametrize(
    "syllable",
    SYLLABLES.split(),
)
def test_what_is_written_in_vietnamese_is_well_formed_in_either_normal_form(syllable: str) -> None:
    assert is_valid(syllable)
    assert is_valid(unicodedata.normalize("NFD", syllable))
    assert is_valid(syllable.upper())


@pytest.mark.parametrize(
    ("syllable", "rule"),
    [
        ("cac", "a stop needs sắc or nặng"),
        ("cảc", "a stop takes no hỏi"),
        ("kọ", "k stands before front vowels"),
        ("cê", "c does not"),
        ("ngê", "ngh before ê"),
        ("ghà", "gh only before front vowels"),
        ("nǵhia", "no tone on a consonant"),
        ("tíên", "the tone stands on the marked vowel"),
        ("qúa", "qu is an onset and bears no tone"),
        ("gìa", "gi is an onset and bears no tone"),
        ("toàn toàn", "one syllable only"),
        ("strong", "no clusters"),
        ("ban\u0302", "no circumflex on a consonant"),
        ("fa", "no f"),
        ("", "nothing"),
        ("12", "digits"),
    ],
)
def test_a_breach_of_the_orthography_is_not_well_formed(syllable: str, rule: str) -> None:
    assert not is_valid(syllable), rule


def test_every_syllable_has_one_vowel_group_and_at_most_one_tone() -> None:
    tones = set("\u0300\u0301\u0303\u0309\u0323")
    assert 15_000 < len(valid_syllables()) < 25_000
    for syllable in valid_syllables():
        apart = unicodedata.normalize("NFD", syllable)
        assert sum(mark in tones for mark in apart) <= 1
        assert unicodedata.is_normalized("NFC", syllable)
        assert any(letter in "aeiouy" for letter in folded(syllable))


def test_vietnamese_is_told_from_english_and_from_wrongly_read_bytes() -> None:
    for article in load_articles()[:40]:
        text = " ".join(piece.text for piece in article.body if piece.text)
        valid, marked = share_valid(text), share_marked(text)
        broken = text.encode("utf-8").decode("cp1252", "replace")
        assert valid is not None and marked is not None
        assert valid > 0.9
        assert marked > 0.7
        assert (share_valid(broken) or 0.0) < 0.6
        assert (share_marked(folded(text)) or 0.0) < 0.05
    assert (share_valid(ENGLISH) or 0.0) < 0.4


def test_a_text_without_letters_has_no_share() -> None:
    assert share_valid("12/2025 – 3,5%") is None
    assert share_marked("12/2025") is None
    assert share_marked("xyz") is None


def test_marks_are_tones_horns_hats_breves_and_the_barred_d() -> None:
    assert all(map(is_marked, ("đi", "Ðông", "tư", "tâm", "tám", "TĂM")))
    assert not is_marked("Ben")


@given(st.text())
def test_any_text_has_a_share_between_nothing_and_all(text: str) -> None:
    share = share_valid(text)
    assert (share is None) == (not words(text))
    assert share is None or 0.0 <= share <= 1.0


def test_real_news_is_nearly_all_well_formed(seed_text: str) -> None:
    assert (share_valid(seed_text) or 0.0) > 0.95
    assert (share_marked(seed_text) or 0.0) > 0.8
