"""A passage read: its words, sentences, facts and cues as offsets into the document's text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from corpus.codebook.taxonomy import Taxonomy
from corpus.passage import Analysis, Cue, Entity, Passage
from corpus.places.gazetteer import Gazetteer
from models.cues import CueMatcher
from models.facts import find_facts
from models.names import Names
from models.segment import Segmenter

FACTS = "1"
"""Version of the rules for sentences and facts."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Analyst:
    """Reads passages with one taxonomy and one gazetteer; made once in each process."""

    def __init__(self, taxonomy: Taxonomy, gazetteer: Gazetteer, *, segmenter: Segmenter | None = None) -> None:
        self._segmenter = segmenter or Segmenter()
        self.version = f"{self._segmenter.version}/{FACTS}/{taxonomy.fingerprint}"
        self._names = Names(taxonomy, gazetteer)
        self._matcher = CueMatcher(taxonomy)

    def prepare(self) -> None:
        """Load now what is else loaded when it is first needed: for a process that has time before its work comes."""
        self._segmenter.prepare()

    def analyse(self, passage: Passage, *, published: date | None, home: str | None = None) -> Analysis:
        """Read one passage.

        Args:
            published: when its document was; gives the year to days that name none, and tells places of a time apart.
            home: id of the province its source belongs to; helps to tell places of one name apart.
        """
        text = _SURROGATE.sub("\ufffd", passage.text)
        words, sentences = self._segmenter.read(text)
        facts = find_facts(text, names=self._names, title=passage.title, published=published, home=home or None)
        cues = self._matcher.match(text, title=passage.title)
        shift = passage.start
        return Analysis(
            passage=passage.id,
            version=self.version,
            words=tuple([(shift + start, shift + end) for start, end in words]),
            sentences=tuple([(shift + start, shift + end) for start, end in sentences]),
            entities=tuple(
                sorted(
                    (Entity(each.kind, shift + each.start, shift + each.end, each.value, each.note) for each in facts),
                    key=lambda each: (each.start, each.end, each.kind),
                )
            ),
            cues=tuple(
                Cue(each.target, each.sense, shift + each.start, shift + each.end, each.phrase) for each in cues
            ),
        )

    def analyse_many(
        self, passages: Iterable[Passage], *, published: date | None, home: str | None = None
    ) -> tuple[Analysis, ...]:
        """Read the passages of one document, in order."""
        return tuple(self.analyse(passage, published=published, home=home) for passage in passages)
