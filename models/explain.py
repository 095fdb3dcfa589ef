"""Why a passage scored as it did: signed contributions of terms, cues and the codebook's verdict that sum to the score.

Every number is in log-odds. The regressions of each area alone and the codebook's verdict are sums already. The joint
regression is not: its log-odds of an area depend on all rivals at once. They are shared out by integrated gradients
from the passage without features to the passage as it is (Sundararajan, Taly and Yan 2017, "Axiomatic attribution for
deep networks"; on a straight path the Aumann-Shapley value), which is complete: the shares sum to the difference of
both ends. Where a model corrects an earlier one (:mod:`models.adapt`), the earlier one's contributions stand scaled by
its calibration. So ``intercept + sum of contributions = score`` and ``slope * score + offset = log_odds``.

::

    explainer = Explainer(shipped_model(taxonomy), taxonomy)
    (found,) = explainer.explain(text, title=title, areas=["3"])
    found.raised[0].phrase, found.raised[0].log_odds, found.raised[0].spans
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from corpus.codebook.taxonomy import Taxonomy
from corpus.errors import BadInput
from models.attribution import Layer, Row, layers_of, shares
from models.calibrate import sigmoid
from models.cues import CueMatcher
from models.features import SENSE_WEIGHT, Sample
from models.occurrences import Occurrences, of_cues
from models.train import Model

Kind = Literal["term", "cue", "verdict", "limit"]


@dataclass(frozen=True, slots=True)
class Contribution:
    """One reason for or against an area.

    Attributes:
        kind: ``term`` (a syllable or some in a row), ``cue`` (a rule of the codebook as a trained feature), ``verdict``
            (what the codebook says of the area before any training) or ``limit`` (the joint regression is kept within
            the odds of :data:`models.linear.LEAST_CHANCE`).
        part: ``text`` or ``title``, whichever it stands in.
        name: of the feature: the term, ``rule 3.k1``, ``count area:3|strong``, or ``area:3|strong`` of a verdict.
        phrase: what stands there, for people: the term, or the phrases of the cues.
        log_odds: what it adds to the score; negative lowers it.
        value: of the feature in this passage.
        spans: where it stands, as offsets into the part's own characters.
    """

    kind: Kind
    part: str
    name: str
    phrase: str
    log_odds: float
    value: float
    spans: tuple[tuple[int, int], ...]


class Highlight(NamedTuple):
    """A syllable with what was shared out to it, in log-odds; offsets into the text or the title."""

    start: int
    end: int
    log_odds: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one area scored as it did; see the module.

    Attributes:
        contributions: the greatest first, whatever its sign.
        intercept: what an area scores without any feature or cue, in log-odds.
        score: ``intercept`` and all contributions; what :meth:`AreaClassifier.score_samples` gives.
        slope, offset: of the calibration; ``log_odds`` is ``slope * score + offset``.
        probability: of the calibrated log-odds; ``chosen`` where it reaches the ``threshold``.
    """

    area: str
    area_name: str
    model: str
    taxonomy: str
    text: str
    title: str
    contributions: tuple[Contribution, ...]
    intercept: float
    score: float
    slope: float
    offset: float
    log_odds: float
    probability: float
    threshold: float
    chosen: bool

    @property
    def raised(self) -> tuple[Contribution, ...]:
        """What speaks for the area, the strongest first."""
        return tuple(each for each in self.contributions if each.log_odds > 0)

    @property
    def lowered(self) -> tuple[Contribution, ...]:
        """What speaks against it, the strongest first."""
        return tuple(each for each in self.contributions if each.log_odds < 0)

    def highlights(self, part: Literal["text", "title"] = "text") -> tuple[Highlight, ...]:
        """Each syllable of a part that carries something, in order; what stands in several places is shared alike.

        They sum to the contributions of that part that stand somewhere.
        """
        shared = Occurrences(self.text if part == "text" else self.title)
        carried: dict[tuple[int, int], float] = {}
        for each in self.contributions:
            if each.part == part and each.spans:
                for span in each.spans:
                    inside = shared.syllables_in(*span)
                    for place in inside:
                        carried[place] = carried.get(place, 0.0) + each.log_odds / len(each.spans) / len(inside)
        return tuple(Highlight(*place, carried[place]) for place in sorted(carried))


