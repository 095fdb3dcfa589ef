"""Passages of which coders say unlike things: who said what, what a lead settled, and why they differed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.audit.queue import AUDIT
from corpus.label import Judgement
from corpus.people.causes import Cause, cause_in
from corpus.people.judgements import Judgements, standing
from corpus.people.queues import DISAGREEMENT, disputed
from corpus.store import Store
from review.line import named


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage on which coders differ.

    Attributes:
        coders: the last standing verdict of each coder, oldest first.
        lead: the standing verdict of a lead, or None while it is open.
        areas: those to which coders say both yes and no.
        last: id of the passage's newest event: what somebody who sees this has seen.
    """

    passage: str
    coders: tuple[Judgement, ...]
    lead: Judgement | None
    areas: tuple[str, ...]
    last: str

    @property
    def cause(self) -> Cause | None:
        """Why they differed, as the lead said; None where open or not said."""
        return None if self.lead is None else cause_in(self.lead.note)[0]

    def open_to(self, person: str) -> bool:
        """Whether a coder may see it: not while they might still be given the passage of an audit sample blind."""
        drawn = any(named(each.shown_because)[0] == AUDIT for each in self.coders)
        return not drawn or any(each.person == person for each in self.coders)


def differences(events: Iterable[Judgement]) -> list[Difference]:
    """Every passage on which coders differ, open or settled, in the order in which it was first judged."""
    by_passage: dict[str, list[Judgement]] = {}
    for event in events:
        by_passage.setdefault(event.passage, []).append(event)
    found = []
    for passage, told in by_passage.items():
        stand = [each for each in standing(told) if not each.takes_back]
        coders = _last_of_each(each for each in stand if each.standing == "coder")
        areas = disputed(coders)
        if areas:
            leads = [each for each in stand if each.standing == "lead"]
            found.append(Difference(passage, coders, leads[-1] if leads else None, areas, told[-1].id))
    return found


def with_snapshots(store: Store, found: Sequence[Difference]) -> list[Difference]:
    """The same with what each coder was shown."""
    current = Judgements(store.engine).current([each.passage for each in found])
    shown = {event.id: event for events in current.values() for event in events}
    return [replace(each, coders=tuple(shown.get(one.id, one) for one in each.coders)) for each in found]


def coders_words(events: Iterable[Judgement], *, blind: bool) -> list[Judgement]:
    """What coders say that stands, given without having been asked to settle what others said.

    Args:
        blind: only what was said of audit samples, where nobody sees another's word.
    """
    by_passage: dict[str, list[Judgement]] = {}
    for event in events:
        by_passage.setdefault(event.passage, []).append(event)
    kept: list[Judgement] = []
    for told in by_passage.values():
        stand = (each for each in standing(told) if not each.takes_back and each.standing == "coder")
        kept += [each for each in _last_of_each(stand) if _counts(each, blind=blind)]
    return kept


def causes(found: Sequence[Difference]) -> Counter[Cause | None]:
    """How many settled passages had which cause; None where the lead named none."""
    return Counter(each.cause for each in found if each.lead is not None)


def _counts(each: Judgement, *, blind: bool) -> bool:
    kind = named(each.shown_because)[0]
    return kind == AUDIT if blind else kind != DISAGREEMENT


def _last_of_each(events: Iterable[Judgement]) -> tuple[Judgement, ...]:
    persons: dict[str, Judgement] = {}
    for event in events:
        persons.pop(event.person, None)
        persons[event.person] = event
    return tuple(persons.values())
