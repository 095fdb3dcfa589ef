"""Báo Đồng Khởi, the paper of the Party Committee of Bến Tre until the province became part of Vĩnh Long."""

from __future__ import annotations

from datetime import date

from corpus.source import Source, SourceClass
from extractors.publishers.base import Publisher, Reading

_UNTIL_2021 = Reading(
    name="2020",
    until=date(2021, 6, 30),
    title=("h1.title", "h1"),
    kicker=("p.subtitle",),
    lead=(".detail-desc p", ".detail-desc"),
    body=("div.content-fck",),
    date=("span.date",),
    author=("p.author",),
    section=("h2.catename-h1 a",),
    drop=("div.share", "div.comment", "div.related"),
    caption=("table.image td",),
    assumed=(
        "the elements of title, kicker, date, author, share box and comments, and the table around a photo: "
        "public reader code names only the lead, the body and the section",
        "the last day of this design",
    ),
)

_FROM_2021 = Reading(
    name="2021",
    until=None,
    title=("h1.detail-title", "h1"),
    kicker=("div.detail-kicker",),
    lead=(".detail-desc p", ".detail-desc"),
    body=("#newscontents",),
    date=("div.detail-time",),
    author=("#newscontents p.author", "p.author"),
    section=("input#txtnewscate",),
    drop=("div.share", "div.comment", "div.related"),
    caption=("figcaption", "table.image td"),
    assumed=("the elements of title, kicker, date and author", "the first day of this design"),
)

DONG_KHOI = Publisher(
    source=Source(
        slug="dong-khoi",
        name="Báo Đồng Khởi",
        kind=SourceClass.SELF_REPORT,
        province="ben-tre",
        active_until=date(2025, 6, 30),
        successor="vinh-long",
    ),
    hosts=("baodongkhoi.vn", "www.baodongkhoi.vn", "amp.baodongkhoi.vn", "dongkhoi.baovinhlong.vn"),
    home="https://baodongkhoi.vn",
    feeds=(),
    sitemaps=("/sitemap.xml",),
    sections=("/thoi-su/", "/chinh-tri/", "/kinh-te/", "/phap-luat/", "/xa-hoi/", "/van-hoa/", "/khoa-giao/"),
    article=r"^https?://[^/]+(?:/amp)?/(?!https?/)(?P<slug>[^/?#]*?)-(?P<dmy>\d{8})?-?(?P<id>a\d+)\.html(?:[?#]|$)",
    canonical="{home}{path}",
    pagination="",
    readings=(_UNTIL_2021, _FROM_2021),
    assumed=(
        "no feed is known",
        "the address of the sitemap",
        "how sections page",
        "the last day of its own life: the merger of the provinces",
    ),
)
