"""Đối chiếu: passages on which coders differ, side by side; a lead settles each and says why they differed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from corpus.errors import BadInput
from corpus.label import Judgement, Stage
from corpus.people.brief import of_several
from corpus.people.causes import CAUSES, Cause, cause_in
from corpus.people.judgements import Judgements
from corpus.predictions.glance import glance
from review.desk import AtDesk, Desk, Me, Visiting, needs
from review.differing import Difference, causes, coders_words, differences, with_snapshots
from review.handed import Alpha
from review.labelling import Overtaken
from review.pages.label import NoPage
from review.pages.page import Page
from review.settling import cause_of, difference_of, settle, unsettle
from review.templating import render
from review.verdict import Choice, choice_of, chosen_in

ROOT = "/doi-chieu"
SHOWN = 100
"""Passages of one list on the overview."""

router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reviewer", ROOT, "differ.title")

PassageId = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
Short = Annotated[str, Form(max_length=40)]
Asked = Annotated[str, Query(max_length=40)]

CAUSE_WORDS: Mapping[Cause | None, str] = {
    "ambiguous": "differ.cause.ambiguous",
    "guideline": "differ.cause.guideline",
    "slip": "differ.cause.slip",
    None: "differ.cause.none",
}
CAUSE_HELP: Mapping[Cause, str] = {
    "ambiguous": "differ.cause.ambiguous.help",
    "guideline": "differ.cause.guideline.help",
    "slip": "differ.cause.slip.help",
}


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha of an area: of audit samples, which are judged blind, and of everything that two people judged."""

    area: str
    blind: Alpha | None
    all: Alpha | None


@dataclass(frozen=True, slots=True)
class Differing:
    """Every passage on which coders differ, and the reliability of areas; None where nothing reckons it."""

    all: list[Difference]
    reliability: Sequence[Reliability] | None


@router.get(ROOT)
def overview(request: Request, desk: AtDesk, visit: Visiting, xong: Asked = "", vi: Asked = "") -> Response:
    """What is open, what is settled, why coders differed, and how far they agree.

    ``xong`` lists what is settled, ``vi`` only that of one cause.
    """
    me = visit.person
    differing = _differing(desk)
    found = [each for each in differing.all if me.may("lead") or each.open_to(me.person)]
    settled = [each for each in found if each.lead is not None]
    waiting = [each for each in found if each.lead is None]
    listed = settled[::-1] if xong or vi else waiting
    if vi:
        listed = [each for each in listed if (each.cause or "none") == vi]
    counts = causes(found)
    shown = with_snapshots(desk.store, listed[:SHOWN])
    return render(
        request,
        "adjudicate_list.html",
        listed=shown,
        left_out=max(0, len(listed) - SHOWN),
        settled=len(settled),
        waiting=len(waiting),
        done=bool(xong or vi),
        only=vi,
        counts=[(cause, counts[cause]) for cause in (*CAUSES, None)],
        cause_words=CAUSE_WORDS,
        reliability=differing.reliability,
    )


@router.get(f"{ROOT}/{{passage}}")
def show(
    request: Request,
    desk: AtDesk,
    visit: Visiting,
    passage: PassageId,
    theo: Asked = "",
    tu: Asked = "",
    sau: Asked = "",
) -> Response:
    """A passage with what each person said of it.

    ``theo`` begins with what that coder chose, ``tu`` with a decision that was taken back; ``sau`` is the passage that
    was settled just before.
    """
    me, found = visit.person, _found(desk, visit.person, passage)
    choice, cause = _begun(desk, me, found, theo=theo, tu=tu)
    return _page(request, desk, me, found, choice=choice, cause=cause, before=sau)


@router.post(f"{ROOT}/{{passage}}", dependencies=[Depends(needs("lead"))])
def decide(
    request: Request,
    desk: AtDesk,
    visit: Visiting,
    passage: PassageId,
    area: Annotated[list[str] | None, Form(max_length=20)] = None,
    none: Short = "",
    stage: Short = "",
    cause: Short = "",
    note: Annotated[str, Form()] = "",
    seen: Short = "",
) -> Response:
    """Keep a decision and go on to the next open passage."""
    me, found = visit.person, _found(desk, visit.person, passage)
    choice = Choice(areas=frozenset(area or ()), none=bool(none), note=note)
    try:
        choice = choice_of(areas=area or (), none=bool(none), unsure=False, stage=stage, note=note)
        settle(desk, me, found, choice, cause=cause_of(cause), seen=seen)
    except Overtaken as overtaken:
        fresh = _found(desk, me, passage)
        said = ("differ.stale", overtaken.person)
        return _page(request, desk, me, fresh, choice=choice, cause=cause, said=said, status=409)
    except BadInput as error:
        said = ("fault.input", error.reason)
        return _page(request, desk, me, found, choice=choice, cause=cause, said=said, status=422)
    following = _next(desk, passage)
    if following is None:
        return RedirectResponse(f"{ROOT}?xong=1", status_code=303)
    return RedirectResponse(f"{ROOT}/{following}?sau={passage}", status_code=303)


