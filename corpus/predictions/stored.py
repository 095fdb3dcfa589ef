"""Stored predictions, read back with the areas they assigned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Engine, select

from corpus.database import rows, schema
from corpus.database.engine import reading
from corpus.database.statements import portions
from corpus.label import Prediction


def predictions_of(connection: Connection, passages: Sequence[str]) -> Iterator[Prediction]:
    """Predictions of these passages, with their areas likeliest first."""
    table, given = schema.predictions, schema.assignments
    for part in portions(passages):
        areas: dict[tuple[str, str], list[str]] = {}
        for passage, model, area in connection.execute(
            select(given.c.passage, given.c.model, given.c.area)
            .where(given.c.passage.in_(part))
            .order_by(given.c.probability.desc(), given.c.area)
        ):
            areas.setdefault((passage, model), []).append(area)
        query = select(table).where(table.c.passage.in_(part)).order_by(table.c.passage, table.c.model)
        for row in connection.execute(query).mappings():
            yield rows.prediction_from({**row, "areas": areas.get((row["passage"], row["model"]), [])})


def judged_areas(engine: Engine, model: str) -> dict[str, frozenset[str]]:
    """Areas that a model gave each passage which people judged too; passages it did not judge are left out."""
    table, given, judged = schema.predictions, schema.assignments, schema.judgements
    by_people = select(judged.c.passage)
    with reading(engine) as connection:
        said = select(table.c.passage).where(table.c.model == model, table.c.passage.in_(by_people))
        areas: dict[str, set[str]] = {passage: set() for passage in connection.scalars(said)}
        query = select(given.c.passage, given.c.area).where(given.c.model == model, given.c.passage.in_(by_people))
        for passage, area in connection.execute(query):
            areas[passage].add(area)
    return {passage: frozenset(codes) for passage, codes in areas.items()}
