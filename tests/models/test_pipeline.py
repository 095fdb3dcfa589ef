"""Reading as a spaCy pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.places.gazetteer import load_gazetteer
from models.pipeline import COMPONENTS, pipeline
from models.segment import Segmenter

TEXT = (
    "Ban Thường vụ Tỉnh ủy có Chỉ thị 01-CT/TU ngày 17-10-2020, nêu “Hai chân - Ba mũi”. "
    "Sáng 25-1, Huyện ủy Ba Tri sơ kết: 12/16 xã đạt."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline(load_taxonomy(), load_gazetteer(), segmenter=Segmenter())


def facts(nlp: Language, text: str, published: str = "2021-02-02") -> list[tuple[str, str, str, str]]:
    doc = nlp.make_doc(text)
    doc._.published = published
    doc = nlp(doc)
    return [(str(each.kind), text[each.start : each.end], each.value, each.note) for each in doc._.entities]


def test_every_kind_of_fact_is_found_where_it_stands(nlp: Language) -> None:
    assert sorted(facts(nlp, TEXT)) == sorted(
        [
            ("document", "01-CT/TU", "01-CT/TU", "chỉ thị; ngày 2020-10-17"),
            ("date", "17-10-2020", "2020-10-17", "ban hành 01-CT/TU"),
            ("organisation", "Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy", "tinh"),
            ("slogan", "Hai chân - Ba mũi", "hai chân - ba mũi", "2"),
            ("date", "25-1", "2021-01-25", "năm suy ra"),
            ("organisation", "Huyện ủy Ba Tri", "Huyện ủy Ba Tri", "huyen"),
            ("place", "Ba Tri", "ben-tre/ba-tri", ""),
            ("figure", "12/16 xã", "12/16 xã", ""),
        ]
    )


def test_facts_are_also_spans_of_whole_words(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert {"document", "date", "organisation", "place", "figure", "slogan"} <= set(doc.spans)
    assert [span.text for span in doc.spans["document"]] == ["01-CT/TU"]
    assert "Huyện ủy Ba Tri" in [span.text for span in doc.ents]


def test_cues_come_with_their_offsets(nlp: Language) -> None:
    doc = nlp("Huyện ủy phát động phong trào thi đua Đồng khởi mới.")
    assert any(cue.target == "area:2" for cue in doc._.cues)
    assert all(0 <= cue.start < cue.end <= len(doc.text) for cue in doc._.cues)


@given(st.text(alphabet="aàĐủ  \n\t\u00a0\u200b.,-/1e\u0301", max_size=60) | st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_the_text_of_a_doc_is_the_text_given(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert doc._.words == nlp.tokenizer.segmenter.words(text)


def test_a_saved_pipeline_reads_as_before(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "reading")
    again = spacy.load(tmp_path / "reading")
    assert tuple(again.pipe_names) == COMPONENTS
    assert facts(again, TEXT) == facts(nlp, TEXT)


def test_a_pipeline_saved_with_another_taxonomy_is_refused(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "reading")
    (tmp_path / "reading" / "bamsat_names").write_text('{"taxonomy": "another"}', encoding="utf-8")
    with pytest.raises(BadInput, match="another taxonomy"):
        spacy.load(tmp_path / "reading")


def test_a_doc_can_be_stored_and_read_back(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [(each.kind, each.start, each.value) for each in again._.entities] == [
        (each.kind, each.start, each.value) for each in doc._.entities
    ]
