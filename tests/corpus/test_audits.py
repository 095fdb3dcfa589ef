"""An audit sample is drawn once, keeps what each passage's chance was, and takes only verdicts of its own queue."""

from __future__ import annotations

import pytest
from cube_samples import NOTHING, Told, at, tell
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from corpus.audit.frame import frame, population
from corpus.audit.labels import labels_for, open_items, progress
from corpus.audit.samples import Audit, Audits
from corpus.coverage.asof import moment_of
from corpus.errors import BadInput
from corpus.label import Standing, Verdict
from corpus.people.judgements import Draft, Judgements
from corpus.store import Store

NOW = at("2021-04-02")


def read(store: Store) -> None:
    """March: 30 passages on no area, 6 on area 3 (one of another province, which is not in scope), 2 on area 5."""
    tell(store, 1, *[NOTHING] * 24, *[Told()] * 5, Told(reach="outside"))
    tell(store, 2, *[NOTHING] * 6, Told(("5",)), Told(("5",)), source="nhan-dan", day="2021-03-09")
    tell(store, 3, *[NOTHING] * 5, day="2021-04-01")


def drawn(store: Store, **more: object) -> Audit:
    options: dict[str, object] = {"size": 24, "seed": 7, "model": "m-1", "taxonomy": "2021.1", "now": NOW, **more}
    return Audits(store.engine).draw("2021-03", **options)  # type: ignore[arg-type]


def say(
    store: Store,
    passage: str,
    verdict: Verdict,
    *,
    person: str = "lan",
    queue: str = "audit 2021-03",
    standing: Standing = "coder",
) -> None:
    draft = Draft(passage, person, {"3": verdict}, "2021.1", queue, 0.5, standing=standing)
    Judgements(store.engine).record(draft, now=at("2021-04-05"))


def test_a_sample_holds_every_stratum_with_its_chance_and_is_never_drawn_again(store: Store) -> None:
    read(store)
    audit = drawn(store)
    audits = Audits(store.engine)
    items = audits.items(audit.id)
    assert audits.audit("2021-03") == audits.all()[0] == audit
    assert {each.name: each.size for each in audit.strata} == {
        "3|dong-khoi": 5,
        "5|nhan-dan": 2,
        "none|dong-khoi": 24,
        "none|nhan-dan": 6,
    }
    assert (audit.population, len(items)) == (37, 24)
    assert [item.ordinal for item in items] == list(range(24))
    assert all(item.inclusion == item.drawn / item.size for item in items)
    for stratum in audit.strata:
        assert sum(item.stratum == stratum.name for item in items) == audit.drawn[stratum.name] >= 2
    assert sum(1 / item.inclusion for item in items) == pytest.approx(37)
    assert list(audit.strata) == population(store.engine, model="m-1", period="2021-03")
    three = next(each for each in audit.strata if each.name == "3|dong-khoi")
    assert (three.predicted["3"], three.predicted["5"]) == (5, 0)
    assert three.probability["3"] == pytest.approx(4.5)
    assert three.squares["5"] == pytest.approx(0.05)

    tell(store, 4, *[Told()] * 9, day="2021-03-30")
    with pytest.raises(BadInput, match=r"2021-03 lúc 2021-04-02.* hạt giống 7"):
        drawn(store, seed=8)
    assert audits.items(audit.id) == items
    assert drawn(store, source="nhan-dan").id == "2021-03.nhan-dan"
    for table in ("audits", "audit_items"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET taxonomy = 'x'"):
            verb = statement.replace("taxonomy", "stratum") if table == "audit_items" else statement
            with pytest.raises(DatabaseError, match="append-only"), store.engine.begin() as connection:
                connection.execute(text(verb))


def test_labels_are_what_was_said_in_the_samples_own_queue(store: Store) -> None:
    read(store)
    audit, audits = drawn(store), Audits(store.engine)
    first, second, third, fourth = (item.passage for item in audits.items(audit.id)[:4])
    say(store, first, "yes")
    say(store, first, "yes", queue="near 3")
    say(store, second, "yes", queue="near 3")
    say(store, third, "yes")
    say(store, third, "no", person="minh")
    say(store, fourth, "no")
    say(store, fourth, "yes", person="minh", standing="lead")
    labels = {each.passage: each for each in labels_for(store.engine, since="2021-03", until="2021-03")}
    assert {passage: label.verdicts["3"] for passage, label in labels.items()} == {
        first: "yes",
        third: "unsure",
        fourth: "yes",
    }
    item = audits.items(audit.id)[0]
    label = labels[first]
    assert (label.stratum, label.inclusion, label.areas, label.coders) == (item.stratum, item.inclusion, item.areas, 1)
    assert label.probabilities == item.probabilities
    assert len(labels_for(store.engine, audit="2021-03", unread=True)) == 24
    assert labels_for(store.engine, as_of=moment_of("2021-04-04")) == []
    assert labels_for(store.engine, since="2021-04") == []
    assert [each.passage for each in open_items(store.engine, audit.id, person="minh", limit=2)] == [first, second]
    read_so_far = progress(store.engine, audit.id)
    assert (read_so_far.items, read_so_far.read, read_so_far.by_person) == (24, 3, {"lan": 3, "minh": 2})

    tell(store, 1, *[NOTHING] * 24, *[Told(("6",))] * 5, NOTHING, model="m-2")
    anew = {each.passage: each for each in labels_for(store.engine, model="m-2", unread=True)}
    assert {each.areas for each in anew.values() if each.source == "nhan-dan"} == {None}
    assert {each.areas for each in anew.values() if each.stratum == "3|dong-khoi"} == {("6",)}


def test_a_sample_that_cannot_be_drawn_says_why(store: Store) -> None:
    read(store)
    with pytest.raises(BadInput, match="nothing in scope was read"):
        Audits(store.engine).draw("2019", size=10, seed=1, model="m-1", taxonomy="2021.1", now=NOW)
    with pytest.raises(BadInput, match="not a period"):
        Audits(store.engine).draw("tháng ba", size=10, seed=1, model="m-1", taxonomy="2021.1", now=NOW)
    with pytest.raises(BadInput, match="no such audit"):
        Audits(store.engine).audit("2021-03")


def test_strata_too_small_for_the_labels_are_gathered_and_the_sample_keeps_to_its_size(store: Store) -> None:
    read(store)
    audit = drawn(store, size=12)
    items = Audits(store.engine).items(audit.id)
    assert len(items) == 12
    assert {each.name for each in audit.strata} == {item.stratum for item in items}
    assert len(audit.strata) == 2
    assert sum(each.size for each in audit.strata) == 37
    assert sum(1 / item.inclusion for item in items) == pytest.approx(37)
    with store.engine.connect() as connection:
        for framed in frame(connection, model="m-1", period="2021-03"):
            assert audit.stratum(framed) in audit.drawn
