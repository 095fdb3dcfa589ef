"""Whether a passage asks, tells or announces: a scorecard over grammatical signs, facts and modality cues.

The points are fitted on coded passages of the press and the written ones (see :mod:`models.points`). Two things are
known of a passage that its words do not say: a passage inside a retrospective run (see :mod:`models.timescope`) gives
no orders by verb alone, for there ``tăng cường ...`` opens a report; an item of a list that a directive introduced goes
on asking.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.label import Modality
from corpus.passage import Cue, Entity
from models.grammar import Markers
from models.points import facts, shipped_points

LOOKING_BACK = 4.0
"""Points a directive loses in a retrospective run where little is said to be needed and nothing demanded."""

LED = 1.5
"""Points a directive has for being an item of a list that a directive introduced."""


def modality(
    marks: Markers, entities: Iterable[Entity], cues: Iterable[Cue], *, retrospective: bool = False, led: bool = False
) -> Modality:
    """Directive, reported or planned, by the most points; of equals the first in this order: reported, directive.

    Args:
        retrospective: the passage stands in a run that looks back.
        led: it is an item of a list that a directive introduced.
    """
    points = shipped_points("modality").of(marks.signs, facts(entities, cues))
    directive = points[Modality.DIRECTIVE]
    if retrospective and marks.binding <= max(marks.done, 1) and not marks.counts["demand"]:
        directive -= LOOKING_BACK
    if led:
        directive += LED
    reported, planned = points[Modality.REPORTED], points[Modality.PLANNED]
    if reported >= max(directive, planned):
        return Modality.REPORTED
    return Modality.DIRECTIVE if directive >= planned else Modality.PLANNED
