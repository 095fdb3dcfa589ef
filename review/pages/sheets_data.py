"""The same as Bảng tính, as JSON: check a workbook, apply what was checked, take it back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException, Path, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import BadInput
from corpus.people.sheet_lots import SheetLots
from review.desk import AtDesk, Visiting
from review.pages.page import Page
from review.pages.refusals import refusals
from review.pages.sheets import LOTS
from review.returning import Moved, Weighed, keep, lay, moment, weigh
from review.workbook.checking import data_of

router = APIRouter(prefix="/api/sheets", tags=["sheets"])
PAGE = Page(router, "reviewer", "/api/sheets")


class Confirmed(BaseModel):
    """A workbook that was checked, by its sum, with the sum of what would come of it as it was said."""

    model_config = ConfigDict(extra="forbid")

    file: str = Field(pattern="^[0-9a-f]{64}$")
    total: str = Field(pattern="^[0-9a-f]{64}$")


class Lot(BaseModel):
    """One application of one's own: the id of its export and when it was applied."""

    model_config = ConfigDict(extra="forbid")

    export: str = Field(pattern="^[0-9a-f]{10}$")
    at: str = Field(max_length=40)


@router.get("/applied")
def applied(desk: AtDesk, visit: Visiting) -> list[dict[str, Any]]:
    """One's latest applications, with how many of their verdicts stand."""
    lots, person = SheetLots(desk.store.engine), visit.person.person
    return [
        {"export": each.export, "at": each.at, "given": each.given, "standing": lots.standing(each, person=person)}
        for each in lots.of(person, limit=LOTS)
    ]


@router.post("/check")
def check(desk: AtDesk, visit: Visiting, tep: UploadFile) -> dict[str, Any]:
    """What a workbook would change in one's own name; nothing is kept. 422 where it is no workbook of ours."""
    return _said(lay(desk, visit.person, name=tep.filename or "", file=tep.file))


@router.post("/apply", status_code=201, responses=refusals(404, 409))
def apply(desk: AtDesk, visit: Visiting, confirmed: Annotated[Confirmed, Body()]) -> dict[str, Any]:
    """Keep what was checked. 404 where it waits no longer, 409 where something else would come of it by now."""
    try:
        kept = keep(desk, visit.person, confirmed.file, total=confirmed.total)
    except Moved as moved:
        raise HTTPException(409, "changed since it was checked, or nothing to apply; check it again") from moved
    if kept is None:
        raise HTTPException(404, "no such workbook waits; send it again")
    return {
        "export": kept.export,
        "at": kept.at,
        "kept": kept.applied.kept,
        "refused": [
            {"line": each.line, "passage": each.passage, "reason": each.reason} for each in kept.applied.refused
        ],
    }


@router.post("/undo", responses=refusals(404))
def undo(desk: AtDesk, visit: Visiting, lot: Annotated[Lot, Body()]) -> dict[str, Any]:
    """Take back what stands of an application of one's own. 404 where there is none."""
    lots, person = SheetLots(desk.store.engine), visit.person.person
    try:
        found = lots.lot(lot.export, moment(lot.at), person=person)
    except BadInput as error:
        raise HTTPException(404, "no such application of yours") from error
    taken = lots.undo(found, person=person, now=desk.now())
    return {"taken_back": list(taken.changed), "left": list(taken.left)}


@router.get("/check/{file}", responses=refusals(404))
def checked(desk: AtDesk, visit: Visiting, file: Annotated[str, Path(pattern="^[0-9a-f]{64}$")]) -> dict[str, Any]:
    """The same of a workbook that was sent before. 404 where it waits no longer."""
    weighed = weigh(desk, visit.person, file)
    if weighed is None:
        raise HTTPException(404, "no such workbook waits; send it again")
    return _said(weighed)


def _said(weighed: Weighed) -> dict[str, Any]:
    return {"file": weighed.digest, "total": weighed.total, **data_of(weighed.plan)}
