"""Blank spots: silence is said only where enough was read to hear something."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from math import isclose

import pytest
from corpus_samples import article, judged

from corpus.coverage.gaps import Gap, gaps, needed
from corpus.errors import BadInput
from corpus.store import Store


def put(store: Store, number: int, place: str, passages: int, *, areas: tuple[str, ...] = (), month: int = 2) -> None:
    document = article(
        number,
        *(f"Đoạn {at} của bài {number}." for at in range(passages)),
        published=datetime(2021, month, 9, tzinfo=UTC),
    )
    given = judged(document, areas=areas)
    store.put_documents([(document, None)])
    store.put_judged([replace(given, places=((place,),) * passages)])


def by_place(found: list[Gap]) -> dict[str, Gap]:
    return {gap.place: gap for gap in found}


@pytest.mark.parametrize(("rate", "count"), [(0.01, 161), (0.05, 32), (0.2, 8), (0.8, 1)])
def test_so_many_must_be_read_for_eighty_per_cent_power(rate: float, count: int) -> None:
    assert needed(rate) == count
    assert 1 - (1 - rate) ** count >= 0.8 - 1e-9
    assert count == 1 or 1 - (1 - rate) ** (count - 1) < 0.8


def test_a_rate_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput):
        needed(0.0)


def test_silent_below_detection_and_not_collected_are_told_apart(store: Store) -> None:
    put(store, 1, "ben-tre/ba-tri", 2, areas=("3",))
    put(store, 2, "ben-tre/giong-trom", 40)
    put(store, 3, "ben-tre/cho-lach", 5)
    found = by_place(gaps(store.engine, "m-1", areas=("3",), rate=0.1))
    assert "ben-tre/ba-tri" not in found and len(found) == 8
    assert {place: gap.why for place, gap in found.items()} == {
        **dict.fromkeys(found, "not_collected"),
        "ben-tre/giong-trom": "silent",
        "ben-tre/cho-lach": "below",
    }
    below = found["ben-tre/cho-lach"]
    assert (below.read, below.needed, below.quarter) == (5, 16, "2021-Q1")
    assert isclose(below.power, 1 - 0.9**5)


def test_without_a_rate_each_area_is_held_to_its_own(store: Store) -> None:
    put(store, 1, "ben-tre/ba-tri", 5, areas=("3",))
    put(store, 2, "ben-tre/giong-trom", 45)
    found = gaps(store.engine, "m-1")
    rates = {gap.area: gap.rate for gap in found}
    assert rates["3"] == 0.1 and rates["7"] == 0.002
    assert {gap.why for gap in found if gap.place == "ben-tre/giong-trom" and gap.area == "3"} == {"silent"}
    assert {gap.why for gap in found if gap.place == "ben-tre/giong-trom" and gap.area == "7"} == {"below"}


def test_what_only_asks_for_work_leaves_a_gap_and_is_named_in_it(store: Store) -> None:
    document = article(1, "Đoạn một.", published=datetime(2021, 2, 9, tzinfo=UTC))
    given = judged(document, areas=("3",), strength=1)
    store.put_documents([(document, None)])
    store.put_judged([replace(given, places=(("ben-tre/ba-tri",),))])
    found = by_place(gaps(store.engine, "m-1", areas=("3",)))
    assert (found["ben-tre/ba-tri"].spoken, found["ben-tre/ba-tri"].why) == (1, "below")
