"""Every address of the demo newspaper and what it answers, as one mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from corpus.demo import listings
from corpus.demo.articles import SECTIONS, DemoArticle, load_articles
from corpus.demo.chrome import NAME, page
from corpus.demo.pages import amp_page, article_page, broken_page

HTML = "text/html; charset=utf-8"
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><rect width="160" height="90" fill="#cfe3cf"/>'
    '<text x="80" y="50" font-size="12" text-anchor="middle">ảnh mẫu</text></svg>'
)


@dataclass(frozen=True, slots=True)
class Response:
    """What an address answers; ``slow`` asks the server to wait before it does."""

    status: int
    content_type: str
    body: bytes
    modified: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    slow: bool = False


def build_site(base_url: str, *, articles: Sequence[DemoArticle] | None = None) -> Mapping[str, Response]:
    """Lay out the site: path with its query to response.

    Args:
        base_url: scheme, host and port, without a final slash.
        articles: newest first; None for the package's own.
    """
    shown = load_articles() if articles is None else tuple(articles)
    changed = listings.newest_change(shown) if shown else None
    site = {
        "/": _html(listings.home(shown), changed),
        "/robots.txt": Response(200, "text/plain; charset=utf-8", listings.robots(base_url=base_url).encode()),
        "/rss/tin-moi.rss": Response(
            200, "application/rss+xml; charset=utf-8", listings.feed(shown, base_url=base_url).encode(), changed
        ),
        "/image/anh-mau.svg": Response(200, "image/svg+xml", _PICTURE.encode()),
        "/tim-kiem/": _notice("Tìm kiếm", "Không có kết quả."),
        listings.NOT_FOR_ROBOTS: _notice("Trang thử nghiệm trình bày", "Trang này không dành cho máy thu thập."),
    }
    for slug in SECTIONS:
        site.update((path, _html(text, changed)) for path, text in listings.section_pages(slug, shown))
    for path, text, moment in listings.sitemaps(shown, base_url=base_url):
        site[path] = Response(200, "application/xml; charset=utf-8", text.encode(), moment)
    for article in shown:
        site.update(_answers(article, shown, base_url))
    return site


def not_found() -> Response:
    """What an unknown address answers."""
    return _notice("Không tìm thấy trang", "Trang bạn tìm không còn hoặc chưa từng có.", status=404)


def _answers(article: DemoArticle, shown: Sequence[DemoArticle], base_url: str) -> dict[str, Response]:
    """The addresses of one article, by its twist."""
    if article.twist == "missing":
        return {article.path: not_found()}
    if article.twist == "gone":
        return {article.path: _notice("Tin đã gỡ", "Tòa soạn đã gỡ tin này.", status=410)}
    if article.twist == "broken":
        return {article.path: _html(broken_page(article), article.changed)}
    near = [other for other in shown if other.section == article.section and other.id != article.id][:3]
    html = article_page(article, base_url=base_url, newest=shown[:5], related=near)
    body = html.encode("utf-8")
    answers = {
        article.path: Response(200, HTML, body, article.changed, slow=article.twist == "slow"),
        f"/in/{article.id}.html": _html(f"<h1>{article.title}</h1><p>{article.lead}</p>", article.changed),
    }
    if article.twist == "moved":
        answers[article.listed_path] = Response(301, HTML, b"", headers=(("Location", base_url + article.path),))
    if article.twist == "amp":
        answers[article.amp_path] = _html(amp_page(article, base_url=base_url), article.changed)
    return answers


def _html(text: str, modified: datetime | None) -> Response:
    return Response(200, HTML, text.encode("utf-8"), modified)


def _notice(title: str, text: str, *, status: int = 200) -> Response:
    html = page(title=f"{title} | {NAME}", head="", content=f"<h1>{title}</h1><p>{text}</p>\n", newest=())
    return Response(status, HTML, html.encode("utf-8"))
