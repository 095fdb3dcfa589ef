"""The same as Sổ tay, as JSON: the codebook as its file has it, and what a workbook would change of it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, UploadFile

from corpus.codebook.file import values_of
from review.desk import AtDesk, Visiting, needs
from review.pages.page import Page
from review.pages.refusals import refusals
from review.proposing import lay_codebook, proposed
from review.workbook.codebook_proposing import LONGEST_NOTE, as_data

router = APIRouter(prefix="/api/codebook", tags=["codebook"])
PAGE = Page(router, "reader", "/api/codebook")
MayPropose = Depends(needs("lead"))


@router.get("")
def codebook(desk: AtDesk) -> dict[str, Any]:
    """The codebook in use, by the keys of its file, with its fingerprint."""
    return {"fingerprint": desk.taxonomy.fingerprint, **values_of(desk.taxonomy)}


@router.post("/check", dependencies=[MayPropose])
def check(desk: AtDesk, visit: Visiting, tep: UploadFile) -> dict[str, Any]:
    """What a workbook would change of the codebook; nothing in use is touched. 422 where it is none of ours."""
    return _said(desk, visit, lay_codebook(desk, visit.person, name=tep.filename or "", file=tep.file), "", "")


@router.get("/check/{file}", dependencies=[MayPropose], responses=refusals(404))
def checked(
    desk: AtDesk,
    visit: Visiting,
    file: Annotated[str, Path(pattern="^[0-9a-f]{64}$")],
    version: Annotated[str, Query(max_length=40)] = "",
    note: Annotated[str, Query(max_length=4 * LONGEST_NOTE)] = "",
) -> dict[str, Any]:
    """The same of a workbook that was sent before, with a version and a line of the changelog of one's own."""
    return _said(desk, visit, file, version, note)


def _said(desk: AtDesk, visit: Visiting, digest: str, version: str, note: str) -> dict[str, Any]:
    found = proposed(desk, visit.person, digest, version=version, note=note)
    if found is None:
        raise HTTPException(404, "no such workbook waits; send it again")
    text = None if found.proposal is None or not found.proposal.sound else found.proposal.text
    return {"file": digest, "wrong": found.wrong, **as_data(found.sent, found.proposal), "toml": text}
