"""How many passages a month people must judge for an interval of a given width, and the hours that takes.

The expected width is that of :mod:`models.quantify.poststratified` on the labels a month would bring on average, from a
guess of the share and of the model's error rates, or from an audit of the past.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from corpus.audit.sampling import BAR, NONE, allocate
from corpus.errors import BadInput
from models.quantify.cell import Cell
from models.quantify.choose import LEAST_LABELS, estimate
from models.quantify.labels import effective_labels, wilson
from models.quantify.poststratified import SAID_NO, SAID_YES, Part, combined, worth
from models.quantify.rogan_gladen import ErrorRates

THIS, OTHER = "this", "other"
SIZES = (60, 100, 150, 200, 300, 400, 600, 800)
SECONDS = 40.0
"""Seconds one person takes for one passage, until the review log says better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a month is expected to look like: passages read, share of the task, and the model's error rates."""

    passages: int
    prevalence: float
    sensitivity: float
    specificity: float
    others: float = 0.2
    """Share of the passages said to be of another area: one audit serves all areas and reads more of those too."""

    def __post_init__(self) -> None:
        if self.passages < 1:
            raise BadInput("must be at least 1", where="passages")
        if not 0 < self.prevalence < 1:
            raise BadInput("must lie between 0 and 100 %, and be neither", where="prevalence")
        for name in ("sensitivity", "specificity", "others"):
            if not 0 <= getattr(self, name) <= 1:
                raise BadInput("must lie between 0 and 1", where=name)

    @classmethod
    def of(cls, past: Cell) -> Self | None:
        """What an audited past month looked like; None where it is too small to say."""
        share, rates = estimate(past), ErrorRates.seen(past)
        if share.value is None or rates is None or not 0 < share.value < 1:
            return None
        return cls(
            passages=past.size,
            prevalence=share.value,
            sensitivity=rates.sensitivity,
            specificity=rates.specificity,
        )

    @property
    def counted(self) -> float:
        """The share the model would say yes to."""
        return self.prevalence * self.sensitivity + (1 - self.prevalence) * (1 - self.specificity)


@dataclass(frozen=True, slots=True)
class Bought:
    """What so many labels a month buy: expected widths between 0 and 1, and hours of one person."""

    labels: int
    width: float
    width_without_model: float
    hours: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The fewest labels for a width (None where reading everything is not enough), and a table around them."""

    guess: Guess
    width: float
    needed: Bought | None
    needed_without_model: int | None
    table: tuple[Bought, ...]


def expected(guess: Guess, labels: int, *, seconds: float = SECONDS) -> Bought:
    """The expected 95 % interval of a month with so many labels, shared out over strata as the audit does it."""
    taken = min(labels, guess.passages)
    yes = round(guess.passages * guess.counted)
    other = round((guess.passages - yes) * guess.others)
    read = {f"{THIS}{BAR}": yes, f"{OTHER}{BAR}": other, f"{NONE}{BAR}": guess.passages - yes - other}
    drawn = allocate(read, size=taken)
    chances = {
        verdict: np.concatenate([np.full(drawn[name], drawn[name] / read[name]) for name in names if drawn[name]])
        if any(drawn[name] for name in names)
        else np.zeros(0)
        for verdict, names in ((True, (f"{THIS}{BAR}",)), (False, (f"{OTHER}{BAR}", f"{NONE}{BAR}")))
    }
    hits = min(guess.passages * guess.prevalence * guess.sensitivity, yes)
    missed = guess.passages * guess.prevalence - hits
    parts = []
    known = 0.0
    for verdict, size, positive, prior in (
        (True, yes, hits, SAID_YES),
        (False, guess.passages - yes, missed, SAID_NO),
    ):
        labels_worth = worth(chances[verdict])
        if math.isinf(labels_worth):
            known += positive / guess.passages
        elif size:
            parts.append(Part(size / guess.passages, min(1.0, positive / size), labels_worth, prior))
    spread = combined(parts, known)
    low, high = wilson(guess.prevalence, effective_labels(np.full(taken, taken / guess.passages)))
    return Bought(taken, spread.high - spread.low, high - low, taken * seconds / 3600)


def plan(guess: Guess, *, width: float, sizes: Sequence[int] = SIZES, seconds: float = SECONDS) -> Plan:
    """The fewest labels a month whose expected interval is no wider than ``width``.

    Args:
        guess: what a month looks like.
        width: of the 95 % interval from end to end, between 0 and 1.
        sizes: other numbers of labels to show.
        seconds: one person's time for one passage.

    Raises:
        BadInput: the width or the time is none.
    """
    if not 0 < width < 1:
        raise BadInput("must lie between 0 and 100 points", where="width")
    if seconds <= 0:
        raise BadInput("must be more than 0", where="seconds")
    needed = _fewest(guess, lambda bought: bought.width, width, seconds)
    without = _fewest(guess, lambda bought: bought.width_without_model, width, seconds)
    shown = sorted({min(size, guess.passages) for size in sizes})
    return Plan(
        guess,
        width,
        needed,
        None if without is None else without.labels,
        tuple(expected(guess, size, seconds=seconds) for size in shown),
    )


def _fewest(guess: Guess, measure: Callable[[Bought], float], width: float, seconds: float) -> Bought | None:
    """By halving: widths fall as labels grow."""
    low, high = min(LEAST_LABELS, guess.passages), guess.passages
    if measure(expected(guess, high, seconds=seconds)) > width:
        return None
    while low < high:
        middle = (low + high) // 2
        if measure(expected(guess, middle, seconds=seconds)) <= width:
            high = middle
        else:
            low = middle + 1
    return expected(guess, low, seconds=seconds)
