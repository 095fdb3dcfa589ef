"""Judged passages as flat rows, for table files and for researchers; one row a passage, in a stable order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, and_, select

from corpus.codebook.taxonomy import Taxonomy
from corpus.database import schema
from corpus.database.engine import reading


def columns(taxonomy: Taxonomy) -> tuple[str, ...]:
    """Names of the columns of :func:`judged_passages`, in order."""
    return (
        "passage",
        "document",
        "revision",
        "source",
        "url",
        "title",
        "published",
        "kind",
        "start",
        "end",
        "text",
        "areas",
        "stage",
        "modality",
        "time_scope",
        "strength",
        "reach",
        "speaker",
        "speaker_level",
        "restates",
        "documents_named",
        "places",
        *(f"p{area.code}" for area in taxonomy.areas),
        "model",
        "taxonomy",
    )


def judged_passages(engine: Engine, taxonomy: Taxonomy, *, model: str | None) -> Iterator[dict[str, Any]]:
    """Every passage of a current revision that the model has judged, by document and offset."""
    head, body, passage, said = schema.documents, schema.revisions, schema.passages, schema.predictions
    given = schema.assignments
    query = (
        select(
            passage.c.id,
            passage.c.document,
            passage.c.revision,
            head.c.source,
            head.c.url,
            body.c.title,
            body.c.published,
            passage.c.kind,
            passage.c.start,
            passage.c.end,
            passage.c.text,
            said,
        )
        .select_from(
            passage.join(said, said.c.passage == passage.c.id)
            .join(head, and_(head.c.id == passage.c.document, head.c.revision == passage.c.revision))
            .join(body, and_(body.c.document == passage.c.document, body.c.revision == passage.c.revision))
        )
        .where(said.c.model == (model or ""))
        .order_by(passage.c.document, passage.c.start)
    )
    areas: dict[str, list[str]] = {}
    with reading(engine) as connection:
        assigned = select(given.c.passage, given.c.area).where(given.c.model == (model or ""))
        for key, area in connection.execute(assigned.order_by(given.c.probability.desc(), given.c.area)):
            areas.setdefault(key, []).append(area)
        for row in connection.execution_options(yield_per=1000).execute(query).mappings():
            probabilities = json.loads(row["probabilities"])
            evidence = json.loads(row["evidence"])
            speaker = {} if row["speaker"] is None else json.loads(row["speaker"])
            yield {
                "passage": row["id"],
                "document": row["document"],
                "revision": row["revision"],
                "source": row["source"],
                "url": row["url"],
                "title": row["title"],
                "published": row["published"],
                "kind": row["kind"],
                "start": row["start"],
                "end": row["end"],
                "text": row["text"],
                "areas": ",".join(areas.get(row["id"], [])),
                "stage": row["stage"],
                "modality": row["modality"],
                "time_scope": row["scope"],
                "strength": row["strength"],
                "reach": row["reach"],
                "speaker": speaker.get("name", ""),
                "speaker_level": speaker.get("level", ""),
                "restates": row["restates"],
                "documents_named": "; ".join(evidence["documents"]),
                "places": "; ".join(evidence["places"]),
                **{f"p{area.code}": probabilities.get(area.code) for area in taxonomy.areas},
                "model": row["model"],
                "taxonomy": row["taxonomy"],
            }
