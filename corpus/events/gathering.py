"""Gathering: the acts of judged documents, written down and joined to events.

What is new or changed since the last gathering is read; acts that meet it under a key, and all that those meet, are
joined anew. Which acts make an event depends on the acts that keys connect and on nothing else, so that the events are
the same as if all had been gathered at once.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, and_, bindparam, delete, func, select, update

from corpus.coverage.facts import home_places
from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import to_json
from corpus.database.statements import insert_new, portions
from corpus.database.turns import take_turn
from corpus.events.acts import Act, Telling, act_data, act_day, acts_of, is_past
from corpus.events.joining import event_id, joined, keys_of
from corpus.events.likenesses import components
from corpus.places.gazetteer import Gazetteer

RULES = "1"
"""Version of the rules of :mod:`corpus.events.acts` and of joining; another one gathers everything again."""

RESTATES_FROM = 0.5
"""Share of a passage in the tasks' own words from which it restates them and tells of nothing."""

_head, _body, _passage = schema.documents, schema.revisions, schema.passages
_said, _given, _placed, _done = schema.predictions, schema.assignments, schema.carriers, schema.judged
_act, _key, _state = schema.acts, schema.act_keys, schema.act_states


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one gathering did: documents read again, the acts they have now, acts joined anew, and all events after."""

    documents: int
    acts: int
    joined: int
    events: int


class Places:
    """The units a place lies in and was made of, each asked for once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.closure = lru_cache(maxsize=None)(self._closure)

    def _closure(self, id: str) -> frozenset[str]:
        """The id with those of all units above it, of the ground it stands on, and of those it was made of."""
        found: set[str] = set()
        waiting = [id]
        while waiting:
            each = waiting.pop()
            if each in found:
                continue
            found.add(each)
            try:
                place = self._gazetteer.place(each)
            except KeyError:
                continue
            above = [place.ground if place.ground is not None else place.parent]
            made_of = place.formed_from if place.level == "commune" else ()
            waiting += [other for other in (*above, *made_of) if other is not None]
        return frozenset(found)


def waiting(engine: Engine, model: str) -> list[str]:
    """Ids of documents whose acts are not, or no longer, what is stored; in id order."""
    with reading(engine) as connection:
        return _changed(connection, model)[0]


def gather(engine: Engine, model: str, *, gazetteer: Gazetteer | None = None) -> Gathered:
    """Bring the acts and events of a model up to date, in one transaction; done again, it changes nothing."""
    places = Places(gazetteer or home_places())
    with engine.begin() as connection:
        take_turn(connection, "events")
        changed, states = _changed(connection, model)
        gone = _take_out(connection, model, changed)
        acts = [act for part in portions(changed) for act in _read(connection, model, part, places)]
        _put_in(connection, model, acts)
        again = _join(connection, model, acts, gone, places) if acts or gone else 0
        for part in portions(changed):
            connection.execute(delete(_state).where(_state.c.model == model, _state.c.document.in_(part)))
            rows = [{"model": model, "document": each, "state": states[each]} for each in part if each in states]
            insert_new(connection, _state, rows)
        events = connection.scalar(select(func.count(_act.c.event.distinct())).where(_act.c.model == model)) or 0
    return Gathered(len(changed), len(acts), again, events)


def gather_all(engine: Engine, model: str, *, gazetteer: Gazetteer | None = None) -> Gathered:
    """Forget what was gathered for a model and gather everything again."""
    with engine.begin() as connection:
        take_turn(connection, "events")
        for table in (_act, _key, _state):
            connection.execute(delete(table).where(table.c.model == model))
    return gather(engine, model, gazetteer=gazetteer)


def _changed(connection: Connection, model: str) -> tuple[list[str], dict[str, str]]:
    """Documents to read again, those no longer judged among them, and the states of all that are judged."""
    query = (
        select(
            _head.c.id, _head.c.source, _head.c.revision, _done.c.analysis, _body.c.title, _body.c.published,
            _placed.c.story, _placed.c.kind,
        )
        .join(_done, and_(_done.c.document == _head.c.id, _done.c.revision == _head.c.revision))
        .join(_body, and_(_body.c.document == _head.c.id, _body.c.revision == _head.c.revision))
        .outerjoin(_placed, _placed.c.document == _head.c.id)
        .where(_done.c.model == model)
    )  # fmt: skip
    states = {id: _digest((RULES, *facts)) for id, *facts in connection.execute(query)}
    kept = {
        document: state
        for document, state in connection.execute(
            select(_state.c.document, _state.c.state).where(_state.c.model == model)
        )
    }
    changed = {id for id, state in states.items() if kept.get(id) != state} | (kept.keys() - states.keys())
    return sorted(changed), states


