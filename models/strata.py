"""Where a judge is weak: micro-F1 by stage, source, year, length and origin, with intervals, the worst named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.label import STAGE_NAMES
from models.compare import Answers
from models.labelled import ORIGINS, Example
from models.resample import Estimate, draws, estimate, f1, outcomes

LENGTHS = ((40, "dưới 40 âm tiết"), (80, "40-79 âm tiết"), (160, "80-159 âm tiết"))
LEAST = 10
"""Pairs that are so from which a stratum is measured well enough to be called the worst."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """One part of the held-out passages: by what it was cut, its name, its size, and micro-F1 over its pairs."""

    by: str
    name: str
    passages: int
    micro: Estimate


def strata(examples: Sequence[Example], answer: Answers, codes: Sequence[str], *, seed: int) -> list[Stratum]:
    """Every stratum with at least one passage. ``micro.over`` counts pairs of passage and area that are so."""
    return [stratum for by, name in CUTS.items() for stratum in _cut(examples, answer, codes, by, name, seed)]


def worst(found: Sequence[Stratum]) -> Stratum | None:
    """The stratum with the lowest micro-F1 among those measured well enough."""
    large = [each for each in found if each.micro.over >= LEAST and each.micro.value is not None]
    return min(large, key=lambda each: (each.micro.value or 0.0, each.by, each.name), default=None)


def _cut(
    examples: Sequence[Example],
    answer: Answers,
    codes: Sequence[str],
    by: str,
    name: Callable[[Example], str],
    seed: int,
) -> Iterator[Stratum]:
    names = [name(example) for example in examples]
    for each in sorted(set(names) - {""}):
        here = [at for at, other in enumerate(names) if other == each]
        part = [examples[at] for at in here]
        counts = outcomes(part, answer.said[here], codes).sum(axis=1)
        drawn = draws([example.passage.group for example in part], seed=seed)
        so = int(sum(len(set(codes) & example.passage.areas) for example in part))
        micro = estimate(f1(counts.sum(axis=0)), f1(drawn @ counts), so) if so else Estimate(None, None, None, 0)
        yield Stratum(by, each, len(part), micro)


def _length(example: Example) -> str:
    size = len(example.text_key.split())
    return next((name for bound, name in LENGTHS if size < bound), "từ 160 âm tiết")


CUTS: dict[str, Callable[[Example], str]] = {
    "bước": lambda each: "" if each.passage.stage is None else STAGE_NAMES[each.passage.stage],
    "nguồn": lambda each: each.source,
    "năm": lambda each: "" if each.published is None else str(each.published.year),
    "độ dài": _length,
    "xuất xứ": lambda each: ORIGINS[each.origin],
}


def effective_size(examples: Sequence[Example]) -> float:
    """How many equally weighted passages these are worth (Kish 1965)."""
    weights = np.array([each.weight for each in examples])
    return float(weights.sum() ** 2 / (weights**2).sum()) if len(weights) else 0.0
