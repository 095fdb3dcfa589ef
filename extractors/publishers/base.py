"""A publisher is a value: hosts, where to look, how its addresses read, and readings that hold until a date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit

from corpus.source import Source
from extractors.dateline import VIETNAM

_UNITS = re.compile(r"%u([0-9a-f]{4})", re.IGNORECASE)
_BYTES = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_PORTS = {"http": (None, 80), "https": (None, 443)}


@dataclass(frozen=True, slots=True)
class Reading:
    """How pages of one design are read: CSS selectors for each field, tried in order.

    Attributes:
        until: last day the design was in use; None for the present one.
        title, kicker, lead, body, date, author, section: where the field stands; empty where nothing is known. Without
            a body all is read as on any page; without the others, time, author and section are.
        drop: what inside the body is no part of the article.
        caption: what inside the body is a caption.
        assumed: facts not verified on a page of the publisher, each as ``field, field: words``.
    """

    name: str
    until: date | None
    title: tuple[str, ...] = ()
    kicker: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()

    def assumes(self, field: str) -> bool:
        """True when a field's selectors were not verified on a page of the publisher."""
        return field in _fields_of(self.assumed)


UNSEEN = Reading(
    name="unseen",
    until=None,
    assumed=("title, lead, body, date, author, section: no page was seen; each is read as on any page",),
)
"""The reading of a publisher whose addresses are known and whose pages are not: it names no element."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """The days on which a host was the one to ask; None where open or not known."""

    host: str
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """True when the host was the one to ask on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Publisher:
    """A declared publisher.

    Attributes:
        source: who it is.
        hosts: hosts that serve it, lower case; several hosts are one publisher and share the identity of an article.
        home: scheme and host of its canonical addresses, without a final slash.
        feeds, sitemaps, sections: where articles are found; absolute or from the root.
        article: regular expression on a whole address with the group ``id`` and, where addresses are dated, ``dmy``
            (02022021), ``ym`` (202510) or ``stamp`` (260228093004); ``category`` is a section's name in the address.
        canonical: format of the canonical address, with ``{home}``, ``{origin}`` (its own host, without www),
            ``{path}`` and the groups of ``article``.
        pagination: what follows a section's address for a further page, with ``{page}``; one that begins with ``&``
            is a parameter; "" when not known.
        readings: the designs, oldest first.
        assumed: facts not verified on the publisher's own pages, each as ``field, field: words``; a field of the
            source is written ``source.field``.
        number: format of the article's own number, of the groups of ``article``; in lower case it is the identity.
        first_page: the number of a section's first page, which is the section's own address.
        archives: formats of the addresses that list one day, with ``{year}``, ``{month}`` and ``{day}`` (two digits).
        tenures: when each host is the one to ask; empty where ``home`` always is.
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
    number: str = "{id}"
    first_page: int = 1
    archives: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()

    @property
    def slug(self) -> str:
        """Identity of the publisher: its source's slug."""
        return self.source.slug

    @property
    def pattern(self) -> re.Pattern[str]:
        """The regular expression ``article``, ready for searching in a listing."""
        return re.compile(self.article)

    def assumes(self, field: str) -> bool:
        """True when a fact of the declaration was not verified on the publisher's own pages."""
        return field in _fields_of(self.assumed)

    def active_on(self, day: date) -> bool:
        """True when the source lived on that day; one that does not is asked no more, and still read."""
        since, until = self.source.active_from, self.source.active_until
        return (since is None or since <= day) and (until is None or day <= until)

    def home_on(self, day: date) -> str:
        """Scheme and host whose listings are asked on a day; canonical addresses keep ``home`` all the same."""
        host = next((tenure.host for tenure in self.tenures if tenure.covers(day)), None)
        return self.home if host is None else f"https://{host}"

    def serves(self, url: str) -> bool:
        """True when the address is on one of the publisher's hosts, at the port of its scheme or the one declared."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        return parts.netloc.lower() in self.hosts or (host in self.hosts and port in _PORTS.get(parts.scheme, ()))

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
        said = {name: value or "" for name, value in found.groupdict().items()}
        number = self.number.format_map(said).lower()
        return f"{self.slug}:{number}", self.canonical.format_map(
            {**said, "home": self.home, "origin": origin, "path": path}
        )

    def made_at(self, url: str) -> datetime | None:
        """The moment in an address's stamp, when the article was begun: it comes out any time after, never before."""
        stamp = self._said(url).get("stamp")
        if not stamp:
            return None
        try:
            return datetime.strptime(stamp, "%y%m%d%H%M%S").replace(tzinfo=VIETNAM)
        except ValueError:
            return None

    def day_of(self, url: str) -> date | None:
        """The day an address states, or None; an address that states only a month gives none."""
        made, dmy = self.made_at(url), self._said(url).get("dmy")
        if made is not None:
            return made.date()
        try:
            return date(int(dmy[4:]), int(dmy[2:4]), int(dmy[:2])) if dmy else None
        except ValueError:
            return None

    def month_of(self, url: str) -> tuple[int, int] | None:
        """The (year, month) an address states, or None."""
        day = self.day_of(url)
        if day is not None:
            return day.year, day.month
        stated = self._said(url).get("ym")
        return (int(stated[:4]), int(stated[4:6])) if stated else None

    def section_of(self, url: str) -> str | None:
        """The section an article's address names, its escapes undone, or None."""
        stated = self._said(url).get("category")
        return unescaped(stated.replace("+", " ")).strip() or None if stated else None

    def reading_on(self, day: date) -> Reading:
        """The reading of the design in use on a day."""
        return next(reading for reading in self.readings if reading.until is None or day <= reading.until)

    def page_of(self, section: str, number: int, *, day: date | None = None) -> str | None:
        """The address of a section's page by its number, or None where how sections page is not known.

        Args:
            section: one of ``sections``.
            number: ``first_page`` gives the section's own address.
            day: the day of asking, for a publisher that moved.
        """
        address = urljoin(self.home if day is None else self.home_on(day), section)
        if number == self.first_page:
            return address
        if not self.pagination or number < self.first_page:
            return None
        more = self.pagination.format(page=number)
        if more.startswith("&"):
            return address + ("&" if "?" in address else "?") + more[1:]
        return (address.rstrip("/") if more.startswith("/") else address) + more

    def archive_pages(self, listed: date, *, day: date | None = None) -> tuple[str, ...]:
        """The addresses that list the articles of one day; none where the publisher keeps no such pages."""
        parts = {"year": f"{listed:%Y}", "month": f"{listed:%m}", "day": f"{listed:%d}"}
        home = self.home if day is None else self.home_on(day)
        return tuple(urljoin(home, archive.format_map(parts)) for archive in self.archives)

    def at(self, base_url: str, *, slug: str, name: str) -> Publisher:
        """The same publisher served from another host, as the demo newspaper is from this machine."""
        return replace(
            self,
            source=replace(self.source, slug=slug, name=name, successor=None),
            hosts=(urlsplit(base_url).netloc.lower(),),
            home=base_url.rstrip("/"),
            tenures=(),
        )

    def _match(self, url: str) -> re.Match[str] | None:
        return re.match(self.article, url) if self.serves(url) else None

    def _said(self, url: str) -> Mapping[str, str | None]:
        found = self._match(url)
        return found.groupdict() if found is not None else {}


def unescaped(text: str) -> str:
    """Undo the escapes of addresses that a script wrote with ``escape()`` and a server escaped once more.

    ``%25u1ec7`` is first ``%u1ec7`` and then one letter. Bytes are UTF-8, or else the Latin-1 letters that ``escape()``
    leaves in two digits (ECMA-262, annex B.2.1).
    """
    for _ in range(3):
        once = _once_unescaped(text)
        if once == text:
            break
        text = once
    # Letters outside the first plane were written as two.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _once_unescaped(text: str) -> str:
    return _BYTES.sub(lambda run: _decoded(bytes.fromhex(run[0].replace("%", ""))), _UNITS.sub(_unit, text))


def _unit(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _fields_of(assumed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.strip() for fact in assumed for name in fact.partition(":")[0].split(","))
