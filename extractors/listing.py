"""What every listing gives: entries, each with the address to read and what the listing says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from corpus.errors import BadInput
from corpus.page import Page
from extractors.addresses import canonical
from extractors.dateline import parse_moment
from extractors.encoding import one_line


@dataclass(frozen=True, slots=True)
class Entry:
    """An address to read, as a listing names it.

    Attributes:
        url: absolute, as the listing spells it, without a fragment.
        title: on one line, empty where the listing gives none.
        published, modified: timezone-aware, Indochina time where no zone is said.
        signal: what named it: ``feed``, ``sitemap``, ``news sitemap``, ``sitemap index``, ``section``.
    """

    url: str
    title: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    signal: str = ""


def absolute(base: str, reference: str) -> tuple[str, str] | None:
    """The absolute web address a reference means, without its fragment, and its canonical form; None for others."""
    reference = one_line(reference)
    if not reference or reference.startswith("#"):
        return None
    try:
        url = urljoin(base, reference).partition("#")[0]
        key = canonical(url)
        scheme = urlsplit(url).scheme
    except (ValueError, BadInput):
        return None
    return (url, key) if scheme in ("http", "https") else None


def unique(entries: Iterable[tuple[str, Entry]]) -> tuple[Entry, ...]:
    """The first entry of each canonical address, in order."""
    first: dict[str, Entry] = {}
    for key, entry in entries:
        first.setdefault(key, entry)
    return tuple(first.values())


def moment(text: str | None, page: Page) -> datetime | None:
    """The time a listing states, or None where it states none that can be."""
    found = parse_moment(text, now=page.fetched) if text else None
    return found.at if found is not None else None
