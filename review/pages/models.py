"""Mô hình: what stands on the shelf, how good it is, where it differs from people and from a candidate; promotion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from corpus.errors import BadInput, StoreError
from corpus.predictions.said import said_of
from review.confusion import NONE, Confusion, Held, confusion_now, with_texts
from review.desk import AtDesk, Desk, Me, Visiting, needs
from review.handed import CardSheet, Shelf, Shelved
from review.pages.label import NoPage
from review.pages.page import Page
from review.templating import render
from review.verdict import LONGEST_NOTE

ROOT = "/mo-hinh"
SHOWN = 100
"""Passages of a list on one page."""

router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reader", ROOT, "shelf.title")

ModelId = Annotated[str, Path(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Why = Annotated[str, Form()]
Shown = Annotated[str, Form(max_length=80)]
Asked = Annotated[str, Query(max_length=20)]

PROFILE_WORDS: Mapping[str, str] = {
    "primary": "shelf.primary",
    "candidate": "shelf.candidate",
    "retired": "shelf.retired",
}
CHANGE_WORDS: Mapping[str, str] = {"promote": "shelf.change.promote", "rollback": "shelf.change.rollback"}
MEASURED_WORDS: Mapping[str, str] = {
    "cv": "shelf.measured.cv",
    "cv_rules": "shelf.measured.rules",
    "cv_agreed": "shelf.measured.agreed",
    "dev": "shelf.measured.dev",
    "held_out": "shelf.measured.held_out",
    "incumbent": "shelf.measured.incumbent",
    "held_out_area": "shelf.measured.area",
}

MARK_WORDS: Mapping[str, str] = {
    "taxonomy": "shelf.codebook",
    "fingerprint": "shelf.mark.fingerprint",
    "data": "shelf.mark.data",
    "code": "shelf.mark.code",
    "lock": "shelf.mark.lock",
    "seed": "shelf.mark.seed",
    "prior": "shelf.mark.prior",
}


@router.get(ROOT)
def overview(request: Request, desk: AtDesk, visit: Visiting) -> Response:
    """Every model with its figures, and every change of the one in use."""
    shelf = desk.shelf
    return render(
        request,
        "models_list.html",
        models=[] if shelf is None else shelf.models(),
        changes=[] if shelf is None else shelf.changes(),
        before=None if shelf is None else shelf.before(),
        profile_words=PROFILE_WORDS,
        change_words=CHANGE_WORDS,
        heard=desk.model(),
    )


@router.get(f"{ROOT}/song-song", dependencies=[Depends(needs("reviewer"))])
def beside(request: Request, desk: AtDesk, visit: Visiting, mang: Asked = "") -> Response:
    """The candidate that judges beside the model in use, on real passages; ``mang`` names passages of one area."""
    found = _shelf(desk).beside()
    apart = [] if found is None else [each for each in found.apart if not mang or each.area == mang]
    wanted = [each.passage for each in apart[:SHOWN]]
    texts = {} if found is None else said_of(desk.store.engine, found.primary, wanted)
    return render(
        request,
        "models_beside.html",
        found=found,
        apart=apart[:SHOWN],
        left_out=max(0, len(apart) - SHOWN),
        texts=texts,
        area=mang,
    )


@router.get(f"{ROOT}/tro-lai", dependencies=[Depends(needs("lead"))])
def ask_rollback(request: Request, desk: AtDesk, visit: Visiting) -> Response:
    """What a rollback would change, before it is done."""
    return _ask(request, desk, _back(desk), back=True)


@router.post(f"{ROOT}/tro-lai", dependencies=[Depends(needs("lead"))])
def rollback(
    request: Request, desk: AtDesk, visit: Visiting, why: Why = "", now: Shown = "", then: Shown = ""
) -> Response:
    """Put the model before back into use, if both are still those that were shown."""
    return _change(request, desk, visit.person, then, now=now, why=why, back=True)


@router.get(f"{ROOT}/{{id}}")
def show(request: Request, desk: AtDesk, visit: Visiting, id: ModelId) -> Response:
    """A model's card, and where it and people say unlike things."""
    chosen, card, fault = _opened(desk, id)
    codes = desk.taxonomy.codes
    return render(
        request,
        "models_card.html",
        model=chosen,
        card=card,
        fault=fault,
        held=confusion_now(desk, id),
        sides=(*codes, NONE),
        profile_words=PROFILE_WORDS,
        measured_words=MEASURED_WORDS,
        mark_words=MARK_WORDS,
    )


