"""Measures of implementation over rows of the cube: how broad, how deep, how lately, told by whom. Pure.

Each says what it was taken over; where it cannot be said it is None, never 0. There is no composite of them and no
order of places. Stages are no ladder, so depth is a distribution and not a level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.coverage.cube import CubeRow
from corpus.coverage.facts import MINIMUM_EXPOSURE
from corpus.errors import BadInput
from corpus.label import Stage
from corpus.periods import days_of
from corpus.places.gazetteer import Gazetteer

TALK = frozenset({Stage.CHI_DAO, Stage.BAN_HANH, Stage.QUAN_TRIET})
DONE = frozenset({Stage.TO_CHUC, Stage.KET_QUA})
ACTION = frozenset({Stage.TO_CHUC, Stage.KET_QUA, Stage.KIEM_TRA, Stage.SO_KET, Stage.HAN_CHE})
"""Stages at which something is being carried out, or was looked at afterwards."""

HALF_LIFE = 90
"""Days after which the newest evidence weighs half."""

Where = tuple[str | None, str | None]
"""An area and a period."""


@dataclass(frozen=True, slots=True)
class Breadth:
    """Places with evidence of action over the places there were: ``of`` is None where that changed in the period."""

    area: str | None
    period: str | None
    places: tuple[str, ...]
    of: int | None

    @property
    def share(self) -> float | None:
        """Part of the places; None where there is no valid denominator."""
        return len(self.places) / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Depth:
    """What is told, by stage; ``khong`` (no stage) among it."""

    area: str | None
    period: str | None
    stages: Mapping[str, int]

    @property
    def total(self) -> int:
        """Over all stages."""
        return sum(self.stages.values())

    def share(self, stage: str) -> float | None:
        """Part of it at a stage; None where nothing is told."""
        return self.stages.get(stage, 0) / self.total if self.total else None

    @property
    def talk(self) -> int:
        """Directed, issued or taught."""
        return sum(self.stages.get(stage, 0) for stage in TALK)

    @property
    def action(self) -> int:
        """Carried out, or told with results."""
        return sum(self.stages.get(stage, 0) for stage in DONE)

    @property
    def talk_to_action(self) -> float | None:
        """Talk over action; None where no action is told of, which is no infinity and no 0."""
        return self.talk / self.action if self.action else None


@dataclass(frozen=True, slots=True)
class Recency:
    """How long ago the newest evidence was, to the end of its period, and what it still weighs (1 at once, to 0)."""

    last: str | None
    days: int | None
    weight: float | None


@dataclass(frozen=True, slots=True)
class Mix:
    """Counts by kind, the parts of them, and the effective number of kinds."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Over all kinds."""
        return sum(self.counts.values())

    def share(self, kind: str) -> float | None:
        """Part of a kind; None where there is nothing."""
        return self.counts.get(kind, 0) / self.total if self.total else None

    @property
    def effective(self) -> float | None:
        """Inverse Simpson: as many equally frequent kinds would be as diverse (Simpson 1949; Hill 1973, order 2)."""
        return self.total**2 / sum(count**2 for count in self.counts.values()) if self.total else None


