"""Judges held against each other on the same passages: one table, and paired differences with their intervals.

A judge here is anything that says which areas a passage is about: a model, the rules alone, a model of other settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.codebook.taxonomy import Taxonomy
from models.cues import CueMatcher, baseline
from models.labelled import Example
from models.resample import (
    DRAWS,
    Estimate,
    Matrix,
    draws,
    estimate,
    f1,
    macro_f1,
    outcomes,
    truth_of,
    weights_of,
    wilson,
)
from models.train import Model, samples

MEASURED_FROM = 10
"""Positives from which an area is scored by itself."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a judge said of passages: probabilities (None where it gives none) and areas, both passages x areas."""

    name: str
    chances: Matrix | None
    said: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Recall:
    """How many of an area's passages two judges found, unweighted, with the lower ends of Wilson's intervals.

    ``code`` is the area, or several joined by ``+`` that are too rare to be judged alone. ``lost`` were found by the
    old judge only, ``gained`` by the new one only.
    """

    code: str
    of: int
    new: int
    old: int
    lost: int = 0
    gained: int = 0

    @property
    def new_low(self) -> float:
        """Lower end for the new judge."""
        return wilson(self.new, self.of)[0]

    @property
    def old_low(self) -> float:
        """Lower end for the old one."""
        return wilson(self.old, self.of)[0]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A new judge against an old one on the same passages.

    Attributes:
        measured: areas with enough positives to be scored alone; macro-F1 is their mean.
        difference: new minus old macro-F1, documents drawn for both at once.
        recalls: by area measured, then the rare ones pooled.
    """

    new: str
    old: str
    passages: int
    documents: int
    measured: tuple[str, ...]
    new_macro: Estimate
    old_macro: Estimate
    difference: Estimate
    areas: dict[str, tuple[Estimate, Estimate]]
    recalls: tuple[Recall, ...]


def answers(model: Model, examples: Sequence[Example], taxonomy: Taxonomy, *, name: str = "") -> Answers:
    """What a model says of passages, by its own thresholds."""
    chances = model.classifier.predict_proba(samples([each.passage for each in examples], taxonomy))
    over = np.array([model.thresholds[code] for code in taxonomy.codes])
    places = [list(model.classifier.codes).index(code) for code in taxonomy.codes]
    ordered = np.asarray(chances)[:, places]
    return Answers(name or model.id, ordered, ordered >= over)


def rules_alone(examples: Sequence[Example], taxonomy: Taxonomy, *, name: str = "quy tắc từ khóa") -> Answers:
    """What the codebook's cues say by themselves."""
    matcher = CueMatcher(taxonomy)
    found = [baseline(matcher.match(each.passage.text, title=each.passage.title), taxonomy) for each in examples]
    said = np.array([[code in areas for code in taxonomy.codes] for areas in found], dtype=bool)
    return Answers(name, None, said.reshape(len(examples), len(taxonomy.codes)))


def measured_areas(examples: Sequence[Example], codes: Sequence[str], *, least: int = MEASURED_FROM) -> tuple[str, ...]:
    """Areas that at least so many passages are surely about."""
    positives = _positives(examples, codes)
    return tuple(code for code, count in zip(codes, positives, strict=True) if count >= least)


def _positives(examples: Sequence[Example], codes: Sequence[str]) -> NDArray[np.int64]:
    return np.asarray((truth_of(examples, codes) & (weights_of(examples, codes) > 0)).sum(axis=0))


def scores(
    examples: Sequence[Example], answer: Answers, codes: Sequence[str], *, seed: int, least: int = MEASURED_FROM
) -> tuple[Estimate, Estimate, dict[str, Estimate]]:
    """Macro-F1 over the measured areas, F1 of "about some area", and F1 by area, each with its interval."""
    counts = outcomes(examples, answer.said, codes)
    drawn = draws([each.passage.group for each in examples], seed=seed)
    columns = [codes.index(code) for code in measured_areas(examples, codes, least=least)]
    positives = _positives(examples, codes)
    totals, samples_ = counts.sum(axis=0), np.tensordot(drawn, counts, axes=1)
    macro = estimate(macro_f1(totals, columns), macro_f1(samples_, columns), len(examples))
    return (
        macro,
        any_area(examples, answer, codes, drawn),
        {code: estimate(f1(totals[at]), f1(samples_[:, at]), int(positives[at])) for at, code in enumerate(codes)},
    )


def any_area(examples: Sequence[Example], answer: Answers, codes: Sequence[str], drawn: Matrix) -> Estimate:
    """F1 of finding that a passage is about some area; passages readers were wholly unsure of are left out."""
    kept = np.array([bool(each.passage.areas) or not each.passage.maybe for each in examples])
    truth = np.array([bool(each.passage.areas) for each in examples])
    said = answer.said.any(axis=1)
    weight = np.array([each.weight for each in examples]) * kept
    counts = np.stack([truth & said, ~truth & said, truth & ~said], axis=1) * weight[:, None]
    return estimate(f1(counts.sum(axis=0)), f1(drawn @ counts), int((truth & kept).sum()))


def compare(
    examples: Sequence[Example],
    new: Answers,
    old: Answers,
    codes: Sequence[str],
    *,
    seed: int,
    least: int = MEASURED_FROM,
    count: int = DRAWS,
) -> Comparison:
    """Hold a new judge against an old one."""
    groups = [each.passage.group for each in examples]
    drawn = draws(groups, seed=seed, count=count)
    measured = measured_areas(examples, codes, least=least)
    columns = [codes.index(code) for code in measured]
    both = [outcomes(examples, each.said, codes) for each in (new, old)]
    totals = [each.sum(axis=0) for each in both]
    resamples = [np.tensordot(drawn, each, axes=1) for each in both]
    macros = [macro_f1(each, columns) for each in totals]
    drawn_macros = [macro_f1(each, columns) for each in resamples]
    size = len(examples)
    positives = _positives(examples, codes)
    return Comparison(
        new=new.name,
        old=old.name,
        passages=size,
        documents=len(set(groups)),
        measured=measured,
        new_macro=estimate(macros[0], drawn_macros[0], size),
        old_macro=estimate(macros[1], drawn_macros[1], size),
        difference=estimate(macros[0] - macros[1], drawn_macros[0] - drawn_macros[1], size),
        areas={
            code: (
                estimate(f1(totals[0][at]), f1(resamples[0][:, at]), int(positives[at])),
                estimate(f1(totals[1][at]), f1(resamples[1][:, at]), int(positives[at])),
            )
            for at, code in enumerate(codes)
        },
        recalls=tuple(_recalls(examples, new, old, codes, measured)),
    )


def _recalls(
    examples: Sequence[Example], new: Answers, old: Answers, codes: Sequence[str], measured: Sequence[str]
) -> Iterator[Recall]:
    true = truth_of(examples, codes) & (weights_of(examples, codes) > 0)
    rare = [at for at, code in enumerate(codes) if code not in measured and true[:, at].any()]
    parts = [(code, [at]) for at, code in enumerate(codes) if code in measured]
    if rare:
        parts.append(("+".join(codes[at] for at in rare), rare))
    for name, columns in parts:
        so, now, before = true[:, columns], new.said[:, columns], old.said[:, columns]
        yield Recall(
            name,
            of=int(so.sum()),
            new=int((so & now).sum()),
            old=int((so & before).sum()),
            lost=int((so & before & ~now).sum()),
            gained=int((so & now & ~before).sum()),
        )
