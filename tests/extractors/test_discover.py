"""From feeds, sitemaps and section pages to the addresses of articles."""

from __future__ import annotations

import gzip
import random
import re
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BadInput, UnreadablePage
from corpus.page import Page
from extractors import feeds, sitemaps
from extractors.discover import (
    POSTBACK,
    Entry,
    archive_addresses,
    feed_entries,
    next_pages,
    section,
    section_entries,
    sitemap,
    stays_fresh,
)
from extractors.feeds import ITEMS
from extractors.links import LINKS

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
VIETNAM = timezone(timedelta(hours=7))
ARTICLE = re.compile(r"-a\d+\.html$")


def page(body: str | bytes, url: str = "https://bao.vn/thoi-su/", content_type: str = "") -> Page:
    raw = body.encode() if isinstance(body, str) else body
    headers = (("content-type", content_type),) if content_type else ()
    return Page(url, url, 200, headers, raw, NOW)


def rss(*items: str) -> Page:
    channel = "".join(f"<item>{item}</item>" for item in items)
    return page(f"<?xml version='1.0'?><rss version='2.0'><channel><title>Tin</title>{channel}</channel></rss>")


def bomb(kind: str) -> bytes:
    """Entities that would unfold to gigabytes."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20 if n else "a" * 50}">' for n in range(9))
    return f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>{kind.format("&e8;")}'.encode()


# ---------------------------------------------------------------------------------------------------------- feeds


def test_a_feed_gives_its_entries_in_order_once_each() -> None:
    listing = feed_entries(
        rss(
            "<title>Một</title><link>\n https://bao.vn/mot-a1.html \n</link>",
            "<title>Hai</title><link>/hai-a2.html?utm_source=rss</link>",
            "<title>Một lần nữa</title><link>https://bao.vn/mot-a1.html#x</link>",
        )
    )
    assert [(entry.url, entry.title, entry.signal) for entry in listing.entries] == [
        ("https://bao.vn/mot-a1.html", "Một", "feed"),
        ("https://bao.vn/hai-a2.html?utm_source=rss", "Hai", "feed"),
    ]
    assert listing.fault is None


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("Thu, 01 Jan 2026 09:00:00 +0700", datetime(2026, 1, 1, 9, tzinfo=VIETNAM)),
        ("Thu, 01 Jan 2026 02:00:00 GMT", datetime(2026, 1, 1, 9, tzinfo=VIETNAM)),
        ("Thu, 01 Jan 2026 09:00:00", datetime(2026, 1, 1, 9, tzinfo=VIETNAM)),
        ("Thu, 01 Jan 2026 09:00:00 GMT+7", datetime(2026, 1, 1, 9, tzinfo=VIETNAM)),
        ("2026-01-01T09:00:00", datetime(2026, 1, 1, 9, tzinfo=VIETNAM)),
        ("2026-01-01T02:00:00Z", datetime(2026, 1, 1, 9, tzinfo=VIETNAM)),
        ("01/01/2026 09:00", datetime(2026, 1, 1, 9, tzinfo=VIETNAM)),
        ("01/02/2027 09:00", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_a_feed_date_without_a_zone_is_vietnamese_time(said: str, at: datetime | None) -> None:
    listing = feed_entries(rss(f"<title>a</title><link>https://bao.vn/a1</link><pubDate>{said}</pubDate>"))
    assert listing.entries[0].published == at


def test_a_title_comes_without_markup_or_entities() -> None:
    title = escape("Bến&nbsp;Tre <b>xanh</b> &amp;  sạch")
    listing = feed_entries(rss(f"<title>{title}</title><link>https://bao.vn/a1</link>"))
    assert listing.entries[0].title == "Bến Tre xanh & sạch"


def test_an_atom_feed_is_a_feed_too() -> None:
    listing = feed_entries(
        page(
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>Tin</title>'
            '<link href="/a-a1.html"/>'
            "<updated>2026-01-01T09:00:00+07:00</updated></entry></feed>"
        )
    )
    at = datetime(2026, 1, 1, 9, tzinfo=VIETNAM)
    assert listing.entries == (Entry("https://bao.vn/a-a1.html", "Tin", at, at, "feed"),)


def test_a_broken_feed_gives_what_it_has_and_says_so() -> None:
    listing = feed_entries(
        page(
            "<rss version='2.0'><channel><item><title>đ & x</title><link>https://bao.vn/a1</link></item>"
            "<item><title>không địa chỉ</title></item><item><title>hai</title><link>https://bao.vn/a2</link></item><item"
        )
    )
    assert [entry.url for entry in listing.entries] == ["https://bao.vn/a1", "https://bao.vn/a2"]
    assert "without an address): 1" in (listing.fault or "")
    assert "broken" in (listing.fault or "")


def test_a_feed_without_entries_is_silent_not_unreadable() -> None:
    assert feed_entries(rss()).entries == ()


@pytest.mark.parametrize("body", [b"", b"<html><body>404</body></html>", b"\x00\xff", b"<rss", b"https://la.test/rss"])
def test_what_is_no_feed_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadablePage, match="no feed"):
        feed_entries(page(body))


def test_entities_of_a_feed_do_not_unfold() -> None:
    body = bomb(
        "<rss version='2.0'><channel><item><title>{}</title><link>https://bao.vn/a1</link></item></channel></rss>"
    )
    try:
        listing = feed_entries(page(body))
    except UnreadablePage:
        return
    assert sum(len(entry.title) for entry in listing.entries) < 1000


def test_real_feeds_are_read_whole(real: Path) -> None:
    counts = []
    for path in sorted((real / "feeds").glob("*.xml")):
        listing = feed_entries(page(path.read_bytes(), "https://vnexpress.net/rss/tin-moi-nhat.rss"))
        assert all(entry.title and entry.published and entry.url.startswith("http") for entry in listing.entries)
        counts.append(len(listing.entries))
    assert counts == [25, 25, 25, 24]  # one item of the last has no address


# ------------------------------------------------------------------------------------------------------- sitemaps

URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://bao.vn/mot-a1.html </loc><lastmod>2026-01-01</lastmod></url>
<url><loc>https://bao.vn/hai-a2.html</loc><news:news><news:publication><news:name>Báo</news:name></news:publication>
<news:publication_date>2026-01-01T08:30:00+07:00</news:publication_date>
<news:title>Tin hai</news:title></news:news></url>
<url><loc>mailto:ai@bao.vn</loc></url>
</urlset>"""


