"""Indexes that answer the review desk's questions by themselves, without the long texts beside them.

Revision ID: 0008
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

BRIEF = ("passage", "seq", "person", "standing", "supersedes", "verdicts", "queue", "id")
COUNTED = ("passage", "model", "reach", "scope", "stage", "modality", "strength")
CUT = ("document", "revision", "cutting", "ordinal")


def upgrade() -> None:
    """Add the indexes, in place of those that they begin with."""
    op.drop_index("ix_judgements_passage", "judgements")
    op.create_index("ix_judgements_brief", "judgements", list(BRIEF))
    op.create_index("ix_predictions_counted", "predictions", list(COUNTED))
    op.drop_index(f"ix_passages_{'_'.join(CUT)}", "passages")
    op.create_index("ix_passages_cut", "passages", [*CUT, "id"])
    op.create_index("ix_revisions_dates", "revisions", ["document", "revision", "fetched", "published"])
    op.create_index("ix_revisions_page", "revisions", ["page"])
    op.create_index("ix_documents_first_fetched", "documents", ["first_fetched"])
