"""Training: labelled passages and a taxonomy in, a model with an id of its own out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from corpus.errors import BadInput
from corpus.taxonomy import Taxonomy
from models.classifier import WRITTEN, AreaClassifier, Settings
from models.cues import CueMatcher, rules_by_phrase
from models.features import Sample
from models.gold import GoldPassage

FORMAT = 1
"""Changes when features or training change in a way the settings do not show."""


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
) -> Model:
    """Train the areas of a taxonomy on labelled passages.

    Raises:
        BadInput: nothing to train on.
    """
    if not gold:
        raise BadInput("không có đoạn nào để huấn luyện (nothing to train on)", where="gold")
    rules = {"|".join(key): found for key, found in rules_by_phrase(taxonomy).items()}
    classifier = AreaClassifier(taxonomy.codes, rules, settings).fit(
        samples(gold, taxonomy),
        [passage.areas for passage in gold],
        groups=[passage.group for passage in gold],
        seed=seed,
    )
    data = data_hash(gold)
    return Model(
        id=model_id(data, taxonomy, settings, seed=seed),
        taxonomy=f"{taxonomy.id} {taxonomy.version}",
        fingerprint=taxonomy.fingerprint,
        passages=len(gold),
        positives=tuple((code, sum(code in passage.areas for passage in gold)) for code in taxonomy.codes),
        data=data,
        seed=seed,
        classifier=classifier,
    )


def data_hash(gold: Sequence[GoldPassage]) -> str:
    """16 hexadecimal digits of everything training reads of the passages, in their order."""
    rows = [[each.key, each.text, each.title, sorted(each.areas), each.group] for each in gold]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:16]


def model_id(data: str, taxonomy: Taxonomy, settings: Settings, *, seed: int) -> str:
    """The id of the model that a training gives, known before training."""
    made_of = [FORMAT, data, taxonomy.fingerprint, seed, asdict(settings)]
    digest = hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:8]
    return f"seven-areas-{digest}"
