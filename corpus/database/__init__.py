"""How the store is kept in SQLite or PostgreSQL: tables, rows, turns of writers, refusals in words, backups."""
