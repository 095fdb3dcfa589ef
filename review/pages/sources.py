"""Nguồn: how each source has been going: when it was last read, how much it gave, what failed and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from corpus.database.rows import HERE
from corpus.errors import BadInput
from corpus.sources.ledger import Ledger
from corpus.sources.listings import Listings
from corpus.sources.quarantine import Held, Quarantine
from corpus.sources.vitals import last_read, measures_of_source
from corpus.sources.watch import TimedAlarm, addresses_by_state, alarms_since, documents_by_month, reasons_of
from review.desk import AtDesk, Desk, Visiting, needs
from review.handed import Canary, Declared
from review.pages.label import NoPage
from review.pages.page import Page
from review.templating import render
from review.volume import Volume, volume

ROOT = "/nguon"
SHOWN = 50
"""Items of a list on one page."""

LATELY = timedelta(days=30)
"""How far back an alarm is shown on the overview."""

OLD_ALARMS = timedelta(days=400)
STALE = timedelta(days=3)
"""A source that was not read for so long is named."""

router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reader", ROOT, "sources.title")

Slug = Annotated[str, Path(max_length=80)]

KIND_WORDS: Mapping[str, str] = {
    "self_report": "sources.kind.self_report",
    "state_document": "sources.kind.state_document",
    "party_inspection": "sources.kind.party_inspection",
    "front_supervision": "sources.kind.front_supervision",
    "central_press": "sources.kind.central_press",
    "other_press": "sources.kind.other_press",
    "unknown": "sources.kind.unknown",
}
MEASURE_WORDS: Mapping[str, str] = {
    "valid": "sources.canary.valid",
    "marked": "sources.canary.marked",
    "replaced": "sources.canary.replaced",
    "legacy": "sources.canary.legacy",
    "density": "sources.canary.density",
    "words": "sources.canary.words",
}
SHARES = frozenset({"valid", "marked", "density"})
"""Measures that are shares, written in percent."""

STATE_WORDS: Mapping[str, str] = {
    "new": "sources.state.new",
    "read": "sources.state.read",
    "failed": "sources.state.failed",
    "busy": "sources.state.busy",
    "barred": "sources.state.barred",
}
VOLUME_WORDS: Mapping[str, str] = {
    "few": "sources.volume.few",
    "many": "sources.volume.many",
    "fine": "sources.volume.fine",
    "unknown": "sources.volume.unknown",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A source on the overview.

    ``stale`` is whether it should have been read since; ``due`` when its next listing may be asked (ISO), or None.
    """

    declared: Declared
    alive: bool
    documents: int
    last: str | None
    stale: bool
    volume: Volume
    alarms: Sequence[TimedAlarm]
    held: int
    states: Mapping[str, int]

    @property
    def troubled(self) -> bool:
        """Whether somebody should look at it."""
        return self.alive and (self.stale or bool(self.alarms) or self.volume.state == "few" or self.held > 0)


@router.get(ROOT)
def overview(request: Request, desk: AtDesk) -> Response:
    """Every source with what is known of it, those to look at first."""
    lines = _lines(desk)
    lines.sort(key=lambda each: (not each.troubled, not each.alive, -each.documents, each.declared.slug))
    return render(
        request,
        "sources_list.html",
        lines=[each for each in lines if each.alive or each.documents],
        resting=[each for each in lines if not each.alive and not each.documents],
        next_run=_next_visit(desk),
        read_any=any(each.documents for each in lines),
        kind_words=KIND_WORDS,
        volume_words=VOLUME_WORDS,
    )


