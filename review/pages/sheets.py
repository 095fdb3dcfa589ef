"""Bảng tính: passages out to a workbook, and back with a diff before anything is kept, and one undo after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from corpus.coverage.evidence_filter import Filter
from corpus.coverage.evidence_list import Evidence
from corpus.errors import BadInput
from corpus.label import MODALITY_NAMES, STAGE_NAMES, Verdict
from corpus.people.queues import DISAGREEMENT, NEW_SOURCE, SUSPECT, UNCERTAIN, Queues
from corpus.people.sheet_lots import SheetLots
from review.desk import AtDesk, Desk, Visiting
from review.filters import Asked, fields
from review.filters import address as list_address
from review.pages.label import NoPage
from review.pages.page import Page
from review.returning import Moved, Weighed, keep, lay, made_file, moment, sheets_of, weigh
from review.templating import render
from review.workbook.checking import Changed
from review.workbook.sheet import VERDICTS, Export, Row
from review.workbook.writing import write_workbook

ROOT = "/bang-tinh"
router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reviewer", ROOT, "sheets.title")

QUEUES = (UNCERTAIN, DISAGREEMENT, SUSPECT, NEW_SOURCE)
MOST = 500
"""Passages that one workbook from this page holds."""

LOTS = 10
WORDS: Mapping[str, str] = {verdict: word for word, verdict in VERDICTS.items()}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
ExportId = Annotated[str, Path(pattern="^[0-9a-f]{10}$")]
Limit = Annotated[int, Query(ge=1, le=MOST)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue: how many passages wait, or None where it was never filled."""

    kind: str
    left: int | None


@router.get(ROOT)
def overview(request: Request, desk: AtDesk, visit: Visiting, wanted: Asked) -> Response:
    """What can be taken out, where it is brought back, and what was applied lately."""
    known = Queues(desk.store.engine).progress()
    lots = SheetLots(desk.store.engine)
    person = visit.person.person
    model = desk.model()
    count = None
    if model is not None and fields(wanted):
        count = Evidence(desk.store.engine, model).count(wanted)
    return render(
        request,
        "sheets.html",
        queues=[Waiting(kind, known[kind].left if kind in known else None) for kind in QUEUES],
        lots=[(each, lots.standing(each, person=person)) for each in lots.of(person, limit=LOTS)],
        most=MOST,
        count=count,
        list_address=list_address(wanted),
        list_file=f"{ROOT}/danh-sach/tai-ve?{urlencode(fields(wanted))}",
        lot_address=lot_address,
        can=desk.sheets is not None,
    )


@router.get(f"{ROOT}/hang-cho/tai-ve")
def queue_out(
    desk: AtDesk, visit: Visiting, hang: Annotated[str, Query(max_length=40)] = UNCERTAIN, so: Limit = 200
) -> Response:
    """The passages of a queue that wait for this person, as a workbook."""
    if hang not in QUEUES:
        raise BadInput(f"hàng chờ là một trong {', '.join(QUEUES)} (no queue)", where=hang)
    made = sheets_of(desk).of_queue(hang, limit=so, person=visit.person.person, now=desk.now())
    return _workbook(desk, *made)


@router.get(f"{ROOT}/danh-sach/tai-ve")
def list_out(desk: AtDesk, wanted: Asked) -> Response:
    """The passages of a list of Bằng chứng, as a workbook to judge in: without what the machine said of them."""
    passages = listed(desk, wanted)
    name = f"Bằng chứng: {urlencode(fields(wanted)) or 'mọi đoạn'}"[:300]
    return _workbook(desk, *sheets_of(desk).of_list(passages, name=name, now=desk.now()))


@router.post(ROOT)
def sent(desk: AtDesk, visit: Visiting, tep: UploadFile) -> Response:
    """Take a workbook that was filled in; nothing is kept of it but for the tray."""
    laid = lay(desk, visit.person, name=tep.filename or "", file=tep.file)
    return RedirectResponse(f"{ROOT}/xem/{laid.digest}", status_code=303)


@router.get(f"{ROOT}/xem/{{digest}}")
def shown(request: Request, desk: AtDesk, visit: Visiting, digest: Digest) -> Response:
    """What a workbook in the tray would change."""
    weighed = weigh(desk, visit.person, digest)
    if weighed is None:
        raise NoPage("sheets.gone")
    return _diff(request, weighed)


