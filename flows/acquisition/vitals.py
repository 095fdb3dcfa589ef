"""Canaries after a run: whether a source's readings have left their usual band."""

from __future__ import annotations

from datetime import datetime

from corpus.sources.vitals import RaisedAlarm, measures_of_source, sources_read_since
from corpus.store import Store
from extractors.canaries import against, judge

MOST_BROKEN = 0.2
"""Share of a run's documents of a source that may fail a canary by itself before the source is named."""


def raise_alarms(store: Store, *, run: str, started: datetime) -> list[RaisedAlarm]:
    """Compare what each source gave since the run began with what it gave before; gives the alarms, not yet stored."""
    alarms: list[RaisedAlarm] = []
    for source in sources_read_since(store.engine, started):
        recent = measures_of_source(store.engine, source, since=started)
        history = measures_of_source(store.engine, source, before=started)
        alarms.extend(RaisedAlarm(run, source, alarm.measure, alarm.message) for alarm in against(history, recent))
        faults: dict[str, int] = {}
        for one in recent:
            for fault in judge(one):
                faults[fault] = faults.get(fault, 0) + 1
        alarms.extend(
            RaisedAlarm(run, source, f"canary: {fault}", f"{fault}: {count}/{len(recent)} văn bản của lượt này")
            for fault, count in sorted(faults.items())
            if len(recent) and count / len(recent) > MOST_BROKEN
        )
    return alarms
