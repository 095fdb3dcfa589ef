"""The nouns of a codebook: areas with their limits, cue rules, and the cues of stage, modality and time.

A codebook belongs to one list of tasks adopted at one time; another list is another codebook with its own version.
The design of its entries (definition, what is in, what is out, what is easily taken for it) follows the codebook
practice of content analysis (Krippendorff, *Content Analysis*, chapter on recording instructions).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

CueRuleSense = Literal["strong", "weak", "not"]
Order = Literal["after", "before", "either"]


@dataclass(frozen=True, slots=True)
class CueRule:
    """A rule of phrases: one of ``any``, and where asked for its neighbours.

    Attributes:
        id: unique in the taxonomy, ``3.k1``.
        sense: ``strong`` speaks for the area alone, ``weak`` only with others, ``not`` speaks against it.
        any: alternative phrases in house form, matched on syllables; a comma in a phrase may be missing in the text.
        near: where given, one of these stands within ``within`` syllables in the same sentence, apart from the
            ``any`` phrase itself.
        within: syllables between the end of one phrase and the start of the other, at most.
        order: where ``near`` stands relative to the ``any`` phrase.
        needs: where given, one of these stands somewhere in the passage or the document's title.
        unless: where one of these stands in the passage, the rule does not fire.
    """

    id: str
    sense: CueRuleSense
    any: tuple[str, ...]
    near: tuple[str, ...] = ()
    within: int = 12
    order: Order = "either"
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubItem:
    """A part of an area that has a name of its own, such as one of the "4 nắm"."""

    name: str
    gloss: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """A Party or State document an area rests on; ``date`` is None where it is not known."""

    number: str
    date: date | None
    issuer: str
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class Confusable:
    """Another area that is easily taken for this one, and the sentence that tells them apart."""

    area: str
    rule: str


@dataclass(frozen=True, slots=True)
class Area:
    """One of the tasks: what belongs to it, what does not, and by which words it is known.

    ``short`` has at most 18 characters and heads table columns; ``lookalikes`` are words of this area used for
    something else.
    """

    code: str
    slug: str
    name: str
    short: str
    gloss: str
    definition: str
    definition_en: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    lookalikes: tuple[str, ...]
    confusable: tuple[Confusable, ...]
    sub_items: tuple[SubItem, ...]
    documents: tuple[RelatedDocument, ...]
    actors: tuple[str, ...]
    verbs: tuple[str, ...]
    cues: tuple[CueRule, ...]


@dataclass(frozen=True, slots=True)
class SignalCues:
    """Cues of one stage, one modality or one time scope."""

    code: str
    name: str
    cues: tuple[CueRule, ...]


@dataclass(frozen=True, slots=True)
class Slogan:
    """A motto of the tasks and the areas it belongs to."""

    phrase: str
    areas: tuple[str, ...]
    gloss: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that acts, its spellings, and its level."""

    name: str
    variants: tuple[str, ...]
    level: str


LEVELS = (
    "trung_uong",
    "tinh",
    "so_nganh",
    "huyen",
    "xa",
    "mttq",
    "doan_the",
    "dang_uy_khoi",
    "luc_luong_vu_trang",
    "dan",
)
"""Levels of an actor, from the centre to the people."""


@dataclass(frozen=True, slots=True)
class BoundaryRule:
    """A rule that decides between areas; rules are applied in the order of their numbers."""

    number: int
    text_vi: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the changelog: from which version and day, and what moved."""

    version: str
    date: date
    text: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A dated, versioned list of tasks with everything needed to recognise them.

    Attributes:
        provenance: where the list comes from, with a note on what it is not.
        valid_from, valid_until: the period whose work it describes; None where open.
        stages, modalities, times: cues that are not about any area.
    """

    id: str
    version: str
    name: str
    adopted: date
    valid_from: date
    valid_until: date | None
    provenance: Mapping[str, str]
    changelog: tuple[Change, ...]
    areas: tuple[Area, ...]
    boundary_rules: tuple[BoundaryRule, ...]
    stages: tuple[SignalCues, ...]
    modalities: tuple[SignalCues, ...]
    times: tuple[SignalCues, ...]
    slogans: tuple[Slogan, ...]
    organisations: tuple[Organisation, ...]

    def area(self, code: str) -> Area:
        """The area with that code.

        Raises:
            KeyError: there is none.
        """
        for area in self.areas:
            if area.code == code:
                return area
        raise KeyError(code)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the areas in order."""
        return tuple(area.code for area in self.areas)

    @property
    def fingerprint(self) -> str:
        """12 hexadecimal digits that change when anything said in the taxonomy changes, and not with its layout."""
        said = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=date.isoformat)
        return hashlib.sha256(said.encode()).hexdigest()[:12]
