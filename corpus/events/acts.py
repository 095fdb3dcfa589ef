"""Acts: the passages of one document that tell of one thing done, and when two tellings cannot be of one.

Tellings contradict each other that name documents numbered at the same level (central, or local) with none in common,
places none of which is, holds or became another, or days further apart than :data:`DAYS`; or of which one is of a
former term. Which acts of several documents are one event is said in :mod:`corpus.events.joining`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from corpus.coverage.facts import LOOKED_BACK, PAST_SCOPES

DAYS = 3
"""Days that two tellings of one act may lie apart."""

SHORTEST = 8
"""Syllables from which two passages that read alike are the same text and not the same turn of phrase."""

Closure = Callable[[str], frozenset[str]]
"""A place's id with the ids of all units above it and of those it was made of."""

_CENTRAL = re.compile(r"TW|T\.Ư|TƯ|-(?:CP|TTg)\b|/QH\d+|UBTVQH|/TT-B|/TTLT-B")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Telling:
    """A passage on at least one area, with what it says of an act; ``day`` is the one it gives the act, or None."""

    passage: str
    ordinal: int
    text: str
    areas: tuple[str, ...]
    stages: tuple[str, ...]
    modality: str
    strength: int
    reach: str
    past: bool
    actors: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    day: date | None
    restates: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """Passages of one document that tell of one act.

    Attributes:
        number: its place among the acts of its document.
        story: id of the story its document carries; None where it was not grouped yet.
        copy: the document is not the first carrier of its story.
        strength: of its strongest passage that tells of it as done; 0 where none does.
        inside: for each area how many of its passages speak of it and of the province.
        places: as named, without those that only say where another one lies.
        days: said of it, in order; ``published`` is the day its document came out.
        texts: keys of the texts of its longer passages.
        named: document number, place and actor that go together.
        restated: of ``inside``, the passages that mostly repeat the tasks' own words.
    """

    document: str
    number: int
    source: str
    story: str | None
    copy: bool
    published: date | None
    passages: tuple[str, ...]
    texts: tuple[str, ...]
    areas: tuple[str, ...]
    stages: tuple[str, ...]
    modalities: tuple[str, ...]
    strength: int
    inside: Mapping[str, int]
    past: bool
    actors: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    days: tuple[date, ...]
    named: tuple[tuple[str, str, str], ...] = ()
    restated: Mapping[str, int] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int]:
        """Document and number: what tells it from all other acts."""
        return self.document, self.number


def act_day(dates: Iterable[str], *, modality: str, published: date | None) -> date | None:
    """The day of the act among the days a passage names (ISO days, or ``from/to`` within :data:`DAYS` days).

    For what is told as done the newest within a year before publication, for what is asked or planned the next after
    it; without a day of publication the only one named.
    """
    days = sorted({day for each in dates if (day := _day(each)) is not None})
    if published is None:
        return days[0] if len(days) == 1 else None
    if modality == "reported":
        near = [day for day in days if published - LOOKED_BACK <= day <= published]
        return near[-1] if near else None
    coming = [day for day in days if published <= day <= published + LOOKED_BACK]
    return coming[0] if coming else None


def _day(value: str) -> date | None:
    begin, _, end = value.partition("/")
    try:
        first, last = date.fromisoformat(begin), date.fromisoformat(end or begin)
    except ValueError:
        return None
    return first if timedelta(0) <= last - first <= timedelta(days=DAYS) else None


def is_past(scope: str) -> bool:
    """Whether a passage of that time scope tells of a former term or of long ago."""
    return scope in PAST_SCOPES


def text_key(text: str) -> str:
    """A key that two passages share when they read alike but for case, spaces and punctuation; "" where too short."""
    words = _WORD.findall(text.lower())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:12] if len(words) >= SHORTEST else ""


def is_central(number: str) -> bool:
    """Whether a document number is one of a central body (``05-CT/TW``, ``30/2020/NĐ-CP``, ``202/2025/QH15``)."""
    return _CENTRAL.search(number) is not None


def contradicts(one: Act | Telling, other: Act | Telling, closure: Closure) -> bool:
    """Whether two tellings cannot be of one act: one of the past, other documents, other places or other days."""
    return (
        one.past != other.past
        or _other_numbers(one.numbers, other.numbers)
        or _other_places(one.places, other.places, closure)
        or _apart(_days(one), _days(other))
    )


