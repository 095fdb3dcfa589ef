"""Joining: which acts of several documents are one event. Pure, and the same for a set of acts in whatever order.

*Joined* are acts of documents of one story (the same article, or one like it), and acts of any documents in which
the same actor, place and document number are named, within :data:`corpus.events.acts.DAYS` days; for a central
document, which is cited for months, in one passage and with the day said. *Never joined* are acts
that contradict each other, and acts of one document, which were told apart there. An event is a group in which no two
acts contradict each other, built up from the surest pair to the least sure (constrained agglomeration under complete
linkage; Davidson and Ravi 2005, "Agglomerative hierarchical clustering with constraints").
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations

from corpus.events.acts import DAYS, Act, Closure, contradicts, is_central


def keys_of(act: Act) -> tuple[str, ...]:
    """Keys under which acts that may be one event meet: their story, and actor, place, number and days.

    Spans of ``DAYS + 1`` days are numbered; an act stands under the span of its day and under that of three days later,
    so that any two within three days share one. Where no day is said the day of publication stands in.
    """
    keys = {f"story|{act.story}"} if act.story is not None else set()
    day = _when(act)
    if day is not None and not act.past:
        spans = {day.toordinal() // (DAYS + 1), (day.toordinal() + DAYS) // (DAYS + 1)}
        keys.update("|".join((str(span), *named)) for span in spans for named in act.named if _tells(act, named))
    return tuple(sorted(keys))


def _tells(act: Act, named: tuple[str, str, str]) -> bool:
    """Whether a number, place and actor tell an act from others: a central document is cited for months, so that with
    it the day must be said."""
    return bool(act.days) or not is_central(named[0])


def _when(act: Act) -> date | None:
    return act.days[-1] if act.days else act.published


def sureness(one: Act, other: Act) -> int | None:
    """How sure it is that acts of two documents are one, 0 the surest; None where no rule joins them.

    0: a passage of one story read alike; 1: the same actor, place, document number and days; 2: one story, and a
    place, number or day in common; 3: one story that does not say more.
    """
    if one.document == other.document:
        return None
    if one.story is not None and one.story == other.story:
        if set(one.texts) & set(other.texts):
            return 0
        same = set(one.places) & set(other.places) or set(one.numbers) & set(other.numbers)
        return 1 if _by_slots(one, other) else 2 if same or (one.days and other.days) else 3
    return 1 if _by_slots(one, other) else None


def _by_slots(one: Act, other: Act) -> bool:
    first, second = _when(one), _when(other)
    return (
        first is not None
        and second is not None
        and abs(first - second) <= timedelta(days=DAYS)
        and any(_tells(one, named) and _tells(other, named) for named in set(one.named) & set(other.named))
    )


def joined(acts: Iterable[Act], closure: Closure) -> list[list[Act]]:
    """Events among acts that meet under keys: groups in order of their first acts, each in order of document."""
    ordered = sorted(acts, key=lambda each: each.key)
    pairs = sorted(
        (sure, at, to) for at, to in _meeting(ordered) if (sure := sureness(ordered[at], ordered[to])) is not None
    )
    group_of = list(range(len(ordered)))
    groups: dict[int, list[int]] = {at: [at] for at in group_of}
    for _, at, to in pairs:
        first, second = sorted((group_of[at], group_of[to]))
        if first == second or any(
            ordered[a].document == ordered[b].document or contradicts(ordered[a], ordered[b], closure)
            for a in groups[first]
            for b in groups[second]
        ):
            continue
        for member in groups[second]:
            group_of[member] = first
        groups[first] += groups.pop(second)
    return [[ordered[member] for member in sorted(groups[first])] for first in sorted(groups)]


def _meeting(acts: Sequence[Act]) -> Iterable[tuple[int, int]]:
    under: dict[str, list[int]] = {}
    for at, act in enumerate(acts):
        for key in keys_of(act):
            under.setdefault(key, []).append(at)
    return {pair for members in under.values() for pair in combinations(members, 2)}


def event_id(acts: Sequence[Act]) -> str:
    """12 hexadecimal digits made of the first act's document and number; the same however the event grows after it."""
    document, number = min(act.key for act in acts)
    return hashlib.sha256(f"{document}\n{number}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
