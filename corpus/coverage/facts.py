"""What one judged document adds to the coverage cube: how many of its passages fall under which facts.

Pure: judged passages in, counts out. A passage counts once for the province and once for every dated place of it that
it names (a commune's passage counts for its district too), once for each of its areas, once for ``*`` where it has an
area, and once for ``""`` as read. It stands under one reason: ``""`` in scope, else the first that holds of
*former_term*, *historical*, *outside* and *unclear* (another province, no known province).

A document counts once however many of its passages say the same. So that documents can be summed like passages, the
row of a document's strongest passage carries its 1; see :func:`cells_of`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from corpus.codebook.taxonomy import load_taxonomy
from corpus.coverage.reach import HOME
from corpus.label import Modality, Prediction
from corpus.places.gazetteer import Gazetteer, load_gazetteer

MINIMUM_EXPOSURE = 20
"""Passages of a period that must have been read before "nothing found" is said."""

EVIDENCE_FROM = 2
"""Strength from which a reported passage counts as evidence of work (an activity, its actor, and a place or date)."""

PAST_SCOPES = ("former_term", "historical")

READ, ANY = "", "*"
"""Codes that stand for no area: every passage read, and passages on at least one area."""

REASONS = (*PAST_SCOPES, "outside", "unclear")
"""Why a passage counts for no cell; ``""`` is none of them."""

Level = str
"""``province``, ``district``, ``commune``, or ``ambiguous``: a unit not of that day which became part of several."""

LOOKED_BACK = timedelta(days=366)
"""A reported act is looked for among the days named within a year before the day of publication."""


class Fact(NamedTuple):
    """What a passage was counted under. ``event`` is the month of the act (``YYYY-MM``), or "" where not known."""

    level: Level
    place: str
    area: str
    reason: str
    stage: str
    modality: str
    strength: int
    event: str


class CellKey(NamedTuple):
    """What a cell of one model, month and source is counted under."""

    level: Level
    area: str
    place: str
    reason: str
    stage: str
    modality: str
    strength: int


class Sums(NamedTuple):
    """Passages of a cell, and documents four ways: by their strongest passage of the cell's area, of the area and
    modality, of the area and stage, and of all three. Sums over strengths from any bound count each document once.
    """

    passages: int
    documents: int
    by_modality: int
    by_stage: int
    by_both: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One judged passage, as counting needs it: evidence dates are ISO days, or ``from/to``."""

    areas: tuple[str, ...]
    stage: str
    modality: str
    strength: int
    scope: str
    reach: str
    places: tuple[str, ...]
    scope_since: date | None = None
    scope_until: date | None = None
    dates: tuple[str, ...] = ()


def reading_of(prediction: Prediction, reach: str, places: Collection[str]) -> Reading:
    """A passage as counting needs it, from what judging made of it."""
    scope = prediction.time_scope
    return Reading(
        areas=prediction.areas,
        stage=prediction.stage.value,
        modality=prediction.modality.value,
        strength=prediction.evidence.strength,
        scope=scope.kind,
        reach=reach,
        places=tuple(places),
        scope_since=scope.since,
        scope_until=scope.until,
        dates=prediction.evidence.dates,
    )


@lru_cache(maxsize=1)
def home_places() -> Gazetteer:
    """The packaged gazetteer, loaded once in each process."""
    return load_gazetteer()


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """Codes of the packaged taxonomy's areas, read once in each process."""
    return load_taxonomy().codes


def units_of(gazetteer: Gazetteer, level: Level, *, home: str = HOME) -> frozenset[str]:
    """Ids of all units of a level that ever were on the province's ground; none for the province or ``ambiguous``."""
    if level not in ("district", "commune"):
        return frozenset()
    ids = {id for _, candidates in gazetteer.names() for id in candidates}
    return frozenset(id for id in ids if gazetteer.place(id).level == level and gazetteer.province_of(id) == home)


def reason_of(reach: str, scope: str) -> str:
    """Why a passage counts for no cell, or ""; the first reason that holds."""
    if scope in PAST_SCOPES:
        return scope
    return "" if reach == "inside" else reach


