"""Nhân Dân, the paper of the Central Committee; only its list of news from Bến Tre is asked."""

from __future__ import annotations

from corpus.source import Source, SourceClass
from extractors.publishers.base import Publisher, Reading

_PRESENT = Reading(
    name="2025",
    until=None,
    title=("h1.article__title", "h1.cms-title", "h1"),
    lead=("div.article__sapo", "div.cms-desc"),
    body=("div.article__body", "div.cms-body"),
    date=("div.article__meta time", "div.article__meta"),
    author=("div.article__author", "p.article__author"),
    section=("ul.breadcrumb li:last-child a", "div.breadcrumb a:last-child"),
    drop=("div.article-relate", "div.article__tag", "div.article__share", "div.banner"),
    caption=("figcaption", "table.picture td", "p.caption"),
    assumed=("title, lead, date, author, section, drop, caption: a third party's settings name the body alone",),
)

NHAN_DAN = Publisher(
    source=Source(slug="nhan-dan", name="Báo Nhân Dân", kind=SourceClass.CENTRAL_PRESS),
    hosts=("nhandan.vn", "www.nhandan.vn"),
    home="https://nhandan.vn",
    feeds=(),
    # Its sitemaps list the whole country: the paper is read for one province.
    sitemaps=(),
    sections=("/dia-phuong/ben-tre/9.html",),
    article=r"^https?://[^/]+/(?:amp/)?(?P<slug>[^/?#]*?)-post(?P<id>\d+)\.html(?:[?#]|$)",
    canonical="{home}{path}",
    pagination="",
    readings=(_PRESENT,),
    assumed=(
        "sections: whether the list is still kept after the merger",
        "pagination: how the list pages is not known",
        "feeds: none is asked, they are not of one province",
    ),
)