def test_a_sitemap_gives_pages_and_their_news_dates() -> None:
    listing = sitemap(page(URLSET))
    assert listing.entries == (
        Entry("https://bao.vn/mot-a1.html", modified=datetime(2026, 1, 1, tzinfo=VIETNAM), signal="sitemap"),
        Entry(
            "https://bao.vn/hai-a2.html", "Tin hai", datetime(2026, 1, 1, 8, 30, tzinfo=VIETNAM), None, "news sitemap"
        ),
    )
    assert (listing.children, listing.fault) == ((), None)


def test_a_packed_sitemap_is_unpacked() -> None:
    assert sitemap(page(gzip.compress(URLSET.encode()))) == sitemap(page(URLSET))


def test_an_index_lists_sitemaps_not_pages() -> None:
    listing = sitemap(
        page(
            "<sitemapindex><sitemap><loc>https://bao.vn/2025-12.xml</loc><lastmod>2026-01-01T00:00:00+07:00</lastmod>"
            "</sitemap><sitemap><loc>/2025-11.xml.gz</loc></sitemap></sitemapindex>"
        )
    )
    assert listing.entries == ()
    assert [child.url for child in listing.children] == ["https://bao.vn/2025-12.xml", "https://bao.vn/2025-11.xml.gz"]
    assert listing.children[0].modified == datetime(2026, 1, 1, tzinfo=VIETNAM)


