"""Putting pages into the archive, a batch to a file, under a name made of what is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.page import ArchivedPage, Page
from extractors.archive import write_warc
from extractors.objects import Folder


def archive(pages: Sequence[Page], *, folder: Folder, source: str) -> list[ArchivedPage]:
    """Write a batch of pages to one WARC file of a source, whole or not at all.

    Returns:
        The pages with their places, in order; nothing is written for an empty batch.
    """
    if not pages:
        return []
    # With the times in it: the same bodies fetched on another day must not replace a file that rows point into.
    made_of = "".join(f"{page.final_url} {page.fetched.isoformat()} {page.sha256}\n" for page in pages)
    name = hashlib.sha256(made_of.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    relative = f"{source.replace('/', '_')}/{pages[0].fetched:%Y-%m}/{name}.warc.gz"
    records = write_warc(folder / relative, pages)
    return [ArchivedPage(page, relative, record.offset) for page, record in zip(pages, records, strict=True)]


SPILL = 20_000_000
"""Bytes of responses kept in memory before they are written to the archive."""


class Recorder:
    """Archives every response of a harvest: what was read, what was refused, redirects, robots.txt.

    Given to a :class:`extractors.fetch.Fetcher` as its ``record``.
    """

    def __init__(self, *, folder: Folder, source: str) -> None:
        self._folder = folder
        self._source = source
        self._pages: list[Page] = []
        self._size = 0
        self._places: dict[tuple[str, str], ArchivedPage] = {}

    def __call__(self, page: Page) -> None:
        """Keep one response; many of them are written at once."""
        self._pages.append(page)
        self._size += len(page.body)
        if self._size >= SPILL:
            self._spill()

    def holds(self, page: Page) -> bool:
        """True for a response that was kept since the last :meth:`write`."""
        key = (page.final_url, page.sha256)
        return key in self._places or any((each.final_url, each.sha256) == key for each in self._pages)

    def write(self) -> dict[tuple[str, str], ArchivedPage]:
        """Archive what was kept since the last time; gives the places by (address that answered, sha256)."""
        self._spill()
        places, self._places = self._places, {}
        return places

    def _spill(self) -> None:
        pages, self._pages, self._size = self._pages, [], 0
        for place in archive(pages, folder=self._folder, source=self._source):
            self._places[place.page.final_url, place.page.sha256] = place
