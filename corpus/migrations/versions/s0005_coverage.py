"""Coverage: what each document counts for and since when, its sums, models in use, and audit samples.

``accounts`` and ``facts`` say what a document counted for from when until when, so that a past report can be made
again; ``cells`` are the sums of the accounts that are open, ``margins`` sums of those. Audit samples are rows that can
be added and never changed.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _text(name: str, comment: str | None = None, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null, comment=comment)


def _count(name: str, comment: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, comment=comment)


def upgrade() -> None:
    """Add the tables; opening the store fills the counts from what is stored."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        _text("document"),
        _text("revision"),
        _text("model"),
        _text("source"),
        _text("published", "as the revision has it, or empty"),
        _text("month", "of publication, or empty"),
        _text("fetched", "month of fetching"),
        _count("passages"),
        _text("since"),
        _text("until", "when it counted no longer", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.ForeignKeyConstraint(
            ["document", "revision"], ["revisions.document", "revisions.revision"], name="fk_accounts_document"
        ),
    )
    op.create_index("ix_accounts_document_model", "accounts", ["document", "model"])
    op.create_index("ix_accounts_model_published", "accounts", ["model", "published"])
    op.create_table(
        "facts",
        _count("account"),
        _text("level"),
        _text("place"),
        _text("area"),
        _text("reason"),
        _text("stage"),
        _text("modality"),
        _count("strength"),
        _text("event", "month of the act, or empty"),
        _count("passages"),
        sa.PrimaryKeyConstraint(
            "account", "level", "area", "place", "reason", "stage", "modality", "strength", "event", name="pk_facts"
        ),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_facts_account"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cells",
        _text("model"),
        _text("level"),
        _text("area"),
        _text("place"),
        _text("month"),
        _text("source"),
        _text("reason"),
        _text("stage"),
        _text("modality"),
        _count("strength"),
        _count("passages"),
        _count("documents", "documents whose strongest passage of the area this is"),
        _count("by_modality", "the same of the area and modality"),
        _count("by_stage", "the same of the area and stage"),
        _count("by_both", "the same of the area, stage and modality"),
        sa.PrimaryKeyConstraint(
            "model",
            "level",
            "area",
            "place",
            "month",
            "source",
            "reason",
            "stage",
            "modality",
            "strength",
            name="pk_cells",
        ),
        sqlite_with_rowid=False,
    )
    measures = ["passages", "evidence", "reported", "directive", "planned"]
    measures += ["former_term", "historical", "outside", "unclear"]
    op.create_table(
        "margins",
        _text("model"),
        _text("level"),
        _text("stage", "* for all together"),
        _text("area"),
        _text("place"),
        _text("month"),
        _text("source"),
        *(_count(f"{name}{unit}") for name in measures for unit in ("", "_documents")),
        sa.PrimaryKeyConstraint("model", "level", "stage", "area", "place", "month", "source", name="pk_margins"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "model_uses",
        _text("since"),
        _text("model"),
        _text("taxonomy"),
        sa.PrimaryKeyConstraint("since", "model", name="pk_model_uses"),
    )
    op.create_table(
        "audits",
        _text("id"),
        _text("period"),
        _text("scope", "which part of what was read, or empty for all in scope"),
        sa.Column("seed", sa.Integer, nullable=False),
        _text("model"),
        _text("taxonomy"),
        _text("made_at"),
        _text("design", "JSON: how it was drawn, with the sums of each stratum on that day"),
        _count("population"),
        sa.PrimaryKeyConstraint("id", name="pk_audits"),
        sa.UniqueConstraint("period", "scope", name="uq_audits_period_scope"),
    )
    op.create_table(
        "audit_items",
        _text("audit"),
        _text("passage", "no foreign key: an audit outlives what it was drawn from"),
        _count("ordinal"),
        _text("stratum"),
        _count("size", "passages of the stratum"),
        _count("drawn", "of which so many were drawn"),
        sa.Column("inclusion", sa.Float, nullable=False),
        _text("document"),
        _text("source"),
        _text("month"),
        _text("areas", "JSON list, as predicted when it was drawn"),
        _text("probabilities", "JSON by area, the same"),
        sa.PrimaryKeyConstraint("audit", "passage", name="pk_audit_items"),
        sa.UniqueConstraint("audit", "ordinal", name="uq_audit_items_audit_ordinal"),
        sa.ForeignKeyConstraint(["audit"], ["audits.id"], name="fk_audit_items_audit"),
    )
    op.create_index("ix_audit_items_passage", "audit_items", ["passage"])
    _refuse_changes("audits", "audit_items")


def _refuse_changes(*tables: str) -> None:
    said = "audit samples are append-only"
    if op.get_bind().dialect.name == "sqlite":
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
                )
        return
    op.execute(
        f"CREATE FUNCTION audits_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{said}'; END $$"
    )
    for table in tables:
        op.execute(
            f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audits_refuse()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_refuse_emptying BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audits_refuse()"
        )
