"""Events in the store, on both databases: gathered bit by bit as at once, and counted beside articles."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from corpus_samples import NOON, article, judged

from corpus.coverage.unit_counts import UnitCounts, side_by_side
from corpus.errors import BadInput
from corpus.events.carriers import Standing
from corpus.events.event import Events
from corpus.events.gathering import gather, gather_all, waiting
from corpus.events.likenesses import Likenesses
from corpus.label import Evidence, Modality
from corpus.source import Source, SourceClass
from corpus.store import JudgedDocument, Store

SOURCES = {
    "dong-khoi": Source("dong-khoi", "Đồng Khởi", SourceClass.SELF_REPORT, "ben-tre"),
    "nhan-dan": Source("nhan-dan", "Nhân Dân", SourceClass.CENTRAL_PRESS),
}
BA_TRI = Evidence(
    3, actors=("Huyện ủy Ba Tri",), places=("ben-tre/ba-tri",), dates=("2021-03-05",), documents=("12-KH/HU",)
)


def put(
    store: Store, number: int, *says: Evidence, source: str = "dong-khoi", published: datetime | None = NOON,
    areas: tuple[str, ...] = ("3",), modality: Modality = Modality.REPORTED, reach: str = "inside",
    restates: float | None = None,
) -> str:  # fmt: skip
    """Store one article whose paragraphs say what is given; gives its id."""
    says = says or (BA_TRI,)
    document = article(number, *(f"Đoạn {at} của bài {number}." for at in range(len(says))), published=published,
                       source=source)  # fmt: skip
    given = judged(document, areas=areas, modality=modality, reach=reach)
    store.put_documents([(document, None)])
    given = with_evidence(given, says)
    store.put_judged([replace(given, predictions=tuple(replace(p, restates=restates) for p in given.predictions))])
    return document.id


def with_evidence(given: JudgedDocument, says: tuple[Evidence, ...]) -> JudgedDocument:
    return replace(
        given, predictions=tuple(replace(one, evidence=said) for one, said in zip(given.predictions, says, strict=True))
    )


def place(store: Store, *standings: Standing) -> None:
    Likenesses(store.engine).put_standings(standings, method="test/1")


def ids(store: Store) -> list[tuple[str, tuple[str, ...]]]:
    return [(event.id, event.documents) for event in Events(store.engine).all("m-1")]


def test_one_act_in_two_papers_is_one_event_and_confirmed_by_the_independent_one(store: Store) -> None:
    one = put(store, 1)
    two = put(store, 2, source="nhan-dan", published=NOON + timedelta(days=1))
    assert gather(store.engine, "m-1").events == 1
    (event,) = Events(store.engine, SOURCES).all("m-1")
    assert event.documents == (one, two)
    assert (event.strength, event.confirmed, event.retold, event.copies) == (4, True, 1, 0)
    assert event.source_classes == ("central_press", "self_report")
    assert event.said and event.since == event.until and event.since is not None and event.since.day == 5


def test_a_copy_in_a_paper_of_another_class_confirms_nothing(store: Store) -> None:
    one, two = put(store, 1), put(store, 2, source="nhan-dan")
    place(store, Standing(one, one, "first"), Standing(two, one, "same", 1.0, one))
    gather(store.engine, "m-1")
    (event,) = Events(store.engine, SOURCES).all("m-1")
    assert (event.strength, event.confirmed, event.copies, event.retold) == (3, False, 1, 0)


def test_papers_whose_class_is_not_known_confirm_nothing(store: Store) -> None:
    put(store, 1)
    put(store, 2, source="stranger")
    gather(store.engine, "m-1")
    (event,) = Events(store.engine, SOURCES).all("m-1")
    assert not event.confirmed and event.strength == 3


def test_gathering_again_changes_nothing_and_reads_nothing(store: Store) -> None:
    put(store, 1)
    assert waiting(store.engine, "m-1") != []
    gather(store.engine, "m-1")
    before = ids(store)
    assert gather(store.engine, "m-1").documents == 0
    assert waiting(store.engine, "m-1") == [] and ids(store) == before


def test_a_new_article_bridges_two_events_and_its_revision_lets_them_go_again(store: Store) -> None:
    loose = replace(BA_TRI, documents=(), actors=())
    one, two = put(store, 1, loose), put(store, 2, replace(loose, dates=("2021-03-06",)))
    gather(store.engine, "m-1")
    assert len(ids(store)) == 2
    place(store, Standing(one, one, "first"), Standing(two, one, "near", 0.8, one))
    gather(store.engine, "m-1")
    assert [documents for _, documents in ids(store)] == [(one, two)]
    place(store, Standing(one, one, "first"), Standing(two, two, "first"))
    gather(store.engine, "m-1")
    assert len(ids(store)) == 2


def test_events_gathered_bit_by_bit_are_those_gathered_at_once(store: Store) -> None:
    chance = random.Random(7)
    documents: list[str] = []
    for number in range(1, 25):
        says = tuple(
            Evidence(
                chance.choice((2, 3)),
                actors=chance.choice(((), ("Huyện ủy Ba Tri",), ("UBND tỉnh",))),
                places=chance.choice(((), ("ben-tre/ba-tri",), ("ben-tre/giong-trom",), ("ben-tre",))),
                dates=chance.choice(((), ("2021-03-01",), ("2021-03-03",), ("2021-03-05",))),
                documents=chance.choice(((), ("12-KH/HU",), ("05-CT/TW",))),
            )
            for _ in range(chance.randint(1, 3))
        )
        documents.append(put(store, number, *says, source=chance.choice(("dong-khoi", "nhan-dan"))))
        if number % 3 == 0:
            one, two = chance.sample(documents, 2)
            place(store, Standing(one, min(one, two), "first"), Standing(two, min(one, two), "near", 0.8, one))
        if number % 2 == 0:
            gather(store.engine, "m-1")
    gather(store.engine, "m-1")
    bit_by_bit = ids(store)
    assert any(len(carriers) > 1 for _, carriers in bit_by_bit)
    gather_all(store.engine, "m-1")
    assert ids(store) == bit_by_bit


def test_passages_documents_and_events_stand_side_by_side(store: Store) -> None:
    one = put(store, 1, BA_TRI, BA_TRI)
    copy = put(store, 2, source="nhan-dan", published=datetime(2021, 4, 1, tzinfo=UTC))
    put(store, 3, source="nhan-dan", published=NOON + timedelta(days=2))
    put(store, 4, replace(BA_TRI, documents=("99-KH/HU",)), modality=Modality.DIRECTIVE, restates=0.8)
    put(store, 5, reach="outside")
    place(store, Standing(one, one, "first"), Standing(copy, one, "same", 1.0, one))
    gather(store.engine, "m-1")
    assert side_by_side(Events(store.engine, SOURCES), "m-1") == [
        UnitCounts("3", "2021-03", passages=4, documents=3, events=2, done=1, copies=0, retold=1, passages_copied=0,
                   passages_restated=1,
                   carried=1, confirmed=1),
        UnitCounts("3", "2021-04", passages=1, documents=1, events=0, done=0, copies=1, retold=0, passages_copied=1,
                   passages_restated=0,
                   carried=0, confirmed=0),
    ]  # fmt: skip
    assert side_by_side(Events(store.engine), "m-1", place="ben-tre/giong-trom") == []
    assert {row.month for row in side_by_side(Events(store.engine), "m-1", since="2021-04")} == {"2021-04"}


def test_events_are_found_by_area_place_and_month_of_the_act(store: Store) -> None:
    one = put(store, 1)
    put(store, 2, replace(BA_TRI, places=("ben-tre/giong-trom",), dates=("2021-01-05",)), areas=("5",))
    gather(store.engine, "m-1")
    events = Events(store.engine, SOURCES)
    assert [each.documents for each in events.find("m-1", place="ben-tre/ba-tri")] == [(one,)]
    assert len(events.find("m-1", place="ben-tre")) == 2
    assert [each.areas for each in events.find("m-1", until="2021-02")] == [("5",)]
    assert events.find("m-1", several=True) == []
    (found,) = events.find("m-1", area="3")
    assert events.event("m-1", found.id[:6]) == found
    (carrying,) = events.carrying("m-1", found.id)
    assert carrying.document == one and carrying.text.startswith("Đoạn 0")
    with pytest.raises(BadInput):
        events.event("m-1", "không")
