"""Where the model and people say unlike things of the same passages: counted by area, and passage by passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.audit.queue import AUDIT
from corpus.coverage.evidence_list import counted_state
from corpus.label import Verdict
from corpus.people.brief import Word, words_of_all
from corpus.people.judgements import Judgements
from corpus.predictions.stored import judged_areas
from corpus.store import Store
from review.desk import Desk
from review.line import named

NONE = "0"
"""Stands for none of the areas on either side of a confusion."""


@dataclass(frozen=True, slots=True)
class Held:
    """A passage that people settled, held against the model.

    ``missed`` areas are people's and not the model's, ``added`` the model's and not people's; ``blind`` is whether
    somebody might still be given the passage of an audit sample, ``people`` are those who judged it, and
    :func:`with_texts` fills in ``text`` and ``title``.
    """

    passage: str
    right: frozenset[str]
    missed: frozenset[str]
    added: frozenset[str]
    people: frozenset[str]
    blind: bool
    text: str = ""
    title: str = ""

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
    assigned = judged_areas(store.engine, model)
    counts = {code: [0, 0, 0] for code in codes}
    pairs: Counter[tuple[str, str]] = Counter()
    unlike = []
    of = 0
    for passage, areas, words in _settled(words_of_all(store.engine), codes):
        said = assigned.get(passage)
        if said is None:
            continue
        of += 1
        if said == areas:
            for code in areas & counts.keys():
                counts[code][0] += 1
            continue
        held = _held(passage, areas, said, words)
        for place, each in enumerate((held.right, held.missed, held.added)):
            for code in each & counts.keys():
                counts[code][place] += 1
        pairs.update(held.pairs)
        unlike.append(held)
    return Confusion(of, tuple(unlike), {code: (each[0], each[1], each[2]) for code, each in counts.items()}, pairs)


def confusion_now(desk: Desk, model: str) -> Confusion:
    """The same, worked out anew where the model or a person judged something since."""
    state = counted_state(desk.store.engine)
    return desk.kept.get(("confusion", model), state, lambda: confusion(desk.store, model, desk.taxonomy.codes))


def with_texts(store: Store, held: Sequence[Held]) -> list[Held]:
    """The same with the words that people were last shown."""
    current = Judgements(store.engine).current([each.passage for each in held])
    shown = {passage: events[-1].snapshot for passage, events in current.items()}
    return [
        each if (seen := shown.get(each.passage)) is None else replace(each, text=seen.text, title=seen.title)
        for each in held
    ]


def _settled(
    words: Mapping[str, Sequence[Word]], codes: Sequence[str]
) -> Iterator[tuple[str, frozenset[str], Sequence[Word]]]:
    """Areas of each passage that a lead settled, or of which everybody who judged it says the same and is sure."""
    read: dict[int, frozenset[str] | None] = {}
    for passage, given in words.items():
        leads = [each for each in given if each.standing == "lead"]
        said = {_areas(each.verdicts, codes, read) for each in leads[-1:] or given}
        areas = said.pop()
        if areas is not None and not said:
            yield passage, areas, given


def _areas(
    verdicts: Mapping[str, Verdict], codes: Sequence[str], read: dict[int, frozenset[str] | None]
) -> frozenset[str] | None:
    """The areas that verdicts say yes to, None where one is unsure; ``read`` holds those of the same object."""
    key = id(verdicts)
    if key not in read:
        said = {code: verdicts.get(code, "no") for code in codes}
        unsure = "unsure" in said.values()
        read[key] = None if unsure else frozenset(code for code, verdict in said.items() if verdict == "yes")
    return read[key]


def _held(passage: str, areas: frozenset[str], model: frozenset[str], words: Sequence[Word]) -> Held:
    return Held(
        passage=passage,
        right=areas & model,
        missed=areas - model,
        added=model - areas,
        people=frozenset(each.person for each in words),
        blind=any(named(each.queue)[0] == AUDIT for each in words),
    )
