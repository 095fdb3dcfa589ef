"""Near-duplicate passages: Jaccard likeness of their syllable 5-grams, every pair over a bound found exactly.

Candidates come from prefix filtering (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007): two sets whose
likeness is over t share one of their (1 - t) rarest members, so common phrases of the press cost nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil

from models.features import terms

GRAM = 5
"""Syllables of a shingle."""

ALIKE = 0.6
"""Likeness over which two passages are one text told twice."""


def shingles(text: str) -> frozenset[str]:
    """The syllable 5-grams of a text; of a shorter one the whole of it. Nothing of a text without syllables."""
    keys = terms(text).split()
    if not keys:
        return frozenset()
    return frozenset(" ".join(keys[at : at + GRAM]) for at in range(max(len(keys) - GRAM + 1, 1)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard likeness; 0 where both are empty."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def alike_pairs(texts: Sequence[str], *, over: float = ALIKE) -> Iterator[tuple[int, int, float]]:
    """Positions (i < j) and likeness of every pair of texts whose likeness is greater than ``over``."""
    sets = [shingles(text) for text in texts]
    counts = Counter(member for each in sets for member in each)
    prefixes: dict[str, list[int]] = {}
    for at in sorted(range(len(sets)), key=lambda at: len(sets[at])):
        size = len(sets[at])
        if not size:
            continue
        rarest = sorted(sets[at], key=lambda member: (counts[member], member))[: size - ceil(over * size) + 1]
        near = {other for member in rarest for other in prefixes.get(member, ())}
        for other in sorted(near):
            if len(sets[other]) > over * size:
                found = likeness(sets[at], sets[other])
                if found > over:
                    yield min(at, other), max(at, other), found
        for member in rarest:
            prefixes.setdefault(member, []).append(at)
