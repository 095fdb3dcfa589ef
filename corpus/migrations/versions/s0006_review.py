"""The review desk: people and their sittings, queues of passages to read, and leases on them.

None of it is a record: judgements stand in their own table and bear the person's name.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _text(name: str, comment: str | None = None, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null, comment=comment)


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "people",
        _text("name"),
        _text("role", "reader, reviewer or lead"),
        _text("password", "argon2id hash"),
        _text("made_at"),
        _text("removed_at", "kept, since judgements bear the name", null=True),
        sa.PrimaryKeyConstraint("name", name="pk_people"),
    )
    op.create_table(
        "sittings",
        _text("token", "sha256 of what the cookie holds"),
        _text("person"),
        _text("role", "of whoever came in by the one-time link; else the role of the person today", null=True),
        _text("since"),
        _text("until"),
        sa.PrimaryKeyConstraint("token", name="pk_sittings"),
    )
    op.create_index("ix_sittings_person", "sittings", ["person"])
    op.create_table(
        "leases",
        _text("passage"),
        _text("person"),
        _text("until"),
        sa.PrimaryKeyConstraint("passage", name="pk_leases"),
    )
    op.create_index("ix_leases_person", "leases", ["person"])
    op.create_table(
        "queues",
        _text("name"),
        _text("made_at"),
        _text("made_of", "what it was filled from, so that it is not filled again"),
        sa.PrimaryKeyConstraint("name", name="pk_queues"),
    )
    op.create_table(
        "queue_items",
        _text("queue"),
        _text("passage"),
        sa.Column("rank", sa.Float, nullable=False, comment="lowest first"),
        sa.Column("done", sa.Integer, nullable=False, comment="1 where nothing is left to say"),
        _text("area", "the area it is about, or empty"),
        _text("why", "the figure that put it here, in words or digits"),
        sa.PrimaryKeyConstraint("queue", "passage", name="pk_queue_items"),
    )
    op.create_index("ix_queue_items_queue_done_rank_passage", "queue_items", ["queue", "done", "rank", "passage"])
    op.create_index("ix_queue_items_passage", "queue_items", ["passage"])
