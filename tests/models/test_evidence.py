"""Strength of evidence by slots."""

from __future__ import annotations

import pytest

from corpus.label import Modality, Stage
from corpus.passage import Entity, EntityKind
from models.evidence import evidence

ACTOR = Entity(EntityKind.ORGANISATION, 0, 1, "Huyện ủy Ba Tri", "huyen")
PLACE = Entity(EntityKind.PLACE, 0, 1, "ben-tre/ba-tri")
DAY = Entity(EntityKind.DATE, 0, 1, "2021-03-05")
COUNT = Entity(EntityKind.FIGURE, 0, 1, "12 đầu mối")
NUMBER = Entity(EntityKind.DOCUMENT, 0, 1, "01-CT/TU", "chỉ thị")


@pytest.mark.parametrize(
    ("slots", "mood", "stage", "strength"),
    [
        ([], Modality.DIRECTIVE, Stage.CHI_DAO, 0),
        ([ACTOR, PLACE, DAY, COUNT], Modality.DIRECTIVE, Stage.CHI_DAO, 0),
        ([NUMBER], Modality.DIRECTIVE, Stage.CHI_DAO, 1),
        ([ACTOR, PLACE, DAY, NUMBER], Modality.REPORTED, Stage.BAN_HANH, 1),
        ([ACTOR], Modality.REPORTED, Stage.TO_CHUC, 0),
        ([PLACE, DAY], Modality.REPORTED, Stage.TO_CHUC, 0),
        ([ACTOR, PLACE], Modality.REPORTED, Stage.TO_CHUC, 2),
        ([ACTOR, DAY], Modality.REPORTED, Stage.KIEM_TRA, 2),
        ([ACTOR, PLACE, DAY, COUNT], Modality.REPORTED, Stage.KET_QUA, 3),
        ([ACTOR, PLACE, COUNT], Modality.REPORTED, Stage.KET_QUA, 2),
        ([ACTOR, DAY, COUNT], Modality.REPORTED, Stage.KET_QUA, 2),
        ([ACTOR, PLACE, DAY, COUNT], Modality.REPORTED, Stage.QUAN_TRIET, 2),
        ([ACTOR, PLACE, DAY, COUNT], Modality.PLANNED, Stage.TO_CHUC, 0),
        ([ACTOR, PLACE, DAY, COUNT], Modality.NONE, Stage.KHONG, 0),
    ],
)
def test_strength_follows_from_the_slots(slots: list[Entity], mood: Modality, stage: Stage, strength: int) -> None:
    assert evidence("", slots, mood=mood, stages=(stage,)).strength == strength


def test_a_named_product_is_output_without_a_count() -> None:
    text = "Huyện ủy Ba Tri ra mắt mô hình “Sáng thứ Bảy xuống ấp” ngày 5-3-2021."
    assert evidence(text, [ACTOR, PLACE, DAY], mood=Modality.REPORTED, stages=(Stage.TO_CHUC,)).strength == 3


def test_slots_hold_each_value_once_and_the_level_of_the_first_actor() -> None:
    other = Entity(EntityKind.ORGANISATION, 5, 6, "Tỉnh ủy", "tinh")
    found = evidence("", [ACTOR, other, ACTOR, COUNT], mood=Modality.REPORTED, stages=(Stage.TO_CHUC,))
    assert found.actors == ("Huyện ủy Ba Tri", "Tỉnh ủy")
    assert (found.actor_level, found.quantities, found.dates) == ("huyen", ("12 đầu mối",), ())


def test_a_place_that_may_be_several_is_no_place() -> None:
    vague = Entity(EntityKind.PLACE, 0, 1, "?", "a b")
    assert evidence("", [ACTOR, vague], mood=Modality.REPORTED, stages=(Stage.TO_CHUC,)).strength == 0


def test_the_day_of_issue_of_a_document_is_no_day_of_an_act() -> None:
    issued = Entity(EntityKind.DATE, 0, 1, "2020-10-17", "ban hành 01-CT/TU")
    found = evidence("", [ACTOR, issued, NUMBER], mood=Modality.REPORTED, stages=(Stage.TO_CHUC,))
    assert (found.strength, found.dates) == (1, ())
