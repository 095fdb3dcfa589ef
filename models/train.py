"""Training: labelled passages and a taxonomy in, a model with an id of its own out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.codebook.taxonomy import Taxonomy
from corpus.errors import BadInput
from models.classifier import WRITTEN, AreaClassifier, Settings
from models.cues import CueMatcher, rules_by_phrase
from models.features import Sample
from models.gold import GoldPassage

FORMAT = 3
"""Changes when features or training change in a way the settings do not show."""

WRITTEN_COUNTS = 0.1
"""What a written passage counts beside coded ones of the press (cross-validated among 0, 0.1, 0.3 and 1)."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained classifier and what it was made from.

    Attributes:
        id: ``seven-areas-`` and 8 hexadecimal digits of settings, seed, data and taxonomy: one training, one id.
        taxonomy: ``id version``; ``fingerprint`` is that of its content.
        passages: how many it was trained on; ``positives`` by area.
        data: hash of the training data.
    """

    id: str
    taxonomy: str
    fingerprint: str
    passages: int
    positives: tuple[tuple[str, int], ...]
    data: str
    seed: int
    classifier: AreaClassifier

    @property
    def thresholds(self) -> dict[str, float]:
        """The probability from which a passage is about an area."""
        codes, values = self.classifier.codes, self.classifier.thresholds_
        return {code: float(value) for code, value in zip(codes, values, strict=True)}


def samples(passages: Sequence[GoldPassage], taxonomy: Taxonomy) -> list[Sample]:
    """What the classifier is shown of labelled passages."""
    matcher = CueMatcher(taxonomy)
    return [
        Sample(
            passage.text,
            passage.title,
            passage.before,
            passage.after,
            cues=matcher.match(passage.text, title=passage.title),
            title_cues=matcher.match(passage.title),
        )
        for passage in passages
    ]


def train(
    gold: Sequence[GoldPassage],
    taxonomy: Taxonomy,
    *,
    seed: int,
    settings: Settings = WRITTEN,
    weights: Sequence[float] | None = None,
    prior: Model | None = None,
) -> Model:
    """Train the areas of a taxonomy on labelled passages.

    Args:
        weights: how much each passage counts; alike where not given. Part of the data, and so of the id.
        prior: a model whose knowledge is kept and corrected, such as :func:`models.shipped.shipped_model`'s: then its
            thresholds stay, and few passages move little. Its id is part of the new one's. Written passages beside
            judged ones must count as little as they did for it: give the ``weights`` of :func:`recipe`.

    Raises:
        BadInput: nothing to train on, or a prior of another taxonomy.
    """
    if not gold:
        raise BadInput("không có đoạn nào để huấn luyện (nothing to train on)", where="gold")
    if prior is not None and prior.fingerprint != taxonomy.fingerprint:
        raise BadInput(f"{prior.id} học theo sổ mã khác (a prior of another taxonomy)", where=taxonomy.fingerprint)
    rules = {"|".join(key): found for key, found in rules_by_phrase(taxonomy).items()}
    classifier = AreaClassifier(taxonomy.codes, rules, settings).fit(
        samples(gold, taxonomy),
        [passage.areas for passage in gold],
        groups=[passage.group for passage in gold],
        weights=weights,
        unsure=[passage.unsure for passage in gold],
        disputed=[passage.maybe for passage in gold],
        prior=None if prior is None else prior.classifier,
        seed=seed,
    )
    data = data_hash(gold, weights)
    return Model(
        id=model_id(data, taxonomy, settings, seed=seed, prior=None if prior is None else prior.id),
        taxonomy=f"{taxonomy.id} {taxonomy.version}",
        fingerprint=taxonomy.fingerprint,
        passages=len(gold),
        positives=tuple((code, sum(code in passage.areas for passage in gold)) for code in taxonomy.codes),
        data=data,
        seed=seed,
        classifier=classifier,
    )


def recipe(
    press: Sequence[GoldPassage], written: Sequence[GoldPassage]
) -> tuple[tuple[GoldPassage, ...], tuple[float, ...] | None]:
    """The passages of both with what each counts: where there are some of the press, they lead."""
    if not press:
        return tuple(written), None
    return (*press, *written), (*(1.0 for _ in press), *(WRITTEN_COUNTS for _ in written))


def data_hash(gold: Sequence[GoldPassage], weights: Sequence[float] | None = None) -> str:
    """16 hexadecimal digits of everything training reads of the passages, in their order."""
    rows: list[list[object]] = [[each.key, each.text, each.title, sorted(each.areas), each.group] for each in gold]
    rows.append([each.key for each in gold if each.unsure])
    rows.append([[each.key, sorted(each.maybe)] for each in gold if each.maybe])
    beside = [[each.key, each.before, each.after] for each in gold if each.before or each.after]
    if beside:
        rows.append(["beside", *beside])
    if weights is not None:
        rows.append(list(weights))
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:16]


def model_id(data: str, taxonomy: Taxonomy, settings: Settings, *, seed: int, prior: str | None = None) -> str:
    """The id of the model that a training gives, known before training."""
    made_of = [FORMAT, data, taxonomy.fingerprint, seed, settings.told(), prior]
    digest = hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:8]
    return f"seven-areas-{digest}"
