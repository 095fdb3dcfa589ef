"""Bằng chứng: the passages behind any number, with filters and search, to read, to take away and to judge at once."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from corpus.coverage.evidence_filter import Filter
from corpus.coverage.evidence_list import Evidence, counted_state
from corpus.database.rows import write_time
from corpus.errors import BadInput
from corpus.events.event import Events
from corpus.label import MODALITY_NAMES, STAGE_NAMES, Stage, Verdict
from corpus.people.bulk import BULK, MOST, Bulk
from review.desk import AtDesk, Desk, Visiting, needs
from review.evidence import COLUMNS, groups, table
from review.filters import ROOT, Asked, address, fields
from review.naming import MODALITY_WORDS, offered_places, place_name
from review.pages.label import NoPage
from review.pages.page import Page
from review.sheet import writer_for
from review.templating import render

router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reader", ROOT, "evidence.title")

A_PAGE = 30
LONGEST_FILE = 50_000
"""Passages that one table file holds at the most."""

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
CONCLUSIONS: Mapping[str, str] = {
    "dung": "evidence.bulk_yes",
    "sai": "evidence.bulk_no",
    "khong": "evidence.bulk_none",
}
"""Keys of the words for what a bulk verdict may say."""

Conclusion = Literal["dung", "sai", "khong"]
Sum = Annotated[str, Form(pattern="^[0-9a-f]{0,64}$")]
BulkId = Annotated[str, Path(pattern="^[0-9a-f]{12}$")]
MayJudge = Depends(needs("reviewer"))


@router.get(ROOT)
def listed(request: Request, desk: AtDesk, wanted: Asked, sau: Annotated[str, Query(max_length=300)] = "") -> Response:
    """A page of the list, after the passage that ``sau`` names."""
    model = desk.model()
    _known_area(desk, wanted)
    values: dict[str, Any] = {
        "wanted": wanted,
        "fields": fields(wanted),
        "address": address,
        "stage_codes": [stage.value for stage in Stage],
        "modalities": MODALITY_WORDS,
        "offered": offered_places(desk.now().date(), wanted.place),
        "place_name": place_name(wanted.place) if wanted.place else "",
        "sources": desk.sources,
        "kinds": sorted(KINDS, reverse=True),
        "most": MOST,
    }
    if model is None:
        return render(request, "evidence.html", groups=[], count=0, of=0, onward=None, first=True, **values)
    evidence = Evidence(desk.store.engine, model)
    page = evidence.page(wanted, after=sau, limit=A_PAGE)
    return render(
        request,
        "evidence.html",
        groups=groups(desk, evidence, page, wanted),
        count=desk.kept.get(("count", model, wanted), counted_state(desk.store.engine), lambda: evidence.count(wanted)),
        of=evidence.read(wanted),
        onward=page.following,
        first=not sau,
        **values,
    )


@router.get(f"{ROOT}/tai-ve")
def taken_away(desk: AtDesk, wanted: Asked, dang: Literal["xlsx", "csv"] = "xlsx") -> Response:
    """Exactly this list as a table file."""
    evidence = _evidence(desk)
    _known_area(desk, wanted)
    count = evidence.count(wanted)
    if count > LONGEST_FILE:
        raise BadInput(f"tệp chứa tới {LONGEST_FILE} đoạn; lọc hẹp lại (too many for one file)", where=str(count))
    now = desk.now()
    about = {
        "Danh sách": "Bằng chứng theo bộ lọc",
        "Bộ lọc": "; ".join(f"{name}={value}" for name, value in fields(wanted).items()) or "không lọc",
        "Lấy ra lúc": write_time(now),
        "Đã đọc": str(evidence.read(wanted)),
        "Mô hình": evidence.model,
        "Sổ mã": desk.taxonomy.version,
        "Phần mềm": f"Bám Sát {desk.version}",
        "Khâu": ", ".join(f"{code.value}: {name}" for code, name in STAGE_NAMES.items()),
        "Cách nói": ", ".join(f"{code.value}: {name}" for code, name in MODALITY_NAMES.items()),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = FilePath(folder) / f"bang-chung.{dang}"
        writer_for(path)(path, COLUMNS, table(desk, evidence, wanted), about)
        content = path.read_bytes()
    name = f"bang-chung-{now:%Y%m%d-%H%M}.{dang}"
    return Response(content, media_type=KINDS[dang], headers={"content-disposition": f'attachment; filename="{name}"'})


@router.get(f"{ROOT}/su-kien/{{event}}")
def event(request: Request, desk: AtDesk, event: Annotated[str, Path(pattern="^[0-9a-zA-Z:_.-]{4,80}$")]) -> Response:
    """One event with every passage that tells of it, and which documents are copies."""
    evidence = _evidence(desk)
    events = Events(desk.store.engine, desk.declared)
    try:
        found = events.event(evidence.model, event)
    except BadInput as error:
        raise NoPage from error
    return render(
        request,
        "evidence_event.html",
        event=found,
        places=[place_name(each) for each in found.places],
        tellings=events.carrying(evidence.model, found.id),
        sources=desk.sources,
        root=ROOT,
    )


@router.get(f"{ROOT}/hang-loat", dependencies=[MayJudge])
def weighed(request: Request, desk: AtDesk, visit: Visiting, wanted: Asked, ket_luan: Conclusion = "dung") -> Response:
    """The page that asks whether a bulk verdict is meant."""
    return _asking(request, desk, visit.person.person, wanted, ket_luan)


@router.post(f"{ROOT}/hang-loat", dependencies=[MayJudge])
def judged_at_once(
    request: Request,
    desk: AtDesk,
    visit: Visiting,
    wanted: Asked,
    ket_luan: Annotated[Conclusion, Form()] = "dung",
    tong: Sum = "",
    ghi_chu: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Keep the verdict on the passages that were confirmed; where the list is another since, ask again."""
    person = visit.person.person
    ids = _ids(desk, wanted)
    if tong != _sum(ids):
        return _asking(request, desk, person, wanted, ket_luan, status=409)
    now = desk.now()
    lot = hashlib.sha256(f"{person} {write_time(now)} {tong}".encode()).hexdigest()[:12]
    Bulk(desk.store.engine).give(
        lot,
        ids,
        _verdicts(desk, wanted, ket_luan),
        person=person,
        taxonomy=desk.taxonomy.version,
        note=ghi_chu.strip(),
        now=now,
    )
    return RedirectResponse(address(wanted, under=f"/hang-loat/{lot}"), status_code=303)


