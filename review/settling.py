"""Settling a passage on which coders differ, as a lead: an event of its own that leaves theirs as they are."""

from __future__ import annotations

from corpus.errors import BadInput
from corpus.label import Judgement
from corpus.people.causes import CAUSES, Cause, with_cause
from corpus.people.judgements import Draft, Judgements
from corpus.people.queues import DISAGREEMENT, Queues
from review.desk import Desk, Me
from review.differing import Difference, differences
from review.labelling import Overtaken
from review.verdict import Choice


def difference_of(desk: Desk, passage: str) -> Difference | None:
    """How coders differ on a passage; None where they do not."""
    return next(iter(differences(Judgements(desk.store.engine).events(passage=passage))), None)


def cause_of(given: str) -> Cause:
    """The cause that was chosen on the page.

    Raises:
        BadInput: none was, or one that is not there.
    """
    for cause in CAUSES:
        if given == cause:
            return cause
    raise BadInput("chưa chọn vì sao khác nhau (no cause chosen)", where="cause")


def settle(desk: Desk, me: Me, found: Difference, choice: Choice, *, cause: Cause, seen: str) -> Judgement:
    """Keep a lead's verdict; it supersedes their own former one as a lead, and no coder's.

    Args:
        seen: id of the passage's newest event when it was shown.

    Raises:
        BadInput: nothing was chosen.
        Overtaken: something was said of the passage since.
    """
    verdicts = choice.verdicts(desk.taxonomy.codes)
    engine = desk.store.engine
    if found.last != seen:
        events = Judgements(engine).events(passage=found.passage)
        raise Overtaken(events[-1].person, own=events[-1].person == me.person)
    own = found.lead is not None and found.lead.person == me.person
    snapshot = found.coders[-1].snapshot
    event = Judgements(engine).record(
        Draft(
            passage=found.passage,
            person=me.person,
            verdicts=verdicts,
            taxonomy=desk.taxonomy.version,
            queue=DISAGREEMENT,
            stage=choice.stage,
            note=with_cause(cause, choice.note),
            supersedes=found.lead.id if own and found.lead is not None else None,
            standing="lead",
            snapshot=snapshot,
        ),
        now=desk.now(),
    )
    _keep_in_step(desk, me, found.passage)
    return event


def unsettle(desk: Desk, me: Me, found: Difference) -> Judgement:
    """Take one's own verdict as a lead back and give it; the passage is open again.

    Raises:
        BadInput: there is none, or it is another's.
        Overtaken: it was changed in the same moment elsewhere.
    """
    if found.lead is None or found.lead.person != me.person:
        raise BadInput("không có quyết định nào của chính bạn ở đoạn này (nothing of yours)", where=found.passage)
    try:
        Judgements(desk.store.engine).undo(found.lead.id, person=me.person, now=desk.now())
    except BadInput as error:
        raise Overtaken(me.person, own=True) from error
    _keep_in_step(desk, me, found.passage)
    return found.lead


def _keep_in_step(desk: Desk, me: Me, passage: str) -> None:
    engine = desk.store.engine
    stand = Judgements(engine).current([passage]).get(passage, ())
    Queues(engine).settle(passage, stand, person=me.person)
