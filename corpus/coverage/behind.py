"""The passages behind a period's figures, one by one, as they were counted at a moment: what a footnote opens."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Engine, and_, select

from corpus.audit.frame import assigned
from corpus.coverage.cube_sums import open_at
from corpus.coverage.facts import EVIDENCE_FROM, PAST_SCOPES
from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.statements import portions
from corpus.label import Modality


@dataclass(frozen=True, slots=True)
class Backing:
    """A passage in scope on at least one area; ``published`` is an ISO time, ``places`` ids of the places it names.

    ``proof``: told as done with strength E2 or more.
    """

    passage: str
    document: str
    source: str
    url: str | None
    title: str | None
    published: str
    areas: tuple[str, ...]
    places: tuple[str, ...]
    stage: str
    strength: int
    proof: bool
    text: str


def counted_documents(
    engine: Engine, *, model: str, since: str, until: str, as_of: str | None = None
) -> frozenset[str]:
    """Documents published from one month to another that counted at a moment; see :func:`backing`."""
    held = schema.accounts
    query = select(held.c.document).where(
        held.c.model == model, held.c.month >= since, held.c.month <= until, open_at(as_of)
    )
    with reading(engine) as connection:
        return frozenset(connection.scalars(query))


def backing(engine: Engine, *, model: str, since: str, until: str, as_of: str | None = None) -> list[Backing]:
    """Passages on an area, in scope, of documents published from one month to another, the newest first.

    Args:
        since, until: first and last month, ``YYYY-MM``.
        as_of: moment as :func:`corpus.coverage.asof.moment_of` gives it; only what was known before it.
    """
    held, head, body = schema.accounts, schema.documents, schema.revisions
    passage, said = schema.passages, schema.predictions
    query = (
        select(
            passage.c.id,
            passage.c.document,
            passage.c.cutting,
            passage.c.text,
            held.c.source,
            held.c.published,
            head.c.url,
            body.c.title,
            said.c.stage,
            said.c.modality,
            said.c.strength,
            said.c.reach,
            said.c.scope,
        )
        .select_from(
            held.join(passage, and_(passage.c.document == held.c.document, passage.c.revision == held.c.revision))
            .join(said, and_(said.c.passage == passage.c.id, said.c.model == held.c.model))
            .join(head, head.c.id == held.c.document)
            .join(body, and_(body.c.document == held.c.document, body.c.revision == held.c.revision))
        )
        .where(held.c.model == model, held.c.month >= since, held.c.month <= until, open_at(as_of))
        .order_by(held.c.published.desc(), passage.c.document, passage.c.seq)
    )
    found: list[Backing] = []
    with reading(engine) as connection:
        kept = []
        for _, group in groupby(connection.execute(query).mappings(), key=lambda row: row["document"]):
            document = list(group)
            kept += [
                row
                for row in document
                if row["cutting"] == document[-1]["cutting"]
                and row["reach"] == "inside"
                and row["scope"] not in PAST_SCOPES
            ]
        ids = [row["id"] for row in kept]
        areas = assigned(connection, ids, model=model)
        places: dict[str, list[str]] = defaultdict(list)
        for part in portions(ids):
            named = schema.mentions
            for id, place in connection.execute(
                select(named.c.passage, named.c.place).where(named.c.passage.in_(part)).order_by(named.c.place)
            ):
                places[id].append(place)
    for row in kept:
        if row["id"] in areas:
            found.append(
                Backing(
                    passage=row["id"],
                    document=row["document"],
                    source=row["source"],
                    url=row["url"],
                    title=row["title"],
                    published=row["published"],
                    areas=areas[row["id"]],
                    places=tuple(places[row["id"]]),
                    stage=row["stage"],
                    strength=row["strength"],
                    proof=row["modality"] == Modality.REPORTED.value and row["strength"] >= EVIDENCE_FROM,
                    text=row["text"],
                )
            )
    return found
