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


class Recorder:
    """Keeps every response of a harvest until it is archived: what was read, what was refused, redirects, robots.txt.

    Given to a :class:`extractors.fetch.Fetcher` as its ``record``.
    """

    def __init__(self) -> None:
        self._pages: list[Page] = []

    def __call__(self, page: Page) -> None:
        """Keep one response."""
        self._pages.append(page)

    @property
    def kept(self) -> set[tuple[str, str]]:
        """(Address that answered, sha256) of what waits to be archived."""
        return {(page.final_url, page.sha256) for page in self._pages}

    def write(self, *, folder: Path, source: str) -> dict[tuple[str, str], ArchivedPage]:
        """Archive what was kept since the last time; gives the places by (address that answered, sha256)."""
        pages, self._pages = self._pages, []
        return {
            (place.page.final_url, place.page.sha256): place for place in archive(pages, folder=folder, source=source)
        }
