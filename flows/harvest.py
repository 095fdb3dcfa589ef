"""Harvest: ask a source's listings what there is, fetch what we have not read, read it, store it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

from corpus.document import Document
from corpus.errors import BamsatError, BusyError, GoneError, ItemFailure, RefusedError, UnreadablePage
from corpus.ledger import Address, Ledger
from corpus.page import Page
from corpus.run import Accounting, Skip, Take
from corpus.store import Store
from extractors.addresses import canonical
from extractors.article import read_page
from extractors.discover import Entry, feed_entries, next_pages, section_entries, sitemap
from extractors.fetch import Fetcher, NotModified
from extractors.publishers import Publisher
from flows.archiving import archive
from flows.progress import Progress
from flows.steps import Step, direct

BATCH = 20
"""Addresses fetched, archived and stored together."""

DEEPEST = 5
"""Pages of a section followed in one run, and levels of a sitemap index."""

MOST = 500
"""New addresses of one source taken in one run; the rest wait for the next (a trap ends here)."""

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Found:
    """What a source's listings named: entries by canonical address, and the listings that failed with their reasons."""

    entries: dict[str, Entry] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    listings: int = 0

    def add(self, entries: Iterable[Entry], publisher: Publisher) -> int:
        """Keep the entries that are articles of the publisher; gives how many were not met before."""
        new = 0
        for entry in entries:
            if publisher.is_article(entry.url):
                address = canonical(entry.url)
                before = self.entries.get(address)
                if before is None or (_changed(entry) or _LONG_AGO) > (_changed(before) or _LONG_AGO):
                    self.entries[address] = entry
                new += before is None
        return new


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _changed(entry: Entry) -> datetime | None:
    """When a listing says the article last changed, or when it came out."""
    return entry.modified or entry.published


def discover(publisher: Publisher, fetcher: Fetcher) -> Found:
    """Ask feeds, sitemaps and section pages (in that order) what there is. A listing that fails costs only itself."""
    found = Found()
    for address in publisher.feeds:
        page = _listing(urljoin(publisher.home, address), fetcher, found)
        if page is not None:
            _try(page, found, lambda page: found.add(feed_entries(page).entries, publisher))
    waiting = [(urljoin(publisher.home, address), 0) for address in publisher.sitemaps]
    asked: set[str] = set()
    while waiting:
        address, depth = waiting.pop(0)
        if address in asked or depth > DEEPEST:
            continue
        asked.add(address)
        page = _listing(address, fetcher, found)
        if page is not None:
            _try(page, found, partial(_sitemap, publisher=publisher, found=found, depth=depth, waiting=waiting))
    for address in publisher.sections:
        _section(urljoin(publisher.home, address), publisher, fetcher, found)
    return found


def _sitemap(page: Page, *, publisher: Publisher, found: Found, depth: int, waiting: list[tuple[str, int]]) -> None:
    listing = sitemap(page)
    found.add(listing.entries, publisher)
    waiting.extend((child.url, depth + 1) for child in listing.children)


def _section(address: str, publisher: Publisher, fetcher: Fetcher, found: Found) -> None:
    waiting, asked = [address], set[str]()
    while waiting and len(asked) < DEEPEST:
        address = waiting.pop(0)
        if address in asked:
            continue
        asked.add(address)
        page = _listing(address, fetcher, found)
        if page is None:
            continue

        def follow(page: Page) -> None:
            # A page that names nothing new ends the section: older pages were read on earlier runs.
            if found.add(section_entries(page, article=re.compile(publisher.article)), publisher):
                waiting.extend(next_pages(page))

        _try(page, found, follow)


def _listing(address: str, fetcher: Fetcher, found: Found) -> Page | None:
    found.listings += 1
    try:
        answer = fetcher.get(address)
    except ItemFailure as failure:
        found.failures[address] = failure.reason
        return None
    return answer if isinstance(answer, Page) else None


def _try(page: Page, found: Found, work: Callable[[Page], object]) -> None:
    try:
        work(page)
    except BamsatError as failure:
        found.failures[page.url] = getattr(failure, "reason", str(failure))


def decide(address: Address | None, entry: Entry | None, *, now: datetime) -> Take | Skip:
    """Whether to ask for an address now, and why.

    New and busy addresses are asked for; one that failed for good is not; one that was read is asked again (with its
    validators) when the listing says it changed since, or daily while its listing date is younger than a week.
    """
    if address is None or address.state == "new":
        return Take("chưa đọc")
    if address.state == "busy":
        return Take(f"lần trước chưa được: {address.reason}")
    if address.state == "failed":
        return Skip(f"đã hỏng từ lần trước: {address.reason}")
    said = None if entry is None else _changed(entry)
    checked = address.last_checked
    if said is not None and checked is not None:
        if said > checked:
            return Take("danh mục báo có thay đổi")
        if now - said < timedelta(days=7) and now - checked > timedelta(days=1):
            return Take("bài mới, hỏi lại mỗi ngày")
    return Skip("đã đọc")


