"""The store's tables, as they are today. Migrations in :mod:`corpus.migrations` lead here from every earlier form.

Times are ISO 8601 text (moments in +07:00, so that the first seven characters are the month in Bến Tre); compound
values are JSON text. Both read the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

pages = Table(
    "pages",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("fetched", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("archive", Text, nullable=False, comment="name of the WARC file, relative to the archive folder"),
    Column("position", Integer, nullable=False, comment="byte offset of the record in that file"),
)

addresses = Table(
    "addresses",
    metadata,
    Column("url", Text, primary_key=True, comment="canonical address"),
    Column("source", Text, nullable=False),
    Column("state", Text, nullable=False, comment="new, read, failed or busy"),
    Column("reason", Text, nullable=False, default=""),
    Column("document", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("tries", Integer, nullable=False, default=0),
    Column("first_seen", Text, nullable=False),
    Column("last_checked", Text),
    Column("said", Text, comment="when the article came out or changed, as a listing or the address says"),
    Index(None, "source", "state"),
)

listings = Table(
    "listings",
    metadata,
    Column("url", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checked", Text, nullable=False),
    Column("due", Text, nullable=False, comment="before this time a scheduled run does not ask again"),
    Column("visits", Text, nullable=False, comment="JSON list of [time, new entries], newest last"),
    Column("following", Text, nullable=False, comment="JSON list of the pages that it leads to"),
    Column("oldest", Text, comment="day of the oldest article it names"),
    Index(None, "source"),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("item", Text, primary_key=True, comment="address, or file and line"),
    Column("source", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("archive", Text, comment="where its bytes are, when they are archived"),
    Column("position", Integer),
    Column("tries", Integer, nullable=False),
    Column("first_failed", Text, nullable=False),
    Column("last_failed", Text, nullable=False),
    Column("settled", Text, comment="when a replay could read it"),
    Index(None, "source"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("revision", Text, nullable=False, comment="the current one"),
    Column("first_fetched", Text, nullable=False),
    Index(None, "source"),
    Index(None, "first_fetched"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("revision", Text, primary_key=True),
    Column("page", Text, ForeignKey("pages.sha256")),
    Column("title", Text),
    Column("author", Text),
    Column("section", Text),
    Column("published", Text),
    Column("published_precision", Text),
    Column("modified", Text),
    Column("modified_precision", Text),
    Column("fetched", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("blocks", Text, nullable=False, comment="JSON list of [role, start, end]"),
    Column("signals", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("header", Text, comment="JSON of the administrative head"),
    Column("measures", Text, comment="JSON of the reading's canaries"),
    Index(None, "page"),
    Index("ix_revisions_dates", "document", "revision", "fetched", "published"),
)

passages = Table(
    "passages",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("cutting", Text, nullable=False),
    UniqueConstraint("id"),
    ForeignKeyConstraint(["document", "revision"], ["revisions.document", "revisions.revision"]),
    Index("ix_passages_cut", "document", "revision", "cutting", "ordinal", "id"),
)

analyses = Table(
    "analyses",
    metadata,
    Column("passage", Text, ForeignKey("passages.id"), primary_key=True),
    Column("version", Text, nullable=False),
    Column("words", LargeBinary, nullable=False, comment="packed offsets, see corpus.spans"),
    Column("sentences", LargeBinary, nullable=False),
    Column("entities", Text, nullable=False),
)

judged = Table(
    "judged",
    metadata,
    Column("document", Text, primary_key=True),
    Column("revision", Text, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("analysis", Text, nullable=False),
    Column("passages", Integer, nullable=False),
    ForeignKeyConstraint(["document", "revision"], ["revisions.document", "revisions.revision"]),
    Index(None, "model", "analysis"),
)

predictions = Table(
    "predictions",
    metadata,
    Column("passage", Text, ForeignKey("passages.id"), primary_key=True),
    Column("model", Text, primary_key=True),
    Column("taxonomy", Text, nullable=False),
    Column("probabilities", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("stages", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("scope_since", Text),
    Column("scope_until", Text),
    Column("scope_words", Text, nullable=False),
    Column("strength", Integer, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("cues", Text, nullable=False),
    Column("reach", Text, nullable=False, comment="inside, outside or unclear: does it speak of this province"),
    Column("speaker", Text, comment="JSON of who speaks; null where the paper does"),
    Column("restates", Float, comment="0 to 1; null where it was not measured"),
    Index("ix_predictions_counted", "passage", "model", "reach", "scope", "stage", "modality", "strength"),
)

assignments = Table(
    "assignments",
    metadata,
    Column("passage", Text, ForeignKey("passages.id"), primary_key=True),
    Column("model", Text, primary_key=True),
    Column("area", Text, primary_key=True),
    Column("probability", Float, nullable=False),
    Index(None, "model", "area"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("passage", Text, ForeignKey("passages.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Index(None, "place"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("state", Text, nullable=False, comment="running, done, partial, failed or interrupted"),
    Column("versions", Text, nullable=False),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("run", Text, ForeignKey("runs.id"), primary_key=True),
    Column("step", Text, primary_key=True),
    Column("outcome", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

failures = Table(
    "failures",
    metadata,
    Column("run", Text, ForeignKey("runs.id"), primary_key=True),
    Column("step", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("reason", Text, nullable=False),
)

alarms = Table(
    "alarms",
    metadata,
    Column("run", Text, ForeignKey("runs.id"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("words", Text, nullable=False),
)

likenesses = Table(
    "likenesses",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("revision", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("words", Integer, nullable=False),
)

bands = Table(
    "bands",
    metadata,
    Column("method", Text, primary_key=True),
    Column("band", Integer, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Index(None, "document"),
)

carriers = Table(
    "carriers",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("story", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="first, same, near, part, spun or translated"),
    Column("likeness", Float, nullable=False),
    Column("to_document", Text, comment="the carrier it was found to be like"),
    Column("flags", Text, nullable=False, comment="JSON list of reasons in words"),
    Column("method", Text, nullable=False),
    Index(None, "story"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False, comment="1, 2, 3 ... without a gap"),
    Column("id", Text, nullable=False),
    Column("passage", Text, nullable=False, comment="no foreign key: a judgement outlives what it was given on"),
    Column("person", Text, nullable=False),
    Column("standing", Text, nullable=False, comment="coder or lead"),
    Column("verdicts", Text, nullable=False, comment="JSON of yes, no or unsure by area"),
    Column("stage", Text),
    Column("modality", Text),
    Column("note", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("taxonomy", Text, nullable=False),
    Column("queue", Text, nullable=False, comment="why the passage was shown"),
    Column("inclusion", Float, comment="probability that it was drawn for that queue"),
    Column("supersedes", Text, comment="the event that this one edits or takes back"),
    Column("document", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False, comment="as the person saw it"),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("published", Text, nullable=False, comment="ISO day, or empty"),
    Column("chain", Text, nullable=False, comment="sha256 of the chain before it and this row as JSON"),
    UniqueConstraint("id"),
    Index("ix_judgements_brief", "passage", "seq", "person", "standing", "supersedes", "verdicts", "queue", "id"),
    Index(None, "person"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("published", Text, nullable=False, comment="as the revision has it, or empty"),
    Column("month", Text, nullable=False, comment="of publication, or empty"),
    Column("fetched", Text, nullable=False, comment="month of fetching"),
    Column("passages", Integer, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, comment="when it counted no longer"),
    ForeignKeyConstraint(["document", "revision"], ["revisions.document", "revisions.revision"]),
    Index(None, "document", "model"),
    Index(None, "model", "published"),
)

facts = Table(
    "facts",
    metadata,
    Column("account", Integer, ForeignKey("accounts.id"), primary_key=True),
    Column("level", Text, primary_key=True),
    Column("area", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("modality", Text, primary_key=True),
    Column("strength", Integer, primary_key=True),
    Column("event", Text, primary_key=True, comment="month of the act, or empty"),
    Column("passages", Integer, nullable=False),
    sqlite_with_rowid=False,
)

cells = Table(
    "cells",
    metadata,
    Column("model", Text, primary_key=True),
    Column("level", Text, primary_key=True),
    Column("area", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("modality", Text, primary_key=True),
    Column("strength", Integer, primary_key=True),
    Column("passages", Integer, nullable=False),
    Column("documents", Integer, nullable=False, comment="documents whose strongest passage of the area this is"),
    Column("by_modality", Integer, nullable=False, comment="the same of the area and modality"),
    Column("by_stage", Integer, nullable=False, comment="the same of the area and stage"),
    Column("by_both", Integer, nullable=False, comment="the same of the area, stage and modality"),
    sqlite_with_rowid=False,
)

margins = Table(
    "margins",
    metadata,
    Column("model", Text, primary_key=True),
    Column("level", Text, primary_key=True),
    Column("stage", Text, primary_key=True, comment="* for all together"),
    Column("area", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    *(
        Column(f"{name}{unit}", Integer, nullable=False)
        for name in (
            "passages",
            "evidence",
            "reported",
            "directive",
            "planned",
            "former_term",
            "historical",
            "outside",
            "unclear",
        )
        for unit in ("", "_documents")
    ),
    sqlite_with_rowid=False,
)

model_uses = Table(
    "model_uses",
    metadata,
    Column("since", Text, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("taxonomy", Text, nullable=False),
)

audits = Table(
    "audits",
    metadata,
    Column("id", Text, primary_key=True),
    Column("period", Text, nullable=False),
    Column("scope", Text, nullable=False, comment="which part of what was read, or empty for all in scope"),
    Column("seed", Integer, nullable=False),
    Column("model", Text, nullable=False),
    Column("taxonomy", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("design", Text, nullable=False, comment="JSON: how it was drawn, with the sums of each stratum on that day"),
    Column("population", Integer, nullable=False),
    UniqueConstraint("period", "scope"),
)

audit_items = Table(
    "audit_items",
    metadata,
    Column("audit", Text, ForeignKey("audits.id"), primary_key=True),
    Column("passage", Text, primary_key=True, comment="no foreign key: an audit outlives what it was drawn from"),
    Column("ordinal", Integer, nullable=False),
    Column("stratum", Text, nullable=False),
    Column("size", Integer, nullable=False, comment="passages of the stratum"),
    Column("drawn", Integer, nullable=False, comment="of which so many were drawn"),
    Column("inclusion", Float, nullable=False),
    Column("document", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("month", Text, nullable=False),
    Column("areas", Text, nullable=False, comment="JSON list, as predicted when it was drawn"),
    Column("probabilities", Text, nullable=False, comment="JSON by area, the same"),
    UniqueConstraint("audit", "ordinal"),
    Index(None, "passage"),
)

people = Table(
    "people",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False, comment="reader, reviewer or lead"),
    Column("password", Text, nullable=False, comment="argon2id hash"),
    Column("made_at", Text, nullable=False),
    Column("removed_at", Text, comment="kept, since judgements bear the name"),
)

sittings = Table(
    "sittings",
    metadata,
    Column("token", Text, primary_key=True, comment="sha256 of what the cookie holds"),
    Column("person", Text, nullable=False),
    Column("role", Text, comment="of whoever came in by the one-time link; else the role of the person today"),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Index(None, "person"),
)

leases = Table(
    "leases",
    metadata,
    Column("passage", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("until", Text, nullable=False),
    Index(None, "person"),
)

queues = Table(
    "queues",
    metadata,
    Column("name", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("made_of", Text, nullable=False, comment="what it was filled from, so that it is not filled again"),
)

queue_items = Table(
    "queue_items",
    metadata,
    Column("queue", Text, primary_key=True),
    Column("passage", Text, primary_key=True),
    Column("rank", Float, nullable=False, comment="lowest first"),
    Column("done", Integer, nullable=False, comment="1 where nothing is left to say"),
    Column("area", Text, nullable=False, comment="the area it is about, or empty"),
    Column("why", Text, nullable=False, comment="the figure that put it here, in words or digits"),
    Index(None, "queue", "done", "rank", "passage"),
    Index(None, "passage"),
)

acts = Table(
    "acts",
    metadata,
    Column("model", Text, primary_key=True),
    Column("document", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("story", Text, nullable=False, comment="empty where not grouped"),
    Column("copy", Integer, nullable=False, comment="1 where the document is not the first of its story"),
    Column("published", Text, nullable=False, comment="ISO day, or empty"),
    Column("said", Text, nullable=False, comment="JSON: passages, areas and what they say of the act"),
    Column("meeting", Text, nullable=False, comment="acts that keys connect, named after the first of them"),
    Column("event", Text, nullable=False),
    Index(None, "model", "event"),
    Index(None, "model", "meeting"),
)

act_keys = Table(
    "act_keys",
    metadata,
    Column("model", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("document", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Index(None, "model", "document"),
)

act_states = Table(
    "act_states",
    metadata,
    Column("model", Text, primary_key=True),
    Column("document", Text, primary_key=True),
    Column("state", Text, nullable=False, comment="what the document's acts were made of"),
)
