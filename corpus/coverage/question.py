"""What can be asked of the coverage cube."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from corpus.coverage.cube_sums import IN_REACH
from corpus.errors import BadInput
from corpus.label import Modality, Stage
from corpus.periods import GRAINS, Grain, months_of

By = Literal["area", "period", "place", "source", "source_class", "stage", "modality", "strength"]
Unit = Literal["passages", "documents"]
Clock = Literal["published", "event", "fetched"]


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask of the cube.

    Attributes:
        by: how to split; what is not split is summed (areas: passages on any, unless one is named).
        areas: codes; None for all of the packaged taxonomy.
        since, until: first and last month, ``YYYY-MM``.
        level: ``district`` or ``commune`` to split by place; ``ambiguous`` lists what could not be bridged.
        place: one place's id.
        stage, modality, strength_from, source, source_class: only these.
        reach: ``inside`` the province (the default), ``outside``, ``unclear`` or ``everywhere``.
        unit: what ``count`` and ``of`` count.
        clock: month of publication, of the act told of, or of fetching.
        model: model id.
        as_of: ISO time in +07:00; only what was known before it.
    """

    by: tuple[By, ...] = ("area", "period")
    grain: Grain = "month"
    areas: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None
    level: Literal["district", "commune", "ambiguous"] | None = None
    place: str | None = None
    stage: str | None = None
    modality: str | None = None
    strength_from: int = 0
    source: str | None = None
    source_class: str | None = None
    reach: Literal["inside", "outside", "unclear", "everywhere"] = "inside"
    unit: Unit = "passages"
    clock: Clock = "published"
    model: str = ""
    as_of: str | None = None


def check(question: Question) -> None:
    """Refuse a question that cannot be answered.

    Raises:
        BadInput: what is wrong with it, and what to ask instead.
    """
    for name in question.by:
        if name not in get_args(By):
            raise BadInput(f"không chia được theo {name!r}; chia theo {', '.join(get_args(By))}", where="by")
    if len(set(question.by)) != len(question.by):
        raise BadInput("chia hai lần theo một chiều (split twice by one thing)", where="by")
    if question.grain not in GRAINS:
        raise BadInput(f"kỳ là một trong {', '.join(GRAINS)} (unknown period)", where="grain")
    if "area" not in question.by and question.areas is not None and len(question.areas) != 1:
        raise BadInput("nhiều mảng phải chia theo area (several areas: split by area)", where="areas")
    if "place" in question.by and question.level is None and question.place is None:
        raise BadInput("chia theo nơi phải nói cấp: district hay commune (say the level of places)", where="level")
    if question.level is not None and "place" not in question.by and question.place is None:
        raise BadInput("có cấp thì chia theo place hay nói một nơi (split by place, or name one)", where="level")
    for month in (question.since, question.until):
        if month is not None and months_of(month) != (month, month):
            raise BadInput("tháng viết là 2021-03 (a month)", where=month)
    if question.reach not in IN_REACH:
        raise BadInput(f"phạm vi là một trong {', '.join(IN_REACH)} (unknown reach)", where="reach")
    if question.stage is not None and question.stage not in set(Stage):
        raise BadInput(f"khâu là một trong {', '.join(Stage)} (unknown stage)", where=question.stage)
    if question.modality is not None and question.modality not in set(Modality):
        raise BadInput(f"cách nói là một trong {', '.join(Modality)} (unknown modality)", where=question.modality)
