"""Search: marks typed find exactly that, no marks find all spellings, and hits point at their own characters."""

from __future__ import annotations

import pytest
from corpus_samples import article, judged

from corpus.errors import BadInput
from corpus.predictions.search import search, understand
from corpus.store import Store

TEXTS = (
    "Phong trào Đồng khởi mới lan rộng ở Bến Tre.",
    "Uỷ ban kiểm tra Huyện ủy họp về Chỉ thị 01-CT/TU.",
    "Đội ngũ cán bộ đổi mới cách làm.",
    "Nam nữ bình đẳng, năm sau tốt hơn năm trước.",
)


@pytest.fixture
def filled(store: Store) -> Store:
    document = article(1, *TEXTS)
    store.put_documents([(document, None)])
    store.put_judged([judged(document)])
    return store


def found(store: Store, words: str) -> list[str]:
    """The paragraphs found, in order."""
    return [hit.text for hit in search(store.engine, words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dong khoi moi", [0]),
        ("Đồng khởi", [0]),
        ("đong khoi", []),
        ("DONG KHOI", [0]),
        ("uy ban", [1]),
        ("ủy ban", [1]),
        ("uỷ ban", [1]),
        ("năm", [3]),
        ("nam", [3]),
        ("nằm", []),
        ("đội", [2]),
        ("đổi", [2]),
        ("01-CT/TU", [1]),
        ('"cán bộ đổi mới"', [2]),
        ('"đổi mới cán bộ"', []),
        ("khởi Tre", [0]),
    ],
)
def test_marks_typed_are_meant_and_marks_left_out_are_not(filled: Store, words: str, expected: list[int]) -> None:
    assert found(filled, words) == [TEXTS[number] for number in expected]


def test_decomposed_input_finds_the_same(filled: Store) -> None:
    assert found(filled, "Đồng khởi".replace("ồ", "ồ").replace("ở", "ở")) == [TEXTS[0]]


def test_every_hit_slices_the_document_to_the_words_found(filled: Store) -> None:
    (hit,) = search(filled.engine, "dong khoi")
    document = filled.document(hit.document)
    assert document is not None
    assert [document.text[start:end] for start, end in hit.spans] == ["Đồng khởi"]


def test_words_in_a_row_come_before_words_apart(store: Store) -> None:
    document = article(1, "Mới đây có đồng lúa.", "Giữ nếp đồng lúa mới gặt.", "Đồng mới.")
    store.put_documents([(document, None)])
    store.put_judged([judged(document)])
    assert found(store, "đồng mới")[0] == "Đồng mới."


def test_old_revisions_are_not_found(store: Store) -> None:
    store.put_documents([(article(1, "Lời cũ."), None)])
    store.put_judged([judged(article(1, "Lời cũ."))])
    store.put_documents([(article(1, "Lời khác."), None)])
    assert found(store, "lời cũ") == []


@pytest.mark.parametrize("words", ["' OR 1=1 --", '"', "NEAR(a b)", "a* AND b", "exact:x", "tsquery & !", "\\"])
def test_operators_of_databases_are_plain_words(filled: Store, words: str) -> None:
    try:
        assert found(filled, words) == []
    except BadInput:
        assert not any(letter.isalnum() for letter in words)


def test_nothing_to_search_for_is_refused() -> None:
    with pytest.raises(BadInput):
        understand(" – ")
