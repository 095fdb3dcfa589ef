"""Stages of work; sentences are written for the test."""

from __future__ import annotations

import pytest

from corpus.codebook.taxonomy import load_taxonomy
from corpus.label import Modality, Stage
from models.cues import CueMatcher
from models.figures import find_figures
from models.grammar import markers
from models.points import shipped_points
from models.stage import ORDER, stages
from models.syllables import syllables


@pytest.fixture(scope="module")
def matcher() -> CueMatcher:
    return CueMatcher(load_taxonomy())


def reached(
    matcher: CueMatcher, text: str, area: str, *, mood: Modality = Modality.REPORTED, retrospective: bool = False
) -> tuple[Stage, ...]:
    cut = syllables(text)
    entities = find_figures(text, taken=[])
    return stages(mood, markers(cut), entities, matcher.match(text), areas=[area], retrospective=retrospective)


@pytest.mark.parametrize(
    ("text", "area", "stage"),
    [
        ("Huyện ủy ban hành Kế hoạch số 14-KH/HU về học tập nghị quyết.", "1", Stage.BAN_HANH),
        ("Báo cáo viên truyền đạt nghị quyết; đảng viên dự lớp học tập, quán triệt.", "1", Stage.QUAN_TRIET),
        ("Ủy ban Kiểm tra kết luận chi bộ có khuyết điểm, vi phạm quy chế làm việc.", "5", Stage.KIEM_TRA),
        ("Ban Thường vụ quyết định thi hành kỷ luật cảnh cáo một chi ủy viên.", "5", Stage.KET_QUA),
        ("Đại biểu chất vấn, giám đốc sở trả lời từng câu.", "7", Stage.TO_CHUC),
        ("Huyện sơ kết một năm thực hiện, biểu dương các điển hình.", "2", Stage.SO_KET),
        ("Việc nêu gương còn hình thức, vẫn còn nể nang, chưa đều.", "4", Stage.HAN_CHE),
        ("Đến nay đã giảm 41 đầu mối, đạt 93,5% kế hoạch.", "3", Stage.KET_QUA),
    ],
)
def test_the_main_stage_is_what_is_told(matcher: CueMatcher, text: str, area: str, stage: Stage) -> None:
    assert reached(matcher, text, area)[0] is stage


def test_a_request_is_direction_whatever_act_it_asks_for(matcher: CueMatcher) -> None:
    text = "Cần sơ kết, biểu dương và nhân rộng."
    found = reached(matcher, text, "2", mood=Modality.DIRECTIVE)
    assert found[0] is Stage.CHI_DAO and Stage.SO_KET in found


def test_a_passage_about_no_area_has_no_stage(matcher: CueMatcher) -> None:
    assert reached(matcher, "Cần sơ kết.", "2", mood=Modality.NONE) == (Stage.KHONG,)


def test_nothing_is_direction_in_a_run_that_looks_back(matcher: CueMatcher) -> None:
    text = "Tiếp tục đẩy mạnh, tăng cường, nâng cao; tập trung nêu gương."
    assert reached(matcher, text, "4")[0] is Stage.CHI_DAO
    assert Stage.CHI_DAO not in reached(matcher, text, "4", retrospective=True)


def test_every_stage_is_listed_once(matcher: CueMatcher) -> None:
    found = reached(matcher, "Sơ kết, kiểm tra, ban hành, quán triệt, cảnh cáo; còn chưa đều.", "5")
    assert len(set(found)) == len(found)


def test_the_order_of_ties_and_the_points_name_every_stage_but_none() -> None:
    assert set(ORDER) == set(shipped_points("stage").classes) == {str(each) for each in Stage} - {"khong"}
