"""A store on SQLite and the same on PostgreSQL: every test of the store runs on both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import on_postgres
import pytest

from corpus.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty store may be opened, once for each kind of database."""
    if request.param == "sqlite":
        if on_postgres.asked():
            pytest.skip("the suite runs on PostgreSQL")
        yield str(tmp_path / "store.db")
        return
    address = request.getfixturevalue("postgres")
    name = on_postgres.fresh(address)
    yield on_postgres.database(address, name)
    on_postgres.drop(address, name)


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """An empty store, on each kind of database."""
    with Store(where) as opened:
        yield opened