def harvest(
    publisher: Publisher,
    *,
    store: Store,
    fetcher: Fetcher,
    folder: Path,
    now: Clock,
    progress: Progress,
    step: Step = direct,
) -> tuple[Accounting, dict[str, str]]:
    """Collect one source. Killed, the next call goes on; called twice, it doubles nothing.

    Args:
        folder: the archive folder.
        step: how discovery and each batch are called, e.g. as Prefect tasks.

    Returns:
        The accounting over addresses (listings that failed count as items too), and the reason for each failed item.
    """
    source = publisher.source.slug
    accounting, failures = Accounting(f"harvest {source}"), dict[str, str]()
    ledger = Ledger(store.engine)
    progress.begin("discover", None)
    found = step(f"discover {source}", lambda: discover(publisher, fetcher))
    progress.begin("discover", found.listings)
    progress.advance("discover", found.listings)
    for address, reason in found.failures.items():
        accounting.enter()
        accounting.leave("failed", f"danh mục: {reason}")
        failures[address] = reason
    ledger.see(found.entries, source=source, now=now())
    known = ledger.addresses(found.entries)
    wanted: list[str] = []
    for address, entry in found.entries.items():
        accounting.enter()
        decision = decide(known.get(address), entry, now=now())
        if isinstance(decision, Skip):
            accounting.leave("skipped", decision.reason)
        elif len(wanted) >= MOST:
            accounting.leave("skipped", f"để lượt sau: quá {MOST} địa chỉ mới một lượt")
        else:
            wanted.append(address)
    progress.begin("harvest", len(wanted))
    remaining = iter(wanted)
    number = 0
    while batch := list(islice(remaining, BATCH)):
        number += 1
        part, failed = step(
            f"harvest {source} {number}",
            lambda batch=batch: take(  # type: ignore[misc]
                batch,
                known=known,
                publisher=publisher,
                store=store,
                fetcher=fetcher,
                folder=folder,
                now=now,
                progress=progress,
            ),
        )
        accounting.outcomes.update(part.outcomes)
        failures.update(failed)
    return accounting, failures


def take(
    addresses: Sequence[str],
    *,
    known: dict[str, Address],
    publisher: Publisher,
    store: Store,
    fetcher: Fetcher,
    folder: Path,
    now: Clock,
    progress: Progress,
) -> tuple[Accounting, dict[str, str]]:
    """Fetch, read, archive and store one batch of addresses, then record what became of each."""
    accounting, failures = Accounting("batch"), dict[str, str]()
    ledger = Ledger(store.engine)
    read: list[tuple[str, Page, Document]] = []
    for address in addresses:
        accounting.enter()
        before = known.get(address)
        validators = (before.etag, before.last_modified) if before and before.state == "read" else (None, None)
        try:
            answer = fetcher.get(address, etag=validators[0], last_modified=validators[1])
            if isinstance(answer, NotModified):
                ledger.settle(address, state="read", now=now(), reason="không đổi (304)")
                accounting.leave("skipped", "không đổi (304)")
            else:
                read.append((address, answer, _read(answer, publisher, now())))
        except BusyError as failure:
            ledger.settle(address, state="busy", now=now(), reason=failure.reason)
            accounting.leave("failed", f"tạm thời: {failure.reason}")
            failures[address] = failure.reason
        except RefusedError as failure:
            ledger.settle(address, state="failed", now=now(), reason=failure.reason)
            accounting.leave("skipped", f"không lấy: {failure.reason}")
        except (GoneError, UnreadablePage) as failure:
            ledger.settle(address, state="failed", now=now(), reason=failure.reason)
            accounting.leave("failed", failure.reason)
            failures[address] = failure.reason
        progress.advance("harvest")
    places = archive([page for _, page, _ in read], folder=folder, source=publisher.source.slug)
    arrived = store.put_documents([(document, place) for (_, _, document), place in zip(read, places, strict=True)])
    words = {
        "new": ("ok", "mới"),
        "revised": ("ok", "bản sửa của bài đã có"),
        "unchanged": ("skipped", "bài đã có, không đổi"),
    }
    for (address, page, document), arrival in zip(read, arrived, strict=True):
        ledger.settle(
            address,
            state="read",
            now=now(),
            reason=words[arrival][1],
            document=document.id,
            etag=page.header("etag"),
            last_modified=page.header("last-modified"),
        )
        outcome, reason = words[arrival]
        accounting.leave("ok" if outcome == "ok" else "skipped", reason)
    return accounting, failures


def _read(page: Page, publisher: Publisher, now: datetime) -> Document:
    """Read a page as the publisher's; its own article id is its identity on whichever host it was found."""
    document = read_page(page, publishers=(publisher,), now=now)
    identity = publisher.identity(page.final_url)
    return document if identity is None else replace(document, id=identity[0], url=identity[1])
