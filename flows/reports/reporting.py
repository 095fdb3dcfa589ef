"""What a periodic report says, read from the store with the cube as of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlsplit

from corpus.codebook.taxonomy import Taxonomy
from corpus.coverage.asof import model_at, moment_of, restated
from corpus.coverage.behind import Backing, backing
from corpus.coverage.by_area import MINIMUM_EXPOSURE
from corpus.coverage.cube import CubeRow, cube
from corpus.coverage.measures import blank_spots, valid_units
from corpus.coverage.question import Question
from corpus.database.rows import HERE
from corpus.errors import BadInput
from corpus.periods import Grain, days_of, months_between, months_of, period_of
from corpus.places.gazetteer import Gazetteer, load_gazetteer
from corpus.source import Source
from corpus.store import Store
from flows.acquisition.demo import NAME
from flows.commands.naming import name_of
from flows.reports.reporting_shares import Shares, shares_of
from flows.settings import VERSION
from review.numbers import day, whole
from review.paper.rows import (
    AreaCount,
    Blank,
    Counts,
    Picture,
    PlaceCount,
    RestatedMonth,
    SourceCount,
    Told,
)

DRAWN_MONTHS = 12
"""Months up to the end of the period that the picture shows."""

YEARS = range(1930, 2101)
"""Years that a report may be about or dated in."""

DEMO = "demo"
"""The demo newspaper's slug; it is declared nowhere."""

