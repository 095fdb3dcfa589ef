"""Stories and their carriers in the store, on both databases; who compares two texts does not matter here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from corpus_samples import NOON, article

from corpus.document import Document, Moment
from corpus.events import likenesses
from corpus.events.carriers import Carriers, Standing, moment_key
from corpus.events.likenesses import Likenesses, Signed, components
from corpus.store import Store

METHOD = "test/1"


def put(store: Store, *documents: Document) -> None:
    store.put_documents([(document, None) for document in documents])


def sign(store: Store, keys: dict[str, str], *, method: str = METHOD) -> None:
    """Sign documents, each under one key for every letter given."""
    found = store.known(list(keys))
    Likenesses(store.engine).put_signed(
        [
            Signed(document, found[document], document.encode(), 100, tuple((0, letter) for letter in letters))
            for document, letters in keys.items()
        ],
        method=method,
    )


def place(store: Store, *standings: Standing) -> None:
    Likenesses(store.engine).put_standings(standings, method=METHOD)


def one_story(store: Store) -> list[str]:
    """Three papers' articles in one story, of which the second was published first; and one article alone."""
    documents = [
        article(1, published=NOON + timedelta(hours=2), source="dong-khoi"),
        article(2, published=NOON, source="vinh-long"),
        article(3, published=None, source="chinh-phu"),
        article(4),
    ]
    put(store, *documents)
    ids = [document.id for document in documents]
    sign(store, {ids[0]: "ab", ids[1]: "ac", ids[2]: "cd", ids[3]: "e"})
    place(
        store,
        Standing(ids[1], "s", "first"),
        Standing(ids[0], "s", "near", 0.8, ids[1]),
        Standing(ids[2], "s", "spun", 0.9, ids[1], ("thay từ",)),
        Standing(ids[3], ids[3], "first"),
    )
    return ids


def test_a_story_shows_its_carriers_in_the_order_they_were_published(store: Store) -> None:
    ids = one_story(store)
    carriers = Carriers(store.engine)
    found = carriers.carriers_of("s")
    assert [each.document for each in found] == [ids[1], ids[0], ids[2]]
    assert [each.kind for each in found] == ["first", "near", "spun"]
    assert [each.source for each in found] == ["vinh-long", "dong-khoi", "chinh-phu"]
    assert found[0].title == "Bài số 2" and found[0].published is not None and found[2].published is None
    assert found[2].flags == ("thay từ",) and found[2].to_document == ids[1]
    assert carriers.story_of(ids[2]) == "s"
    assert carriers.story_of("nobody:1") is None
    assert carriers.carriers_of("no story") == ()


def test_documents_are_counted_beside_stories(store: Store) -> None:
    one_story(store)
    put(store, article(9))
    counts = Carriers(store.engine).counts()
    assert (counts.documents, counts.stories, counts.carried, counts.sources) == (4, 2, 1, 1)
    assert (counts.flagged, counts.waiting) == (1, 1)
    assert counts.kinds == {"first": 2, "near": 1, "spun": 1}


def test_an_empty_store_has_no_stories(store: Store) -> None:
    counts = Carriers(store.engine).counts()
    assert (counts.documents, counts.stories, counts.waiting, counts.kinds) == (0, 0, 0, {})


def test_only_new_and_revised_documents_are_to_be_signed(store: Store) -> None:
    kept = Likenesses(store.engine)
    put(store, article(1), article(2))
    assert kept.unsigned(METHOD) == ["dong-khoi:a1", "dong-khoi:a2"]
    sign(store, {"dong-khoi:a1": "a", "dong-khoi:a2": "b"})
    assert kept.unsigned(METHOD) == []
    assert kept.unsigned("test/2") == ["dong-khoi:a1", "dong-khoi:a2"]
    put(store, article(2, "Nội dung đã được tòa soạn sửa lại hoàn toàn."))
    assert kept.unsigned(METHOD) == ["dong-khoi:a2"]


def test_signing_again_changes_nothing_but_lets_go_of_old_keys(store: Store) -> None:
    put(store, article(1), article(2))
    ids = ["dong-khoi:a1", "dong-khoi:a2"]
    kept = Likenesses(store.engine)
    for _ in range(2):
        sign(store, {ids[0]: "ab", ids[1]: "b"})
    assert kept.meetings(ids, method=METHOD) == [(ids[0], ids[1])]
    sign(store, {ids[0]: "a"})
    assert kept.meetings(ids, method=METHOD) == []


