"""What people said of audit samples: what is still to read, how far it got, and labels for the estimators.

A judgement belongs to a sample when it was given in its queue; what a person says of the same passage elsewhere, where
it was shown for another reason, is no part of the sample.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select

from corpus.audit.frame import assigned
from corpus.audit.samples import AuditItem, Audits, item_from, queue_of
from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import write_time
from corpus.database.statements import portions
from corpus.label import Judgement, Verdict
from corpus.people.brief import events_of
from corpus.people.judgements import standing

_item = schema.audit_items


@dataclass(frozen=True, slots=True)
class AuditLabel:
    """A passage of a sample with what people said of it, for estimating.

    Attributes:
        areas, probabilities: by the model asked for; None where that model did not judge it.
        verdicts: by area: a lead's word where there is one, else what all coders say; ``unsure`` where they differ.
            Empty where nobody has read it yet.
        coders: how many people read it.
    """

    audit: str
    passage: str
    document: str
    source: str
    month: str
    stratum: str
    size: int
    drawn: int
    inclusion: float
    areas: tuple[str, ...] | None
    probabilities: Mapping[str, float] | None
    verdicts: Mapping[str, Verdict]
    coders: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sample was read: items, those with at least one verdict, and how many each person read."""

    items: int
    read: int
    by_person: Mapping[str, int]


def open_items(engine: Engine, id: str, *, person: str, limit: int | None = None) -> list[AuditItem]:
    """What a person has still to read of a sample, in order; what others read of it is open to them too."""
    said = _said(engine, id)
    done = {passage for passage, people in said.items() if person in people}
    left = [item for item in Audits(engine).items(id) if item.passage not in done]
    return left if limit is None else left[:limit]


def progress(engine: Engine, id: str) -> Progress:
    """How far a sample was read."""
    said = _said(engine, id)
    people: dict[str, int] = {}
    for each in said.values():
        for person in each:
            people[person] = people.get(person, 0) + 1
    return Progress(len(Audits(engine).items(id)), len(said), dict(sorted(people.items())))


def labels_for(
    engine: Engine,
    *,
    audit: str | None = None,
    since: str | None = None,
    until: str | None = None,
    source: str | None = None,
    model: str | None = None,
    as_of: str | None = None,
    unread: bool = False,
) -> list[AuditLabel]:
    """Passages of samples with what people said of them, by sample and order.

    Args:
        audit: only this sample.
        since, until: months of publication, ``YYYY-MM``.
        model: take predictions of this model instead of those kept on the day of drawing.
        as_of: ISO time in +07:00; only judgements given before it.
        unread: those that nobody has read too.
    """
    query = select(_item).order_by(_item.c.audit, _item.c.ordinal)
    for column, value in ((_item.c.audit, audit), (_item.c.source, source)):
        if value is not None:
            query = query.where(column == value)
    if since is not None:
        query = query.where(_item.c.month >= since)
    if until is not None:
        query = query.where(_item.c.month <= until)
    with reading(engine) as connection:
        items = [item_from(row) for row in connection.execute(query).mappings()]
    if as_of is not None:
        drawn = {each.id for each in Audits(engine).all() if each.made_at < as_of}
        items = [item for item in items if item.audit in drawn]
    predicted = None if model is None else _predicted(engine, [item.passage for item in items], model)
    said = {id: _said(engine, id, as_of=as_of) for id in sorted({item.audit for item in items})}
    labels = []
    for item in items:
        people = said[item.audit].get(item.passage, {})
        if not people and not unread:
            continue
        areas, probabilities = (
            (item.areas, item.probabilities) if predicted is None else predicted.get(item.passage, (None, None))
        )
        labels.append(
            AuditLabel(
                audit=item.audit,
                passage=item.passage,
                document=item.document,
                source=item.source,
                month=item.month,
                stratum=item.stratum,
                size=item.size,
                drawn=item.drawn,
                inclusion=item.inclusion,
                areas=areas,
                probabilities=probabilities,
                verdicts=settled(people.values()),
                coders=len(people),
            )
        )
    return labels


def _said(engine: Engine, id: str, *, as_of: str | None = None) -> dict[str, dict[str, Judgement]]:
    """The last standing verdict of each person given in a sample's queue, by passage."""
    drawn = select(_item.c.passage).where(_item.c.audit == id)
    with reading(engine) as connection:
        passages = list(connection.scalars(drawn))
    events = events_of(engine, passages)
    if as_of is not None:
        events = [event for event in events if write_time(event.at) < as_of]
    found: dict[str, dict[str, Judgement]] = {}
    for event in standing(events):
        if event.shown_because == queue_of(id) and not event.takes_back:
            found.setdefault(event.passage, {})[event.person] = event
    return found


def _predicted(
    engine: Engine, passages: Sequence[str], model: str
) -> dict[str, tuple[tuple[str, ...] | None, Mapping[str, float] | None]]:
    said = schema.predictions
    found: dict[str, tuple[tuple[str, ...] | None, Mapping[str, float] | None]] = {}
    with reading(engine) as connection:
        areas = assigned(connection, list(passages), model=model)
        for part in portions(passages):
            query = select(said.c.passage, said.c.probabilities).where(said.c.passage.in_(part), said.c.model == model)
            for passage, probabilities in connection.execute(query):
                found[passage] = areas.get(passage, ()), json.loads(probabilities)
    return found


def settled(events: Collection[Judgement]) -> dict[str, Verdict]:
    """One verdict by area of what several people said: a lead's last word, else what all say, else ``unsure``."""
    leads = [event for event in events if event.standing == "lead"]
    by_area: dict[str, list[Verdict]] = {}
    for event in events:
        for area, verdict in event.verdicts.items():
            by_area.setdefault(area, []).append(verdict)
    found: dict[str, Verdict] = {}
    for area, verdicts in sorted(by_area.items()):
        led = [event.verdicts[area] for event in leads if area in event.verdicts]
        found[area] = led[-1] if led else verdicts[0] if len(set(verdicts)) == 1 else "unsure"
    return found
