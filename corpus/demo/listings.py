"""The demo newspaper's listings: home, sections, feed, sitemaps, robots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from corpus.demo.articles import SECTIONS, DemoArticle
from corpus.demo.chrome import NAME, OTHER_HOSTS, page

PER_PAGE = 12
IN_FEED = 30
NOT_FOR_ROBOTS = "/thu-nghiem-trinh-bay-trang-bao-05052021-a99901.html"
"""An address that looks like an article, is linked from the section Chính trị, and is disallowed by robots.txt."""

CRAWL_DELAY = 0.05


def home(articles: Sequence[DemoArticle]) -> str:
    """The front page: the newest stories, then the newest of each section."""
    blocks = [f'<div class="tieu-diem"><h2>Tiêu điểm</h2><ul>{_items(articles[:8])}</ul></div>\n']
    for slug, name in SECTIONS.items():
        own = [article for article in articles if article.section == slug][:3]
        blocks.append(f'<div class="khoi"><h2><a href="/{slug}/">{name}</a></h2><ul>{_items(own)}</ul></div>\n')
    return page(title=NAME, head="", content="".join(blocks), newest=articles[:5])


def section_pages(slug: str, articles: Sequence[DemoArticle]) -> Iterator[tuple[str, str]]:
    """(path, page) of a section, twelve stories a page."""
    own = [article for article in articles if article.section == slug]
    count = max(1, -(-len(own) // PER_PAGE))
    for number in range(1, count + 1):
        shown = own[(number - 1) * PER_PAGE : number * PER_PAGE]
        path = _section_path(slug, number)
        following = f'<a rel="next" href="{_section_path(slug, number + 1)}">Trang sau</a>' if number < count else ""
        numbers = "".join(
            f'<a href="{_section_path(slug, other)}">{other}</a>' for other in range(1, count + 1) if other != number
        )
        extra = ""
        if slug == "chinh-tri" and number == 1:
            extra = (
                f'<li><a href="{NOT_FOR_ROBOTS}">Trang thử nghiệm trình bày, bạn đọc không cần xem</a></li>'
                f'<li><a href="{OTHER_HOSTS[0][0]}">Tin hoạt động của tỉnh bạn (báo khác)</a></li>'
            )
        content = (
            f'<h1 class="section">{SECTIONS[slug]}</h1>\n<ul class="danh-sach">{_items(shown)}{extra}</ul>\n'
            f'<div class="paging">{numbers}{following}</div>\n'
        )
        yield (
            path,
            page(title=f"{SECTIONS[slug]} | {NAME}", head="", content=content, newest=articles[:5], menu_at=slug),
        )


def feed(articles: Sequence[DemoArticle], *, base_url: str) -> str:
    """The newest stories as RSS 2.0 (RSS Advisory Board)."""
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{base_url}{article.listed_path}</link>"
        f'<guid isPermaLink="false">{article.id}</guid><category>{SECTIONS[article.section]}</category>'
        f"<description>{escape(article.lead)}</description>"
        f"<pubDate>{format_datetime(article.published)}</pubDate></item>\n"
        for article in articles[:IN_FEED]
    )
    built = f"<lastBuildDate>{format_datetime(newest_change(articles))}</lastBuildDate>" if articles else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{NAME} - Tin mới</title>'
        f"<link>{base_url}/</link><description>Tin mới nhất</description><language>vi</language>{built}\n"
        f"{items}</channel></rss>\n"
    )


def sitemaps(articles: Sequence[DemoArticle], *, base_url: str) -> Iterator[tuple[str, str, datetime | None]]:
    """(path, XML, last change) of the index and of a sitemap for each month (sitemaps.org protocol)."""
    months: dict[str, list[DemoArticle]] = defaultdict(list)
    for article in articles:
        months[f"{article.published:%Y-%m}"].append(article)
    start = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    listed = "".join(
        f"<sitemap><loc>{base_url}/sitemap-{month}.xml</loc>"
        f"<lastmod>{newest_change(own).isoformat()}</lastmod></sitemap>\n"
        for month, own in sorted(months.items())
    )
    changed = newest_change(articles) if articles else None
    yield "/sitemap.xml", f"{start}<sitemapindex {space}>\n{listed}</sitemapindex>\n", changed
    for month, own in sorted(months.items()):
        urls = "".join(
            f"<url><loc>{base_url}{article.listed_path}</loc><lastmod>{article.changed.isoformat()}</lastmod></url>\n"
            for article in own
        )
        yield f"/sitemap-{month}.xml", f"{start}<urlset {space}>\n{urls}</urlset>\n", newest_change(own)


def robots(*, base_url: str) -> str:
    """The rules for robots (RFC 9309), with the widespread Crawl-delay line."""
    return (
        "User-agent: *\nDisallow: /tim-kiem/\nDisallow: /in/\nDisallow: /thu-nghiem-\n"
        f"Crawl-delay: {CRAWL_DELAY}\n\nSitemap: {base_url}/sitemap.xml\n"
    )


def newest_change(articles: Sequence[DemoArticle]) -> datetime:
    """When the last of these was changed."""
    return max(article.changed for article in articles)


def _items(articles: Sequence[DemoArticle]) -> str:
    return "".join(
        f'<li><a href="{article.listed_path}">{escape(article.title)}</a>'
        f'<span class="date">{article.published:%d/%m/%Y - %H:%M}</span><p>{escape(article.lead)}</p></li>\n'
        for article in articles
    )


def _section_path(slug: str, number: int) -> str:
    return f"/{slug}/" + (f"?trang={number}" if number > 1 else "")
