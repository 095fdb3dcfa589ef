"""Judgements are added and never changed; what was tampered with is found; what people saw is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from corpus_samples import article, judged
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from corpus.errors import BadInput
from corpus.label import Modality, Snapshot, Stage
from corpus.people.judgements import FIRST, Draft, Head, Judgements
from corpus.store import Store

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
SEEN = Snapshot("bao:1", "r1", "bao", "Tinh gọn bộ máy", "Huyện giảm ba đầu mối.", published="2021-04-02")


def said(person: str = "lan", passage: str = "p1", area: str = "3", verdict: str = "yes", **more: object) -> Draft:
    draft = Draft(passage, person, {area: verdict}, taxonomy="2021.1", queue="near 3", snapshot=SEEN)  # type: ignore[dict-item]
    return replace(draft, **more)  # type: ignore[arg-type]


@pytest.fixture
def judgements(store: Store) -> Judgements:
    return Judgements(store.engine)


def tampered(judgements: Judgements, statement: str) -> None:
    """Change the table as somebody with the database file in hand would, past its triggers."""
    with judgements.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE judgements DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER IF EXISTS judgements_refuse_update"))
            connection.execute(text("DROP TRIGGER IF EXISTS judgements_refuse_delete"))
        connection.execute(text(statement))


def test_an_event_is_read_back_as_it_was_given(judgements: Judgements) -> None:
    draft = said(stage=Stage.KET_QUA, modality=Modality.REPORTED, note="đọc kỹ", inclusion=0.1, standing="lead")
    event = judgements.record(draft, now=NOW)
    assert judgements.events() == [event]
    assert (event.verdicts, event.stage, event.modality) == ({"3": "yes"}, Stage.KET_QUA, Modality.REPORTED)
    assert (event.inclusion, event.standing, event.shown_because, event.at) == (0.1, "lead", "near 3", NOW)
    assert event.snapshot == SEEN


def test_the_table_refuses_to_change_lose_or_replace_a_row(judgements: Judgements) -> None:
    event = judgements.record(said(), now=NOW)
    postgres = judgements.engine.dialect.name == "postgresql"
    emptying = "TRUNCATE judgements" if postgres else "INSERT OR REPLACE INTO judgements SELECT * FROM judgements"
    for statement in ("UPDATE judgements SET note = 'x'", "DELETE FROM judgements", emptying):
        with pytest.raises(DatabaseError, match="append-only"), judgements.engine.begin() as connection:
            connection.execute(text(statement))
    assert judgements.events() == [event]


def test_a_changed_row_is_found_whatever_was_changed(judgements: Judgements) -> None:
    events = [judgements.record(said(passage=f"p{n}", inclusion=0.25, stage=Stage.KET_QUA), now=NOW) for n in range(5)]
    assert judgements.verify() == []
    changes = ('verdicts = \'{"3":"no"}\'', "person = 'minh'", "text = 'khác'", "inclusion = 0.5", "stage = NULL")
    for number, change in enumerate(changes, start=1):
        tampered(judgements, f"UPDATE judgements SET {change} WHERE seq = {number}")
    assert [(fault.seq, fault.id) for fault in judgements.verify()] == [(n + 1, e.id) for n, e in enumerate(events)]


def test_a_row_taken_out_is_found_and_a_cut_end_too_where_the_head_was_noted(judgements: Judgements) -> None:
    for n in range(4):
        judgements.record(said(passage=f"p{n}"), now=NOW)
    head = judgements.head()
    assert head.count == 4
    assert judgements.verify(since=head) == []
    tampered(judgements, "DELETE FROM judgements WHERE seq = 4")
    assert judgements.verify() == []
    assert [fault.seq for fault in judgements.verify(since=head)] == [4]


def test_a_row_missing_in_the_middle_is_found(judgements: Judgements) -> None:
    for n in range(3):
        judgements.record(said(passage=f"p{n}"), now=NOW)
    tampered(judgements, "DELETE FROM judgements WHERE seq = 2")
    (fault,) = judgements.verify()
    assert fault.seq == 3
    assert "thiếu sự kiện 2" in fault.reason


def test_an_empty_chain_begins_at_nothing(judgements: Judgements) -> None:
    assert judgements.head() == Head(0, FIRST)
    assert judgements.verify(since=Head(0, FIRST)) == []


def test_an_edit_is_a_new_event_and_the_first_is_kept(judgements: Judgements) -> None:
    first = judgements.record(said(), now=NOW)
    second = judgements.record(said(verdict="no", supersedes=first.id), now=NOW + timedelta(minutes=1))
    assert judgements.current() == {"p1": (second,)}
    assert judgements.events() == [first, second]


def test_an_undo_brings_back_what_stood_before_and_can_be_undone(judgements: Judgements) -> None:
    first = judgements.record(said(), now=NOW)
    second = judgements.record(said(verdict="no", supersedes=first.id), now=NOW)
    undo = judgements.undo(second.id, person="lan", now=NOW)
    assert judgements.current() == {"p1": (first,)}
    judgements.undo(undo.id, person="lan", now=NOW)
    assert judgements.current() == {"p1": (second,)}
    assert len(judgements.events()) == 4


def test_undoing_the_only_verdict_leaves_none(judgements: Judgements) -> None:
    judgements.undo(judgements.record(said(), now=NOW).id, person="lan", now=NOW)
    assert judgements.current() == {}
    assert judgements.for_training() == []


def test_two_people_on_one_passage_are_both_kept(judgements: Judgements) -> None:
    one = judgements.record(said("lan"), now=NOW)
    other = judgements.record(said("minh", verdict="no"), now=NOW)
    assert judgements.current(["p1"]) == {"p1": (one, other)}
    assert judgements.by_person() == {"lan": [one], "minh": [other]}


WRONG: tuple[tuple[dict[str, object], str], ...] = (
    ({"person": " "}, "no person"),
    ({"verdicts": {"3": "maybe"}}, "yes, no hay unsure"),
    ({"verdicts": {}}, "no verdict"),
    ({"inclusion": 0.0}, "xác suất"),
    ({"inclusion": 1.5}, "xác suất"),
    ({"note": "a\0b"}, "NUL"),
    ({"standing": "boss"}, "standing"),
    ({"supersedes": "none"}, "no such event"),
)


def test_what_cannot_be_an_event_is_refused_and_nothing_is_added(judgements: Judgements) -> None:
    for change, words in WRONG:
        with pytest.raises(BadInput, match=words):
            judgements.record(said(**change), now=NOW)
    assert judgements.events() == []


def test_nobody_edits_what_another_said_or_what_was_edited_already(judgements: Judgements) -> None:
    first = judgements.record(said(), now=NOW)
    with pytest.raises(BadInput, match="another person"):
        judgements.undo(first.id, person="minh", now=NOW)
    judgements.record(said(verdict="no", supersedes=first.id), now=NOW)
    with pytest.raises(BadInput, match="stands no longer"):
        judgements.record(said(verdict="unsure", supersedes=first.id), now=NOW)


def test_what_a_person_saw_survives_a_revision(store: Store, judgements: Judgements) -> None:
    document = article(1, "Huyện ủy ban hành kế hoạch.", "Ba xã đã sáp nhập.", "Bớt mười hai người.")
    store.put_documents([(document, None)])
    made = judged(document)
    store.put_judged([made])
    event = judgements.record(said(passage=made.passages[1].id, snapshot=None), now=NOW)
    store.put_documents([(article(1, "Bài đã viết lại."), None)])
    (kept,) = judgements.for_training()
    assert kept == event
    assert kept.snapshot == Snapshot(
        document.id,
        document.revision,
        "dong-khoi",
        "Bài số 1",
        "Ba xã đã sáp nhập.",
        before="Huyện ủy ban hành kế hoạch.",
        after="Bớt mười hai người.",
        published="2021-03-05",
    )


def test_a_passage_that_nobody_has_cannot_be_judged(judgements: Judgements) -> None:
    with pytest.raises(BadInput, match="no such passage"):
        judgements.record(said(snapshot=None), now=NOW)


def test_people_who_judge_at_once_make_one_chain(judgements: Judgements) -> None:
    def judge(person: str) -> None:
        for number in range(8):
            judgements.record(said(person, passage=f"p{number}"), now=NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(judge, ("lan", "minh", "hoa", "tư")))
    assert judgements.head().count == 32
    assert judgements.verify() == []
    assert [len(each) for each in judgements.current().values()] == [4] * 8
    assert judgements.current(["p3", "none"]) == {"p3": judgements.current()["p3"]}
