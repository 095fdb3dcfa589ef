"""What one document adds to the cube: each passage under one reason, at dated places, its document counted once."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.coverage.facts import (
    ANY,
    EVIDENCE_FROM,
    READ,
    Fact,
    Reading,
    cells_of,
    event_month,
    facts_of,
    home_places,
    placed,
    reason_of,
    units_of,
)

MARCH = date(2021, 3, 5)


def reading(**more: object) -> Reading:
    values: dict[str, object] = {
        "areas": ("3",),
        "stage": "to_chuc",
        "modality": "reported",
        "strength": 2,
        "scope": "current",
        "reach": "inside",
        "places": (),
        **more,
    }
    return Reading(**values)  # type: ignore[arg-type]


readings = st.lists(
    st.builds(
        reading,
        areas=st.sets(st.sampled_from("123"), max_size=2).map(lambda each: tuple(sorted(each))),
        stage=st.sampled_from(("chi_dao", "to_chuc", "ket_qua")),
        modality=st.sampled_from(("directive", "reported", "planned")),
        strength=st.integers(0, 4),
        scope=st.sampled_from(("current", "former_term", "historical", "unknown")),
        reach=st.sampled_from(("inside", "outside", "unclear")),
        places=st.sampled_from(((), ("ben-tre/ba-tri",), ("ben-tre/ba-tri/an-hiep",), ("ben-tre", "can-tho"))),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("reach", "scope", "reason"),
    [
        ("inside", "current", ""),
        ("inside", "future", ""),
        ("outside", "current", "outside"),
        ("unclear", "unknown", "unclear"),
        ("outside", "former_term", "former_term"),
        ("inside", "historical", "historical"),
    ],
)
def test_a_passage_stands_under_one_reason(reach: str, scope: str, reason: str) -> None:
    assert reason_of(reach, scope) == reason


@pytest.mark.parametrize(
    ("values", "published", "month"),
    [
        ({"dates": ("2021-02-25", "2021-01-03")}, MARCH, "2021-02"),
        ({"dates": ("2021-06-01",)}, MARCH, ""),
        ({"dates": ("2021-06-01", "2021-04-02"), "modality": "planned"}, MARCH, "2021-04"),
        ({"dates": ("2015-05-01",)}, MARCH, ""),
        ({"dates": ("2021-01-01/2021-01-31",)}, MARCH, "2021-01"),
        ({"dates": ("2020-01-01/2021-12-31",)}, MARCH, ""),
        (
            {"scope_since": date(2020, 11, 1), "scope_until": date(2020, 11, 30), "dates": ("2021-02-25",)},
            MARCH,
            "2020-11",
        ),
        ({"scope_since": date(2020, 1, 1), "scope_until": date(2020, 12, 31)}, MARCH, ""),
        ({"dates": ("2021-02-25",)}, None, "2021-02"),
        ({}, MARCH, ""),
    ],
)
def test_the_month_of_an_act_is_what_the_passage_says_or_unknown(
    values: dict[str, object], published: date | None, month: str
) -> None:
    assert event_month(reading(**values), published) == month


def test_a_commune_counts_for_its_district_while_there_is_one() -> None:
    places = home_places()
    assert placed(("ben-tre/ba-tri/tan-xuan", "can-tho", "none/such"), MARCH, places) == {
        ("province", ""),
        ("commune", "ben-tre/ba-tri/tan-xuan"),
        ("district", "ben-tre/ba-tri"),
    }


def test_a_unit_that_is_gone_is_bridged_to_its_one_successor_and_else_left_out_by_name() -> None:
    places = home_places()
    after = date(2025, 8, 1)
    gone = [id for id in units_of(places, "commune") if not places.is_valid(id, after)]
    bridged = {id: placed((id,), after, places) - {("province", "")} for id in gone}
    for id, found in bridged.items():
        ((level, place),) = found
        if level == "commune":
            assert places.is_valid(place, after)
        else:
            assert (level, place) == ("ambiguous", id)
    assert sum(next(iter(found))[0] == ("commune") for found in bridged.values()) > 100
    assert placed(("ben-tre/ba-tri",), after, places) == {("province", ""), ("ambiguous", "ben-tre/ba-tri")}


@given(readings)
def test_sums_of_a_documents_cells_count_it_once_whatever_is_held_fast(made: list[Reading]) -> None:
    cells = cells_of(facts_of(made, MARCH, home_places()))
    for area in ("1", "2", "3", ANY):
        ours = [each for each in made if (each.areas if area == ANY else area in each.areas)]
        ours = [each for each in ours if reason_of(each.reach, each.scope) == ""]
        held = {k: v for k, v in cells.items() if (k.level, k.area, k.reason) == ("province", area, "")}
        assert sum(sums.passages for sums in held.values()) == len(ours)
        for bound in (0, EVIDENCE_FROM, 4):
            strong = [each for each in ours if each.strength >= bound]
            kept = {k: v for k, v in held.items() if k.strength >= bound}
            assert sum(v.documents for v in kept.values()) == bool(strong)
            for stage in ("chi_dao", "to_chuc"):
                assert sum(v.by_stage for k, v in kept.items() if k.stage == stage) == any(
                    each.stage == stage for each in strong
                )
            assert sum(v.by_modality for k, v in kept.items() if k.modality == "reported") == any(
                each.modality == "reported" for each in strong
            )
            assert sum(v.by_both for k, v in kept.items() if (k.stage, k.modality) == ("chi_dao", "directive")) == any(
                (each.stage, each.modality) == ("chi_dao", "directive") for each in strong
            )


@given(readings)
def test_every_passage_is_read_once_at_each_place_and_lies_under_one_reason(made: list[Reading]) -> None:
    counted: Counter[Fact] = facts_of(made, MARCH, home_places())
    read = {fact: n for fact, n in counted.items() if (fact.level, fact.area) == ("province", READ)}
    assert sum(read.values()) == len(made)
    on_any = sum(n for fact, n in counted.items() if (fact.level, fact.area) == ("province", ANY))
    assert on_any == sum(bool(each.areas) for each in made)
