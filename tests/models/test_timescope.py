"""The time passages speak of; paragraphs are written for the test."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.codebook.taxonomy import load_taxonomy
from corpus.label import TimeScope
from corpus.passage import Analysis, Passage, PassageKind
from models.cues import CueMatcher
from models.dates import find_dates
from models.timescope import last_term, scopes

PUBLISHED = date(2021, 2, 2)


@pytest.fixture(scope="module")
def matcher() -> CueMatcher:
    return CueMatcher(load_taxonomy())


def read(matcher: CueMatcher, *paragraphs: str, published: date | None = PUBLISHED, start: int = 0) -> list[TimeScope]:
    passages, analyses = [], []
    for ordinal, text in enumerate(paragraphs):
        passage = Passage("d", "r", ordinal, start, start + len(text), PassageKind.PARAGRAPH, text, "", "", "", "1")
        entities = tuple(find_dates(text, reference=published))
        cues = matcher.match(text)
        passages.append(passage)
        analyses.append(Analysis(passage.id, "v", (), (), entities, cues))
    return scopes(passages, analyses, published=published)


def kinds(found: list[TimeScope]) -> list[str]:
    return [each.kind for each in found]


def test_a_passage_without_a_time_goes_on_looking_back_until_the_present_opens(matcher: CueMatcher) -> None:
    found = read(
        matcher,
        "Nhiệm kỳ qua, cấp ủy đổi mới cách làm.",
        "Việc nêu gương được chú trọng.",
        "Phương thức hoạt động của Mặt trận có bước tiến.",
        "Năm 2021 là năm mở đầu của chặng mới.",
        "Chi bộ học nghị quyết sôi nổi.",
    )
    assert kinds(found) == ["former_term"] * 3 + ["current"] * 2
    assert all((each.since, each.until) == (date(2015, 1, 1), date(2020, 12, 31)) for each in found[:3])
    assert found[0].words == "Nhiệm kỳ qua" and found[1].words == ""
    assert (found[3].since, found[3].until) == (date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    "opener",
    [
        "Thời gian tới, huyện làm tiếp.",
        "Sáng 25-1-2021, Huyện ủy họp.",
        "Tại hội nghị, nhiều đại biểu góp ý.",
        "Trong năm 2021, huyện chọn ba việc.",
    ],
)
def test_an_adverbial_a_day_or_a_meeting_ends_the_run(matcher: CueMatcher, opener: str) -> None:
    found = read(matcher, "Nhiệm kỳ 2015 - 2020, huyện giảm 9 đầu mối.", opener, "Dân đồng tình.")
    assert found[0].kind == "former_term"
    assert all(each.kind != "former_term" for each in found[1:])


def test_a_request_ends_the_run_for_nobody_asks_for_the_past(matcher: CueMatcher) -> None:
    found = read(matcher, "Nhiệm kỳ qua, huyện làm khá.", "Các chi bộ cần chú trọng nêu gương.", "Dân đồng tình.")
    assert kinds(found) == ["former_term", "current", "current"]


def test_a_former_term_said_in_passing_bounds_the_passage(matcher: CueMatcher) -> None:
    (found,) = read(matcher, "Kết quả ấy góp phần đạt chỉ tiêu nhiệm kỳ 2015 - 2020 đề ra.")
    assert (found.kind, found.since, found.until) == ("former_term", date(2015, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "Huyện giảm 12 đầu mối, nhiều hơn so với nhiệm kỳ 2015 - 2020.",
        "Năm 2021, huyện học lại bài của nhiệm kỳ 2015 - 2020.",
    ],
)
def test_a_comparison_with_a_former_term_does_not_move_the_passage(matcher: CueMatcher, text: str) -> None:
    assert read(matcher, text)[0].kind == "current"


def test_an_inherited_term_takes_its_bounds_from_the_run(matcher: CueMatcher) -> None:
    found = read(matcher, "Nhiệm kỳ qua, huyện làm khá.", "Chỉ tiêu nhiệm kỳ 2015 - 2020 đều đạt.", published=None)
    assert [each.since for each in found] == [date(2015, 1, 1)] * 2


def test_a_recent_past_is_the_term_it_leads_into(matcher: CueMatcher) -> None:
    both = read(matcher, "Thời gian qua, huyện coi trọng việc này.", "Nhiệm kỳ qua, huyện làm khá.")
    alone = read(matcher, "Thời gian qua, huyện coi trọng việc này.", "Dân đồng tình.")
    assert kinds(both) == ["former_term", "former_term"]
    assert kinds(alone) == ["current", "current"]


def test_the_last_term_is_the_one_that_ended_or_ends_this_year() -> None:
    assert last_term(date(2021, 2, 2)) == (date(2015, 1, 1), date(2020, 12, 31))
    assert last_term(date(2020, 8, 1)) == (date(2015, 1, 1), date(2020, 12, 31))
    assert last_term(date(2025, 6, 1)) == (date(2020, 1, 1), date(2025, 12, 31))


def test_the_term_before_the_congress_of_2025_is_not_former(matcher: CueMatcher) -> None:
    (found,) = read(matcher, "Nhiệm kỳ qua, huyện làm khá.", published=date(2025, 6, 1))
    assert found.kind == "current"


def test_the_war_is_history(matcher: CueMatcher) -> None:
    found = read(matcher, "Năm 1960, cả xã nổi dậy.", "Bà con giữ đất.", "Hôm nay, xã đã khác.")
    assert kinds(found) == ["historical", "historical", "current"]


def test_a_dateline_does_not_hide_the_adverbial(matcher: CueMatcher) -> None:
    assert read(matcher, "BDK - Nhiệm kỳ qua, huyện làm khá.")[0].kind == "former_term"


def test_without_a_day_of_publication_an_undated_passage_is_unknown(matcher: CueMatcher) -> None:
    assert read(matcher, "Chi bộ họp.", published=None) == [TimeScope("unknown")]
    assert read(matcher, "Chi bộ họp.") == [TimeScope("current")]


def test_no_passages_have_no_scopes(matcher: CueMatcher) -> None:
    assert read(matcher) == []
