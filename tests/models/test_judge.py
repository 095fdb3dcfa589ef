"""Passages of documents judged: written paragraphs, and the article that sets out the seven tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.document import Document, Role, lay_out
from corpus.errors import BadInput
from corpus.label import Modality, Prediction, Stage
from corpus.passage import Analysis, Passage
from corpus.places.gazetteer import load_gazetteer
from models.analyse import Analyst
from models.cut import cut
from models.gold import load_gold
from models.judge import Judge
from models.train import Model, train

PUBLISHED = date(2021, 2, 2)
ARTICLE = (
    "Nhiệm kỳ qua, các cấp ủy chú trọng nêu gương, dân tin hơn.",
    "Đẩy mạnh cải cách thủ tục hành chính, mở rộng dịch vụ công trực tuyến.",
    "Năm 2021, các chi bộ cần tập trung hai việc sau đây:",
    "Một là, tiếp tục quán triệt Nghị quyết Đại hội XI Đảng bộ tỉnh; gắn trách nhiệm từng người.",
    "Hai là, tiếp tục sắp xếp, tinh gọn tổ chức bộ máy; xây dựng chính quyền điện tử.",
    "Sáng 25-1-2021, Ủy ban Kiểm tra Huyện ủy Ba Tri thi hành kỷ luật cảnh cáo 2 đảng viên.",
    "Chợ hoa xuân mở cửa đến khuya, khách đông.",
)


def document(*paragraphs: str) -> Document:
    text, blocks = lay_out([(Role.PARAGRAPH, each) for each in paragraphs])
    return Document(
        id="d:1",
        source="d",
        url=None,
        text=text,
        blocks=blocks,
        title=None,
        author=None,
        section=None,
        published=None,
        modified=None,
        fetched=datetime(2021, 2, 2, tzinfo=UTC),
        reading="test/1",
    )


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def analyst(taxonomy: Taxonomy) -> Analyst:
    return Analyst(taxonomy, load_gazetteer())


@pytest.fixture(scope="module")
def model(taxonomy: Taxonomy) -> Model:
    return train(load_gold(), taxonomy, seed=0)


@pytest.fixture(scope="module")
def judge(model: Model, taxonomy: Taxonomy) -> Judge:
    return Judge(model, taxonomy)


Read = tuple[Sequence[Passage], Sequence[Analysis]]


@pytest.fixture(scope="module")
def article(analyst: Analyst) -> Read:
    passages = cut(document(*ARTICLE))
    return passages, analyst.analyse_many(passages, published=PUBLISHED)


@pytest.fixture(scope="module")
def predictions(judge: Judge, article: Read) -> Sequence[Prediction]:
    return judge.judge(*article, published=PUBLISHED)


def test_every_passage_gets_one_prediction_with_every_area(
    predictions: Sequence[Prediction], article: Read, taxonomy: Taxonomy, model: Model
) -> None:
    assert [each.passage for each in predictions] == [passage.id for passage in article[0]]
    for each in predictions:
        assert tuple(each.probabilities) == taxonomy.codes
        assert all(0 < chance < 1 for chance in each.probabilities.values())
        assert (each.model, each.taxonomy) == (model.id, f"{taxonomy.id} {taxonomy.version}")


def test_areas_are_those_over_their_thresholds_the_likeliest_first(
    predictions: Sequence[Prediction], model: Model
) -> None:
    for each in predictions:
        assert set(each.areas) == {c for c, chance in each.probabilities.items() if chance >= model.thresholds[c]}
        assert list(each.areas) == sorted(each.areas, key=lambda code: -each.probabilities[code])


def test_each_paragraph_is_about_its_area(predictions: Sequence[Prediction]) -> None:
    assert [each.areas[:1] for each in predictions] == [("4",), ("3",), (), ("1",), ("3",), ("5",), ()]


def test_a_passage_about_no_area_has_neither_stage_nor_modality(predictions: Sequence[Prediction]) -> None:
    last = predictions[-1]
    assert (last.stage, last.stages, last.modality) == (Stage.KHONG, (Stage.KHONG,), Modality.NONE)


def test_the_same_verb_reports_while_looking_back_and_orders_in_a_list_of_tasks(
    predictions: Sequence[Prediction],
) -> None:
    assert predictions[1].modality is Modality.REPORTED
    assert predictions[1].time_scope.kind == "former_term"
    assert [each.modality for each in predictions[3:5]] == [Modality.DIRECTIVE] * 2
    assert [each.stage for each in predictions[3:5]] == [Stage.CHI_DAO] * 2
    assert {each.time_scope.kind for each in predictions[3:5]} == {"current"}


def test_a_dated_act_of_a_named_body_is_evidence(predictions: Sequence[Prediction]) -> None:
    act = predictions[5]
    assert (act.modality, act.stage, act.evidence.strength) == (Modality.REPORTED, Stage.KET_QUA, 3)
    assert act.evidence.dates == ("2021-01-25",)


def test_many_documents_at_once_are_judged_as_each_alone(
    judge: Judge, analyst: Analyst, article: Read, predictions: Sequence[Prediction]
) -> None:
    other = cut(document("Chi bộ họp."))
    read = analyst.analyse_many(other, published=None)
    first, empty, second = judge.judge_documents([(*article, PUBLISHED), ((), (), None), (other, read, None)])
    assert empty == ()
    assert [each.passage for each in second] == [passage.id for passage in other]
    for together, alone in zip(first, predictions, strict=True):
        assert replace(together, probabilities={}) == replace(alone, probabilities={})
        assert together.probabilities == pytest.approx(alone.probabilities, abs=1e-12)


def test_judging_twice_gives_the_same(judge: Judge, article: Read, predictions: Sequence[Prediction]) -> None:
    assert judge.judge(*article, published=PUBLISHED) == predictions


def test_a_judge_refuses_a_taxonomy_it_was_not_trained_with(model: Model, taxonomy: Taxonomy) -> None:
    with pytest.raises(BadInput, match="trained with another taxonomy"):
        Judge(model, replace(taxonomy, version="0"))


def test_passages_without_their_analyses_are_refused(judge: Judge, article: Read) -> None:
    with pytest.raises(ValueError, match="with 0 analyses"):
        judge.judge(article[0], (), published=None)


@pytest.fixture(scope="module")
def seed(judge: Judge, analyst: Analyst, seed_text: str) -> Sequence[tuple[Passage, Prediction]]:
    lines = [line.strip() for line in seed_text.split("\n") if line.strip()]
    first = next(n for n, line in enumerate(lines) if line.startswith("BDK"))
    last = next(n for n, line in enumerate(lines) if line.startswith("Hồ Thị Hoàng Yến"))
    paragraphs = [line for line in lines[first:last] if "Ảnh:" not in line]
    passages = cut(document(*paragraphs))
    analyses = analyst.analyse_many(passages, published=PUBLISHED)
    return list(zip(passages, judge.judge(passages, analyses, published=PUBLISHED), strict=True))


TURNS = ("Một là", "Hai là", "Ba là", "Bốn là", "Năm là", "Sáu là", "Bảy là")


def tasks(seed: Sequence[tuple[Passage, Prediction]]) -> list[Prediction]:
    return [said for turn in TURNS for passage, said in seed if passage.text.startswith(turn)]


def test_each_of_the_seven_tasks_is_its_own_area_before_any_other(seed: Sequence[tuple[Passage, Prediction]]) -> None:
    found = tasks(seed)
    assert [max(each.probabilities, key=each.probabilities.__getitem__) for each in found] == list("1234567")
    assert [each.areas[0] for each in found] == list("1234567")


def test_all_seven_tasks_are_direction_and_none_a_report(seed: Sequence[tuple[Passage, Prediction]]) -> None:
    assert [each.modality for each in tasks(seed)] == [Modality.DIRECTIVE] * 7
    assert [each.stage for each in tasks(seed)] == [Stage.CHI_DAO] * 7
    assert all(each.evidence.strength <= 1 for each in tasks(seed))


def test_what_the_article_tells_of_the_former_term_is_not_counted_for_this_one(
    seed: Sequence[tuple[Passage, Prediction]],
) -> None:
    opens = next(n for n, (passage, _) in enumerate(seed) if passage.text.startswith("Năm 2021 là năm đầu"))
    before = [said for _, said in seed[:opens]]
    assert len(before) == 5
    assert {each.time_scope.kind for each in before} == {"former_term"}
    assert {(each.time_scope.since, each.time_scope.until) for each in before} == {
        (date(2015, 1, 1), date(2020, 12, 31))
    }
    assert not [each for each in before if each.modality is Modality.DIRECTIVE]
    assert {said.time_scope.kind for _, said in seed[opens:]} == {"current"}


def test_the_seven_tasks_are_direction_even_where_each_is_read_alone(
    judge: Judge, analyst: Analyst, seed: Sequence[tuple[Passage, Prediction]]
) -> None:
    for turn in TURNS:
        (passage,) = (passage for passage, _ in seed if passage.text.startswith(turn))
        alone = judge.judge([passage], analyst.analyse_many([passage], published=None), published=None)[0]
        assert (alone.modality, alone.stage) == (Modality.DIRECTIVE, Stage.CHI_DAO), turn
