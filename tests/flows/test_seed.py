"""The article that sets out the seven tasks, through the whole way; only where the real text is at hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.codebook.taxonomy import load_taxonomy
from corpus.document import Document, Role
from corpus.label import Modality, Stage
from corpus.passage import EntityKind, PassageKind
from corpus.store import JudgedDocument
from extractors.plain import read_text
from flows.judging.desk import desk
from flows.judging.model_in_use import model_in_use
from flows.runs.progress import Silent

ORDER = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy")


@pytest.fixture(scope="module")
def document(seed_text: str) -> Document:
    return read_text(
        seed_text, name="dongkhoi-2021-02-02.txt", source="unknown", now=datetime(2026, 11, 24, tzinfo=UTC)
    )


@pytest.fixture(scope="module")
def judged(document: Document, tmp_path_factory: pytest.TempPathFactory) -> JudgedDocument:
    folder: Path = tmp_path_factory.mktemp("models")
    model = model_in_use(folder, load_taxonomy(), progress=Silent())
    return desk(folder, model.id).judge_one(document)


def tasks(judged: JudgedDocument) -> list[int]:
    """Positions of the seven tasks among the passages."""
    return [
        next(n for n, passage in enumerate(judged.passages) if passage.text.startswith(f"{word} là,")) for word in ORDER
    ]


def test_title_author_and_minute_of_publication_are_found(document: Document) -> None:
    assert document.title is not None
    assert document.title.startswith("Tạo sự đồng thuận sáng tạo")
    assert document.title.endswith("Nghị quyết Tỉnh ủy năm 2021")
    assert len(document.title.split()) == 15
    assert document.author is not None
    assert document.author.startswith("Hồ Thị Hoàng Yến")
    assert document.published is not None
    assert document.published.at.isoformat() == "2021-02-02T12:54:00+07:00"
    assert document.source == "dong-khoi"


def test_captions_and_share_lines_are_no_passages(document: Document, judged: JudgedDocument) -> None:
    read = "\n".join(passage.text for passage in judged.passages)
    assert "Ảnh:" not in read
    assert "Chia sẻ" not in read
    assert "BÌNH LUẬN" not in read
    assert sum(block.role is Role.CAPTION for block in document.blocks) == 2


def test_exactly_the_two_documents_are_named(judged: JudgedDocument) -> None:
    named = {
        (entity.value, entity.note)
        for analysis in judged.analyses
        for entity in analysis.entities
        if entity.kind is EntityKind.DOCUMENT
    }
    assert {value for value, _ in named} == {"01-CT/TU", "31-QĐi/TU"}
    assert any(value == "01-CT/TU" and "2020-10-17" in note for value, note in named)


def test_the_seven_tasks_are_seven_passages_each_with_its_own_area_first(judged: JudgedDocument) -> None:
    found = tasks(judged)
    assert found == list(range(found[0], found[0] + 7))
    assert all(judged.passages[n].kind is PassageKind.ITEM for n in found)
    for area, n in enumerate(found, start=1):
        prediction = judged.predictions[n]
        assert max(prediction.probabilities, key=prediction.probabilities.__getitem__) == str(area)
        assert prediction.areas[0] == str(area)


def test_all_seven_tasks_are_directions_and_none_is_work_done(judged: JudgedDocument) -> None:
    for n in tasks(judged):
        assert judged.predictions[n].modality is Modality.DIRECTIVE
        assert judged.predictions[n].stage is Stage.CHI_DAO
        assert judged.predictions[n].evidence.strength <= 1


def test_the_retrospective_paragraphs_are_dated_to_the_former_term(judged: JudgedDocument) -> None:
    turn = next(n for n, passage in enumerate(judged.passages) if passage.text.startswith("Năm 2021 là năm đầu"))
    assert turn >= 5
    for prediction in judged.predictions[1:turn]:
        assert prediction.time_scope.kind == "former_term"
        assert (str(prediction.time_scope.since), str(prediction.time_scope.until)) == ("2015-01-01", "2020-12-31")
    for prediction in judged.predictions[turn:]:
        assert prediction.time_scope.kind != "former_term"


def test_every_offset_slices_the_document_to_its_own_characters(document: Document, judged: JudgedDocument) -> None:
    for passage, analysis, prediction in zip(judged.passages, judged.analyses, judged.predictions, strict=True):
        assert document.text[passage.start : passage.end] == passage.text
        words = "".join(document.text[start:end] for start, end in analysis.words)
        assert "".join(words.split()) == "".join(passage.text.split())
        for each in (*analysis.entities, *prediction.cues):
            assert passage.start <= each.start < each.end <= passage.end
