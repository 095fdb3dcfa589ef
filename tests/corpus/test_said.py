"""What two models said of one store: side by side, and only one of them counted."""

from __future__ import annotations

from dataclasses import replace

from corpus_samples import article, judged

from corpus.codebook.taxonomy import load_taxonomy
from corpus.coverage.by_area import tally
from corpus.predictions.said import (
    documents_unjudged_by,
    judged_counts,
    models_heard,
    said_by,
    said_by_both,
    said_of,
    unjudged_by,
)
from corpus.predictions.shadows import Shadowed, put_shadowed
from corpus.store import JudgedDocument, Store

LINES = ("Huyện ủy họp sáng nay.", "Đoàn kiểm tra đến xã.", "Dân làng góp ý.")


def beside(judged: JudgedDocument, *, model: str, areas: tuple[str, ...]) -> Shadowed:
    """What a shadow said of a judged document: these areas of every passage."""
    said = tuple(
        replace(
            each, model=model, areas=areas, probabilities={code: 0.8 if code in areas else 0.2 for code in "1234567"}
        )
        for each in judged.predictions
    )
    return Shadowed(judged.document, model, said, judged.reaches)


def filled(store: Store, count: int = 3) -> list[JudgedDocument]:
    documents = [article(number, *LINES) for number in range(1, count + 1)]
    store.put_documents([(each, None) for each in documents])
    found = [judged(each, model="m-primary", areas=("3", "5")) for each in documents]
    store.put_judged(found)
    return found


def test_a_shadow_is_stored_under_its_own_id_and_counted_nowhere(store: Store) -> None:
    taxonomy = load_taxonomy()
    documents = filled(store)
    before = tally(store.engine, taxonomy, model=store.latest_model())
    put_shadowed(store.engine, [beside(each, model="a-shadow", areas=("7",)) for each in documents])
    assert store.latest_model() == "m-primary"
    assert tally(store.engine, taxonomy, model=store.latest_model()) == before
    assert judged_counts(store.engine) == {"m-primary": 3}
    assert store.pending(model="a-shadow", analysis_version="a-1") == [each.document for each in documents]
    assert {model: count for model, (count, _) in models_heard(store.engine).items()} == {"a-shadow": 9, "m-primary": 9}


def test_storing_a_shadow_again_changes_nothing_and_its_later_word_replaces_the_earlier(store: Store) -> None:
    documents = filled(store, 1)
    put_shadowed(store.engine, [beside(documents[0], model="a-shadow", areas=("7",))])
    once = store.digest()
    put_shadowed(store.engine, [beside(documents[0], model="a-shadow", areas=("7",))])
    assert store.digest() == once
    put_shadowed(store.engine, [beside(documents[0], model="a-shadow", areas=())])
    assert [each.areas for each in said_by(store.engine, "a-shadow")] == [frozenset()] * 3


def test_a_passage_of_two_areas_comes_once(store: Store) -> None:
    filled(store, 2)
    said = list(said_by(store.engine, "m-primary"))
    assert len(said) == 6 and {each.areas for each in said} == {frozenset("35")}
    assert all(each.counted and each.told.month == "2021-03" for each in said)
    chosen = said_of(store.engine, "m-primary", [said[4].passage])
    assert chosen == {said[4].passage: said[4]}


def test_only_passages_that_both_judged_stand_side_by_side(store: Store) -> None:
    documents = filled(store)
    put_shadowed(store.engine, [beside(documents[1], model="a-shadow", areas=("7",))])
    pairs = list(said_by_both(store.engine, one="m-primary", other="a-shadow"))
    assert [each.told.document for each in pairs] == [documents[1].document] * 3
    assert all(each.one.told.passage == each.other.told.passage for each in pairs)
    assert {(each.one.areas, each.other.areas) for each in pairs} == {(frozenset("35"), frozenset("7"))}
    assert unjudged_by(store.engine, model="a-shadow", beside="m-primary") == 6
    waiting = documents_unjudged_by(store.engine, model="a-shadow", beside="m-primary", limit=9)
    assert waiting == [documents[0].document, documents[2].document]


def test_passages_of_a_form_that_was_replaced_are_left_out(store: Store) -> None:
    filled(store, 1)
    store.put_documents([(article(1, "Một câu khác hẳn."), None)])
    assert list(said_by(store.engine, "m-primary")) == []


def test_a_passage_of_elsewhere_or_of_another_term_is_not_counted(store: Store) -> None:
    document = article(1, *LINES)
    store.put_documents([(document, None)])
    store.put_judged([judged(document, model="m-primary", reach="outside")])
    assert [each.counted for each in said_by(store.engine, "m-primary")] == [False] * 3
