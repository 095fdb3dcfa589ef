"""Duyệt: one passage at a time from a queue, each a page of its own.

With the script, a verdict shows the passage that was made ready beforehand and is kept meanwhile: the form goes here
with the header ``X-Part`` and the answer is the passage after. Without it, the form goes here and leads on to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from corpus.audit.queue import AUDIT
from corpus.audit.samples import Audits
from corpus.errors import BadInput
from corpus.people.judgements import Judgements
from corpus.people.queues import DISAGREEMENT, NEW_SOURCE, SUSPECT, UNCERTAIN, Progress, Queues
from review.card import ROOT, Card, card, url_of
from review.desk import AtDesk, Desk, Me, Reason, Visiting
from review.labelling import Overtaken, hold, keep, next_for, undo, work
from review.line import LONGEST_SEARCH, Queue, named, queue_of
from review.pages.page import Page
from review.templating import render
from review.verdict import Choice, choice_of, chosen_in

router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reviewer", ROOT, "label.title")

PassageId = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
Kind = Annotated[str, Path(max_length=40)]
Of = Annotated[str, Query(max_length=LONGEST_SEARCH)]
Short = Annotated[str, Form(max_length=40)]
PART = "x-part"


@dataclass(frozen=True, slots=True)
class Line:
    """A queue on the overview."""

    kind: str
    of: str
    url: str
    progress: Progress | None


SETTLING = "/doi-chieu"
"""Where leads settle what coders do not agree on, and say why they did not."""


def settles(me: Me, queue: Queue) -> bool:
    """Whether somebody settles here: a lead among what coders disagree on does so on a page of its own."""
    return queue.kind == DISAGREEMENT and me.may("lead")


class NoPage(Exception):
    """There is no such queue or passage; ``words`` is the key of what to say."""

    def __init__(self, words: str = "fault.404") -> None:
        super().__init__(words)
        self.words = words


def _queue(desk: Desk, kind: str, of: str) -> Queue:
    queue = queue_of(desk.store, kind, of, now=desk.now())
    if queue is None:
        raise NoPage
    return queue


@router.get(ROOT)
def overview(request: Request, desk: AtDesk, visit: Visiting) -> Response:
    """Every queue with how far it is, and the way into each."""
    me, engine = visit.person, desk.store.engine
    filled = Queues(engine).progress()
    lines = []
    for each in Audits(engine).all():
        queue = queue_of(desk.store, AUDIT, each.id, now=desk.now())
        if queue is not None:
            lines.append(
                Line(
                    AUDIT,
                    each.period + (f" {each.scope}" if each.scope else ""),
                    url_of(queue),
                    queue.progress(me.person),
                )
            )
    for kind in (UNCERTAIN, DISAGREEMENT, SUSPECT, NEW_SOURCE):
        where = SETTLING if kind == DISAGREEMENT and me.may("lead") else f"{ROOT}/{kind}"
        lines.append(Line(kind, "", where, filled.get(kind)))
    mine = work(desk, me, _queue(desk, UNCERTAIN, ""))
    return render(request, "queues.html", lines=lines, work=mine)


@router.post(f"{ROOT}/hoan-tac")
def take_back(request: Request, desk: AtDesk, visit: Visiting) -> Response:
    """Undo the last verdict and go back to its passage, with what was chosen."""
    me = visit.person
    try:
        last = undo(desk, me)
    except Overtaken:
        last = None
    if last is None:
        return render(request, "label_said.html", status=404, said="card.nothing_to_undo")
    kind, of = named(last.shown_because)
    queue = queue_of(desk.store, kind, of, now=desk.now()) or _queue(desk, UNCERTAIN, "")
    if PART in request.headers and not settles(me, queue):
        return _both(request, desk, me, queue, last.passage, choice=chosen_in(last), said=("card.restored", ""))
    return RedirectResponse(url_of(queue, last.passage, tu=last.id), status_code=303)


@router.get(f"{ROOT}/{{kind}}")
def begin(
    request: Request,
    desk: AtDesk,
    visit: Visiting,
    kind: Kind,
    q: Of = "",
    sau: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """On to the queue's next passage, after ``sau`` where it is given."""
    me, queue = visit.person, _queue(desk, kind, q)
    if settles(me, queue):
        waiting = queue.waiting(me.person, now=desk.now(), after=sau or None, limit=1)
        return RedirectResponse("/".join((SETTLING, *waiting)), status_code=303)
    passage = next_for(desk, me, queue, after=sau or None, without=[sau] if sau else [])
    if passage is None and sau:
        passage = next_for(desk, me, queue)
    if passage is None:
        return _finished(request, desk, me, queue)
    return RedirectResponse(url_of(queue, passage), status_code=303)


