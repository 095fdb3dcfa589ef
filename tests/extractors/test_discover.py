"""From feeds, sitemaps and section pages to the addresses of articles."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadablePage
from corpus.page import Page
from extractors.discover import Entry, feed_entries, next_pages, section_entries, sitemap

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
    assert "without an address: 1" in (listing.fault or "")
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
    assert listing.fault == "lines that are no address: 1"


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


# ------------------------------------------------------------------------------------------------- hostile input

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