@router.post(f"{ROOT}/{{passage}}/hoan-tac", dependencies=[Depends(needs("lead"))])
def take_back(request: Request, desk: AtDesk, visit: Visiting, passage: PassageId) -> Response:
    """Take one's own decision back and show the passage with what was chosen."""
    me, found = visit.person, _found(desk, visit.person, passage)
    try:
        last = unsettle(desk, me, found)
    except Overtaken as overtaken:
        fresh = _found(desk, me, passage)
        return _page(request, desk, me, fresh, choice=Choice(), said=("differ.stale", overtaken.person), status=409)
    return RedirectResponse(f"{ROOT}/{passage}?tu={last.id}", status_code=303)


def _found(desk: Desk, me: Me, passage: str) -> Difference:
    found = difference_of(desk, passage)
    if found is None or not (me.may("lead") or found.open_to(me.person)):
        raise NoPage("differ.none_here")
    return found


def _begun(desk: Desk, me: Me, found: Difference, *, theo: str, tu: str) -> tuple[Choice, str]:
    """What the form begins with: a coder's choice, one taken back, one's own decision, or what all agree on."""
    if theo:
        chosen = next((each for each in found.coders if each.person == theo), None)
        if chosen is not None:
            taken = chosen_in(chosen)
            return Choice(taken.areas, taken.none, False, taken.stage, ""), ""
    before = found.lead
    if tu:
        events = Judgements(desk.store.engine).events(passage=found.passage)
        before = next((each for each in events if each.id == tu and each.person == me.person), before)
    if before is not None and before.verdicts:
        cause, note = cause_in(before.note)
        taken = chosen_in(before)
        return Choice(taken.areas, taken.none, False, taken.stage, note), cause or ""
    sure = [chosen_in(each).areas for each in found.coders]
    stages = {each.stage for each in found.coders}
    return Choice(frozenset.intersection(*sure), stage=stages.pop() if len(stages) == 1 else None), ""


def _page(
    request: Request,
    desk: Desk,
    me: Me,
    found: Difference,
    *,
    choice: Choice,
    cause: str = "",
    said: tuple[str, str] | None = None,
    before: str = "",
    status: int = 200,
) -> Response:
    shown = glance(desk.store.engine, found.passage, model=None)
    undone = difference_of(desk, before) if before else None
    return render(
        request,
        "adjudicate.html",
        status=status,
        found=found,
        seen=found.coders[-1].snapshot,
        url=None if shown is None else shown.url,
        page=None if shown is None else shown.page,
        words=[(each, chosen_in(each)) for each in found.coders],
        decision=None if found.lead is None else (found.lead, chosen_in(found.lead), *cause_in(found.lead.note)),
        choice=choice,
        cause=cause,
        causes=CAUSES,
        cause_words=CAUSE_WORDS,
        cause_help=CAUSE_HELP,
        stages=list(Stage),
        said=said,
        before=undone if undone is not None and undone.lead is not None and undone.lead.person == me.person else None,
        onward=_next(desk, found.passage),
        sources=desk.sources,
    )


def _next(desk: Desk, passage: str) -> str | None:
    """The next open passage after this one, from the beginning again at the end; None where it is the last."""
    found = _differing(desk).all
    places = [each.passage for each in found]
    after = places.index(passage) + 1 if passage in places else 0
    ahead = found[after:] + found[: max(0, after - 1)]
    return next((each.passage for each in ahead if each.lead is None), None)


def _differing(desk: Desk) -> Differing:
    """What coders differ on and how far they agree, worked out anew where something was judged since."""
    judgements = Judgements(desk.store.engine)

    def work_out() -> Differing:
        events = of_several(desk.store.engine)
        agreed = _reliability(
            desk, blind=coders_words(events, blind=True), everything=coders_words(events, blind=False)
        )
        return Differing(differences(events), agreed)

    return desk.kept.get("differing", judgements.tip(), work_out)


def _reliability(
    desk: Desk, *, blind: Sequence[Judgement], everything: Sequence[Judgement]
) -> list[Reliability] | None:
    if desk.alpha is None:
        return None
    of_blind = {each.area: each for each in desk.alpha(blind)}
    of_all = {each.area: each for each in desk.alpha(everything)}
    return [Reliability(code, of_blind.get(code), of_all.get(code)) for code in desk.taxonomy.codes]
