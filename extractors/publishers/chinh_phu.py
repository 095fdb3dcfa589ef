"""Báo Điện tử Chính phủ, the Government's newspaper; its article numbers carry the time an article was made."""

from __future__ import annotations

from corpus.source import Source, SourceClass
from extractors.publishers.base import Publisher, Reading

_PRESENT = Reading(
    name="2026",
    until=None,
    title=("h1.detail-title", "h1[data-role=title]", "h1"),
    lead=("h2.detail-sapo", ".detail-sapo"),
    body=("div.detail-content[data-role=content]", "div.detail-content"),
    date=("div[data-role=publishdate]", "div.detail-time"),
    author=("div.detail-author-top", "div.detail-author", ".detail-content p.author"),
    section=("div.detail-breadcrumb a.active", "div.detail-breadcrumb li:last-child", "div.detail-breadcrumb a"),
    drop=("div[type=RelatedNews]", "div[type=RelatedNewsBox]", "[class*=relatedbox]", ".detail-tag"),
    caption=(".PhotoCMS_Caption", "figcaption"),
    assumed=(
        "author: its box stands on the page seen and is empty there",
        "caption: the photos of the page seen have none",
    ),
)

CHINH_PHU = Publisher(
    source=Source(slug="chinh-phu", name="Báo Điện tử Chính phủ", kind=SourceClass.CENTRAL_PRESS),
    hosts=("baochinhphu.vn", "www.baochinhphu.vn", "xaydungchinhsach.chinhphu.vn"),
    home="https://baochinhphu.vn",
    feeds=(),
    sitemaps=("/sitemap.xml",),
    sections=("/chinh-sach-va-cuoc-song/chinh-sach-moi.htm", "/chinh-tri.htm"),
    article=r"^https?://[^/]+/(?P<slug>[^/?#]+?)-(?P<id>\d{3}(?P<stamp>\d{12})\d{0,6})\.htm(?:[?#]|$)",
    # Its sister site keeps its own host: the prefix of the number tells the two apart.
    canonical="{origin}{path}",
    pagination="",
    readings=(_PRESENT,),
    assumed=(
        "feeds: none is known",
        "sitemaps: the usual address",
        "pagination: how sections page is not known",
        "readings: that the sister site is built like the paper",
    ),
)
