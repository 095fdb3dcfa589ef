"""People's work on a made-up store: an audit sample that two judged, and verdicts with edits, undoings and differences.

``judge(store, events=100_000, now=now)`` writes so many events; a part of what differs is settled by a lead.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from corpus.audit.samples import Audits
from corpus.database import schema
from corpus.database.engine import reading
from corpus.label import Judgement, Verdict
from corpus.people.causes import with_cause
from corpus.people.judgements import Draft, Judgements
from corpus.people.queues import DISAGREEMENT, UNCERTAIN
from corpus.predictions.seen import seen
from corpus.store import Store
from corpus.synthetic.counts import AREAS, MODEL

PEOPLE = ("an", "binh", "chi", "dung", "giang")
LEAD = "ha"
PERIOD = "2026-10"
PORTION = 2000

JUDGED, TWICE, UNLIKE, SETTLED = 0.3, 0.2, 0.15, 0.5
"""Passages for each event; of these twice judged; of these with a difference; of these settled."""

AUDITED = 400


def judge(store: Store, *, events: int, now: datetime, seed: int = 0) -> int:
    """Draw an audit sample and have it judged, and then other passages, until so many events are there."""
    chance, judgements = random.Random(seed), Judgements(store.engine)
    audit = Audits(store.engine).draw(PERIOD, size=AUDITED, seed=seed, model=MODEL, taxonomy="2021.1", now=now)
    sample = [each.passage for each in Audits(store.engine).items(audit.id)]
    given: list[Judgement] = []
    for person in PEOPLE[:2]:
        given += _record(store, [_draft(each, person, audit.queue, chance) for each in sample], now)
    with reading(store.engine) as connection:
        stored = list(connection.scalars(select(schema.passages.c.id).order_by(schema.passages.c.id)))
    chosen = chance.sample(stored, min(len(stored), int(events * JUDGED)))
    first = _record(store, [_draft(each, chance.choice(PEOPLE), UNCERTAIN, chance) for each in chosen], now)
    again = [_second(each, chance) for each in first if chance.random() < TWICE]
    second = _record(store, again, now)
    said = {each.passage: each.verdicts for each in first}
    unlike = [each for each in second if each.verdicts != said[each.passage]]
    settled = [_settled(each, chance) for each in unlike if chance.random() < SETTLED]
    given += first + second + _record(store, settled, now)
    count, standing = len(given), first
    while count < events and standing:
        standing = _record(store, [_edit(each, chance) for each in standing[: events - count]], now)
        count += len(standing)
        standing = [each for each in standing if each.verdicts]
    return judgements.head().count


def _record(store: Store, drafts: Sequence[Draft], now: datetime) -> list[Judgement]:
    kept: list[Judgement] = []
    for begin in range(0, len(drafts), PORTION):
        part = drafts[begin : begin + PORTION]
        shown = seen(store.engine, [each.passage for each in part])
        ready = [replace(each, snapshot=shown[each.passage].snapshot) for each in part]
        kept += Judgements(store.engine).record_all(ready, now=now)
    return kept


def _draft(passage: str, person: str, queue: str, chance: random.Random) -> Draft:
    verdicts: dict[str, Verdict] = {area: "yes" if chance.random() < 0.1 else "no" for area, _ in AREAS}
    return Draft(passage, person, verdicts, taxonomy="2021.1", queue=queue)


def _second(first: Judgement, chance: random.Random) -> Draft:
    """Another coder's verdict, mostly the same."""
    person = chance.choice([each for each in PEOPLE if each != first.person])
    verdicts = dict(first.verdicts)
    if chance.random() < UNLIKE:
        area = chance.choice(sorted(verdicts))
        verdicts[area] = "no" if verdicts[area] == "yes" else "yes"
    return Draft(first.passage, person, verdicts, taxonomy="2021.1", queue=UNCERTAIN)


def _settled(second: Judgement, chance: random.Random) -> Draft:
    note = with_cause(chance.choice(("ambiguous", "guideline", "slip")), "")
    return Draft(
        second.passage,
        LEAD,
        second.verdicts,
        taxonomy="2021.1",
        queue=DISAGREEMENT,
        note=note,
        standing="lead",
    )


def _edit(event: Judgement, chance: random.Random) -> Draft:
    """The same person's verdict changed in its note, or taken back."""
    verdicts = {} if chance.random() < 0.02 else event.verdicts
    return Draft(
        event.passage,
        event.person,
        verdicts,
        taxonomy=event.taxonomy,
        queue=event.shown_because,
        note="xem lại",
        supersedes=event.id,
    )
