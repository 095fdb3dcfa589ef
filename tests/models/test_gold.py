"""Labelled passages read from files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.label import Modality, Stage
from models.gold import load_gold, second_readings, with_second_reading

ROW = {"key": "a", "text": "Nêu gương.", "areas": ["4"], "stage": "to_chuc", "modality": "reported"}


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in rows), encoding="utf-8")
    return path


def test_the_packaged_passages_teach_every_area_and_the_absence_of_any() -> None:
    gold = load_gold()
    for code in load_taxonomy().codes:
        assert sum(code in each.areas for each in gold) >= 60
    assert sum(each.empty for each in gold) >= 100
    assert len({each.key for each in gold}) == len(gold)


def test_a_row_is_read_with_its_stage_and_modality(tmp_path: Path) -> None:
    (found,) = load_gold([write(tmp_path / "x.jsonl", ROW, "")])
    assert (found.areas, found.stage, found.modality) == ({"4"}, Stage.TO_CHUC, Modality.REPORTED)
    assert found.group == "a" and not found.empty


def test_a_readers_doubt_is_read(tmp_path: Path) -> None:
    found = load_gold([write(tmp_path / "x.jsonl", ROW | {"unsure": True}, ROW | {"key": "b"})])
    assert [each.unsure for each in found] == [True, False]


def test_a_look_alike_is_not_the_area_and_not_nothing(tmp_path: Path) -> None:
    (found,) = load_gold([write(tmp_path / "x.jsonl", ROW | {"areas": ["2g"], "maybe": ["4"], "stage": None})])
    assert (found.areas, found.maybe, found.lookalikes, found.stage) == (frozenset(), {"4"}, {"2g"}, None)
    assert not found.empty


def test_passages_of_one_document_or_one_title_are_one_group(tmp_path: Path) -> None:
    found = load_gold(
        [write(tmp_path / "x.jsonl", ROW | {"doc": "d1", "title": "T"}, ROW | {"key": "b", "title": "T"})]
    )
    assert [each.group for each in found] == ["d1", "T"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "not JSON"),
        ([], "not an object"),
        ({"text": "x", "areas": []}, "'key'"),
        (ROW | {"text": " "}, "empty"),
        (ROW | {"areas": "4"}, "not a list"),
        (ROW | {"areas": ["T4"]}, "'T4'"),
        (ROW | {"stage": "xong"}, "'xong'"),
        (ROW | {"title": 3}, "not text"),
        (ROW | {"unsure": "perhaps"}, "not true or false"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, row: object, reason: str) -> None:
    path = write(tmp_path / "x.jsonl", ROW | {"key": "first"}, row)
    with pytest.raises(BadInput, match=reason) as caught:
        load_gold([path])
    assert caught.value.where.startswith(f"{path}:2")


def test_a_key_that_comes_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="duplicate"):
        load_gold([write(tmp_path / "x.jsonl", ROW, ROW)])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.jsonl"):
        load_gold([tmp_path / "none.jsonl"])


def test_areas_on_which_a_second_reader_differs_are_doubted_and_the_first_word_stays(tmp_path: Path) -> None:
    rows = [{"key": "a", "text": "Một đoạn.", "areas": ["3", "7"]}, {"key": "b", "text": "Đoạn khác.", "areas": []}]
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    second.write_text(json.dumps({"key": "a", "areas": ["3", "5", "2g"]}), encoding="utf-8")
    read, unread = with_second_reading(load_gold([first]), second_readings(second))
    assert read.areas == {"3", "7"} and read.maybe == {"5", "7"}
    assert unread.maybe == frozenset()


def test_a_second_reading_of_one_passage_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "second.jsonl"
    path.write_text('{"key": "a", "areas": []}\n{"key": "a", "areas": ["1"]}\n', encoding="utf-8")
    with pytest.raises(BadInput, match=r"second\.jsonl:2"):
        second_readings(path)