def event_month(reading: Reading, published: date | None) -> str:
    """The month of the act that a passage tells of, or "" where it does not say.

    The time it speaks of, where that lies in one month; else of the days it names the newest within a year before
    publication for what was done, the next after it for what is asked or planned.
    """
    since, until = reading.scope_since, reading.scope_until
    if since is not None and until is not None and (since.year, since.month) == (until.year, until.month):
        return f"{since:%Y-%m}"
    days = sorted(day for each in reading.dates if (day := _day(each)) is not None)
    if published is None:
        return f"{days[0]:%Y-%m}" if days and f"{days[0]:%Y-%m}" == f"{days[-1]:%Y-%m}" else ""
    if reading.modality == Modality.REPORTED.value:
        near = [day for day in days if published - LOOKED_BACK <= day <= published]
        return f"{near[-1]:%Y-%m}" if near else ""
    coming = [day for day in days if published <= day]
    return f"{coming[0]:%Y-%m}" if coming else ""


def _day(value: str) -> date | None:
    """The day named, or the first of a period within one month; None for a longer one."""
    begin, _, end = value.partition("/")
    try:
        first, last = date.fromisoformat(begin), date.fromisoformat(end or begin)
    except ValueError:
        return None
    return first if (first.year, first.month) == (last.year, last.month) else None


def placed(places: Iterable[str], on: date | None, gazetteer: Gazetteer, *, home: str = HOME) -> set[tuple[Level, str]]:
    """Levels and ids that a passage counts for: the province, and every unit of it named, with the district above.

    A unit that was none on that day is bridged to the one that it became part of, where that is one, or that was made
    of it; with several or none it is ``ambiguous``, left out of the units and counted by its own id.
    """
    found: set[tuple[Level, str]] = {("province", "")}
    for id in places:
        try:
            if gazetteer.province_of(id) != home or gazetteer.place(id).level == "province":
                continue
        except KeyError:
            continue
        valid = _valid(id, on, gazetteer)
        if valid is None:
            found.add(("ambiguous", id))
            continue
        place = gazetteer.place(valid)
        found.add((place.level, valid))
        if place.level == "commune" and place.parent is not None:
            above = gazetteer.place(place.parent)
            if above.level == "district" and (on is None or above.is_valid(on)):
                found.add(("district", above.id))
    return found


def _valid(id: str, on: date | None, gazetteer: Gazetteer) -> str | None:
    place = gazetteer.place(id)
    if on is None or place.is_valid(on):
        return id
    if place.valid_from is not None and on < place.valid_from:
        before = [each for each in place.formed_from if gazetteer.is_valid(each, on)]
        return before[0] if len(before) == len(place.formed_from) == 1 else None
    for _ in range(3):
        after = gazetteer.successors(id)
        if len(after) != 1:
            return None
        id = after[0]
        if gazetteer.is_valid(id, on):
            return id
    return None


def facts_of(readings: Iterable[Reading], published: date | None, gazetteer: Gazetteer) -> Counter[Fact]:
    """How many passages of a document fall under each fact."""
    counted: Counter[Fact] = Counter()
    for reading in readings:
        reason = reason_of(reading.reach, reading.scope)
        event = event_month(reading, published) if reading.areas else ""
        areas = (*reading.areas, ANY) if reading.areas else ()
        for level, place in placed(reading.places, published, gazetteer):
            counted[Fact(level, place, READ, reason, "", "", 0, "")] += 1
            for area in areas:
                fact = Fact(level, place, area, reason, reading.stage, reading.modality, reading.strength, event)
                counted[fact] += 1
    return counted


def cells_of(facts: Mapping[Fact, int]) -> dict[CellKey, Sums]:
    """What one document adds to the cells of its model, month and source.

    Its 1 stands in the row of its strongest passage, so that a sum over all strengths from a bound holds it exactly
    when one of its passages reaches the bound.
    """
    passages: Counter[CellKey] = Counter()
    for fact, count in facts.items():
        key = CellKey(fact.level, fact.area, fact.place, fact.reason, fact.stage, fact.modality, fact.strength)
        passages[key] += count
    seen: set[tuple[object, ...]] = set()
    cells: dict[CellKey, Sums] = {}
    for key in sorted(passages, key=lambda each: (*each[:4], -each.strength, each.modality, each.stage)):
        group = key[:4]
        ones = []
        for mark in (group, (*group, "m", key.modality), (*group, "s", key.stage), (*group, key.stage, key.modality)):
            ones.append(int(mark not in seen))
            seen.add(mark)
        cells[key] = Sums(passages[key], *ones)
    return cells
