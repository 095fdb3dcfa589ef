"""A person's own work at the desk: what they said last, how fast they go, and how often others said the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from sqlalchemy import Engine, func, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import write_time
from corpus.label import Judgement
from corpus.people.judgements import Judgements

PAUSE = timedelta(minutes=10)
"""A gap from which somebody was away, and not thinking."""

LOOKED_BACK = 30
"""Events that a pace is taken from."""

A_DAY = 3000
"""Events that nobody exceeds in a day."""

PORTION = 200

_table = schema.judgements


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between verdicts (median of the latest; None of fewer than three), and how many were given today."""

    seconds: float | None
    today: int

    @property
    def an_hour(self) -> int | None:
        """Verdicts an hour at that pace."""
        return None if not self.seconds else round(3600 / self.seconds)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of so many verdicts on areas that others gave too, how many were the same; passages counted apart."""

    same: int
    of: int
    passages: int

    @property
    def share(self) -> float | None:
        """Share of the same verdicts; None where nobody else judged what this person did."""
        return self.same / self.of if self.of else None


def last_standing(engine: Engine, person: str) -> Judgement | None:
    """The latest event of a person that gives a verdict and still stands: what an undo takes back."""
    gone: set[str] = set()
    before: int | None = None
    while True:
        query = select(_table.c.seq, _table.c.id, _table.c.passage, _table.c.supersedes, _table.c.verdicts)
        query = query.where(_table.c.person == person).order_by(_table.c.seq.desc()).limit(PORTION)
        if before is not None:
            query = query.where(_table.c.seq < before)
        with reading(engine) as connection:
            rows = connection.execute(query).all()
        if not rows:
            return None
        for row in rows:
            if row.id in gone:
                continue
            if row.supersedes is not None:
                gone.add(row.supersedes)
            if row.supersedes is None or row.verdicts != "{}":
                return next(each for each in Judgements(engine).events(passage=row.passage) if each.id == row.id)
        before = rows[-1].seq


def pace(engine: Engine, person: str, *, now: datetime) -> Pace:
    """How fast a person gives verdicts."""
    query = select(_table.c.at).where(_table.c.person == person).order_by(_table.c.seq.desc()).limit(LOOKED_BACK)
    day = write_time(now)[:10]
    latest = select(_table.c.at, _table.c.verdicts).where(_table.c.person == person)
    latest_rows = latest.order_by(_table.c.seq.desc()).limit(A_DAY).subquery()
    today = select(func.count()).where(latest_rows.c.at >= day, latest_rows.c.verdicts != "{}")
    with reading(engine) as connection:
        times = [datetime.fromisoformat(at) for at in connection.scalars(query)]
        given = connection.scalar(today) or 0
    gaps = [later - earlier for later, earlier in pairwise(times)]
    seconds = [gap.total_seconds() for gap in gaps if timedelta(0) <= gap < PAUSE]
    return Pace(median(seconds) if len(seconds) >= 3 else None, given)


def agreement(engine: Engine, person: str, *, latest: int = 100) -> Agreement:
    """How often others gave the same verdict on an area, over the passages a person judged latest."""
    query = (
        select(_table.c.passage)
        .where(_table.c.person == person)
        .group_by(_table.c.passage)
        .order_by(func.max(_table.c.seq).desc())
        .limit(latest)
    )
    with reading(engine) as connection:
        passages = list(connection.scalars(query))
    same = of = counted = 0
    for events in Judgements(engine).current(passages).values():
        mine = next((each for each in events if each.person == person), None)
        others = [each for each in events if each.person != person]
        if mine is None or not others:
            continue
        counted += 1
        for other in others:
            for area, verdict in mine.verdicts.items():
                if area in other.verdicts:
                    of += 1
                    same += verdict == other.verdicts[area]
    return Agreement(same, of, counted)
