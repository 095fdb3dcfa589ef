"""How strong the evidence in one passage is: slots that were found, and the strength they add up to (E0 to E3).

Nothing is guessed: a passage without an actor, a place or a date has none. E4 needs a second, independent source and is
never given to a passage alone: whoever puts the passages of one event together asks :func:`confirmed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.label import Evidence, Modality, Stage
from corpus.passage import Entity, EntityKind

ACTIVITIES = frozenset({Stage.QUAN_TRIET, Stage.TO_CHUC, Stage.KET_QUA, Stage.KIEM_TRA, Stage.SO_KET, Stage.HAN_CHE})
"""Stages in which somebody did something; issuing a document is input, asking is none."""

OUTPUTS = frozenset({Stage.KET_QUA, Stage.SO_KET, Stage.KIEM_TRA})
"""Stages whose counts are output; a count of listeners is not."""

SELF_REPORT = "self_report"
"""Source class of the acting body's own paper or portal: it reports itself and confirms nobody."""

OUTPUT = 3
"""Strength of an output with a count, its actor, its place and its time."""

ACTIVITY = 2
"""Strength of an activity with its actor and a place or a day: the least that can confirm another's report."""

_PRODUCT = re.compile(
    r"(?:công trình|mô hình|phần mềm|câu lạc bộ|tổ tự quản|cẩm nang|ứng dụng|chuyên mục)"
    r"\s+[^.;“\"]{0,30}[“\"][^”\"]{3,80}[”\"]",
    re.IGNORECASE,
)


def evidence(text: str, entities: Iterable[Entity], *, mood: Modality, stages: Sequence[Stage]) -> Evidence:
    """Slots and strength of a passage by its entities, modality and stages (the main one first).

    A day on which a document was issued is no date of an act. The level is that of the first actor named.
    """
    by_kind: dict[EntityKind, list[Entity]] = {}
    for each in entities:
        if each.value not in ("", "?") and not each.note.startswith("ban hành"):
            by_kind.setdefault(each.kind, []).append(each)
    actors = by_kind.get(EntityKind.ORGANISATION, [])
    slots = Evidence(
        strength=0,
        actors=_values(actors),
        actor_level=next((each.note for each in actors if each.note), ""),
        places=_values(by_kind.get(EntityKind.PLACE, ())),
        dates=_values((*by_kind.get(EntityKind.DATE, ()), *by_kind.get(EntityKind.PERIOD, ()))),
        quantities=_values(by_kind.get(EntityKind.FIGURE, ())),
        documents=_values(by_kind.get(EntityKind.DOCUMENT, ())),
    )
    return replace(slots, strength=_strength(text, slots, mood, stages))


def confirmed(reports: Iterable[tuple[int, str]]) -> bool:
    """Whether the reports of one event, each a strength and its source class, make it E4.

    One report must tell an output (E3), and one of another source class, not a self-report, must at least tell the
    activity (E2) or be that output itself beside another class's telling of the activity. Any number of reports of one
    class are one witness; an unknown class ("") is none.

    ::

        confirmed([(3, "self_report"), (2, "central_press")])   # True
        confirmed([(3, "self_report"), (3, "self_report")])     # False
    """
    strongest: dict[str, int] = {}
    for strength, source in reports:
        if source:
            strongest[source] = max(strongest.get(source, 0), strength)
    if len(strongest) < 2 or max(strongest.values()) < OUTPUT:
        return False
    independent = {source for source, strength in strongest.items() if source != SELF_REPORT and strength >= ACTIVITY}
    told = {source for source, strength in strongest.items() if strength >= ACTIVITY}
    return bool(independent) and len(told) >= 2


def _values(entities: Iterable[Entity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.value for each in entities))


def _strength(text: str, slots: Evidence, mood: Modality, stages: Sequence[Stage]) -> int:
    named = 1 if slots.documents else 0
    main = stages[0] if stages else Stage.KHONG
    if mood is not Modality.REPORTED or main not in ACTIVITIES:
        return named
    if not slots.actors or not (slots.places or slots.dates):
        return named
    if not (slots.places and slots.dates):
        return 2
    output = bool(slots.quantities and OUTPUTS & set(stages)) or _PRODUCT.search(text) is not None
    return 3 if output else 2
