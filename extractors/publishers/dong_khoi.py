"""Báo Đồng Khởi, the paper of the Party Committee of Bến Tre until the province became part of Vĩnh Long."""

from __future__ import annotations

from datetime import date

from corpus.source import Source, SourceClass
from extractors.publishers.base import Publisher, Reading, Tenure

# Elements of AMP's own vocabulary that are never an article's text; the twin pages are otherwise read as their pages.
_AMP = ("amp-ad", "amp-embed", "amp-sticky-ad", "amp-social-share", "amp-sidebar", "amp-iframe", "amp-analytics")

_UNTIL_2021 = Reading(
    name="2020",
    until=date(2021, 6, 30),
    title=("h1.title", "h1"),
    kicker=("p.subtitle",),
    lead=(".detail-desc p", ".detail-desc"),
    body=("div.content-fck",),
    date=("span.date",),
    author=("p.author",),
    section=("h2.catename-h1 a", "input#txtnewscate"),
    drop=("div.share", "div.comment", "div.related", *_AMP),
    caption=("table.image td", "figcaption"),
    assumed=(
        "until: the last day of this design, and that the two bodies that are known belong to two designs",
        "title, kicker, date, author: public reader code names only the lead, the body and the section",
        "drop: the share box and comments, and that AMP twins keep the body's element",
        "caption: the table around a photo",
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
    section=("input#txtnewscate", "h2.catename-h1 a"),
    drop=("div.share", "div.comment", "div.related", *_AMP),
    caption=("figcaption", "table.image td"),
    assumed=(
        "title, kicker, date, author: public reader code names only the lead, the body and the section",
        "drop: the share box and comments, and that AMP twins keep the body's element",
        "caption: figures and the table around a photo",
    ),
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
    hosts=("baodongkhoi.vn", "www.baodongkhoi.vn", "amp.baodongkhoi.vn", "m.baodongkhoi.vn", "dongkhoi.baovinhlong.vn"),
    home="https://baodongkhoi.vn",
    feeds=(),
    sitemaps=("/sitemap.xml",),
    sections=("/thoi-su/", "/chinh-tri/", "/kinh-te/", "/phap-luat/", "/xa-hoi/", "/van-hoa/", "/khoa-giao/"),
    # The date can be missing, and then two dashes stand before the number.
    article=r"^https?://[^/]+(?:/amp)?/(?!https?/)(?P<slug>[^/?#]*?)-(?P<dmy>\d{8})?-?(?P<id>a\d+)\.html(?:[?#]|$)",
    canonical="{home}{path}",
    pagination="",
    readings=(_UNTIL_2021, _FROM_2021),
    tenures=(
        Tenure("baodongkhoi.vn", until=date(2025, 6, 30)),
        Tenure("dongkhoi.baovinhlong.vn", since=date(2025, 7, 1)),
    ),
    assumed=(
        "hosts: m. is the usual name of a twin for telephones and was not seen",
        "feeds: none is known",
        "sitemaps: the usual address",
        "pagination: how sections page is not known",
        "source.active_until: the day the provinces merged",
        "tenures: that the old site sends its readers on from the day after the merger",
    ),
)
