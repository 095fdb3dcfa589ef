"""A report on judged passages: scores with their denominators, intervals by document, and None where undefined.

F1 is averaged over the areas that the press of any province can hold (area 2 is a movement of one province and area 6
too rare in coded files). Intervals are percentiles of a bootstrap that draws documents, not passages (Efron 1979;
Davison and Hinkley 1997, on cluster resampling).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.gold import GoldPassage
from models.labelled import Example
from models.reliability import calibration

MACRO = ("1", "3", "4", "5", "7")
"""Areas whose F1 is averaged."""

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many were right, of how many."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, or None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Score:
    """Hits, false alarms and misses of one label, with F1's interval where one could be drawn."""

    hits: int
    false: int
    missed: int
    low: float | None = None
    high: float | None = None

    @property
    def support(self) -> int:
        """Passages that have the label."""
        return self.hits + self.missed

    @property
    def precision(self) -> float | None:
        """Share of the found that are right; None where none was found."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else None

    @property
    def recall(self) -> float | None:
        """Share of the right that were found; None where there is none."""
        return self.hits / self.support if self.support else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where the label neither stands nor was found."""
        of = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / of if of else None


@dataclass(frozen=True, slots=True)
class Report:
    """Scores of one judge on one set of passages.

    Attributes:
        areas: by code; pairs that readers did not agree on are left out.
        macro_f1: mean F1 of the areas of :data:`MACRO` that have passages; ``low`` and ``high`` hold its interval.
        any_area: finding that a passage is about some area.
        stage: right main stages where the readers' areas are given; ``modality`` likewise.
        false_alarms: passages about nothing that were given an area (``right``), of all such passages.
        ece, brier: how far probabilities are from what is so; see :mod:`models.reliability`.
    """

    name: str
    passages: int
    documents: int
    areas: dict[str, Score]
    macro_f1: float | None
    low: float | None
    high: float | None
    any_area: Score
    false_alarms: Accuracy
    stage: Accuracy = Accuracy(0, 0)
    modality: Accuracy = Accuracy(0, 0)
    ece: float | None = None
    brier: float | None = None

    def lines(self) -> Iterator[str]:
        """The report as lines of text."""
        yield f"{self.name}: {self.passages} đoạn, {self.documents} văn bản"
        yield f"{'lĩnh vực':<12}{'P':>6}{'R':>6}{'F1':>6}   {'95 %':<12}{'n':>6}"
        for code, score in self.areas.items():
            yield _line(code, score)
        yield _line("có lĩnh vực", self.any_area)
        yield f"macro-F1 ({', '.join(MACRO)}): {_shown(self.macro_f1)} [{_shown(self.low)}-{_shown(self.high)}]"
        yield f"báo nhầm ở đoạn không thuộc lĩnh vực nào: {_share(self.false_alarms)}"
        yield f"bước đúng (đã biết lĩnh vực): {_share(self.stage)}"
        yield f"tình thái đúng: {_share(self.modality)}"
        if self.ece is not None:
            yield f"hiệu chuẩn: ECE {_shown(self.ece)}, Brier {_shown(self.brier)}"


def report(
    name: str,
    passages: Sequence[GoldPassage],
    found: Sequence[Collection[str]],
    codes: Sequence[str],
    *,
    seed: int,
    readings: tuple[Accuracy, Accuracy] = (Accuracy(0, 0), Accuracy(0, 0)),
    chances: NDArray[np.float64] | None = None,
) -> Report:
    """Compare the areas found, and the probabilities where given (passages x areas), with the readers'."""
    if len(passages) != len(found):
        raise ValueError(f"{len(passages)} passages, {len(found)} answers")
    documents = sorted({each.group for each in passages})
    place = {group: at for at, group in enumerate(documents)}
    counts = np.zeros((len(documents), len(codes), 3))
    anything = np.zeros((len(documents), 3))
    alarms = empty = 0
    for passage, areas in zip(passages, found, strict=True):
        at = place[passage.group]
        for column, code in enumerate(codes):
            if code not in passage.maybe:
                counts[at, column] += _outcome(true=code in passage.areas, said=code in areas)
        if passage.areas or not passage.maybe:
            anything[at] += _outcome(true=bool(passage.areas), said=bool(areas))
        if passage.empty:
            empty += 1
            alarms += bool(areas)
    totals = counts.sum(axis=0)
    chosen = [column for column, code in enumerate(codes) if code in MACRO and totals[column, [0, 2]].sum() > 0]
    drawn = _drawn(counts, seed)
    sureness = None
    if chances is not None:
        sureness = calibration([Example(each, "file") for each in passages], chances, codes)
    low, high = _interval(_macro(drawn[:, chosen]))
    return Report(
        name=name,
        passages=len(passages),
        documents=len(documents),
        areas={code: _score(totals[column], drawn[:, column]) for column, code in enumerate(codes)},
        macro_f1=float(_f1(totals[chosen]).mean()) if chosen else None,
        low=low,
        high=high,
        any_area=_score(anything.sum(axis=0), _drawn(anything[:, None, :], seed)[:, 0]),
        false_alarms=Accuracy(alarms, empty),
        stage=readings[0],
        modality=readings[1],
        ece=None if sureness is None else sureness.error,
        brier=None if sureness is None else sureness.brier,
    )


def _score(counts: NDArray[np.float64], drawn: NDArray[np.float64]) -> Score:
    hits, false, missed = (int(number) for number in counts)
    low, high = _interval(_f1(drawn))
    return Score(hits, false, missed, low, high)


def _outcome(*, true: bool, said: bool) -> tuple[int, int, int]:
    return int(true and said), int(said and not true), int(true and not said)


def _drawn(counts: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Totals of resamples: draws x labels x (hits, false, missed)."""
    if not len(counts):
        return np.zeros((0, *counts.shape[1:]))
    rng = np.random.default_rng(seed)
    times = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS)
    return np.asarray(np.tensordot(times, counts, axes=1))


def _f1(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 along the last axis; nan where undefined."""
    of = 2 * counts[..., 0] + counts[..., 1] + counts[..., 2]
    return np.where(of > 0, 2 * counts[..., 0] / np.where(of > 0, of, 1), np.nan)


def _macro(drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean F1 of each resample over its defined labels; resamples with none are left out."""
    scores = _f1(drawn)
    defined = (~np.isnan(scores)).sum(axis=1)
    sums = np.nansum(scores, axis=1)
    return np.asarray(sums[defined > 0] / defined[defined > 0])


def _interval(values: NDArray[np.float64]) -> tuple[float | None, float | None]:
    kept = values[~np.isnan(values)]
    if not len(kept):
        return None, None
    low, high = np.percentile(kept, [2.5, 97.5])
    return float(low), float(high)


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _share(accuracy: Accuracy) -> str:
    return f"{_shown(accuracy.value)} ({accuracy.right}/{accuracy.of})"


def _line(name: str, score: Score) -> str:
    low, high = _shown(score.low), _shown(score.high)
    numbers = "".join(f"{_shown(value):>6}" for value in (score.precision, score.recall, score.f1))
    return f"{name:<12}{numbers}   [{low}-{high}]{score.support:>6}"
