"""The passages that coverage counts in a period, one by one, in strata: what an audit sample is drawn from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, Engine, and_, select

from corpus.audit.sampling import stratum_of
from corpus.coverage.facts import PAST_SCOPES
from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.statements import portions
from corpus.periods import months_of


@dataclass(frozen=True, slots=True)
class Framed:
    """A passage in scope with what the model says of it; ``areas`` likeliest first."""

    passage: str
    document: str
    source: str
    month: str
    areas: tuple[str, ...]
    probabilities: Mapping[str, float]

    @property
    def stratum(self) -> str:
        """Its likeliest predicted area (or ``none``) and its source."""
        return stratum_of(self.areas, self.source)


@dataclass(frozen=True, slots=True)
class Stratum:
    """Sums over all passages of a stratum: predicted positives, probabilities and their squares, by area."""

    name: str
    size: int
    predicted: Mapping[str, int]
    probability: Mapping[str, float]
    squares: Mapping[str, float]


def frame(connection: Connection, *, model: str, period: str, source: str | None = None) -> Iterator[Framed]:
    """Passages in scope of the documents published in a period, as the open accounts count them, by document.

    Raises:
        BadInput: the period is none.
    """
    held, passage, said = schema.accounts, schema.passages, schema.predictions
    first, last = months_of(period)
    query = (
        select(
            passage.c.id,
            passage.c.document,
            passage.c.cutting,
            held.c.source,
            held.c.month,
            said.c.probabilities,
            said.c.reach,
            said.c.scope,
        )
        .select_from(
            held.join(passage, and_(passage.c.document == held.c.document, passage.c.revision == held.c.revision)).join(
                said, and_(said.c.passage == passage.c.id, said.c.model == held.c.model)
            )
        )
        .where(held.c.model == model, held.c.until.is_(None), held.c.month >= first, held.c.month <= last)
        .order_by(passage.c.document, passage.c.seq)
    )
    if source is not None:
        query = query.where(held.c.source == source)
    rows = connection.execute(query.execution_options(yield_per=2000)).mappings()
    for _, group in groupby(rows, key=lambda row: row["document"]):
        document = list(group)
        ours = [
            row
            for row in document
            if row["cutting"] == document[-1]["cutting"]
            and row["reach"] == "inside"
            and row["scope"] not in PAST_SCOPES
        ]
        areas = assigned(connection, [row["id"] for row in ours], model=model)
        for row in ours:
            yield Framed(
                passage=row["id"],
                document=row["document"],
                source=row["source"],
                month=row["month"],
                areas=areas.get(row["id"], ()),
                probabilities=json.loads(row["probabilities"]),
            )


def assigned(connection: Connection, passages: list[str], *, model: str) -> dict[str, tuple[str, ...]]:
    """Areas that a model gave these passages, likeliest first."""
    given = schema.assignments
    found: dict[str, list[str]] = defaultdict(list)
    for part in portions(passages):
        query = select(given.c.passage, given.c.area).where(given.c.passage.in_(part), given.c.model == model)
        for passage, area in connection.execute(query.order_by(given.c.probability.desc(), given.c.area)):
            found[passage].append(area)
    return {passage: tuple(areas) for passage, areas in found.items()}


def population(engine: Engine, *, model: str, period: str, source: str | None = None) -> list[Stratum]:
    """Sums of each stratum of a period, as the model says now; by name.

    Raises:
        BadInput: the period is none.
    """
    with reading(engine) as connection:
        return strata_of(frame(connection, model=model, period=period, source=source))


def strata_of(framed: Iterable[Framed], names: Iterable[str] | None = None) -> list[Stratum]:
    """Sums of each stratum, by name; ``names`` are the strata of the passages where they were gathered."""
    sizes: dict[str, int] = defaultdict(int)
    predicted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    probability: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    squares: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    named = ((each, each.stratum) for each in framed) if names is None else zip(framed, names, strict=True)
    for each, name in named:
        sizes[name] += 1
        for area in each.areas:
            predicted[name][area] += 1
        for area, value in each.probabilities.items():
            probability[name][area] += value
            squares[name][area] += value * value
    return [
        Stratum(
            name,
            size,
            {area: predicted[name].get(area, 0) for area in sorted(probability[name])},
            {area: round(value, 6) for area, value in sorted(probability[name].items())},
            {area: round(value, 6) for area, value in sorted(squares[name].items())},
        )
        for name, size in sorted(sizes.items())
    ]
