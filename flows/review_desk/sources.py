"""What the review desk is told of sources: how they are declared, how their readings go, when they are asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median

from review.handed import Canary, Declared, SourceWatch

LATEST = 20
"""Documents that are held against those before them."""

MEASURES = ("valid", "marked", "replaced", "legacy", "density", "words")
HARVEST = "hang-ngay"


def source_watch(home: Path) -> SourceWatch:
    """What is known of sources outside of the store. Trying again takes the run's lock, and so the command."""
    from extractors.publishers import PUBLISHERS

    return SourceWatch(
        declared=[
            Declared(
                slug=each.source.slug,
                name=each.source.name,
                kind=each.source.kind.value,
                hosts=each.hosts,
                active_from=each.source.active_from,
                active_until=each.source.active_until,
                successor=each.source.successor,
                assumed=(*each.assumed, *(fact for reading in each.readings for fact in reading.assumed)),
            )
            for each in PUBLISHERS
        ],
        canaries=canaries,
        next_visit=lambda now: next_harvest(home, now),
    )


def canaries(measures: Sequence[Mapping[str, float]]) -> list[Canary]:
    """The latest documents of a source against those before; measures that no document has are left out."""
    from extractors.canaries import RECENT, band

    latest, earlier = measures[:LATEST], measures[LATEST:]
    found = []
    for measure in MEASURES:
        values = [each[measure] for each in latest if measure in each]
        if not values:
            continue
        usual, now = band(earlier, measure), median(values)
        fine = usual is None or len(values) < RECENT or usual.holds(now)
        low, middle, high = (None, None, None) if usual is None else (usual.low, usual.middle, usual.high)
        found.append(Canary(measure, low, middle, high, now, 0 if usual is None else usual.documents, fine))
    return found


def next_harvest(home: Path, now: datetime) -> datetime | None:
    """When the schedule next asks sources; None where schedules were never served here."""
    from flows.unattended.deployments import SCHEDULES, read_record

    if not read_record(home):
        return None
    return next(each.times.next(now) for each in SCHEDULES if each.name == HARVEST)
