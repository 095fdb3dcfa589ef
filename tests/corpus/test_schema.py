"""The migrations lead to exactly the tables that the code works with."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from corpus.database.engine import reading
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
