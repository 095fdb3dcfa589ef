"""Floors: they rise with what is better, and drop only when told to."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.quality.floors_held import Floor, Measure, pinned, read_floors, write_floors

FLOORS = {"f1": Floor(0.8, 100), "alarms": Floor(0.1, 50, at_most=True)}


@pytest.mark.parametrize(
    ("measure", "holds"),
    [
        (Measure("f1", 0.8, 100), True),
        (Measure("f1", 0.9, 100), True),
        (Measure("f1", 0.79, 100), False),
        (Measure("f1", None, 0), False),
        (Measure("alarms", 0.05, 50, at_most=True), True),
        (Measure("alarms", 0.12, 50, at_most=True), False),
    ],
)
def test_a_floor_holds_when_the_figure_is_no_worse(measure: Measure, holds: bool) -> None:
    assert FLOORS[measure.key].holds(measure) is holds


def test_a_floor_rises_with_what_is_better_and_does_not_drop_by_itself() -> None:
    measures = [Measure("f1", 0.85, 120), Measure("alarms", 0.2, 60, at_most=True)]
    after = pinned(FLOORS, measures, lower=False)
    assert after["f1"] == Floor(0.85, 120)
    assert after["alarms"] == FLOORS["alarms"]
    assert pinned(FLOORS, measures, lower=True)["alarms"] == Floor(0.2, 60, at_most=True)


def test_what_was_not_measured_keeps_its_floor() -> None:
    assert pinned(FLOORS, [], lower=True) == FLOORS


def test_floors_come_back_as_written(tmp_path: Path) -> None:
    write_floors(tmp_path / "floors.toml", FLOORS)
    assert read_floors(tmp_path / "floors.toml") == FLOORS
