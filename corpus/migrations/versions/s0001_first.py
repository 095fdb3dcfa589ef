"""The first tables: pages, addresses, documents, passages with what was found in them and said of them, runs.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def upgrade() -> None:
    """Create the tables and the full-text index."""
    op.create_table(
        "pages",
        _text("sha256"),
        _text("url"),
        _number("status"),
        _text("fetched"),
        _number("size"),
        sa.Column("archive", sa.Text, nullable=False, comment="name of the WARC file, relative to the archive folder"),
        sa.Column("position", sa.Integer, nullable=False, comment="byte offset of the record in that file"),
        sa.PrimaryKeyConstraint("sha256", name="pk_pages"),
    )
    op.create_table(
        "addresses",
        sa.Column("url", sa.Text, nullable=False, comment="canonical address"),
        _text("source"),
        sa.Column("state", sa.Text, nullable=False, comment="new, read, failed or busy"),
        _text("reason"),
        _text("document", null=True),
        _text("etag", null=True),
        _text("last_modified", null=True),
        _number("tries"),
        _text("first_seen"),
        _text("last_checked", null=True),
        sa.PrimaryKeyConstraint("url", name="pk_addresses"),
    )
    op.create_index("ix_addresses_source_state", "addresses", ["source", "state"])
    op.create_table(
        "documents",
        _text("id"),
        _text("source"),
        _text("url", null=True),
        sa.Column("revision", sa.Text, nullable=False, comment="the current one"),
        _text("first_fetched"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_source", "documents", ["source"])
    op.create_table(
        "revisions",
        _text("document"),
        _text("revision"),
        _text("page", null=True),
        _text("title", null=True),
        _text("author", null=True),
        _text("section", null=True),
        _text("published", null=True),
        _text("published_precision", null=True),
        _text("modified", null=True),
        _text("modified_precision", null=True),
        _text("fetched"),
        _text("text"),
        sa.Column("blocks", sa.Text, nullable=False, comment="JSON list of [role, start, end]"),
        _text("signals"),
        _text("reading"),
        sa.PrimaryKeyConstraint("document", "revision", name="pk_revisions"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_revisions_document"),
        sa.ForeignKeyConstraint(["page"], ["pages.sha256"], name="fk_revisions_page"),
    )
    op.create_table(
        "passages",
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=True),
        _text("id"),
        _text("document"),
        _text("revision"),
        _number("ordinal"),
        _number("start"),
        _number("end"),
        _text("kind"),
        _text("text"),
        _text("cutting"),
        sa.PrimaryKeyConstraint("seq", name="pk_passages"),
        sa.UniqueConstraint("id", name="uq_passages_id"),
        sa.ForeignKeyConstraint(
            ["document", "revision"], ["revisions.document", "revisions.revision"], name="fk_passages_document"
        ),
    )
    op.create_index(
        "ix_passages_document_revision_cutting_ordinal", "passages", ["document", "revision", "cutting", "ordinal"]
    )
    op.create_table(
        "analyses",
        _text("passage"),
        _text("version"),
        sa.Column("words", sa.LargeBinary, nullable=False, comment="packed offsets, see corpus.spans"),
        sa.Column("sentences", sa.LargeBinary, nullable=False),
        _text("entities"),
        sa.PrimaryKeyConstraint("passage", name="pk_analyses"),
        sa.ForeignKeyConstraint(["passage"], ["passages.id"], name="fk_analyses_passage"),
    )
    op.create_table(
        "judged",
        _text("document"),
        _text("revision"),
        _text("model"),
        _text("analysis"),
        _number("passages"),
        sa.PrimaryKeyConstraint("document", "revision", "model", name="pk_judged"),
        sa.ForeignKeyConstraint(
            ["document", "revision"], ["revisions.document", "revisions.revision"], name="fk_judged_document"
        ),
    )
    op.create_index("ix_judged_model_analysis", "judged", ["model", "analysis"])
    op.create_table(
        "predictions",
        _text("passage"),
        _text("model"),
        _text("taxonomy"),
        _text("probabilities"),
        _text("stage"),
        _text("stages"),
        _text("modality"),
        _text("scope"),
        _text("scope_since", null=True),
        _text("scope_until", null=True),
        _text("scope_words"),
        _number("strength"),
        _text("evidence"),
        _text("cues"),
        sa.Column(
            "reach",
            sa.Text,
            nullable=False,
            comment="inside, outside or unclear: does it speak of this province",
        ),
        sa.PrimaryKeyConstraint("passage", "model", name="pk_predictions"),
        sa.ForeignKeyConstraint(["passage"], ["passages.id"], name="fk_predictions_passage"),
    )
    op.create_table(
        "assignments",
        _text("passage"),
        _text("model"),
        _text("area"),
        sa.Column("probability", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("passage", "model", "area", name="pk_assignments"),
        sa.ForeignKeyConstraint(["passage"], ["passages.id"], name="fk_assignments_passage"),
    )
    op.create_index("ix_assignments_model_area", "assignments", ["model", "area"])
    op.create_table(
        "mentions",
        _text("passage"),
        _text("place"),
        sa.PrimaryKeyConstraint("passage", "place", name="pk_mentions"),
        sa.ForeignKeyConstraint(["passage"], ["passages.id"], name="fk_mentions_passage"),
    )
    op.create_index("ix_mentions_place", "mentions", ["place"])
    op.create_table(
        "runs",
        _text("id"),
        _text("kind"),
        _text("started"),
        _text("ended", null=True),
        sa.Column("state", sa.Text, nullable=False, comment="running, done, partial, failed or interrupted"),
        _text("versions"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "outcomes",
        _text("run"),
        _text("step"),
        _text("outcome"),
        _text("reason"),
        _number("count"),
        sa.PrimaryKeyConstraint("run", "step", "outcome", "reason", name="pk_outcomes"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_outcomes_run"),
    )
    op.create_table(
        "failures",
        _text("run"),
        _text("step"),
        _text("item"),
        _text("reason"),
        sa.PrimaryKeyConstraint("run", "step", "item", name="pk_failures"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_failures_run"),
    )
    if op.get_bind().dialect.name == "sqlite":
        # Both columns arrive lower-cased and, in "folded", without marks (corpus.fold): the tokenizer folds nothing.
        op.execute(
            'CREATE VIRTUAL TABLE passage_index USING fts5(exact, folded, tokenize = "unicode61 remove_diacritics 0")'
        )
    else:
        op.execute(
            "CREATE TABLE passage_index (seq integer PRIMARY KEY REFERENCES passages (seq), "
            "exact tsvector NOT NULL, folded tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_passage_index_exact ON passage_index USING gin (exact)")
        op.execute("CREATE INDEX ix_passage_index_folded ON passage_index USING gin (folded)")