def _digest(facts: Sequence[object]) -> str:
    return hashlib.sha256(to_json(list(facts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _take_out(connection: Connection, model: str, documents: Sequence[str]) -> set[str]:
    """Take out the acts of these documents; gives the meetings they were in."""
    meetings: set[str] = set()
    for part in portions(documents):
        theirs = and_(_act.c.model == model, _act.c.document.in_(part))
        meetings.update(connection.scalars(select(_act.c.meeting).distinct().where(theirs)))
        connection.execute(delete(_act).where(theirs))
        connection.execute(delete(_key).where(_key.c.model == model, _key.c.document.in_(part)))
    return meetings


def _read(connection: Connection, model: str, documents: Sequence[str], places: Places) -> Iterable[Act]:
    """Acts of these documents, from what the model said of the passages of their current revisions."""
    assigned = and_(_given.c.passage == _said.c.passage, _given.c.model == _said.c.model)
    query = (
        select(
            _passage.c.id, _passage.c.document, _passage.c.ordinal, _passage.c.text, _given.c.area, _said.c.stages,
            _said.c.modality, _said.c.scope, _said.c.strength, _said.c.evidence, _said.c.reach,
            _said.c.restates, _head.c.source,
            _body.c.published, _placed.c.story, _placed.c.kind,
        )
        .join(_said, _said.c.passage == _passage.c.id)
        .join(_given, assigned)
        .join(_head, and_(_head.c.id == _passage.c.document, _head.c.revision == _passage.c.revision))
        .join(_body, and_(_body.c.document == _head.c.id, _body.c.revision == _head.c.revision))
        .outerjoin(_placed, _placed.c.document == _head.c.id)
        .where(_said.c.model == model, _passage.c.document.in_(documents))
        .order_by(_passage.c.document, _passage.c.ordinal, _passage.c.id, _given.c.area)
    )  # fmt: skip
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(query).mappings():
        found[row["document"]][row["id"]].append(row)
    for document, passages in found.items():
        head = next(iter(passages.values()))[0]
        published = date.fromisoformat(head["published"][:10]) if head["published"] else None
        tellings = [_telling(rows[0], tuple(row["area"] for row in rows), published) for rows in passages.values()]
        yield from acts_of(
            tellings,
            document=document,
            source=head["source"],
            story=head["story"],
            copy=head["kind"] not in (None, "first"),
            published=published,
            closure=places.closure,
        )


def _telling(row: Any, areas: tuple[str, ...], published: date | None) -> Telling:
    evidence = json.loads(row["evidence"])
    return Telling(
        passage=row["id"],
        ordinal=row["ordinal"],
        text=row["text"],
        areas=areas,
        stages=tuple(json.loads(row["stages"])),
        modality=row["modality"],
        strength=row["strength"],
        reach=row["reach"],
        past=is_past(row["scope"]),
        restates=(row["restates"] or 0.0) >= RESTATES_FROM,
        actors=tuple(evidence.get("actors", ())),
        places=tuple(evidence.get("places", ())),
        numbers=tuple(evidence.get("documents", ())),
        day=act_day(evidence.get("dates", ()), modality=row["modality"], published=published),
    )


def _put_in(connection: Connection, model: str, acts: Sequence[Act]) -> None:
    rows = [
        {
            "model": model,
            "document": act.document,
            "number": act.number,
            "source": act.source,
            "story": act.story or "",
            "copy": int(act.copy),
            "published": "" if act.published is None else act.published.isoformat(),
            "said": to_json(act_data(act)),
            "meeting": "",
            "event": "",
        }
        for act in acts
    ]
    keys = [
        {"model": model, "key": key, "document": act.document, "number": act.number}
        for act in acts
        for key in keys_of(act)
    ]
    insert_new(connection, _act, rows)
    insert_new(connection, _key, keys)


def _join(connection: Connection, model: str, acts: Sequence[Act], gone: Collection[str], places: Places) -> int:
    """Join these acts, and all that meet them or met what is gone, to events; gives how many those are."""
    meetings = set(gone) | _met(connection, model, acts)
    concerned = {act.key: act for act in acts}
    for part in portions(sorted(meetings - {""})):
        query = select(_act).where(_act.c.model == model, _act.c.meeting.in_(part))
        concerned.update({act.key: act for act in map(act_from, connection.execute(query).mappings())})
    names = {_name(key): act for key, act in concerned.items()}
    under: dict[str, list[str]] = defaultdict(list)
    for name, act in names.items():
        for key in keys_of(act):
            under[key].append(name)
    links = [(members[0], other) for members in under.values() for other in members[1:]]
    rows = []
    for members in components(names, links):
        for group in joined([names[each] for each in members], places.closure):
            event = event_id(group)
            rows += [
                {"of_document": act.document, "of_number": act.number, "meets": members[0], "is_of": event}
                for act in group
            ]
    if rows:
        here = (_act.c.model == model, _act.c.document == bindparam("of_document"))
        settle = update(_act).where(*here, _act.c.number == bindparam("of_number"))
        connection.execute(settle.values(meeting=bindparam("meets"), event=bindparam("is_of")), rows)
    return len(rows)


def _met(connection: Connection, model: str, acts: Sequence[Act]) -> set[str]:
    """Meetings of the stored acts that share a key with these."""
    found: set[str] = set()
    for part in portions(sorted({key for act in acts for key in keys_of(act)})):
        query = (
            select(_act.c.meeting)
            .distinct()
            .join(
                _key,
                and_(_key.c.model == _act.c.model, _key.c.document == _act.c.document, _key.c.number == _act.c.number),
            )
            .where(_key.c.model == model, _key.c.key.in_(part), _act.c.meeting != "")
        )
        found.update(connection.scalars(query))
    return found


def _name(key: tuple[str, int]) -> str:
    return f"{key[0]}#{key[1]:04d}"


def act_from(row: Any) -> Act:
    """An act from its row."""
    said = json.loads(row["said"])
    days = tuple(date.fromisoformat(day) for day in said.pop("days"))
    named = tuple((number, place, actor) for number, place, actor in said.pop("named"))
    listed = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    return Act(
        document=row["document"],
        number=row["number"],
        source=row["source"],
        story=row["story"] or None,
        copy=bool(row["copy"]),
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        strength=said["strength"],
        past=said["past"],
        inside=said["inside"],
        restated=said["restated"],
        days=days,
        named=named,
        **listed,
    )
