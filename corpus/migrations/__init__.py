"""Numbered steps from an empty store to today's tables, run by Alembic."""
