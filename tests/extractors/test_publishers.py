"""The contract of every declared publisher, held against pages written for it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.document import READ_ROLES, Document, Role
from corpus.errors import UnreadablePage
from corpus.page import Page
from corpus.source import SourceClass
from extractors.article import read_page
from extractors.publishers import DONG_KHOI, PUBLISHERS, Publisher, publisher_for

PAGES = Path(__file__).parents[1] / "pages"
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@dataclass(frozen=True)
class Saved:
    publisher: Publisher
    page: Page
    expected: dict[str, Any]

    def read(self) -> Document:
        return read_page(self.page, now=NOW)


def _page(url: str, html: bytes) -> Page:
    return Page(url, url, 200, (("content-type", "text/html; charset=utf-8"),), html, NOW)


def _saved(path: Path) -> Saved:
    expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    publisher = next(one for one in PUBLISHERS if one.slug == path.parent.name)
    return Saved(publisher, _page(expected["url"], path.read_bytes()), expected)


SAVED = sorted(path for publisher in PUBLISHERS for path in (PAGES / publisher.slug).glob("*.html"))


@pytest.fixture(params=SAVED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def saved(request: pytest.FixtureRequest) -> Saved:
    return _saved(request.param)


def _texts(document: Document, *roles: Role) -> list[str]:
    return [document.block_text(block) for block in document.blocks if block.role in roles]


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.slug)
def test_every_publisher_has_a_saved_page_and_says_what_it_assumes(publisher: Publisher) -> None:
    assert list((PAGES / publisher.slug).glob("*.html"))
    assert publisher.assumed
    assert publisher.readings[-1].until is None, "the last reading is the present one"
    stated = [reading.until for reading in publisher.readings[:-1]]
    assert None not in stated and stated == sorted(stated, key=str)


def test_slugs_and_hosts_belong_to_one_publisher_each() -> None:
    hosts = [host for publisher in PUBLISHERS for host in publisher.hosts]
    assert len(hosts) == len(set(hosts))
    assert len({publisher.slug for publisher in PUBLISHERS}) == len(PUBLISHERS)


def test_a_page_is_read_as_its_expectation_says(saved: Saved) -> None:
    document, expected = saved.read(), saved.expected
    assert document.reading == expected["reading"]
    assert document.id == expected["id"]
    assert document.url == expected["canonical"]
    assert document.source == saved.publisher.slug
    assert document.title == expected["title"]
    assert document.first(Role.TITLE) == expected["title"]
    assert document.first(Role.KICKER) == expected.get("kicker")
    assert document.lead == expected.get("lead")
    assert document.published is not None
    assert (document.published.at, document.published.precision) == (expected["published"], "minute")
    assert document.author == expected.get("author")
    assert document.section == expected.get("section")


def test_the_body_begins_and_ends_where_the_article_does(saved: Saved) -> None:
    document, expected = saved.read(), saved.expected
    body = _texts(document, Role.PARAGRAPH, Role.ITEM)
    assert (body[0], body[-1]) == (expected["first"], expected["last"])
    assert _texts(document, Role.HEADING) == expected.get("headings", [])
    assert _texts(document, Role.TABLE) == expected.get("rows", [])
    assert len(_texts(document, Role.CAPTION)) == expected.get("captions", 0)


def test_nothing_that_is_not_the_article_is_read(saved: Saved) -> None:
    read = "\n".join(_texts(saved.read(), *READ_ROLES))
    assert [words for words in saved.expected["must_not"] if words in read] == []


def test_the_address_agrees_with_the_page(saved: Saved) -> None:
    document, url = saved.read(), saved.expected["url"]
    assert document.published is not None
    assert saved.publisher.is_article(url)
    assert saved.publisher.month_of(url) == (document.published.at.year, document.published.at.month)
    assert "published_check" not in document.signals


def test_a_page_of_a_section_is_refused_by_name(saved: Saved) -> None:
    publisher = saved.publisher
    section = _page(publisher.home + publisher.sections[0], "<h1>Chính trị</h1><a href='/x'>Một tin ngắn</a>".encode())
    with pytest.raises(UnreadablePage) as refused:
        read_page(section, now=NOW)
    assert refused.value.reason == "trang danh mục, không phải bài"


def test_an_article_without_a_body_is_refused_by_name(saved: Saved) -> None:
    with pytest.raises(UnreadablePage) as refused:
        read_page(_page(saved.expected["url"], "<h1>Tin mới</h1><div></div>".encode()), now=NOW)
    assert refused.value.reason == "không thấy thân bài"


@pytest.mark.parametrize(
    "url",
    [
        "https://baodongkhoi.vn/thi-dua-ong-khoi-moi-05022021-a81702.html",
        "http://www.baodongkhoi.vn/thi-dua-ong-khoi-moi-05022021-a81702.html",
        "https://amp.baodongkhoi.vn/thi-dua-ong-khoi-moi-05022021-a81702.html",
        "https://dongkhoi.baovinhlong.vn/thi-dua-ong-khoi-moi-05022021-a81702.html?zarsrc=30",
        "https://baodongkhoi.vn/amp/thi-dua-ong-khoi-moi-05022021-a81702.html",
    ],
)
def test_the_hosts_of_bao_dong_khoi_share_one_identity(url: str) -> None:
    assert DONG_KHOI.identity(url) == (
        "dong-khoi:a81702",
        "https://baodongkhoi.vn/thi-dua-ong-khoi-moi-05022021-a81702.html",
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://baodongkhoi.vn/thi-dua-ong-khoi-moi--a81702.html", "dong-khoi:a81702"),
        ("https://baodongkhoi.vn/chinh-tri/", None),
        ("https://baodongkhoi.vn/https/baodongkhoi.vn/x-02022021-a1.html", None),
        ("https://baodongkhoi.vn.example.com/x-02022021-a1.html", None),
        ("https://baovinhlong.com.vn/thoi-su/202401/tin-trong-tinh-3180733/", "vinh-long:3180733"),
        ("https://baovinhlong.com.vn/thoi-su/202413/tin-trong-tinh-3180733/", None),
        ("https://xaydungchinhsach.chinhphu.vn/x-119260611164121523.htm", "chinh-phu:119260611164121523"),
        ("https://baochinhphu.vn/chinh-tri.htm", None),
    ],
)
def test_only_article_addresses_have_an_identity(url: str, expected: str | None) -> None:
    publisher = publisher_for(url)
    found = publisher.identity(url) if publisher is not None else None
    assert (found[0] if found is not None else None) == expected


def test_the_day_in_an_address_picks_the_reading() -> None:
    assert DONG_KHOI.reading_on(date(2021, 6, 30)).name == "2020"
    assert DONG_KHOI.reading_on(date(2021, 7, 1)).name == "2021"
    assert DONG_KHOI.day_of("https://baodongkhoi.vn/x-31022021-a1.html") is None


def test_an_old_article_in_the_new_design_is_read_by_the_reading_that_fits() -> None:
    html = (PAGES / "dong-khoi" / "2023-09-12.html").read_bytes()
    document = read_page(_page("https://baodongkhoi.vn/x-05012021-a81000.html", html), now=NOW)
    assert document.reading == "dong-khoi/2021"
    assert document.signals["body"].endswith("a reading of another time")


def test_a_page_that_contradicts_the_day_in_its_address_says_so() -> None:
    html = (PAGES / "dong-khoi" / "2021-04-15.html").read_bytes()
    document = read_page(_page("https://baodongkhoi.vn/x-03032021-a81000.html", html), now=NOW)
    assert document.signals["published_check"] == "the address states 2021-03-03"


def test_a_page_without_any_time_takes_the_day_of_its_address() -> None:
    html = (PAGES / "dong-khoi" / "2021-04-15.html").read_text(encoding="utf-8").replace("15/04/2021 - 07:30", "")
    document = read_page(_page("https://baodongkhoi.vn/x-15042021-a85123.html", html.encode()), now=NOW)
    assert document.published is not None
    assert (document.published.at.date(), document.published.precision) == (date(2021, 4, 15), "day")


def test_a_publisher_can_be_served_from_another_host() -> None:
    demo = DONG_KHOI.at("http://127.0.0.1:8123/", slug="dong-khoi-demo", name="Báo mẫu")
    url = "http://127.0.0.1:8123/thanh-phu-gan-can-bo-15042021-a85123.html"
    html = (PAGES / "dong-khoi" / "2021-04-15.html").read_bytes()
    document = read_page(_page(url, html), publishers=(demo,), now=NOW)
    assert (document.id, document.url, document.source) == ("dong-khoi-demo:a85123", url, "dong-khoi-demo")
    assert document.reading == "dong-khoi-demo/2020"
    assert publisher_for(url) is None
    assert publisher_for("http://127.0.0.1:9/x-15042021-a85123.html", publishers=(demo,)) is None


def test_bao_dong_khoi_speaks_for_the_body_that_acts_and_has_a_successor() -> None:
    source = DONG_KHOI.source
    assert (source.kind, source.province, source.successor) == (SourceClass.SELF_REPORT, "ben-tre", "vinh-long")
