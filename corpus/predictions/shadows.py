"""What a shadow model said, written beside the model that counts and under its own id.

Nothing is noted as judged: to coverage, and to the store's idea of the model in use, a shadow has judged nothing. When
it is put into use later it judges everything in its own name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete

from corpus.database import rows, schema
from corpus.database.statements import insert_new, portions, replace
from corpus.label import Prediction


@dataclass(frozen=True, slots=True)
class Shadowed:
    """What a shadow said of one document's stored passages, with the reach each was stored with."""

    document: str
    model: str
    predictions: tuple[Prediction, ...]
    reaches: tuple[str, ...]


def put_shadowed(engine: Engine, shadowed: Sequence[Shadowed]) -> None:
    """Store what a shadow said of a batch of documents, in one transaction. Done again, it changes nothing."""
    given = schema.assignments
    with engine.begin() as connection:
        for each in shadowed:
            for part in portions([prediction.passage for prediction in each.predictions]):
                connection.execute(delete(given).where(given.c.passage.in_(part), given.c.model == each.model))
            pairs = zip(each.predictions, each.reaches, strict=True)
            replace(connection, schema.predictions, [rows.prediction_row(said, reach) for said, reach in pairs])
            insert_new(
                connection, schema.assignments, [row for said in each.predictions for row in rows.assignment_rows(said)]
            )
