"""Events: the acts each document tells of, the keys under which acts meet, and which event each is of.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _text(name: str, comment: str | None = None, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null, comment=comment)


def upgrade() -> None:
    """Add the tables; the next gathering fills them."""
    op.create_table(
        "acts",
        _text("model"),
        _text("document"),
        sa.Column("number", sa.Integer, nullable=False),
        _text("source"),
        _text("story", "empty where not grouped"),
        sa.Column("copy", sa.Integer, nullable=False, comment="1 where the document is not the first of its story"),
        _text("published", "ISO day, or empty"),
        _text("said", "JSON: passages, areas and what they say of the act"),
        _text("meeting", "acts that keys connect, named after the first of them"),
        _text("event"),
        sa.PrimaryKeyConstraint("model", "document", "number", name="pk_acts"),
    )
    op.create_index("ix_acts_model_event", "acts", ["model", "event"])
    op.create_index("ix_acts_model_meeting", "acts", ["model", "meeting"])
    op.create_table(
        "act_keys",
        _text("model"),
        _text("key"),
        _text("document"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("model", "key", "document", "number", name="pk_act_keys"),
    )
    op.create_index("ix_act_keys_model_document", "act_keys", ["model", "document"])
    op.create_table(
        "act_states",
        _text("model"),
        _text("document"),
        _text("state", "what the document's acts were made of"),
        sa.PrimaryKeyConstraint("model", "document", name="pk_act_states"),
    )
