"""Which sources were down: documents of theirs were read before and after, and none in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corpus.periods import Grain, months_between, period_of
from corpus.source import Source

DOWN_SHARE = 0.5
"""Where sources that usually bring this share of what is read were down, "nothing found" is not said."""


class Uptime:
    """Sources that were down in each period, and what share of all that is read they usually bring.

    ``read`` are passages by source and month. A source is expected from its first month read to its last; where it is
    declared to live on, to the newest month of all.
    """

    def __init__(self, read: Mapping[str, Mapping[str, int]], sources: Mapping[str, Source], grain: Grain) -> None:
        self._weights = {slug: sum(months.values()) for slug, months in read.items()}
        self._down: dict[str, list[str]] = {}
        newest = max((month for months in read.values() for month in months), default="")
        for slug, months in sorted(read.items()):
            begin, end = min(months), _end(max(months), newest, sources.get(slug))
            up = {period_of(month, grain) for month in months}
            for period in dict.fromkeys(period_of(month, grain) for month in months_between(begin, end)):
                if period not in up:
                    self._down.setdefault(period, []).append(slug)

    def down(self, period: str | None, concerns: Callable[[str], bool]) -> tuple[tuple[str, ...], float]:
        """Sources of those it concerns that were down in a period, and the share that they usually bring of them."""
        slugs = tuple(slug for slug in self._down.get(period or "", ()) if concerns(slug))
        if not slugs:
            return (), 0.0
        whole = sum(weight for slug, weight in self._weights.items() if concerns(slug))
        return slugs, sum(self._weights[slug] for slug in slugs) / whole


def _end(last: str, newest: str, life: Source | None) -> str:
    """The last month that documents are expected of: the last read, or the end of a declared life."""
    if life is None or (life.active_from is None and life.active_until is None):
        return last
    return newest if life.active_until is None else max(last, min(newest, f"{life.active_until:%Y-%m}"))


def class_of(source: str, sources: Mapping[str, Source]) -> str:
    """The class of a source by its slug; ``unknown`` where it is not declared."""
    declared = sources.get(source)
    return "unknown" if declared is None else declared.kind.value