@router.get(f"{ROOT}/{{slug}}")
def show(
    request: Request, desk: AtDesk, visit: Visiting, slug: Slug, xin: Annotated[str, Query(max_length=8)] = ""
) -> Response:
    """One source. ``xin`` is how many items somebody just asked to have tried again."""
    line = _line(desk, slug)
    engine = desk.store.engine
    held = Quarantine(engine).held(source=slug)
    listings = Listings(engine).of_source(slug)
    due = sorted(each.due for each in listings)
    return render(
        request,
        "source.html",
        line=line,
        volume=line.volume,
        peak=max((each.count for each in line.volume.months), default=0),
        undated=documents_by_month(engine, source=slug).get(slug, {}).get("", 0),
        canaries=_canaries(desk, slug),
        shares=SHARES,
        alarms=[each for each in alarms_since(engine, desk.now() - OLD_ALARMS) if each.alarm.source == slug][:SHOWN],
        held=held[:SHOWN],
        held_left_out=max(0, len(held) - SHOWN),
        reasons=_reasons(held),
        failed=reasons_of(engine, slug, "failed"),
        barred=Ledger(engine).addresses_of(slug, states=["barred"])[:SHOWN],
        listings=listings[:SHOWN],
        listings_left_out=max(0, len(listings) - SHOWN),
        due=due[0].isoformat() if due else None,
        next_run=_next_visit(desk),
        asked=xin if xin.isdigit() else "",
        can_ask=desk.watch.retry is not None,
        kind_words=KIND_WORDS,
        measure_words=MEASURE_WORDS,
        state_words=STATE_WORDS,
        volume_words=VOLUME_WORDS,
    )


@router.post(f"{ROOT}/{{slug}}/thu-lai", dependencies=[Depends(needs("lead"))])
def retry(
    desk: AtDesk,
    visit: Visiting,
    slug: Slug,
    item: Annotated[list[str] | None, Form(max_length=5000)] = None,
    all: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Ask that items in quarantine be tried again: those named, or all of the source."""
    _line(desk, slug)
    if desk.watch.retry is None:
        raise BadInput("việc này làm bằng lệnh bamsat replay (by the command)", where=slug)
    held = [each.item for each in Quarantine(desk.store.engine).held(source=slug)]
    wanted = held if all else [each for each in held if each in set(item or ())]
    if not wanted:
        raise BadInput("chưa chọn mục nào đang bị giữ (nothing chosen)", where=slug)
    desk.watch.retry(wanted, visit.person.person)
    return RedirectResponse(f"{ROOT}/{slug}?xin={len(wanted)}", status_code=303)


def _lines(desk: Desk) -> list[Line]:
    engine, now = desk.store.engine, desk.now()
    by_month, read = documents_by_month(engine), last_read(engine)
    held, states = Quarantine(engine).count_by_source(), addresses_by_state(engine)
    alarms: dict[str, list[TimedAlarm]] = {}
    for each in alarms_since(engine, now - LATELY):
        alarms.setdefault(each.alarm.source, []).append(each)
    declared = {each.slug: each for each in desk.watch.declared}
    strays = sorted((by_month.keys() | held.keys() | states.keys()) - declared.keys())
    strange = [Declared(slug, desk.sources.get(slug, slug), "unknown") for slug in strays]
    today = now.astimezone(HERE).date()
    return [
        Line(
            declared=each,
            alive=_alive(each, today),
            documents=sum(by_month.get(each.slug, {}).values()),
            last=read.get(each.slug),
            stale=bool(each.hosts) and _alive(each, today) and _stale(read.get(each.slug), now),
            volume=volume(
                by_month.get(each.slug, {}),
                now=f"{today:%Y-%m}",
                until=None if each.active_until is None else f"{each.active_until:%Y-%m}",
            ),
            alarms=alarms.get(each.slug, ()),
            held=held.get(each.slug, 0),
            states=states.get(each.slug, {}),
        )
        for each in [*declared.values(), *strange]
    ]


def _line(desk: Desk, slug: str) -> Line:
    found = next((each for each in _lines(desk) if each.declared.slug == slug), None)
    if found is None:
        raise NoPage("sources.none_here")
    return found


def _alive(each: Declared, today: date) -> bool:
    begun = each.active_from is None or each.active_from <= today
    return begun and (each.active_until is None or today <= each.active_until)


def _stale(last: str | None, now: datetime) -> bool:
    return last is not None and datetime.fromisoformat(last) < now - STALE


def _canaries(desk: Desk, slug: str) -> Sequence[Canary] | None:
    if desk.watch.canaries is None:
        return None
    return desk.watch.canaries(measures_of_source(desk.store.engine, slug))


def _next_visit(desk: Desk) -> str | None:
    at = None if desk.watch.next_visit is None else desk.watch.next_visit(desk.now())
    return None if at is None else at.astimezone(HERE).strftime("%H:%M %d/%m/%Y")


def _reasons(held: Sequence[Held]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for each in held:
        counts[each.reason] = counts.get(each.reason, 0) + 1
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
