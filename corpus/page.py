"""A page: bytes as they were fetched or read from a file, never edited."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Page:
    """One response or file.

    ``url`` is the address asked for, ``final_url`` the one that answered after redirects. ``headers``
    are (lower-case name, value) pairs in the order received. ``fetched`` is timezone-aware.
    """

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched: datetime

    @property
    def sha256(self) -> str:
        """Identity of the page: sha256 of its body, in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()

    def header(self, name: str) -> str | None:
        """The first header of that name (any case), or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """Where a page's bytes lie: a WARC file's name in the archive folder and the record's byte offset in it."""

    page: Page
    archive: str
    position: int
