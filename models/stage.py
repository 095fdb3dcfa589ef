"""How far along the chain from direction to correction a passage reports: one main stage, and all that are seen.

A scorecard like that of :mod:`models.modality`, with the areas among its signs: who inspects in area 5 does the work of
the area, elsewhere it is a look at it. A request leans to direction whatever act it asks for. Of equal stages the first
in the codebook's order of ties is the main one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import exp

from corpus.label import Modality, Stage
from corpus.passage import Cue, Entity
from models.grammar import Markers
from models.points import facts, shipped_points

ORDER = (
    Stage.CHI_DAO,
    Stage.HAN_CHE,
    Stage.SO_KET,
    Stage.KIEM_TRA,
    Stage.KET_QUA,
    Stage.BAN_HANH,
    Stage.TO_CHUC,
    Stage.QUAN_TRIET,
)
"""Order of ties."""

ASKED = 1.0
"""Points that direction has in a directive passage, beside those of its signs."""

SEEN = 0.2
"""Probability from which a stage counts as seen beside the main one; a strong cue of its own makes it seen too."""


def stages(
    mood: Modality,
    marks: Markers,
    entities: Iterable[Entity],
    cues: Iterable[Cue],
    *,
    areas: Collection[str],
    retrospective: bool = False,
) -> tuple[Stage, ...]:
    """The stages seen, the main one first; ``khong`` alone where the modality is none.

    ``areas`` are those the passage is about; in a ``retrospective`` run nothing is direction.
    """
    if mood is Modality.NONE:
        return (Stage.KHONG,)
    cues = tuple(cues)
    points = shipped_points("stage").of(marks.signs, facts(entities, cues, areas))
    if mood is Modality.DIRECTIVE:
        points[Stage.CHI_DAO] += ASKED
    most = max(points.values())
    chances = {stage: exp(points[stage] - most) for stage in ORDER}
    if retrospective:
        chances[Stage.CHI_DAO] = 0.0
    own = {cue.target for cue in cues if cue.sense == "strong"}
    main = max(ORDER, key=lambda stage: chances[stage])
    enough = SEEN * sum(chances.values())
    seen = (stage for stage in ORDER if stage is not main and (chances[stage] >= enough or f"stage:{stage}" in own))
    return (main, *(stage for stage in seen if not (retrospective and stage is Stage.CHI_DAO)))
