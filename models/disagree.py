"""Where two models that judged the same passages decide differently, area by area and passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.predictions.said import Pair


@dataclass(frozen=True, slots=True)
class AreaAgreement:
    """Of so many passages, how many both models, only the one, and only the other called about an area."""

    area: str
    of: int
    both: int
    only_one: int
    only_other: int

    @property
    def agreement(self) -> float | None:
        """Share of passages on which they decide alike; None of nothing. High for any rare area."""
        return 1 - (self.only_one + self.only_other) / self.of if self.of else None

    @property
    def positive(self) -> float | None:
        """Agreement on what is about the area (Dice 1945; Cicchetti and Feinstein 1990); None where nothing is."""
        named = 2 * self.both + self.only_one + self.only_other
        return 2 * self.both / named if named else None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A passage that one model calls about an area and the other not, with both probabilities."""

    passage: str
    document: str
    month: str
    area: str
    one: float
    other: float
    says: str
    """``one`` where the one model calls it about the area, ``other`` where the other does."""


def agreements(
    pairs: Iterable[Pair], codes: Sequence[str]
) -> tuple[tuple[AreaAgreement, ...], tuple[Disagreement, ...]]:
    """Agreement by area, and every disagreement, the widest apart first."""
    of = 0
    counts = {code: [0, 0, 0] for code in codes}
    found: list[Disagreement] = []
    for pair in pairs:
        of += 1
        for code in pair.one.areas | pair.other.areas:
            here, there = code in pair.one.areas, code in pair.other.areas
            if code not in counts:
                continue
            counts[code][0 if here and there else 1 if here else 2] += 1
            if here != there:
                told = pair.told
                chances = pair.one.probabilities.get(code, 0.0), pair.other.probabilities.get(code, 0.0)
                found.append(
                    Disagreement(told.passage, told.document, told.month, code, *chances, "one" if here else "other")
                )
    found.sort(key=lambda each: (-abs(each.one - each.other), each.passage, each.area))
    return tuple(AreaAgreement(code, of, *counts[code]) for code in codes), tuple(found)