Layer = Literal["district", "commune"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked for.

    Attributes:
        period: ``2026-10``, ``2026-Q3`` or ``2026-H1``.
        as_of: day up to whose end things are known.
        since_report: day of the report before; None takes the last day of the period before.
        model: id; None takes the one in use at that moment.
    """

    period: str
    as_of: date
    since_report: date | None = None
    model: str | None = None


def grain_of(period: str) -> Grain:
    """The grain of a period's name.

    Raises:
        BadInput: it is no name of a month, quarter or half-year, or of a year that nobody reports on.
    """
    months_of(period)
    if int(period[:4]) not in YEARS:
        raise BadInput(f"năm từ {YEARS[0]} đến {YEARS[-1]} (a year far off)", where=period)
    if len(period) == 4:
        raise BadInput(
            "kỳ báo cáo là tháng, quý hay 6 tháng: 2026-10, 2026-Q3, 2026-H1 (no yearly report)", where=period
        )
    return "quarter" if "-Q" in period else "half" if "-H" in period else "month"


def previous(period: str) -> str:
    """The period before one of the same grain."""
    grain = grain_of(period)
    first = months_of(period)[0]
    year, month = int(first[:4]), int(first[5:7])
    before = f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"
    return period_of(before, grain)


def read_counts(
    store: Store, asked: Asked, *, taxonomy: Taxonomy, sources: Mapping[str, Source], pictures: bool = True
) -> Counts:
    """Everything that the report says, as known on its day.

    Raises:
        BadInput: the period is none, begins after the day, or nothing was judged by then.
    """
    return _Read(store, asked, taxonomy, sources).counts(pictures=pictures)


class _Read:
    """One reading of the store."""

    def __init__(self, store: Store, asked: Asked, taxonomy: Taxonomy, sources: Mapping[str, Source]) -> None:
        self.store, self.asked, self.taxonomy, self.sources = store, asked, taxonomy, sources
        self.grain = grain_of(asked.period)
        self.since, self.until = months_of(asked.period)
        self.before = previous(asked.period)
        if any(each is not None and each.year not in YEARS for each in (asked.as_of, asked.since_report)):
            raise BadInput(f"năm từ {YEARS[0]} đến {YEARS[-1]} (a year far off)", where=str(asked.as_of))
        self.moment = moment_of(asked.as_of.isoformat())
        first, self.last = days_of(asked.period)
        if asked.as_of < first:
            raise BadInput(
                "kỳ này chưa bắt đầu vào ngày số liệu (the period begins after that day)", where=asked.period
            )
        use = model_at(store.engine, self.moment)
        model = asked.model or (use.model if use is not None else None)
        if model is None:
            raise BadInput("đến ngày này chưa có gì được phân loại (nothing judged by then)", where=str(asked.as_of))
        self.model = model
        self.gazetteer: Gazetteer = load_gazetteer()
        self.level: Layer = "district" if self.gazetteer.districts(self.last) else "commune"

    def counts(self, *, pictures: bool) -> Counts:
        """The rows of the report."""
        asked, engine = self.asked, self.store.engine
        told = backing(engine, model=self.model, since=self.since, until=self.until, as_of=self.moment)
        first, last = months_of(self.before)
        told_before = backing(engine, model=self.model, since=first, until=last, as_of=self.moment)
        rows = self._ask(("area", "period"))
        sources = self._sources()
        documents = self._ask(("area", "period"), unit="documents")
        past = {row.area: row for row in self._ask(("area", "period"), period=self.before)}
        stages: dict[str, dict[str, int]] = {}
        for row in self._ask(("area", "stage")):
            stages.setdefault(row.area or "", {})[row.stage or ""] = row.count
        by_place = self._ask(("area", "place"), level=self.level)
        shares = shares_of(self.store, model=self.model, since=self.since, until=self.until, as_of=self.moment)
        since_report = asked.since_report or days_of(self.before)[1]
        units = valid_units(self.gazetteer, self.level, asked.period)
        read = rows[0].of if rows else 0
        return Counts(
            period=asked.period,
            previous=self.before,
            as_of=asked.as_of,
            since_report=since_report,
            taxonomy=self.taxonomy.name,
            read=read,
            documents=documents[0].of if documents else 0,
            undated=self._undated(),
            areas=tuple(
                self._area(row, held, past.get(row.area), stages.get(row.area or "", {}), told, shares)
                for row, held in zip(rows, documents, strict=True)
            ),
            places=self._places(by_place),
            level=self.level,
            units=None if units is None else len(units),
            sources=sources,
            blanks=self._blanks(by_place),
            restated=self._restated(since_report),
            told=tuple(self._told(told)),
            told_before=tuple(self._told(told_before)),
            pictures=tuple(self._pictures()) if pictures and read else (),
            filters={
                "Kỳ": asked.period,
                "Phạm vi": "trong tỉnh, nhiệm kỳ này; theo ngày đăng",
                "Ngày số liệu": f"hết ngày {day(asked.as_of)}",
                "So với": f"số liệu biết đến {day(since_report)}",
                "Ngưỡng đọc": f"{MINIMUM_EXPOSURE} đoạn",
            },
            versions={
                "Mô hình": self.model,
                "Sổ mã": f"{self.taxonomy.id} {self.taxonomy.version} ({self.taxonomy.fingerprint})",
                "Chương trình": f"Bám Sát {VERSION}",
            },
        )

    def _ask(
        self,
        by: tuple[Literal["area", "period", "place", "source", "stage"], ...],
        *,
        period: str = "",
        level: Layer | None = None,
        unit: Literal["passages", "documents"] = "passages",
    ) -> list[CubeRow]:
        first, last = months_of(period) if period else (self.since, self.until)
        question = Question(
            by=by,
            grain=self.grain,
            areas=self.taxonomy.codes if "area" in by else None,
            since=first,
            until=last,
            level=level,
            unit=unit,
            model=self.model,
            as_of=self.moment,
        )
        return list(cube(self.store.engine, question, gazetteer=self.gazetteer, sources=self.sources))

    def _area(
        self,
        row: CubeRow,
        held: CubeRow,
        past: CubeRow | None,
        stages: Mapping[str, int],
        told: Sequence[Backing],
        shares: Shares | None,
    ) -> AreaCount:
        code = row.area or ""
        area = self.taxonomy.area(code)
        places = {place for each in told if each.proof and code in each.areas for place in each.places}
        return AreaCount(
            code=code,
            name=area.name,
            short=area.short,
            state=row.state,
            why=row.why,
            count=row.count,
            of=row.of,
            documents=held.count,
            of_documents=held.of,
            evidence=row.evidence,
            weak=row.weak,
            directive=row.directive,
            planned=row.planned,
            stages=stages,
            places=tuple(sorted(name_of(place, self.gazetteer) for place in places)),
            excluded=row.excluded,
            before=None if past is None or past.state == "unobserved" else (past.evidence, past.count, past.of),
            estimated=None if shares is None else shares.of_area(code),
        )

    def _undated(self) -> int:
        question = Question(by=("period",), grain=self.grain, model=self.model, as_of=self.moment)
        rows = cube(self.store.engine, question, gazetteer=self.gazetteer, sources=self.sources)
        return sum(row.of for row in rows if row.period is None)

    def _sources(self) -> tuple[SourceCount, ...]:
        documents = {row.source: row.of for row in self._ask(("source", "period"), unit="documents")}
        rows = self._ask(("source", "period"))
        down = {slug for row in self._ask(("period",)) for slug in row.down}
        read = {row.source or "": row.of for row in rows if row.of}
        counted = [
            SourceCount(self._source(slug), read.get(slug, 0), documents.get(slug, 0), slug in down)
            for slug in {*read, *down}
        ]
        return tuple(sorted(counted, key=lambda each: (-each.passages, each.name)))

    def _source(self, slug: str) -> str:
        return self.sources[slug].name if slug in self.sources else {DEMO: NAME}.get(slug, slug)

    def _places(self, rows: Sequence[CubeRow]) -> tuple[PlaceCount, ...]:
        named: dict[str, list[CubeRow]] = {}
        for row in rows:
            named.setdefault(row.place or "", []).append(row)
        places = [
            PlaceCount(
                name=name_of(place, self.gazetteer),
                read=cells[0].of,
                evidence={cell.area or "": cell.evidence for cell in cells},
                state="evidence" if any(cell.evidence for cell in cells) else cells[0].state,
                id=place,
            )
            for place, cells in named.items()
        ]
        return tuple(sorted(places, key=lambda each: each.name))

    def _blanks(self, rows: Sequence[CubeRow]) -> tuple[Blank, ...]:
        blanks = []
        for code in self.taxonomy.codes:
            spots = blank_spots([row for row in rows if row.area == code])
            silent = tuple(sorted(name_of(row.place or "", self.gazetteer) for row in spots.silent))
            blanks.append(Blank(code, silent, len(spots.below_detection), len(spots.not_collected)))
        return tuple(blanks)

    def _restated(self, since_report: date) -> tuple[RestatedMonth, ...]:
        before = moment_of(since_report.isoformat())
        if before >= self.moment:
            return ()
        found = restated(self.store.engine, before, self.moment, areas=self.taxonomy.codes)
        return tuple(RestatedMonth(each.month, each.reasons) for each in found if each.reasons)

    def _told(self, told: Sequence[Backing]) -> list[Told]:
        return [
            Told(
                key=each.passage,
                area=area,
                source=self._source(each.source),
                title=each.title or "",
                day=datetime.fromisoformat(each.published).astimezone(HERE).date(),
                link=web_address(each.url),
                stage=each.stage,
                strength=each.strength,
                text=each.text,
                proof=each.proof,
                places=tuple(name_of(place, self.gazetteer) for place in each.places),
            )
            for each in told
            for area in each.areas
        ]

    def _pictures(self) -> list[Picture]:
        from review.charts.heat_map import describe, heat_map
        from review.charts.picture import png
        from review.charts.rows import Heading, counted

        months = months_between("0001-01", self.until)[-DRAWN_MONTHS:]
        question = Question(
            by=("area", "period"),
            areas=self.taxonomy.codes,
            since=min(months[0], self.since),
            until=self.until,
            model=self.model,
            as_of=self.moment,
        )
        rows = [
            counted(self.taxonomy.area(row.area or "").short, row.period, row.evidence, row.of, row.state)
            for row in cube(self.store.engine, question, gazetteer=self.gazetteer, sources=self.sources)
            if row.period is not None
        ]
        heading = Heading(
            counted="đoạn kể việc đã làm, có dẫn chứng",
            of="đoạn đã đọc",
            model=self.model,
            taxonomy=self.taxonomy.version,
            as_of=self.asked.as_of,
        )
        drawn = heat_map(rows, heading)
        span = f"{whole(len(months))} tháng đến {self.until[5:]}/{self.until[:4]}"
        caption = f"Số đoạn có dẫn chứng theo nhiệm vụ và tháng, {span}"
        return [Picture(png(drawn), describe(rows, heading), caption)]


def web_address(url: str | None) -> str:
    """An address that may be opened from a document: http or https, else none."""
    return url if url is not None and urlsplit(url).scheme in ("http", "https") else ""
