"""A page of a declared publisher, read from its isolated parts, is the document that its whole soup gives."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from corpus.document import Document
from corpus.errors import UnreadablePage
from corpus.page import Page
from extractors import article, facts, isolate, nearby
from extractors.article import read_page
from extractors.markup import parse, stripped
from extractors.publishers import CHINH_PHU, DONG_KHOI, PUBLISHERS, Publisher, publisher_for
from extractors.selecting import selected
from extractors.transplant import transplanted

PAGES = Path(__file__).parents[1] / "pages"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://baodongkhoi.vn/doan-xa-don-ve-sinh-ben-cho-15042022-a95123.html"
WORDS = "Đoàn xã cùng ban quản lý chợ dọn vệ sinh bến sông, chở đi bốn xe rác trong buổi sáng thứ bảy."
HTML = (
    "<html><head><title>Dọn bến chợ</title><meta property=og:title content='Dọn bến chợ'></head><body>"
    "<ul><li><a href=/1>Tin 1 ngày 3/4/2022</a></li></ul><div id=main><h1 class=detail-title>Dọn bến chợ</h1>"
    "<div class=detail-time>Thứ Sáu, 15/04/2022, 09:12 (GMT+7)</div><div class=detail-desc><p>Bốn xe rác.</p></div>"
    f"<div id=newscontents><p>{WORDS}</p><p class=author>Hữu Lộc</p></div></div></body></html>"
)


def page(html: str | bytes, url: str = URL) -> Page:
    body = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    return Page(url, url, 200, (("content-type", "text/html; charset=utf-8"),), body, NOW)


def outcome(given_page: Page, publishers: tuple[Publisher, ...] = PUBLISHERS) -> Document | str:
    """The document, or in words why there is none."""
    try:
        return read_page(given_page, publishers=publishers, now=NOW)
    except UnreadablePage as refused:
        return refused.reason


@contextmanager
def isolating(how: Callable[..., object]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(article, "isolate", how)
        yield


def both(given_page: Page, publishers: tuple[Publisher, ...] = PUBLISHERS) -> tuple[object, object, bool]:
    """What the isolating and the whole reading give, and whether the first was in fact one of isolated parts."""
    used: list[bool] = []

    def watched(*given_parts: object) -> object:
        found = isolate.isolate(*given_parts)  # type: ignore[arg-type]
        used.append(found is not None)
        return found

    with isolating(watched):
        fast = outcome(given_page, publishers)
    with isolating(lambda *_: None):
        whole = outcome(given_page, publishers)
    return fast, whole, any(used)


def saved() -> dict[str, Page]:
    """Our own pages of declared publishers by name, at the addresses that stand beside them."""
    found = {}
    for path in sorted(PAGES.glob("*/*.html")):
        stated = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8")).get("url")
        if stated:
            found[f"{path.parent.name}/{path.stem}"] = page(path.read_bytes(), str(stated))
    return found


SAVED = saved()


@cache
def both_of(name: str) -> tuple[object, object, bool]:
    return both(SAVED[name])


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_page_is_read_the_same_from_its_parts(name: str) -> None:
    fast, whole, _ = both_of(name)
    assert fast == whole


def test_most_saved_pages_of_declared_publishers_are_read_from_their_parts() -> None:
    declared = [name for name in SAVED if name.split("/")[0] in {one.slug for one in PUBLISHERS}]
    assert sum(both_of(name)[2] for name in declared) > len(declared) / 2


def test_the_demo_newspaper_is_read_the_same_from_its_parts() -> None:
    from flows.bench.stages import demo_pages

    pages, publishers = demo_pages()
    pages = pages[::5]
    results = [both(one, publishers) for one in pages]
    assert [one for one in results if one[0] != one[1]] == []
    assert sum(used for _, _, used in results) >= 0.8 * len(pages)


def test_real_pages_of_declared_publishers_are_read_the_same_from_their_parts(real: Path) -> None:
    gold = json.loads((real / "html_vi" / "gold.json").read_text("utf-8"))
    known = [one for one in gold if publisher_for(one["url"]) is not None]
    assert known
    for one in known:
        fast, whole, used = both(page((real / "html_vi" / one["html"]).read_bytes(), one["url"]))
        assert used and fast == whole, one["html"]


PIECES = [
    *("<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<td>", "<table>", "<o:p> </o:p>", "<li>", "<br>", "<hr/>"),
    *(
        "</body>",
        "</html>",
        "<html lang=x>",
        "<body class=y>",
        "<head>",
        "<form>",
        "<select>",
        "<textarea>",
        "<rt>1</rt>",
    ),
    *("&nbsp;", "&foo;", "&#0;", "\x00", "\ud800", "\x01", "\u200b", "<!-- x", "-->", "<![CDATA[x]]>", "<?php x ?>"),
    *("<script>", "<noscript>", "<plaintext>", "<svg>", "<!x>", "<!doctype html>", "<p =x a a=1>"),
    *("<title>Khác</title>", "<meta itemprop=datePublished content=2022-04-01>", "<h1 class=detail-title>", "<h1>"),
    *("<time datetime='2022-04-16T10:00'>hôm nay</time>", "<span>14:05 16/4/2022</span>", "<p>Cập nhật 17/04/2022"),
    *("<div id=newscontents>", "<p class=author>Cẩm Tú", "<div class=detail-desc><p>", "<div class=detail-time>"),
    *("<p class=subtitle>", "<div class=content-fck>", "<figcaption>Ảnh: Tú</figcaption>", "<div class=share>"),
    *("<i></i>" * 29, "<i></i>" * 61, "<div>" * 300),
]
EDIT = st.tuples(
    st.sampled_from(["cut", "put", "twice"]), st.floats(0, 1), st.integers(1, 300), st.sampled_from(PIECES)
)


@settings(max_examples=50)
@given(name=st.sampled_from(["", *SAVED]), edits=st.lists(EDIT, min_size=1, max_size=8))
def test_a_damaged_page_is_read_the_same_from_its_parts(name: str, edits: list[tuple[str, float, int, str]]) -> None:
    original = SAVED[name] if name else page(HTML)
    html = original.body.decode()
    for kind, where, length, piece in edits:
        place = int(where * len(html))
        if kind == "put":
            place = max(0, html.find("<", place))
            html = html[:place] + piece + html[place:]
        else:
            html = html[:place] + html[place : place + length] * (2 if kind == "twice" else 0) + html[place + length :]
    fast, whole, _ = both(page(html, original.url))
    assert fast == whole


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href=/2>Chi đoàn xã bên trồng năm trăm cây bần giữ đất bãi bồi</a><span>{}</span></p>",
        "<p><span>{}</span><a href=/2>Chi đoàn xã bên trồng năm trăm cây bần giữ đất bãi bồi</a></p>",
        "<p><a href=/2>Chi đoàn xã bên trồng năm trăm cây bần giữ đất bãi bồi</a><i></i><span>{}</span></p>",
        "<p>Cập nhật: <time datetime=2022-04-16T10:00>{}</time></p>",
        "<p><span><!x>{}</span></p>",
        "<p><b>{}</b> xem</p>",
    ],
)
@pytest.mark.parametrize("place", ["<h1", "<div class=detail-desc"])
def test_a_time_near_the_title_counts_by_what_stands_beside_it(line: str, place: str) -> None:
    html = HTML.replace("<div class=detail-time>Thứ Sáu, 15/04/2022, 09:12 (GMT+7)</div>", "")
    fast, whole, used = both(page(html.replace(place, line.format("16/04/2022 10:00") + place)))
    assert used and fast == whole


def test_only_what_a_reading_needs_becomes_a_soup() -> None:
    links = "".join(f"<div class=tin><h3><a href=/{n}>Tin số {n} của huyện</a></h3></div>" for n in range(500))
    found = isolate.isolate(stripped(HTML.replace("</body>", f"{links}</body>")), DONG_KHOI.readings)
    assert found is not None
    assert len(found.markup.soup.find_all(True)) < 20
    assert len(list(found.title.next_elements)) == 1, "the date line"
    assert found.fields["date"] == "Thứ Sáu, 15/04/2022, 09:12 (GMT+7)"


def test_as_many_elements_are_asked_for_a_time_as_on_the_whole_page() -> None:
    assert nearby.NEAR == facts._NEAR
    html = HTML.replace("<div class=detail-time>Thứ Sáu, 15/04/2022, 09:12 (GMT+7)</div>", "{}")
    told = set()
    for gap in range(nearby.NEAR - 3, nearby.NEAR + 3):
        fast, whole, used = both(page(html.format("<i></i>" * gap + "<p>ngày <b>15/04/2022</b></p>")))
        assert used and fast == whole
        assert isinstance(fast, Document)
        told.add(fast.signals["published"])
    assert len(told) == 2, "a time just near enough is found, one just too far is not"


@pytest.mark.parametrize(
    "html",
    [
        HTML.replace("<ul>", "<div>" * 300 + "<ul>"),
        HTML.replace("</p></div></div>", "</p>" + "<div>" * 3_000 + "<p>Đoạn sâu nhất, ở dưới mọi lớp khung.</p>"),
        HTML.replace("</ul>", "</ul>" + "<p>chợ xã </p>" * 10_000),
        HTML.replace("</h1>", "</h1>" + "a 1 " * 2_600_000),
    ],
    ids=["a nest around it", "3,000 nested boxes", "10,000 paragraphs", "one line of 10 MB"],
)
def test_a_page_beyond_measure_is_read_in_bounded_time(html: str) -> None:
    begin = time.process_time()
    document = outcome(page(html))
    assert isinstance(document, Document)
    assert WORDS in document.text
    assert time.process_time() - begin < 20


def test_a_selector_outside_the_common_language_is_left_to_the_whole_soup() -> None:
    root = etree.HTML(HTML)
    assert selected(root, ("p:-soup-contains('xe')",)) is None
    assert selected(root, ("p:is(",)) is None
    assert selected(root, ()) == []


@pytest.mark.parametrize(
    "selector",
    sorted(
        {
            selector
            for publisher in PUBLISHERS
            for reading in publisher.readings
            for field in (*isolate.FIELDS, "body", "drop", "caption")
            for selector in getattr(reading, field)
        }
        | {"[TYPE=hidden]", "li:last-child", "p + p", "[class*=detail]", "div > p:first-child"}
    ),
)
def test_a_selector_finds_in_lxml_what_it_finds_in_a_soup(selector: str) -> None:
    for soup, root, places, order in trees():
        found = selected(root, (selector,))
        assert found is not None
        assert [order[one] for one in found] == [places[id(one)] for one in soup.select(selector)]


@cache
def trees() -> list[tuple[BeautifulSoup, etree._Element, dict[int, int], dict[etree._Element, int]]]:
    """Pages as a soup and as lxml's tree, with the place of each element in both."""
    odd = "<div type=Hidden class='b detail  x'></div><DIV TYPE=relatednews class=VCSortableInPreviewMode></DIV>"
    found = []
    for html in (HTML.replace("</body>", odd + "</body>"), *(one.body.decode() for one in SAVED.values())):
        soup, root = BeautifulSoup(stripped(html).html, "lxml"), etree.HTML(stripped(html).html)
        places = {id(element): place for place, element in enumerate(soup.find_all(True))}
        found.append((soup, root, places, {one: place for place, one in enumerate(root.iter(etree.Element))}))
    return found


def test_a_whole_tree_transplanted_is_the_soup_that_parsing_gives() -> None:
    for name in SAVED:
        html = stripped(SAVED[name].body.decode()).html
        soup, _ = transplanted([etree.HTML(html)])
        assert str(soup.html) == str(parse(html).soup.html), name


def test_a_government_page_is_read_from_its_parts() -> None:
    name = next(name for name in SAVED if name.startswith(f"{CHINH_PHU.slug}/"))
    assert both_of(name)[2]
