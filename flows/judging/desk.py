"""One process's tools for cutting, reading and judging: loaded once, used for every document that comes to it."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from functools import lru_cache
from pathlib import Path

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.coverage.reach import reach
from corpus.document import Document
from corpus.label import Prediction
from corpus.passage import Analysis, EntityKind, Passage
from corpus.places.gazetteer import Gazetteer, load_gazetteer
from corpus.store import JudgedDocument
from extractors.publishers import PUBLISHERS
from flows.runs.faults import Unjudged, reason_of
from models.analyse import Analyst
from models.cut import cut
from models.judge import Judge
from models.shelf import load

HERE = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Reading:
    """A document cut and read: what is judged. ``of_source`` is the province of its source, where that is known."""

    document: Document
    passages: tuple[Passage, ...]
    analyses: tuple[Analysis, ...]
    published: date | None
    of_source: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """A taxonomy, a gazetteer, an analyst and a judge."""

    taxonomy: Taxonomy
    gazetteer: Gazetteer
    analyst: Analyst
    judge: Judge

    def judge_all(self, documents: Sequence[Document], *, home: str | None = None) -> list[JudgedDocument | Unjudged]:
        """Judge documents in order. One that breaks our own code comes back as :class:`Unjudged`, never stops the rest.

        ``home`` is the province that documents of undeclared sources are known to belong to, if any.
        """
        read: list[Reading | Unjudged] = []
        for document in documents:
            try:
                read.append(self._read(document, home=home))
            except Exception as error:  # noqa: BLE001 - the item boundary: a fault of ours must cost one document, in writing
                read.append(Unjudged(document.id, reason_of(error)))
        readings = [each for each in read if isinstance(each, Reading)]
        try:
            judged = iter(self._judged(readings))
        except Exception:  # noqa: BLE001 - one of them breaks our own code: judge them one by one, to tell which
            return [self._alone(each) if isinstance(each, Reading) else each for each in read]
        return [next(judged) if isinstance(each, Reading) else each for each in read]

    def judge_one(self, document: Document, *, home: str | None = None) -> JudgedDocument:
        """Cut, read and judge one document."""
        return self._judged([self._read(document, home=home)])[0]

    def _alone(self, reading: Reading) -> JudgedDocument | Unjudged:
        try:
            return self._judged([reading])[0]
        except Exception as error:  # noqa: BLE001 - the item boundary
            return Unjudged(reading.document.id, reason_of(error))

    def _read(self, document: Document, *, home: str | None) -> Reading:
        passages = cut(document)
        published = None if document.published is None else document.published.at.astimezone(HERE).date()
        of_source = home or source_province(document.source)
        analyses = self.analyst.analyse_many(passages, published=published, home=of_source)
        return Reading(document, passages, analyses, published, of_source)

    def _judged(self, readings: Sequence[Reading]) -> list[JudgedDocument]:
        """Judge all that was read, in one pass through the classifier."""
        judged = self.judge.judge_documents([(each.passages, each.analyses, each.published) for each in readings])
        return [self._put_together(each, found) for each, found in zip(readings, judged, strict=True)]

    def _put_together(self, reading: Reading, predictions: Sequence[Prediction]) -> JudgedDocument:
        document, analyses = reading.document, reading.analyses
        named = [self._provinces(analysis) for analysis in analyses]
        of_document = frozenset().union(*named)
        return JudgedDocument(
            document=document.id,
            revision=document.revision,
            model=self.judge.model_id,
            analysis_version=self.analyst.version,
            passages=reading.passages,
            analyses=analyses,
            predictions=tuple(predictions),
            reaches=tuple(reach(own, of_document=of_document, of_source=reading.of_source) for own in named),
            places=tuple(_places(analysis) for analysis in analyses),
        )

    def judge_passages(self, given: Sequence[tuple[Passage, date | None]]) -> list[Prediction]:
        """Judge passages that each stand alone, with the day each was published where it is known."""
        documents = [
            ([passage], self.analyst.analyse_many([passage], published=published), published)
            for passage, published in given
        ]
        return [predictions[0] for predictions in self.judge.judge_documents(documents)]

    def _provinces(self, analysis: Analysis) -> frozenset[str]:
        return frozenset(self.gazetteer.province_of(place) for place in _places(analysis))


def _places(analysis: Analysis) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(e.value for e in analysis.entities if e.kind is EntityKind.PLACE and e.value not in ("", "?"))
    )


def source_province(slug: str) -> str | None:
    """The province of a declared source, or None; the demo newspaper is a newspaper of Bến Tre."""
    if slug == "demo":
        return "ben-tre"
    return next((each.source.province for each in PUBLISHERS if each.source.slug == slug), None)


def load_desk(models: Path, model: str) -> None:
    """Load the tools now, and what they load when they are first asked.

    Raises:
        StoreError: the model file is missing, damaged or of another version.
    """
    desk(models, model).analyst.prepare()


@lru_cache(maxsize=2)
def desk(models: Path, model: str) -> Desk:
    """The tools for one stored model, loaded once in each process.

    Raises:
        StoreError: the model file is missing, damaged or of another version.
    """
    taxonomy = load_taxonomy()
    gazetteer = load_gazetteer()
    tools = Desk(taxonomy, gazetteer, Analyst(taxonomy, gazetteer), Judge(load(models, model), taxonomy))
    gc.collect()
    gc.freeze()  # what is loaded stays: the collector need not look at it again (judging a tenth faster)
    return tools
