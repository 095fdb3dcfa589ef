"""Everything that is measured of one judge on labelled passages: by area and by stratum, weighted, with intervals.

Passages drawn with a known probability count for one over it (Horvitz and Thompson 1952), pairs that readers were
unsure of for nothing; intervals come from drawing documents. What is undefined is None.

::

    card = scorecard(held_out, answers(model, held_out, taxonomy), taxonomy.codes, seed=0)
    card.worst.by, card.worst.name, card.worst.f1     # where the judge is weakest
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.compare import MEASURED_FROM, Answers, measured_areas
from models.diagram import Diagram, Sureness, diagram
from models.labelled import Example
from models.resample import Estimate, Matrix, draws, estimate, f1, macro_f1, outcomes, truth_of, weights_of
from models.strata import CUTS, LEAST, effective_size

Level = Literal["area", "any", "micro", "macro"]
CUT_NAMES = {"bước": "stage", "nguồn": "source", "năm": "year", "độ dài": "length", "xuất xứ": "origin"}
"""English names of what :mod:`models.strata` cuts by."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of figures.

    Attributes:
        level: one ``area``; ``any`` area or none; ``micro`` over all pairs; ``macro``, the mean of areas with enough
            positives, whose precision and recall are not given.
        precision, recall, f1: ``over`` counts what was said, what is so, and both levels' passages that are so.
        pairs: pairs of passage and area (passages of ``any``) that readers were sure of.
        positives, said: of them, those that are so and those that the judge said, unweighted.
        error, brier: of the probabilities; None where the judge gives none.
    """

    level: Level
    area: str
    precision: Estimate
    recall: Estimate
    f1: Estimate
    pairs: int
    positives: int
    said: int
    error: Estimate | None
    brier: Estimate | None


@dataclass(frozen=True, slots=True)
class Layer:
    """F1 of one part of the passages: all its pairs where ``area`` is "", else one area's; over its positives."""

    by: str
    name: str
    area: str
    passages: int
    f1: Estimate


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All figures of one judge; see the module.

    Attributes:
        measured: areas with enough positives to be in the macro mean.
        effective: how many equally weighted passages these are worth (Kish 1965).
        worst: the weakest stratum of all areas together that has enough positives; None where none has.
    """

    judge: str
    passages: int
    documents: int
    effective: float
    measured: tuple[str, ...]
    measures: tuple[Measure, ...]
    layers: tuple[Layer, ...]
    worst: Layer | None
    diagram: Diagram | None


def scorecard(
    examples: Sequence[Example], answer: Answers, codes: Sequence[str], *, seed: int, least: int = MEASURED_FROM
) -> Scorecard:
    """Measure a judge. ``least``: positives from which an area is in the macro mean."""
    groups = [each.passage.group for each in examples]
    drawn = draws(groups, seed=seed)
    found = None if answer.chances is None else diagram(examples, answer.chances, codes, seed=seed)
    layers = tuple(layers_of(examples, answer, codes, seed=seed))
    whole = [each for each in layers if each.area == "" and each.f1.over >= LEAST and each.f1.value is not None]
    return Scorecard(
        judge=answer.name,
        passages=len(examples),
        documents=len(set(groups)),
        effective=effective_size(examples),
        measured=measured_areas(examples, codes, least=least),
        measures=tuple(_measures(examples, answer, codes, drawn, found, least)),
        layers=layers,
        worst=min(whole, key=lambda each: (each.f1.value or 0.0, each.by, each.name), default=None),
        diagram=found,
    )


def layers_of(examples: Sequence[Example], answer: Answers, codes: Sequence[str], *, seed: int) -> Iterator[Layer]:
    """Every stratum with at least one passage: all pairs, then each area that some passage of it is about."""
    for by, name in CUTS.items():
        names = [name(example) for example in examples]
        for each in sorted(set(names) - {""}):
            here = [at for at, other in enumerate(names) if other == each]
            part = [examples[at] for at in here]
            counts = outcomes(part, answer.said[here], codes)
            drawn = draws([example.passage.group for example in part], seed=seed)
            positives = (truth_of(part, codes) & (weights_of(part, codes) > 0)).sum(axis=0)
            yield Layer(by, each, "", len(part), _f1(counts.sum(axis=1), drawn, int(positives.sum())))
            for at, code in enumerate(codes):
                if positives[at]:
                    yield Layer(by, each, code, len(part), _f1(counts[:, at], drawn, int(positives[at])))


def _f1(counts: Matrix, drawn: Matrix, positives: int) -> Estimate:
    if not positives:
        return Estimate(None, None, None, 0)
    return estimate(f1(counts.sum(axis=0)), f1(drawn @ counts), positives)


def _measures(
    examples: Sequence[Example],
    answer: Answers,
    codes: Sequence[str],
    drawn: Matrix,
    found: Diagram | None,
    least: int,
) -> Iterator[Measure]:
    counts = outcomes(examples, answer.said, codes)
    sure = weights_of(examples, codes) > 0
    truth, said = truth_of(examples, codes) & sure, answer.said & sure
    errors = {} if found is None else {each.area: each for each in found.errors}
    for at, code in enumerate(codes):
        yield _line("area", code, counts[:, at], drawn, truth[:, at], said[:, at], sure[:, at], errors.get(code))
    weight = np.array([each.weight for each in examples])
    asked = np.array([bool(each.passage.areas) or not each.passage.maybe for each in examples], dtype=bool)
    so, named = truth_of(examples, codes).any(axis=1) & asked, answer.said.any(axis=1) & asked
    anything = np.stack([so & named, ~so & named, so & ~named], axis=1) * (weight * asked)[:, None]
    yield _line("any", "", anything, drawn, so, named, asked, None)
    yield _line("micro", "", counts.sum(axis=1), drawn, truth, said, sure, errors.get(""))
    columns = [codes.index(code) for code in measured_areas(examples, codes, least=least)]
    nothing = Estimate(None, None, None, 0)
    positives, macro = int(truth[:, columns].sum()), nothing
    if columns:
        resampled = macro_f1(np.tensordot(drawn, counts, axes=1), columns)
        macro = estimate(macro_f1(counts.sum(axis=0), columns), resampled, positives)
    pairs = int(sure[:, columns].sum())
    yield Measure("macro", "", nothing, nothing, macro, pairs, positives, int(said[:, columns].sum()), None, None)


def _line(
    level: Level,
    area: str,
    counts: Matrix,
    drawn: Matrix,
    truth: NDArray[np.bool_],
    said: NDArray[np.bool_],
    sure: NDArray[np.bool_],
    error: Sureness | None,
) -> Measure:
    positives, named = int(truth.sum()), int(said.sum())
    total, resampled = counts.sum(axis=0), drawn @ counts
    return Measure(
        level=level,
        area=area,
        precision=estimate(_share(total, 1), _share(resampled, 1), named),
        recall=estimate(_share(total, 2), _share(resampled, 2), positives),
        f1=estimate(f1(total), f1(resampled), positives),
        pairs=int(sure.sum()),
        positives=positives,
        said=named,
        error=None if error is None else error.error,
        brier=None if error is None else error.brier,
    )


def _share(counts: Matrix, other: int) -> Matrix:
    """Hits over hits and false alarms (1) or misses (2); nan where undefined."""
    of = counts[..., 0] + counts[..., other]
    return np.where(of > 0, counts[..., 0] / np.where(of > 0, of, 1), np.nan)
