"""Measures over cells: what cannot be said is None, and every share has its denominator."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.coverage.cube import CubeRow
from corpus.coverage.facts import home_places
from corpus.coverage.measures import attention, blank_spots, breadth, depth, gaps, mix, recency, valid_units
from corpus.errors import BadInput
from corpus.periods import days_of, months_between, months_of, period_of, periods_between


def row(**more: object) -> CubeRow:
    values: dict[str, object] = {
        **dict.fromkeys(("area", "place", "source", "source_class", "stage", "modality", "strength")),
        "period": "2021-03",
        **dict.fromkeys(("count", "of", "of_passages", "evidence", "weak", "directive", "planned"), 0),
        "state": "unobserved",
        "why": "little",
        **more,
    }
    return CubeRow(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "period", "units"),
    [
        ("district", "2021-03", 9),
        ("district", "2025-06", 9),
        ("district", "2025-07", None),
        ("district", "2025", None),
        ("commune", "2024-11", 157),
        ("commune", "2024-12", 148),
        ("commune", "2025-06", 148),
        ("commune", "2024-Q4", None),
        ("commune", "2025-07", 48),
        ("commune", "2026", 48),
    ],
)
def test_breadth_is_over_the_units_there_were_and_over_none_where_they_changed(
    level: str, period: str, units: int | None
) -> None:
    found = valid_units(home_places(), level, period)
    assert (None if found is None else len(found)) == units


def test_breadth_counts_places_with_evidence_of_action() -> None:
    told = [
        row(area="3", place="ben-tre/ba-tri", stage="to_chuc", evidence=1),
        row(area="3", place="ben-tre/ba-tri", stage="ket_qua", evidence=2),
        row(area="3", place="ben-tre/binh-dai", stage="quan_triet", evidence=4),
        row(area="3", place="ben-tre/cho-lach", stage="ket_qua"),
        row(area="3", place="ben-tre/chau-thanh", stage="ket_qua", evidence=1, period="2025-08"),
    ]
    march, after = breadth(told, home_places(), level="district")
    assert (march.places, march.of, march.share) == (("ben-tre/ba-tri",), 9, pytest.approx(1 / 9))
    assert (after.of, after.share) == (None, None)
    with pytest.raises(BadInput, match="place"):
        breadth([row()], home_places(), level="district")


def test_depth_is_a_distribution_and_talk_over_no_action_is_unknown() -> None:
    (told,) = depth([row(stage="chi_dao", count=6), row(stage="quan_triet", count=2), row(stage="ket_qua", count=4)])
    assert (told.total, told.share("ket_qua"), told.talk_to_action) == (12, pytest.approx(1 / 3), 2)
    (only,) = depth([row(stage="chi_dao", count=6)])
    assert (only.talk, only.action, only.talk_to_action) == (6, 0, None)
    (none,) = depth([row(stage="chi_dao")])
    assert none.share("chi_dao") is None


def test_the_newest_evidence_halves_with_its_half_life() -> None:
    told = [row(evidence=1), row(evidence=0, period="2021-08"), row(evidence=3, period=None)]
    assert recency(told, on=date(2021, 6, 29)) == recency(told, on=date(2021, 6, 29), half_life=90)
    assert recency(told, on=date(2021, 6, 29)).weight == pytest.approx(0.5)
    assert recency(told, on=date(2021, 3, 10)).days == 0
    assert recency([row()], on=date(2021, 3, 10)).weight is None


def test_diversity_is_the_number_of_equally_frequent_publishers() -> None:
    assert mix([row(source=each, evidence=5) for each in "abc"], by="source").effective == pytest.approx(3)
    assert mix([row(source="a", evidence=9), row(source="b", evidence=1)], by="source").effective == pytest.approx(
        100 / 82
    )
    nothing = mix([row(source="a")], by="source")
    assert (nothing.effective, nothing.share("a")) == (None, None)
    strengths = mix([row(strength=0, count=3), row(strength=2, count=1)], by="strength", of="count")
    assert strengths.share("0") == pytest.approx(0.75)


def test_a_gap_is_a_silence_that_was_listened_to() -> None:
    silent = row(state="silent", why="", of_passages=40)
    missing, down, little = row(), row(why="down", of_passages=30), row(of_passages=3)
    told = row(state="evidence", why="", evidence=1)
    spots = blank_spots([silent, missing, down, little, told])
    assert (spots.silent, spots.not_collected, spots.below_detection) == ((silent,), (missing, down), (little,))
    assert gaps([silent, missing, down, little, told]) == [silent]


def test_attention_stands_beside_events_and_says_nothing_of_those_not_counted() -> None:
    rows = [row(area="2", count=8, of=40), row(area="3", count=1, of=0)]
    busy, unseen = attention(rows, {("2", "2021-03"): 2})
    assert (busy.share, busy.events, busy.passages_per_event) == (0.2, 2, 4)
    assert (unseen.share, unseen.events, unseen.passages_per_event) == (None, None, None)


def test_periods_are_named_and_bounded() -> None:
    assert [period_of("2021-08", grain) for grain in ("month", "quarter", "half", "year")] == [
        "2021-08",
        "2021-Q3",
        "2021-H2",
        "2021",
    ]
    assert months_of("2021-Q4") == ("2021-10", "2021-12")
    assert days_of("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert months_between("2021-11", "2022-01") == ["2021-11", "2021-12", "2022-01"]
    assert periods_between("2020-12", "2021-07", "half") == ["2020-H2", "2021-H1", "2021-H2"]
    with pytest.raises(BadInput, match="not a period"):
        months_of("2021-13")
