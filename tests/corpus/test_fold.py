"""Folding keeps one character for one, so that offsets stay true."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import exact, folded, has_marks
from corpus.spans import pack, unpack


@given(st.text())
def test_both_forms_are_as_long_as_the_text(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert len(exact(text)) == len(folded(text)) == len(text)


@pytest.mark.parametrize(
    ("first", "second"), [("hoà", "hòa"), ("Uỷ", "ủy"), ("THUỶ", "thủy"), ("khoẻ", "khỏe"), ("hoá học", "hóa học")]
)
def test_two_tone_placements_agree(first: str, second: str) -> None:
    assert exact(first) == exact(second)


@pytest.mark.parametrize("word", ["hoàn", "quý", "quỳnh", "toàn", "thuyền", "hoạch"])
def test_closed_syllables_and_qu_keep_their_tone(word: str) -> None:
    assert exact(word) == word


def test_every_vietnamese_letter_folds_to_ascii() -> None:
    letters = "aăâeêioôơuưyđ"
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    every = "".join(
        unicodedata.normalize("NFC", letter + tone) for letter in letters for tone in tones[: 1 if letter == "đ" else 6]
    )
    assert folded(every).isascii()
    assert folded(every.upper()) == folded(every)


def test_a_query_has_marks_when_any_letter_has() -> None:
    assert has_marks("bến tre")
    assert has_marks("Đong")
    assert not has_marks("dong KHOI 2021")


spans = st.lists(st.integers(0, 200), max_size=40).map(
    lambda numbers: [tuple(pair) for pair in zip(sorted(numbers)[::2], sorted(numbers)[1::2], strict=False)]
)


@given(spans)
def test_packed_offsets_come_back(pairs: list[tuple[int, int]]) -> None:
    assert list(unpack(pack(pairs))) == pairs


def test_offsets_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        pack([(0, 5), (4, 6)])
