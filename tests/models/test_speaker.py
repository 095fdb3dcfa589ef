"""Who speaks; sentences are written for the test."""

from __future__ import annotations

import pytest

from corpus.label import NOBODY, Speaker
from corpus.passage import Entity, EntityKind
from models.speaker import speaker
from models.syllables import syllables


def said(text: str, before: Speaker = NOBODY, *, start: int = 0) -> Speaker:
    return speaker(text, syllables(text), start=start, before=before)


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("Bí thư Tỉnh ủy yêu cầu các huyện báo cáo trước ngày 20.", "Bí thư Tỉnh ủy", "tinh"),
        ("Bà Lê Thị Út cho biết ấp đã xong đường.", "Bà Lê Thị Út", ""),
        ("Theo ông Lê Minh Tạo, Bí thư chi bộ, ấp đã xong.", "ông Lê Minh Tạo, Bí thư chi bộ", "xa"),
        ("“Dân tin thì việc xong”, ông Hai Tạo nói.", "ông Hai Tạo", ""),
        ("Nhiều cử tri đề nghị sửa đường.", "Nhiều cử tri", "dan"),
    ],
)
def test_the_speaker_stands_beside_a_verb_of_saying(text: str, name: str, level: str) -> None:
    found = said(text, start=100)
    assert (found.name, found.level, found.carried) == (name, level, False)
    assert text[found.start - 100 : found.end - 100] == name


@pytest.mark.parametrize(
    "text",
    [
        "Đến nay, huyện đã giảm 9 biên chế.",
        "Theo kế hoạch, xã họp dân.",
        "Làm theo ý của ông Ba, xã cho biết đã xong.",
        "",
    ],
)
def test_the_paper_speaks_where_nobody_is_named(text: str) -> None:
    assert said(text) == NOBODY


@pytest.mark.parametrize("text", ["Đồng chí cũng đề nghị các chi bộ họp.", "- Việc này làm ngay.", "“Dân tin là được."])
def test_speech_goes_on_from_the_passage_before(text: str) -> None:
    before = said("Đồng chí Trần Văn Ngẫu, Bí thư Huyện ủy Ba Tri, nhấn mạnh: “Phải đi trước”.")
    found = said(text, before)
    assert (found.name, found.level, found.carried) == (before.name, "huyen", True)
    assert said(text) == NOBODY


def test_a_body_speaks_as_it_is_found() -> None:
    text = "Huyện ủy Ba Tri yêu cầu các đảng ủy xã rà soát."
    body = Entity(EntityKind.ORGANISATION, 0, 15, "Huyện ủy Ba Tri", "huyen")
    assert speaker(text, syllables(text), [body]) == Speaker("Huyện ủy Ba Tri", "huyen", 0, 15)
