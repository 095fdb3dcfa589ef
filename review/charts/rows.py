"""What charts are fed with: plain rows, so that neither the store nor an estimator is known here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.errors import BadInput

State = Literal["evidence", "silent", "unobserved"]
STATES: tuple[State, ...] = ("evidence", "silent", "unobserved")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a chart says of itself.

    Attributes:
        title: what is shown; each chart has one of its own where this is empty.
        counted, of: numerator and denominator in words: “đoạn kể việc đã làm”, “đoạn đã đọc”.
        model, taxonomy: versions behind the numbers.
        as_of: day up to which things were known.
        notes: further lines under the chart.
    """

    counted: str
    of: str
    model: str
    taxonomy: str
    as_of: date | None = None
    title: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A share of something in a period: of an area, or of a model's series.

    Attributes:
        label: area or model as printed.
        period: ``2026-03``, ``2026-Q1``, ``2026-H1`` or ``2026``; None for undated documents.
        numerator, denominator: what was counted, of how much read; numerator None where nothing can be said.
        share: 0 to 1, counted or estimated; None where the estimator abstains. :func:`counted` makes a raw one.
        low, high: ends of its 95 % interval.
        earlier: the share printed before late arrivals restated the period; None where it never changed.

    Raises:
        BadInput: a share or an end of its interval outside 0 to 1, an interval the wrong way round, more than was read.
    """

    label: str
    period: str | None
    numerator: int | None
    denominator: int
    state: State
    share: float | None = None
    low: float | None = None
    high: float | None = None
    earlier: float | None = None

    def __post_init__(self) -> None:
        where = f"{self.label}, {self.period}"
        for value in (self.share, self.low, self.high, self.earlier):
            if value is not None and not 0 <= value <= 1:
                raise BadInput(f"tỉ lệ phải từ 0 đến 1, đây là {value} (share outside 0..1)", where=where)
        if self.low is not None and self.high is not None and self.low > self.high:
            raise BadInput("đầu dưới của khoảng lớn hơn đầu trên (interval turned round)", where=where)
        _within(self.numerator, self.denominator, where)
        if self.share is not None and self.denominator == 0:
            raise BadInput("tỉ lệ mà không đọc đoạn nào (share without denominator)", where=where)

    @property
    def shown(self) -> float | None:
        """The share that may be printed: none where the cell is unobserved."""
        return None if self.state == "unobserved" else self.share


def counted(
    label: str, period: str | None, numerator: int, denominator: int, state: State, *, earlier: float | None = None
) -> Counted:
    """A row whose share is the raw count over what was read; without one where nothing was read."""
    if state == "unobserved" or denominator == 0:
        return Counted(label, period, None, denominator, "unobserved")
    return Counted(label, period, numerator, denominator, state, share=numerator / denominator, earlier=earlier)


@dataclass(frozen=True, slots=True)
class StageCount:
    """Events of an area at one stage (code as in :class:`corpus.label.Stage`); None where nothing can be said."""

    label: str
    stage: str
    events: int | None
    state: State

    def __post_init__(self) -> None:
        _within(self.events, self.events or 0, f"{self.label}, {self.stage}")


@dataclass(frozen=True, slots=True)
class TalkAction:
    """Of an area's events: talk (direction, documents, teaching) and action (organising, results), of all events.

    Stages that are neither make up the rest of the denominator.
    """

    label: str
    talk: int | None
    action: int | None
    denominator: int
    state: State

    def __post_init__(self) -> None:
        both = None if self.talk is None and self.action is None else (self.talk or 0) + (self.action or 0)
        _within(both, self.denominator, self.label)

    @property
    def ratio(self) -> float | None:
        """Talk for each act; None where nothing can be said or nothing was done."""
        return self.talk / self.action if self.talk is not None and self.action else None


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """What was found of one place: its id in the gazetteer, the name printed, evidence of passages that name it."""

    place: str
    label: str
    numerator: int | None
    denominator: int
    state: State

    def __post_init__(self) -> None:
        _within(self.numerator, self.denominator, self.place)


def labels_of(rows: Iterable[Counted | StageCount | TalkAction]) -> list[str]:
    """Labels in the order in which they first come."""
    return list(dict.fromkeys(row.label for row in rows))


def periods_of(rows: Iterable[Counted]) -> list[str | None]:
    """Periods in the order of time, undated ones last."""
    found = {row.period for row in rows}
    return [*sorted(each for each in found if each is not None), *([None] if None in found else [])]


def _within(numerator: int | None, denominator: int, where: str) -> None:
    if denominator < 0 or (numerator is not None and not 0 <= numerator <= denominator):
        raise BadInput(
            f"tử số {numerator} phải nằm giữa 0 và mẫu số {denominator} (count outside 0..denominator)", where=where
        )
