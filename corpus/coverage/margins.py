"""Margins: the cells summed over modality and strength into the measures that coverage shows, by stage and for all.

Every measure is a sum of cells, so a change of cells is a change of margins; most questions read these alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, case, delete, func, insert, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from corpus.coverage.facts import EVIDENCE_FROM, READ, REASONS
from corpus.database import schema
from corpus.label import Modality

MEASURES = ("passages", "evidence", "reported", "directive", "planned", *REASONS)
"""What is summed of each group: in scope, of that evidence, told as done, asked for, announced; and excluded."""

ALL_STAGES = "*"

_cell, _margin = schema.cells, schema.margins
_KEYS = ("model", "level", "area", "place", "month", "source")


def apply(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add changes of cells (rows of ``cells``) to the margins; a margin that nothing is left of goes."""
    changed: dict[tuple[str, ...], dict[str, int]] = {}
    for row in rows:
        for stage in (ALL_STAGES,) if row["area"] == READ else (ALL_STAGES, row["stage"]):
            held = changed.setdefault((*(row[name] for name in _KEYS), stage), {})
            ones, of_mood = ("documents", "by_modality") if stage == ALL_STAGES else ("by_stage", "by_both")
            for name in _measures_of(row):
                of = ones if name == "passages" or name in REASONS else of_mood
                held[name] = held.get(name, 0) + row["passages"]
                held[f"{name}_documents"] = held.get(f"{name}_documents", 0) + row[of]
    columns = [f"{name}{unit}" for name in MEASURES for unit in ("", "_documents")]
    values = [
        {**dict(zip((*_KEYS, "stage"), key, strict=True)), **{name: held.get(name, 0) for name in columns}}
        for key, held in sorted(changed.items())
    ]
    add(connection, _margin, values, columns)
    drop_empty(connection, _margin, values, ("passages", *REASONS))


def make(connection: Connection) -> None:
    """Make the margins again from the cells, in the database."""
    connection.execute(delete(_margin))
    columns = [*_KEYS, "stage", *(f"{name}{unit}" for name in MEASURES for unit in ("", "_documents"))]
    for stage, where in ((literal(ALL_STAGES), []), (_cell.c.stage, [_cell.c.area != READ])):
        whole = stage is not _cell.c.stage
        ones, of_mood = (_cell.c.documents, _cell.c.by_modality) if whole else (_cell.c.by_stage, _cell.c.by_both)
        sums = []
        for name in MEASURES:
            condition = _condition(name)
            of = ones if name == "passages" or name in REASONS else of_mood
            sums += [func.sum(case((condition, column), else_=0)) for column in (_cell.c.passages, of)]
        keys = [_cell.c[name] for name in _KEYS]
        query = select(*keys, stage, *sums).where(*where).group_by(*keys, *([] if whole else [stage]))
        connection.execute(insert(_margin).from_select(columns, query))


def add(connection: Connection, table: Table, rows: list[dict[str, Any]], columns: Iterable[str]) -> None:
    """Add numbers to those that stand in the rows of the same key, or put the rows in."""
    if not rows:
        return
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = build(table)
    summed = {name: table.c[name] + statement.excluded[name] for name in columns}
    connection.execute(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=summed), rows)


def drop_empty(connection: Connection, table: Table, rows: list[dict[str, Any]], columns: Iterable[str]) -> None:
    """Of the rows that something was taken from, delete those in which these columns are all 0."""
    named = list(columns)
    gone = [row for row in rows if any(row[name] < 0 for name in named)]
    if gone:
        keys = [column.name for column in table.primary_key]
        here = [table.c[name] == bindparam(f"at_{name}") for name in keys]
        empty = delete(table).where(*here, *(table.c[name] == 0 for name in named))
        connection.execute(empty, [{f"at_{name}": row[name] for name in keys} for row in gone])


def _measures_of(row: Mapping[str, Any]) -> list[str]:
    """The measures that a cell counts for."""
    if row["reason"]:
        return [row["reason"]]
    found = ["passages"]
    if row["modality"] in (Modality.REPORTED, Modality.DIRECTIVE, Modality.PLANNED):
        found.append(row["modality"])
    if row["modality"] == Modality.REPORTED and row["strength"] >= EVIDENCE_FROM:
        found.append("evidence")
    return found


def _condition(name: str) -> Any:
    """The same as :func:`_measures_of`, for the database."""
    if name in REASONS:
        return _cell.c.reason == name
    scoped = _cell.c.reason == ""
    if name == "passages":
        return scoped
    if name == "evidence":
        return and_(scoped, _cell.c.modality == Modality.REPORTED.value, _cell.c.strength >= EVIDENCE_FROM)
    return and_(scoped, _cell.c.modality == name)
