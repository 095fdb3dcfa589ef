"""Acquisition as a whole, on the demo newspaper: robots, discovery, politeness, conditional requests, archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from corpus.demo.server import DemoServer
from corpus.errors import BusyError, GoneError, RefusedError
from corpus.page import Page
from extractors.addresses import canonical
from extractors.archive import pages_in, write_warc
from extractors.discover import feed_entries, next_pages, section_entries, sitemap
from extractors.fetch import Fetcher, Limits, NotModified

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ARTICLE = re.compile(r"-a\d+\.html$")
AGENT = "bamsat/0.1 (+lien-he@bao.test)"


@pytest.fixture
def newspaper() -> Iterator[DemoServer]:
    with DemoServer(slow_seconds=0.6) as server:
        yield server


@pytest.fixture
def fetcher(newspaper: DemoServer) -> Iterator[Fetcher]:
    with Fetcher(
        agent=AGENT,
        allowed_hosts=frozenset(),
        limits=Limits(delay=0.0, delay_cap=0.0, read=0.4, tries=2, retry_after=1.0),
        loopback=frozenset({urlsplit(newspaper.base_url).netloc}),
        now=lambda: NOW,
        jitter=lambda: 0.0,
        sleep=lambda seconds: None,
    ) as fetching:
        yield fetching


def page(fetcher: Fetcher, url: str) -> Page:
    got = fetcher.get(url)
    assert isinstance(got, Page)
    return got


def test_feed_sitemap_and_sections_lead_to_the_same_articles(newspaper: DemoServer, fetcher: Fetcher) -> None:
    base = newspaper.base_url
    fed = {canonical(entry.url) for entry in feed_entries(page(fetcher, f"{base}/rss/tin-moi.rss")).entries}
    (index,) = fetcher.robots(base).sitemaps
    mapped = {
        canonical(entry.url)
        for child in sitemap(page(fetcher, index)).children
        for entry in sitemap(page(fetcher, child.url)).entries
    }
    listed: set[str] = set()
    waiting = [f"{base}/{slug}/" for slug in dict.fromkeys(article.section for article in newspaper.articles)]
    seen = set(waiting)
    for url in waiting:
        section = page(fetcher, url)
        listed |= {canonical(entry.url) for entry in section_entries(section, article=ARTICLE)}
        more = [further for further in next_pages(section) if further not in seen]
        seen.update(more)
        waiting.extend(more)
    assert fed
    assert fed <= mapped
    assert fed <= listed
    assert len(listed) >= len(newspaper.articles)


def test_a_second_visit_costs_no_body(newspaper: DemoServer, fetcher: Fetcher) -> None:
    url = feed_entries(page(fetcher, f"{newspaper.base_url}/rss/tin-moi.rss")).entries[0].url
    first = page(fetcher, url)
    again = fetcher.get(url, etag=first.header("etag"), last_modified=first.header("last-modified"))
    assert isinstance(again, NotModified)
    assert newspaper.log[-1].status == 304
    assert {entry.user_agent for entry in newspaper.log} == {AGENT}


def test_trouble_is_told_apart(newspaper: DemoServer, fetcher: Fetcher) -> None:
    base = newspaper.base_url
    newspaper.set_status("/mat-a1.html", 410)
    newspaper.set_status("/ban-a2.html", 503, {"Retry-After": "30"})
    with pytest.raises(GoneError):
        fetcher.get(f"{base}/mat-a1.html")
    with pytest.raises(RefusedError, match="robots"):
        fetcher.get(f"{base}/tim-kiem/?q=dua")
    with pytest.raises(BusyError) as busy:
        fetcher.get(f"{base}/ban-a2.html")
    assert busy.value.retry_after == 30.0


def test_a_batch_survives_the_archive(newspaper: DemoServer, fetcher: Fetcher, tmp_path: Path) -> None:
    entries = feed_entries(page(fetcher, f"{newspaper.base_url}/rss/tin-moi.rss")).entries[:5]
    pages = [page(fetcher, entry.url) for entry in entries]
    write_warc(tmp_path / "lo.warc.gz", pages)
    assert [archived for _, archived in pages_in(tmp_path / "lo.warc.gz")] == pages
