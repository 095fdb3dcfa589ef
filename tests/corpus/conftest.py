"""A store on SQLite and the same on PostgreSQL: every test of the store runs on both."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from corpus.store import Store


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server of this test session; skips by name where none can be started.

    Its folder is not pytest's: a path to a socket must be short, and a later session must not clear it away.
    """
    pgserver = pytest.importorskip("pgserver", reason="PostgreSQL (pgserver) is not installed")
    with tempfile.TemporaryDirectory(prefix="bamsat-pg-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(folder)
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def migrated(postgres: str) -> str:
    """Name of a database that the migrations were run on once; copying it is many times as fast as running them."""
    with _admin(postgres) as admin, admin.connect() as connection:
        connection.execute(text("CREATE DATABASE migrated"))
    Store(postgres.replace("/postgres?", "/migrated?")).close()
    return "migrated"


@contextmanager
def _admin(address: str) -> Iterator[Engine]:
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty store may be opened, once for each kind of database."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
        return
    address, template = request.getfixturevalue("postgres"), request.getfixturevalue("migrated")
    name = f"t{uuid.uuid4().hex[:12]}"
    with _admin(address) as admin:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        yield address.replace("/postgres?", f"/{name}?")
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """An empty store, on each kind of database."""
    with Store(where) as opened:
        yield opened
