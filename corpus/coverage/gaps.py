"""Blank spots: areas of which nothing was told at a place in a quarter, and which of three things that means.

*Silent*: enough passages that name the place were read to find work told of at the usual rate with 80 % power, and none
was. *Below detection*: some were read, too few to tell. *Not collected*: none was read. No place is ranked by them.

Power is that of finding at least one among n passages read: ``1 - (1 - rate) ** n``; so n = log(0.2) / log(1 - rate).
Passages are taken as independent, and what the model misses as not told: both make n a least number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, log, log1p
from typing import Literal

from sqlalchemy import Engine

from corpus.coverage.cube import CubeRow, cube
from corpus.coverage.question import Question
from corpus.errors import BadInput
from corpus.places.gazetteer import Gazetteer
from corpus.source import Source

POWER = 0.8

LEAST_RATE = 0.002
"""Rate looked for at the least: an area told of more rarely would need more passages than are ever read of a place."""

Why = Literal["silent", "below", "not_collected", "down"]

WHY_NAMES: Mapping[Why, str] = {
    "silent": "đã đọc đủ mà không thấy",
    "below": "đọc chưa đủ để thấy",
    "not_collected": "chưa thu thập",
    "down": "nguồn ngừng trong kỳ",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """An area of which no work was told at a place in a quarter.

    Attributes:
        read: passages that name the place and were read; ``needed`` to find one at ``rate`` with 80 % power.
        rate: share of passages naming any place of the level, over all quarters asked for, that tell of work on it.
        spoken: of ``read``, passages on the area that tell of no work with evidence.
        why: ``down`` where enough was read but sources that usually bring half of it were not.
    """

    area: str
    place: str
    quarter: str
    why: Why
    read: int
    needed: int
    rate: float
    spoken: int
    down: tuple[str, ...]

    @property
    def power(self) -> float:
        """Chance to have found work told of at that rate."""
        return 1 - (1 - self.rate) ** self.read


def needed(rate: float, *, power: float = POWER) -> int:
    """Passages to read so that something of that rate is found at least once with this power.

    Raises:
        BadInput: a rate or power that is not between 0 and 1.
    """
    if not 0 < rate < 1 or not 0 < power < 1:
        raise BadInput("tỷ lệ phải nằm giữa 0 và 1 (a share between 0 and 1)", where="rate")
    return ceil(log(1 - power) / log1p(-rate) - 1e-9)


def gaps(
    engine: Engine,
    model: str,
    *,
    level: Literal["district", "commune"] = "district",
    areas: tuple[str, ...] | None = None,
    since: str | None = None,
    until: str | None = None,
    rate: float | None = None,
    gazetteer: Gazetteer | None = None,
    sources: Mapping[str, Source] | None = None,
) -> list[Gap]:
    """Blank spots by area, quarter and place.

    Args:
        since, until: first and last month, ``YYYY-MM``.
        rate: to look for; None takes each area's own, and :data:`LEAST_RATE` where that is lower.

    Raises:
        BadInput: a rate that is not between 0 and 1, or what the cube refuses.
    """
    asked = Question(
        by=("area", "period", "place"), grain="quarter", level=level, areas=areas, since=since, until=until, model=model
    )
    by_area: dict[str, list[CubeRow]] = defaultdict(list)
    for row in cube(engine, asked, gazetteer=gazetteer, sources=sources):
        if row.area is not None and row.period is not None and row.place is not None:
            by_area[row.area].append(row)
    found = []
    for rows in by_area.values():
        usual = rate if rate is not None else _rate(rows)
        enough = needed(usual)
        found += [_gap(row, usual, enough) for row in rows if not row.evidence]
    return found


def _rate(rows: list[CubeRow]) -> float:
    read = sum(row.of for row in rows)
    return min(0.5, max(LEAST_RATE, sum(row.evidence for row in rows) / read)) if read else LEAST_RATE


def _gap(row: CubeRow, rate: float, enough: int) -> Gap:
    why: Why = "not_collected" if not row.of else "below" if row.of < enough else "silent"
    if why == "silent" and row.why == "down":
        why = "down"
    return Gap(
        area=row.area or "",
        place=row.place or "",
        quarter=row.period or "",
        why=why,
        read=row.of,
        needed=enough,
        rate=rate,
        spoken=row.count,
        down=row.down,
    )
