"""Students, their teachers, and what may become a lesson."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput
from models.classifier import WRITTEN
from models.gold import GoldPassage, load_gold
from models.labelled import Example
from models.linear import Matrix
from models.teach import LIMITS, Limits, lessons, read_unlabelled, taught, teacher_of
from models.train import train

CODES = ("1", "2")
NOTHING: frozenset[str] = frozenset()


def passage(key: str, text: str, *, title: str = "", document: str = "") -> GoldPassage:
    return GoldPassage(key, text, title, NOTHING, NOTHING, NOTHING, None, None, "unlabelled", document or f"d:{key}")


def says(**chances: tuple[float, float]) -> object:
    """A teacher who knows passages by key; all others are about nothing."""

    def teacher(passages: Sequence[GoldPassage]) -> Matrix:
        return np.array([chances.get(each.key, (0.01, 0.01)) for each in passages])

    return teacher


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


def test_only_what_the_teacher_is_sure_of_in_every_area_becomes_a_lesson() -> None:
    unlabelled = [passage(key, f"{key} một lời khác hẳn") for key in ("yes", "half", "both", "none")]
    teacher = says(yes=(0.99, 0.01), half=(0.95, 0.5), both=(0.92, 0.94), none=(0.0, 0.0))
    found = lessons(unlabelled, teacher, CODES, held_out=[])  # type: ignore[arg-type]
    assert {each.passage.key: each.passage.areas for each in found.kept} == {
        "yes": {"1"},
        "both": {"1", "2"},
        "none": frozenset(),
    }
    assert found.areas == {"1": 2, "2": 1}
    assert (found.read, found.apart, found.unsure, found.over) == (4, 0, 1, 0)


def test_a_lesson_counts_less_the_less_sure_its_teacher_is_and_never_as_much_as_what_was_read() -> None:
    unlabelled = [passage(key, f"{key} một lời khác hẳn") for key in ("sure", "less")]
    teacher = says(sure=(1.0, 0.0), less=(0.9, 0.05))
    sure, less = lessons(unlabelled, teacher, CODES, held_out=[]).kept  # type: ignore[arg-type]
    assert sure.weight == pytest.approx(LIMITS.weight)
    assert less.weight == pytest.approx(LIMITS.weight * 0.9 * 0.95)
    assert all(each.passage.unsure for each in (sure, less))


def test_each_area_gives_the_likeliest_up_to_the_limit() -> None:
    unlabelled = [passage(f"p{number}", f"lời số {number} khác hẳn") for number in range(8)]
    teacher = says(**{f"p{number}": (0.9 + number / 100, 0.0) for number in range(6)})
    found = lessons(unlabelled, teacher, CODES, held_out=[], limits=Limits(most=2, most_empty=1))  # type: ignore[arg-type]
    assert {each.passage.key for each in found.kept if each.passage.areas} == {"p4", "p5"}
    assert len(found.kept) == 3 and found.over == 5
    assert found.read == len(found.kept) + found.apart + found.unsure + found.over


def test_nothing_of_a_document_that_belongs_with_the_held_out_is_ever_a_lesson() -> None:
    long = "ban thường vụ huyện ủy giao từng cấp ủy viên phụ trách một chi bộ và báo cáo hằng quý"
    held_out = [Example(passage("h", long, title="Tựa đã đo", document="doc-h"), "file")]
    unlabelled = [
        passage("same-document", "lời lạ thứ nhất", document="doc-h"),
        passage("near-text", f"{long} nữa", document="doc-n"),
        passage("sibling-of-near-text", "lời lạ thứ hai", document="doc-n"),
        passage("same-title", "lời lạ thứ ba", title="TỰA ĐÃ ĐO", document="doc-t"),
        passage("free", "lời lạ thứ tư", title="Tựa khác", document="doc-f"),
    ]
    found = lessons(unlabelled, says(), CODES, held_out=held_out)  # type: ignore[arg-type]
    assert [each.passage.key for each in found.kept] == ["free"]
    assert found.apart == 4


def test_no_free_passage_gives_no_lesson() -> None:
    assert lessons([], says(), CODES, held_out=[]).kept == ()  # type: ignore[arg-type]


def test_a_student_learns_words_that_only_its_lessons_hold(taxonomy: Taxonomy) -> None:
    gold = load_gold()[::10]
    examples = [Example(each, "written") for each in gold]
    five = [each for each in gold if each.areas == {"5"}][:12]
    unlabelled = [passage(f"u{at}", f"{each.text} Rồi chuyện qua xẹt xoẹt tùm lum.") for at, each in enumerate(five)]
    alone = train(gold, taxonomy, seed=0)
    teacher = teacher_of(alone, taxonomy)
    found = lessons(unlabelled, teacher, taxonomy.codes, held_out=[], limits=Limits(yes=0.6, no=0.4, weight=1.0))
    assert found.areas["5"] >= 5
    student = taught(examples, found.kept, taxonomy, seed=0, settings=WRITTEN)
    assert student.id == taught(examples, found.kept, taxonomy, seed=0, settings=WRITTEN).id != alone.id
    strange = [passage("s", "xẹt xoẹt tùm lum")]
    at = taxonomy.codes.index("5")
    assert teacher_of(student, taxonomy)(strange)[0, at] > 1.2 * teacher(strange)[0, at]
    assert taught(examples, (), taxonomy, seed=0, settings=WRITTEN).passages == alone.passages


def test_paragraphs_of_texts_are_read_plain_or_gzipped(tmp_path: Path) -> None:
    long = "Một đoạn văn đủ dài để được đọc như một đoạn chưa có nhãn."
    rows = [{"text": f"{long}\nngắn\n{long} Hai.", "title": "Tựa", "id": 7}, {"text": f"{long} Ba."}]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    plain.write_text(lines + "\n", encoding="utf-8")
    packed.write_bytes(gzip.compress(lines.encode()))
    found = read_unlabelled([plain])
    assert [each.text for each in found] == [long, f"{long} Hai.", f"{long} Ba."]
    assert [each.title for each in found] == ["Tựa", "Tựa", ""]
    assert found[0].group == found[1].group != found[2].group
    assert len({each.key for each in found}) == 3
    assert [each.text for each in read_unlabelled([packed])] == [each.text for each in found]


@pytest.mark.parametrize("line", ["{", "[]", '{"title": "x"}', '{"text": 3}'])
def test_a_line_without_a_text_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "ngắn"}\n' + line, encoding="utf-8")
    with pytest.raises(BadInput, match=r"bad\.jsonl:2"):
        read_unlabelled([file])


def test_a_damaged_file_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"text": "x"}' * 99)[:20])
    with pytest.raises(BadInput, match=r"bad\.jsonl\.gz"):
        read_unlabelled([file, tmp_path / "none.jsonl"])


def test_lessons_keep_the_passage_as_it_was_but_for_its_label() -> None:
    one = passage("p", "một lời", title="Tựa")
    (lesson,) = lessons([one], says(p=(0.99, 0.0)), CODES, held_out=[]).kept  # type: ignore[arg-type]
    assert replace(lesson.passage, areas=NOTHING, unsure=False) == one
