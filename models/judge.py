"""The judge: passages of a document and their analyses in, one prediction a passage out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.errors import BadInput
from corpus.label import Modality, Prediction, TimeScope
from corpus.passage import Analysis, Cue, Passage, PassageKind
from corpus.taxonomy import Taxonomy
from models.cues import CueMatcher
from models.evidence import evidence
from models.features import Sample, joined
from models.grammar import Markers, markers
from models.modality import modality
from models.stage import stages
from models.syllables import Syllable, syllables
from models.timescope import RETROSPECTIVE, scopes
from models.train import Model

Judged = tuple[Sequence[Passage], Sequence[Analysis], date | None]
"""A document's passages in order, their analyses, and the day it was published where that is known."""


class Judge:
    """Judges passages with one model and the taxonomy it was trained for.

    Raises:
        BadInput: the taxonomy is not the one the model was trained with.
    """

    def __init__(self, model: Model, taxonomy: Taxonomy) -> None:
        if model.fingerprint != taxonomy.fingerprint:
            raise BadInput(
                f"mô hình {model.id} học theo sổ mã {model.fingerprint}, không phải {taxonomy.fingerprint}"
                " (trained with another taxonomy)",
                where=f"taxonomy {taxonomy.id} {taxonomy.version}",
            )
        self.model_id = model.id
        self._model = model
        self._over = model.thresholds
        self._taxonomy = f"{taxonomy.id} {taxonomy.version}"
        self._matcher = CueMatcher(taxonomy)

    def judge(
        self, passages: Sequence[Passage], analyses: Sequence[Analysis], *, published: date | None
    ) -> tuple[Prediction, ...]:
        """Judge the passages of one document, in order."""
        return self.judge_documents([(passages, analyses, published)])[0]

    def judge_documents(self, documents: Sequence[Judged]) -> list[tuple[Prediction, ...]]:
        """Judge many documents at once: one pass through the classifier for all their passages."""
        classifier = self._model.classifier
        titles: dict[str, tuple[Cue, ...]] = {}
        samples: list[Sample] = []
        cuts: list[list[tuple[Syllable, ...]]] = []
        for passages, analyses, _ in documents:
            if len(passages) != len(analyses):
                raise ValueError(f"{len(passages)} passages with {len(analyses)} analyses")
            cuts.append([syllables(passage.text) for passage in passages])
            for passage, analysis, cut in zip(passages, analyses, cuts[-1], strict=True):
                if passage.title not in titles:
                    titles[passage.title] = self._matcher.match(passage.title)
                samples.append(
                    Sample(
                        passage.text,
                        passage.title,
                        passage.before,
                        passage.after,
                        cues=analysis.cues,
                        title_cues=titles[passage.title],
                        terms=joined(cut),
                    )
                )
        rows = iter(classifier.predict_proba(samples).tolist())
        return [
            self._predict(passages, analyses, published, inside, [next(rows) for _ in passages])
            for (passages, analyses, published), inside in zip(documents, cuts, strict=True)
        ]

    def _predict(
        self,
        passages: Sequence[Passage],
        analyses: Sequence[Analysis],
        published: date | None,
        cuts: Sequence[Sequence[Syllable]],
        chances: Sequence[Sequence[float]],
    ) -> tuple[Prediction, ...]:
        marks = [markers(cut) for cut in cuts]
        times = scopes(passages, analyses, published=published, cuts=cuts, marks=marks)
        found: list[Prediction] = []
        led = False
        for passage, analysis, cut, mark, time, row in zip(
            passages, analyses, cuts, marks, times, chances, strict=True
        ):
            item = passage.kind is PassageKind.ITEM or mark.turn > 0
            mood = modality(
                mark, analysis.entities, analysis.cues, retrospective=time.kind in RETROSPECTIVE, led=led and item
            )
            if not item:
                led = mood is Modality.DIRECTIVE
            found.append(self._prediction(passage, analysis, cut, mark, time, row, mood))
        return tuple(found)

    def _prediction(
        self,
        passage: Passage,
        analysis: Analysis,
        cut: Sequence[Syllable],
        mark: Markers,
        time: TimeScope,
        row: Sequence[float],
        mood: Modality,
    ) -> Prediction:
        probabilities = dict(zip(self._model.classifier.codes, row, strict=True))
        over = self._over
        areas = tuple(
            sorted(
                (code for code, chance in probabilities.items() if chance >= over[code]),
                key=lambda code: -probabilities[code],
            )
        )
        mood = mood if areas else Modality.NONE
        reached = stages(
            mood,
            mark,
            cut,
            analysis.entities,
            analysis.cues,
            areas=areas,
            retrospective=time.kind in RETROSPECTIVE,
        )
        return Prediction(
            passage=passage.id,
            model=self.model_id,
            taxonomy=self._taxonomy,
            probabilities=probabilities,
            areas=areas,
            stage=reached[0],
            stages=reached,
            modality=mood,
            time_scope=time,
            evidence=evidence(passage.text, analysis.entities, mood=mood, stages=reached),
            cues=analysis.cues,
        )
