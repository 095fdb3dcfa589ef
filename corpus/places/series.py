"""Series of places over 1 July 2025: every passage on one footing, what cannot be bridged left out and counted.

The footing is the nine districts (a unit of today counts for the district it stands on) or the units of today (a
commune of yesterday counts for the one it became part of). The break is marked, since the press changed with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine, and_, func, select

from corpus.coverage.facts import PAST_SCOPES, home_places
from corpus.coverage.reach import HOME
from corpus.database import schema
from corpus.database.engine import reading
from corpus.periods import months_between
from corpus.places.bridge import BREAK, Bridge, Crossing, Status
from corpus.places.gazetteer import Gazetteer

Footing = Literal["districts", "units"]

BREAK_MONTH = f"{BREAK:%Y-%m}"


@dataclass(frozen=True, slots=True)
class PlaceSeries:
    """Passages by place and month on one footing.

    Attributes:
        footing: ``districts`` of before the break or ``units`` of after it.
        months: from the first to the last with a count, none missing between.
        counts: passages by place and month; a passage counts once for each unit of the footing that it names.
        left_out: passages by place and status of those names that lead to no one unit.
        broken_at: the month in which the units changed; None where the series lies on one side of it.
    """

    footing: Footing
    months: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]
    left_out: Mapping[tuple[str, Status], int]
    broken_at: str | None

    def of(self, place: str) -> tuple[int, ...]:
        """Counts of one place, month by month."""
        return tuple(self.counts.get((place, month), 0) for month in self.months)


def place_series(
    engine: Engine,
    model: str,
    *,
    footing: Footing,
    area: str | None = None,
    since: str | None = None,
    until: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> PlaceSeries:
    """Passages within the province and the term, on an area or (None) read at all, by place and month of publication.

    Args:
        since, until: first and last month, ``YYYY-MM``.
    """
    bridge = Bridge(gazetteer or home_places())
    counts: Counter[tuple[str, str]] = Counter()
    left_out: Counter[tuple[str, Status]] = Counter()
    months: set[str] = set()
    for month, places in _named(engine, model, area):
        if (since is not None and month < since) or (until is not None and month > until):
            continue
        months.add(month)
        found: set[str] = set()
        for place in places:
            crossing = _on_footing(bridge, place, footing)
            if crossing is None:
                continue
            if crossing.one is None:
                left_out[place, crossing.status] += 1
            else:
                found.add(crossing.one)
        counts.update((unit, month) for unit in found)
    spanned = tuple(months_between(min(months), max(months))) if months else ()
    broken = BREAK_MONTH if spanned and spanned[0] < BREAK_MONTH <= spanned[-1] else None
    return PlaceSeries(footing, spanned, dict(sorted(counts.items())), dict(sorted(left_out.items())), broken)


def _on_footing(bridge: Bridge, id: str, footing: Footing) -> Crossing | None:
    """What a named place is on a footing; None for other provinces, and for the province itself."""
    try:
        place = bridge.gazetteer.place(id)
        if place.level == "province" or bridge.gazetteer.province_of(id) != HOME:
            return None
    except KeyError:
        return None
    if footing == "districts":
        return bridge.district_before(id)
    return bridge.crossing(id, BREAK)


def _named(engine: Engine, model: str, area: str | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Month of publication and the places named of every dated passage in scope."""
    said, passage, head, body = schema.predictions, schema.passages, schema.documents, schema.revisions
    named, given = schema.mentions, schema.assignments
    month = func.substr(body.c.published, 1, 7)
    query = (
        select(passage.c.seq, month, named.c.place)
        .join(said, said.c.passage == passage.c.id)
        .join(head, and_(head.c.id == passage.c.document, head.c.revision == passage.c.revision))
        .join(body, and_(body.c.document == head.c.id, body.c.revision == head.c.revision))
        .join(named, named.c.passage == passage.c.id)
        .where(
            said.c.model == model,
            said.c.reach == "inside",
            said.c.scope.not_in(PAST_SCOPES),
            body.c.published.is_not(None),
        )
        .order_by(passage.c.seq, named.c.place)
    )
    if area is not None:
        on_area = and_(given.c.passage == passage.c.id, given.c.model == model, given.c.area == area)
        query = query.join(given, on_area)
    with reading(engine) as connection:
        held, when, places = None, "", list[str]()
        for seq, in_month, place in connection.execution_options(yield_per=1000).execute(query):
            if seq != held:
                if places:
                    yield when, tuple(places)
                held, when, places = seq, in_month, []
            places.append(place)
        if places:
            yield when, tuple(places)
