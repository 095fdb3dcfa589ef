"""Reading a page with trafilatura alone: the rival that declared readings are measured against."""

from __future__ import annotations

import trafilatura
from bs4 import BeautifulSoup

from corpus.page import Page


def trafilatura_text(page: Page) -> str:
    """The body text that trafilatura finds, "" where it finds none."""
    return trafilatura.extract(page.body, url=page.final_url, with_metadata=True) or ""


def bare_soup(page: Page) -> BeautifulSoup:
    """The whole tree that BeautifulSoup builds with lxml, before anything is read from it."""
    return BeautifulSoup(page.body, "lxml", from_encoding="utf-8")


def trafilatura_facts(page: Page) -> tuple[str | None, str | None]:
    """The title and the day (YYYY-MM-DD) that trafilatura finds."""
    found = trafilatura.extract_metadata(page.body, default_url=page.final_url)
    return (found.title, found.date) if found is not None else (None, None)
