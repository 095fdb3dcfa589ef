"""The demo newspaper as a source: Báo Đồng Khởi's readings, served from this machine."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from extractors.publishers import PUBLISHERS, Publisher

NAME = "Báo Mẫu Đồng Khởi"


def demo_publisher(address: str) -> tuple[Publisher, frozenset[str]]:
    """The demo newspaper's publisher at an address of this machine, and the host:port that may be asked there."""
    original = next(each for each in PUBLISHERS if each.source.slug == "dong-khoi")
    publisher = replace(
        original.at(address, slug="demo", name=NAME),
        feeds=("/rss/tin-moi.rss",),
        sitemaps=("/sitemap.xml",),
        sections=("/chinh-tri/", "/xay-dung-dang/"),
    )
    return publisher, frozenset({urlsplit(address).netloc})
