"""A report of a past day is made again exactly, and closed months that changed say why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cube_samples import ASKED, NOTHING, Told, at, tell

from corpus.coverage.asof import judgements_at, model_at, moment_of, restated, snapshot, use_model
from corpus.coverage.question import Question
from corpus.database.rows import to_json
from corpus.errors import BadInput
from corpus.label import Snapshot
from corpus.people.judgements import Draft, Judgements
from corpus.store import Store

JUNE, JULY = moment_of("2021-06-30"), moment_of("2021-07-31")
QUESTIONS = (
    Question(by=("area", "period")),
    Question(by=("area", "period", "place"), level="district", grain="quarter"),
    Question(by=("period", "stage", "source"), unit="documents"),
)


def printed(store: Store, as_of: str) -> list[str]:
    return [to_json(snapshot(store.engine, each, as_of=as_of)) for each in QUESTIONS]


def judge(store: Store, passage: str, area: str, day: str) -> None:
    seen = Snapshot("bao:1", "r1", "bao", "Tên", "Lời.", published="2021-03-05")
    draft = Draft(passage, "lan", {area: "yes"}, taxonomy="2021.1", queue="near 3", snapshot=seen)
    Judgements(store.engine).record(draft, now=at(day))


def known_by_june(store: Store) -> None:
    use_model(store.engine, "m-1", taxonomy="2021.1", now=at("2021-03-01"))
    tell(store, 1, Told(), ASKED, NOTHING, known="2021-03-06")
    tell(store, 2, Told(("5",)), NOTHING, day="2021-05-02", known="2021-05-03")
    tell(store, 3, Told(("7",)), day="2021-05-09", known="2021-05-10", source="nhan-dan")
    judge(store, "p1", "3", "2021-06-01")


def later(store: Store) -> None:
    """A late article, a revision, one read anew, a new article, a verdict, and another model put into use."""
    tell(store, 4, Told(), Told(("2",)), day="2021-03-20", known="2021-07-02")
    tell(store, 2, Told(("6",)), day="2021-05-02", known="2021-07-03", words="Bản sửa")
    tell(store, 3, Told(("7", "1")), day="2021-05-09", known="2021-07-04", source="nhan-dan")
    tell(store, 5, Told(), day="2021-07-05", known="2021-07-06")
    judge(store, "p2", "5", "2021-07-07")


def promoted(store: Store) -> None:
    for number, day in ((1, "2021-03-05"), (4, "2021-03-20")):
        told = (Told(("2",)), NOTHING, NOTHING) if number == 1 else (Told(("2",)), NOTHING)
        tell(store, number, *told, day=day, known="2021-08-02", model="m-2")
    use_model(store.engine, "m-2", taxonomy="2021.2", now=at("2021-08-03"))


def test_a_report_of_a_past_day_is_identical_whatever_comes_later(store: Store) -> None:
    known_by_june(store)
    before = printed(store, JUNE)
    later(store)
    assert printed(store, JUNE) == before
    between = printed(store, JULY)
    assert between != before
    promoted(store)
    assert printed(store, JUNE) == before
    assert printed(store, JULY) == between
    store.recount(now=at("2021-09-01"))
    assert printed(store, JUNE) == before
    assert printed(store, JULY) == between
    assert model_at(store.engine, JULY) == replace(model_at(store.engine, JUNE))  # type: ignore[type-var]
    now = model_at(store.engine)
    assert now is not None
    assert (now.model, now.taxonomy) == ("m-2", "2021.2")
    assert set(judgements_at(store.engine, JUNE)) == {"p1"}
    assert set(judgements_at(store.engine)) == {"p1", "p2"}


def test_closed_months_that_changed_are_listed_with_the_reasons(store: Store) -> None:
    known_by_june(store)
    later(store)
    march, may = restated(store.engine, JUNE, JULY)
    assert (march.month, march.reasons) == ("2021-03", {"late": 1, "judged": 1})
    assert {each.area for each in march.changes} == set("1234567")
    assert (may.month, may.reasons) == ("2021-05", {"reread": 1, "revised": 1})
    three = next(each for each in march.changes if each.area == "3")
    assert (three.before, three.after) == ((2, 1, 3), (3, 2, 5))
    promoted(store)
    august = moment_of("2021-08-31")
    months = {each.month: each.reasons for each in restated(store.engine, JULY, august)}
    assert months["2021-03"] == {"model": 2}
    assert restated(store.engine, august, moment_of("2021-09-30")) == []
    with pytest.raises(BadInput, match="later"):
        restated(store.engine, JULY, JUNE)


def test_without_a_note_the_model_is_the_one_that_judged_most_by_then(store: Store) -> None:
    assert model_at(store.engine) is None
    tell(store, 1, Told(), known="2021-03-06")
    tell(store, 1, Told(), known="2021-07-06", model="m-2")
    tell(store, 2, Told(), known="2021-07-06", model="m-2")
    before, after = model_at(store.engine, JUNE), model_at(store.engine)
    assert before is not None
    assert after is not None
    assert (before.model, after.model, after.taxonomy) == ("m-1", "m-2", "2021.1")
    assert use_model(store.engine, "m-2", taxonomy="2021.1", now=at("2021-07-07"))
    assert not use_model(store.engine, "m-2", taxonomy="2021.1", now=at("2021-07-08"))
    assert use_model(store.engine, "m-1", taxonomy="2021.1", now=at("2021-07-07")), "a change in the same second"
    now = model_at(store.engine)
    assert now is not None
    assert now.model == "m-1"


def test_a_day_stands_for_its_end_in_ben_tre() -> None:
    assert moment_of("2021-06-30") == "2021-07-01T00:00:00+07:00"
    assert moment_of("2021-06-30T17:00:00+00:00") == "2021-07-01T00:00:00+07:00"
    with pytest.raises(BadInput, match="a day or a time"):
        moment_of("hôm qua")
