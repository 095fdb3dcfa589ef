"""The audit draw: the same for a seed in any order, with chances that are known and true."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from corpus.audit.sampling import LABELS_A_STRATUM, LEAST, NONE, Draw, allocate, draw, gathered, stratum_of
from corpus.errors import BadInput

AREAS = ([], [], [], [], [], ["5"], ["5", "1"], ["3"], ["7"])
SOURCES = ("dong-khoi", "dong-khoi", "dong-khoi", "cong-tinh", "mat-tran")


def read(count: int = 900) -> tuple[list[str], list[str]]:
    chance = random.Random(1)
    ids = [f"passage-{number}" for number in range(count)]
    return ids, [stratum_of(chance.choice(AREAS), chance.choice(SOURCES)) for _ in ids]


def drawn(size: int = 100, seed: str = "2026-03", **more: object) -> Draw:
    ids, strata = read()
    return draw(ids, strata, size=size, seed=seed, **more)  # type: ignore[arg-type]


def test_a_passage_stands_in_the_stratum_of_its_most_probable_area_and_source() -> None:
    assert stratum_of(["5", "1"], "dong-khoi") == "5|dong-khoi"
    assert stratum_of([], "dong-khoi") == f"{NONE}|dong-khoi"


def test_the_same_seed_gives_the_same_draw_in_whatever_order_passages_come() -> None:
    ids, strata = read()
    order = list(range(len(ids)))
    random.Random(7).shuffle(order)
    again = draw([ids[i] for i in order], [strata[i] for i in order], size=100, seed="2026-03")
    assert again == drawn()
    assert {unit.id for unit in drawn(seed="2026-04").units} != {unit.id for unit in again.units}


def test_the_chance_of_a_passage_is_its_strata_share_and_weights_add_up_to_what_was_read() -> None:
    found = drawn()
    assert len(found.units) == 100
    sizes = {each.name: each for each in found.strata}
    for unit in found.units:
        assert unit.inclusion == sizes[unit.stratum].drawn / sizes[unit.stratum].passages
    assert sum(1 / unit.inclusion for unit in found.units) == pytest.approx(900)
    assert Counter(unit.stratum for unit in found.units) == {each.name: each.drawn for each in found.strata}


def test_over_many_seeds_passages_are_taken_as_often_as_their_chance_says() -> None:
    ids, strata = read(200)
    taken: Counter[str] = Counter()
    chances: dict[str, float] = {}
    for seed in range(200):
        for unit in draw(ids, strata, size=60, seed=str(seed)).units:
            taken[unit.id] += 1
            chances[unit.id] = unit.inclusion
    assert len(chances) == 200
    off = [abs(taken[each] / 200 - chance) / (chance * (1 - chance) / 200) ** 0.5 for each, chance in chances.items()]
    assert max(off) < 4.5
    assert sum(each > 2 for each in off) < 20


def test_areas_are_read_more_than_their_size_and_none_less_than_half() -> None:
    found = drawn()
    overall = 100 / 900
    by_area = {each.name: each.drawn / each.passages for each in found.strata}
    assert max(rate for name, rate in by_area.items() if name.startswith("5|")) > overall
    for each in found.strata:
        assert each.drawn >= min(each.passages, LEAST)
        assert each.drawn / each.passages > 0.45 * overall


def test_earlier_audits_move_labels_to_where_areas_are_uncertain() -> None:
    sizes = {"5|x": 500, f"{NONE}|x": 500}
    assert allocate(sizes, size=100, rates={"5|x": 0.5, f"{NONE}|x": 0.02})["5|x"] > 70
    assert allocate(sizes, size=100, rates={"5|x": 0.98, f"{NONE}|x": 0.5})["5|x"] < 30
    assert allocate(sizes, size=100, proportional=True) == {"5|x": 50, f"{NONE}|x": 50}


def test_a_small_month_is_read_whole() -> None:
    found = drawn(size=5000)
    assert len(found.units) == 900 and {unit.inclusion for unit in found.units} == {1.0}


def test_late_passages_get_a_draw_of_their_own() -> None:
    ids, strata = read()
    late = draw([*ids, "late-1", "late-2"], [*strata, "5|x", "5|x"], size=2, seed="2026-03 late", without=ids)
    assert [unit.id for unit in late.units] == ["late-1", "late-2"]
    assert late.passages == 2


def test_nothing_read_draws_nothing() -> None:
    assert draw([], [], size=60, seed="x").units == ()


@given(size=some.integers(1, 120), sources=some.integers(1, 30), areas=some.integers(1, 8), seed=some.integers(0, 99))
def test_strata_are_gathered_until_labels_suffice(size: int, sources: int, areas: int, seed: int) -> None:
    chance = random.Random(seed)
    strata = [stratum_of([str(chance.randrange(areas))], str(chance.randrange(sources))) for _ in range(300)]
    coarse = gathered(strata, size=size)
    assert len(set(coarse)) <= max(1, size // LABELS_A_STRATUM)
    finer: dict[str, str] = {}
    for fine, name in zip(strata, coarse, strict=True):
        assert finer.setdefault(fine, name) == name
    found = draw([str(number) for number in range(300)], strata, size=size, seed="s")
    assert len(found.units) == size


@pytest.mark.parametrize(
    ("ids", "strata", "size", "where"),
    [(["a", "a"], ["x", "x"], 1, "ids"), (["a"], [], 1, "strata"), (["a"], ["x"], 0, "size")],
)
def test_what_cannot_be_drawn_from_is_refused(ids: list[str], strata: list[str], size: int, where: str) -> None:
    with pytest.raises(BadInput) as caught:
        draw(ids, strata, size=size, seed="s")
    assert caught.value.where == where


def test_more_strata_than_labels_are_refused() -> None:
    with pytest.raises(BadInput, match="gather"):
        allocate({str(number): 10 for number in range(9)}, size=5)