def test_signing_a_document_dissolves_the_story_it_was_in_and_no_other(store: Store) -> None:
    ids = one_story(store)
    kept = Likenesses(store.engine)
    assert kept.waiting(METHOD) == []
    sign(store, {ids[0]: "z"})
    assert kept.waiting(METHOD) == sorted(ids[:3])
    assert Carriers(store.engine).story_of(ids[3]) == ids[3]


def test_documents_meet_those_grouped_and_those_of_their_own_batch_only(store: Store) -> None:
    put(store, *(article(number) for number in range(1, 5)))
    ids = [f"dong-khoi:a{number}" for number in range(1, 5)]
    sign(store, dict.fromkeys(ids, "a"))
    place(store, Standing(ids[3], ids[3], "first"))
    met = Likenesses(store.engine).meetings([ids[1], ids[0]], method=METHOD)
    assert met == [(ids[0], ids[1]), (ids[0], ids[3]), (ids[1], ids[3])]


def test_keys_of_another_method_bring_nobody_together(store: Store) -> None:
    put(store, article(1), article(2))
    ids = ["dong-khoi:a1", "dong-khoi:a2"]
    sign(store, {ids[0]: "a"})
    sign(store, {ids[1]: "a"}, method="test/2")
    kept = Likenesses(store.engine)
    assert kept.meetings(ids, method=METHOD) == kept.meetings(ids, method="test/2") == []


def test_under_a_key_that_many_share_only_the_first_are_looked_at(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likenesses, "MEET", 3)
    put(store, *(article(number) for number in range(1, 9)))
    ids = [f"dong-khoi:a{number}" for number in range(1, 9)]
    sign(store, dict.fromkeys(ids, "a") | {ids[7]: "ax", ids[6]: "ax"})
    met = Likenesses(store.engine).meetings(ids, method=METHOD)
    assert {two for one, two in met if one == ids[0]} >= set(ids[1:3])
    assert (ids[3], ids[4]) not in met
    assert (ids[6], ids[7]) in met, "a rarer key still brings them together"


def test_a_signature_comes_back_as_it_was(store: Store) -> None:
    put(store, article(1))
    signed = Signed("dong-khoi:a1", store.known(["dong-khoi:a1"])["dong-khoi:a1"], bytes(range(256)), 7, ())
    Likenesses(store.engine).put_signed([signed], method=METHOD)
    assert Likenesses(store.engine).signatures(["dong-khoi:a1", "none:1"]) == {"dong-khoi:a1": bytes(range(256))}


def test_places_of_whole_stories_are_read_and_written(store: Store) -> None:
    ids = one_story(store)
    kept = Likenesses(store.engine)
    found = kept.standings([ids[0]])
    assert sorted(each.document for each in found) == sorted(ids[:3])
    place(store, *(replace(each, story="t") for each in found))
    assert Carriers(store.engine).carriers_of("s") == ()
    assert len(Carriers(store.engine).carriers_of("t")) == 3


def test_an_hour_comes_before_a_mere_day_and_a_day_before_nothing(store: Store) -> None:
    day = datetime(2021, 3, 5, tzinfo=UTC)
    documents = [
        article(1, published=None),
        replace(article(2), published=Moment(day, "day")),
        article(3, published=day + timedelta(hours=9)),
        article(4, published=day + timedelta(hours=9)),
        article(5, published=day + timedelta(days=2)),
    ]
    put(store, *documents)
    found = [head.document for head in Likenesses(store.engine).heads([each.id for each in documents])]
    assert found == [f"dong-khoi:a{number}" for number in (3, 4, 2, 5, 1)]
    assert moment_key(None, None) > moment_key("2999-01-01T00:00:00+07:00", "day")


def test_components_are_the_same_whatever_the_order_of_pairs() -> None:
    pairs = [("d", "c"), ("b", "a"), ("e", "d"), ("b", "f")]
    expected = [["a", "b", "f"], ["c", "d", "e"], ["g"]]
    assert components("gfedcba", pairs) == expected
    assert components("abcdefg", [(two, one) for one, two in reversed(pairs)]) == expected
    assert components("", []) == []
