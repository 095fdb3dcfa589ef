"""Alembic's entry: runs the steps on the connection it was handed."""

from alembic import context

from corpus.database.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
