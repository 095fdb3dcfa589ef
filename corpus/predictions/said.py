"""What models said of stored passages, one passage after another: by one model, or by two beside each other.

Only current revisions are read. Coverage counts by one model; a second one's word is kept in the same tables under its
own id, so that two series can be shown and no one of them is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, exists, func, select

from corpus.coverage.by_area import PAST_SCOPES
from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.statements import portions
from corpus.predictions.recent import Told

PORTION = 2000
"""Rows fetched at a time."""


@dataclass(frozen=True, slots=True)
class Said:
    """A stored passage with what one model said of it.

    ``areas`` are those over their thresholds, ``told`` is the passage (its month is "" where it has none); ``counted``
    says whether coverage counts it: within the province and the term.
    """

    told: Told
    probabilities: dict[str, float]
    areas: frozenset[str]
    counted: bool

    @property
    def passage(self) -> str:
        """Id of the passage."""
        return self.told.passage


@dataclass(frozen=True, slots=True)
class Pair:
    """A stored passage that two models judged: the one and the other."""

    one: Said
    other: Said

    @property
    def told(self) -> Told:
        """The passage."""
        return self.one.told


_head, _body, _passage = schema.documents, schema.revisions, schema.passages
_said, _given = schema.predictions, schema.assignments
_current = (
    _passage.join(_said, _said.c.passage == _passage.c.id)
    .join(_head, and_(_head.c.id == _passage.c.document, _head.c.revision == _passage.c.revision))
    .join(_body, and_(_body.c.document == _passage.c.document, _body.c.revision == _passage.c.revision))
)


def said_by(engine: Engine, model: str) -> Iterator[Said]:
    """Every passage of a current revision that a model judged, in the order the passages came in."""
    return (said for _, said in _numbered(engine, model))


def said_of(engine: Engine, model: str, passages: Sequence[str]) -> dict[str, Said]:
    """What a model said of these passages, by passage."""
    return {
        said.passage: said
        for part in portions(passages)
        for _, said in _numbered(engine, model, _passage.c.id.in_(part))
    }


def said_by_both(engine: Engine, *, one: str, other: str) -> Iterator[Pair]:
    """Every passage of a current revision that both models judged, in the order the passages came in."""
    theirs = _numbered(engine, other)
    at, there = next(theirs, (None, None))
    for number, here in _numbered(engine, one):
        while at is not None and at < number:
            at, there = next(theirs, (None, None))
        if there is not None and at == number:
            yield Pair(here, there)


def unjudged_by(engine: Engine, *, model: str, beside: str) -> int:
    """How many passages of current revisions one model (``beside``) judged and another did not."""
    theirs = schema.predictions.alias()
    missing = ~exists().where(theirs.c.passage == _passage.c.id, theirs.c.model == model)
    query = select(func.count()).select_from(_current).where(_said.c.model == beside, missing)
    with reading(engine) as connection:
        return connection.scalar(query) or 0


def documents_unjudged_by(engine: Engine, *, model: str, beside: str, limit: int) -> list[str]:
    """Documents of which one model (``beside``) judged passages and another none, newest first."""
    theirs = schema.predictions.alias()
    missing = ~exists().where(theirs.c.passage == _passage.c.id, theirs.c.model == model)
    query = (
        select(_head.c.id)
        .select_from(_current)
        .where(_said.c.model == beside, missing)
        .group_by(_head.c.id, _body.c.published)
        .order_by(func.coalesce(_body.c.published, "").desc(), _head.c.id)
        .limit(limit)
    )
    with reading(engine) as connection:
        return list(connection.scalars(query))


def _numbered(engine: Engine, model: str, *conditions: ColumnElement[bool]) -> Iterator[tuple[int, Said]]:
    """Passages with the numbers they came in under; a passage of several areas comes as so many rows."""
    assigned = and_(_given.c.passage == _said.c.passage, _given.c.model == _said.c.model)
    query = (
        select(
            _passage.c.seq,
            _passage.c.id,
            _passage.c.document,
            _head.c.source,
            _body.c.published,
            _body.c.title,
            _passage.c.text,
            _said.c.probabilities,
            _said.c.reach,
            _said.c.scope,
            _given.c.area,
        )
        .select_from(_current.outerjoin(_given, assigned))
        .where(_said.c.model == model, *conditions)
        .order_by(_passage.c.seq)
    )
    with reading(engine) as connection:
        found = connection.execution_options(yield_per=PORTION).execute(query).mappings()
        for number, rows in groupby(found, key=itemgetter("seq")):
            first, *others = rows
            areas = frozenset(row["area"] for row in (first, *others) if row["area"] is not None)
            yield number, _of(first, areas)


def _of(row: Any, areas: frozenset[str]) -> Said:
    published = row["published"] or ""
    told = Told(row["id"], row["document"], row["source"], published[:7], row["title"] or "", row["text"])
    counted = row["reach"] == "inside" and row["scope"] not in PAST_SCOPES
    return Said(told, json.loads(row["probabilities"]), areas, counted)


def judged_counts(engine: Engine) -> dict[str, int]:
    """How many current documents each model judged in its own name; a shadow is not among them."""
    done = schema.judged
    query = (
        select(done.c.model, func.count())
        .select_from(done.join(_head, and_(_head.c.id == done.c.document, _head.c.revision == done.c.revision)))
        .group_by(done.c.model)
    )
    with reading(engine) as connection:
        return {model: count for model, count in connection.execute(query)}


def models_heard(engine: Engine) -> dict[str, tuple[int, str]]:
    """Every model that said something of stored passages, shadows too: how many, and by which codebook."""
    query = select(_said.c.model, func.count(), func.max(_said.c.taxonomy)).group_by(_said.c.model)
    with reading(engine) as connection:
        return {model: (count, taxonomy) for model, count, taxonomy in connection.execute(query)}
