"""Acquisition that remembers: listings and when they are due, quarantine, alarms, heads of reports, likeness of texts.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _text(name: str, comment: str | None = None, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null, comment=comment)


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column(
        "addresses", _text("said", "when the article came out or changed, as a listing or the address says", null=True)
    )
    op.add_column("revisions", _text("header", "JSON of the administrative head", null=True))
    op.add_column("revisions", _text("measures", "JSON of the reading's canaries", null=True))
    op.create_table(
        "listings",
        _text("url"),
        _text("source"),
        _text("etag", null=True),
        _text("last_modified", null=True),
        _text("checked"),
        _text("due", "before this time a scheduled run does not ask again"),
        _text("visits", "JSON list of [time, new entries], newest last"),
        _text("following", "JSON list of the pages that it leads to"),
        _text("oldest", "day of the oldest article it names", null=True),
        sa.PrimaryKeyConstraint("url", name="pk_listings"),
    )
    op.create_index("ix_listings_source", "listings", ["source"])
    op.create_table(
        "quarantine",
        _text("item", "address, or file and line"),
        _text("source"),
        _text("step"),
        _text("reason"),
        _text("archive", "where its bytes are, when they are archived", null=True),
        sa.Column("position", sa.Integer),
        sa.Column("tries", sa.Integer, nullable=False),
        _text("first_failed"),
        _text("last_failed"),
        _text("settled", "when a replay could read it", null=True),
        sa.PrimaryKeyConstraint("item", name="pk_quarantine"),
    )
    op.create_index("ix_quarantine_source", "quarantine", ["source"])
    op.create_table(
        "alarms",
        _text("run"),
        _text("source"),
        _text("measure"),
        _text("words"),
        sa.PrimaryKeyConstraint("run", "source", "measure", name="pk_alarms"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_alarms_run"),
    )
    op.create_table(
        "likenesses",
        _text("document"),
        _text("revision"),
        _text("method"),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("document", name="pk_likenesses"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_likenesses_document"),
    )
    op.create_table(
        "bands",
        _text("method"),
        sa.Column("band", sa.Integer, nullable=False),
        _text("key"),
        _text("document"),
        sa.PrimaryKeyConstraint("method", "band", "key", "document", name="pk_bands"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_bands_document"),
    )
    op.create_index("ix_bands_document", "bands", ["document"])
    op.create_table(
        "carriers",
        _text("document"),
        _text("story"),
        _text("kind", "first, same, near, part, spun or translated"),
        sa.Column("likeness", sa.Float, nullable=False),
        _text("to_document", "the carrier it was found to be like", null=True),
        _text("flags", "JSON list of reasons in words"),
        _text("method"),
        sa.PrimaryKeyConstraint("document", name="pk_carriers"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_carriers_document"),
    )
    op.create_index("ix_carriers_story", "carriers", ["story"])
