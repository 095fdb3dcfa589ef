"""Requests, reports and announcements told apart; sentences are written for the test."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from corpus.codebook.taxonomy import load_taxonomy
from corpus.label import Modality
from corpus.passage import Entity, EntityKind
from models.cues import CueMatcher
from models.dates import find_dates
from models.figures import find_figures
from models.grammar import markers, sign_phrases
from models.modality import modality
from models.syllables import syllables


@pytest.fixture(scope="module")
def matcher() -> CueMatcher:
    return CueMatcher(load_taxonomy())


def mood(matcher: CueMatcher, text: str, *, retrospective: bool = False, led: bool = False) -> Modality:
    dates = find_dates(text, reference=None)
    entities = [*dates, *find_figures(text, taken=[(each.start, each.end) for each in dates])]
    cues = matcher.match(text)
    return modality(markers(syllables(text)), entities, cues, retrospective=retrospective, led=led)


@pytest.mark.parametrize(
    "text",
    [
        "Các cấp ủy cần tiếp tục nêu gương và phải chú trọng kiểm tra việc học nghị quyết ở chi bộ.",
        "Tăng cường giám sát; đẩy mạnh tự kiểm tra; kiên quyết chấn chỉnh biểu hiện nể nang.",
        "Đồng chí đề nghị các chi bộ phải tập trung rà soát, không để sót việc dân đã nhờ.",
        "Ba là, tiếp tục sắp xếp đơn vị sự nghiệp; chú trọng văn hóa công sở.",
    ],
)
def test_a_request_is_directive(matcher: CueMatcher, text: str) -> None:
    assert mood(matcher, text) is Modality.DIRECTIVE


@pytest.mark.parametrize(
    "text",
    [
        "Đến nay, huyện đã sáp nhập 4 ấp, giảm 9 biên chế.",
        "Sáng 12-3-2021, Ủy ban Kiểm tra Huyện ủy công bố kết luận đối với 2 chi bộ.",
        "Vẫn còn vài chi bộ làm qua loa, sổ sách chưa ghi đủ.",
        "Năm qua, đảng bộ đã đẩy mạnh nêu gương, được dân tin.",
    ],
)
def test_what_is_told_as_done_is_reported(matcher: CueMatcher, text: str) -> None:
    assert mood(matcher, text) is Modality.REPORTED


@pytest.mark.parametrize(
    "text",
    [
        "Thời gian tới, huyện sẽ tổ chức hai lớp học nghị quyết.",
        "Tỉnh dự kiến hợp nhất hai trung tâm; dự thảo đề án đang lấy ý kiến.",
    ],
)
def test_what_is_announced_is_planned(matcher: CueMatcher, text: str) -> None:
    assert mood(matcher, text) is Modality.PLANNED


def test_a_verb_that_opens_its_clause_orders_only_outside_a_run_that_looks_back(matcher: CueMatcher) -> None:
    text = "Đẩy mạnh cải cách thủ tục; tăng cường dùng hộp thư; nâng cao ý thức phục vụ."
    assert mood(matcher, text) is Modality.DIRECTIVE
    assert mood(matcher, text, retrospective=True) is Modality.REPORTED


def test_an_item_of_a_directive_list_is_directive_without_a_modal_word(matcher: CueMatcher) -> None:
    text = "Nắm chắc địa bàn, nghe dân và trả lời dân."
    assert mood(matcher, text) is Modality.REPORTED
    assert mood(matcher, text, led=True) is Modality.DIRECTIVE


def test_the_day_a_document_was_issued_is_no_day_of_an_act() -> None:
    marks = markers(syllables("sẽ"))
    day = Entity(EntityKind.DATE, 0, 1, "2020-10-17", "ban hành 01-CT/TU")
    cues = CueMatcher(load_taxonomy()).match("sẽ")
    assert modality(marks, [day], cues) is modality(marks, [], cues)


def test_spelling_does_not_change_the_markers() -> None:
    said, written = syllables("Nhiệm kì qua, tỉnh đã KIÊN QUYẾT"), syllables("Nhiệm kỳ qua, tỉnh đã kiên quyết")
    assert markers(said).signs == markers(written).signs


def test_a_verb_after_a_turn_word_opens_its_clause() -> None:
    assert markers(syllables("Hai là, tập trung học tập")).opening == 1
    assert markers(syllables("tỉnh và huyện tập trung học tập")).opening == 0


def test_points_are_named_signs_and_carry_no_text() -> None:
    named = set(sign_phrases())
    for of in ("modality", "stage"):
        for weights in json.loads(resources.files("models").joinpath("points.json").read_text("utf-8"))[of].values():
            for sign in weights:
                parts = [part.split() for part in sign.split(" > ")]
                assert all(len(words) <= 3 for words in parts)
                if len(parts) == 2:
                    assert {words[0] for words in parts} <= named | {"start", "end"}
