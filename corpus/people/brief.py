"""Judgements without what people were shown, which is most of what a judgement holds: for reading very many at once.

What stands is what :class:`corpus.people.judgements.Judgements` says; an index holds all that these readers ask for.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Engine, func, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.statements import portions
from corpus.label import Judgement, Modality, Stage, Standing, Verdict

_table = schema.judgements


class Word(NamedTuple):
    """A person's last standing verdict on a passage, without what they were shown; ``queue`` is why it was."""

    id: str
    person: str
    standing: Standing
    verdicts: Mapping[str, Verdict]
    queue: str


def events_of(engine: Engine, passages: Collection[str]) -> list[Judgement]:
    """Events of these passages, in their order, without what people were shown: much the quicker to read."""
    read = _Verdicts()
    found: list[tuple[int, Judgement]] = []
    with reading(engine) as connection:
        for part in portions(sorted(set(passages))):
            query = select(_table.c.seq, *_BRIEF).where(_table.c.passage.in_(part))
            found += [(seq, _bare(row, read)) for seq, *row in connection.execute(query)]
    return [event for _, event in sorted(found, key=itemgetter(0))]


def of_several(engine: Engine) -> list[Judgement]:
    """Events, in their order, of passages that two coders or more judged; without what they were shown."""
    several = (
        select(_table.c.passage)
        .where(_table.c.standing == "coder")
        .group_by(_table.c.passage)
        .having(func.count(_table.c.person.distinct()) > 1)
    )
    query = select(*_BRIEF).where(_table.c.passage.in_(several)).order_by(_table.c.seq)
    read = _Verdicts()
    with reading(engine) as connection:
        return [_bare(row, read) for row in connection.execute(query)]


def words_of_all(engine: Engine) -> dict[str, tuple[Word, ...]]:
    """What stands of each passage, in as few words as can be; see ``Judgements.current``."""
    told = (_table.c.passage, _table.c.id, _table.c.person, _table.c.standing, _table.c.supersedes)
    query = select(*told, _table.c.verdicts, _table.c.queue).order_by(_table.c.passage, _table.c.seq)
    read = _Verdicts()
    found: dict[str, tuple[Word, ...]] = {}
    with reading(engine) as connection:
        for passage, rows in groupby(connection.execute(query), key=itemgetter(0)):
            last = _last_words(list(rows), read)
            if last:
                found[passage] = last
    return found


class _Verdicts(dict[str, Mapping[str, Verdict]]):
    """Verdicts by the JSON they are written in, each read once: most passages are given one of a few."""

    def __missing__(self, written: str) -> Mapping[str, Verdict]:
        read: Mapping[str, Verdict] = json.loads(written)
        self[written] = read
        return read


_BRIEF = tuple(
    _table.c[name]
    for name in (
        "id",
        "passage",
        "person",
        "verdicts",
        "stage",
        "note",
        "at",
        "taxonomy",
        "queue",
        "inclusion",
        "modality",
        "supersedes",
        "standing",
    )
)


def _bare(row: Any, read: _Verdicts) -> Judgement:
    id, passage, person, verdicts, stage, note, at, taxonomy, queue, inclusion, modality, supersedes, standing = row
    return Judgement(
        id=id,
        passage=passage,
        person=person,
        verdicts=read[verdicts],
        stage=None if stage is None else Stage(stage),
        note=note,
        at=datetime.fromisoformat(at),
        taxonomy=taxonomy,
        shown_because=queue,
        inclusion=inclusion,
        modality=None if modality is None else Modality(modality),
        supersedes=supersedes,
        standing=standing,
    )


def _last_words(rows: Sequence[Any], read: _Verdicts) -> tuple[Word, ...]:
    """The last standing verdict of each person, in the order they were given, of one passage's events in theirs."""
    gone: set[str] = set()
    persons: dict[str, Word] = {}
    for _, id, person, standing, supersedes, verdicts, queue in reversed(rows):
        if id in gone:
            continue
        if supersedes is not None:
            gone.add(supersedes)
        said = read[verdicts]
        if person not in persons and not (supersedes is not None and not said):
            persons[person] = Word(id, person, standing, said, queue)
    return tuple(persons.values())[::-1]
