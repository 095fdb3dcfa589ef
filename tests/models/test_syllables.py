"""Syllables and phrase lists over raw text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.phrases import Phrases
from models.syllables import phrase_keys, syllables


def keys(text: str) -> list[str]:
    return [each.key for each in syllables(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban", "ỦY BAN"),
        ("hoà bình", "hòa bình"),
        ("lí luận", "lý luận"),
        ("kỉ luật", "KỶ LUẬT"),
        ("qui chế", "quy chế"),
        ("quí I", "quý i"),
        ("2020 – 2025", "2020 - 2025"),
        ("“4 nắm”", '"4 nắm"'),
        ("Ðồng khởi", "đồng khởi"),
        ("quyết\u00ad định", "quyết định"),
    ],
)
def test_spellings_of_one_phrase_share_their_keys(one: str, other: str) -> None:
    assert keys(one) == keys(other)
    assert keys(unicodedata.normalize("NFD", one)) == keys(other)


@pytest.mark.parametrize(("one", "other"), [("thị", "thỵ"), ("tai", "tay"), ("ba mùa", "ba mua"), ("sĩ", "sí")])
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_numbers_stay_whole_and_document_numbers_do_not_depend_on_spaces() -> None:
    assert keys("43.600.000 đồng, 3,58%") == ["43.600.000", "đồng", ",", "3,58", "%"]
    assert keys("01-CT/TU") == keys("01 – CT / TU") == ["01", "-", "ct", "/", "tu"]


@given(st.text())
def test_syllables_are_in_order_and_skip_only_spaces_and_invisible_characters(text: str) -> None:
    position = 0
    for each in syllables(text):
        assert position <= each.start < each.end
        assert each.key
        gap = text[position : each.start]
        assert all(letter.isspace() or unicodedata.category(letter) in {"Cf", "Mn"} for letter in gap)
        position = each.end


def test_a_phrase_loses_its_soft_punctuation() -> None:
    assert phrase_keys("Kiểm tra, giám sát") == ("kiểm", "tra", "giám", "sát")


def test_soft_punctuation_of_a_phrase_may_be_missing_but_not_the_other_way_round() -> None:
    phrases = Phrases([("Hai chân - Ba mũi", "slogan"), ("Mỹ Thạnh An", "commune")])
    for text in ("“Hai chân – Ba mũi”", "hai chân ba mũi"):
        assert [match.values for match in phrases.longest(syllables(text))] == [("slogan",)]
    assert not list(phrases.longest(syllables("xã Mỹ Thạnh, An Thủy")))


def test_the_longest_phrase_wins_and_every_phrase_can_be_asked_for() -> None:
    phrases = Phrases([("Thạnh Phú", 1), ("Thạnh Phú Đông", 2), ("Phú Đông", 3), ("thạnh phú", 4)])
    text = syllables("xã Thạnh Phú Đông")
    assert [match.values for match in phrases.longest(text)] == [(2,)]
    assert [match.values for match in phrases.every(text)] == [(1, 4), (2,), (3,)]
