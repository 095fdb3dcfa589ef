"""What stands beside the table of coverage: stages, talk and action, places, blank spots, each number with its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.coverage.cube import CubeRow
from corpus.coverage.evidence_filter import Filter
from corpus.coverage.measures import DONE, TALK, blank_spots, depth
from corpus.label import Stage
from review.filters import address
from review.naming import place_name, short_name

LOOKED = frozenset({Stage.KIEM_TRA, Stage.SO_KET, Stage.HAN_CHE})


@dataclass(frozen=True, slots=True)
class StageCount:
    """Passages at a stage: ``group`` is talk, done, looked or none; ``begin`` and ``width`` of its bar in percent."""

    stage: str
    group: str
    count: int
    url: str
    begin: float
    width: float


@dataclass(frozen=True, slots=True)
class StageLine:
    """An area by stage, with talk (directed, issued, taught) beside action (carried out, results)."""

    code: str
    stages: Sequence[StageCount]
    total: int
    talk: int
    action: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A place: pieces of evidence of ``of`` passages that name it, in one of three states."""

    id: str
    name: str
    full: str
    state: str
    evidence: int
    of: int
    url: str


@dataclass(frozen=True, slots=True)
class Blank:
    """An area's places without evidence: the silent ones with what was read there, and how many could not be seen."""

    code: str
    silent: Sequence[tuple[str, int]]
    low: int
    unseen: int


def stage_lines(rows: Sequence[CubeRow], *, place: str, since: str, until: str) -> list[StageLine]:
    """The areas of rows that are split by area and stage."""
    found = []
    for each in depth(rows):
        counts, begin = [], 0.0
        for stage in Stage:
            count = each.stages.get(stage, 0)
            width = 100 * count / each.total if each.total else 0.0
            asked = Filter(area=each.area or "", stage=stage, place=place, since=since, until=until)
            group = "talk" if stage in TALK else "done" if stage in DONE else "looked" if stage in LOOKED else "none"
            counts.append(
                StageCount(stage, group, count, address(asked) if count else "", round(begin, 2), round(width, 2))
            )
            begin += width
        found.append(StageLine(each.area or "", counts, each.total, each.talk, each.action))
    return found


def tiles(rows: Sequence[CubeRow], *, since: str, until: str) -> list[Tile]:
    """A tile for each place of rows that are split by place."""
    found = []
    for row in rows:
        asked = Filter(place=row.place or "", since=since, until=until, modality="reported", strength_from=2)
        id = row.place or ""
        found.append(
            Tile(
                id,
                short_name(id),
                place_name(id),
                row.state,
                row.evidence,
                row.of,
                address(asked) if row.evidence else "",
            )
        )
    return found


def blanks(rows: Sequence[CubeRow]) -> list[Blank]:
    """Blank spots by area, of rows that are split by area and place; areas without any are left out."""
    found = []
    for code in dict.fromkeys(row.area or "" for row in rows):
        spots = blank_spots([row for row in rows if row.area == code])
        silent = [(short_name(row.place or ""), row.of_passages) for row in spots.silent]
        low, unseen = len(spots.below_detection), len(spots.not_collected)
        if silent or low or unseen:
            found.append(Blank(code, silent, low, unseen))
    return found
