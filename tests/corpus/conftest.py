"""A store on SQLite and the same on PostgreSQL: every test of the store runs on both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import on_postgres
import pytest

from corpus.store import Store

ALWAYS_ON_BOTH = frozenset({"test_store.py", "test_judgements.py", "test_schema.py", "test_asof.py", "test_search.py"})
"""Files whose tests run on PostgreSQL in the quick suite too; the others do in ``make test-all``."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """The quick suite runs most tests of the store on SQLite alone."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    if params.get("where") == "postgresql" and item.path.name not in ALWAYS_ON_BOTH and not on_postgres.asked():
        item.add_marker(pytest.mark.slow)


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
