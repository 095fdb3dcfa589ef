"""What goes into the queues that are filled from stored predictions: doubtful passages, and those of new sources."""

from __future__ import annotations

import hashlib
import heapq
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, and_, func, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.people.queues import Item

MOST = 2000
"""Doubtful passages queued, the most doubtful first."""

UNKNOWN_BELOW = 30
"""Passages of a source that people must have judged before it is no longer new."""

OF_A_SOURCE = 60
"""Passages of a new source that are queued."""

PORTION = 2000
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Chances:
    """What a model said of a passage: the probability of each area."""

    passage: str
    document: str
    probabilities: Mapping[str, float]


def chances(engine: Engine, model: str) -> Iterator[Chances]:
    """What a model said of every passage of a current revision that does not speak of another province."""
    passage, said, head = schema.passages, schema.predictions, schema.documents
    query = (
        select(said.c.passage, passage.c.document, said.c.probabilities)
        .join(passage, passage.c.id == said.c.passage)
        .join(head, and_(head.c.id == passage.c.document, head.c.revision == passage.c.revision))
        .where(said.c.model == model, said.c.reach != "outside")
    )
    with reading(engine) as connection:
        for row in connection.execution_options(yield_per=PORTION).execute(query):
            yield Chances(row.passage, row.document, json.loads(row.probabilities))


def uncertain(said: Iterable[Chances], thresholds: Mapping[str, float], *, most: int = MOST) -> list[Item]:
    """The passages nearest to a threshold in log-odds, the nearest first: margin sampling (Settles 2009, §3.1)."""

    known: dict[str, float] = {}

    def doubt(each: Chances) -> tuple[float, str, str, float]:
        nearest = (math.inf, "")
        for area, chance in each.probabilities.items():
            bound = known.get(area)
            if bound is None:
                bound = known[area] = _log_odds(thresholds.get(area, 0.5))
            gap = (abs(_log_odds(chance) - bound), area)
            if gap < nearest:
                nearest = gap
        return nearest[0], each.passage, nearest[1], each.probabilities.get(nearest[1], 0.0)

    least = heapq.nsmallest(most, map(doubt, said))
    return [Item(passage, gap, area=area, why=f"{100 * chance:.0f} %") for gap, passage, area, chance in least]


def from_new_sources(engine: Engine, *, below: int = UNKNOWN_BELOW, of_each: int = OF_A_SOURCE) -> list[Item]:
    """Passages of sources of which people judged few, in an order that says nothing about them."""
    head, passage, said = schema.documents, schema.passages, schema.judgements
    with reading(engine) as connection:
        judged = {
            source: count
            for source, count in connection.execute(
                select(said.c.source, func.count(said.c.passage.distinct())).group_by(said.c.source)
            )
        }
        sources = [
            source
            for source in connection.scalars(select(head.c.source).distinct().order_by(head.c.source))
            if judged.get(source, 0) < below
        ]
        items: list[Item] = []
        for source in sources:
            query = (
                select(passage.c.id)
                .join(head, and_(head.c.id == passage.c.document, head.c.revision == passage.c.revision))
                .where(head.c.source == source)
            )
            drawn = heapq.nsmallest(of_each, connection.scalars(query), key=_shuffled)
            items += [Item(id, _shuffled(id), why=source) for id in drawn]
    return items


def judged_state(engine: Engine) -> str:
    """Says whether anything was judged by a model since: newest passage, and how many documents each model judged."""
    done, passage = schema.judged, schema.passages
    with reading(engine) as connection:
        newest = connection.scalar(select(func.max(passage.c.seq)))
        counts = connection.execute(select(done.c.model, func.count()).group_by(done.c.model).order_by(done.c.model))
        return json.dumps([newest, [[model, count] for model, count in counts]])


def _shuffled(id: str) -> float:
    digest = hashlib.sha256(f"new source {id}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def _log_odds(chance: float) -> float:
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
