"""The same as Duyệt, as JSON: for programs that run within a sitting. Described at ``/api/openapi.json``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from corpus.audit.queue import AUDIT
from corpus.audit.samples import Audits
from corpus.errors import BadInput
from corpus.people.queues import DISAGREEMENT, NEW_SOURCE, SUSPECT, UNCERTAIN
from review.card import Card, card
from review.desk import AtDesk, Desk, Visiting
from review.labelling import Overtaken, hold, keep, next_for, undo, work
from review.line import LONGEST_SEARCH, Queue, queue_of
from review.pages.label_answers import Kept, OwnWork, QueueLine, SaidBefore, Shown, Suggested, TakenBack
from review.pages.page import Page
from review.pages.refusals import refusals
from review.verdict import LONGEST_NOTE, choice_of

router = APIRouter(prefix="/api/label", tags=["label"])
PAGE = Page(router, "reviewer", "/api/label")

Kind = Annotated[str, Path(max_length=40, description="audit, uncertain, disagreement, suspect, new-source or search")]
Of = Annotated[str, Query(max_length=LONGEST_SEARCH, description="words of a search, or id of an audit sample")]
PassageId = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]


class Given(BaseModel):
    """A verdict: areas it is about, or ``none``; ``seen`` and ``mine`` as the passage was shown."""

    model_config = ConfigDict(extra="forbid")

    areas: list[Annotated[str, Field(max_length=20)]] = Field(default_factory=list, max_length=50)
    none: bool = False
    unsure: bool = False
    stage: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=LONGEST_NOTE)
    seen: str = Field(default="", max_length=40)
    mine: str = Field(default="", max_length=40)


@router.get("/queues")
def queues(desk: AtDesk, visit: Visiting) -> list[QueueLine]:
    """Every queue with how far it is."""
    named = [(AUDIT, each.id) for each in Audits(desk.store.engine).all()]
    named += [(kind, "") for kind in (UNCERTAIN, DISAGREEMENT, SUSPECT, NEW_SOURCE)]
    found = []
    for kind, of in named:
        progress = _queue(desk, kind, of).progress(visit.person.person)
        found.append(QueueLine(kind=kind, of=of, done=progress.done, passages=progress.of))
    return found


@router.get("/queues/{kind}/next", responses=refusals(404))
def following(
    desk: AtDesk, visit: Visiting, kind: Kind, q: Of = "", after: Annotated[str, Query(max_length=40)] = ""
) -> Shown | None:
    """The next passage of a queue, which is yours for some minutes; null where nothing waits."""
    queue = _queue(desk, kind, q)
    passage = next_for(desk, visit.person, queue, after=after or None)
    return None if passage is None else _shown(desk, visit, queue, passage)


@router.get("/queues/{kind}/passages/{passage}", responses=refusals(404))
def show(desk: AtDesk, visit: Visiting, kind: Kind, passage: PassageId, q: Of = "") -> Shown:
    """A passage as the queue shows it."""
    hold(desk, visit.person, passage)
    return _shown(desk, visit, _queue(desk, kind, q), passage)


@router.post("/queues/{kind}/passages/{passage}", status_code=201, responses=refusals(404, 409))
def decide(
    desk: AtDesk, visit: Visiting, kind: Kind, passage: PassageId, given: Annotated[Given, Body()], q: Of = ""
) -> Kept:
    """Keep a verdict. 409 where there is one that was not seen, 422 where nothing was chosen."""
    queue = _queue(desk, kind, q)
    try:
        choice = choice_of(areas=given.areas, none=given.none, unsure=given.unsure, stage=given.stage, note=given.note)
        event = keep(desk, visit.person, queue, passage, choice, seen=given.seen, mine=given.mine)
    except Overtaken as overtaken:
        raise HTTPException(409, f"judged since by {overtaken.person}: load it again") from overtaken
    except BadInput as error:
        raise HTTPException(422, str(error)) from error
    return Kept(event=event.id, passage=passage, verdicts=dict(event.verdicts), at=event.at.isoformat())


@router.post("/undo", responses=refusals(409))
def take_back(desk: AtDesk, visit: Visiting) -> TakenBack | None:
    """Take back your latest verdict that stands; null where there is none."""
    try:
        last = undo(desk, visit.person)
    except Overtaken as overtaken:
        raise HTTPException(409, "changed elsewhere in the same moment: ask again") from overtaken
    return None if last is None else TakenBack(event=last.id, passage=last.passage, queue=last.shown_because)


@router.get("/work")
def mine(desk: AtDesk, visit: Visiting) -> OwnWork:
    """Your pace today and your agreement with others."""
    done = work(desk, visit.person, _queue(desk, UNCERTAIN, ""))
    return OwnWork(
        seconds=done.pace.seconds,
        today=done.pace.today,
        agreement=done.agreement.share,
        compared=done.agreement.of,
        passages_shared=done.agreement.passages,
    )


def _queue(desk: Desk, kind: str, of: str) -> Queue:
    try:
        queue = queue_of(desk.store, kind, of, now=desk.now())
    except BadInput as error:
        raise HTTPException(422, str(error)) from error
    if queue is None:
        raise HTTPException(404, "no such queue")
    return queue


def _shown(desk: Desk, visit: Visiting, queue: Queue, passage: str) -> Shown:
    made = card(desk, visit.person, queue, passage)
    if made is None:
        raise HTTPException(404, "no such passage")
    return _data(made)


def _data(made: Card) -> Shown:
    found = made.glance
    return Shown(
        passage=found.passage,
        url=made.url,
        text=found.text,
        before=found.before,
        after=found.after,
        title=found.title,
        source=found.source,
        address=found.url,
        published=found.published,
        suggested={
            chip.code: Suggested(chance=chip.chance, chosen=chip.suggested)
            for chip in made.chips
            if chip.chance is not None
        },
        others=[
            SaidBefore(person=each.person, areas=sorted(each.choice.areas), none=each.choice.none, at=each.at)
            for each in made.others
        ],
        seen=made.seen,
        mine=made.mine,
    )