class Explainer:
    """Explains the scores of one model with the taxonomy it was trained for; made once, used for many passages.

    Raises:
        BadInput: the taxonomy is another one.
    """

    def __init__(self, model: Model, taxonomy: Taxonomy) -> None:
        if model.fingerprint != taxonomy.fingerprint:
            raise BadInput(
                f"mô hình {model.id} học theo sổ mã {model.fingerprint}, không phải {taxonomy.fingerprint}"
                " (trained with another taxonomy)",
                where=f"taxonomy {taxonomy.id} {taxonomy.version}",
            )
        self.model = model
        self.taxonomy = taxonomy
        self._matcher = CueMatcher(taxonomy)
        self._layers = list(layers_of(model.classifier))

    def sample(self, text: str, *, title: str = "") -> Sample:
        """What the classifier is shown of a passage, as the judge shows it."""
        cues = self._matcher.match(text, title=title)
        return Sample(text, title, cues=cues, title_cues=self._matcher.match(title))

    def explain(self, text: str, *, title: str = "", areas: Sequence[str] | None = None) -> tuple[Explanation, ...]:
        """Explain the score of each area, or of those named, in the taxonomy's order.

        Raises:
            BadInput: an area that the taxonomy does not have.
        """
        codes = list(self.model.classifier.codes)
        for code in areas or ():
            if code not in codes:
                raise BadInput(f"không có mảng này; có: {', '.join(codes)} (no such area)", where=f"--area {code}")
        sample = self.sample(text, title=title)
        shown = {"text": Occurrences(text), "title": Occurrences(title)}
        features = [layer.row(sample, shown) for layer in self._layers]
        wanted = [code for code in codes if areas is None or code in areas]
        return tuple(self._explain(sample, features, codes.index(code), code) for code in wanted)

    def _explain(self, sample: Sample, features: Sequence[Row], at: int, code: str) -> Explanation:
        intercept = 0.0
        merged: dict[tuple[Kind, str, str], Contribution] = {}
        for layer, row in zip(self._layers, features, strict=True):
            start, each = _of_layer(layer, row, at)
            intercept += layer.scale * start + float(layer.offsets[at])
            for contribution in each:
                _add(merged, contribution, layer.scale)
        innermost = self._layers[-1]
        settings = innermost.classifier.settings
        intercept -= innermost.scale * settings.prior * 0.5
        for contribution in _of_verdict(sample, code, {"text": settings.prior, "title": settings.title_prior}):
            _add(merged, contribution, innermost.scale)
        found = [each for each in merged.values() if each.log_odds]
        found.sort(key=lambda each: (-abs(each.log_odds), each.kind, each.part, each.name))
        classifier = self.model.classifier
        score = intercept + sum(each.log_odds for each in found)
        offset = float(classifier.offsets_[at])
        log_odds = classifier.slope_ * score + offset
        probability = float(sigmoid(np.array([log_odds]))[0])
        threshold = float(classifier.thresholds_[at])
        return Explanation(
            area=code,
            area_name=self.taxonomy.area(code).name,
            model=self.model.id,
            taxonomy=self.model.taxonomy,
            text=sample.text,
            title=sample.title,
            contributions=tuple(found),
            intercept=intercept,
            score=score,
            slope=float(classifier.slope_),
            offset=offset,
            log_odds=log_odds,
            probability=probability,
            threshold=threshold,
            chosen=probability >= threshold,
        )


def _add(merged: dict[tuple[Kind, str, str], Contribution], each: Contribution, scale: float) -> None:
    key = each.kind, each.part, each.name
    before = merged[key].log_odds if key in merged else 0.0
    merged[key] = Contribution(
        each.kind, each.part, each.name, each.phrase, before + scale * each.log_odds, each.value, each.spans
    )


def _of_layer(layer: Layer, row: Row, at: int) -> tuple[float, list[Contribution]]:
    """The intercept of an area, and what each feature adds by both kinds of regression."""
    share = shares(layer.classifier.linear_, row, at)
    found = [
        Contribution(each.kind, each.part, each.name, each.where.phrase, float(added), float(value), each.where.spans)
        for each, added, value in zip(row.features, share.features, row.values, strict=True)
    ]
    if share.limit:
        found.append(Contribution("limit", "text", "joint", "", share.limit, 1.0, ()))
    return share.start, found


def _of_verdict(sample: Sample, code: str, weights: dict[str, float]) -> Iterator[Contribution]:
    """What the codebook says of an area by each sense that fired, in the text and in the title."""
    for part, cues in (("text", sample.cues), ("title", sample.title_cues)):
        for sense, weight in SENSE_WEIGHT.items():
            fired = [each for each in cues if each.target == f"area:{code}" and each.sense == sense]
            if fired:
                where = of_cues(fired)
                name = f"area:{code}|{sense}"
                yield Contribution(
                    "verdict", part, name, where.phrase, weights[part] * weight, float(len(fired)), where.spans
                )
