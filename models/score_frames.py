"""Data frames of what was measured: scores, strata, comparisons, the reliability diagram, learning curve, suspects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.codebook.taxonomy import Taxonomy
from models import compare as comparing
from models.compare import MEASURED_FROM, Answers
from models.diagram import Diagram
from models.frames import frame
from models.labelled import Example
from models.report import Report
from models.resample import Estimate, Matrix, draws, estimate, f1, outcomes, truth_of, weights_of
from models.scorecard import CUT_NAMES, Scorecard
from models.suspects import Point, Suspect, labels_for

if TYPE_CHECKING:
    from pandas import DataFrame

GAIN = 0.01
"""The gain in macro-F1 that "how many more labels" asks for."""


def _interval(name: str, found: Estimate | None) -> dict[str, float | None]:
    if found is None:
        return {}
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}


def metrics(found: Scorecard | Report) -> DataFrame:
    """One row an area in the codebook's order, then ``any``, ``micro`` and ``macro``.

    A :class:`models.scorecard.Scorecard` weights by inclusion probability and has intervals on every figure. A
    :class:`models.report.Report` has them on F1 only, no ``micro`` level and no pairs, and its macro mean is over
    :data:`models.report.MACRO`.
    """
    if isinstance(found, Report):
        about = {"judge": found.name, "passages": found.passages, "documents": found.documents}
        return frame("metrics", _of_report(found), **about)
    return frame(
        "metrics",
        (
            {
                "level": each.level,
                "area": each.area or None,
                **_interval("precision", each.precision),
                **_interval("recall", each.recall),
                **_interval("f1", each.f1),
                "positives": each.positives,
                "said": each.said,
                "pairs": each.pairs,
                **_interval("ece", each.error),
                **_interval("brier", each.brier),
            }
            for each in found.measures
        ),
        judge=found.judge,
        passages=found.passages,
        documents=found.documents,
        effective=found.effective,
        measured=list(found.measured),
    )


def _of_report(found: Report) -> Iterator[Mapping[str, Any]]:
    for level, area, score in (*(("area", *each) for each in found.areas.items()), ("any", None, found.any_area)):
        yield {
            "level": level,
            "area": area,
            "precision": score.precision,
            "recall": score.recall,
            "f1": score.f1,
            "f1_low": score.low,
            "f1_high": score.high,
            "positives": score.support,
            "said": score.hits + score.false,
        }
    yield {
        "level": "macro",
        "f1": found.macro_f1,
        "f1_low": found.low,
        "f1_high": found.high,
        "ece": found.ece,
        "brier": found.brier,
    }


def strata(found: Scorecard) -> DataFrame:
    """One row a stratum, and one a stratum and area that any passage of it is about; ``worst`` marks the weakest."""
    return frame(
        "strata",
        (
            {
                "by": CUT_NAMES.get(each.by, each.by),
                "name": each.name,
                "area": each.area or None,
                **_interval("f1", each.f1),
                "passages": each.passages,
                "positives": each.f1.over,
                "worst": each is found.worst,
            }
            for each in found.layers
        ),
        judge=found.judge,
    )


def compare(
    examples: Sequence[Example],
    new: Answers,
    old: Answers,
    taxonomy: Taxonomy,
    *,
    seed: int,
    least: int = MEASURED_FROM,
) -> DataFrame:
    """Two judges on the same passages: macro-F1, then F1 by area, with the interval of each paired difference."""
    codes = taxonomy.codes
    whole = comparing.compare(examples, new, old, codes, seed=seed, least=least)
    drawn = draws([each.passage.group for each in examples], seed=seed)
    both = [outcomes(examples, each.said, codes) for each in (new, old)]
    true = truth_of(examples, codes) & (weights_of(examples, codes) > 0)
    gained, lost = (true & new.said & ~old.said).sum(axis=0), (true & old.said & ~new.said).sum(axis=0)
    columns = [codes.index(code) for code in whole.measured]
    rows: list[dict[str, Any]] = [
        {
            "measure": "macro_f1",
            **_interval("new", whole.new_macro),
            **_interval("old", whole.old_macro),
            **_interval("difference", whole.difference),
            "positives": int(true[:, columns].sum()),
            "gained": int(gained[columns].sum()),
            "lost": int(lost[columns].sum()),
        }
    ]
    for at, code in enumerate(codes):
        change = _difference([each[:, at] for each in both], drawn, int(true[:, at].sum()))
        rows.append(
            {
                "measure": "f1",
                "area": code,
                **_interval("new", whole.areas[code][0]),
                **_interval("old", whole.areas[code][1]),
                **_interval("difference", change),
                "positives": change.over,
                "gained": int(gained[at]),
                "lost": int(lost[at]),
            }
        )
    return frame(
        "comparison",
        rows,
        new=new.name,
        old=old.name,
        taxonomy=f"{taxonomy.id} {taxonomy.version}",
        passages=whole.passages,
        documents=whole.documents,
        measured=list(whole.measured),
        seed=seed,
    )


def _difference(counts: Sequence[Matrix], drawn: Matrix, over: int) -> Estimate:
    totals, resampled = ([f1(np.asarray(part)) for part in parts] for parts in _summed(counts, drawn))
    return estimate(totals[0] - totals[1], resampled[0] - resampled[1], over)


def _summed(counts: Sequence[Matrix], drawn: Matrix) -> tuple[list[Matrix], list[Matrix]]:
    return [each.sum(axis=0) for each in counts], [drawn @ each for each in counts]


def reliability(found: Diagram) -> DataFrame:
    """The reliability diagram: one row a bin that holds anything, all areas together first.

    ``attrs["ece"]`` and ``attrs["brier"]`` hold (value, low, high, pairs) by area, "" for all.
    """
    return frame(
        "reliability",
        (
            {
                "area": each.area or None,
                "bin": each.number,
                "lower": each.lower,
                "upper": each.upper,
                "said": each.said,
                **_interval("so", each.so),
                "pairs": each.so.over,
                "weight": each.weight,
            }
            for each in found.bins
        ),
        ece={each.area: _plain(each.error) for each in found.errors},
        brier={each.area: _plain(each.brier) for each in found.errors},
    )


def _plain(found: Estimate) -> tuple[float | None, float | None, float | None, int]:
    return found.value, found.low, found.high, found.over


def learning_curve(points: Sequence[Point]) -> DataFrame:
    """One row a size of training, growing; ``attrs["needed"]`` says how many more labels a point would take."""
    more = labels_for(points, GAIN)
    return frame(
        "learning_curve",
        (
            {"passages": each.passages, **_interval("macro_f1", each.macro), "held_out": each.macro.over}
            for each in points
        ),
        labels_for_one_point=more,
        needed=needed(points),
    )


def needed(points: Sequence[Point]) -> str:
    """How many more labels one point of macro-F1 would take, in words, or why that cannot be said."""
    more = labels_for(points, GAIN)
    if more is None:
        return "The curve does not say: too few points, or it no longer rises."
    last = points[-1]
    wide = (
        ""
        if last.macro.low is None or last.macro.high is None
        else f" (95 % {last.macro.low:.3f}-{last.macro.high:.3f})"
    )
    return (
        f"About {more} more labelled passages beside the {last.passages} trained on would bring macro-F1 from"
        f" {last.macro.value:.3f}{wide} up by {GAIN}: a power law through {len(points)} points, no more than a guess."
    )


def suspects(found: Iterable[Suspect]) -> DataFrame:
    """One row a label that looks wrong, the most suspect first."""
    names = ("key", "area", "labelled", "chance", "text")
    return frame("suspects", ({name: getattr(each, name) for name in names} for each in found))
