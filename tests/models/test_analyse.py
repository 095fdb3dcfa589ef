"""Passages read into analyses."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.codebook.taxonomy import load_taxonomy
from corpus.document import Document, Role, lay_out
from corpus.passage import Analysis, EntityKind, Passage, PassageKind
from corpus.places.gazetteer import load_gazetteer
from models.analyse import Analyst
from models.cut import cut

PUBLISHED = date(2021, 2, 2)


@pytest.fixture(scope="module")
def analyst() -> Analyst:
    return Analyst(load_taxonomy(), load_gazetteer())


def document(*paragraphs: str) -> Document:
    text, blocks = lay_out([(Role.PARAGRAPH, each) for each in paragraphs])
    return Document(
        id="dong-khoi:a1",
        source="dong-khoi",
        url=None,
        text=text,
        blocks=blocks,
        title="Ba Tri sơ kết",
        author=None,
        section=None,
        published=None,
        modified=None,
        fetched=datetime(2021, 2, 2, tzinfo=UTC),
        reading="test/1",
    )


def passage(text: str, start: int = 0) -> Passage:
    return Passage("d:1", "r", 0, start, start + len(text), PassageKind.PARAGRAPH, text, "", "", "", "1")


def offsets(analysis: Analysis) -> list[tuple[int, int]]:
    return [
        *analysis.words,
        *analysis.sentences,
        *((each.start, each.end) for each in analysis.entities),
        *((each.start, each.end) for each in analysis.cues),
    ]


def test_every_offset_points_into_the_documents_own_text(analyst: Analyst) -> None:
    article = document("Mở đầu không nói gì.", "Sáng 25-1, Huyện uỷ Ba Tri ban hành Kế hoạch 12-KH/HU. Đạt 98,5%.")
    second = cut(article)[1]
    found = analyst.analyse(second, published=PUBLISHED)
    said = {(str(each.kind), article.text[each.start : each.end], each.value) for each in found.entities}
    assert {
        ("date", "25-1", "2021-01-25"),
        ("organisation", "Huyện uỷ Ba Tri", "Huyện ủy Ba Tri"),
        ("document", "12-KH/HU", "12-KH/HU"),
        ("figure", "98,5%", "98.5 %"),
    } <= said
    assert [article.text[start:end] for start, end in found.sentences] == [
        "Sáng 25-1, Huyện uỷ Ba Tri ban hành Kế hoạch 12-KH/HU.",
        "Đạt 98,5%.",
    ]
    assert "Huyện uỷ" in [article.text[start:end] for start, end in found.words]
    assert all(second.start <= start < end <= second.end for start, end in offsets(found))


def test_the_analysis_names_its_passage_and_what_made_it(analyst: Analyst) -> None:
    given_passage = passage("Chi bộ đã họp.")
    found = analyst.analyse(given_passage, published=None)
    assert found.passage == given_passage.id
    assert found.version == analyst.version
    assert load_taxonomy().fingerprint in analyst.version and "underthesea" in analyst.version


def test_a_day_without_year_needs_the_day_of_publication(analyst: Analyst) -> None:
    text = "Sáng 25-1, chi bộ đã họp."
    kinds = [
        {each.kind for each in analyst.analyse(passage(text), published=day).entities} for day in (None, PUBLISHED)
    ]
    assert EntityKind.DATE not in kinds[0] and EntityKind.DATE in kinds[1]


def test_many_are_read_as_one_by_one(analyst: Analyst) -> None:
    passages = cut(document("Ba Tri đã họp.", "Giồng Trôm chưa họp."))
    assert analyst.analyse_many(passages, published=PUBLISHED) == tuple(
        analyst.analyse(each, published=PUBLISHED) for each in passages
    )


@given(
    st.text(alphabet="aàĐủy 0123456789-/.,%()“”\u00a0\u200b\ud800e\u0301CTUngàySáxãBaTri", max_size=80),
    st.integers(0, 50),
)
@settings(deadline=None, max_examples=80)
def test_whatever_the_text_every_offset_stays_inside_the_passage(analyst: Analyst, text: str, start: int) -> None:
    found = analyst.analyse(passage(text, start), published=PUBLISHED)
    assert all(start <= first < last <= start + len(text) for first, last in offsets(found))
    held = {at for first, last in found.words for at in range(first, last)}
    assert {start + at for at, letter in enumerate(text) if not letter.isspace()} <= held


def test_the_tasks_of_the_article_are_read_with_their_documents(analyst: Analyst, seed_text: str) -> None:
    lines = [" ".join(line.split()) for line in seed_text.split("\n") if line.strip()]
    article = document(*lines)
    documents = [
        each.value
        for analysis in analyst.analyse_many(cut(article), published=PUBLISHED)
        for each in analysis.entities
        if each.kind is EntityKind.DOCUMENT
    ]
    assert documents == ["01-CT/TU", "31-QĐi/TU"]
