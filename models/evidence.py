"""How strong the evidence in one passage is: slots that were found, and the strength they add up to (E0 to E3).

Nothing is guessed: a passage without an actor, a place or a date has none. E4 needs a second, independent source and is
never given to a passage alone: :mod:`corpus.events.event` gives it to an event.
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
