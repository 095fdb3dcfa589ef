"""A store of made-up counts, as large as wanted, for measuring speed: no text worth reading is in it.

``fill(store, passages=1_000_000)`` writes documents, passages, predictions and mentions in bulk and then has them
counted as any other; shares of areas, stages, places and reaches are about those of a provincial newspaper. Passages
have a text, and can be searched for, where ``worded`` says what stands in them (:mod:`corpus.synthetic.words`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert

from corpus.coverage.accounts import Settled, settle
from corpus.coverage.facts import Reading, home_places, units_of
from corpus.coverage.recount import make_sums
from corpus.database import schema
from corpus.database.rows import to_json
from corpus.predictions.search import index
from corpus.store import Store

MODEL = "synthetic-1"
FIRST, LAST = date(2020, 10, 1), date(2026, 10, 31)
PASSAGES = 12
"""Passages of a document."""

BATCH = 2000

Worded = Callable[[str], str]
"""Gives the text of the passage of an id."""

SOURCES = (("dong-khoi", 55), ("vinh-long", 15), ("mttq-ben-tre", 10), ("nhan-dan", 8), ("chinh-phu", 7), ("khac", 5))
STAGES = (("chi_dao", 30), ("to_chuc", 22), ("ket_qua", 14), ("ban_hanh", 10), ("quan_triet", 9), ("so_ket", 6))
MOODS = (("reported", 60), ("directive", 30), ("planned", 10))
REACHES = (("inside", 75), ("outside", 15), ("unclear", 10))
SCOPES = (("current", 88), ("unknown", 5), ("former_term", 5), ("historical", 2))
AREAS = (("1", 28), ("2", 12), ("3", 22), ("4", 10), ("5", 14), ("6", 5), ("7", 14))


def fill(store: Store, *, passages: int, seed: int = 0, worded: Worded | None = None) -> int:
    """Add so many passages to a store, documents of :data:`PASSAGES` each; gives how many documents.

    Args:
        worded: says what stands in a passage; None leaves them without text.
    """
    made = _documents(passages // PASSAGES, random.Random(seed))
    count = 0
    while batch := list(islice(made, BATCH)):
        with store.engine.begin() as connection:
            _write(connection, batch, worded)
            settled = [Settled(row["document"], "r", MODEL, readings) for row, readings in batch]
            settle(connection, settled, now=None, sums=False)
        count += len(batch)
    with store.engine.begin() as connection:
        make_sums(connection)
    return count


def _documents(count: int, chance: random.Random) -> Iterator[tuple[dict[str, Any], tuple[Reading, ...]]]:
    places = home_places()
    districts, communes = sorted(units_of(places, "district")), sorted(units_of(places, "commune"))
    for number in range(count):
        day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1))
        row = {
            "document": f"d{number:07}",
            "source": _pick(SOURCES, chance),
            "published": f"{day.isoformat()}T08:00:00+07:00",
            "fetched": f"{(day + timedelta(days=1)).isoformat()}T06:00:00+07:00",
        }
        liked = chance.random() < 0.4
        readings = []
        for _ in range(PASSAGES):
            areas = tuple(sorted({_pick(AREAS, chance)})) if liked and chance.random() < 0.45 else ()
            named = chance.choice(districts if chance.random() < 0.6 else communes) if chance.random() < 0.4 else None
            readings.append(
                Reading(
                    areas=areas,
                    stage=_pick(STAGES, chance) if areas else "khong",
                    modality=_pick(MOODS, chance) if areas else "none",
                    strength=chance.choice((0, 1, 2, 2, 3)) if areas else 0,
                    scope=_pick(SCOPES, chance),
                    reach="inside" if named is not None else _pick(REACHES, chance),
                    places=() if named is None else (named,),
                    dates=(day.isoformat(),) if areas else (),
                )
            )
        yield row, tuple(readings)


def _pick(weighed: tuple[tuple[str, int], ...], chance: random.Random) -> str:
    return chance.choices([name for name, _ in weighed], [weight for _, weight in weighed])[0]


def _write(
    connection: Connection, batch: list[tuple[dict[str, Any], tuple[Reading, ...]]], worded: Worded | None
) -> None:
    heads = [
        {
            "id": row["document"],
            "source": row["source"],
            "url": None if worded is None else f"https://{row['source']}.example/{row['document']}.html",
            "revision": "r",
            "first_fetched": row["fetched"],
        }
        for row, _ in batch
    ]
    connection.execute(insert(schema.documents), heads)
    bodies = [
        {
            "document": row["document"],
            "revision": "r",
            "title": "" if worded is None else worded(row["document"])[:70],
            "published": row["published"],
            "published_precision": "day",
            "fetched": row["fetched"],
            "text": "",
            "blocks": "[]",
            "signals": "{}",
            "reading": "synthetic",
        }
        for row, _ in batch
    ]
    connection.execute(insert(schema.revisions), bodies)
    judged = [
        {"document": row["document"], "revision": "r", "model": MODEL, "analysis": "s", "passages": len(readings)}
        for row, readings in batch
    ]
    connection.execute(insert(schema.judged), judged)
    passages, said, given, named = [], [], [], []
    for row, readings in batch:
        for ordinal, reading in enumerate(readings):
            id = f"d{int(row['document'][1:]):013}{ordinal:02}"
            passages.append(
                {
                    "id": id,
                    "document": row["document"],
                    "revision": "r",
                    "ordinal": ordinal,
                    "start": ordinal,
                    "end": ordinal,
                    "kind": "paragraph",
                    "text": "" if worded is None else worded(id),
                    "cutting": "s",
                }
            )
            said.append(_said(id, reading))
            given += [{"passage": id, "model": MODEL, "area": area, "probability": 0.9} for area in reading.areas]
            named += [{"passage": id, "place": place} for place in reading.places]
    connection.execute(insert(schema.passages), passages)
    if worded is not None:
        index(connection, [each["id"] for each in passages])
    connection.execute(insert(schema.predictions), said)
    connection.execute(insert(schema.assignments), given)
    connection.execute(insert(schema.mentions), named)


def _said(id: str, reading: Reading) -> dict[str, Any]:
    return {
        "passage": id,
        "model": MODEL,
        "taxonomy": "2021.1",
        "probabilities": to_json({area: 0.9 if area in reading.areas else 0.05 for area, _ in AREAS}),
        "stage": reading.stage,
        "stages": to_json([reading.stage]),
        "modality": reading.modality,
        "scope": reading.scope,
        "scope_words": "",
        "strength": reading.strength,
        "evidence": to_json({"strength": reading.strength, "dates": list(reading.dates)}),
        "cues": "[]",
        "reach": reading.reach,
    }
