"""Splitting labelled passages into training and held-out ones, and refusing any split that leaks.

What belongs together (one document, one group, texts alike) stays together. Dated passages are split forward in time:
held out is what is newer than all that was trained on. Undated ones are split by a hash of their group, so that what
was once held out is held out in every later training too, and a model in use can be compared on it. What is reserved
for measuring is always held out, with what belongs to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.errors import BadInput
from models.alike import alike_pairs
from models.labelled import Example

SHARE = 0.2
DATED = 60
"""Dated passages from which they are split by time; fewer are split like undated ones."""


@dataclass(frozen=True, slots=True)
class Split:
    """Passages to train on, passages held out, and those in neither.

    ``left_out`` are newer relatives of passages trained on. ``until`` is the last day trained on, where split by time.
    """

    training: tuple[Example, ...]
    held_out: tuple[Example, ...]
    left_out: tuple[Example, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class Leak:
    """A passage trained on and a passage held out that belong together, and why in words."""

    trained: str
    held_out: str
    reason: str


def components(examples: Sequence[Example]) -> list[list[int]]:
    """Positions of examples that belong together: one group, or texts alike; in order of their first."""
    parent = list(range(len(examples)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[str, int] = {}
    for at, example in enumerate(examples):
        parent[root(at)] = root(first.setdefault(example.passage.group, at))
    for one, other, _ in alike_pairs([example.passage.text for example in examples]):
        parent[root(one)] = root(other)
    found: dict[int, list[int]] = {}
    for at in range(len(examples)):
        found.setdefault(root(at), []).append(at)
    return sorted(found.values())


def split(examples: Sequence[Example], *, share: float = SHARE) -> Split:
    """Hold out about a share of the passages, forward in time where they are dated.

    Raises:
        BadInput: too few passages for both sides to hold any.
    """
    together = components(examples)
    by_time = sum(example.published is not None for example in examples) >= DATED
    days = [sorted(d for at in each if (d := examples[at].published) is not None) for each in together]
    until = _cut(together, days, share) if by_time else None
    sides: tuple[list[int], list[int], list[int]] = ([], [], [])
    for members, dates in zip(together, days, strict=True):
        if any(examples[at].reserved for at in members):
            sides[1].extend(members)
        elif until is not None and dates:
            if dates[0] > until:
                sides[1].extend(members)
                continue
            for at in members:
                day = examples[at].published
                sides[2 if day is not None and day > until else 0].append(at)
        else:
            held = any(_share_of(examples[at].passage.group) < share for at in members)
            sides[1 if held else 0].extend(members)
    training, held_out, left_out = (tuple(examples[at] for at in sorted(side)) for side in sides)
    if not training or not held_out:
        raise BadInput(
            f"quá ít đoạn để vừa học vừa đo: {len(training)} để học, {len(held_out)} để đo (too few to split)",
            where="labelled set",
        )
    return Split(training, held_out, left_out, until)


def _cut(together: Sequence[Sequence[int]], days: Sequence[Sequence[date]], share: float) -> date | None:
    """The latest day after which at least the share of dated passages lies, in groups that are wholly after it."""
    sized = sorted(
        ((dates[0], len(members)) for members, dates in zip(together, days, strict=True) if dates), reverse=True
    )
    wanted = share * sum(size for _, size in sized)
    reached = 0
    for at, (day, size) in enumerate(sized):
        reached += size
        if reached >= wanted:
            earlier = [other for other, _ in sized[at + 1 :] if other < day]
            return earlier[0] if earlier else None
    return None


def _share_of(group: str) -> float:
    """A number in [0, 1) that a group has for good."""
    digest = hashlib.sha256(f"held out\n{group}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def leaks(training: Sequence[Example], held_out: Sequence[Example]) -> list[Leak]:
    """Every held-out passage that belongs with one trained on, each once, with the first reason found."""
    found: dict[str, Leak] = {}
    documents = {each.passage.document: each.passage.key for each in training if each.passage.document}
    groups = {each.passage.group: each.passage.key for each in training}
    for example in held_out:
        passage = example.passage
        if passage.document in documents:
            found[passage.key] = Leak(documents[passage.document], passage.key, "cùng văn bản (same document)")
        elif passage.group in groups:
            found[passage.key] = Leak(groups[passage.group], passage.key, "cùng nhóm (same group)")
    both = [*training, *held_out]
    for one, other, likeness in alike_pairs([each.passage.text for each in both]):
        if one < len(training) <= other:
            key = both[other].passage.key
            words = "cùng một lời" if likeness == 1 else f"lời giống nhau {likeness:.2f}"
            found.setdefault(key, Leak(both[one].passage.key, key, f"{words} (near-duplicate text)"))
    return list(found.values())


def refuse_leaks(training: Sequence[Example], held_out: Sequence[Example]) -> None:
    """Refuse a split in which anything trained on belongs with anything held out.

    Raises:
        BadInput: names how many leak, and the first three with the reason.
    """
    found = leaks(training, held_out)
    if found:
        said = "; ".join(f"{each.held_out} ↔ {each.trained}: {each.reason}" for each in found[:3])
        raise BadInput(
            f"phần đo lẫn với phần học ở {len(found)} đoạn; bỏ các đoạn ấy khỏi một bên rồi chạy lại"
            f" (models compare: --apart) (the evaluation leaks into the training): {said}",
            where="split",
        )


def kept_apart(training: Sequence[Example], held_out: Sequence[Example]) -> tuple[Example, ...]:
    """The training passages without those that belong with anything held out: what may be trained on beside it."""
    groups = {each.passage.group for each in held_out}
    texts = [each.passage.text for each in (*training, *held_out)]
    alike = {one for one, other, _ in alike_pairs(texts) if one < len(training) <= other}
    return tuple(each for at, each in enumerate(training) if at not in alike and each.passage.group not in groups)
