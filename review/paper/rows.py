"""What a report is written from: plain rows of what was counted, so that neither store nor estimator is known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

State = Literal["evidence", "silent", "unobserved"]


@dataclass(frozen=True, slots=True)
class Told:
    """A passage counted on an area; ``key`` is the passage's id, ``proof`` whether it is evidence of work."""

    key: str
    area: str
    source: str
    title: str
    day: date | None
    link: str
    stage: str
    strength: int
    text: str
    proof: bool
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimated:
    """A share with its 95 % interval from an audit sample; None in all three where none is stated, and ``why`` not.

    ``labelled`` of the ``drawn`` passages were judged by people.
    """

    value: float | None
    low: float | None
    high: float | None
    labelled: int
    drawn: int
    why: str


@dataclass(frozen=True, slots=True)
class AreaCount:
    """An area over the period: passages ``count`` on it of ``of`` read, and how they speak.

    Attributes:
        documents: on the area, of ``of_documents`` read.
        evidence: of ``count``, told as done with actor and place or date; ``weak``: told as done with less.
        before: (evidence, count, read) of the period before; None where too little was read then.
        excluded: passages on the area that count for nothing, by reason.
        estimated: None where no audit sample was judged in the period.
    """

    code: str
    name: str
    short: str
    state: State
    why: str
    count: int
    of: int
    documents: int
    of_documents: int
    evidence: int
    weak: int
    directive: int
    planned: int
    stages: Mapping[str, int]
    places: tuple[str, ...]
    excluded: Mapping[str, int]
    before: tuple[int, int, int] | None
    estimated: Estimated | None


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place over the period: passages that name it, and evidence of work by area."""

    name: str
    read: int
    evidence: Mapping[str, int]
    state: State
    id: str = ""


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source: passages in scope and documents read; ``down`` where it brought nothing in the period."""

    name: str
    passages: int
    documents: int
    down: bool


@dataclass(frozen=True, slots=True)
class Blank:
    """Places without evidence of an area: read enough and silent (named), read too little, not read at all."""

    code: str
    silent: tuple[str, ...]
    below: int
    unread: int


@dataclass(frozen=True, slots=True)
class RestatedMonth:
    """A closed month whose numbers changed since the report before; documents or verdicts by reason."""

    month: str
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart."""

    png: bytes
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that a periodic report says.

    Attributes:
        period: ``2026-10``, ``2026-Q3`` or ``2026-H1``; ``previous`` the one before it.
        as_of: day up to whose end things were known; ``since_report`` the day of the report before.
        read, documents: passages in scope and documents read in the period.
        units: how many places of ``level`` there were; None where that changed within the period.
        undated: passages read without a date of publication, which belong to no period.
        told: passages counted, newest first; one on two areas stands there twice.
        told_before: the same of the period before.
        filters: what was asked, in words.
        versions: of model, codebook and program.
    """

    period: str
    previous: str
    as_of: date
    since_report: date
    taxonomy: str
    read: int
    documents: int
    undated: int
    areas: tuple[AreaCount, ...]
    places: tuple[PlaceCount, ...]
    level: str
    units: int | None
    sources: tuple[SourceCount, ...]
    blanks: tuple[Blank, ...]
    restated: tuple[RestatedMonth, ...]
    told: tuple[Told, ...]
    told_before: tuple[Told, ...] = ()
    pictures: tuple[Picture, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