def test_a_sitemap_may_be_a_list_of_addresses() -> None:
    listing = sitemap(page("\ufeffhttps://bao.vn/a-a1.html\n\nhttps://bao.vn/b-a2.html\nrác\n"))
    assert [entry.url for entry in listing.entries] == ["https://bao.vn/a-a1.html", "https://bao.vn/b-a2.html"]
    assert listing.fault == "dòng không phải địa chỉ (lines that are no address): 1"


def test_a_sitemap_cut_short_gives_what_it_has_and_says_so() -> None:
    listing = sitemap(page(URLSET[: URLSET.index("<url><loc>mailto")]))
    assert len(listing.entries) == 2
    assert "broken" in (listing.fault or "")


@pytest.mark.parametrize(
    "body",
    [
        *[b"", b"<html><body>404</body></html>", b"\x00", b"<", b"tin", b"\x1f\x8bxx"],
        gzip.compress(URLSET.encode())[:-20],
        gzip.compress(bytes(60_000_000)),
    ],
)
def test_what_is_no_sitemap_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadablePage, match="no sitemap"):
        sitemap(page(body))


def test_entities_of_a_sitemap_neither_unfold_nor_read_files() -> None:
    body = bomb("<urlset><url><loc>https://bao.vn/a1</loc><title>{}</title></url></urlset>")
    outside = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><urlset><url><loc>https://a.vn/&f;</loc></url></urlset>'
    for hostile in (body, outside):
        try:
            listing = sitemap(page(hostile))
        except UnreadablePage:
            continue
        assert all(len(entry.url) < 30 and not entry.title for entry in listing.entries)


# -------------------------------------------------------------------------------------------------- section pages

SECTION = """<html><head><base href="https://dong.bao.vn/"><link rel="next" href="/thoi-su/trang-2"></head><body>
<a href="/mot-a1.html"><img src="x.jpg"></a><h2><a href="/mot-a1.html?utm_source=trang-chu">Bến Tre   trồng dừa</a></h2>
<a href="https://bao.vn/hai-a2.html#binh-luan" title="Tựa trong thuộc tính"></a>
<a href="https://la.vn/ba-a3.html">Báo khác</a><a href="/thoi-su/">Thời sự</a><a href="javascript:void(0)">x</a>
<a href="http://[::1/-a4.html">hỏng</a><a href="#">đầu trang</a><a href="">rỗng</a><a>không</a>
<a href="/lap/lap/lap/lap/nam-a5.html">vòng</a></body></html>"""


def test_a_section_gives_the_article_links_of_its_hosts_in_order_once_each() -> None:
    found = section_entries(page(SECTION), article=ARTICLE, hosts=frozenset({"dong.bao.vn"}))
    assert found == (
        Entry("https://dong.bao.vn/mot-a1.html", "Bến Tre trồng dừa", signal="section"),
        Entry("https://bao.vn/hai-a2.html", "Tựa trong thuộc tính", signal="section"),
    )


def test_a_section_without_a_twin_named_keeps_to_its_own_host() -> None:
    found = section_entries(page(SECTION), article=ARTICLE)
    assert [entry.url for entry in found] == ["https://bao.vn/hai-a2.html"]


def test_a_legacy_encoding_does_not_spoil_titles() -> None:
    body = '<meta charset="windows-1258"><a href="/a-a1.html">Đông</a>'.encode("cp1258")
    assert section_entries(page(body), article=ARTICLE)[0].title == "Đông"


def test_next_pages_are_the_one_called_next_and_then_the_numbers_of_this_section() -> None:
    body = """<a href="/thoi-su/trang-3">3</a><a href="/thoi-su/trang-2">2</a><a href="/thoi-su/">1</a>
    <a href="/kinh-te/trang-2">2</a><a href="/thoi-su/trang-2">Trang sau</a><a href="/bai-a7.html">7</a>
    <a rel="nofollow" href="/thoi-su/trang-9">Xem tất cả</a>"""
    assert next_pages(page(body)) == ("https://bao.vn/thoi-su/trang-2", "https://bao.vn/thoi-su/trang-3")


