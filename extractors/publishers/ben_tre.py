"""Portals of the province of Bến Tre: the People's Committee's, the Front's, the youth's and one department's."""

from __future__ import annotations

from datetime import date

from corpus.source import Source, SourceClass
from extractors.publishers.base import UNSEEN, Publisher, Reading

_MERGER = date(2025, 6, 30)

_SHAREPOINT = Reading(
    name="sharepoint",
    until=None,
    title=("h1.news-title", "#DeltaPlaceHolderMain h1", "h1:not(.ms-core-pageTitle)"),
    lead=("div.news-summary",),
    body=("#DeltaPlaceHolderMain div.ms-rtestate-field", "div[class*=ExternalClass]", "div.ms-rtestate-field"),
    date=("span.news-date",),
    author=("div.news-author",),
    section=("a.news-category",),
    drop=(".ms-accessible", ".ms-skip", "#s4-ribbonrow", ".ms-webpart-titleText", ".ms-rtestate-notify"),
    caption=("figcaption", "p.caption"),
    assumed=(
        "title, lead, date, author, section: no article of the portal was seen",
        "body: what SharePoint wraps rich text in; full text stood in the lists of 2019",
        "drop: names of SharePoint's own; only the words of its ribbon are known from the portal",
        "caption: no photo of the portal was seen",
    ),
)

PORTAL = Publisher(
    source=Source(
        slug="ben-tre-gov",
        name="Cổng thông tin điện tử tỉnh Bến Tre",
        kind=SourceClass.SELF_REPORT,
        province="ben-tre",
        active_until=_MERGER,
        successor="vinh-long",
    ),
    hosts=("bentre.gov.vn", "www.bentre.gov.vn", "tinbai.bentre.gov.vn"),
    home="https://bentre.gov.vn",
    feeds=(),
    sitemaps=(),
    sections=("/Pages/TinTucSuKien.aspx",),
    # A number counts within its list: the list's name is part of the identity, in any case of letters.
    article=(
        r"(?i)^https?://[^/]+/(?:[^/?#]+/)*?(?:Pages/(?P<page>[a-z]+)\.aspx|Lists/(?P<list>[a-z]+)/DispForm\.aspx)"
        r"\?(?:(?=(?:[^#]*&)?CategoryId=(?P<category>[^&#]+)))?(?:[^#]*&)?(?P<key>ItemID|ID)=(?P<id>\d+)(?:[&#]|$)"
    ),
    canonical="{home}{path}?{key}={id}",
    number="{page}{list}-{id}",
    pagination="&PageIndex={page}",
    readings=(_SHAREPOINT,),
    assumed=(
        "source.active_until, source.successor: a plan of early 2025 gave the portals to the merged paper",
        "hosts: tinbai is known for its files, not for pages",
        "home: that it answers on https",
        "article, number, canonical: the parameters ItemID and ID, that either alone opens an article, and that a "
        "number counts within its list; of addresses only lists are known",
        "sections: lists by CategoryId are known, the one without is not",
        "first_page: that PageIndex counts from 1",
        "feeds, sitemaps: none is known",
    ),
)

FRONT = Publisher(
    source=Source(
        slug="mttq-ben-tre",
        name="Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Bến Tre",
        kind=SourceClass.FRONT_SUPERVISION,
        province="ben-tre",
        active_until=_MERGER,
    ),
    hosts=("mttq.bentre.gov.vn",),
    home="https://mttq.bentre.gov.vn",
    feeds=(),
    sitemaps=("/sitemap.xml",),
    sections=("/",),
    article=r"^https?://[^/]+/noi-dung/(?P<id>[^/?#]+)\.html(?:[?#]|$)",
    canonical="{home}{path}",
    pagination="",
    readings=(UNSEEN,),
    assumed=(
        "source.active_until: the day the provinces merged; the host was seen in use in 2024",
        "home: that it answers on https",
        "sections: the front page lists the newest",
        "sitemaps: the usual address",
        "feeds, pagination: not known",
    ),
)

YOUTH = Publisher(
    source=Source(
        slug="tuoi-tre-xu-dua",
        name="Tuổi trẻ Xứ Dừa",
        kind=SourceClass.SELF_REPORT,
        province="ben-tre",
        active_until=_MERGER,
    ),
    hosts=("tuoitrexudua.vn", "www.tuoitrexudua.vn"),
    home="https://tuoitrexudua.vn",
    feeds=(),
    sitemaps=("/sitemap.xml",),
    sections=("/",),
    article=r"^https?://[^/]+/noi-dung/(?P<id>[^/?#]+?)(?:\.html)?/?(?:[?#]|$)",
    canonical="{home}{path}",
    pagination="",
    readings=(UNSEEN,),
    assumed=(
        "source.name: the name is that of its address",
        "home: that it answers on https",
        "article: whether .html follows the name",
        "source.kind: that the Youth Union of the province speaks here",
        "source.active_until: the day the provinces merged",
        "sections: the front page lists the newest",
        "sitemaps: the usual address",
        "feeds, pagination: not known",
    ),
)

SCIENCE = Publisher(
    source=Source(
        slug="so-khcn-ben-tre",
        name="Sở Khoa học và Công nghệ tỉnh Bến Tre",
        kind=SourceClass.SELF_REPORT,
        province="ben-tre",
        active_until=_MERGER,
    ),
    hosts=("dost-bentre.gov.vn", "www.dost-bentre.gov.vn"),
    home="https://dost-bentre.gov.vn",
    feeds=(),
    sitemaps=("/sitemap.xml",),
    sections=("/",),
    # A chuyen-muc of the same shape is a section.
    article=r"^https?://[^/]+/tin-tuc/(?P<id>\d+)/(?P<slug>[^/?#]+)/?(?:[?#]|$)",
    canonical="{home}{path}",
    pagination="",
    readings=(UNSEEN,),
    assumed=(
        "article: that tin-tuc is an article and chuyen-muc a section",
        "home: that it answers on https",
        "source.active_until: the day the provinces merged",
        "sections: the front page lists the newest",
        "sitemaps: the usual address",
        "feeds, pagination: not known",
    ),
)
