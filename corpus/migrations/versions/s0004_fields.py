"""Fields of a prediction: who speaks, and how far the passage only repeats the tasks' own wording.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add both; what was judged before says nothing of either, until it is judged again."""
    op.add_column("predictions", sa.Column("speaker", sa.Text, comment="JSON of who speaks; null where the paper does"))
    op.add_column("predictions", sa.Column("restates", sa.Float, comment="0 to 1; null where it was not measured"))