@pytest.mark.parametrize(
    ("here", "link"),
    [
        ("https://bao.vn/thoi-su", "/thoi-su?page=2"),
        ("https://bao.vn/thoi-su/", "/thoi-su/p2"),
        ("https://bao.vn/kinh-doanh", "/kinh-doanh-p2"),
        ("https://bao.vn/thoi-su.htm", "/thoi-su/trang-2.htm"),
        ("https://bao.vn/thoi-su/trang-4.htm", "/thoi-su/trang-5.htm"),
        ("https://bao.vn/Pages/Tin.aspx?CategoryId=Tin", "/Pages/Tin.aspx?CategoryId=Tin&PageIndex=2"),
    ],
)
def test_a_numbered_link_that_continues_the_section_is_a_next_page(here: str, link: str) -> None:
    assert next_pages(page(f'<a href="{link}">2</a>', here)) == (f"https://bao.vn{link}",)


def test_a_section_has_no_more_next_pages_than_asked() -> None:
    body = "".join(f'<a href="/thoi-su/trang-{n}">{n}</a>' for n in range(2, 99))
    assert len(next_pages(page(body), limit=4)) == 4


def test_rel_next_in_the_head_counts(real: Path) -> None:
    twin = frozenset({"dong.bao.vn"})
    assert next_pages(page(SECTION), hosts=twin) == ("https://dong.bao.vn/thoi-su/trang-2",)
    listed = page((real / "html_vi" / "vnexpress_list.html").read_bytes(), "https://vnexpress.net/kinh-doanh")
    assert "https://vnexpress.net/kinh-doanh-p2" in next_pages(listed)
    assert len(section_entries(listed, article=re.compile(r"-\d{7}\.html$"))) > 30


@pytest.mark.parametrize(
    ("here", "link", "words"),
    [
        ("https://bao.vn/thoi-su/", "/thoi-su?page=2", "2"),
        ("https://bao.vn/thoi-su/", "/thoi-su/page/2/", "Trang sau »"),
        ("https://bao.vn/thoi-su/", "/thoi-su/trang2.html", "Trang 2"),
        ("https://bao.vn/thoi-su.htm", "/thoi-su-p2.htm", "2"),
        ("https://bao.vn/thoi-su-p2.htm", "/thoi-su-p3.htm", "3"),
        ("https://bao.vn/tin?trang=2", "/tin?trang=3", "› Tiếp ›"),
        ("https://bao.vn/tin.html", "/tin.html?start=20", "2"),
        ("https://bao.vn/cu/", "/cu/xem?truoc=99", "Bài cũ hơn →"),
        (
            "https://bao.vn/Pages/TinTuc.aspx?CategoryId=Tin+t%e1%bb%a9c",
            "/Pages/TinTuc.aspx?CategoryId=Tin+t%25E1%25BB%25A9c&PageIndex=2",
            "2",
        ),
        (
            "https://bao.vn/Trang/Tin%20t%e1%bb%a9c.aspx",
            "/Trang/Tin%2520t%25e1%25bb%25a9c.aspx?PageIndex=2",
            "2",
        ),
    ],
)
def test_every_common_kind_of_pagination_is_followed(here: str, link: str, words: str) -> None:
    listing = section(page(f'<a href="{link}">{words}</a>', here), article=ARTICLE)
    assert (listing.further, listing.fault) == ((f"https://bao.vn{link}",), None)


def test_numbers_of_another_category_are_not_this_section_s() -> None:
    here = "https://bao.vn/Tin.aspx?CategoryId=Kinh-te"
    body = "".join(f'<a href="/Tin.aspx?CategoryId={name}&PageIndex=2">2</a>' for name in ("Xa-hoi", "Kinh-te"))
    assert next_pages(page(body, here)) == ("https://bao.vn/Tin.aspx?CategoryId=Kinh-te&PageIndex=2",)


