"""A passage is the unit that is judged; its words, entities and cues are offsets into the document's text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class PassageKind(StrEnum):
    """What a passage was in its document."""

    LEAD = "lead"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or one item of an enumeration.

    ``start`` and ``end`` are offsets into the document's text and ``text`` is exactly that slice. ``before`` and
    ``after`` are the neighbouring passages' texts ("" at the ends); ``title`` is the document's. ``cutting`` is the
    version of the cutting rules.
    """

    document: str
    revision: str
    ordinal: int
    start: int
    end: int
    kind: PassageKind
    text: str
    title: str
    before: str
    after: str
    cutting: str

    @property
    def id(self) -> str:
        """16 hexadecimal digits made of document, revision, offsets and cutting version."""
        key = f"{self.document}\n{self.revision}\n{self.start}-{self.end}\n{self.cutting}"
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class EntityKind(StrEnum):
    """Kinds of structured fact found in raw text before word segmentation."""

    DOCUMENT = "document"
    """A document number such as 01-CT/TU."""
    DATE = "date"
    """A day: value is ISO ``YYYY-MM-DD``."""
    PERIOD = "period"
    """A month, quarter, half-year, year or term: value is ``from/to`` as ISO days."""
    FIGURE = "figure"
    """A number with its unit; value e.g. ``45799/36875 tỷ`` with its target after the slash, ``3.58 %``."""
    PLACE = "place"
    """A place of the gazetteer; value is its id, or ``?`` where several remain possible."""
    ORGANISATION = "organisation"
    SLOGAN = "slogan"


@dataclass(frozen=True, slots=True)
class Entity:
    """A structured fact: offsets into the document's text, and a normalised value."""

    kind: EntityKind
    start: int
    end: int
    value: str
    note: str = ""
    """What the value does not say: candidates of an ambiguous place, the noun before a document number, a unit."""


CueSense = Literal["strong", "weak", "not", "context"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of the taxonomy or of the stage and modality lists that matched.

    ``target`` is ``area:3``, ``stage:so_ket``, ``modality:directive`` or ``time:former_term``; ``phrase`` is the cue
    as its list writes it, which need not be the characters matched.
    """

    target: str
    sense: CueSense
    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What reading found in one passage. All offsets point into the document's text.

    ``version`` names the segmenter, its model and the rules; ``words`` are (start, end) pairs in order.
    """

    passage: str
    version: str
    words: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]
    cues: tuple[Cue, ...]
