"""Sổ tay: the codebook to read and to print, to take out as a workbook, and to propose a new version of."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from corpus.codebook.area_change import FIELD_NAMES, HOW_NAMES
from corpus.database.rows import write_time
from corpus.errors import BadInput
from review.desk import AtDesk, Desk, Visiting, needs
from review.pages.label import NoPage
from review.pages.page import Page
from review.proposing import Proposed, lay_codebook, proposed
from review.returning import made_file
from review.templating import render
from review.workbook.codebook_proposing import LONGEST_NOTE, Proposal
from review.workbook.codebook_writing import write_codebook

ROOT = "/so-tay"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reader", ROOT, "book.title")

SEVERITY_WORDS = {"error": "book.finding.error", "warning": "book.finding.warning"}
MayPropose = Depends(needs("lead"))
Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
Version = Annotated[str, Query(max_length=40)]
NoteText = Annotated[str, Query(max_length=4 * LONGEST_NOTE)]


@router.get(ROOT)
def codebook(request: Request) -> Response:
    """The whole codebook on one page; ``/so-tay#mang-3`` is an area of it."""
    return render(request, "codebook.html")


@router.get(f"{ROOT}/tai-ve")
def taken_out(desk: AtDesk) -> Response:
    """The codebook as a workbook."""
    taxonomy = desk.taxonomy
    content = made_file("so-ma.xlsx", lambda path: write_codebook(path, taxonomy, made=write_time(desk.now())))
    return _file(content, f"so-ma-{taxonomy.version}.xlsx", XLSX)


@router.post(f"{ROOT}/de-xuat", dependencies=[MayPropose])
def sent(desk: AtDesk, visit: Visiting, tep: UploadFile) -> Response:
    """Take a workbook that was edited; the codebook in use is not touched."""
    digest = lay_codebook(desk, visit.person, name=tep.filename or "", file=tep.file)
    return RedirectResponse(f"{ROOT}/de-xuat/{digest}", status_code=303)


@router.get(f"{ROOT}/de-xuat/{{digest}}", dependencies=[MayPropose])
def weighed(
    request: Request, desk: AtDesk, visit: Visiting, digest: Digest, ban: Version = "", loi: NoteText = ""
) -> Response:
    """What a workbook would change of the codebook, and the way to its file."""
    found = _found(desk, visit, digest, ban, loi)
    made = found.proposal
    return render(
        request,
        "codebook_proposal.html",
        status=422 if found.wrong else 200,
        found=found,
        made=made,
        version=ban or (made.taxonomy.version if made else ""),
        note=loi or (made.taxonomy.changelog[-1].text if made else ""),
        longest=LONGEST_NOTE,
        action=f"{ROOT}/de-xuat/{digest}",
        file=f"{ROOT}/de-xuat/{digest}/tai-ve?{urlencode({'ban': ban, 'loi': loi})}",
        severity_words=SEVERITY_WORDS,
        how_names=HOW_NAMES,
        field_names=FIELD_NAMES,
    )


@router.get(f"{ROOT}/de-xuat/{{digest}}/tai-ve", dependencies=[MayPropose])
def proposal_file(desk: AtDesk, visit: Visiting, digest: Digest, ban: Version = "", loi: NoteText = "") -> Response:
    """The proposed codebook as its file; what is in it contradicts nothing, or there is no file."""
    made = sound(_found(desk, visit, digest, ban, loi))
    name = f"{made.taxonomy.id}-{made.taxonomy.version}.toml"
    return _file(
        made.text.encode(), "".join(each for each in name if each.isascii() and each not in '"\\/'), "application/toml"
    )


def sound(found: Proposed) -> Proposal:
    """The proposal, where there is one that may be used.

    Raises:
        BadInput: there is none, and why.
    """
    if found.wrong:
        raise BadInput(found.wrong, where=found.digest[:12])
    if found.sent.faults:
        raise BadInput("bảng còn lỗi; sửa rồi gửi lại (faulty rows)", where=found.digest[:12])
    if found.proposal is None:
        raise BadInput("bảng nói đúng như sổ mã đang dùng; không có gì đổi (nothing changed)", where=found.digest[:12])
    if not found.proposal.sound:
        first = next(each for each in found.proposal.findings if each.severity == "error")
        raise BadInput(f"sổ mã mới tự mâu thuẫn ở {first.where}: {first.message_vi} (unsound)", where=first.where)
    return found.proposal


def _found(desk: Desk, visit: Visiting, digest: str, version: str, note: str) -> Proposed:
    found = proposed(desk, visit.person, digest, version=version, note=note)
    if found is None:
        raise NoPage("sheets.gone")
    return found


def _file(content: bytes, name: str, kind: str) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})