def test_a_list_of_sharepoint_names_its_next_page_to_a_script() -> None:
    body = (
        """<a href="javascript:" onclick='RefreshPageTo(event, "/Lists/Tin/All.aspx?Paged=TRUE\\u0026p_ID=30"); """
        """return false;'><img src=n.gif></a>"""
    ).replace("<img src=n.gif>", "Next")
    assert next_pages(page(body, "https://bao.vn/Lists/Tin/All.aspx")) == (
        "https://bao.vn/Lists/Tin/All.aspx?Paged=TRUE&p_ID=30",
    )


@pytest.mark.parametrize(
    "link",
    [
        """<a href="javascript:__doPostBack('ctl00$Main$grid','Page$2')">2</a>""",
        """<a href="javascript:__doPostBack(&#39;ctl00$pgr$ctl03&#39;,&#39;&#39;)">...</a>""",
        """<a href="#" onclick="javascript:__doPostBack('ctl00$x','');return false">Trang sau</a>""",
    ],
)
def test_pagination_by_postback_is_named_and_not_followed(link: str) -> None:
    listing = section(page(f'<a href="/a-a1.html">Tin</a>{link}'), article=ARTICLE)
    assert (len(listing.entries), listing.further, listing.fault) == (1, (), POSTBACK)


def test_a_postback_that_does_not_page_is_no_fault() -> None:
    body = """<a href="javascript:__doPostBack('ctl00$login','')">Đăng nhập</a>"""
    assert section(page(body), article=ARTICLE).fault is None


# -------------------------------------------------------------------------------------------------- date archives


@pytest.mark.parametrize(
    ("format", "pages"),
    [
        (
            "https://bao.vn/{year}/{month}/{day}.html",
            ["2024-02-28 2024/02/28", "2024-02-29 2024/02/29", "2024-03-01 2024/03/01"],
        ),
        ("https://bao.vn/{d}-{m}-{year}.html", ["2024-02-28 28-2-2024", "2024-02-29 29-2-2024", "2024-03-01 1-3-2024"]),
        ("https://bao.vn/{year}{month}.html", ["2024-02-01 202402", "2024-03-01 202403"]),
        ("https://bao.vn/{year}.html", ["2024-01-01 2024"]),
    ],
)
def test_a_date_archive_names_each_day_month_or_year_once_oldest_first(format: str, pages: list[str]) -> None:
    given_pages = list(archive_addresses(format, date(2024, 2, 28), date(2024, 3, 1)))
    assert [f"{day} {url.removeprefix('https://bao.vn/').removesuffix('.html')}" for day, url in given_pages] == pages


def test_a_day_in_seconds_begins_and_ends_in_vietnam() -> None:
    ((_, url),) = archive_addresses("https://bao.vn/?tu={start}&den={end}", date(2024, 1, 1), date(2024, 1, 1))
    start = int(datetime(2023, 12, 31, 17, tzinfo=UTC).timestamp())
    assert url == f"https://bao.vn/?tu={start}&den={start + 86_399}"


@pytest.mark.parametrize("format", ["https://bao.vn/", "{năm}", "{year.__class__}", "{0}", "{", "{year[0]}"])
def test_a_format_with_anything_else_is_refused(format: str) -> None:
    with pytest.raises(BadInput):
        list(archive_addresses(format, date(2024, 1, 1), date(2024, 1, 1)))


def test_a_span_that_ends_before_it_begins_is_empty() -> None:
    assert list(archive_addresses("https://bao.vn/{year}", date(2024, 1, 2), date(2024, 1, 1))) == []


# ----------------------------------------------------------------------------------------------- how long it stays


