"""The linear pipeline on labelled sets of other people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import BadInput
from models.external import Row, bench, read_rows

SPORT = ("đội bóng thắng trận", "cầu thủ ghi bàn", "huấn luyện viên đội tuyển", "trận bóng đá tối qua")
MARKET = ("giá dừa khô tăng", "thị trường gạo xuất khẩu", "giá tôm giảm mạnh", "xuất khẩu dừa sang mỹ")


def rows(split: bool = False) -> list[Row]:
    return [
        Row(f"{text} số {number}", (label,), ("test" if number > 7 else "train") if split else "")
        for number in range(10)
        for label, texts in (("thể thao", SPORT), ("giá cả", MARKET))
        for text in texts
    ]


def test_a_set_with_one_label_each_is_told_apart() -> None:
    found = bench(rows())
    assert not found.multi
    assert (found.folds, found.judged) == (5, 80)
    assert found.accuracy.value == found.micro_f1.value
    assert found.macro_f1.value is not None
    assert found.macro_f1.value > 0.95 > found.majority


def test_a_given_split_is_used_as_it_is() -> None:
    found = bench(rows(split=True))
    assert (found.folds, found.trained_on, found.judged) == (0, 64, 16)


def test_a_set_with_several_labels_is_judged_label_by_label() -> None:
    many = [Row(row.text + " " + SPORT[0], tuple({*row.labels, "thể thao"})) for row in rows()]
    found = bench(many)
    assert found.multi
    assert found.support == {"giá cả": 40, "thể thao": 80}
    assert found.f1["thể thao"] == 1.0


def test_labels_that_say_nothing_are_not_learned() -> None:
    found = bench([Row(f"lời {number // 2}", ("a" if number % 2 else "b",)) for number in range(80)])
    assert found.accuracy.value == 0.5
    with pytest.raises(BadInput, match="too few different texts"):
        bench([Row("cùng một lời", ("a" if number % 2 else "b",)) for number in range(40)])


def test_fields_are_named_and_what_is_missing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(
        json.dumps({"t": "Lời", "y": ["a", "b"]}) + "\n\n" + json.dumps({"t": "Lời", "y": 3}) + "\n", encoding="utf-8"
    )
    assert [row.labels for row in read_rows(path, text="t", label="y")] == [("a", "b"), ("3",)]
    with pytest.raises(BadInput, match=r"set\.jsonl:1.*thiếu trường chia; có: t, y"):
        read_rows(path, text="t", label="y", split="chia")
    path.write_text("{\n", encoding="utf-8")
    with pytest.raises(BadInput, match="not JSON"):
        read_rows(path, text="t", label="y")
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(BadInput, match="no rows"):
        read_rows(path, text="t", label="y")


def test_a_split_without_a_test_part_and_a_single_label_are_refused() -> None:
    with pytest.raises(BadInput, match="needs train and test"):
        bench([Row("a", ("x",), "train"), Row("b", ("y",), "dev")])
    with pytest.raises(BadInput, match="single label"):
        bench([Row("a", ("x",)), Row("b", ("x",))])


@pytest.mark.slow
def test_topics_of_real_titles_are_found_far_better_than_by_the_most_frequent(real: Path, tmp_path: Path) -> None:
    path = tmp_path / "titles.jsonl"
    annotated = json.loads((real / "danes" / "annotated_1.json").read_text(encoding="utf-8"))
    with path.open("w", encoding="utf-8") as file:
        for each in annotated:
            said = [a["value"].get("choices", []) for a in each["annotations"] if a["from_name"] == "topic"]
            topics = [topic for choices in said for topic in choices]
            if topics:
                file.write(json.dumps({"text": each["data"]["text"], "label": topics}) + "\n")
    found = bench(read_rows(path, text="text", label="label"))
    assert found.multi
    assert found.judged == 2025
    assert found.micro_f1.low is not None
    assert found.micro_f1.low > 0.46
