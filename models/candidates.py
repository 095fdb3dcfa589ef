"""Kinds of judge held against each other in one table: the rules alone, text alone, both, and what is in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.taxonomy import Taxonomy
from models.classifier import Settings
from models.compare import Answers, answers, compare, rules_alone, scores
from models.labelled import Example
from models.reliability import calibration
from models.resample import Estimate
from models.split import refuse_leaks
from models.trial import Incumbent, fitted, settings_for, surely, without


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the table; ``behind`` is how far it is behind the best, paired, with its interval."""

    name: str
    macro: Estimate
    any_area: Estimate
    areas: dict[str, Estimate]
    error: float | None
    behind: Estimate


def kinds(settings: Settings) -> dict[str, Settings]:
    """Settings of the kinds of model that are compared."""
    return {
        "chữ, không quy tắc": replace(settings, cues=0.0, prior=0.0, title_prior=0.0),
        "chữ, không tựa bài": replace(settings, title=0.0, title_prior=0.0),
        "quy tắc + chữ": settings,
    }


def compare_kinds(
    training: Sequence[Example],
    held_out: Sequence[Example],
    taxonomy: Taxonomy,
    *,
    seed: int,
    incumbent: Incumbent | None = None,
    least: int = 10,
) -> list[Standing]:
    """Fit each kind on the training passages and score all on the held-out ones, the best first.

    Raises:
        BadInput: the two belong together somewhere.
    """
    refuse_leaks(training, held_out)
    codes = taxonomy.codes
    found = list(_judges(surely(training), held_out, taxonomy, seed, incumbent))
    scored = [(each, *scores(held_out, each, codes, seed=seed, least=least)) for each in found]
    scored.sort(key=lambda each: -(each[1].value or 0.0))
    best = scored[0][0]
    return [
        Standing(
            name=answer.name,
            macro=macro,
            any_area=anything,
            areas=areas,
            error=None if answer.chances is None else calibration(held_out, answer.chances, codes).error,
            behind=compare(held_out, answer, best, codes, seed=seed, least=least).difference,
        )
        for answer, macro, anything, areas in scored
    ]


def _judges(
    training: Sequence[Example],
    held_out: Sequence[Example],
    taxonomy: Taxonomy,
    seed: int,
    incumbent: Incumbent | None,
) -> Iterator[Answers]:
    yield rules_alone(held_out, taxonomy)
    for name, settings in kinds(settings_for(training)).items():
        model = fitted(training, taxonomy, seed=seed, settings=settings)
        yield answers(model, held_out, taxonomy, name=name)
    if incumbent is not None:
        again, words = without(incumbent, training, held_out, taxonomy)
        if again is not None:
            yield answers(again, held_out, taxonomy, name=words)