@pytest.mark.parametrize(
    ("inside", "header", "stays"),
    [
        ("<ttl>60</ttl>", "", timedelta(hours=1)),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", "", timedelta(hours=6)),
        ("<ttl>10</ttl>", "public, max-age=3600", timedelta(hours=1)),
        ("<ttl>-1</ttl><sy:updatePeriod>luôn luôn</sy:updatePeriod>", "no-store", None),
        ("<ttl>99999999999999999999</ttl>", "max-age=0", timedelta(minutes=999_999)),
    ],
)
def test_a_feed_says_how_long_it_stays_as_it_is(inside: str, header: str, stays: timedelta | None) -> None:
    body = (
        "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>"
        f"<channel><title>Tin</title>{inside}</channel></rss>"
    )
    given_page = page(body)
    given_page = Page(given_page.url, given_page.url, 200, (("cache-control", header),), given_page.body, NOW)
    assert feed_entries(given_page).stays == stays
    assert (stays_fresh(given_page) is None) is ("max-age=3600" not in header)


# ------------------------------------------------------------------------------------------------- hostile input


def test_a_feed_of_a_hundred_thousand_items_gives_its_first_thousand() -> None:
    item = "<title>Tin {0}</title><link>https://bao.vn/t-a{0}.html</link><pubDate>01/01/2026 09:00</pubDate>"
    body = rss(*(item.format(number) for number in range(100_000)))
    listing = feed_entries(body)
    assert len(listing.entries) == ITEMS
    assert "1000 mục đầu" in (listing.fault or "")


@pytest.mark.parametrize(
    "inside", ["<a>" * 400_000, "<item>" * 400_000, "<title>" + "&lt;" * 900_000, "<x a='b'" * 300_000]
)
def test_a_feed_made_to_exhaust_its_reader_does_not(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MARKS", 4000)
    given_page = page(f"<rss version='2.0'><channel><item><link>https://bao.vn/a1</link></item><item>{inside}")
    start = time.process_time()
    listing = feed_entries(given_page)
    assert time.process_time() - start < 5
    assert len(listing.entries) <= ITEMS


def test_a_sitemap_is_read_up_to_as_many_addresses_as_the_protocol_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "SITEMAP_ENTRIES", 300)
    for kind, item in (("urlset", "url"), ("sitemapindex", "sitemap")):
        body = "".join(f"<{item}><loc>https://bao.vn/t-a{number}.html</loc></{item}>" for number in range(20_000))
        listing = sitemap(page(f"<{kind}>{body}</{kind}>"))
        assert len(listing.entries) + len(listing.children) == 300
        assert "300 địa chỉ đầu" in (listing.fault or "")


def test_what_was_read_of_a_sitemap_is_let_go() -> None:
    """In a process of its own: fifty megabytes are read with little more memory than they take themselves."""
    work = """
from pathlib import Path
from datetime import UTC, datetime
from corpus.page import Page
from extractors.sitemaps import sitemap
entry = b"<url><loc>https://bao.vn/%d-a1.html</loc><x><y>" + b"</y><y>" * 8 + b"z" * 4200 + b"</y></x></url>"
body = b"<urlset>" + b"".join(entry % number for number in range(12_000)) + b"</urlset>"
page = Page("https://bao.vn/s.xml", "https://bao.vn/s.xml", 200, (), body, datetime(2026, 1, 1, tzinfo=UTC))
Path("/proc/self/clear_refs").write_text("5")
def memory(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) // 1024
before = memory("VmRSS")
count = len(sitemap(page).entries)
print(len(body), count, memory("VmHWM") - before)
"""
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "-c", work], cwd=root, capture_output=True, text=True, timeout=120, check=True
    )
    size, count, megabytes = map(int, told.stdout.split())
    assert size > 50_000_000
    assert count == 12_000
    assert megabytes < 100


def test_a_page_of_a_million_links_gives_its_first_thousands() -> None:
    body = "".join(f"<a href=/bai-a{number}.html>Bài</a>" for number in range(40_000))
    listing = section(page(body), article=ARTICLE)
    assert 1000 < len(listing.entries) <= LINKS
    assert "liên kết đầu" in (listing.fault or "")