@router.get(f"{ROOT}/{{id}}/khac", dependencies=[Depends(needs("reviewer"))])
def unlike(
    request: Request, desk: AtDesk, visit: Visiting, id: ModelId, nguoi: Asked = "", may: Asked = "", loai: Asked = ""
) -> Response:
    """Passages behind a count: ``nguoi`` the area people gave, ``may`` the model's, ``0`` for none of them.

    ``loai`` is ``sot`` for every passage of ``nguoi`` that the model missed, ``thua`` for all that it added to ``may``.
    """
    chosen, _, _ = _opened(desk, id)
    me = visit.person
    listed = [
        each
        for each in _behind(confusion_now(desk, id), said=nguoi, read=may, kind=loai)
        if me.may("lead") or each.open_to(me.person)
    ]
    return render(
        request,
        "models_unlike.html",
        model=chosen,
        listed=with_texts(desk.store, listed[:SHOWN]),
        left_out=max(0, len(listed) - SHOWN),
        said=nguoi,
        read=may,
        kind=loai,
    )


@router.get(f"{ROOT}/{{id}}/dua-vao-dung", dependencies=[Depends(needs("lead"))])
def ask_promote(request: Request, desk: AtDesk, visit: Visiting, id: ModelId) -> Response:
    """What a promotion would change, before it is done."""
    return _ask(request, desk, id, back=False)


@router.post(f"{ROOT}/{{id}}/dua-vao-dung", dependencies=[Depends(needs("lead"))])
def promote(request: Request, desk: AtDesk, visit: Visiting, id: ModelId, why: Why = "", now: Shown = "") -> Response:
    """Put a model into use, if the one in use is still the one that was shown."""
    return _change(request, desk, visit.person, id, now=now, why=why, back=False)


def _shelf(desk: Desk) -> Shelf:
    if desk.shelf is None:
        raise NoPage("shelf.none_here")
    return desk.shelf


def _in_use(shelf: Shelf) -> Shelved | None:
    return next((each for each in shelf.models() if each.profile == "primary"), None)


def _back(desk: Desk) -> str:
    before = _shelf(desk).before()
    if before is None:
        raise NoPage("shelf.no_before")
    return before


def _opened(desk: Desk, id: str) -> tuple[Shelved, CardSheet | None, str]:
    """A model with its card, and why the card cannot be read."""
    shelf = _shelf(desk)
    chosen = next((each for each in shelf.models() if each.id == id), None)
    if chosen is None:
        raise NoPage("shelf.none_here")
    try:
        return chosen, shelf.card(id), ""
    except StoreError as error:
        return chosen, None, str(error)


def _behind(found: Confusion, *, said: str, read: str, kind: str) -> list[Held]:
    if kind == "sot":
        return [each for each in found.unlike if said in each.missed]
    if kind == "thua":
        return [each for each in found.unlike if read in each.added]
    return [each for each in found.unlike if not said or not read or (said, read) in each.pairs]


def _ask(
    request: Request, desk: Desk, id: str, *, back: bool, said: str = "", why: str = "", status: int = 200
) -> Response:
    chosen, card, fault = _opened(desk, id)
    now = _in_use(_shelf(desk))
    if now is not None and now.id == id:
        raise NoPage("shelf.already")
    return render(
        request,
        "models_ask.html",
        status=status,
        model=chosen,
        card=card,
        fault=fault,
        now=now,
        now_card=None if now is None else _opened(desk, now.id)[1],
        back=back,
        said=said,
        why=why,
        longest=LONGEST_NOTE,
    )


def _change(request: Request, desk: Desk, me: Me, id: str, *, now: str, why: str, back: bool) -> Response:
    shelf = _shelf(desk)
    standing = _in_use(shelf)
    if back and shelf.before() != id:
        raise NoPage("shelf.no_before")
    if (standing.id if standing is not None else "") != now:
        return _ask(request, desk, id, back=back, said="shelf.changed_since", why=why, status=409)
    reason = " ".join(why.split())
    if not reason or len(reason) > LONGEST_NOTE:
        return _ask(request, desk, id, back=back, said="shelf.why_needed", why=why, status=422)
    written = f"{me.person}: {reason}"
    try:
        if back:
            shelf.rollback(why=written, at=desk.now())
        else:
            shelf.promote(id, why=written, at=desk.now())
    except StoreError as error:
        raise BadInput(str(error), where=id) from error
    return RedirectResponse(f"{ROOT}/{id}", status_code=303)
