"""Reading a page with trafilatura alone: the rival that declared readings are measured against."""

from __future__ import annotations

import trafilatura

from corpus.page import Page


def trafilatura_text(page: Page) -> str:
    """The body text that trafilatura finds, "" where it finds none."""
    return trafilatura.extract(page.body, url=page.final_url, with_metadata=True) or ""
