"""What is said of a passage: by a model (Prediction) or by a person (Judgement), never in one column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from corpus.passage import Cue


class Stage(StrEnum):
    """How far along the chain from direction to correction a passage reports."""

    CHI_DAO = "chi_dao"
    BAN_HANH = "ban_hanh"
    QUAN_TRIET = "quan_triet"
    TO_CHUC = "to_chuc"
    KET_QUA = "ket_qua"
    KIEM_TRA = "kiem_tra"
    SO_KET = "so_ket"
    HAN_CHE = "han_che"
    KHONG = "khong"


STAGE_NAMES: Mapping[Stage, str] = {
    Stage.CHI_DAO: "chỉ đạo",
    Stage.BAN_HANH: "ban hành",
    Stage.QUAN_TRIET: "quán triệt",
    Stage.TO_CHUC: "tổ chức",
    Stage.KET_QUA: "kết quả",
    Stage.KIEM_TRA: "kiểm tra",
    Stage.SO_KET: "sơ kết",
    Stage.HAN_CHE: "hạn chế",
    Stage.KHONG: "không",
}


class Modality(StrEnum):
    """Asked for, told as done, or announced; none where the passage is about no area."""

    DIRECTIVE = "directive"
    REPORTED = "reported"
    PLANNED = "planned"
    NONE = "none"


MODALITY_NAMES: Mapping[Modality, str] = {
    Modality.DIRECTIVE: "yêu cầu",
    Modality.REPORTED: "đã làm",
    Modality.PLANNED: "sắp làm",
    Modality.NONE: "không",
}

ScopeKind = Literal["current", "former_term", "future", "historical", "unknown"]


@dataclass(frozen=True, slots=True)
class TimeScope:
    """The time a passage speaks of: its kind, its bounds where they are said, and the words that said so.

    ``former_term`` is the term 2015-2020 or earlier Party terms, ``historical`` the past before 2010.
    """

    kind: ScopeKind
    since: date | None = None
    until: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Strength E0 to E4 computed from slots, never guessed.

    E0 direction only; E1 a document or plan named; E2 an activity with its actor and a place or date; E3 an output
    with a count or named product, plus actor, place and period; E4 as E3 and confirmed by an independent source
    (never given to a passage alone). Slots are the values found; an empty tuple is "not said".
    """

    strength: int
    actors: tuple[str, ...] = ()
    actor_level: str = ""
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a name, an office or a body as the text writes it, with its level; all empty where the paper does.

    ``start`` and ``end`` are offsets into the document's text of the words that name the speaker here; equal where the
    passage does not name one. ``carried`` is whether the name was said in a passage before this one.
    """

    name: str = ""
    level: str = ""
    start: int = 0
    end: int = 0
    carried: bool = False


NOBODY = Speaker()
"""The speaker of a passage in which the paper itself speaks."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What one model says of one passage.

    ``probabilities`` holds every area of the taxonomy, the negatives too; ``areas`` those over their thresholds,
    highest probability first. ``restates`` is the share, 0 to 1, of the passage that only repeats the tasks' own
    wording; None where it was not measured, as in a passage about no area.
    """

    passage: str
    model: str
    taxonomy: str
    probabilities: Mapping[str, float]
    areas: tuple[str, ...]
    stage: Stage
    stages: tuple[Stage, ...]
    modality: Modality
    time_scope: TimeScope
    evidence: Evidence
    cues: tuple[Cue, ...]
    speaker: Speaker = NOBODY
    restates: float | None = None


Verdict = Literal["yes", "no", "unsure"]
Standing = Literal["coder", "lead"]
"""Whose word it is: a lead's settles what coders do not agree on."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a person saw when they judged, kept with the judgement so that later revisions cannot take it away.

    ``published`` is an ISO day, or "" where the document has no date.
    """

    document: str
    revision: str
    source: str
    title: str
    text: str
    before: str = ""
    after: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's verdict on one passage: append-only, with the reason it was shown and with what probability.

    Attributes:
        verdicts: by area; an area that is not there was not asked. Empty in an event that takes another back.
        shown_because: the queue it was shown in.
        inclusion: probability that this passage was drawn for that queue; None where nothing was drawn.
        supersedes: id of the event this one stands in for (an edit) or takes back (an undo).
        standing: whether the person spoke as a coder or as the lead.
        snapshot: what they saw.
        chain: sha256 of the event before it and of this one.
    """

    id: str
    passage: str
    person: str
    verdicts: Mapping[str, Verdict]
    stage: Stage | None
    note: str
    at: datetime
    taxonomy: str
    shown_because: str
    inclusion: float | None
    modality: Modality | None = None
    supersedes: str | None = None
    standing: Standing = "coder"
    snapshot: Snapshot | None = None
    chain: str = ""

    @property
    def takes_back(self) -> bool:
        """Whether this event only takes another back."""
        return self.supersedes is not None and not self.verdicts