@pytest.mark.parametrize(
    "nest", ["<div>", "<a href=/x-a2.html>", "<table><tr><td>", "<b><i>", "<!--", "<a href='", "<svg>"]
)
def test_a_page_nested_without_end_is_read_in_time(nest: str) -> None:
    body = "<html><body><a href=/mot-a1.html>Một</a>" + nest * 100_000
    start = time.process_time()
    listing = section(page(body), article=ARTICLE)
    assert time.process_time() - start < 8
    assert listing.entries[0].url == "https://bao.vn/mot-a1.html"


TOKENS = [
    *["<rss version='2.0'>", "<channel>", "<item>", "</item>", "<link>", "</link>", "<title>", "<guid>", "<pubDate>"],
    *["<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<urlset>", "<url>", "<loc>", "</loc>", "<a href='"],
    *[
        "<base href='//[x'>",
        "'>2</a>",
        "http://[::1/",
        "https://a.vn/-a1.html",
        "&#x110000;",
        "&amp;",
        "]]>",
        "<![CDATA[",
    ],
    *["<?xml version='1.0' encoding='utf-99'?>", "<!DOCTYPE x [", "<!--", "\x00", "ế", "1 Jan 99999 00:00:00", " "],
]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(TOKENS) | st.text(max_size=6), max_size=25).map("".join) | st.binary(max_size=80))
def test_no_input_raises_anything_but_unreadable(body: str | bytes) -> None:
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    given_page = page(raw, content_type="text/html; charset=utf-99")
    for read in (feed_entries, sitemap):
        try:
            read(given_page)
        except UnreadablePage:
            continue
    section_entries(given_page, article=ARTICLE)
    next_pages(given_page)


def test_a_feed_that_breaks_the_feed_parser_is_unreadable() -> None:
    with pytest.raises(UnreadablePage, match="no feed: ValueError"):
        feed_entries(page("<rss version='2.0'><channel><item><title>&#x110000;</title>"))


def broken(body: bytes, seed: int) -> bytes:
    """A copy with pieces cut out, doubled, swapped and overwritten."""
    chance = random.Random(seed)
    raw = bytearray(body)
    for _ in range(chance.randint(1, 12)):
        if not raw:
            break
        at = chance.randrange(len(raw))
        span = slice(at, at + chance.randint(1, 60))
        match chance.randrange(5):
            case 0:
                del raw[span]
            case 1:
                raw[at:at] = raw[span]
            case 2:
                raw[at] = chance.randrange(256)
            case 3:
                raw[at:at] = chance.choice(TOKENS).encode("utf-8", "surrogatepass")
            case _:
                del raw[at:]
    return bytes(raw)


FEED = rss(
    "<title>Một</title><link>https://bao.vn/mot-a1.html</link><pubDate>Thu, 01 Jan 2026 09:00:00 +0700</pubDate>",
    "<title><![CDATA[Hai & <b>ba</b>]]></title><guid>https://bao.vn/hai-a2.html</guid>",
).body


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 2**32), st.sampled_from([FEED, URLSET.encode(), SECTION.encode(), gzip.compress(URLSET.encode())])
)
def test_a_broken_copy_of_a_listing_gives_what_it_holds_or_is_unreadable(seed: int, body: bytes) -> None:
    given_page = page(broken(body, seed))
    for read in (feed_entries, sitemap):
        try:
            listing = read(given_page)
        except UnreadablePage:
            continue
        assert all(entry.url.startswith(("http://", "https://")) for entry in listing.entries)
    assert all(entry.url.startswith("http") for entry in section(given_page, article=ARTICLE).entries)


def test_broken_copies_of_real_feeds_are_survived(real: Path) -> None:
    whole = kept = 0
    for path in sorted((real / "feeds").glob("*.xml")):
        for seed in range(8):
            body = path.read_bytes()
            whole += 1
            try:
                kept += bool(feed_entries(page(broken(body, seed))).entries)
            except UnreadablePage:
                continue
    assert kept / whole > 0.6
