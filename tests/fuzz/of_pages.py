"""Pages: articles, the facts they state of themselves, links, addresses and times."""

from __future__ import annotations

import re
from datetime import timedelta

from fuzz import seeds
from fuzz.promises import clean_line, must, sound_document, web_address, writable
from fuzz.target import Target

from extractors.addresses import canonical, trap
from extractors.contents import hazard
from extractors.dateline import EARLIEST, LEEWAY, has_date, is_clock, is_date_line, parse_moment, states_moment
from extractors.listing import absolute
from extractors.publication import day_in, first_day
from extractors.publishers import PUBLISHERS
from extractors.sections import section
from flows.acquisition.reading import read_any

FILE = "file:///kho/trang.html"
_ARTICLE = re.compile(r"-a\d{5,6}\.html")


def _page(data: bytes) -> None:
    """Read as an article of a declared publisher, or as a page nobody declared."""
    kind, body = seeds.halves(data)
    # One reading an input, or half as many inputs were tried: the length decides which.
    url = seeds.ARTICLE if len(body) % 2 else FILE
    page = seeds.page(body, url=url, headers=(("content-type", kind.decode("latin-1")),))
    sound_document(read_any(page))


def _said(data: bytes) -> None:
    """Facts alone: the input is JSON-LD, then meta tags."""
    linked, metas = seeds.halves(data)
    body = b"<html><head>%b<script type='application/ld+json'>%b</script></head><body><h1>T</h1>%b</body></html>"
    text = "".join(f"<p>{text}</p>" for text in seeds.texts(2)).encode()
    page = body % (metas, linked, text)
    if hazard(page) is None:
        sound_document(read_any(seeds.page(page, url=FILE)))


def _links(data: bytes) -> None:
    charset, body = seeds.halves(data)
    page = seeds.page(body, url=f"{seeds.SITE}/chinh-tri/", headers=(("content-type", charset.decode("latin-1")),))
    found = section(page, article=_ARTICLE)
    for entry in found.entries:
        web_address(entry.url, "a link")
        clean_line(entry.title, "a link's words")
    for url in found.further:
        web_address(url, "a further page")
    must(len(found.further) <= 10, "too many further pages")


def _address(data: bytes) -> None:
    base, url = (part.decode("utf-8", "replace") for part in seeds.halves(data))
    found = absolute(base, url)
    if found is not None:
        web_address(found[0], "an absolute address")
        must(canonical(found[1]) == found[1], "a canonical address has another")
        writable(found[1], "a canonical address")
        for publisher in PUBLISHERS:
            publisher.identity(found[0])
            publisher.is_article(found[0])
            publisher.section_of(found[0])
            publisher.day_of(found[0])
    trap(url)
    day_in(url)
    kept = canonical(url)
    must(canonical(kept) == kept, "canonical twice gives another address")
    must(
        canonical(url, keep=frozenset({"id"}))
        == canonical(canonical(url, keep=frozenset({"id"})), keep=frozenset({"id"})),
        "kept keys",
    )


def _moment(data: bytes) -> None:
    text = seeds.words(data)
    found = parse_moment(text, now=seeds.NOW)
    if found is not None:
        must(found.at.year >= EARLIEST - 1 and found.at <= seeds.NOW + LEEWAY, "a time nobody believes")
        must(found.at.utcoffset() == timedelta(hours=7), "a time of another zone")
    for asked in (is_date_line, is_clock, states_moment, has_date):
        must(asked(text) in (True, False), "no answer")
    first_day(text)


def _pages() -> list[bytes]:
    return [b"text/html; charset=utf-8\0" + body for _, body in seeds.articles(16)]


def _facts() -> list[bytes]:
    found = []
    for _, body in seeds.articles(12):
        linked = re.findall(rb"<script type=\"application/ld\+json\">(.*?)</script>", body, re.S)
        metas = b"".join(re.findall(rb"<meta[^>]*>|<link[^>]*>|<title>.*?</title>", body, re.S))
        found += [each + b"\0" + metas for each in linked] or [b"{}\0" + metas]
    return [*found, b'{"@type": ["NewsArticle"], "author": [{"@type": "Person", "name": ["A", "B"]}]}\0']


def _addresses() -> list[bytes]:
    return [
        f"{seeds.SITE}/a/b.html\0{url}".encode()
        for url in (
            seeds.ARTICLE,
            "../x/./y//z?utm_source=a&id=1&b=%C3%A0#f",
            "//user:pw@Bao.VN:80/%7e/(S(abc))/t;jsessionid=9",
            "https://xn--bo-ngkhi-l2a.vn/?q=đ&&=&a",
            "http://[::1]:99999/%zz",
            "javascript:void(0)",
            "http://bảo.vn/tin tức/2021/02/31/",
            "HTTP:///a",
            "https://a.vn/20210415103000123.htm",
        )
    ]


def _times() -> list[bytes]:
    return [
        text.encode()
        for text in (
            "Thứ Ba, ngày 02/02/2021 - 07:30 (GMT+7)",
            "2021-02-02T07:30:00+07:00",
            "2 tháng 2, năm 2021, 7g30 CH",
            "Tue, 02 Feb 2021 07:30:00 +0700",
            "Cập nhật lúc 15:05 ngày 1-1-2022",
            "31/12/1999 | 24:61",
        )
    ]


TARGETS = {
    each.name: each
    for each in (
        Target("page", _page, _pages, seconds=4.0),
        Target("said", _said, _facts),
        Target("links", _links, lambda: [b"text/html\0" + seeds.site()[path] for path in ("/", "/chinh-tri/")]),
        Target("address", _address, _addresses),
        Target("moment", _moment, _times),
    )
}
