"""When a rate changed: change points of counts with exposure, and running alarms on them.

Change points minimise the quasi-Poisson cost of a piecewise constant rate by dynamic programming over all partitions
(Jackson et al. 2005, "An algorithm for optimal partitioning of data on an interval"), under the modified Bayesian
information criterion (Zhang and Siegmund 2007, Biometrics 63: 3 log n for each change, and the logarithms of the shares
that segments have). Alarms are log-likelihood-ratio sums, reset at zero (Page 1954; counts: Lucas 1985), of a rate
``ratio`` times as high or low against a self-starting baseline (Hawkins 1987): with a known baseline, a threshold of
log A gives at most one false alarm in A periods on average (Lorden 1971). Counts of the press vary more than Poisson
ones, so both divide by a dispersion taken from neighbouring periods, which a change between two of them hardly moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Direction = Literal["up", "down"]

SHORTEST = 3
"""Periods that a segment holds at least."""

BURST = 4.0
"""Standard deviations from its neighbours beyond which one period alone is a burst."""

BASELINE = 8
"""Periods before the first that an alarm can be raised in."""

RATIO = 2.0
"""Times by which the rate an alarm looks for is higher, or lower."""

PERIODS_BETWEEN = 400.0
"""Periods between false alarms, on average, that the threshold is set for."""


@dataclass(frozen=True, slots=True)
class Change:
    """The rate changed with period ``at`` (its number): ``before`` and ``after`` are rates of the two segments.

    ``gain`` is the fall of the cost, in units of twice the log-likelihood, without this change's penalty.
    """

    at: int
    before: float
    after: float
    gain: float

    @property
    def direction(self) -> Direction:
        """Whether the rate rose or fell."""
        return "up" if self.after > self.before else "down"


@dataclass(frozen=True, slots=True)
class Alarm:
    """In period ``at`` the sum crossed its threshold: ``count`` where ``expected`` was by the periods before.

    ``since`` is the period in which the sum last left zero: where the change is likely to have begun.
    """

    at: int
    since: int
    direction: Direction
    count: int
    expected: float
    statistic: float


def dispersion(counts: Sequence[int], exposures: Sequence[float]) -> float:
    """Variance over mean, at least 1, from differences of neighbouring periods; the largest tenth is left out.

    A pair of periods of one rate differs by a square of mean 1 in units of its Poisson variance. Leaving out the
    largest tenth of a chi-squared sample lowers its mean to 0.60 of it, which is made up for.
    """
    y, e = np.asarray(counts, dtype=float), np.asarray(exposures, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (y[:-1] + y[1:]) / (e[:-1] + e[1:])
        squares = (y[:-1] / e[:-1] - y[1:] / e[1:]) ** 2 / (pooled * (1 / e[:-1] + 1 / e[1:]))
    squares = np.sort(squares[np.isfinite(squares)])
    if len(squares) < BASELINE:
        return 1.0
    kept = squares[: len(squares) - max(1, len(squares) // 10)]
    return max(1.0, float(kept.mean()) / 0.60)


def _unsure_dispersion(y: NDArray[np.float64], e: NDArray[np.float64]) -> float:
    """Dispersion of a short baseline, on the safe side: the larger of that of neighbours and of Pearson's, plus one
    standard error of the latter."""
    expected = e * y.sum() / e.sum()
    kept = expected > 0
    freedom = max(1, int(kept.sum()) - 1)
    pearson = float((((y - expected) ** 2)[kept] / expected[kept]).sum()) / freedom
    unsure = pearson * (1 + float(np.sqrt(2 / freedom)))
    return max(1.0, dispersion(y.tolist(), e.tolist()), unsure)


def change_points(counts: Sequence[int], exposures: Sequence[float] | None = None) -> tuple[Change, ...]:
    """Changes of the rate in order; periods without exposure, and bursts of one, are passed over.

    Args:
        counts: of each period; ``exposures`` what they are counts of (passages read), 1 each where None.

    Raises:
        ValueError: not as many exposures as counts, or a negative number.
    """
    y, e = _checked(counts, exposures)
    seen = np.flatnonzero(e > 0)
    if len(seen) < 2 * SHORTEST:
        return ()
    spread = dispersion(y[seen].tolist(), e[seen].tolist())
    seen = seen[~_bursts(y[seen], e[seen], spread)]
    if len(seen) < 2 * SHORTEST:
        return ()
    starts = _partition(y[seen], e[seen], spread)
    bounds = [*starts, len(seen)]
    found = []
    for left, at, right in zip(bounds, bounds[1:], bounds[2:], strict=False):
        first, second = slice(left, at), slice(at, right)
        whole = slice(left, right)
        gain = (
            _cost(y[seen][whole], e[seen][whole])
            - _cost(y[seen][first], e[seen][first])
            - _cost(y[seen][second], e[seen][second])
        ) / spread
        rates = [float(y[seen][part].sum() / e[seen][part].sum()) for part in (first, second)]
        found.append(Change(int(seen[at]), rates[0], rates[1], float(gain)))
    return tuple(found)


def _bursts(y: NDArray[np.float64], e: NDArray[np.float64], spread: float) -> NDArray[np.bool_]:
    """Periods alone far above, or below, both what came before and what came after: a burst is no change of level."""
    found = np.zeros(len(y), dtype=bool)
    for at in range(len(y)):
        sides = [part for part in (slice(max(0, at - SHORTEST), at), slice(at + 1, at + 1 + SHORTEST)) if len(y[part])]
        rates = [float(y[part].sum() / e[part].sum()) for part in sides]
        for usual, above in ((max(rates), 1), (min(rates), -1)):
            expected = e[at] * usual
            found[at] |= above * (y[at] - expected) > BURST * np.sqrt(spread * expected + 1)
    return found


def _partition(y: NDArray[np.float64], e: NDArray[np.float64], spread: float) -> list[int]:
    """Starts of the segments of the partition of least penalised cost."""
    n = len(y)
    sums, exposures = (np.concatenate([[0.0], np.cumsum(each)]) for each in (y, e))
    best = np.full(n + 1, np.inf)
    best[0] = -3 * log(n)
    previous = np.zeros(n + 1, dtype=int)
    for end in range(SHORTEST, n + 1):
        starts = np.arange(0, end - SHORTEST + 1)
        total, exposed = sums[end] - sums[starts], exposures[end] - exposures[starts]
        cost = 2 * (total - _times_log(total, total / exposed)) / spread
        whole = best[starts] + cost + 3 * log(n) + np.log((end - starts) / n)
        previous[end] = int(starts[np.argmin(whole)])
        best[end] = whole.min()
    bounds, at = [], n
    while at > 0:
        at = int(previous[at])
        bounds.append(at)
    return bounds[::-1]


def _cost(y: NDArray[np.float64], e: NDArray[np.float64]) -> float:
    total = y.sum()
    return float(2 * (total - _times_log(np.array([total]), np.array([total / e.sum()]))[0]))


def _times_log(count: NDArray[np.float64], rate: NDArray[np.float64]) -> NDArray[np.float64]:
    """``count * log(rate)``, nothing where nothing was counted."""
    return np.where(count > 0, count * np.log(np.where(count > 0, rate, 1.0)), 0.0)


def running_alarms(
    counts: Sequence[int],
    exposures: Sequence[float] | None = None,
    *,
    ratio: float = RATIO,
    periods_between: float = PERIODS_BETWEEN,
) -> tuple[Alarm, ...]:
    """Alarms in order of period, as they would have been raised then; after one the baseline begins anew.

    Args:
        counts, exposures: as for :func:`change_points`.
        ratio: above 1.
        periods_between: periods between false alarms, on average.

    Raises:
        ValueError: as :func:`change_points`.
    """
    y, e = _checked(counts, exposures)
    threshold = log(periods_between)
    found: list[Alarm] = []
    begin = 0
    while begin < len(y):
        alarm = _first_alarm(y, e, begin, ratio, threshold)
        if alarm is None:
            break
        found.append(alarm)
        begin = alarm.at
    return tuple(found)


def _first_alarm(
    y: NDArray[np.float64], e: NDArray[np.float64], begin: int, ratio: float, threshold: float
) -> Alarm | None:
    sums = {"up": 0.0, "down": 0.0}
    since = {"up": begin, "down": begin}
    seen: list[int] = []
    for at in range(begin, len(y)):
        if e[at] <= 0:
            continue
        if len(seen) >= BASELINE:
            spread = _unsure_dispersion(y[seen], e[seen])
            # A baseline of few counts is itself unsure: half a count more keeps a silent one from being certain.
            expected = float(e[at] * (y[seen].sum() + 0.5) / e[seen].sum())
            for direction, times in (("up", ratio), ("down", 1 / ratio)):
                step = (y[at] * log(times) - (times - 1) * expected) / spread
                if sums[direction] <= 0:
                    since[direction] = at
                sums[direction] = max(0.0, sums[direction] + step)
                if sums[direction] >= threshold:
                    way: Direction = "up" if direction == "up" else "down"
                    return Alarm(at, since[direction], way, int(y[at]), expected, sums[direction])
        seen.append(at)
    return None


def _checked(
    counts: Sequence[int], exposures: Sequence[float] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    y = np.asarray(counts, dtype=float)
    e = np.ones(len(y)) if exposures is None else np.asarray(exposures, dtype=float)
    if len(y) != len(e):
        raise ValueError(f"{len(y)} counts and {len(e)} exposures")
    if (y < 0).any() or (e < 0).any():
        raise ValueError("counts and exposures are not negative")
    return y, e
