"""Where the model and people say unlike things of the same passages: counted by area, and passage by passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.audit_queue import AUDIT
from corpus.judgements import Judgements
from corpus.label import Judgement, Prediction
from corpus.store import Store
from review.line import named

NONE = "0"
"""Stands for none of the areas on either side of a confusion."""


@dataclass(frozen=True, slots=True)
class Held:
    """A passage that people settled, held against the model.

    ``missed`` areas are people's and not the model's, ``added`` the model's and not people's; ``blind`` is whether
    somebody might still be given the passage of an audit sample, and ``people`` are those who judged it.
    """

    passage: str
    right: frozenset[str]
    missed: frozenset[str]
    added: frozenset[str]
    text: str
    title: str
    people: frozenset[str]
    blind: bool

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(people's area, model's area) that took each other's place, :data:`NONE` where one side says nothing."""
        return tuple((said, read) for said in sorted(self.missed) or [NONE] for read in sorted(self.added) or [NONE])

    def open_to(self, person: str) -> bool:
        """Whether a reviewer may see what people said of it."""
        return not self.blind or person in self.people


@dataclass(frozen=True, slots=True)
class Confusion:
    """A model held against what people say, over the passages they agree on or a lead settled.

    ``areas`` counts (right, missed, added) by area, ``pairs`` by (people's, model's) area.
    """

    passages: int
    unlike: tuple[Held, ...]
    areas: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)


def confusion(store: Store, model: str, codes: Sequence[str]) -> Confusion:
    """Hold what a model said of passages against people's word; passages it did not judge are left out."""
    settled = dict(_settled(Judgements(store.engine).current(), codes))
    predictions = store.predictions(sorted(settled), model=model)
    counts = {code: [0, 0, 0] for code in codes}
    pairs: Counter[tuple[str, str]] = Counter()
    unlike = []
    for passage, (areas, events) in settled.items():
        if passage not in predictions:
            continue
        held = _held(passage, areas, predictions[passage], events)
        for place, each in enumerate((held.right, held.missed, held.added)):
            for code in each & counts.keys():
                counts[code][place] += 1
        if held.missed or held.added:
            pairs.update(held.pairs)
            unlike.append(held)
    of = sum(passage in predictions for passage in settled)
    return Confusion(of, tuple(unlike), {code: (each[0], each[1], each[2]) for code, each in counts.items()}, pairs)


def _settled(
    current: Mapping[str, tuple[Judgement, ...]], codes: Sequence[str]
) -> Iterator[tuple[str, tuple[frozenset[str], tuple[Judgement, ...]]]]:
    """Areas of each passage that a lead settled, or of which everybody who judged it says the same and is sure."""
    for passage, events in current.items():
        leads = [each for each in events if each.standing == "lead"]
        words = leads[-1:] or list(events)
        said = {frozenset((code, each.verdicts.get(code, "no")) for code in codes) for each in words}
        only = next(iter(said))
        if len(said) == 1 and all(verdict != "unsure" for _, verdict in only):
            yield passage, (frozenset(code for code, verdict in only if verdict == "yes"), events)


def _held(passage: str, areas: frozenset[str], said: Prediction, events: Sequence[Judgement]) -> Held:
    model = frozenset(said.areas)
    shown = events[-1].snapshot
    return Held(
        passage=passage,
        right=areas & model,
        missed=areas - model,
        added=model - areas,
        text="" if shown is None else shown.text,
        title="" if shown is None else shown.title,
        people=frozenset(each.person for each in events),
        blind=any(named(each.shown_because)[0] == AUDIT for each in events),
    )
