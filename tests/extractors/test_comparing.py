"""Pairs compared by their signatures at once are those that are worth comparing one by one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import comparing
from extractors.comparing import worth_comparing_among
from extractors.likeness import (
    BANDS,
    FACT_BANDS,
    FACT_ROWS,
    LEAST_FACTS,
    LEAST_JACCARD,
    LEAST_MARKS,
    ROWS,
    Signature,
)

VALUES = st.integers(0, 3)
"""Few values, so that sketches agree in part."""


def sketch(length: int) -> st.SearchStrategy[np.ndarray[tuple[int], np.dtype[np.uint32]]]:
    full = st.lists(VALUES, min_size=length, max_size=length)
    return st.one_of(st.just([]), full).map(lambda values: np.array(values, dtype=np.uint32))


MARKS = st.sets(st.integers(0, 12), max_size=8).map(lambda values: np.array(sorted(values), dtype=np.uint32))
SIGNATURES = st.builds(
    Signature,
    syllables=st.just(100),
    shingles=st.just(90),
    rows=sketch(BANDS * ROWS),
    facts=sketch(FACT_BANDS * FACT_ROWS),
    marks=MARKS,
    valid=st.none(),
    marked=st.none(),
)


def worth_comparing(one: Signature, two: Signature) -> bool:
    """What is said of one pair, plainly."""
    for first, second, least in ((one.rows, two.rows, LEAST_JACCARD), (one.facts, two.facts, LEAST_FACTS)):
        if len(first) and len(second) and sum(a == b for a, b in zip(first, second, strict=True)) / len(first) >= least:
            return True
    fewer = min(len(one.marks), len(two.marks))
    return fewer > 0 and len(set(one.marks) & set(two.marks)) / fewer >= LEAST_MARKS


@settings(max_examples=120, deadline=None)
@given(st.lists(SIGNATURES, min_size=1, max_size=7), st.integers(1, 5))
def test_at_once_and_one_by_one_agree_in_whatever_portions(signed: list[Signature], portion: int) -> None:
    named = {f"d{number}": each for number, each in enumerate(signed)}
    pairs = list(combinations(named, 2))
    wanted = [(one, two) for one, two in pairs if worth_comparing(named[one], named[two])]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "AT_ONCE", portion)
        assert worth_comparing_among(pairs, named) == wanted


def test_no_pairs_are_none_worth_comparing() -> None:
    assert worth_comparing_among([], {}) == []
