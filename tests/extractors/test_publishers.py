"""The contract of every declared publisher, held against pages written for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from publisher_samples import CONTRACT, NOW, PAGES, SAVED, Saved, page_at, saved_name, saved_page

from corpus.errors import UnreadablePage
from extractors.article import read_page
from extractors.discover import section_entries
from extractors.publishers import DONG_KHOI, PORTAL, PUBLISHERS, Publisher, publisher_for

KB = 1000


@pytest.fixture(params=SAVED, ids=saved_name)
def saved(request: pytest.FixtureRequest) -> Saved:
    return saved_page(request.param)


@pytest.mark.parametrize("hold", CONTRACT, ids=lambda hold: hold.__name__)
def test_every_page_keeps_the_contract(saved: Saved, hold: Callable[[Saved], None]) -> None:
    hold(saved)


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.slug)
def test_every_reading_has_two_pages_and_every_publisher_one_of_a_real_size(publisher: Publisher) -> None:
    pages = [saved_page(path) for path in SAVED if path.parent.name == publisher.slug]
    assert any(20 * KB <= len(page.page.body) <= 60 * KB for page in pages)
    read = Counter(page.expected["reading"] for page in pages)
    for reading in publisher.readings:
        assert (read[f"{publisher.slug}/{reading.name}"] if reading.body else len(pages)) >= 2


def test_a_page_of_a_section_is_refused_by_name(saved: Saved) -> None:
    publisher = saved.publisher
    section = page_at(publisher.home + publisher.sections[0], "<h1>Chính trị</h1><a href='/x'>Một tin ngắn</a>")
    with pytest.raises(UnreadablePage) as refused:
        read_page(section, now=NOW)
    assert refused.value.reason == "trang danh mục, không phải bài"


def test_an_article_without_a_body_is_refused_by_name(saved: Saved) -> None:
    with pytest.raises(UnreadablePage) as refused:
        read_page(page_at(saved.expected["url"], "<h1>Tin mới</h1><div></div>"), now=NOW)
    assert refused.value.reason == "không thấy thân bài"


def test_metadata_that_hold_the_whole_text_do_not_stand_in_for_a_body(saved: Saved) -> None:
    text = " ".join(saved.expected["body"])
    page = f"""<head><meta property="og:type" content="article"><meta property="og:description" content="{text}">
    <script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{text}"}}</script></head>
    <body><h1>{saved.expected["title"]}</h1><div class="empty"></div></body>"""
    with pytest.raises(UnreadablePage):
        saved.changed(page).read()


def test_a_list_that_holds_whole_articles_is_no_article_and_names_each_of_them() -> None:
    entries = "".join(
        f'<div class="item"><h3><a href="/Pages/TinTucSuKien.aspx?ItemID={number}&amp;CategoryId=Tin+t%25u1ee9c">'
        f"Xã thứ {number} họp dân bàn chuyện làm đường</a></h3>"
        f'<div class="ExternalClass{number}"><p>{"Xã mời từng hộ đến nhà văn hóa xem bản vẽ. " * 12}</p></div></div>'
        for number in (20417, 20418, 20419)
    )
    address = "https://bentre.gov.vn/Pages/TinTucSuKien.aspx?CategoryId=Tin%20t%25u1ee9c&PageIndex=4"
    listing = page_at(address, f'<html><body><div id="DeltaPlaceHolderMain">{entries}</div></body></html>')
    with pytest.raises(UnreadablePage) as refused:
        read_page(listing, now=NOW)
    assert refused.value.reason == "trang danh mục, không phải bài"
    found = [entry.url for entry in section_entries(listing, article=PORTAL.pattern)]
    assert [PORTAL.identity(url) for url in found] == [
        (f"ben-tre-gov:tintucsukien-{number}", f"https://bentre.gov.vn/Pages/TinTucSuKien.aspx?ItemID={number}")
        for number in (20417, 20418, 20419)
    ]


def test_an_old_article_in_the_new_design_is_read_by_the_reading_that_fits() -> None:
    html = (PAGES / "dong-khoi" / "2023-09-12.html").read_bytes()
    document = read_page(page_at("https://baodongkhoi.vn/x-05012021-a81000.html", html), now=NOW)
    assert document.reading == "dong-khoi/2021"
    assert document.signals["body"].endswith("a reading of another time")


def test_a_page_that_contradicts_the_day_in_its_address_says_so() -> None:
    html = (PAGES / "dong-khoi" / "2021-04-15.html").read_bytes()
    document = read_page(page_at("https://baodongkhoi.vn/x-03032021-a81000.html", html), now=NOW)
    assert document.signals["published_check"] == "the address states 2021-03-03"


def test_a_page_without_any_time_takes_the_day_of_its_address() -> None:
    html = (PAGES / "dong-khoi" / "2021-04-15.html").read_text(encoding="utf-8").replace("15/04/2021 - 07:30", "")
    document = read_page(page_at("https://baodongkhoi.vn/x-15042021-a85123.html", html), now=NOW)
    assert document.published is not None
    assert (document.published.at.date(), document.published.precision) == (date(2021, 4, 15), "day")


def test_a_publisher_can_be_served_from_another_host() -> None:
    demo = DONG_KHOI.at("http://127.0.0.1:8123/", slug="dong-khoi-demo", name="Báo mẫu")
    url = "http://127.0.0.1:8123/thanh-phu-gan-can-bo-15042021-a85123.html"
    html = (PAGES / "dong-khoi" / "2021-04-15.html").read_bytes()
    document = read_page(page_at(url, html), publishers=(demo,), now=NOW)
    assert (document.id, document.url, document.source) == ("dong-khoi-demo:a85123", url, "dong-khoi-demo")
    assert document.reading == "dong-khoi-demo/2020"
    assert demo.home_on(date(2026, 1, 1)) == "http://127.0.0.1:8123"
    assert publisher_for(url) is None
    assert publisher_for("http://127.0.0.1:9/x-15042021-a85123.html", publishers=(demo,)) is None
