"""Pages laid out as real sites lay theirs out, written before anyone looked at the reading, and what they taught it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.document import READ_ROLES, Document, Role
from corpus.page import Page
from extractors.article import read_page

PAGES = Path(__file__).parents[1] / "pages" / "wild"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
STORIES = sorted(PAGES.glob("*.toml"))
TITLE = "Ba xã ven biển góp tiền nạo vét kinh Sáu Thước"
TEXT = (
    "Sáng nay, ba xã ven biển họp chung để chia phần việc nạo vét con kinh dài chín cây số đã cạn từ mùa khô trước.",
    "Mỗi xã cử hai mươi người và một chiếc xáng cuốc, tiền dầu lấy từ quỹ thủy lợi do các hộ nuôi tôm cùng góp.",
    "Chủ tịch một xã cho hay phần khó nhất là thuyết phục bốn hộ dời chòi canh, đến hôm qua cả bốn hộ đều bằng lòng.",
    "Nếu trời không mưa lớn, nước sẽ về tới cánh đồng cuối kinh trước ngày hai mươi tháng này, kịp vụ thả tôm giống.",
)


def read(body: str, *, head: str = f"<title>{TITLE}</title>") -> Document:
    url = "https://bao-ven-bien.example.vn/xa-hoi/kinh-sau-thuoc.html"
    html = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return read_page(Page(url, url, 200, (), html.encode(), NOW), publishers=(), now=NOW)


def texts(document: Document, roles: frozenset[Role] = READ_ROLES) -> list[str]:
    return [document.block_text(block) for block in document.blocks if block.role in roles]


def paragraphs() -> str:
    return "".join(f"<p>{text}</p>" for text in TEXT)


def words(lines: list[str]) -> Counter[str]:
    return Counter(re.findall(r"\w+", "\n".join(lines).lower()))


@pytest.fixture(scope="module", params=STORIES, ids=lambda path: path.stem)
def story(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Document]:
    told = tomllib.loads(request.param.read_text(encoding="utf-8"))
    page = Page(told["url"], told["url"], 200, (), request.param.with_suffix(".html").read_bytes(), NOW)
    return told, read_page(page, publishers=(), now=NOW)


def test_the_title_and_the_minute_are_the_ones_readers_see(story: tuple[dict[str, Any], Document]) -> None:
    told, document = story
    assert document.title == told["title"]
    assert document.published is not None
    assert document.published.at == told["published"]


def test_a_page_of_the_wild_is_read_nearly_whole_and_nearly_alone(story: tuple[dict[str, Any], Document]) -> None:
    told, document = story
    wanted = words([*told["body"], *([told["lead"]] if "lead" in told else [])])
    got = words(texts(document, READ_ROLES | {Role.HEADING}))
    assert 2 * (wanted & got).total() / (wanted.total() + got.total()) > 0.98


def test_nothing_of_the_site_is_read_as_text(story: tuple[dict[str, Any], Document]) -> None:
    told, document = story
    read_text = "\n".join(texts(document))
    assert [line for line in told["must_not"] if line in read_text] == []


def test_a_heading_that_repeats_the_title_does_not_cut_the_text_above_it() -> None:
    body = f"<h1>{TITLE}</h1><div class=nd>{paragraphs()}<p><b>{TITLE}</b></p><p>{TEXT[0].upper()}</p></div>"
    assert texts(read(body))[:4] == list(TEXT)


def test_the_next_article_loaded_below_is_not_read() -> None:
    after = "".join(f"<p>{text.replace('xã', 'phường').replace('kinh', 'rạch')}</p>" for text in TEXT)
    body = (
        f"<main><article class=bai><h1>{TITLE}</h1><div>{paragraphs()}</div></article>"
        f"<article class=bai><h2>Hai phường nạo vét rạch Cái Sơn</h2><div>{after}</div></article></main>"
    )
    assert texts(read(body)) == list(TEXT)


def test_a_list_of_older_articles_below_does_not_make_a_listing() -> None:
    older = "".join(f"- <a href=/cu-{n}>Bản tin số {n} của các xã ven biển trong tháng</a><br>" for n in range(7))
    text = f"<b>{TITLE}</b><br>15/03/2010 14h05<br><br>{'<br>'.join(TEXT)}<br>{older}"
    body = f"<table><tr><td>{text}</td></tr></table>"
    assert texts(read(body, head="<title>Trang tin</title>")) == list(TEXT)


def test_a_short_item_under_its_dated_title_is_an_article_among_many_links() -> None:
    links = "".join(f"<li><a href=/tin-{n}>Tin số {n} của các xã ven biển trong tuần</a></li>" for n in range(25))
    body = f"<h1>{TITLE}</h1><p>16:20 02/04/2019</p><div><p>{TEXT[0]} {TEXT[1]}</p></div><ul>{links}</ul>"
    assert texts(read(body)) == [f"{TEXT[0]} {TEXT[1]}"]


def test_a_sidebar_longer_than_the_article_is_not_the_article() -> None:
    box = "".join(
        f"<div class=o><h2>Chuyên mục số {n}</h2><p>Chuyên mục số {n} giới thiệu cách làm của bà con cù lao, phát tối"
        f" thứ {n % 6 + 2} hằng tuần trên sóng của đài.</p><p>Mời bà con gửi câu hỏi cho chuyên mục số {n} trước thứ"
        " bảy để người dẫn kịp chuẩn bị câu trả lời.</p></div>"
        for n in range(8)
    )
    body = f"<div><h1>{TITLE}</h1><div class=c>{paragraphs()}</div></div><div class=sidebar-second>{box}</div>"
    assert texts(read(body)) == list(TEXT)


def test_readers_words_under_their_heading_are_not_read() -> None:
    voices = "".join(
        f"<p><b>Bạn đọc {n}</b>: Làm vậy là phải, mong xã tôi cũng bàn sớm để kịp mùa.</p>" for n in range(6)
    )
    body = f"<div><h1>{TITLE}</h1>{paragraphs()}<h4>Bình luận (6)</h4>{voices}</div>"
    assert texts(read(body)) == list(TEXT)


def test_what_follows_the_signature_in_a_line_or_two_is_of_the_site() -> None:
    signed = f'{paragraphs()}<p style="text-align:right"><b>Lý Thông Mẫu</b></p><p>Bạn thấy bài này ra sao?</p>'
    assert texts(read(f"<h1>{TITLE}</h1><div class=nd>{signed}</div>")) == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "<div>Thứ Tư, 30/06/2021 20:53 | <a href=/in>In trang này</a></div>",
        "<div><span>30/06/2021</span><span>20:53</span></div>",
        "<div><span>20h53</span><span>30/06/2021</span></div>",
        "<div>Ngày đăng: 30/06/2021 20:53 - Lượt xem: 1.208</div>",
        '<div>Đăng bởi <abbr class="published" title="2021-06-30T20:53:00+07:00">tối qua</abbr></div>',
    ],
)
def test_a_time_is_read_however_it_is_set(line: str) -> None:
    moment = read(f"<h1>{TITLE}</h1>{line}<div>{paragraphs()}</div>").published
    assert moment is not None
    assert moment.at.isoformat() == "2021-06-30T20:53:00+07:00"


def test_a_title_that_shares_its_bar_with_the_site_is_found_under_the_site_s_own_heading() -> None:
    head = f"<title>Cổng thông tin huyện ven biển - {TITLE}</title>"
    body = f"<div><h1>Cổng thông tin huyện ven biển</h1></div><div><h2>{TITLE}</h2><div>{paragraphs()}</div></div>"
    assert read(body, head=head).title == TITLE


def test_a_title_marked_by_its_style_alone_is_found_before_its_date() -> None:
    above = f"<div style='font:bold 18px Arial'>{TITLE}</div><div>08/11/2014 10:30</div>"
    body = f"<div>{above}<div>{paragraphs()}</div></div>"
    assert read(body, head="<title>Trang tin huyện</title>").title == TITLE


def test_a_summary_that_opens_with_the_link_to_its_article_is_no_text() -> None:
    others = "".join(
        f"<div class=k><a href=/k{n}>Chuyện số {n} của các xã ven biển</a>"
        f"<span> {TEXT[n % 4].replace('xã', 'ấp')}</span></div>"
        for n in range(9)
    )
    assert texts(read(f"<div><h1>{TITLE}</h1><div>{paragraphs()}</div></div><div>{others}</div>")) == list(TEXT)
