"""Judgements of people: rows that can be added and never changed or taken away.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_REFUSAL = "judgements are append-only"


def _text(name: str, comment: str | None = None, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null, comment=comment)


def upgrade() -> None:
    """Add the table, and triggers that refuse to change or delete its rows."""
    op.create_table(
        "judgements",
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False, comment="1, 2, 3 ... without a gap"),
        _text("id"),
        _text("passage", "no foreign key: a judgement outlives what it was given on"),
        _text("person"),
        _text("standing", "coder or lead"),
        _text("verdicts", "JSON of yes, no or unsure by area"),
        _text("stage", null=True),
        _text("modality", null=True),
        _text("note"),
        _text("at"),
        _text("taxonomy"),
        _text("queue", "why the passage was shown"),
        sa.Column("inclusion", sa.Float, comment="probability that it was drawn for that queue"),
        _text("supersedes", "the event that this one edits or takes back", null=True),
        _text("document"),
        _text("revision"),
        _text("source"),
        _text("title"),
        _text("text", "as the person saw it"),
        _text("before"),
        _text("after"),
        _text("published", "ISO day, or empty"),
        _text("chain", "sha256 of the chain before it and this row as JSON"),
        sa.PrimaryKeyConstraint("seq", name="pk_judgements"),
        sa.UniqueConstraint("id", name="uq_judgements_id"),
    )
    op.create_index("ix_judgements_passage", "judgements", ["passage"])
    op.create_index("ix_judgements_person", "judgements", ["person"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER judgements_refuse_{verb.lower()} BEFORE {verb} ON judgements "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION judgements_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER judgements_refuse_change BEFORE UPDATE OR DELETE ON judgements "
        "FOR EACH ROW EXECUTE FUNCTION judgements_refuse()"
    )
    op.execute(
        "CREATE TRIGGER judgements_refuse_emptying BEFORE TRUNCATE ON judgements "
        "FOR EACH STATEMENT EXECUTE FUNCTION judgements_refuse()"
    )
