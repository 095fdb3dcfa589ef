"""Backfill: everything that came out at a source in a span of days, the oldest gap first, a budget at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from corpus.run import Accounting, Skip
from corpus.sources.ledger import Address, Ledger
from corpus.sources.listings import Listings
from extractors.dateline import VIETNAM
from flows.acquisition.discovery import Catalogue
from flows.acquisition.found import Found, moment_of
from flows.harvest import Desks, Taken, decide, discovered, take_all
from flows.runs.window import Window

MARGIN_DAYS = 3
"""A listing's date may be some days off the article's own: addresses this near to the window are taken too."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An address of the window that is not read yet, and the day it came out where that is known."""

    url: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a backfill has to do.

    Attributes:
        gaps: not read yet, oldest first; those of unknown day last.
        read: addresses of the window that are read, by month.
        left: why addresses of the window are left alone, with how many.
        failures: listings that failed, with their reasons.
    """

    gaps: tuple[Gap, ...]
    read: Mapping[str, int]
    left: Mapping[str, int]
    failures: Mapping[str, str]

    def months(self) -> dict[str, int]:
        """How many gaps each month has; those of unknown day under ``""``."""
        counts: dict[str, int] = {}
        for gap in self.gaps:
            key = "" if gap.day is None else f"{gap.day:%Y-%m}"
            counts[key] = counts.get(key, 0) + 1
        return counts


def plan(
    addresses: Iterable[str], *, known: Mapping[str, Address], days: Mapping[str, date], window: Window, now: datetime
) -> tuple[tuple[Gap, ...], dict[str, int], dict[str, int]]:
    """Sort addresses into gaps (oldest first), read ones by month, and those left alone with the reason."""
    gaps: list[Gap] = []
    read: dict[str, int] = {}
    left: dict[str, int] = {}
    for url in addresses:
        day = days.get(url)
        if day is not None and not _near(day, window):
            continue
        address = known.get(url)
        if address is not None and address.state == "read":
            key = "" if day is None else f"{day:%Y-%m}"
            read[key] = read.get(key, 0) + 1
            continue
        decision = decide(address, None, now=now)
        if isinstance(decision, Skip):
            left[decision.reason] = left.get(decision.reason, 0) + 1
        else:
            gaps.append(Gap(url, day))
    return tuple(sorted(gaps, key=lambda gap: (gap.day or date.max, gap.url))), dict(sorted(read.items())), left


def look(desks: Desks, window: Window) -> Plan:
    """Look through the listings of the window and plan, writing nothing: what ``--dry-run`` shows."""
    found = _catalogue(desks).within(window)
    return _plan(desks, window, found)


def backfill(desks: Desks, window: Window, *, budget: int) -> tuple[Accounting, dict[str, str], Plan]:
    """Take the oldest gaps of a window, at most ``budget`` addresses. Called again, it goes on with the next oldest.

    Returns:
        The accounting over the window's addresses, the reason for each failed item, and the plan it worked from.
    """
    taken = Taken(Accounting(f"harvest {desks.source}"))
    catalogue = _catalogue(desks)
    found = discovered(desks, lambda: catalogue.within(window), taken)
    made = _plan(desks, window, found)
    accounting = taken.accounting
    accounting.enter(len(made.gaps) + sum(made.read.values()) + sum(made.left.values()))
    if made.read:
        accounting.leave("skipped", "đã đọc", sum(made.read.values()))
    for reason, count in made.left.items():
        accounting.leave("skipped", reason, count)
    if len(made.gaps) > budget:
        accounting.leave("skipped", f"để lượt sau: quá {budget} địa chỉ một lượt", len(made.gaps) - budget)
    wanted = [gap.url for gap in made.gaps[:budget]]
    take_all(desks, wanted, known=Ledger(desks.store.engine).addresses(wanted), taken=taken)
    return accounting, taken.failures, made


def _catalogue(desks: Desks) -> Catalogue:
    engine = desks.store.engine
    return Catalogue(
        desks.publisher,
        desks.fetcher,
        remembered=Listings(engine).known,
        known=Ledger(engine).addresses,
        now=desks.now(),
        everything=True,
    )


def _plan(desks: Desks, window: Window, found: Found) -> Plan:
    ledger = Ledger(desks.store.engine)
    stored = ledger.addresses_of(desks.source, states=("new", "busy", "barred", "read", "failed"))
    known = {address.url: address for address in stored}
    said = {address.url: address.said for address in stored if address.said is not None}
    said.update(found.said(desks.publisher))
    for url in known:
        if url not in said and (when := moment_of(desks.publisher, url)) is not None:
            said[url] = when
    days = {url: when.astimezone(VIETNAM).date() for url, when in said.items()}
    addresses = dict.fromkeys((*known, *found.entries))
    gaps, read, left = plan(addresses, known=known, days=days, window=window, now=desks.now())
    return Plan(gaps, read, left, dict(found.failures))


def _near(day: date, window: Window) -> bool:
    return window.since.toordinal() - MARGIN_DAYS <= day.toordinal() <= window.until.toordinal() + MARGIN_DAYS
