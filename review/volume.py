"""Whether a source gave as many documents in its last whole month as it usually does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import median

USUAL = 12
"""Months before the last that say what is usual."""

LEAST = 6
"""Fewest of them for a band."""

WIDTH = 3.0
"""Half width of a band in deviations."""

_NORMAL = 1.4826


@dataclass(frozen=True, slots=True)
class Month:
    """Documents of a month; ``open`` while it goes on."""

    month: str
    count: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Volume:
    """A source month by month, oldest first, and the band of its last whole month (None of too few months).

    ``last`` is that month, or None where the source has no whole month yet.
    """

    months: tuple[Month, ...]
    low: int | None = None
    high: int | None = None
    last: Month | None = None

    @property
    def state(self) -> str:
        """``few``, ``many`` or ``fine``; ``unknown`` where there is no band."""
        if self.low is None or self.high is None or self.last is None:
            return "unknown"
        return "few" if self.last.count < self.low else "many" if self.last.count > self.high else "fine"


def volume(by_month: Mapping[str, int], *, now: str, most: int = 24, until: str | None = None) -> Volume:
    """Months up to ``now`` (``YYYY-MM``), those without documents too, and how the last whole one compares.

    Counts are compared as square roots, which makes the spread of counts alike at every level (Anscombe 1948, "The
    transformation of Poisson, binomial and negative-binomial data"), by median and scaled median absolute deviation.

    Args:
        most: months given back at most.
        until: last month of a source's own life; later ones are none of its.
    """
    known = sorted(month for month in by_month if month and month <= now)
    if not known:
        return Volume(())
    end = min(now, until) if until else now
    months = [Month(each, by_month.get(each, 0), open=each == now) for each in _span(known[0], max(end, known[-1]))]
    whole = [each for each in months if not each.open]
    shown = tuple(months[-most:])
    if not whole:
        return Volume(shown)
    last, before = whole[-1], [sqrt(each.count) for each in whole[-1 - USUAL : -1]]
    if len(before) < LEAST:
        return Volume(shown, last=last)
    middle = median(before)
    spread = max(0.5, _NORMAL * median(abs(each - middle) for each in before))
    low = max(0.0, middle - WIDTH * spread) ** 2
    return Volume(shown, int(low), int((middle + WIDTH * spread) ** 2) + 1, last)


def _span(first: str, last: str) -> list[str]:
    found, (year, month) = [], (int(first[:4]), int(first[5:7]))
    while f"{year:04d}-{month:02d}" <= last:
        found.append(f"{year:04d}-{month:02d}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
