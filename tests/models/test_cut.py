"""Documents cut into passages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Role, lay_out
from corpus.passage import PassageKind
from models.cut import CUTTING, LONGEST, cut
from models.enumeration import enumeration
from models.syllables import syllables


def document(*parts: tuple[Role, str]) -> Document:
    text, blocks = lay_out(parts)
    return Document(
        id="dong-khoi:a1",
        source="dong-khoi",
        url=None,
        text=text,
        blocks=blocks,
        title="Nhiệm vụ năm mới",
        author=None,
        section=None,
        published=None,
        modified=None,
        fetched=datetime(2021, 2, 2, tzinfo=UTC),
        reading="test/1",
    )


def kinds_and_texts(*parts: tuple[Role, str]) -> list[tuple[str, str]]:
    return [(passage.kind.value, passage.text) for passage in cut(document(*parts))]


def test_only_blocks_that_are_read_become_passages_and_they_know_their_neighbours() -> None:
    found = cut(
        document(
            (Role.TITLE, "Nhiệm vụ năm mới"),
            (Role.LEAD, "Huyện ủy họp bàn việc năm mới."),
            (Role.CAPTION, "Quang cảnh hội nghị. Ảnh: Văn A"),
            (Role.HEADING, "Kết quả"),
            (Role.PARAGRAPH, "Các xã đã đăng ký việc làm theo."),
            (Role.NOTICE, "Chia sẻ bài viết"),
        )
    )
    assert [passage.kind for passage in found] == [PassageKind.LEAD, PassageKind.PARAGRAPH]
    assert [passage.ordinal for passage in found] == [0, 1]
    assert found[0].before == "" and found[0].after == found[1].text
    assert found[1].before == found[0].text and found[1].after == ""
    assert {passage.title for passage in found} == {"Nhiệm vụ năm mới"}
    assert {passage.cutting for passage in found} == {CUTTING}


@pytest.mark.parametrize(
    "dateline", ["BDK - ", "BDK.VN - ", "(BDK) - ", "(SGGP).- ", "(Chinhphu.vn) – ", "BTĐKT - ", "TTXVN — "]
)
def test_a_dateline_is_left_before_the_passage(dateline: str) -> None:
    said = "Sáng nay, Huyện ủy khai mạc hội nghị."
    assert kinds_and_texts((Role.LEAD, dateline + said)) == [("lead", said)]


@pytest.mark.parametrize("said", ["MTTQ huyện - nơi tập hợp sức dân.", "Xã An Thủy (Ba Tri) có cách làm mới."])
def test_words_before_a_dash_or_in_brackets_are_no_dateline(said: str) -> None:
    assert kinds_and_texts((Role.PARAGRAPH, said)) == [("paragraph", said)]


@pytest.mark.parametrize(
    ("intro", "first", "second"),
    [
        ("Huyện chọn hai việc.", "Một là, rà soát lại quy chế làm việc.", "Hai là, phân công người theo dõi xã."),
        ("Huyện chọn hai việc:", "thứ nhất, rà soát lại quy chế làm việc;", "thứ hai, phân công người theo dõi xã."),
        ("Huyện chọn hai việc:", "(1) rà soát lại quy chế làm việc;", "(2) phân công người theo dõi xã."),
        ("Huyện chọn hai việc:", "a) rà soát lại quy chế làm việc;", "b) phân công người theo dõi xã."),
        ("Huyện chọn hai việc:", "- Rà soát lại quy chế làm việc;", "- Phân công người theo dõi xã."),
        ("Huyện chọn hai việc:", "1. Rà soát lại quy chế làm việc.", "2. Phân công người theo dõi xã."),
    ],
)
def test_an_enumeration_inside_a_paragraph_is_cut_into_its_items(intro: str, first: str, second: str) -> None:
    assert kinds_and_texts((Role.PARAGRAPH, f"{intro} {first} {second}")) == [
        ("paragraph", intro),
        ("item", first),
        ("item", second),
    ]


def test_a_paragraph_that_opens_with_a_marker_is_an_item() -> None:
    assert kinds_and_texts((Role.PARAGRAPH, "Ba là, tiếp tục kiện toàn tổ chức bộ máy."))[0][0] == "item"


@pytest.mark.parametrize(
    "said",
    [
        "Gồm các mặt: (1) tổ chức; (2) cán bộ.",
        "Tiếp tục thực hiện “4 nắm” (nắm tổ chức; nắm con người; nắm quy chế, nắm nghị quyết).",
        "Hai là con số nhỏ mà một là con số nhỏ hơn, ai cũng biết điều đó cả.",
        "Nhiệm kỳ 2020 - 2025 - nhiệm kỳ của đổi mới - huyện chọn việc khó.",
        "Điều (2) nói về quy chế; điều (1) nói về tổ chức; không theo thứ tự nào.",
    ],
)
def test_what_only_looks_like_an_enumeration_stays_whole(said: str) -> None:
    assert kinds_and_texts((Role.PARAGRAPH, said)) == [("paragraph", said)]


def test_a_slice_without_a_letter_is_no_passage() -> None:
    assert kinds_and_texts((Role.PARAGRAPH, "* * *"), (Role.TABLE, "12 | 15")) == []


def test_a_very_long_paragraph_is_cut_at_sentence_ends() -> None:
    sentence = "Các xã " + "tiếp tục " * 30 + "rà soát."
    found = cut(document((Role.PARAGRAPH, " ".join([sentence] * 12))))
    assert len(found) > 2
    assert all(passage.text.endswith("rà soát.") for passage in found)
    assert all(len(syllables(passage.text)) <= 260 for passage in found)
    assert sum(passage.text.count("rà soát.") for passage in found) == 12


BLOCK = st.tuples(
    st.sampled_from([Role.PARAGRAPH, Role.LEAD, Role.ITEM, Role.TABLE, Role.HEADING]),
    st.text(alphabet="abà đ1(2).,;:-–\u00a0\t“”", max_size=120)
    | st.lists(
        st.sampled_from(["Một là, ", "Hai là, ", "(1) ", "(2) ", "- ", "rà soát lại quy chế làm việc. ", "BDK - "]),
        max_size=12,
    ).map("".join),
)


@given(st.lists(BLOCK, max_size=5))
def test_passages_are_slices_of_the_text_in_order_and_hold_every_letter_of_the_blocks_read(
    parts: list[tuple[Role, str]],
) -> None:
    article = document(*parts)
    position, rest = 0, article.text
    for passage in cut(article):
        assert position <= passage.start < passage.end
        assert article.text[passage.start : passage.end] == passage.text == passage.text.strip()
        position = passage.end
        rest = rest[: passage.start] + " " * len(passage.text) + rest[passage.end :]
    for block in article.blocks:
        if block.role is not Role.HEADING:
            left = rest[block.start : block.end].replace("BDK", "")
            assert not any(letter.isalpha() for letter in left) or left.lstrip().startswith("(")


@given(st.text(alphabet="Một là, Hai (1)(2) a) b) - . ;:", max_size=200))
def test_the_items_of_an_enumeration_start_in_order(text: str) -> None:
    starts = enumeration(text)
    assert list(starts) == sorted(set(starts))
    assert len(starts) != 1


def test_the_seven_tasks_of_the_article_come_out_as_seven_whole_items(seed_text: str) -> None:
    lines = [" ".join(line.split()) for line in seed_text.split("\n") if line.strip()]
    found = cut(document(*((Role.PARAGRAPH, line) for line in lines)))
    items = [passage for passage in found if passage.kind is PassageKind.ITEM]
    assert [passage.text.split(" là")[0] for passage in items] == ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy"]
    assert all(passage.text in lines for passage in items)
    assert items[5].text.count("(") == items[5].text.count(")") == 5
    assert all(len(syllables(passage.text)) <= LONGEST for passage in items)
