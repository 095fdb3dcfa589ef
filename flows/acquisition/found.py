"""What listings named: entries by address, what each listing gave, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from corpus.sources.listings import Listing
from extractors.addresses import canonical
from extractors.dateline import VIETNAM
from extractors.discover import Entry
from extractors.publishers import Publisher

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Read:
    """What one listing named.

    Attributes:
        named, new: addresses of articles, and those of them that no listing of this look named before.
        following: pages it leads to.
        fault: what was wrong with it, in words.
        stays: how long it says it stays as it is.
    """

    named: tuple[str, ...]
    new: tuple[str, ...]
    following: tuple[str, ...] = ()
    fault: str | None = None
    stays: timedelta | None = None


@dataclass(slots=True)
class Found:
    """What a source's listings named.

    Attributes:
        entries: by canonical address.
        failures: listings that failed, with their reasons.
        passed: listings not read, with why: unchanged, or not due.
        faults: listings that were read though something in them is wrong, with what.
        kept: how each listing that was asked answered, to be remembered.
        asked: how many were asked for.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    passed: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    kept: list[Listing] = field(default_factory=list)
    asked: int = 0
    _articles: dict[str, str] = field(default_factory=dict)

    def add(self, entries: Iterable[Entry], publisher: Publisher, following: Iterable[str] = ()) -> Read:
        """Keep the entries that are articles of the publisher; twins of one article are kept once, as first named."""
        named, new = dict[str, None](), list[str]()
        for entry in entries:
            identity = publisher.identity(entry.url)
            if identity is not None:
                address = self._articles.setdefault(identity[0], canonical(entry.url))
                named[address] = None
                before = self.entries.get(address)
                if before is None or (changed(entry) or LONG_AGO) > (changed(before) or LONG_AGO):
                    self.entries[address] = entry
                if before is None:
                    new.append(address)
        return Read(tuple(named), tuple(new), tuple(following))

    def said(self, publisher: Publisher) -> dict[str, datetime]:
        """When each article came out or changed: as its listing says, else as its address says."""
        told = {}
        for address, entry in self.entries.items():
            when = changed(entry) or moment_of(publisher, address)
            if when is not None:
                told[address] = when
        return told


def changed(entry: Entry) -> datetime | None:
    """When a listing says the article last changed, or when it came out."""
    return entry.modified or entry.published


def moment_of(publisher: Publisher, address: str) -> datetime | None:
    """The day an address states, at its start in Bến Tre; the first of the month where it states only that."""
    day = publisher.day_of(address)
    if day is None and (month := publisher.month_of(address)) is not None:
        day = date(month[0], month[1], 1)
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
