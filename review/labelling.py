"""Judging from a queue: giving out the next passage, keeping a verdict, taking one back. Pages and data share these."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from corpus.errors import BadInput
from corpus.label import Judgement
from corpus.people.handiwork import Agreement, Pace, agreement, last_standing, pace
from corpus.people.judgements import Draft, Judgements
from corpus.people.leases import Leases
from corpus.people.queues import DISAGREEMENT, Progress, Queues
from review.card import last_of
from review.desk import Desk, Me
from review.line import Queue
from review.verdict import Choice

TRIED = 5
"""Passages tried at once when others take them at the same moment."""

AGAIN = 10
"""Times that is done before nothing is said to wait."""


@dataclass(frozen=True, slots=True)
class Work:
    """How far a queue is, and a person's own pace and agreement with others."""

    progress: Progress
    pace: Pace
    agreement: Agreement


class Overtaken(Exception):
    """The passage was judged since it was shown: by ``person``, or by the same person elsewhere (``own``)."""

    def __init__(self, person: str, *, own: bool) -> None:
        super().__init__(person)
        self.person = person
        self.own = own


def next_for(
    desk: Desk, me: Me, queue: Queue, *, after: str | None = None, without: Collection[str] = ()
) -> str | None:
    """The next passage for a person, which is theirs for some minutes; None where nothing waits."""
    now = desk.now()
    for _ in range(AGAIN):
        waiting = queue.waiting(me.person, now=now, after=after, without=without, limit=TRIED)
        taken = Leases(desk.store.engine).take(waiting, me.person, now=now)
        if taken is not None or not waiting:
            return taken
    return None


def hold(desk: Desk, me: Me, passage: str) -> None:
    """Have a passage for some minutes, where nobody else has it."""
    Leases(desk.store.engine).take([passage], me.person, now=desk.now())


def keep(desk: Desk, me: Me, queue: Queue, passage: str, choice: Choice, *, seen: str, mine: str) -> Judgement:
    """Keep a verdict as an event of its own; a person's former verdict on the passage is superseded, nobody else's.

    Args:
        seen: id of the last verdict of somebody else that was shown, or "".
        mine: id of the person's own verdict that was shown, or "".

    Raises:
        BadInput: nothing was chosen, or the passage is not stored.
        Overtaken: there is a verdict that the person has not seen.
    """
    if queue.kind == DISAGREEMENT and me.may("lead"):
        raise BadInput("phụ trách quyết ở trang Đối chiếu, có nêu vì sao (a lead settles at /doi-chieu)", where=passage)
    verdicts = choice.verdicts(desk.taxonomy.codes)
    judgements, now = Judgements(desk.store.engine), desk.now()
    before = judgements.current([passage]).get(passage, ())
    own = next((each for each in before if each.person == me.person), None)
    if (own.id if own is not None else "") != mine:
        raise Overtaken(me.person, own=True)
    others = [each for each in before if each.person != me.person]
    if not queue.blind and others and last_of(others) != seen:
        raise Overtaken(others[-1].person, own=False)
    event = judgements.record(
        Draft(
            passage=passage,
            person=me.person,
            verdicts=verdicts,
            taxonomy=desk.taxonomy.version,
            queue=queue.name,
            inclusion=queue.inclusion(passage),
            stage=choice.stage,
            note=choice.note,
            supersedes=mine or None,
        ),
        now=now,
    )
    _settle(desk, me, passage)
    return event


def undo(desk: Desk, me: Me) -> Judgement | None:
    """Take back the person's latest verdict that stands, and give it; None where there is none.

    Raises:
        Overtaken: it was changed in the same moment elsewhere.
    """
    last = last_standing(desk.store.engine, me.person)
    if last is None:
        return None
    try:
        Judgements(desk.store.engine).undo(last.id, person=me.person, now=desk.now())
    except BadInput as error:
        raise Overtaken(me.person, own=True) from error
    _settle(desk, me, last.passage)
    hold(desk, me, last.passage)
    return last


def work(desk: Desk, me: Me, queue: Queue) -> Work:
    """How far the queue and the person are."""
    engine = desk.store.engine
    return Work(queue.progress(me.person), pace(engine, me.person, now=desk.now()), agreement(engine, me.person))


def _settle(desk: Desk, me: Me, passage: str) -> None:
    engine = desk.store.engine
    standing = Judgements(engine).current([passage]).get(passage, ())
    Queues(engine).settle(passage, standing, person=me.person)
