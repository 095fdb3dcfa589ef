"""Which of many pairs are worth reading beside each other, told from their signatures alone, all at once.

Where many documents share a phrase of office, most pairs that meet are not: asked one by one, they cost more than
everything else that groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.likeness import LEAST_FACTS, LEAST_JACCARD, LEAST_MARKS, Signature

AT_ONCE = 10_000
"""Pairs held in numbers at a time, about 10 MB."""

Pair = tuple[str, str]


def worth_comparing_among(pairs: Sequence[Pair], signatures: Mapping[str, Signature]) -> list[Pair]:
    """Those of these pairs whose signatures do not already say that their texts cannot be copies, in their order.

    A pair that met on one mark only, say a house rule printed under every article, is dropped here unread.

    Args:
        signatures: of both documents of every pair.
    """
    ids = sorted({each for pair in pairs for each in pair})
    at = {each: number for number, each in enumerate(ids)}
    sketches = [_table([signatures[each].rows for each in ids]), _table([signatures[each].facts for each in ids])]
    marks = [frozenset(signatures[each].marks.tolist()) for each in ids]
    found: list[Pair] = []
    for begin in range(0, len(pairs), AT_ONCE):
        part = pairs[begin : begin + AT_ONCE]
        one, two = (np.array([at[pair[side]] for pair in part]) for side in (0, 1))
        alike = np.zeros(len(part), dtype=bool)
        for (values, known), least in zip(sketches, (LEAST_JACCARD, LEAST_FACTS), strict=True):
            agreement = (values[one] == values[two]).mean(axis=1) if values.shape[1] else np.zeros(len(part))
            alike |= known[one] & known[two] & (agreement >= least)
        found += [
            pair
            for pair, first, second, yes in zip(part, one.tolist(), two.tolist(), alike.tolist(), strict=True)
            if yes or _shared(marks[first], marks[second])
        ]
    return found


def _table(rows: Sequence[NDArray[np.uint32]]) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Sketches under one another, and which of them there are: a text too short has none."""
    known = np.array([len(each) > 0 for each in rows], dtype=bool)
    width = max(map(len, rows), default=0)
    table = np.zeros((len(rows), width), dtype=np.uint32)
    for number, each in enumerate(rows):
        if len(each):
            table[number] = each
    return table, known


def _shared(one: frozenset[int], two: frozenset[int]) -> bool:
    fewer = min(len(one), len(two))
    return fewer > 0 and len(one & two) / fewer >= LEAST_MARKS
