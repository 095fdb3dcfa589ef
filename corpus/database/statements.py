"""Statements both databases understand: insert what is new, replace what is there, ids in portions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def portions(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Ids in slices that every database takes as parameters of one statement."""
    for begin in range(0, len(ids), size):
        yield ids[begin : begin + size]


def insert_new(connection: Connection, table: Table, values: Sequence[dict[str, Any]]) -> None:
    """Insert rows, leaving alone those whose key is already there."""
    if values:
        build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(build(table).on_conflict_do_nothing(), list(values))


def replace(connection: Connection, table: Table, values: Iterable[dict[str, Any]]) -> None:
    """Insert rows, overwriting those whose key is already there."""
    listed = list(values)
    if not listed:
        return
    keys = [column.name for column in table.primary_key]
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = build(table)
    others = {name: statement.excluded[name] for name in listed[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), listed)
