"""The gate of the reading: what it counts, and what it does not hold to a floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.quality.extraction_gate import written
from flows.quality.extraction_score import Score, rival, score, scores, words_f1
from flows.quality.floors import Floor, Measure, pinned

STORY = """url = "https://xa.example.vn/tin-1.html"
title = "Phú Túc chia việc cho từng ấp"
published = 2021-04-02T15:05:00+07:00
body = ["{text}"]
must_not = ["Mời bạn đọc gửi ý kiến"]
"""
TEXT = (
    "Đảng ủy xã Phú Túc họp với trưởng sáu ấp, thống nhất việc nào do ấp làm và việc nào phải gửi lên xã trong ngày, "
    "sau đó ghi vào sổ theo dõi để đọc lại trước dân vào cuối quý."
)


def test_words_are_compared_as_many_times_as_they_stand() -> None:
    assert words_f1("một hai ba", "Ba, hai: MỘT.") == 1.0
    assert words_f1("một một hai", "một hai") == pytest.approx(0.8)
    assert words_f1("một", "") == 0.0


def test_a_page_that_is_refused_counts_as_nothing() -> None:
    found = [Score(1.0, title=True, published=True, strays=0), Score(0.0, title=False, published=False, strays=2)]
    measures = {measure.key: measure for measure in scores("any", found)}
    assert measures["reading.any.body-f1"].value == 0.5
    assert measures["reading.any.body-f1-worst"].value == 0.0
    assert measures["reading.any.title"].value == 0.5
    assert measures["reading.any.strays"].value == 2
    assert measures["reading.any.strays"].at_most


def test_a_rival_is_shown_and_never_pinned() -> None:
    measures = [Measure("rival.any.body-f1", 0.8, 24), Measure("reading.any.body-f1", 0.9, 24)]
    assert pinned({}, measures, lower=False) == {"reading.any.body-f1": Floor(0.9, 24)}


def test_a_page_is_scored_by_what_its_story_tells(tmp_path: Path) -> None:
    folder = tmp_path / "any"
    folder.mkdir()
    (folder / "a.toml").write_text(STORY.format(text=TEXT), encoding="utf-8")
    (folder / "b.toml").write_text('url = "https://xa.example.vn/tin-2.html"', encoding="utf-8")
    head = "<title>Phú Túc chia việc cho từng ấp</title><h1>Phú Túc chia việc cho từng ấp</h1>"
    html = f"<html><body>{head}<time>15:05 02/04/2021</time><div><p>{TEXT}</p></div></body></html>"
    (folder / "a.html").write_text(html, encoding="utf-8")
    (expected,) = written(tmp_path, "any")
    assert score(expected, ()) == Score(1.0, title=True, published=True, strays=0)
    assert {measure.key: measure.over for measure in rival("any", [expected])}["rival.any.body-f1"] == 1
