"""Queues, leases and people, on each kind of database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from corpus_samples import article, judged

from corpus.errors import BadInput
from corpus.label import Verdict
from corpus.people.candidates import Chances, from_new_sources, judged_state, uncertain
from corpus.people.handiwork import agreement, last_standing, pace
from corpus.people.judgements import Draft, Judgements
from corpus.people.leases import Leases
from corpus.people.queues import DISAGREEMENT, SUSPECT, UNCERTAIN, Item, Progress, Queues
from corpus.people.users import People
from corpus.predictions.glance import glance
from corpus.store import Store

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def passages(store: Store, *, source: str = "dong-khoi", begin: int = 1) -> list[str]:
    """Store two articles of two passages; gives the passages."""
    documents = [article(number, "Đoạn một.", "Đoạn hai.", source=source) for number in (begin, begin + 1)]
    store.put_documents([(each, None) for each in documents])
    made = [judged(each) for each in documents]
    store.put_judged(made)
    return [passage.id for each in made for passage in each.passages]


def give(
    store: Store, passage: str, person: str, verdict: Verdict, *, queue: str = UNCERTAIN, lead: bool = False
) -> str:
    """Keep a verdict on area 3 and bring the queues in step."""
    judgements = Judgements(store.engine)
    draft = Draft(passage, person, {"3": verdict}, queue=queue, standing="lead" if lead else "coder")
    event = judgements.record(draft, now=NOW)
    Queues(store.engine).settle(passage, judgements.current([passage]).get(passage, ()), person=person)
    return event.id


def test_a_queue_gives_what_waits_in_its_order_and_turns_round(store: Store) -> None:
    ids, queues = passages(store), Queues(store.engine)
    queues.fill(UNCERTAIN, [Item(each, rank) for rank, each in enumerate(ids)], now=NOW)
    assert queues.waiting(UNCERTAIN, "lan", now=NOW, limit=9) == ids
    assert queues.waiting(UNCERTAIN, "lan", now=NOW, after=ids[1], limit=9) == ids[2:] + ids[:2]
    assert queues.waiting(UNCERTAIN, "lan", now=NOW, after=ids[1], without=[ids[2]], limit=1) == [ids[3]]
    give(store, ids[0], "minh", "yes")
    assert queues.waiting(UNCERTAIN, "lan", now=NOW, limit=9) == ids[1:]
    assert queues.progress() == {UNCERTAIN: Progress(1, 4)} and queues.progress_of(UNCERTAIN).left == 3


def test_filling_again_keeps_what_is_done_done(store: Store) -> None:
    ids, queues = passages(store), Queues(store.engine)
    give(store, ids[0], "minh", "yes")
    assert queues.fill(UNCERTAIN, [Item(each, 0.0) for each in (*ids, ids[0])], now=NOW, made_of="m") == 4
    assert queues.progress_of(UNCERTAIN) == Progress(1, 4) and queues.made_of(UNCERTAIN) == "m"


def test_a_suspect_waits_for_a_verdict_given_in_its_own_queue(store: Store) -> None:
    ids, queues = passages(store), Queues(store.engine)
    give(store, ids[0], "minh", "yes")
    queues.fill(SUSPECT, [Item(ids[0], 0.0)], now=NOW)
    assert queues.waiting(SUSPECT, "lan", now=NOW) == [ids[0]]
    give(store, ids[0], "lan", "yes", queue=SUSPECT)
    assert queues.waiting(SUSPECT, "lan", now=NOW) == []


def test_a_dispute_is_queued_and_a_lead_ends_it(store: Store) -> None:
    ids, queues = passages(store), Queues(store.engine)
    give(store, ids[0], "lan", "yes")
    assert queues.progress_of(DISAGREEMENT) == Progress(0, 0)
    give(store, ids[0], "minh", "no")
    assert queues.waiting(DISAGREEMENT, "chi", now=NOW) == [ids[0]]
    assert queues.waiting(DISAGREEMENT, "lan", now=NOW) == [], "who is part of it does not settle it"
    assert queues.fill_disagreement(now=NOW) == 1
    give(store, ids[0], "chi", "yes", queue=DISAGREEMENT, lead=True)
    assert queues.progress_of(DISAGREEMENT) == Progress(1, 1)


def test_unsure_disputes_nothing(store: Store) -> None:
    ids = passages(store)
    give(store, ids[0], "lan", "yes")
    give(store, ids[0], "minh", "unsure")
    assert Queues(store.engine).progress_of(DISAGREEMENT) == Progress(0, 0)


def test_a_search_is_filled_once_and_again_when_it_is_old(store: Store) -> None:
    queues, ids = Queues(store.engine), passages(store)
    name = queues.searched("doan  mot", now=NOW)
    assert queues.progress_of(name).of == 2
    more = passages(store, begin=7)
    assert queues.searched("doan mot", now=NOW + timedelta(minutes=1)) == name
    assert queues.progress_of(name).of == 2
    queues.searched("doan mot", now=NOW + timedelta(minutes=11))
    assert queues.progress_of(name).of == 4 and len({*ids, *more}) == 8
    queues.searched("khác", now=NOW + timedelta(days=8))
    assert name not in queues.progress()
    with pytest.raises(BadInput):
        queues.searched("…", now=NOW)


def test_the_most_doubtful_passages_come_first() -> None:
    said = [
        Chances("sure", "d", {"1": 0.99, "2": 0.01}),
        Chances("near", "d", {"1": 0.99, "2": 0.52}),
        Chances("nearest", "d", {"1": 0.71, "2": 0.01}),
    ]
    found = uncertain(said, {"1": 0.7, "2": 0.5})
    assert [each.passage for each in found] == ["nearest", "near", "sure"]
    assert (found[0].area, found[0].why) == ("1", "71 %")
    assert len(uncertain(said, {}, most=2)) == 2


def test_a_source_is_new_until_people_judged_enough_of_it(store: Store) -> None:
    ids = passages(store)
    passages(store, source="bao-moi", begin=5)
    for each in ids:
        give(store, each, "lan", "yes")
    assert {item.why for item in from_new_sources(store.engine, below=4)} == {"bao-moi"}
    assert len(from_new_sources(store.engine, below=5, of_each=1)) == 2
    before = judged_state(store.engine)
    passages(store, begin=9)
    assert judged_state(store.engine) != before


def test_a_lease_is_one_persons_until_it_runs_out(store: Store) -> None:
    leases = Leases(store.engine, lasts=timedelta(minutes=5))
    assert leases.take(["a", "b"], "lan", now=NOW) == "a"
    assert leases.take(["a", "b"], "minh", now=NOW) == "b"
    assert leases.take(["a", "b"], "chi", now=NOW) is None
    assert leases.take(["a"], "lan", now=NOW + timedelta(minutes=4)) == "a", "held on to"
    assert leases.take(["a"], "minh", now=NOW + timedelta(minutes=6)) is None
    assert leases.take(["a"], "minh", now=NOW + timedelta(minutes=10)) == "a"
    assert leases.take([], "minh", now=NOW) is None


def test_somebody_elses_lease_keeps_a_passage_from_being_given(store: Store) -> None:
    ids, queues = passages(store), Queues(store.engine)
    queues.fill(UNCERTAIN, [Item(each, rank) for rank, each in enumerate(ids)], now=NOW)
    Leases(store.engine).take([ids[0]], "minh", now=NOW)
    assert queues.waiting(UNCERTAIN, "lan", now=NOW)[0] == ids[1]
    assert queues.waiting(UNCERTAIN, "minh", now=NOW)[0] == ids[0]


def test_a_glance_shows_neighbours_and_what_the_model_said(store: Store) -> None:
    ids = passages(store)
    found = glance(store.engine, ids[0], model="m-1")
    assert found is not None and (found.before, found.after) == ("", "Đoạn hai.") and found.current
    assert found.prediction is not None and found.prediction.areas == ("3",)
    other = glance(store.engine, ids[0], model="m-2")
    assert other is not None and other.prediction is None
    assert glance(store.engine, "0" * 16, model=None) is None


def test_ones_own_work_is_counted_from_ones_own_events(store: Store) -> None:
    ids, judgements = passages(store), Judgements(store.engine)
    assert last_standing(store.engine, "lan") is None
    for number, each in enumerate(ids):
        judgements.record(Draft(each, "lan", {"3": "yes"}), now=NOW + timedelta(seconds=9 * number))
    judgements.record(Draft(ids[0], "minh", {"3": "no"}), now=NOW)
    assert pace(store.engine, "lan", now=NOW).seconds == 9 and pace(store.engine, "lan", now=NOW).an_hour == 400
    assert pace(store.engine, "minh", now=NOW).seconds is None
    found = agreement(store.engine, "lan")
    assert (found.same, found.of, found.passages, found.share) == (0, 1, 1, 0.0)
    assert agreement(store.engine, "chi").share is None
    taken = []
    while (last := last_standing(store.engine, "lan")) is not None:
        taken.append(last.passage)
        judgements.undo(last.id, person="lan", now=NOW)
    assert taken == ids[::-1]


def test_people_come_change_and_go(store: Store) -> None:
    people = People(store.engine)
    assert not people.any()
    people.add("lan", role="reviewer", password="h1", now=NOW)
    for name, role in (("lan", "reader"), ("", "reader"), ("a b", "reader"), ("minh", "boss")):
        with pytest.raises(BadInput):
            people.add(name, role=role, password="h", now=NOW)
    people.sit("t", "lan", now=NOW, until=NOW + timedelta(hours=1))
    people.change("lan", role="lead")
    sitting = people.sitting("t", now=NOW)
    assert sitting is not None and sitting.role == "lead"
    assert people.sitting("t", now=NOW + timedelta(hours=2)) is None
    people.remove("lan", now=NOW)
    assert people.sitting("t", now=NOW) is None and people.password_of("lan") is None and people.listed() == []
    with pytest.raises(BadInput):
        people.change("lan", role="reader")
    people.add("lan", role="reader", password="h2", now=NOW)
    assert people.password_of("lan") == "h2" and [each.role for each in people.listed()] == ["reader"]


def test_who_came_in_by_the_link_has_the_links_role(store: Store) -> None:
    people = People(store.engine)
    people.sit("t", "khách", now=NOW, until=NOW + timedelta(hours=1), role="lead")
    sitting = people.sitting("t", now=NOW)
    assert sitting is not None and (sitting.person, sitting.role) == ("khách", "lead")
    people.leave("t")
    assert people.sitting("t", now=NOW) is None
