"""Reading as a spaCy pipeline: words, then document numbers, dates, figures, names and cues as components.

Facts are kept by character in ``doc._.entities`` and ``doc._.cues``, exact even where they do not fall on word borders,
and for display as ``doc.spans[kind]`` and ``doc.ents``, widened to whole words. What is known beside the text is set
before the components run::

    nlp = pipeline(load_taxonomy(), load_gazetteer())
    doc = nlp.make_doc(text)
    doc._.title, doc._.published = "...", "2021-02-02"
    doc = nlp(doc)

A pipeline saved with ``nlp.to_disk`` is read back by ``spacy.load`` where this module is imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput
from corpus.passage import Cue, Entity, EntityKind
from corpus.places.gazetteer import Gazetteer, load_gazetteer
from models.cues import CueMatcher
from models.facts import NO_FIGURES, NO_NAMES, dated, taken_by
from models.figures import find_figures
from models.names import Names
from models.numbers import find_numbers
from models.segment import Segmenter
from models.syllables import syllables
from models.tokenizer import NAME, WordTokenizer

COMPONENTS = (
    "bamsat_document_numbers",
    "bamsat_dates",
    "bamsat_figures",
    "bamsat_names",
    "bamsat_cues",
    "bamsat_spans",
)


def pipeline(taxonomy: Taxonomy, gazetteer: Gazetteer, *, segmenter: Segmenter | None = None) -> Language:
    """The pipeline for one taxonomy and gazetteer."""
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": NAME}}})
    nlp.tokenizer = WordTokenizer(nlp.vocab, segmenter or Segmenter())
    nlp.max_length = 1 << 40
    for name in COMPONENTS:
        nlp.add_pipe(name)
    for name in ("bamsat_names", "bamsat_cues"):
        component = nlp.get_pipe(name)
        assert isinstance(component, NameComponent | CueComponent)
        component.use(taxonomy, gazetteer)
    return nlp


def _entities(doc: Doc) -> tuple[Entity, ...]:
    return tuple(Entity(EntityKind(kind), *rest) for kind, *rest in doc._.facts)


def _cues(doc: Doc) -> tuple[Cue, ...]:
    return tuple(Cue(*each) for each in doc._.fired)


def _add(doc: Doc, found: Iterable[Entity]) -> None:
    doc._.facts = [*doc._.facts, *((str(each.kind), each.start, each.end, each.value, each.note) for each in found)]


def _day(doc: Doc) -> date | None:
    return date.fromisoformat(doc._.published) if doc._.published else None


for _name in ("title", "published", "home"):
    Doc.set_extension(_name, default="", force=True)
for _name in ("facts", "fired"):
    Doc.set_extension(_name, default=[], force=True)
Doc.set_extension("entities", getter=_entities, force=True)
Doc.set_extension("cues", getter=_cues, force=True)


@Language.component("bamsat_document_numbers")
def document_numbers(doc: Doc) -> Doc:
    """Document numbers."""
    _add(doc, find_numbers(doc._.raw))
    return doc


@Language.component("bamsat_dates")
def dates(doc: Doc) -> Doc:
    """Days and periods; a day on which a document was issued says so in its note."""
    _add(doc, dated(doc._.raw, doc._.entities, reference=_day(doc)))
    return doc


@Language.component("bamsat_figures")
def figures(doc: Doc) -> Doc:
    """Figures that are neither dates nor parts of document numbers."""
    _add(doc, find_figures(doc._.raw, taken=taken_by(doc._.entities, NO_FIGURES)))
    return doc


class _OfTaxonomy:
    """A component made from a taxonomy and a gazetteer: those given, else the packaged ones at first use."""

    def __init__(self) -> None:
        self.fingerprint: str | None = None

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the fingerprint of the taxonomy."""
        Path(path).write_text(json.dumps({"taxonomy": self.fingerprint}), encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> _OfTaxonomy:
        """Check that the packaged taxonomy is the one this was saved with.

        Raises:
            BadInput: it is another; make the pipeline anew with :func:`pipeline`.
        """
        saved = json.loads(Path(path).read_text(encoding="utf-8"))["taxonomy"]
        if saved is not None and saved != load_taxonomy().fingerprint:
            raise BadInput("saved with another taxonomy than the packaged one", where=str(path))
        return self


class NameComponent(_OfTaxonomy):
    """Places, organisations and slogans."""

    def __init__(self) -> None:
        super().__init__()
        self._names: Names | None = None

    def use(self, taxonomy: Taxonomy, gazetteer: Gazetteer) -> Names:
        """Look for the names of this taxonomy and gazetteer from now on."""
        self.fingerprint = taxonomy.fingerprint
        self._names = Names(taxonomy, gazetteer)
        return self._names

    def __call__(self, doc: Doc) -> Doc:
        names = self._names or self.use(load_taxonomy(), load_gazetteer())
        text = doc._.raw
        taken = taken_by(doc._.entities, NO_NAMES)
        home = doc._.home or None
        found = names.find(text, cut=syllables(text), title=doc._.title, published=_day(doc), home=home, taken=taken)
        _add(doc, found)
        return doc


class CueComponent(_OfTaxonomy):
    """Phrases of the taxonomy that speak for or against an area, stage, modality or time."""

    def __init__(self) -> None:
        super().__init__()
        self._matcher: CueMatcher | None = None

    def use(self, taxonomy: Taxonomy, gazetteer: Gazetteer) -> CueMatcher:
        """Match the cues of this taxonomy from now on."""
        self.fingerprint = taxonomy.fingerprint
        self._matcher = CueMatcher(taxonomy)
        return self._matcher

    def __call__(self, doc: Doc) -> Doc:
        matcher = self._matcher or self.use(load_taxonomy(), load_gazetteer())
        text = doc._.raw
        doc._.fired = [
            (each.target, each.sense, each.start, each.end, each.phrase)
            for each in matcher.match(text, title=doc._.title)
        ]
        return doc


@Language.factory("bamsat_names")
def name_component(nlp: Language, name: str) -> NameComponent:
    """The component for names."""
    return NameComponent()


@Language.factory("bamsat_cues")
def cue_component(nlp: Language, name: str) -> CueComponent:
    """The component for cues."""
    return CueComponent()


@Language.component("bamsat_spans")
def spans(doc: Doc) -> Doc:
    """Facts as spans of whole words: a group for each kind, and the longest that do not overlap as entities."""
    groups: dict[str, list[spacy.tokens.Span]] = {}
    for kind, start, end, _, _ in doc._.facts:
        span = doc.char_span(start, end, label=kind, alignment_mode="expand")
        if span is not None:
            groups.setdefault(kind, []).append(span)
    for kind, found in groups.items():
        doc.spans[kind] = found
    doc.ents = tuple(filter_spans([span for found in groups.values() for span in found]))
    return doc
