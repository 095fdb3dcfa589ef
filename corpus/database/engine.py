"""Opening a store: SQLite in a file by default, PostgreSQL by address; its schema is :mod:`corpus.database.migrating`.

SQLite facts this rests on: sqlite.org/wal.html#walresetbug (write-ahead logging can corrupt under concurrent writers
before 3.51.3, so older linked libraries get the rollback journal), and that a transaction which reads before it writes
must begin IMMEDIATE, else it fails at once with "database is locked" however long the timeout.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.database.refusals import say_refusals
from corpus.errors import BadInput

SAFE_WAL = (3, 51, 3)
"""First SQLite whose write-ahead log has the reset fix."""

BUSY_SECONDS = 60.0


def journal_mode(version: tuple[int, ...]) -> str:
    """The journal mode that is safe for a linked SQLite version: ``WAL`` from 3.51.3, else ``DELETE``."""
    return "WAL" if version >= SAFE_WAL else "DELETE"


def linked_sqlite() -> str:
    """Version of the SQLite library this Python is linked with."""
    return sqlite3.sqlite_version


def address(where: str | Path) -> str:
    """The SQLAlchemy address of a store given as a file path or as ``postgresql://…``.

    Raises:
        BadInput: an address of another kind of database, or one that cannot be parsed.
    """
    text = str(where)
    if "://" not in text:
        return f"sqlite:///{Path(text).resolve()}"
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise BadInput("this is no database address", where=text) from error
    if url.get_backend_name() == "sqlite":
        return text
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    raise BadInput("a store is a file (SQLite) or a postgresql:// address", where=url.render_as_string())


def open_engine(where: str | Path) -> Engine:
    """An engine for the store at a path or address; nothing is created yet but the file's folder.

    Raises:
        BadInput: as :func:`address`.
    """
    target = make_url(address(where))
    if target.get_backend_name() == "postgresql":
        engine = create_engine(target, pool_pre_ping=True)
        event.listen(engine, "commit", _tell_commit)
        say_refusals(engine)
        return engine
    if target.database:
        Path(target.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(target, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "commit", _tell_commit)
    say_refusals(engine)
    return engine


def _tell_commit(_connection: Connection) -> None:
    """Raise the audit event ``bamsat.commit`` just before a commit: a drill may kill the process there."""
    sys.audit("bamsat.commit")


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    mode = journal_mode(sqlite3.sqlite_version_info)
    for pragma in (f"journal_mode={mode}", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA cache_size=-65536")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("bamsat_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads: one snapshot, and no lock that would hold a writer off."""
    options: dict[str, Any] = {"bamsat_reading": True}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        yield connection
