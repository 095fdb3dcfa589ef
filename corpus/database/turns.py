"""Turns: what several writers at once may only do one after the other.

SQLite has one writer at a time anyway (``BEGIN IMMEDIATE``). On PostgreSQL a writer takes a transaction-level advisory
lock, which ends with its transaction however that ends. Writers that need more than one take them in the order of
:data:`TURNS`, so that two never wait for each other.
"""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, text

Turn = Literal["schema", "documents", "accounts", "events"]

TURNS: tuple[Turn, ...] = ("schema", "documents", "accounts", "events")
"""Bringing the schema to today's; a document's current revision; what counts in coverage; events."""

_NUMBER = 0x42414D53
"""Our part of the key space of advisory locks."""


def take_turn(connection: Connection, turn: Turn) -> None:
    """Wait for a turn and hold it to the end of this transaction; a turn that is held already is held on."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:ours, :turn)"), {"ours": _NUMBER, "turn": TURNS.index(turn)}
        )
