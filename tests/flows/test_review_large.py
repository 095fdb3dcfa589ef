"""The desk on a store that grows: queues after a run, the audited share of a judged sample, and the measurement."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from review_samples import MODEL, MORNING, Clock, Office, filled_store

from corpus.audit.samples import Audits
from corpus.codebook.taxonomy import load_taxonomy
from corpus.coverage.question import Question
from corpus.errors import BadInput
from corpus.label import Verdict
from corpus.people.brief import of_several, words_of_all
from corpus.people.judgements import Draft, Judgements, last_words
from corpus.people.queues import DISAGREEMENT, UNCERTAIN, Queues, disputed
from corpus.store import Store
from corpus.synthetic.counts import fill
from corpus.synthetic.people import judge
from corpus.synthetic.words import wording
from flows.bench.review_bench import measure
from flows.commands.auditing import drawn
from flows.commands.covering import ask
from flows.review_desk import queues as review_queues
from flows.review_desk.queues import refresh
from flows.review_desk.shares import AuditedShares
from flows.settings import Settings, read_settings
from review.numbers import percent

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    """Settings of an empty home."""
    return read_settings({}, home=tmp_path)


def test_queues_are_filled_after_judging_and_left_alone_where_nothing_changed(
    place: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def thresholds(models: Path, model: str) -> dict[str, float]:
        asked.append(model)
        return dict.fromkeys("1234567", 0.5)

    monkeypatch.setattr(review_queues, "thresholds_of", thresholds)
    with Store(place.store) as store:
        passages = filled_store(store, 3, queue=False)
        assert refresh(store, models=place.models, now=MORNING) == ""
        assert Queues(store.engine).progress_of(UNCERTAIN).of == len(passages)
        assert refresh(store, models=place.models, now=MORNING) == "" and asked == [MODEL]


def test_that_queues_cannot_be_filled_is_a_note_and_no_failure(place: Settings) -> None:
    with Store(place.store) as store:
        filled_store(store, 1, queue=False)
        said = refresh(store, models=place.models, now=MORNING)
        assert "hàng chờ" in said, "there is no stored model to take thresholds from"
        assert Queues(store.engine).made_of(UNCERTAIN) is None


def test_a_judged_audit_shows_the_same_share_on_the_page_and_on_the_command_line(place: Settings) -> None:
    clock = Clock()
    with Store(place.store) as store:
        filled_store(store, 20, queue=False)
        audit = drawn(store, place, "2026-11", size=30, seed=7, source=None, now=clock())
        clock.wait(hours=1)
        lan = Office(store, clock).person("lan")
        area = "3"
        for item in Audits(store.engine).items(audit.id):
            page = lan.get(f"/duyet/audit/{item.passage}?q={audit.id}").text
            fields = {name: value for name, value in re.findall(r'name="(seen|mine)" value="([^"]*)"', page)[:2]}
            chosen = {"area": [area]} if area in item.areas else {"none": "1"}
            assert lan.send(f"/duyet/audit/{item.passage}?q={audit.id}", {**fields, **chosen}).status_code == 303
        clock.wait(hours=1)
        answer = ask(store, place, question(), as_of=None, now=clock())
        row = next(each for each in answer.rows if each.area == area and each.period == "2026-11")
        share = answer.share(row)
        assert share is not None and share.value is not None and share.low is not None and share.high is not None
        assert share.low < share.value < share.high and share.labelled == audit.size
        office = Office(store, clock, audited=AuditedShares(store, load_taxonomy(), clock))
        page = office.person("minh", "reader").get("/?tu=2026-11&den=2026-11").text
    line = next(part for part in page.split("<tr>") if f'area-{area}">{area}</span>' in part and 'class="cell' in part)
    assert f'<span class="value">{percent(share.value)}</span>' in line
    assert percent(share.high) in line and "machine" not in line.split("</td>", 1)[0]


def question() -> Question:
    """The areas of one month."""
    return Question(by=("area", "period"), since="2026-11", until="2026-11")


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up store with edits, undoings, differences and what a lead settled."""
    path = tmp_path_factory.mktemp("busy") / "store.db"
    with Store(path) as store:
        fill(store, passages=2400, worded=wording)
        judge(store, events=1500, now=MORNING)
    return path


def test_the_brief_readers_say_what_the_whole_history_says(busy: Path) -> None:
    with Store(busy) as store:
        judgements = Judgements(store.engine)
        current, brief = judgements.current(), words_of_all(store.engine)
        assert brief.keys() == current.keys()
        for passage, events in current.items():
            said = [(each.id, each.person, each.standing, each.verdicts, each.shown_because) for each in events]
            assert [tuple(each) for each in brief[passage]] == said
        several = of_several(store.engine)
        coders = {passage: {each.person for each in events} - {"ha"} for passage, events in current.items()}
        assert {each.passage for each in several} >= {passage for passage, people in coders.items() if len(people) > 1}
        for passage, events in last_words(several).items():
            assert [each.id for each in events] == [each.id for each in current[passage]]
        assert judgements.verify() == [] and judgements.tip()[0] == judgements.head().count == 1500


def test_the_queue_of_disagreement_holds_what_the_whole_history_disputes(busy: Path) -> None:
    with Store(busy) as store:
        open_ones = sum(bool(disputed(each)) for each in Judgements(store.engine).current().values())
        assert open_ones and Queues(store.engine).fill_disagreement(now=MORNING) == open_ones


def test_many_events_are_kept_all_or_none(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        passages = filled_store(store, 1, queue=False)
        yes: dict[str, Verdict] = {"3": "yes"}
        good = Draft(passages[0], "lan", yes, taxonomy="2021.1", queue="uncertain")
        bad = Draft("0" * 16, "lan", yes, taxonomy="2021.1", queue="uncertain")
        with pytest.raises(BadInput):
            Judgements(store.engine).record_all([good, bad], now=MORNING)
        assert Judgements(store.engine).head().count == 0
        kept = Judgements(store.engine).record_all([good, good], now=MORNING + timedelta(hours=1))
        assert [each.id for each in Judgements(store.engine).events()] == [each.id for each in kept]
        assert Judgements(store.engine).verify() == []


@pytest.mark.slow
def test_the_measurement_asks_for_every_page(busy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure(["--store", str(busy), "--times", "1", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    names = {each["page"].split(",")[0] for each in said["pages"]}
    assert {"Tổng quan", "Bằng chứng", "Duyệt", "Đối chiếu", "Mô hình", "Nguồn", "Sổ tay"} <= names
    assert all(each["first_ms"] > 0 for each in said["pages"]) and DISAGREEMENT in said["queues_s"]
