"""Báo Vĩnh Long, which continues Báo Đồng Khởi after the merger of the provinces on 1 July 2025."""

from __future__ import annotations

from corpus.source import Source, SourceClass
from extractors.publishers.base import Publisher, Reading

_PRESENT = Reading(
    name="2025",
    until=None,
    title=("h1.detail-title", "h1.title", "h1"),
    kicker=(),
    lead=(".detail-desc p", ".sapo", "h2.detail-sapo"),
    body=("#newscontents", "div.content-fck", "div.detail-content", "[itemprop=articleBody]"),
    date=(".detail-time", "span.date", "time"),
    author=("p.author",),
    section=("input#txtnewscate", ".breadcrumb li:last-child a"),
    drop=("div.share", "div.comment", "div.related"),
    caption=("figcaption", "table.image td"),
    assumed=("every selector: no page of this publisher was seen; a page none of them fits is read without them",),
)

VINH_LONG = Publisher(
    source=Source(slug="vinh-long", name="Báo Vĩnh Long", kind=SourceClass.SELF_REPORT, province="vinh-long"),
    hosts=("baovinhlong.com.vn", "www.baovinhlong.com.vn", "baovinhlong.vn", "www.baovinhlong.vn"),
    home="https://baovinhlong.com.vn",
    feeds=(),
    sitemaps=("/sitemap.xml",),
    sections=("/chinh-tri/xay-dung-dang/", "/chinh-tri/dua-nghi-quyet-vao-cuoc-song/", "/chinh-tri/", "/thoi-su/"),
    article=(
        r"^https?://[^/]+/(?P<cat>[a-z0-9-]+(?:/[a-z0-9-]+)?)/(?P<ym>(?:19|20)\d{2}(?:0[1-9]|1[0-2]))/"
        r"(?P<slug>[a-z0-9-]+)-(?P<id>[0-9a-f]{6,8})/?(?:[?#]|$)"
    ),
    canonical="{home}{path}",
    pagination="",
    readings=(_PRESENT,),
    assumed=(
        "the address of the sitemap, feeds and how sections page",
        "that the host without .com serves the same paper",
        "whether news of Bến Tre is set apart",
    ),
)
