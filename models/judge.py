"""The judge: passages of a document and their analyses in, one prediction a passage out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from corpus.codebook.taxonomy import Taxonomy
from corpus.errors import BadInput
from corpus.label import NOBODY, Modality, Prediction, Speaker, TimeScope
from corpus.passage import Analysis, Cue, Passage, PassageKind
from models.cues import CueMatcher
from models.evidence import evidence
from models.features import Sample, joined
from models.grammar import Markers, markers
from models.modality import modality
from models.restatement import Restatement
from models.speaker import speaker
from models.stage import stages
from models.syllables import Syllable, syllables
from models.timescope import RETROSPECTIVE, scopes
from models.train import Model

Judged = tuple[Sequence[Passage], Sequence[Analysis], date | None]
"""A document's passages in order, their analyses, and the day it was published where that is known."""


class Judge:
    """Judges passages with one model and the taxonomy it was trained for.

    Args:
        seed: paragraphs that set the tasks, beside the taxonomy's own wording: passages that repeat them restate.

    Raises:
        BadInput: the taxonomy is not the one the model was trained with.
    """

    def __init__(self, model: Model, taxonomy: Taxonomy, *, seed: Sequence[str] = ()) -> None:
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
        self._restatement = Restatement(taxonomy, seed=seed)

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
        probabilities = [dict(zip(self._model.classifier.codes, row, strict=True)) for row in chances]
        areas = [self._areas(each) for each in probabilities]
        items = [each.kind is PassageKind.ITEM or mark.turn > 0 for each, mark in zip(passages, marks, strict=True)]
        found: list[Prediction] = []
        led = False
        said = NOBODY
        for at, (passage, analysis, cut) in enumerate(zip(passages, analyses, cuts, strict=True)):
            said = speaker(passage.text, cut, analysis.entities, start=passage.start, before=said)
            mood = Modality.NONE
            leads = not items[at] and at + 1 < len(items) and items[at + 1]
            if areas[at] or leads:
                back = times[at].kind in RETROSPECTIVE
                mood = modality(marks[at], analysis.entities, analysis.cues, retrospective=back, led=led and items[at])
            if not items[at]:
                led = mood is Modality.DIRECTIVE
            found.append(
                self._prediction(passage, analysis, cut, marks[at], times[at], probabilities[at], areas[at], mood, said)
            )
        return tuple(found)

    def _areas(self, probabilities: Mapping[str, float]) -> tuple[str, ...]:
        over = self._over
        above = [code for code, chance in probabilities.items() if chance >= over[code]]
        return tuple(sorted(above, key=lambda code: -probabilities[code]))

    def _prediction(
        self,
        passage: Passage,
        analysis: Analysis,
        cut: Sequence[Syllable],
        mark: Markers,
        time: TimeScope,
        probabilities: Mapping[str, float],
        areas: tuple[str, ...],
        mood: Modality,
        said: Speaker,
    ) -> Prediction:
        mood = mood if areas else Modality.NONE
        reached = stages(
            mood,
            mark,
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
            speaker=said,
            restates=self._restated(passage, analysis, cut) if areas else None,
        )

    def _restated(self, passage: Passage, analysis: Analysis, cut: Sequence[Syllable]) -> float:
        overlap = self._restatement.overlap(passage.text, cut=cut, entities=analysis.entities, start=passage.start)
        return overlap.share
