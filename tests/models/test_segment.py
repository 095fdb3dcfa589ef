"""Words as offsets into the text."""

from __future__ import annotations

import logging
import pickle
import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.canonical import canonical
from models.segment import (
    LONGEST_RUN,
    Segmenter,
    join,
    load_underthesea,
    older_placement,
    token_spans,
    underthesea_words,
)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


def words(segmenter: Segmenter, text: str) -> list[str]:
    return [text[start:end] for start, end in segmenter.words(text)]


def test_importing_underthesea_leaves_the_logs_of_the_program_alone() -> None:
    before = list(logging.getLogger().handlers)
    load_underthesea()
    assert logging.getLogger().handlers == before


@pytest.mark.parametrize(
    "term",
    ["Tỉnh ủy", "cấp ủy", "Đảng ủy", "ủy viên", "xã hội hóa", "hệ thống chính trị", "Mặt trận Tổ quốc", "hộ nghèo"],
)
@pytest.mark.parametrize("spelling", ["house", "older", "decomposed"])
def test_a_term_of_the_party_is_one_word_in_every_spelling(segmenter: Segmenter, term: str, spelling: str) -> None:
    text = f"Việc này do {term} bàn và giao các xã làm."
    if spelling == "older":
        text = text.replace("ủy", "uỷ").replace("hóa", "hoá")
        term = term.replace("ủy", "uỷ").replace("hóa", "hoá")
    if spelling == "decomposed":
        text, term = unicodedata.normalize("NFD", text), unicodedata.normalize("NFD", term)
    assert term in words(segmenter, text)


def test_document_numbers_and_dates_are_one_word(segmenter: Segmenter) -> None:
    found = words(segmenter, "Chỉ thị số 01-CT/TU, Quyết định 22 – QĐ/TW, 5/2019/NQ-HĐND ngày 17-10-2020")
    assert {"01-CT/TU", "22 – QĐ/TW", "5/2019/NQ-HĐND", "17-10-2020"} <= set(found)


def test_what_came_before_does_not_change_the_words(segmenter: Segmenter) -> None:
    text = "Huyện ủy Ba Tri phát động phong trào thi đua Đồng khởi mới."
    first = segmenter.words(text)
    segmenter.words("Một câu khác hẳn. " * 3)
    assert segmenter.words(text) == first == Segmenter().words(text)


def test_a_long_run_without_spaces_never_reaches_the_model(segmenter: Segmenter) -> None:
    text = "Xem " + "a." * 8000 + " rồi họp."
    began = time.process_time()
    found = segmenter.words(text)
    assert time.process_time() - began < 2
    assert [text[start:end] for start, end in (found[0], found[-1])] == ["Xem", "."]
    assert max(end - start for start, end in found) <= LONGEST_RUN


def test_the_memory_for_sentences_is_bounded() -> None:
    small = Segmenter(remembered=2)
    for number in range(5):
        small.words(f"Xã thứ {number} đã họp.")
    assert len(small._words_of) == 2


def test_a_segmenter_goes_to_another_process(segmenter: Segmenter) -> None:
    assert segmenter.words("Chi bộ đã họp.")
    there = pickle.loads(pickle.dumps(segmenter))
    assert there.words("Chi bộ đã họp.") == segmenter.words("Chi bộ đã họp.")
    assert there.version == segmenter.version
    assert "underthesea-9.5" in there.version


ODD = st.text(
    alphabet="aàa\u0300ĐủyoàUỶ 01-/.,“”()\n\t\u00a0\u200b\u00ad\ufeff\x07\x1c\ud800🙂e\u0301\u0323Ã¡ºÐ", max_size=60
)


@given(ODD | st.text(max_size=40))
@settings(deadline=None, max_examples=150)
def test_words_hold_every_character_that_is_not_space_exactly_once(segmenter: Segmenter, text: str) -> None:
    position = 0
    for start, end in segmenter.words(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert text[start:end].strip()
        position = end
    assert not text[position:].strip()


@given(st.text(alphabet="aĐủàThS. ,-/:@1()\n'’&v…", max_size=60))
def test_the_short_way_to_the_tokens_finds_those_of_the_pattern(text: str) -> None:
    pattern = load_underthesea()[1]
    assert token_spans(text, pattern) == [token.span() for token in pattern.finditer(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Huyện Ba Tri có 12 xã, thu nhập 43,6 triệu đồng/người.",
        "Ông T. Đồng (ThS. Nguyễn Văn A) hỏi: “Ai phụ trách?”",
        "Xem baodongkhoi.vn, gọi 0275-382-2222 lúc 07:30:00; v.v...",
    ],
)
def test_without_our_rules_the_words_are_those_of_underthesea(text: str) -> None:
    plain = Segmenter(terms=())
    ours = [text[start:end] for start, end in plain.words(text)]
    word_tokenize = load_underthesea()[0]
    assert ours == word_tokenize(older_placement(canonical(text).text), use_token_normalize=False)  # type: ignore[call-arg]


def test_the_baseline_is_underthesea_as_its_users_call_it() -> None:
    assert underthesea_words("Hội nghị bàn việc xã.") == ["Hội nghị", "bàn", "việc", "xã", "."]


def test_joining_keeps_what_reaches_over_the_border() -> None:
    text = "ab cd ef"
    assert join([(0, 5), (6, 8)], [(3, 8)], text) == [(0, 2), (3, 8)]
    assert join([(0, 2), (3, 5), (6, 8)], [(0, 5)], text) == [(0, 5), (6, 8)]
    assert join([(0, 8)], [(3, 5)], text) == [(0, 8)]


@given(
    st.lists(st.integers(0, 30), max_size=12, unique=True), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)))
)
def test_joining_never_loses_a_character(cuts: list[int], wholes: list[tuple[int, int]]) -> None:
    text = "x" * 30
    bounds = sorted({0, 30, *cuts})
    held = join(pairwise(bounds), [span for span in wholes if span[0] < span[1]], text)
    assert [at for start, end in held for at in range(start, end)] == list(range(30))


def test_real_sentences_are_aligned_without_falling_back(segmenter: Segmenter, real: Path) -> None:
    text = (real / "dongkhoi-2021-02-02.txt").read_text(encoding="utf-8")
    found = words(segmenter, text)
    assert "".join(found).replace(" ", "").replace("\u00a0", "") == "".join(text.split())
    assert {"01-CT/TU", "31-QĐi/TU", "17-10-2020", "Hồ Thị Hoàng Yến", "hệ thống chính trị"} <= set(found)
