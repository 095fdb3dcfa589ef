"""Text as it is copied from a page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.document import READ_ROLES, Document, Moment, Role
from corpus.errors import UnreadablePage
from extractors.dateline import VIETNAM
from extractors.plain import Given, read_text

NOW = datetime(2026, 11, 24, tzinfo=UTC)
COPIED = """Hướng về cơ sở

Chợ Lách phân công cán bộ theo dõi từng xã

05/03/2021 - 09:10

BDK - Huyện ủy Chợ Lách vừa phân công 33 cán bộ theo dõi 11 xã, thị trấn trong năm 2021.

Cán bộ huyện về làm việc tại xã Sơn Định. Ảnh: Trúc Mai

Cán bộ huyện về làm việc tại xã Sơn Định. Ảnh: Trúc Mai

Mỗi tháng, tổ công tác họp với cấp ủy xã một lần và ghi lại việc đã gỡ.

Trúc Mai - Phó trưởng ban Dân vận Huyện ủy

Chia sẻ bài viết

BÌNH LUẬN

Bài viết rất hay và đúng với tình hình quê tôi.
"""


def read(text: str, *, source: str = "unknown", given: Given | None = None) -> Document:
    return read_text(text, name="bai.txt", source=source, now=NOW, given=given)


def roles(document: Document) -> list[tuple[Role, str]]:
    return [(block.role, document.block_text(block)) for block in document.blocks]


def test_a_copied_article_is_taken_apart() -> None:
    document = read(COPIED)
    assert [role for role, _ in roles(document)] == [
        Role.KICKER,
        Role.TITLE,
        Role.DATE,
        Role.LEAD,
        Role.CAPTION,
        Role.CAPTION,
        Role.PARAGRAPH,
        Role.BYLINE,
        *[Role.NOTICE] * 3,
    ]
    assert document.title == "Chợ Lách phân công cán bộ theo dõi từng xã"
    assert document.author == "Trúc Mai - Phó trưởng ban Dân vận Huyện ủy"
    assert document.published == Moment(datetime(2021, 3, 5, 9, 10, tzinfo=VIETNAM))


def test_a_dateline_names_the_source_only_when_none_is_given() -> None:
    assert read(COPIED).source == "dong-khoi"
    assert read(COPIED, source="").source == "dong-khoi"
    assert read(COPIED, source="thu-muc").source == "thu-muc"
    assert read(COPIED.replace("BDK - ", "")).source == "unknown"


def test_an_address_of_a_known_publisher_gives_the_identity() -> None:
    url = "https://amp.baodongkhoi.vn/cho-lach-05032021-a83001.html"
    assert read(COPIED, given=Given(url=url)).id == "dong-khoi:a83001"


def test_text_that_begins_with_a_paragraph_has_no_title() -> None:
    text = "Chi bộ ấp 3 họp tối 12-3, thông qua nghị quyết tháng.\nCó 18 đảng viên dự họp, vắng 2 người có phép."
    document = read(text)
    assert document.title is None
    assert [role for role, _ in roles(document)] == [Role.PARAGRAPH, Role.PARAGRAPH]
    assert document.published is None


def test_a_short_first_line_over_running_text_is_the_title() -> None:
    document = read("Chi bộ ấp 3 họp tháng 3\nCó 18 đảng viên dự họp, vắng 2 người có phép.")
    assert document.title == "Chi bộ ấp 3 họp tháng 3"


def test_a_date_far_down_belongs_to_the_text() -> None:
    lines = [f"Đoạn thứ {n} của một văn bản dài, viết thành câu." for n in range(8)]
    document = read("\n".join([*lines, "05/03/2021 - 09:10"]))
    assert document.published is None


def test_a_given_title_is_not_read_twice() -> None:
    document = read(COPIED, given=Given(title="Chợ Lách phân công cán bộ theo dõi từng xã"))
    assert [text for role, text in roles(document) if "phân công cán bộ" in text] == [document.title]


def test_a_text_of_one_line_is_read_whatever_it_looks_like() -> None:
    assert roles(read("Toàn cảnh hội nghị. Ảnh: Trúc Mai"))[0][0] is Role.PARAGRAPH


@pytest.mark.parametrize(("text", "reason"), [("", "tệp rỗng"), ("\u200b \n\n", "tệp rỗng")])
def test_an_empty_text_says_so(text: str, reason: str) -> None:
    with pytest.raises(UnreadablePage) as refused:
        read(text)
    assert (refused.value.item, refused.value.reason) == ("bai.txt", reason)


def test_the_article_of_the_seven_tasks_is_read_whole(seed_text: str) -> None:
    document = read(seed_text)
    assert document.title is not None
    assert document.title.startswith("Tạo sự đồng thuận") and document.title.endswith("Tỉnh ủy năm 2021")
    assert document.first(Role.KICKER) == "Tiếp tục đổi mới phương thức lãnh đạo của cấp ủy"
    assert document.published == Moment(datetime(2021, 2, 2, 12, 54, tzinfo=VIETNAM))
    assert document.source == "dong-khoi"
    assert document.author is not None and document.author.startswith("Hồ Thị Hoàng Yến")
    read_lines = [text for role, text in roles(document) if role in READ_ROLES]
    opened = [text.split(" là,")[0] for text in read_lines if " là, " in text[:12]]
    assert opened == ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy"]
    assert len(read_lines) == 14
    assert not [text for text in read_lines if "Ảnh:" in text or "Chia sẻ" in text or "BÌNH LUẬN" in text]
