"""Tổng quan: how far the areas are covered, month by month, and what stands beside that; each number is a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from corpus.coverage.cube import CubeRow, cube
from corpus.coverage.evidence_filter import Filter, check
from corpus.coverage.evidence_list import Evidence
from corpus.coverage.facts import home_places
from corpus.coverage.question import Question
from corpus.database.rows import HERE, write_time
from corpus.errors import BadInput
from corpus.periods import GRAINS, Grain, months_of
from corpus.sources.freshness import Freshness, documents_since, freshness, visit_before
from review.desk import AtDesk, Desk, Visiting
from review.filters import address
from review.heat import STEPS, Heat, Showing, heat
from review.landscape import blanks, stage_lines, tiles
from review.naming import MERGED, offered_places, place_name
from review.pages.page import Page
from review.paper.rows import Estimated
from review.security import sum_of
from review.templating import render

router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reader", "/", "overview.title")

Level = Literal["district", "commune"]
SHOWN: Mapping[Grain, int] = {"month": 12, "quarter": 8, "half": 6, "year": 10}
"""Periods shown where none are asked for."""

NEWEST = 6
FRESH, STALE = timedelta(days=2), timedelta(days=7)
"""Up to these ages a source is fresh, and late; older is stale."""

Month = Annotated[str, Query(max_length=10)]


@dataclass(frozen=True, slots=True)
class Since:
    """What came since a moment: documents read, and evidence in them with its list."""

    moment: str
    known: bool
    documents: int
    evidence: int
    url: str


@router.get("/")
def overview(
    request: Request,
    desk: AtDesk,
    visit: Visiting,
    tu: Month = "",
    den: Month = "",
    ky: Annotated[str, Query(max_length=10)] = "month",
    noi: Annotated[str, Query(max_length=100)] = "",
    so: Annotated[str, Query(max_length=10)] = "ty-le",
) -> Response:
    """The page; ``tu`` and ``den`` are months, ``ky`` the grain, ``noi`` a place, ``so=so-dem`` shows counts."""
    grain = next((each for each in GRAINS if each == ky), None)
    if grain is None:
        raise BadInput(f"kỳ là một trong {', '.join(GRAINS)} (unknown period)", where="ky")
    check(Filter(place=noi, since=tu, until=den))
    showing: Showing = "so-dem" if so == "so-dem" else "ty-le"
    now = desk.now()
    common: dict[str, Any] = {
        "grain": grain,
        "grains": GRAINS,
        "since": tu,
        "until": den,
        "place": noi,
        "place_name": place_name(noi) if noi else "",
        "showing": showing,
        "steps": range(1, STEPS + 1),
        "offered": offered_places(now.date(), noi),
        "fresh": [(each, _age(each, now)) for each in freshness(desk.store.engine)],
        "sources": desk.sources,
    }
    model = desk.model()
    table = None if model is None else _table(desk, visit.language, model, grain, tu, den, noi, showing)
    if model is None or table is None or not table.columns:
        asked_for = bool(tu or den or noi)
        return render(request, "overview.html", table=None, judged=model is not None, narrowed=asked_for, **common)
    level: Level = "commune" if table.until >= f"{MERGED:%Y-%m}" else "district"
    stretch = Question(areas=desk.taxonomy.codes, since=table.since, until=table.until, model=model)
    stages = _rows(desk, replace(stretch, by=("area", "stage"), place=noi or None))
    newest = Evidence(desk.store.engine, model)
    proof = Filter(modality="reported", strength_from=2, place=noi)
    by_place: list[CubeRow] = []
    if not noi:
        by_place = _standing(_rows(desk, replace(stretch, by=("area", "place"), level=level)))
    named = _standing(_rows(desk, replace(stretch, areas=None, by=("place",), level=level))) if not noi else []
    return render(
        request,
        "overview.html",
        table=table,
        stages=stage_lines(stages, place=noi, since=table.since, until=table.until),
        tiles=tiles(named, since=table.since, until=table.until),
        blanks=blanks(by_place),
        level=level,
        newest=newest.page(proof, limit=NEWEST).rows,
        more=address(proof),
        lately=_since(request, desk, visit.person.person, model, now),
        **common,
    )


def _rows(desk: Desk, question: Question) -> list[CubeRow]:
    return list(cube(desk.store.engine, question, sources=desk.declared))


def _table(
    desk: Desk, language: Literal["vi", "en"], model: str, grain: Grain, tu: str, den: str, noi: str, showing: Showing
) -> Heat | None:
    asked = Question(
        by=("area", "period"),
        grain=grain,
        areas=desk.taxonomy.codes,
        since=tu or None,
        until=den or None,
        place=noi or None,
        model=model,
    )
    rows = _rows(desk, asked)
    names = list(dict.fromkeys(row.period for row in rows if row.period))
    if not tu:
        names = names[-SHOWN[grain] :]
    kept = set(names)
    shares: dict[tuple[str, str], Estimated] = {}
    if desk.audited is not None and not noi:
        for name in names:
            first, last = months_of(name)
            shares |= {(area, name): found for area, found in desk.audited(model, first, last).items()}
    shown = [row for row in rows if row.period in kept]
    return heat(shown, shares=shares, place=noi, showing=showing, language=language)


def _standing(rows: list[CubeRow]) -> list[CubeRow]:
    """Rows of units in the order of the gazetteer, without units that were none and were counted nowhere."""
    gazetteer = home_places()
    known = [row for row in rows if row.place is not None and (row.of or _is_home(row.place))]
    return sorted(known, key=lambda row: (row.area or "", gazetteer.place(row.place or "").short))


def _is_home(place: str) -> bool:
    unit = home_places().place(place)
    return unit.valid_until is None or unit.level == "district"


def _since(request: Request, desk: Desk, person: str, model: str, now: datetime) -> Since:
    token = request.cookies.get(desk.safety.cookie, "")
    before = visit_before(desk.store.engine, person, token=sum_of(token))
    moment = before or write_time(now - timedelta(days=1))
    wanted = Filter(modality="reported", strength_from=2, new_since=moment)
    return Since(
        moment,
        before is not None,
        documents_since(desk.store.engine, moment),
        Evidence(desk.store.engine, model).count(wanted),
        address(wanted),
    )


def _age(source: Freshness, now: datetime) -> str:
    """How fresh a source is: fresh, late, stale or never."""
    times = [each for each in (source.read, source.asked) if each is not None]
    if not times:
        return "never"
    age = now.astimezone(HERE) - datetime.fromisoformat(max(times))
    return "fresh" if age <= FRESH else "late" if age <= STALE else "stale"