@router.post(f"{ROOT}/hang-loat/hoan-tac", dependencies=[MayJudge])
def taken_back(
    desk: AtDesk, visit: Visiting, wanted: Asked, lo: Annotated[str, Form(pattern="^[0-9a-f]{12}$")]
) -> Response:
    """Take back a bulk verdict of one's own as a whole."""
    Bulk(desk.store.engine).undo(lo, person=visit.person.person, now=desk.now())
    return RedirectResponse(address(wanted, under=f"/hang-loat/{lo}"), status_code=303)


@router.get(f"{ROOT}/hang-loat/{{lot}}", dependencies=[MayJudge])
def outcome(request: Request, desk: AtDesk, visit: Visiting, wanted: Asked, lot: BulkId) -> Response:
    """What came of a bulk verdict, and the way to take it back."""
    return render(
        request,
        "evidence_bulk_done.html",
        lot=lot,
        queue=f"{BULK} {lot}",
        standing=Bulk(desk.store.engine).standing(lot, person=visit.person.person),
        back=address(wanted),
        undo=address(wanted, under="/hang-loat/hoan-tac"),
    )


def _evidence(desk: Desk) -> Evidence:
    model = desk.model()
    if model is None:
        raise BadInput("chưa có gì được phân loại: chạy bamsat run trước (nothing judged)", where=ROOT)
    return Evidence(desk.store.engine, model)


def _known_area(desk: Desk, wanted: Filter) -> None:
    if wanted.area and wanted.area not in desk.taxonomy.codes:
        raise BadInput(f"không có mảng {wanted.area[:20]!r} (no such area)", where="mang")


def _ids(desk: Desk, wanted: Filter) -> list[str]:
    evidence = _evidence(desk)
    _known_area(desk, wanted)
    ids = evidence.ids(wanted, most=MOST + 1)
    if len(ids) > MOST:
        count = evidence.count(wanted)
        raise BadInput(f"bộ lọc này có {count} đoạn; một lần chỉ duyệt tới {MOST} (narrow the filter)", where=ROOT)
    return ids


def _sum(ids: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(ids).encode()).hexdigest()


def _verdicts(desk: Desk, wanted: Filter, conclusion: Conclusion) -> Mapping[str, Verdict]:
    if conclusion == "khong":
        return dict.fromkeys(desk.taxonomy.codes, "no")
    if not wanted.area:
        raise BadInput("chọn một mảng trong bộ lọc trước (choose an area first)", where="mang")
    return {wanted.area: "yes" if conclusion == "dung" else "no"}


def _asking(
    request: Request, desk: Desk, person: str, wanted: Filter, conclusion: Conclusion, *, status: int = 200
) -> Response:
    _verdicts(desk, wanted, conclusion)
    ids = _ids(desk, wanted)
    evidence = _evidence(desk)
    return render(
        request,
        "evidence_bulk.html",
        status=status,
        changed=status == 409,
        count=len(ids),
        own=len(Bulk(desk.store.engine).own(ids, person=person)),
        some=evidence.page(wanted, limit=5).rows,
        conclusion=conclusion,
        words=CONCLUSIONS[conclusion],
        area=wanted.area,
        total=_sum(ids),
        back=address(wanted),
        action=address(wanted, under="/hang-loat"),
    )
