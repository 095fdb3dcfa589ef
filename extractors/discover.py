"""Discovery: from a feed, a sitemap, a section page or a date archive to the addresses of articles.

Everything here is a pure function of a page or a format, in bounded time and memory whatever it is given. Broken input
gives what it still holds, with the fault in words; input that is something else altogether raises
:class:`corpus.errors.UnreadablePage`.
"""

from __future__ import annotations

from extractors.date_archives import archive_addresses
from extractors.feeds import FeedListing, feed_entries, stays_fresh
from extractors.listing import Entry
from extractors.sections import POSTBACK, SectionListing, next_pages, section, section_entries
from extractors.sitemaps import SITEMAP_ENTRIES, SITEMAP_SIZE, SitemapListing, sitemap

__all__ = [
    "POSTBACK",
    "SITEMAP_ENTRIES",
    "SITEMAP_SIZE",
    "Entry",
    "FeedListing",
    "SectionListing",
    "SitemapListing",
    "archive_addresses",
    "feed_entries",
    "next_pages",
    "section",
    "section_entries",
    "sitemap",
    "stays_fresh",
]
