"""Pages of publishers that are not declared, and what every page must keep to."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.document import READ_ROLES, Document, Moment, Role
from corpus.errors import UnreadablePage
from corpus.page import Page
from extractors.article import Given, read_html, read_page
from extractors.dateline import VIETNAM

NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://tin-huyen.example.vn/xay-dung-dang/kiem-tra-chi-bo-12.html"
TITLE = "Huyện ủy kiểm tra mười hai chi bộ trong quý một"
BODY = [
    "Đoàn kiểm tra làm việc với mười hai chi bộ, xem sổ thu chi và biên bản sinh hoạt của cả năm trước.",
    "Kết quả cho thấy chín chi bộ làm đúng quy định, ba chi bộ ghi chép chưa đủ và phải bổ sung trong mười ngày.",
    "Ủy ban Kiểm tra sẽ trở lại ba nơi này vào đầu tháng sau để xem việc khắc phục đã xong hay chưa.",
]


def article(*, head: str = "", above: str = "", body: str = "", below: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    menu = "".join(f'<li><a href="/{n}">Mục {n}</a></li>' for n in range(8))
    return (
        f"<html><head><meta charset=utf-8><title>{TITLE} - Trang tin huyện</title>{head}</head><body>"
        f"<nav><ul>{menu}</ul></nav><main><h1>{TITLE}</h1>{above}"
        f"<div class=noi-dung>{paragraphs}{body}</div>{below}</main></body></html>"
    )


def page(html: str | bytes, *, url: str = URL, headers: tuple[tuple[str, str], ...] = ()) -> Page:
    return Page(url, url, 200, headers, html if isinstance(html, bytes) else html.encode(), NOW)


def texts(document: Document, *roles: Role) -> list[str]:
    return [document.block_text(block) for block in document.blocks if block.role in roles]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def published(html: str) -> datetime | None:
    moment = read_page(page(html), now=NOW).published
    return moment.at if moment is not None else None


def test_an_unknown_page_is_read_into_title_and_paragraphs() -> None:
    document = read_page(page(article(above="<span>15:05, 02/04/2021</span>")), now=NOW)
    assert document.title == TITLE
    assert texts(document, Role.PARAGRAPH) == BODY
    assert document.published == Moment(at("2021-04-02T15:05"))
    assert document.reading.startswith("generic/")
    assert document.source == "tin-huyen-example-vn"
    assert document.id.startswith("tin-huyen-example-vn:")
    assert document.fetched == NOW


def test_blocks_tile_the_text() -> None:
    document = read_page(page(article(body="<ul><li>Việc một đã xong</li></ul>")), now=NOW)
    assert document.text == "\n".join(document.block_text(block) for block in document.blocks)
    assert all(one.end + 1 == other.start for one, other in pairwise(document.blocks))


def test_the_visible_title_wins_over_the_stated_one() -> None:
    head = '<meta property="og:title" content="Kiểm tra 12 chi bộ, tin nóng hôm nay">'
    head += '<meta property="og:type" content="article">'
    assert read_page(page(article(head=head)), now=NOW).title == TITLE


def test_a_heading_that_is_the_logo_is_not_the_title() -> None:
    html = article().replace("<nav>", "<h1 class=logo>Trang tin huyện nhà</h1><nav>")
    assert read_page(page(html), now=NOW).title == TITLE


def test_a_visible_time_wins_over_metadata_of_a_wrong_zone_when_a_second_signal_confirms_it() -> None:
    linked = json.dumps({"@type": "NewsArticle", "datePublished": "2021-04-02T15:05:00+08:00"})
    head = '<meta property="article:published_time" content="2021-04-02 15:05">'
    head += f'<script type="application/ld+json">{linked}</script>'
    assert published(article(head=head, above="<p class=date>15:05 02/04/2021</p>")) == at("2021-04-02T15:05")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-04-02T15:05:00+07:00">',
        '<meta itemprop="datePublished" content="2021-04-02T15:05:00+07:00">',
        '<meta name="pubdate" content="2021-04-02T15:05:00+07:00">',
        '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], '
        '"datePublished": "2021-04-02T08:05:00Z"}]}</script>',
    ],
    ids=["open graph", "microdata", "meta", "json-ld graph"],
)
def test_a_time_that_only_the_markup_states_is_found(head: str) -> None:
    assert published(article(head=head)) == at("2021-04-02T15:05")


def test_the_minute_is_preferred_to_the_day() -> None:
    head = '<meta property="article:published_time" content="2021-04-02">'
    assert published(article(head=head, above="<time>02/04/2021 - 15:05</time>")) == at("2021-04-02T15:05")


def test_a_time_of_update_is_not_the_time_of_publication() -> None:
    above = "<p>02/04/2021 15:05</p><p>Cập nhật: 03/04/2021 08:00</p>"
    document = read_page(page(article(above=above)), now=NOW)
    assert document.published == Moment(at("2021-04-02T15:05"))
    assert document.modified == Moment(at("2021-04-03T08:00"))


def test_a_date_inside_the_text_or_in_another_box_is_not_the_page_s() -> None:
    body = "<p>Hội nghị họp ngày 12/03/2021 tại hội trường huyện, có mặt đủ các ủy viên.</p>"
    aside = "<div><a href=/x>Tin khác</a>" + "<i></i>" * 60 + "<span>01/01/2020 10:00</span></div>"
    assert published(article(body=body, below=aside)) is None


def test_a_page_of_a_future_time_states_none() -> None:
    assert published(article(above="<span>15:05, 02/04/2031</span>")) is None


def test_broken_json_ld_is_passed_over() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    assert read_page(page(article(head=head)), now=NOW).title == TITLE


def test_the_author_comes_from_metadata_or_from_the_last_line() -> None:
    linked = json.dumps({"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Cẩm Tú"}]})
    head = f'<script type="application/ld+json">{linked}</script>'
    assert read_page(page(article(head=head)), now=NOW).author == "Cẩm Tú"
    document = read_page(page(article(body="<p>Tin, ảnh: Hữu Lộc</p>")), now=NOW)
    assert document.author == "Hữu Lộc"
    assert texts(document, Role.PARAGRAPH) == BODY


def test_captions_share_lines_and_related_links_are_not_read() -> None:
    body = (
        "<figure><img src=a.jpg><figcaption>Đoàn làm việc tại xã</figcaption></figure>"
        "<p>Một góc buổi họp. Ảnh: Hữu Lộc</p>"
        "<p>Chia sẻ bài viết</p><p>Xem thêm: Huyện khác cũng kiểm tra</p>"
        "<div class=related><p>Tin cũ của tuần trước</p></div>"
    )
    document = read_page(page(article(body=body)), now=NOW)
    assert texts(document, *READ_ROLES) == BODY
    assert texts(document, Role.CAPTION) == ["Đoàn làm việc tại xã", "Một góc buổi họp. Ảnh: Hữu Lộc"]


def test_a_box_inside_the_article_is_part_of_it() -> None:
    box = "Riêng xã Phú Túc tự kiểm tra thêm bốn chi bộ, kết quả niêm yết tại nhà văn hóa các ấp trong xã."
    document = read_page(page(article(body=f"<div class=khung><h3>Tự kiểm tra</h3><p>{box}</p></div>")), now=NOW)
    assert texts(document, Role.PARAGRAPH) == [*BODY, box]
    assert texts(document, Role.HEADING) == ["Tự kiểm tra"]


def test_the_text_under_the_photos_is_the_text_of_a_photo_story() -> None:
    figures = "".join(f"<figure><img src=a.jpg><figcaption>{text}</figcaption></figure>" for text in BODY)
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    html = article().replace(paragraphs, figures + "<p>Hữu Lộc</p>" + "<p>Phóng sự ảnh của trang tin huyện</p>")
    assert texts(read_page(page(html), now=NOW), Role.PARAGRAPH)[: len(BODY)] == BODY


def test_a_front_page_is_refused_by_name() -> None:
    teasers = "".join(
        f"<div><h3><a href=/{n}>Tin số {n} của huyện nhà trong tuần này</a></h3>"
        f"<p>Đây là đoạn tóm tắt của tin số {n}, viết đủ dài để trông như một đoạn văn thật trong bài báo.</p></div>"
        for n in range(20)
    )
    with pytest.raises(UnreadablePage) as refused:
        read_page(page(f"<html><body><h1>Thời sự</h1>{teasers}</body></html>"), now=NOW)
    assert refused.value.reason == "trang danh mục, không phải bài"
    assert refused.value.item == URL


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "trang rỗng"),
        ("   \n", "trang rỗng"),
        ("<html><body><h1>Tiêu đề</h1></body></html>", "không thấy thân bài"),
        ("<<<>>>", "không thấy thân bài"),
    ],
)
def test_a_page_without_text_says_why(html: str, reason: str) -> None:
    with pytest.raises(UnreadablePage) as refused:
        read_page(page(html), now=NOW)
    assert refused.value.reason == reason


def test_a_page_nested_without_end_does_not_break_the_reader() -> None:
    html = article(body="<div>" * 3000 + "<p>Đoạn nằm rất sâu trong trang.</p>")
    assert texts(read_page(page(html), now=NOW), Role.PARAGRAPH)[: len(BODY)] == BODY


def test_letters_written_as_entities_are_letters() -> None:
    html = article().replace("mười hai chi bộ", "m&#432;&#7901;i hai chi b&#x1ED9;").replace("quý", "qu&yacute;")
    document = read_page(page(html), now=NOW)
    assert document.title == TITLE
    assert texts(document, Role.PARAGRAPH) == BODY


def test_the_charset_of_the_header_is_used() -> None:
    document = read_page(
        page(article().encode("utf-16"), headers=(("content-type", "text/html; charset=utf-16"),)), now=NOW
    )
    assert document.title == TITLE
    assert document.signals["encoding"] == "utf-16, byte order mark"


def test_tracking_does_not_make_another_document() -> None:
    first = read_page(page(article()), now=NOW)
    again = read_page(page(article(), url=URL + "?utm_source=x&fbclid=y#top"), now=NOW)
    assert (first.id, first.url) == (again.id, again.url)


def test_a_page_saved_to_a_file_keeps_the_identity_it_states() -> None:
    stated = "https://baodongkhoi.vn/kiem-tra-chi-bo-02042021-a84000.html"
    html = article(head=f'<link rel="canonical" href="{stated}">')
    document = read_page(page(html, url="file:///tmp/bai.html"), now=NOW)
    assert (document.id, document.url) == ("dong-khoi:a84000", stated)
    assert document.signals["address"] == "stated by the page"
    nameless = read_page(page(article(), url="file:///tmp/bai.html"), now=NOW)
    assert (nameless.url, nameless.source) == (None, "unknown")


def test_what_was_given_wins_over_what_the_html_says() -> None:
    given = Given(
        title="Tiêu đề của bản ghi",
        published=Moment(at("2021-04-02T00:00"), "day"),
        lead="Câu dẫn của bản ghi nói về mười hai chi bộ.",
        author="Cẩm Tú",
        source="Báo Đồng Khởi",
    )
    document = read_html(article(above="<span>15:05, 02/04/2021</span>"), url=URL, now=NOW, given=given)
    assert (document.title, document.author, document.source) == (given.title, given.author, "dong-khoi")
    assert document.lead == given.lead
    assert document.published == Moment(at("2021-04-02T15:05")), "a given day takes the minute the page shows"
    other = read_html(article(above="<span>15:05, 05/04/2021</span>"), url=URL, now=NOW, given=given)
    assert other.published == given.published


GOLD = (
    "baochinhphu_article",
    "cafef_article",
    "cafef_article_batdongsan",
    "dantri_article",
    "tuoitre_article",
    "vnexpress_article",
)


@pytest.mark.parametrize("name", GOLD)
def test_a_real_page_gives_its_own_title_time_and_text(real: Path, name: str) -> None:
    gold = {one["html"]: one for one in json.loads((real / "html_vi" / "gold.json").read_text(encoding="utf-8"))}
    expected = gold[f"{name}.html"]
    body = (real / "html_vi" / f"{name}.html").read_bytes()
    document = read_page(page(body, url=expected["url"]), now=NOW)
    stated = datetime.fromisoformat(expected["published_at"])
    stated = stated if stated.tzinfo else stated.replace(tzinfo=VIETNAM)
    assert document.title == expected["title"]
    assert document.section == expected["category"]
    assert document.published is not None
    assert document.published.at.replace(second=0) == stated.replace(second=0)
    assert document.published.at.utcoffset() == timedelta(hours=7)
    read = texts(document, *READ_ROLES)
    assert all(any(words in text for text in read) for words in expected["must_contain"])
    assert not [text for text in read if "Ảnh:" in text or text == "Chia sẻ"]


@pytest.mark.parametrize(
    "name", ["baochinhphu_list", "tuoitre_list", "vnexpress_list", "bcp_1-index", "bcp_2-category"]
)
def test_a_real_listing_is_refused_by_name(real: Path, name: str) -> None:
    with pytest.raises(UnreadablePage, match="trang danh mục, không phải bài"):
        read_page(page((real / "html_vi" / f"{name}.html").read_bytes()), now=NOW)


def test_a_real_page_of_2018_has_the_clock_time_its_readers_saw(real: Path) -> None:
    document = read_page(page((real / "html_vi" / "vfnd_Articles_Real_001.html").read_bytes()), now=NOW)
    assert document.published is not None
    assert document.published.at == at("2018-07-19T15:18")


def test_a_place_set_apart_by_a_style_sheet_alone_does_not_run_into_the_sentence() -> None:
    body = "".join(f"<p>{text}</p>" for text in ["Huyện ủy Ba Tri họp bàn việc thực hiện chỉ thị trong quý."] * 2)
    html = (
        "<html><head><meta property='og:type' content='article'></head><body><article><h1>Ba Tri họp bàn</h1>"
        "<p><span class='noi'>Bến Tre</span>Đợt mưa đầu mùa làm <b>ngập</b> ba ấp ven sông.</p>"
        f"{body}</article></body></html>"
    )
    document = read_html(html, url="https://trang.example/tin-1.html", now=NOW)
    assert "Bến Tre Đợt mưa đầu mùa làm ngập ba ấp ven sông." in document.text
