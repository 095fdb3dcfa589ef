"""Báo Điện tử Chính phủ, the Government's newspaper; its article numbers carry the time an article was made."""

from __future__ import annotations

from corpus.source import Source, SourceClass
from extractors.publishers.base import Publisher, Reading

_PRESENT = Reading(
    name="2026",
    until=None,
    title=("h1.detail-title", "h1"),
    kicker=(),
    lead=("h2.detail-sapo", ".detail-sapo"),
    body=("div.detail-content[data-role=content]", "div.detail-content"),
    date=("div.detail-time", "div.detail-info"),
    author=("div.detail-author", ".detail-content p.author"),
    section=("div.detail-breadcrumb li:last-child", "div.detail-breadcrumb a"),
    drop=("div.VCSortableInPreviewMode[type=RelatedNews]", ".kbwscwl-relatedbox", "[class*=relatedbox]", ".detail-tag"),
    caption=(".PhotoCMS_Caption", "figcaption"),
    assumed=("the author's element: the pages seen name none",),
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
    assumed=("the address of the sitemap, feeds and how sections page",),
)
