"""A passage read: its words, sentences, facts and cues as offsets into the document's text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from corpus.passage import Analysis, Cue, Entity, Passage
from corpus.places import Gazetteer
from corpus.taxonomy import Taxonomy
from models.segment import Segmenter

FACTS = "1"
"""Version of the rules for sentences and facts."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Analyst:
    """Reads passages with one taxonomy and one gazetteer; made once in each process."""

    def __init__(self, taxonomy: Taxonomy, gazetteer: Gazetteer, *, segmenter: Segmenter | None = None) -> None:
        from models.pipeline import pipeline

        segmenter = segmenter or Segmenter()
        self.version = f"{segmenter.version}/{FACTS}/{taxonomy.fingerprint}"
        self._nlp = pipeline(taxonomy, gazetteer, segmenter=segmenter)

    def analyse(self, passage: Passage, *, published: date | None, home: str | None = None) -> Analysis:
        """Read one passage.

        Args:
            published: when its document was; gives the year to days that name none, and tells places of a time apart.
            home: id of the province its source belongs to; helps to tell places of one name apart.
        """
        text = _SURROGATE.sub("\ufffd", passage.text)
        doc = self._nlp.make_doc(text)
        doc._.title = passage.title
        doc._.published = published.isoformat() if published else ""
        doc._.home = home or ""
        doc = self._nlp(doc)
        shift = passage.start
        return Analysis(
            passage=passage.id,
            version=self.version,
            words=tuple([(shift + start, shift + end) for start, end in doc._.words]),
            sentences=tuple([(shift + start, shift + end) for start, end in doc._.sentences]),
            entities=tuple(
                sorted(
                    (
                        Entity(each.kind, shift + each.start, shift + each.end, each.value, each.note)
                        for each in doc._.entities
                    ),
                    key=lambda each: (each.start, each.end, each.kind),
                )
            ),
            cues=tuple(
                Cue(each.target, each.sense, shift + each.start, shift + each.end, each.phrase) for each in doc._.cues
            ),
        )

    def analyse_many(
        self, passages: Iterable[Passage], *, published: date | None, home: str | None = None
    ) -> tuple[Analysis, ...]:
        """Read the passages of one document, in order."""
        return tuple(self.analyse(passage, published=published, home=home) for passage in passages)
