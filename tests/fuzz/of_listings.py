"""Listings: feeds, sitemaps, robots.txt, and the headers that time them."""

from __future__ import annotations

import gzip
import math

from fuzz import seeds
from fuzz.promises import clean_line, must, web_address
from fuzz.target import Target

from extractors.feeds import ITEMS, feed_entries, stays_fresh
from extractors.listing import Entry
from extractors.pace import POSTPONED_AT_MOST, retry_after
from extractors.robots import decide
from extractors.sitemaps import SITEMAP_ENTRIES, sitemap


def _sound(entries: tuple[Entry, ...], most: int) -> None:
    must(len(entries) <= most, "more entries than are read")
    for entry in entries[:200]:
        web_address(entry.url, "an entry")
        clean_line(entry.title, "an entry's title")
        for moment in (entry.published, entry.modified):
            must(moment is None or (moment.tzinfo is not None and moment.year >= 1989), "a time nobody believes")


def _feed(data: bytes) -> None:
    kind, body = seeds.halves(data)
    headers = (("content-type", kind.decode("latin-1")), ("cache-control", "max-age=600"))
    found = feed_entries(seeds.page(body, url=f"{seeds.SITE}/rss/a.rss", headers=headers))
    _sound(found.entries, ITEMS)
    must(found.stays is None or found.stays.total_seconds() > 0, "a feed that stays for less than nothing")


def _sitemap(data: bytes) -> None:
    found = sitemap(seeds.page(data, url=f"{seeds.SITE}/sitemap.xml"))
    _sound(found.entries, SITEMAP_ENTRIES)
    _sound(found.children, SITEMAP_ENTRIES)


def _robots(data: bytes) -> None:
    path, body = seeds.halves(data)
    url = f"{seeds.SITE}/{path.decode('utf-8', 'replace')}"
    read = decide(200, body)
    for agent in ("bamsat", "*", ""):
        must(read.allows(agent, url) in (True, False), "no answer")
        delay = read.crawl_delay(agent)
        must(delay is None or (math.isfinite(delay) and delay >= 0), "a delay that is none")


def _headers(data: bytes) -> None:
    text = data.decode("latin-1")
    wait = retry_after(text, now=seeds.NOW)
    must(wait is None or 0.0 <= wait <= POSTPONED_AT_MOST, "a wait out of bounds")
    stays = stays_fresh(seeds.page(b"", headers=(("cache-control", text),)))
    must(stays is None or stays.total_seconds() > 0, "fresh for less than nothing")


_ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Tin</title><entry><title type='html'>Xã &lt;b&gt;A</title>"
    "<link href='/a-a1.html'/><id>tag:x</id><published>2021-02-02T07:30:00+07:00</published></entry></feed>"
).encode()
_NEWS = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
    "<url><loc>https://baodongkhoi.vn/a.html</loc><lastmod>2021-02-02</lastmod><n:news><n:publication_date>2021-02-02"
    "</n:publication_date><n:title>Xã A</n:title></n:news></url></urlset>"
).encode()


def _feeds() -> list[bytes]:
    rss = seeds.site()["/rss/tin-moi.rss"]
    short = rss[:3000] + b"</channel></rss>"
    return [b"application/rss+xml\0" + short, b"application/atom+xml\0" + _ATOM, b"text/html\0" + short]


def _sitemaps() -> list[bytes]:
    maps = [body[:6000] for path, body in seeds.site().items() if "sitemap" in path][:3]
    return [*maps, _NEWS, gzip.compress(_NEWS, mtime=0), b"https://a.vn/1\nhttps://a.vn/2\n\xef\xbb\xbf"]


def listings() -> list[bytes]:
    """Feeds and sitemaps."""
    return [*_feeds(), *_sitemaps()]


def _rules() -> list[bytes]:
    own = seeds.site()["/robots.txt"]
    return [
        b"a/b?c\0" + own,
        b"x\0User-agent: *\nDisallow: /*?*a$\nAllow: /index.html\nCrawl-delay: 1e9\rSitemap: //x",
        b"\0\xef\xbb\xbfuser agent *\ndissallow /\n\nUSERAGENT: bamsat\nallow:/%c3%a0#",
    ]


def _values() -> list[bytes]:
    return [
        b"120",
        b"Wed, 25 Nov 2026 01:00:00 GMT",
        b"Wed, 25 Nov 2026 01:00:00 +0700",
        b'no-cache, max-age="600", s-maxage=1',
        b"25 Nov 26 01:00",
    ]


TARGETS = {
    each.name: each
    for each in (
        Target("feed", _feed, _feeds),
        Target("sitemap", _sitemap, _sitemaps),
        Target("robots", _robots, _rules),
        Target("headers", _headers, _values),
    )
}
