"""The card of a passage: everything its template shows, put together for one person in one queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from corpus.fold import exact
from corpus.label import Judgement, Stage
from corpus.people.judgements import Judgements
from corpus.people.queues import SEARCH
from corpus.predictions.glance import Glance, glance
from corpus.predictions.search import find_spans, understand
from review.desk import Desk, Me
from review.line import Queue
from review.pieces import Mark, Piece, pieces
from review.verdict import Choice, chosen_in

ROOT = "/duyet"
SUGGESTING = frozenset({"strong", "weak"})


@dataclass(frozen=True, slots=True)
class Chip:
    """An area to choose: ``chance`` in percent as the model says, None where it says nothing or is not shown."""

    code: str
    name: str
    chance: int | None
    suggested: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class StageChip:
    """A stage to choose."""

    code: str
    suggested: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody else said of the passage."""

    person: str
    choice: Choice
    at: str


@dataclass(frozen=True, slots=True)
class Card:
    """A passage in a queue, for one person.

    Attributes:
        seen: id of the last verdict of somebody else that is shown, or "".
        mine: id of this person's own verdict, which a new one replaces, or "".
        untouched: what is chosen is only suggested.
        said: words to show above, as a key of :mod:`review.words`, and who they are about.
    """

    queue: Queue
    glance: Glance
    text: Sequence[Piece]
    chips: Sequence[Chip]
    stages: Sequence[StageChip]
    choice: Choice
    untouched: bool
    others: Sequence[Other]
    seen: str
    mine: str
    why: tuple[str, str] | None
    said: tuple[str, str] | None

    @property
    def url(self) -> str:
        """Its address."""
        return url_of(self.queue, self.glance.passage)


def url_of(queue: Queue, passage: str | None = None, **more: str) -> str:
    """Address of a passage in a queue, or of the queue's next passage."""
    path = f"{ROOT}/{quote(queue.kind)}" + (f"/{quote(passage)}" if passage else "")
    query = urlencode({**({"q": queue.of} if queue.of else {}), **more})
    return f"{path}?{query}" if query else path


def card(
    desk: Desk,
    me: Me,
    queue: Queue,
    passage: str,
    *,
    choice: Choice | None = None,
    said: tuple[str, str] | None = None,
) -> Card | None:
    """The card of a passage; None where it is not stored.

    Args:
        choice: what is chosen already, as after an undo or a refused form.
    """
    found = glance(desk.store.engine, passage, model=desk.model())
    if found is None:
        return None
    standing = Judgements(desk.store.engine).current([passage]).get(passage, ())
    own = next((each for each in standing if each.person == me.person), None)
    others = [] if queue.blind else [each for each in standing if each.person != me.person]
    prediction = None if queue.blind else found.prediction
    suggested = () if prediction is None else prediction.areas
    before = own if own is not None and (not queue.blind or own.shown_because == queue.name) else None
    if said is None and choice is None and before is not None:
        said = ("card.mine", "")
    untouched = choice is None and before is None
    if choice is None:
        choice = chosen_in(before) if before is not None else _suggestion(suggested, given=prediction is not None)
    return Card(
        queue=queue,
        glance=found,
        text=pieces(found.text, _marks(found, queue)),
        chips=[
            Chip(
                code=area.code,
                name=area.short,
                chance=None if prediction is None else round(100 * prediction.probabilities.get(area.code, 0.0)),
                suggested=area.code in suggested,
                chosen=area.code in choice.areas,
            )
            for area in desk.taxonomy.areas
        ],
        stages=[
            StageChip(
                code=stage.value,
                suggested=prediction is not None and bool(suggested) and prediction.stage is stage,
                chosen=choice.stage is stage,
            )
            for stage in Stage
        ],
        choice=choice,
        untouched=untouched,
        others=[Other(each.person, chosen_in(each), each.at.isoformat()) for each in others],
        seen=last_of(others),
        mine="" if own is None else own.id,
        why=queue.why(passage),
        said=said,
    )


def last_of(others: Sequence[Judgement]) -> str:
    """Id of the last of these verdicts, or "": what somebody who saw them knows."""
    return others[-1].id if others else ""


def _suggestion(areas: Sequence[str], *, given: bool) -> Choice:
    return Choice(areas=frozenset(areas), none=given and not areas)


def _marks(found: Glance, queue: Queue) -> list[Mark]:
    if queue.kind == SEARCH:
        query = understand(queue.of)
        spans = find_spans(found.text, query, [query.joined]) or find_spans(found.text, query, query.phrases)
        return [Mark(start, end, "hit") for start, end in spans]
    if queue.blind or found.prediction is None:
        return []
    return [
        Mark(
            cue.start - found.start, cue.end - found.start, "area", cue.target.removeprefix("area:"), exact(cue.phrase)
        )
        for cue in found.prediction.cues
        if cue.target.startswith("area:") and cue.sense in SUGGESTING
    ]
