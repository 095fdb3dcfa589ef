"""Pages of systems nobody declared: what the generic reading gets out of each, and what it leaves to the site."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.document import READ_ROLES, Document, Role
from corpus.errors import UnreadablePage
from corpus.page import Page
from extractors.article import read_page

PAGES = Path(__file__).parents[1] / "pages" / "any"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
STORIES = sorted(PAGES.glob("*.toml"))
TEXT = (
    "Đảng ủy xã Phú Túc họp với trưởng sáu ấp, thống nhất việc nào do ấp làm và việc nào phải gửi lên xã trong ngày.",
    "Sổ theo dõi ghi 24 kiến nghị của quý trước, 19 kiến nghị đã trả lời xong, còn lại hẹn đến giữa tháng sau.",
    "Ông trưởng ấp 3 nói việc ghi tên người giữ từng kiến nghị làm dân bớt đi lại, bởi ai cũng biết phải hỏi ở đâu.",
    "Đảng ủy sẽ đọc lại sổ này trước dân vào cuối quý, kể cả những việc chưa làm được và lý do vì sao chưa làm được.",
)


def read(html: str | bytes, url: str = "https://trang-tin.example.vn/bai-1.html") -> Document:
    body = html if isinstance(html, bytes) else html.encode()
    return read_page(Page(url, url, 200, (), body, NOW), publishers=(), now=NOW)


def texts(document: Document, roles: frozenset[Role] = READ_ROLES) -> list[str]:
    return [document.block_text(block) for block in document.blocks if block.role in roles]


def words(lines: list[str]) -> Counter[str]:
    return Counter(re.findall(r"\w+", "\n".join(lines).lower()))


def article(body: str, *, above: str = "", around: str = "") -> str:
    return (
        "<html><head><title>Phú Túc chia việc cho từng ấp</title></head><body>"
        "<ul><li><a href=/>Đầu</a></li></ul>"
        "<div class=a><h1>Phú Túc chia việc cho từng ấp</h1>"
        f"{above}<div class=b>{body}</div></div>{around}</body></html>"
    )


def paragraphs() -> str:
    return "".join(f"<p>{text}</p>" for text in TEXT)


@pytest.fixture(scope="module", params=STORIES, ids=lambda path: path.stem)
def story(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Document]:
    told = tomllib.loads(request.param.read_text(encoding="utf-8"))
    return told, read(request.param.with_suffix(".html").read_bytes(), told["url"])


def test_the_words_of_the_article_are_read_and_no_others(story: tuple[dict[str, Any], Document]) -> None:
    told, document = story
    wanted = words([told.get("lead", ""), *told["body"]])
    got = words(texts(document, READ_ROLES | {Role.HEADING}))
    assert 2 * (wanted & got).total() / (wanted.total() + got.total()) >= 0.95


def test_title_and_minute_are_those_that_readers_see(story: tuple[dict[str, Any], Document]) -> None:
    told, document = story
    assert document.title == told["title"]
    assert document.published is not None
    assert document.published.at == told["published"]


def test_there_are_pages_of_two_dozen_structures() -> None:
    structures = {tomllib.loads(path.read_text(encoding="utf-8"))["structure"] for path in STORIES}
    assert len(structures) == len(STORIES) >= 24


def test_summaries_of_other_articles_outweigh_nothing() -> None:
    cards = "".join(
        f"<div class=tin><h3><a href=/{n}>Tin khác số {n} của huyện</a></h3><p>{text}</p></div>"
        for n, text in enumerate(TEXT * 6)
    )
    document = read(article(paragraphs().replace("Đảng", "Chi"), around=f"<div class=khac>{cards}</div>"))
    assert texts(document) == [text.replace("Đảng", "Chi") for text in TEXT]


def test_a_body_in_two_boxes_alike_is_read_whole() -> None:
    half = "".join(f"<p>{text}</p>" for text in TEXT[:2])
    rest = "".join(f"<p>{text}</p>" for text in TEXT[2:])
    advert = "<div class=qc><span>Quảng cáo</span></div>"
    document = read(article(f"<div class=doan>{half}</div>{advert}<div class=doan>{rest}</div>"))
    assert texts(document) == list(TEXT)


def test_a_page_of_a_film_is_read_by_its_lead() -> None:
    lead = "Phim ngắn kể lại một ngày của tổ công tác xã Phú Túc đi đến từng nhà để trả lời kiến nghị của dân."
    html = article("<video src=a.mp4></video>", above=f"<time>02/04/2021 15:05</time><h3 class=sapo>{lead}</h3>")
    document = read(html)
    assert (document.lead, document.reading) == (lead, "generic/lead")


def test_a_notice_over_the_page_is_not_its_text() -> None:
    notice = f"<div class=popup><p>{'</p><p>'.join(TEXT)}</p></div>"
    links = "".join(f"<li><a href=/{n}>Tin số {n} của huyện nhà trong tuần này</a></li>" for n in range(20))
    with pytest.raises(UnreadablePage, match="trang danh mục"):
        read(f"<html><head><title>Kinh tế</title></head><body>{notice}<ul>{links}</ul></body></html>")


def test_the_name_of_a_section_in_the_first_heading_is_not_the_title() -> None:
    html = article(paragraphs()).replace("<ul>", "<h1><a href=/tin>Tin tức sự kiện</a></h1><ul>")
    html = html.replace("<title>Phú Túc chia việc cho từng ấp</title>", "<title>Tin tức sự kiện</title>")
    assert read(html).title == "Phú Túc chia việc cho từng ấp"


def test_a_line_in_italics_under_a_photo_is_its_caption() -> None:
    photo = "<div><img src=a.jpg></div><div><em>Cuộc họp ở nhà văn hóa ấp 3</em></div>"
    document = read(article(paragraphs() + photo + f"<p>{TEXT[0]} Thêm.</p>"))
    assert "Cuộc họp ở nhà văn hóa ấp 3" not in texts(document)
    assert texts(document, frozenset({Role.CAPTION})) == ["Cuộc họp ở nhà văn hóa ấp 3"]


def test_what_the_site_says_of_itself_after_the_text_is_a_notice() -> None:
    line = "Mọi trích dẫn từ trang này xin ghi rõ nguồn là trang thông tin của xã."
    document = read(article(paragraphs() + f"<p>{line}</p>"))
    assert texts(document) == list(TEXT)
    assert line in texts(document, frozenset({Role.NOTICE}))


def test_one_time_labelled_an_update_is_the_time_of_publication() -> None:
    document = read(article(paragraphs(), above="<div>Cập nhật ngày: 20/08/2019 07:45:12</div>"))
    assert document.published is not None
    assert document.published.at.isoformat() == "2019-08-20T07:45:12+07:00"
    assert document.signals["published"].endswith("marked as update")


def test_the_day_of_another_article_in_a_list_is_not_the_page_s() -> None:
    other = "<ul><li><a href=/x>Tin khác của xã bên cạnh</a> <span>01/01/2020</span></li></ul>"
    assert read(article("<p>Mở đầu.</p>" + paragraphs(), around=other)).published is None
