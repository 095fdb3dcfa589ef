"""Signals: where a source's volume or an area's share changed, and whether the world, the source or the model did it.

*The model*: a model or codebook came into use then, and the mean scores of all sources moved one way. *The source*:
what was read of the source in all changed then, or a run raised an alarm about its reading. *The world*: two or more
sources of different owners changed one way together, none of them for a reason of its own. Else it is *unclear*: one
source alone, with nothing that explains it. Every signal says why in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from corpus.coverage.signals import History, Volume
from corpus.source import Source
from models.changepoint import Direction, change_points, running_alarms

Cause = Literal["world", "source", "model", "unclear"]
Kind = Literal["change", "alarm"]

BESIDE = 1
"""Periods by which two changes may lie apart and be one."""

LOOKED = 6
"""Periods on either side over which scores are averaged."""

MOVED = 0.01
"""Least move of a mean score that is one."""

TOGETHER = 2
"""Owners whose sources must change together before the world is said to have changed."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A change of level (``change``) or a period far from what was usual (``alarm``).

    Attributes:
        area: code; "" for all that was read of the source.
        before, after: passages on the area for each one read in the province, or, for area "", passages a period; an
            alarm gives what was usual and what was counted.
        sources: those that changed with it, this one first.
    """

    source: str
    area: str
    period: str
    kind: Kind
    direction: Direction
    before: float
    after: float
    cause: Cause
    reasons: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    source: str
    area: str
    at: int
    kind: Kind
    direction: Direction
    before: float
    after: float


def signals(history: History, sources: Mapping[str, Source]) -> tuple[Signal, ...]:
    """Every change and alarm with its cause, in order of period, area and source.

    Args:
        sources: declared sources by slug: a source and its successor have one owner, and confirm nothing of each other.
    """
    number = {period: at for at, period in enumerate(history.periods)}
    found = [each for key in sorted(history.series) for each in _of_series(history.series[key], number)]
    judge = _Judge(history, found, number, sources)
    made = [judge.signal(each) for each in found]
    return tuple(sorted(made, key=lambda each: (number[each.period], each.area, each.source, each.kind)))


def _of_series(series: Sequence[Volume], number: Mapping[str, int]) -> Iterable[_Found]:
    """Changes of a series, and alarms that no change explains."""
    counts = [each.count for each in series]
    exposures = [1.0 if each.area == "" else float(each.of) for each in series]
    begin = number[series[0].period]
    changed: set[int] = set()
    for change in change_points(counts, exposures):
        changed.update(range(change.at - BESIDE, change.at + LOOKED))
        yield _Found(
            series[0].source, series[0].area, begin + change.at, "change", change.direction, change.before, change.after
        )
    for alarm in running_alarms(counts, exposures):
        if alarm.at not in changed and alarm.since not in changed:
            of = exposures[alarm.at]
            yield _Found(
                series[0].source, series[0].area, begin + alarm.at, "alarm", alarm.direction, alarm.expected / of,
                alarm.count / of,
            )  # fmt: skip


class _Judge:
    """Says what made each of the changes found, in the light of all of them."""

    def __init__(
        self, history: History, found: Sequence[_Found], number: Mapping[str, int], sources: Mapping[str, Source]
    ) -> None:
        self.history = history
        self.found = found
        self.number = number
        self.owners = {slug: _owner(slug, sources) for slug in history.sources}

    def signal(self, one: _Found) -> Signal:
        cause, reasons, together = self._cause(one)
        return Signal(
            one.source, one.area, self.history.periods[one.at], one.kind, one.direction, one.before, one.after, cause,
            reasons, (one.source, *(each for each in together if each != one.source)),
        )  # fmt: skip

    def _cause(self, one: _Found) -> tuple[Cause, tuple[str, ...], tuple[str, ...]]:
        by_model = self._by_model(one)
        if by_model:
            return "model", by_model, ()
        together = sorted(
            {
                each.source
                for each in self.found
                if (each.area, each.direction) == (one.area, one.direction) and abs(each.at - one.at) <= BESIDE
            }
        )
        own = self._by_source(one)
        sound = [each for each in together if each != one.source and not self._upset(each, one.at)]
        if one.area != "":
            sound = [each for each in sound if not self._reading_changed(each, one.at)]
        owners = {self.owners[each] for each in sound} - {self.owners[one.source]}
        if not own and len(owners) + 1 >= TOGETHER:
            words = f"{len(owners) + 1} nguồn độc lập cùng đổi: {', '.join((one.source, *sound))}"
            return "world", (words,), tuple(sound)
        if own:
            return "source", own, tuple(together)
        if one.area == "":
            return "source", ("tổng lượng đọc được của riêng nguồn này đổi, các nguồn khác không",), ()
        return "unclear", ("chỉ một nguồn đổi, lượng đọc của nguồn và mô hình không đổi",), ()

    def _by_source(self, one: _Found) -> tuple[str, ...]:
        upset = self._upset(one.source, one.at)
        changed = one.area != "" and self._reading_changed(one.source, one.at)
        return (*upset, *(("tổng lượng đọc được của nguồn cũng đổi",) if changed else ()))

    def _upset(self, source: str, at: int) -> tuple[str, ...]:
        """Words of the alarms that runs raised about a source about that time."""
        return tuple(
            dict.fromkeys(
                each.words
                for each in self.history.upsets
                if each.source == source and self._beside(each.period, at)
            )
        )  # fmt: skip

    def _reading_changed(self, source: str, at: int) -> bool:
        return any(
            each.source == source and each.area == "" and abs(each.at - at) <= BESIDE for each in self.found
        )  # fmt: skip

    def _by_model(self, one: _Found) -> tuple[str, ...]:
        """Why it was the model; nothing where it was not."""
        came = [each for each in self.history.model_changes if self._beside(each.period, one.at)]
        if not came or one.area == "":
            return ()
        moves = {source: move for source in self.history.sources if (move := self._move(source, one)) is not None}
        ways = {move > 0 for move in moves.values()}
        if len(ways) != 1 or any(abs(move) < MOVED for move in moves.values()):
            return ()
        return (
            f"mô hình {came[-1].model} (sổ mã {came[-1].taxonomy}) bắt đầu dùng kỳ {came[-1].period}",
            f"điểm trung bình của cả {len(moves)} nguồn cùng {'tăng' if ways == {True} else 'giảm'}",
        )

    def _move(self, source: str, one: _Found) -> float | None:
        series = self.history.series.get((source, one.area), ())
        before = [v.score for v in series if v.score is not None and 0 < one.at - self.number[v.period] <= LOOKED]
        after = [v.score for v in series if v.score is not None and 0 <= self.number[v.period] - one.at < LOOKED]
        return fmean(after) - fmean(before) if before and after else None

    def _beside(self, period: str, at: int) -> bool:
        return period in self.number and abs(self.number[period] - at) <= BESIDE


def _owner(slug: str, sources: Mapping[str, Source]) -> str:
    """The last of the sources that continue one another: what one owner says twice is said once."""
    seen = {slug}
    while (known := sources.get(slug)) is not None and known.successor is not None and known.successor not in seen:
        slug = known.successor
        seen.add(slug)
    return slug