@router.get(f"{ROOT}/{{kind}}/{{passage}}")
def show(
    request: Request,
    desk: AtDesk,
    visit: Visiting,
    kind: Kind,
    passage: PassageId,
    q: Of = "",
    tu: Annotated[str, Query(max_length=40)] = "",
    so_tay: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """One passage of a queue. ``tu`` is a verdict that was taken back, whose choice is shown; ``so_tay`` opens an area
    of the codebook."""
    me, queue = visit.person, _queue(desk, kind, q)
    if settles(me, queue):
        more = f"?{urlencode({'tu': tu})}" if tu else ""
        return RedirectResponse(f"{SETTLING}/{passage}{more}", status_code=303)
    hold(desk, me, passage)
    choice = _taken_back(desk, me, passage, tu) if tu else None
    return _page(
        request, desk, me, queue, passage, choice=choice, said=("card.restored", "") if choice else None, book=so_tay
    )


@router.post(f"{ROOT}/{{kind}}/{{passage}}")
def decide(
    request: Request,
    desk: AtDesk,
    visit: Visiting,
    kind: Kind,
    passage: PassageId,
    q: Of = "",
    area: Annotated[list[str] | None, Form(max_length=20)] = None,
    none: Short = "",
    unsure: Short = "",
    stage: Short = "",
    note: Annotated[str, Form()] = "",
    seen: Short = "",
    mine: Short = "",
    ahead: Short = "",
) -> Response:
    """Keep a verdict. With the script the answer is the card after ``ahead``, which is on the screen already."""
    me, queue = visit.person, _queue(desk, kind, q)
    if settles(me, queue):
        return RedirectResponse(f"{SETTLING}/{passage}", status_code=303)
    part = PART in request.headers
    choice = Choice(areas=frozenset(area or ()), none=bool(none), unsure=bool(unsure))
    try:
        choice = choice_of(areas=area or (), none=bool(none), unsure=bool(unsure), stage=stage, note=note)
        keep(desk, me, queue, passage, choice, seen=seen, mine=mine)
    except Overtaken as overtaken:
        said = ("card.stale", "") if overtaken.own else ("card.conflict", overtaken.person)
        return _page(
            request,
            desk,
            me,
            queue,
            passage,
            status=409,
            part=part,
            choice=None if overtaken.own else choice,
            said=said,
        )
    except BadInput as error:
        said = ("fault.input", error.reason) if choice.made else ("card.choose", "")
        return _page(request, desk, me, queue, passage, status=422, part=part, choice=choice, said=said)
    if part:
        following = next_for(desk, me, queue, after=ahead or passage, without=[passage, ahead])
        return _ahead(request, desk, me, queue, following)
    following = next_for(desk, me, queue, after=passage, without=[passage])
    if following is None:
        return RedirectResponse(url_of(queue), status_code=303)
    return RedirectResponse(url_of(queue, following), status_code=303)


@router.get(f"{ROOT}/{{kind}}/{{passage}}/vi-sao")
def reasons(request: Request, desk: AtDesk, visit: Visiting, kind: Kind, passage: PassageId, q: Of = "") -> Response:
    """What spoke for and against the suggested areas; not of a blind queue."""
    me, queue = visit.person, _queue(desk, kind, q)
    shown = _card(desk, me, queue, passage)
    areas = [chip.code for chip in shown.chips if chip.suggested]
    if queue.blind or desk.explain is None or not areas:
        raise NoPage
    found: list[Reason] = list(desk.explain(shown.glance.text, shown.glance.title, areas))
    return render(request, "label_reasons.html", card=shown, areas=areas, reasons=found, part=PART in request.headers)


def _card(
    desk: Desk, me: Me, queue: Queue, passage: str, *, choice: Choice | None = None, said: tuple[str, str] | None = None
) -> Card:
    made = card(desk, me, queue, passage, choice=choice, said=said)
    if made is None:
        raise NoPage("card.gone")
    return made


def _page(
    request: Request,
    desk: Desk,
    me: Me,
    queue: Queue,
    passage: str,
    *,
    status: int = 200,
    part: bool = False,
    choice: Choice | None = None,
    said: tuple[str, str] | None = None,
    book: str = "",
) -> Response:
    shown = _card(desk, me, queue, passage, choice=choice, said=said)
    if part:
        return render(request, "label_card.html", status=status, card=shown, **_extras(desk))
    following = next_for(desk, me, queue, after=passage, without=[passage])
    ahead = None if following is None else _card(desk, me, queue, following)
    return render(
        request,
        "label.html",
        status=status,
        card=shown,
        ahead=ahead,
        queue=queue,
        work=work(desk, me, queue),
        book=book or _entry(shown, desk),
        **_extras(desk),
    )


def _both(
    request: Request,
    desk: Desk,
    me: Me,
    queue: Queue,
    passage: str,
    *,
    choice: Choice | None,
    said: tuple[str, str] | None,
) -> Response:
    """A card to show now and the one after it, for the script."""
    shown = _card(desk, me, queue, passage, choice=choice, said=said)
    following = next_for(desk, me, queue, after=passage, without=[passage])
    ahead = None if following is None else _card(desk, me, queue, following)
    return render(
        request, "label_both.html", card=shown, ahead=ahead, queue=queue, work=work(desk, me, queue), **_extras(desk)
    )


def _ahead(request: Request, desk: Desk, me: Me, queue: Queue, passage: str | None) -> Response:
    ahead = None if passage is None else _card(desk, me, queue, passage)
    return render(request, "label_ahead.html", ahead=ahead, queue=queue, work=work(desk, me, queue), **_extras(desk))


def _finished(request: Request, desk: Desk, me: Me, queue: Queue) -> Response:
    return render(request, "label_finished.html", queue=queue, work=work(desk, me, queue))


def _entry(shown: Card, desk: Desk) -> str:
    """The area of the codebook that is open: the likeliest suggested one, or the one that put the passage into its
    queue; of a blind card always the first."""
    suggested = sorted((-(chip.chance or 0), chip.code) for chip in shown.chips if chip.suggested)
    if suggested:
        return suggested[0][1]
    asked = "" if shown.why is None else shown.why[0]
    return asked if asked in desk.taxonomy.codes else desk.taxonomy.codes[0]


def _extras(desk: Desk) -> dict[str, Any]:
    return {"sources": desk.sources, "explained": desk.explain is not None}


def _taken_back(desk: Desk, me: Me, passage: str, event: str) -> Choice | None:
    found = next((each for each in Judgements(desk.store.engine).events(passage=passage) if each.id == event), None)
    return chosen_in(found) if found is not None and found.person == me.person and found.verdicts else None
