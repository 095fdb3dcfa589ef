"""The coverage cube: area by period, place, stage, modality and source, each cell with its denominator and its state.

A cell is *evidence* (something told of work done, with strength E2 or more), *silent* (enough passages naming the place
in that period were read with the sources up, and nothing did) or *unobserved*. A passage is counted in one of two ways:
in scope, or under one reason why not (another province, no known province, a former term, long ago); within scope
directions are named apart. So for passages ``count + sum of excluded = all on the area`` and
``counted = count - directive``.

::

    for row in cube(store.engine, Question(by=("area", "period"), grain="quarter", model="m-1")):
        print(row.area, row.period, row.count, row.of, row.state)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from sqlalchemy import Connection, Engine

from corpus.coverage.cube_sums import IN_REACH, Key, Wanted, read_by_source, sums
from corpus.coverage.facts import ANY, MINIMUM_EXPOSURE, READ, REASONS, codes, home_places, units_of
from corpus.coverage.margins import MEASURES
from corpus.coverage.question import Clock, Question, check
from corpus.database.engine import reading
from corpus.errors import BadInput
from corpus.label import Modality, Stage
from corpus.periods import days_of, months_of, periods_between
from corpus.places.gazetteer import Gazetteer
from corpus.source import Source
from corpus.sources.uptime import DOWN_SHARE, Uptime, class_of

OF_PASSAGE = ("stage", "modality", "strength")
"""Ways to split that say something of passages on an area only, not of what was read."""

State = Literal["evidence", "silent", "unobserved"]
Why = Literal["", "little", "down"]


@dataclass(frozen=True, slots=True)
class CubeRow:
    """A cell: None where the question does not split by that, and for ``period`` where documents bear no date.

    Attributes:
        count: in scope, in the question's unit, of ``of`` read (for a place: that name it).
        of_passages: passages read, whatever the unit: what ``state`` rests on.
        evidence: of ``count``, told as done with strength E2 or more; ``weak``: told as done below that; for documents,
            ``weak`` are those told of as done and never with strength.
        directive, planned: of ``count``, only asked for, only announced.
        excluded: outside the question's reach or the term, by reason.
        down: sources from which documents were read before and after, and none in this period.
        why: why unobserved: ``little`` was read, or sources were ``down``.
        clock: the question's; where it is not publication, ``of`` is what was published or fetched in the period.
    """

    area: str | None
    period: str | None
    place: str | None
    source: str | None
    source_class: str | None
    stage: str | None
    modality: str | None
    strength: int | None
    count: int
    of: int
    of_passages: int
    evidence: int
    weak: int
    directive: int
    planned: int
    state: State
    why: Why
    clock: Clock = "published"
    excluded: Mapping[str, int] = field(default_factory=dict)
    down: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        """In scope and no direction: what speaks of work done, planned or told of weakly."""
        return self.count - self.directive

    @property
    def everything(self) -> int:
        """All on the area, whatever became of it; for passages ``counted + directive + excluded``."""
        return self.count + sum(self.excluded.values())

    @property
    def share(self) -> float | None:
        """``count`` over ``of``; None where nothing was read, or where the denominator is by another clock."""
        return self.count / self.of if self.of and self.clock != "event" else None


def cube(
    engine: Engine,
    question: Question,
    *,
    gazetteer: Gazetteer | None = None,
    sources: Mapping[str, Source] | None = None,
) -> Iterator[CubeRow]:
    """Every cell that the question asks for, the empty ones too, area by area in the order of the split.

    Periods go from the first to the last month read without a gap, places are the units of each period, and a unit
    that was none then comes only with what was counted for it. Holds one area's cells in memory.

    Args:
        sources: declared sources by slug, for their class and life; those not there have the class ``unknown``.

    Raises:
        BadInput: a question that cannot be answered, saying what to ask instead.
    """
    check(question)
    with reading(engine) as connection:
        yield from _Answer(connection, question, gazetteer or home_places(), sources or {}).rows()


class _Answer:
    """One answer, on one snapshot of the store."""

    def __init__(
        self, connection: Connection, question: Question, gazetteer: Gazetteer, sources: Mapping[str, Source]
    ) -> None:
        self.connection, self.question, self.gazetteer, self.sources = connection, question, gazetteer, sources
        place = question.place
        self.level = question.level or ("province" if place is None else _level_of(place, gazetteer))
        self.split = tuple(
            "source" if name == "source_class" else name
            for name in dict.fromkeys(question.by)
            if name not in ("area", "source") or (name == "source" and "source_class" not in question.by)
        )
        if question.source_class is not None and "source" not in self.split:
            self.split = (*self.split, "source")
        self.names = tuple(name for name in question.by if name != "area")
        self.read = read_by_source(connection, question.model, as_of=question.as_of)
        self.known_down: dict[tuple[str | None, ...], tuple[tuple[str, ...], float]] = {}
        self.exposed_by = tuple(name for name in self.split if name not in OF_PASSAGE)

    def rows(self) -> Iterator[CubeRow]:
        """Every cell."""
        question = self.question
        exposure = self._folded((READ,), self.exposed_by, documents=False)
        of = exposure if question.unit == "passages" else self._folded((READ,), self.exposed_by, documents=True)
        axes = self._axes(exposure)
        self.uptime = Uptime(self.read, self.sources, question.grain)
        units = units_of(self.gazetteer, self.level) if question.place is None else frozenset()
        was: dict[tuple[str | None, str | None], bool] = {}
        for area, found in self._by_area():
            for values in product(*axes):
                named: dict[str, str] = dict(zip(self.names, values, strict=True))
                exposed = tuple(named[name] for name in self.names if name not in OF_PASSAGE)
                if values not in found and exposed not in exposure:
                    at = named.get("place"), named.get("period")
                    if at not in was:
                        was[at] = at[0] not in units or self._was(*at)
                    if not was[at]:
                        continue
                yield self._row(area, named, found.get(values), _first(of, exposed), _first(exposure, exposed))

    def _down(self, period: str | None, source: str | None, kind: str | None) -> tuple[tuple[str, ...], float]:
        """Sources down in a period, of those that a row is about, and the share they usually bring."""

        def concerns(slug: str) -> bool:
            return source in (None, slug) and kind in (None, class_of(slug, self.sources))

        key = (period, source, kind)
        if key not in self.known_down:
            self.known_down[key] = self.uptime.down(period, concerns)
        return self.known_down[key]

    def _by_area(self) -> Iterator[tuple[str | None, dict[Key, list[int]]]]:
        """Sums of each area of the question; of all at once where they are few, of one after another for places."""
        question, documents = self.question, self.question.unit == "documents"
        if "area" not in question.by:
            one = question.areas[0] if question.areas else ANY
            yield None, self._folded((one,), self.split, documents=documents)
            return
        areas = question.areas or codes()
        if "place" in self.split:
            for area in areas:
                yield area, self._folded((area,), self.split, documents=documents)
            return
        found: dict[str, dict[Key, list[int]]] = {area: {} for area in areas}
        for key, values in self._folded(areas, ("area", *self.split), documents=documents).items():
            found[key[0]][key[1:]] = values
        yield from found.items()

    def _row(
        self, area: str | None, named: Mapping[str, str], measures: list[int] | None, of: int, of_passages: int
    ) -> CubeRow:
        values = dict(zip(MEASURES, measures or [0] * len(MEASURES), strict=True))
        source = named.get("source", self.question.source)
        kind = named.get("source_class", self.question.source_class)

        slugs, share = self._down(named.get("period"), source, kind)
        state: State
        why: Why = ""
        if values["evidence"]:
            state = "evidence"
        elif of_passages < MINIMUM_EXPOSURE:
            state, why = "unobserved", "down" if slugs and share >= DOWN_SHARE else "little"
        elif share >= DOWN_SHARE:
            state, why = "unobserved", "down"
        else:
            state = "silent"
        return CubeRow(
            area=area or (self.question.areas[0] if self.question.areas else None),
            period=named.get("period") or None,
            place=named.get("place", self.question.place),
            source=source,
            source_class=kind,
            stage=named.get("stage", self.question.stage),
            modality=named.get("modality", self.question.modality),
            strength=int(named["strength"]) if "strength" in named else None,
            count=values["passages"],
            of=of,
            of_passages=of_passages,
            evidence=values["evidence"],
            weak=values["reported"] - values["evidence"],
            directive=values["directive"],
            planned=values["planned"],
            state=state,
            why=why,
            clock=self.question.clock,
            excluded={name: values[name] for name in REASONS if name not in IN_REACH[self.question.reach]},
            down=slugs,
        )

    def _wanted(self, areas: tuple[str, ...], split: tuple[str, ...], *, documents: bool = False) -> Wanted:
        question = self.question
        return Wanted(
            model=question.model,
            level=self.level,
            split=split,
            grain=question.grain,
            reach=question.reach,
            clock=question.clock,
            as_of=question.as_of,
            areas=areas,
            place=question.place,
            since=question.since,
            until=question.until,
            stage=question.stage,
            modality=question.modality,
            strength_from=question.strength_from,
            source=question.source,
            documents=documents,
        )

    def _folded(self, areas: tuple[str, ...], split: tuple[str, ...], *, documents: bool) -> dict[Key, list[int]]:
        """Sums by the question's own names: sources folded to their classes, other classes left out."""
        question = self.question
        found = sums(self.connection, self._wanted(areas, split, documents=documents))
        names: tuple[str, ...] = tuple(name for name in self.names if areas != (READ,) or name not in OF_PASSAGE)
        names = ("area", *names) if "area" in split else names
        if split == names:
            return found
        folded: dict[Key, list[int]] = {}
        for key, values in found.items():
            named = dict(zip(split, key, strict=True))
            kind = class_of(named.get("source", ""), self.sources)
            if question.source_class in (None, kind):
                ours = tuple(kind if name == "source_class" else named[name] for name in names)
                held = folded.setdefault(ours, [0] * len(MEASURES))
                folded[ours] = [a + b for a, b in zip(held, values, strict=True)]
        return folded

    def _axes(self, exposure: Mapping[Key, list[int]]) -> list[list[str]]:
        exposed = [name for name in self.names if name not in OF_PASSAGE]
        axes: dict[str, list[str]] = {name: [] for name in self.names}
        for at, name in enumerate(exposed):
            axes[name] = sorted({key[at] for key in exposure})
        if "period" in axes:
            axes["period"] = self._periods({*axes["period"], *self._act_periods()})
        if "place" in axes:
            place = self.question.place
            units = units_of(self.gazetteer, self.level)
            axes["place"] = sorted({*axes["place"], *units}) if place is None else [place]
        if "stage" in axes:
            axes["stage"] = [self.question.stage] if self.question.stage else [each.value for each in Stage]
        if "modality" in axes:
            axes["modality"] = [self.question.modality] if self.question.modality else [each.value for each in Modality]
        if "strength" in axes:
            axes["strength"] = [str(strength) for strength in range(self.question.strength_from, 5)]
        return [axes[name] for name in self.names]

    def _was(self, place: str | None, period: str | None) -> bool:
        """Whether a unit existed in a period; of no period, it did."""
        if place is None or not period:
            return period is None
        first, last = days_of(period)
        unit = self.gazetteer.place(place)
        began = unit.valid_from is None or unit.valid_from <= last
        return began and (unit.valid_until is None or first <= unit.valid_until)

    def _act_periods(self) -> set[str]:
        """Periods that acts are told of by their own time, which nothing need have been published in."""
        if self.question.clock != "event":
            return set()
        return {period for (period,) in sums(self.connection, self._wanted((ANY,), ("period",)))}

    def _periods(self, found: Collection[str]) -> list[str]:
        """Periods in a row, from the first to the last asked for or read; documents without a date stand last."""
        question = self.question
        months = [month for read in self.read.values() for month in read]
        named = [month for period in found if period for month in months_of(period)]
        first = question.since or min([*months, *named], default=None)
        last = question.until or max([*months, *named], default=None)
        undated = [""] if "" in found else []
        return undated if first is None or last is None else [*periods_between(first, last, question.grain), *undated]


def _level_of(place: str, gazetteer: Gazetteer) -> str:
    try:
        return gazetteer.place(place).level
    except KeyError:
        raise BadInput("không có đơn vị này trong bảng địa danh (no such place)", where=place) from None


def _first(found: Mapping[Key, list[int]], key: Key) -> int:
    values = found.get(key)
    return 0 if values is None else values[0]