@dataclass(frozen=True, slots=True)
class BlankSpots:
    """Cells without evidence, three ways: read and silent, not collected at all, and read too little to say."""

    silent: tuple[CubeRow, ...]
    not_collected: tuple[CubeRow, ...]
    below_detection: tuple[CubeRow, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """How much is written on an area beside how much is known to have happened; ``events`` is None where not counted.

    ``share`` is passages on the area over passages read, None where nothing was read.
    """

    area: str | None
    period: str | None
    passages: int
    of: int
    events: int | None

    @property
    def share(self) -> float | None:
        """Part of what was read."""
        return self.passages / self.of if self.of else None

    @property
    def passages_per_event(self) -> float | None:
        """Passages for each event; None where none is known of."""
        return self.passages / self.events if self.events else None


def valid_units(gazetteer: Gazetteer, level: str, period: str) -> frozenset[str] | None:
    """Ids of the units of a level in a period; None where there were none, or the units changed within it."""
    first, last = days_of(period)
    listed = gazetteer.districts if level == "district" else gazetteer.communes
    begin, end = (frozenset(unit.id for unit in listed(day)) for day in (first, last))
    return begin if begin and begin == end else None


def breadth(rows: Iterable[CubeRow], gazetteer: Gazetteer, *, level: str) -> list[Breadth]:
    """Places with evidence at a stage of action, of each area and period, over the units of that time.

    Args:
        rows: split by period, place and stage, and by area where wanted.

    Raises:
        BadInput: rows that are not split so.
    """
    found: dict[Where, set[str]] = {}
    for row in rows:
        if row.place is None or row.stage is None:
            raise BadInput("bề rộng cần chia theo place và stage (split by place and stage)", where="breadth")
        places = found.setdefault((row.area, row.period), set())
        if row.stage in ACTION and row.evidence:
            places.add(row.place)
    measured = []
    for (area, period), places in found.items():
        units = None if period is None else valid_units(gazetteer, level, period)
        named = places if units is None else places & units
        measured.append(Breadth(area, period, tuple(sorted(named)), None if units is None else len(units)))
    return measured


def depth(rows: Iterable[CubeRow]) -> list[Depth]:
    """What is told of each area and period, by stage; rows are split by stage.

    Raises:
        BadInput: rows that are not split so.
    """
    found: dict[Where, dict[str, int]] = {}
    for row in rows:
        if row.stage is None:
            raise BadInput("bề sâu cần chia theo stage (split by stage)", where="depth")
        stages = found.setdefault((row.area, row.period), defaultdict(int))
        stages[row.stage] += row.count
    return [Depth(area, period, dict(stages)) for (area, period), stages in found.items()]


def recency(rows: Iterable[CubeRow], *, on: date, half_life: int = HALF_LIFE) -> Recency:
    """The newest period with evidence among the rows of one area (or place), seen from a day.

    The weight is ``0.5 ** (days / half_life)``. Periods that end after that day count as ending on it.
    """
    last = max((row.period for row in rows if row.evidence and row.period is not None), default=None)
    if last is None:
        return Recency(None, None, None)
    days = max(0, (on - days_of(last)[1]).days)
    return Recency(last, days, 0.5 ** (days / half_life))


def mix(rows: Iterable[CubeRow], *, by: str, of: str = "evidence") -> Mix:
    """Counts by ``source``, ``source_class``, ``strength``, ``stage`` or ``modality``, summed over all else.

    Args:
        of: which of a row's numbers is counted: ``evidence``, ``count`` or ``weak``.

    Raises:
        BadInput: rows that are not split so.
    """
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        kind = getattr(row, by)
        if kind is None:
            raise BadInput(f"cần chia theo {by} (split by it)", where="mix")
        counts[str(kind)] += getattr(row, of)
    return Mix({kind: count for kind, count in sorted(counts.items()) if count})


def blank_spots(rows: Sequence[CubeRow]) -> BlankSpots:
    """Cells without evidence, in the order given: where nothing was read, silence says nothing of the work."""
    silent = tuple(row for row in rows if row.state == "silent")
    unseen = [row for row in rows if row.state == "unobserved"]
    missing = tuple(row for row in unseen if row.of_passages == 0 or row.why == "down")
    return BlankSpots(silent, missing, tuple(row for row in unseen if row.of_passages and row.why == "little"))


def gaps(rows: Iterable[CubeRow]) -> list[CubeRow]:
    """Silent cells with their exposure, at least :data:`MINIMUM_EXPOSURE`, in the order given: a list, no ranking."""
    return [row for row in rows if row.state == "silent" and row.of_passages >= MINIMUM_EXPOSURE]


def attention(rows: Iterable[CubeRow], events: Mapping[Where, int]) -> list[Attention]:
    """Passages and events of each row's area and period, side by side."""
    return [Attention(row.area, row.period, row.count, row.of, events.get((row.area, row.period))) for row in rows]