def _other_numbers(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one or not other:
        return False
    local, others = ({each for each in numbers if not is_central(each)} for numbers in (one, other))
    if local and others:
        return not local & others
    if local or others:
        return False
    return not set(one) & set(other)


def _other_places(one: Sequence[str], other: Sequence[str], closure: Closure) -> bool:
    if not one or not other:
        return False
    return not any(a in closure(b) or b in closure(a) for a in one for b in other)


def _days(telling: Act | Telling) -> tuple[date, ...]:
    if isinstance(telling, Act):
        return telling.days
    return () if telling.day is None else (telling.day,)


def _apart(one: Sequence[date], other: Sequence[date]) -> bool:
    if not one or not other:
        return False
    return max(*one, *other) - min(*one, *other) > timedelta(days=DAYS)


def specific(places: Iterable[str], closure: Closure) -> tuple[str, ...]:
    """Places without those that hold another one of them."""
    named = tuple(dict.fromkeys(places))
    above = {each for place in named for each in closure(place) if each != place}
    return tuple(place for place in named if place not in above)


def acts_of(
    tellings: Sequence[Telling],
    *,
    document: str,
    source: str,
    story: str | None,
    copy: bool,
    published: date | None,
    closure: Closure,
) -> tuple[Act, ...]:
    """The acts of one document.

    In page order a passage joins the act told of last that it does not contradict. One that contradicts them all opens
    a new act where it names an actor or a document; else it is taken to tell more of the act before it (where a boat's
    owner was born is no other act).
    """
    groups: list[list[Telling]] = []
    for telling in sorted(tellings, key=lambda each: each.ordinal):
        fits = next(
            (group for group in reversed(groups) if not any(contradicts(each, telling, closure) for each in group)),
            None,
        )
        if fits is None and not telling.actors and not telling.numbers:
            fits = next((group for group in reversed(groups) if group[0].past == telling.past), None)
        if fits is None:
            groups.append([telling])
            continue
        fits.append(telling)
        groups.remove(fits)
        groups.append(fits)
    groups.sort(key=lambda group: group[0].ordinal)
    return tuple(
        Act(
            document=document,
            number=number,
            source=source,
            story=story,
            copy=copy,
            published=published,
            passages=tuple(each.passage for each in group),
            texts=_sorted(key for each in group if (key := text_key(each.text))),
            areas=_sorted(area for each in group for area in each.areas),
            stages=_sorted(stage for each in group for stage in each.stages),
            modalities=_sorted(each.modality for each in group),
            strength=max((each.strength for each in group if each.modality == "reported"), default=0),
            inside=_by_area(each for each in group if each.reach == "inside"),
            restated=_by_area(each for each in group if each.reach == "inside" and each.restates),
            past=group[0].past,
            actors=_sorted(actor for each in group for actor in each.actors),
            places=tuple(sorted(specific((place for each in group for place in each.places), closure))),
            numbers=_sorted(number for each in group for number in each.numbers),
            days=tuple(sorted({each.day for each in group if each.day is not None})),
            named=_named(group, closure),
        )
        for number, group in enumerate(groups)
    )


def _named(group: Sequence[Telling], closure: Closure) -> tuple[tuple[str, str, str], ...]:
    """Numbers with places and actors: a local document's with all of the act, a central one's with those of its own
    passage, since articles cite it beside much else."""
    places = specific((place for each in group for place in each.places), closure)
    actors = {actor for each in group for actor in each.actors}
    found: set[tuple[str, str, str]] = set()
    for each in group:
        for number in each.numbers:
            central = is_central(number)
            beside = specific(each.places, closure) if central else places
            found.update((number, place, actor) for place in beside for actor in (each.actors if central else actors))
    return tuple(sorted(found))


def _by_area(tellings: Iterable[Telling]) -> dict[str, int]:
    return dict(sorted(Counter(area for each in tellings for area in each.areas).items()))


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def act_data(act: Act) -> Mapping[str, object]:
    """What is stored of an act beside its key, source, story and dates of publication."""
    names = ("passages", "texts", "areas", "stages", "modalities", "actors", "places", "numbers")
    return {
        **{name: list(getattr(act, name)) for name in names},
        "strength": act.strength,
        "past": act.past,
        "inside": dict(act.inside),
        "restated": dict(act.restated),
        "named": [list(each) for each in act.named],
        "days": [day.isoformat() for day in act.days],
    }