@router.post(f"{ROOT}/xem/{{digest}}")
def applied(
    request: Request,
    desk: AtDesk,
    visit: Visiting,
    digest: Digest,
    tong: Annotated[str, Form(pattern="^[0-9a-f]{0,64}$")] = "",
) -> Response:
    """Keep what was shown; where it would be something else by now, show it again and keep nothing."""
    try:
        kept = keep(desk, visit.person, digest, total=tong)
    except Moved as moved:
        return _diff(request, moved.now, status=409)
    if kept is None:
        raise NoPage("sheets.gone")
    return RedirectResponse(lot_address(kept.export, kept.at, refused=len(kept.applied.refused)), status_code=303)


@router.get(f"{ROOT}/lan/{{export}}")
def outcome(
    request: Request,
    desk: AtDesk,
    visit: Visiting,
    export: ExportId,
    luc: Annotated[str, Query(max_length=40)] = "",
    tu_choi: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Response:
    """What came of an application, and the way to take it back."""
    lots, person = SheetLots(desk.store.engine), visit.person.person
    try:
        lot = lots.lot(export, moment(luc), person=person)
    except BadInput as error:
        raise NoPage("sheets.no_lot") from error
    return render(
        request,
        "sheets_lot.html",
        lot=lot,
        standing=lots.standing(lot, person=person),
        refused=tu_choi,
        undo=f"{ROOT}/lan/{export}/hoan-tac",
    )


@router.post(f"{ROOT}/lan/{{export}}/hoan-tac")
def taken_back(
    desk: AtDesk, visit: Visiting, export: ExportId, luc: Annotated[str, Form(max_length=40)] = ""
) -> Response:
    """Take back what stands of an application of one's own, by events that say so."""
    lots, person = SheetLots(desk.store.engine), visit.person.person
    lot = lots.lot(export, moment(luc), person=person)
    lots.undo(lot, person=person, now=desk.now())
    return RedirectResponse(lot_address(lot.export, lot.at), status_code=303)


def lot_address(export: str, at: str, *, refused: int = 0) -> str:
    """The address of what came of an application."""
    more = {"tu_choi": str(refused)} if refused else {}
    return f"{ROOT}/lan/{export}?{urlencode({'luc': at, **more})}"


def listed(desk: Desk, wanted: Filter) -> Sequence[str]:
    """The passages of a list, none left out.

    Raises:
        BadInput: nothing is classified yet, or there are more than one workbook holds.
    """
    model = desk.model()
    if model is None:
        raise BadInput("chưa có gì được phân loại: chạy bamsat run trước (nothing judged)", where=ROOT)
    if wanted.area and wanted.area not in desk.taxonomy.codes:
        raise BadInput(f"không có mảng {wanted.area[:20]!r} (no such area)", where="mang")
    evidence = Evidence(desk.store.engine, model)
    ids = evidence.ids(wanted, most=MOST + 1)
    if len(ids) > MOST:
        count = evidence.count(wanted)
        raise BadInput(f"danh sách có {count} đoạn; một bảng chứa tới {MOST}, hãy lọc hẹp lại (too many)", where=ROOT)
    return ids


def _workbook(desk: Desk, export: Export, rows: list[Row]) -> Response:
    content = made_file("duyet.xlsx", lambda path: write_workbook(path, rows, export, desk.taxonomy))
    name = f"duyet-{export.id}.xlsx"
    return Response(content, media_type=XLSX, headers={"content-disposition": f'attachment; filename="{name}"'})


def moves(change: Changed) -> Sequence[tuple[Verdict | None, Verdict, Sequence[str]]]:
    """What a row changes of areas: verdict before, verdict now, and the areas it is so of; yes first."""
    found: dict[tuple[Verdict | None, Verdict], list[str]] = {}
    for code, before, after in change.verdicts:
        if before != after:
            found.setdefault((before, after), []).append(code)
    order: Sequence[Verdict] = ("yes", "unsure", "no")
    return [(*key, found[key]) for key in sorted(found, key=lambda each: (order.index(each[1]), each[0] or ""))]


def _diff(request: Request, weighed: Weighed, *, status: int = 200) -> Response:
    return render(
        request,
        "sheets_diff.html",
        status=status,
        weighed=weighed,
        plan=weighed.plan,
        moved=status == 409,
        verdict_words=WORDS,
        moves=moves,
        queues=QUEUES,
        stage_names=STAGE_NAMES,
        modality_names=MODALITY_NAMES,
        action=f"{ROOT}/xem/{weighed.digest}",
        root=ROOT,
    )
