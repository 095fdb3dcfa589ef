"""Putting pages into the archive under a name made of what is in them, so that the same batch gives the same file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from corpus.page import ArchivedPage, Page
from extractors.archive import write_warc


def archive(pages: Sequence[Page], *, folder: Path, source: str) -> list[ArchivedPage]:
    """Write a batch of pages to one WARC file of a source, whole or not at all.

    Returns:
        The pages with their places, in order; nothing is written for an empty batch.
    """
    if not pages:
        return []
    name = hashlib.sha256("".join(page.sha256 for page in pages).encode()).hexdigest()[:16]
    relative = f"{source.replace('/', '_')}/{pages[0].fetched:%Y-%m}/{name}.warc.gz"
    path = folder / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    records = write_warc(path, pages)
    return [ArchivedPage(page, relative, record.offset) for page, record in zip(pages, records, strict=True)]
