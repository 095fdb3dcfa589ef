"""The migrations lead to exactly the tables that the code works with; a store of today is only looked at."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.resources import as_file, files
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from corpus.database.engine import reading
from corpus.database.migrating import newest_schema
from corpus.database.schema import metadata
from corpus.store import Store


def test_the_migrations_lead_to_the_schema(store: Store) -> None:
    with reading(store.engine) as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _parents: (
                    not (kind == "table" and (name or "").startswith("passage_index"))
                ),
            },
        )
        assert compare_metadata(context, metadata) == []


def test_the_newest_schema_is_the_last_of_the_migrations() -> None:
    with as_file(files("corpus").joinpath("migrations")) as folder:
        assert newest_schema() == ScriptDirectory(str(folder)).get_current_head()


def test_a_store_of_today_is_opened_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    Store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = other.total_changes
        with Store(path) as store:
            assert store.count_documents() == 0
        assert other.in_transaction and other.total_changes == began


def test_a_store_of_today_is_opened_without_what_migrates(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    Store(path).close()
    said = "import sys; from corpus.store import Store; Store(sys.argv[1]).close(); print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said, str(path)], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
