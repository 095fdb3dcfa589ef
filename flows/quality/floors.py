"""Measures and the floors they are held to: ``docs/floors.toml``, where a floor never drops by itself."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

NOISE = 0.0005
"""What a figure may fall below its floor by, for the last digit of a pinned value."""

RIVAL = "rival."
"""Figures of others, measured beside ours, have this before their key and no floor."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure, over how many, with its 95 % interval where one was drawn; ``at_most`` where less is better."""

    key: str
    value: float | None
    over: int
    low: float | None = None
    high: float | None = None
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """The value a figure must keep, and what it was measured over when it was pinned."""

    value: float
    over: int
    at_most: bool = False

    def holds(self, measure: Measure) -> bool:
        """True when the figure is no worse than the floor."""
        if measure.value is None:
            return False
        worse = measure.value - self.value if self.at_most else self.value - measure.value
        return worse <= NOISE


def read_floors(path: Path) -> dict[str, Floor]:
    """Pinned floors by key; none where the file is not there yet."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {key: Floor(**entry) for key, entry in tomllib.load(file)["floors"].items()}


def pinned(floors: Mapping[str, Floor], measures: Sequence[Measure], *, lower: bool) -> dict[str, Floor]:
    """Floors after an update: raised to what was measured; lowered only where ``lower`` says so; never a rival's."""
    after = dict(floors)
    for measure in measures:
        if measure.value is None or measure.key.startswith(RIVAL):
            continue
        floor = floors.get(measure.key)
        if floor is None or floor.holds(measure) or lower:
            after[measure.key] = Floor(round(measure.value, 3), measure.over, measure.at_most)
    return after


def write_floors(path: Path, floors: Mapping[str, Floor]) -> None:
    """Write floors as TOML, in order of their keys."""
    lines = [
        "# Pinned by `make quality` (python -m flows.quality --update). Each floor was measured over `over` items;",
        "# a floor is lowered only with --allow-regression, in a commit that says why.",
        "",
        "[floors]",
    ]
    for key, floor in sorted(floors.items()):
        at_most = ", at_most = true" if floor.at_most else ""
        lines.append(f'"{key}" = {{ value = {floor.value}, over = {floor.over}{at_most} }}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
