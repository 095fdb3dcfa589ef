"""Polling: when a listing is worth asking again, by how often it was found changed.

The rate of change is estimated from visits that only tell whether something changed since the last one, as Cho and
Garcia-Molina do ("Estimating Frequency of Change", ACM Transactions on Internet Technology 3(3), 2003, where visits are
irregular): the rate r that is most likely solves, over the intervals t between visits,

    sum of t / (exp(r t) - 1) over changed intervals  =  sum of t over unchanged ones.

As in their estimator for regular visits, half a change and half a quiet interval are added, so that the first visits
settle nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

RECENT = 30
"""Visits that count; how often a newsroom wrote last year says little about this month."""

_ROUNDS = 32


def next_visit(
    history: Sequence[tuple[datetime, int]],
    *,
    now: datetime,
    least: timedelta,
    most: timedelta,
    hint: timedelta | None = None,
    holds: int | None = None,
) -> datetime:
    """Say when to ask a listing again: when one change is to be expected since the last visit.

    Args:
        history: (time of the visit, entries not met before), oldest first.
        least, most: bounds of the interval.
        hint: how long the listing itself says it stays as it is; it is not asked sooner, but ``most`` still bounds it.
        holds: how many entries the listing shows at once. It is asked before half of them are expected to have been
            pushed out, hint or not.

    Returns:
        The time of the next visit; ``now`` where there was none yet or it is overdue. After a single visit nothing is
        known, and the interval is the geometric mean of its bounds.
    """
    if not history:
        return now
    visits = sorted(history)[-RECENT:]
    last = visits[-1][0]
    rate = change_rate(visits)
    interval = _middle(least, most) if rate is None else _seconds(1.0 / rate, most)
    if hint is not None:
        interval = max(interval, hint)
    if holds and (entries := _entry_rate(visits)) is not None:
        interval = min(interval, _seconds(holds / 2 / entries, most))
    return max(last + min(max(interval, least), most), now)


def change_rate(visits: Sequence[tuple[datetime, int]]) -> float | None:
    """Changes a second, most likely given which visits found one; None where fewer than two visits tell nothing."""
    spans = [
        ((later - earlier).total_seconds(), new > 0)
        for (earlier, _), (later, new) in pairwise(visits)
        if later > earlier
    ]
    if not spans:
        return None
    usual = sum(span for span, _ in spans) / len(spans)
    changed = [(span, 1.0) for span, found in spans if found] + [(usual, 0.5)]
    quiet = sum(span for span, found in spans if not found) + usual / 2
    low, high = 1e-9, 1e2
    for _ in range(_ROUNDS):
        rate = math.sqrt(low * high)
        expected = sum(weight * _share(span, rate) for span, weight in changed)
        low, high = (rate, high) if expected > quiet else (low, rate)
    return math.sqrt(low * high)


def _share(span: float, rate: float) -> float:
    """t / (exp(r t) - 1), which goes to 1 / r as t goes to nothing and to nothing as t grows."""
    product = span * rate
    return 0.0 if product > 700 else span / math.expm1(product)


def _entry_rate(visits: Sequence[tuple[datetime, int]]) -> float | None:
    """New entries a second over the visits; the first visit's are left out: they came over all the time before."""
    span = (visits[-1][0] - visits[0][0]).total_seconds()
    new = sum(count for _, count in visits[1:])
    return new / span if span > 0 and new else None


def _middle(least: timedelta, most: timedelta) -> timedelta:
    return timedelta(seconds=math.sqrt(least.total_seconds() * most.total_seconds()))


def _seconds(seconds: float, most: timedelta) -> timedelta:
    return timedelta(seconds=min(seconds, most.total_seconds()))
