"""What the pages on agreement, models and sources are handed from rooms that this one may not import."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

Profile = Literal["primary", "candidate", "retired"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval (None where there is none) and how many things it was measured over."""

    value: float | None
    low: float | None = None
    high: float | None = None
    over: int | None = None


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha of an area: ``figure.over`` counts passages that two people or more were sure of."""

    area: str
    figure: Figure
    people: int
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Shelved:
    """A model on the shelf; ``fault`` says in words why it cannot be used, else ""."""

    id: str
    profile: Profile
    shadow: bool
    fault: str = ""
    taxonomy: str = ""
    passages: int | None = None
    macro: Figure | None = None
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """How a model did on one set of passages: figures by name (``macro``, ``any``, ``difference`` ...) and by area."""

    name: str
    passages: int
    documents: int
    macro: Figure
    any_area: Figure | None
    areas: Mapping[str, Figure]
    error: float | None = None
    brier: float | None = None
    difference: Figure | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of passage and area to which a tenth of probabilities was given: what was said, and what was so."""

    said: float
    so: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Layer:
    """Micro-F1 on a part of the held-out passages."""

    by: str
    name: str
    passages: int
    micro: Figure


@dataclass(frozen=True, slots=True)
class Moved:
    """An area's passages by the model in use and by the candidate, of so many of the latest months."""

    area: str
    of: int
    old: int
    new: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class CardSheet:
    """What the page shows of a model's card.

    Attributes:
        made_of: (what, how many) it learned from, in words.
        calibration: (expected calibration error, Brier score) by area.
        passed: whether it passed the gate; None where it was never held to it.
        reasons: of the gate, in words; ``notes`` what could not be looked at.
        marks: (what, value) that name it exactly: data, code, seed.
    """

    made: str = ""
    made_of: Sequence[tuple[str, int]] = ()
    positives: Mapping[str, int] = field(default_factory=dict)
    measured: Sequence[Measured] = ()
    bins: Sequence[Bin] = ()
    calibration: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)
    layers: Sequence[Layer] = ()
    moved: Sequence[Moved] = ()
    passed: bool | None = None
    reasons: Sequence[str] = ()
    notes: Sequence[str] = ()
    limits: Sequence[str] = ()
    marks: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """A model put into use: when (ISO time or ""), by promotion or rollback, and why."""

    id: str
    at: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class AreaBeside:
    """Of the passages both models judged: called about the area by both, by the primary only, by the other only."""

    area: str
    both: int
    only_primary: int
    only_other: int
    agreement: float | None
    positive: float | None


@dataclass(frozen=True, slots=True)
class Apart:
    """A passage that one model calls about an area and the other does not, with both probabilities."""

    passage: str
    area: str
    primary: float
    other: float
    by: Literal["primary", "other"]


@dataclass(frozen=True, slots=True)
class Beside:
    """The candidate that judges beside the model in use, on real passages. ``share`` is time added, or None."""

    primary: str
    other: str
    since: str
    why: str
    passages: int
    missing: int
    areas: Sequence[AreaBeside]
    apart: Sequence[Apart]
    share: float | None
    faults: Mapping[str, str] = field(default_factory=dict)


class Shelf(Protocol):
    """The shelf of models. What cannot be read or done is a :class:`corpus.errors.BamsatError` in words."""

    def models(self) -> Sequence[Shelved]:
        """Every model, the one in use first."""
        ...

    def card(self, id: str) -> CardSheet | None:
        """A model's card; None where it has none."""
        ...

    def changes(self) -> Sequence[Changed]:
        """Every promotion and rollback, newest first."""
        ...

    def before(self) -> str | None:
        """The model that a rollback would put back; None where there is none."""
        ...

    def promote(self, id: str, *, why: str, at: datetime) -> None:
        """Put a model into use."""
        ...

    def rollback(self, *, why: str, at: datetime) -> str:
        """Put the model before back into use and give its id."""
        ...

    def beside(self) -> Beside | None:
        """How the marked candidate and the model in use differ on real passages; None where none is marked."""
        ...


@dataclass(frozen=True, slots=True)
class Declared:
    """A source as it is declared; ``kind`` is a :class:`corpus.source.SourceClass` value."""

    slug: str
    name: str
    kind: str
    hosts: Sequence[str] = ()
    active_from: date | None = None
    active_until: date | None = None
    successor: str | None = None
    assumed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Canary:
    """A measure of how a source's documents were read: its usual band, None of too few, and the latest median."""

    measure: str
    low: float | None
    middle: float | None
    high: float | None
    now: float | None
    documents: int
    fine: bool


@dataclass(frozen=True, slots=True)
class SourceWatch:
    """What is known of sources outside of the store.

    Attributes:
        declared: sources that are read.
        canaries: (measures of a source's documents, newest first) to how the latest compare with those before.
        next_visit: when sources are asked again by schedule; None where nothing is scheduled.
        retry: ask that items be tried again, by address, in the name of a person; None where that takes the command.
    """

    declared: Sequence[Declared] = ()
    canaries: Callable[[Sequence[Mapping[str, float]]], Sequence[Canary]] | None = None
    next_visit: Callable[[datetime], datetime | None] | None = None
    retry: Callable[[Sequence[str], str], None] | None = None
