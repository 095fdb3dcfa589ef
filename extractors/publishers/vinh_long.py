"""Báo Vĩnh Long, which continues Báo Đồng Khởi after the merger of the provinces on 1 July 2025."""

from __future__ import annotations

from corpus.source import Source, SourceClass
from extractors.publishers.base import Publisher, Reading

_PRESENT = Reading(
    name="2025",
    until=None,
    title=("h1.detail-title", "h1.title", "h1"),
    lead=(".detail-desc p", ".detail-desc"),
    body=("#newscontents", "div.content-fck"),
    date=("div.detail-time", "span.date"),
    author=("#newscontents p.author", "p.author"),
    section=("input#txtnewscate", "h2.catename-h1 a"),
    drop=("div.share", "div.comment", "div.related"),
    caption=("figcaption", "table.image td"),
    assumed=(
        "title, lead, body, date, author, section, drop, caption: no page of this paper was seen; the elements are "
        "those of Báo Đồng Khởi, whose pages stand on a host of this paper, and a page that has none of them is read "
        "as any page",
    ),
)

VINH_LONG = Publisher(
    source=Source(slug="vinh-long", name="Báo Vĩnh Long", kind=SourceClass.SELF_REPORT, province="vinh-long"),
    hosts=("baovinhlong.com.vn", "www.baovinhlong.com.vn", "baovinhlong.vn", "www.baovinhlong.vn"),
    home="https://baovinhlong.com.vn",
    feeds=(),
    sitemaps=("/sitemap.xml",),
    sections=("/chinh-tri/xay-dung-dang/", "/chinh-tri/dua-nghi-quyet-vao-cuoc-song/", "/chinh-tri/", "/thoi-su/"),
    # Numbers are decimal until 2024 and hexadecimal after it.
    article=(
        r"^https?://[^/]+/(?P<cat>[a-z0-9-]+(?:/[a-z0-9-]+)?)/(?P<ym>(?:19|20)\d{2}(?:0[1-9]|1[0-2]))/"
        r"(?P<slug>[a-z0-9-]+)-(?P<id>[0-9a-f]{6,8})/?(?:[?#]|$)"
    ),
    canonical="{home}{path}",
    pagination="",
    readings=(_PRESENT,),
    assumed=(
        "feeds: none is known",
        "sitemaps: the usual address",
        "pagination: how sections page is not known",
        "hosts, home: addresses were seen without their host; .com.vn is that of a reference pattern, and the one "
        "without .com is a guess from the host where Báo Đồng Khởi's pages stand",
        "sections: that news of Bến Tre stands among the others and is not set apart",
        "source.name: that the paper of the three provinces keeps this name",
    ),
)
