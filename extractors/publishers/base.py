"""A publisher is a value: hosts, where to look, how its addresses read, and readings that hold until a date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from corpus.source import Source


@dataclass(frozen=True, slots=True)
class Reading:
    """How pages of one design are read: CSS selectors for each field, tried in order.

    Attributes:
        until: last day the design was in use; None for the present one.
        title, kicker, lead, body, date, author, section: where the field stands.
        drop: what inside the body is no part of the article.
        caption: what inside the body is a caption.
        assumed: facts not verified on a page of the publisher, in words.
    """

    name: str
    until: date | None
    title: tuple[str, ...]
    kicker: tuple[str, ...]
    lead: tuple[str, ...]
    body: tuple[str, ...]
    date: tuple[str, ...]
    author: tuple[str, ...]
    section: tuple[str, ...]
    drop: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publisher:
    """A declared publisher.

    Attributes:
        source: who it is.
        hosts: hosts that serve it, lower case; several hosts are one publisher and share the identity of an article.
        home: scheme and host of its canonical addresses, without a final slash.
        feeds, sitemaps, sections: where articles are found; absolute or from the root.
        article: regular expression on a whole address with the group ``id`` and, where addresses are dated, ``dmy``
            (02022021), ``ym`` (202510) or ``stamp`` (260228093004).
        canonical: format of the canonical address, with ``{home}``, ``{origin}`` (its own host, without www) and
            ``{path}``.
        pagination: what follows a section's address for a further page, with ``{page}``; "" when not known.
        readings: the designs, oldest first.
        assumed: facts not verified on the publisher's own pages, in words.
    """

    source: Source
    hosts: tuple[str, ...]
    home: str
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    sections: tuple[str, ...]
    article: str
    canonical: str
    pagination: str
    readings: tuple[Reading, ...]
    assumed: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Identity of the publisher: its source's slug."""
        return self.source.slug

    def serves(self, url: str) -> bool:
        """True when the address is on one of the publisher's hosts."""
        parts = urlsplit(url)
        return parts.netloc.lower() in self.hosts or _host(url) in self.hosts

    def is_article(self, url: str) -> bool:
        """True when the address is one of an article of this publisher."""
        return self._match(url) is not None

    def identity(self, url: str) -> tuple[str, str] | None:
        """Document id and canonical address of an article, its AMP twin's too, or None for any other address."""
        found = self._match(url)
        if found is None:
            return None
        parts = urlsplit(url)
        origin = f"https://{parts.netloc.lower().removeprefix('www.')}"
        path = parts.path.removeprefix("/amp") if parts.path.startswith("/amp/") else parts.path
        canonical = self.canonical.format(home=self.home, origin=origin, path=path)
        return f"{self.slug}:{found['id']}", canonical

    def day_of(self, url: str) -> date | None:
        """The day an address states, or None; an address that states only a month gives none."""
        found = self._match(url)
        stated = found.groupdict() if found is not None else {}
        dmy, stamp = stated.get("dmy"), stated.get("stamp")
        try:
            if dmy:
                return date(int(dmy[4:]), int(dmy[2:4]), int(dmy[:2]))
            if stamp:
                return date(2000 + int(stamp[:2]), int(stamp[2:4]), int(stamp[4:6]))
        except ValueError:
            return None
        return None

    def month_of(self, url: str) -> tuple[int, int] | None:
        """The (year, month) an address states, or None."""
        day = self.day_of(url)
        if day is not None:
            return day.year, day.month
        found = self._match(url)
        stated = found.groupdict().get("ym") if found is not None else None
        return (int(stated[:4]), int(stated[4:6])) if stated else None

    def reading_on(self, day: date) -> Reading:
        """The reading of the design in use on a day."""
        return next(reading for reading in self.readings if reading.until is None or day <= reading.until)

    def at(self, base_url: str, *, slug: str, name: str) -> Publisher:
        """The same publisher served from another host, as the demo newspaper is from this machine."""
        return replace(
            self,
            source=replace(self.source, slug=slug, name=name, successor=None),
            hosts=(urlsplit(base_url).netloc.lower(),),
            home=base_url.rstrip("/"),
        )

    def _match(self, url: str) -> re.Match[str] | None:
        return re.match(self.article, url) if self.serves(url) else None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
