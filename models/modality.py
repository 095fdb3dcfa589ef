"""Whether a passage asks, tells or announces: a scorecard over grammatical markers, facts and modality cues.

Points were set by hand from a regression on coded passages of the press and rounded to quarters. A passage inside a
retrospective run (see :mod:`models.timescope`) gives no orders by verb alone: there ``tăng cường ...`` opens a report.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.label import Modality
from corpus.passage import Cue, Entity, EntityKind
from models.grammar import Markers


def modality(
    marks: Markers, entities: Iterable[Entity], cues: Iterable[Cue], *, retrospective: bool = False, led: bool = False
) -> Modality:
    """Directive, reported or planned, by the highest score; reported is the zero of both.

    Args:
        retrospective: the passage stands in a run that looks back.
        led: it is an item of a list that a directive introduced.
    """
    kinds = [each.kind for each in entities if not each.note.startswith("ban hành")]
    said = {(cue.target, cue.sense) for cue in cues}
    figures, places = min(kinds.count(EntityKind.FIGURE), 2), min(kinds.count(EntityKind.PLACE), 2)
    dates = EntityKind.DATE in kinds
    documents = EntityKind.DOCUMENT in kinds
    periods = EntityKind.PERIOD in kinds
    intends = ("time:future", "weak") in said
    directive = (
        -1.75
        + 1.75 * min(marks.must, 2)
        + 1.25 * min(marks.ask, 2)
        + 0.5 * (marks.future > 0)
        + 0.5 * min(marks.condition, 2)
        + 0.75 * (("modality:directive", "strong") in said)
        + 0.5 * (("time:future", "strong") in said)
        + 0.5 * intends
        - min(marks.done, 2)
        - (marks.pasts > 0)
        - 0.75 * min(marks.bad, 3)
        - 0.75 * figures
        - 0.5 * places
        - 0.5 * documents
        - 0.5 * periods
        - 0.75 * (("stage:kiem_tra", "strong") in said)
        - 0.75 * (("stage:ban_hanh", "strong") in said)
    )
    if not retrospective:
        directive += 0.75 * min(marks.opening, 3) + 0.25 * min(marks.push, 4)
        if marks.turn:
            directive += 1.5 if marks.opening else 0.5
    if led:
        directive += 2.0
    planned = (
        -3.5
        + min(marks.will, 2)
        + 2.25 * (marks.future > 0)
        + 2.75 * intends
        + 0.5 * (("modality:planned", "strong") in said)
        + 0.5 * periods
        - 0.75 * min(marks.must, 2)
        - 1.75 * min(marks.done, 2)
        - 1.5 * (marks.pasts > 0)
        - 0.75 * min(marks.bad, 2)
        - 0.5 * figures
        - dates
        - documents
    )
    if max(directive, planned) <= 0:
        return Modality.REPORTED
    return Modality.DIRECTIVE if directive >= planned else Modality.PLANNED
