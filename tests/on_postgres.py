"""The whole suite on PostgreSQL: ``BAMSAT_TEST_STORE=postgresql`` (make test-postgres).

Every store that a test opens at a file path is then a database of one PostgreSQL server of the session. A small file
is put at the path: it says which database it stands for, so that a store can be found, copied and looked for as before,
in this process and in those that it starts. Stores that a test opens by an address are where they are.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

ASKED, SERVER = "BAMSAT_TEST_STORE", "BAMSAT_TEST_POSTGRES"
MARK = b"bamsat: this store is a database of the test server\n"
TEMPLATE = "migrated"
CHILDREN = Path(__file__).with_name("postgres_children")
"""On the path of every process that a test starts: see the ``sitecustomize`` there."""

ABOUT_SQLITE: dict[str, str] = {
    "test_backup.py": "copying a store's file by SQLite's own backup",
    "test_backup_cli.py": "backups of a store that is a file",
    "test_disk_full.py": "a disk too small for the store's file",
    "test_refusals.py": "what SQLite says when it refuses",
    "test_store_locked.py": "a file that another connection holds",
    "test_retrain.py::test_what_people_judged_is_learned_and_a_tampered_chain_is_not": "tampers by SQLite's own words",
    "test_schema.py::test_a_store_of_today_is_opened_while_another_writes": "holds the file by SQLite's own lock",
    "test_stored_results.py": "reads the store's file with SQLite",
    "test_wheel.py": "installs into an environment without the tests' server",
}
"""Tests, or whole files of them, that are about SQLite itself, each with what of it."""


def asked() -> bool:
    """True where the suite is to run on PostgreSQL."""
    return os.environ.get(ASKED) == "postgresql"


@contextmanager
def server() -> Iterator[str]:
    """A PostgreSQL server with a migrated database to copy; gives its address.

    Its folder is not pytest's: a path to a socket must be short, and a later session must not clear it away. What is
    in it need not outlive a power cut, so it does not wait for the disk.
    """
    import pgserver

    folder = tempfile.mkdtemp(prefix="bamsat-pg-")
    started = pgserver.get_server(folder)
    try:
        address = str(started.get_uri())
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            _say(address, f"ALTER SYSTEM SET {name} = off")
        _say(address, "SELECT pg_reload_conf()")
        _say(address, "CREATE TABLE stores (path text PRIMARY KEY, name text NOT NULL)")
        _say(address, f"CREATE DATABASE {TEMPLATE}")
        _migrate(database(address, TEMPLATE))
        yield address
    finally:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def database(address: str, name: str) -> str:
    """Address of another database of the same server."""
    return address.replace("/postgres?", f"/{name}?")


def fresh(address: str, *, like: str = TEMPLATE) -> str:
    """Name of a new database that holds what another holds."""
    name = f"t{uuid.uuid4().hex[:12]}"
    _say(address, f"CREATE DATABASE {name} TEMPLATE {like}")
    return name


def drop(address: str, name: str) -> None:
    """Take a database away, whoever still looks at it."""
    _say(address, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def drop_below(address: str, folder: Path) -> None:
    """Take the databases of all stores below a folder away."""
    with psycopg.connect(address, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT path, name FROM stores WHERE starts_with(path, %s)", [f"{folder}/"]
        ).fetchall()
        for path, name in rows:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute("DELETE FROM stores WHERE path = %s", [path])


def stand_in(engine: Any) -> None:
    """Let :mod:`corpus.database.engine` find the database that stands for a file."""
    before = engine.address

    def address(where: str | Path) -> str:
        text = str(where)
        if SERVER not in os.environ or "://" in text:
            return str(before(where))
        name = _name_for(Path(text).resolve(), os.environ[SERVER])
        return str(before(where if name is None else database(os.environ[SERVER], name)))

    engine.address = address


def _name_for(path: Path, address: str) -> str | None:
    """The database that stands for a file, made now where there is none; None where a real file is there."""
    held = path.read_bytes() if path.is_file() else b""
    if held and not held.startswith(MARK):
        return None
    name, _, of = held.removeprefix(MARK).decode().partition("\n")
    if name and of == str(path):
        return name
    made = fresh(address, like=name or TEMPLATE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(MARK + f"{made}\n{path}".encode())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO stores VALUES (%s, %s) ON CONFLICT (path) DO UPDATE SET name = excluded.name",
            [str(path), made],
        )
    return made


def _migrate(address: str) -> None:
    from corpus.store import Store

    Store(address).close()


def _say(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


@contextmanager
def whole_suite() -> Iterator[str]:
    """A server that stands in for every file from now on, here and in the processes that are started."""
    import corpus.database.engine

    with server() as address:
        os.environ[SERVER] = address
        paths = [str(CHILDREN), str(CHILDREN.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)
        stand_in(corpus.database.engine)
        try:
            yield address
        finally:
            del os.environ[SERVER]


def in_child() -> None:
    """In a process that a test started: as soon as the store's engine is imported, let it find its databases."""
    from importlib.abc import Loader, MetaPathFinder
    from importlib.machinery import ModuleSpec, PathFinder

    class Watched(MetaPathFinder):
        def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
            if name != "corpus.database.engine":
                return None
            spec = PathFinder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                _then(spec.loader)
            return spec

    def _then(loader: Loader) -> None:
        run = loader.exec_module

        def exec_module(module: Any) -> None:
            run(module)
            stand_in(module)

        loader.exec_module = exec_module  # type: ignore[method-assign]

    sys.meta_path.insert(0, Watched())
