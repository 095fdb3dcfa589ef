"""Harvest: ask a source's listings what there is, fetch what we have not read, read it, store it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from corpus.document import Document
from corpus.errors import BadInput, BusyError, DisallowedError, PermanentFailure, RefusedError
from corpus.page import ArchivedPage, Page
from corpus.run import Accounting, Skip, Take
from corpus.sources.ledger import Address, Ledger
from corpus.sources.listings import Listings
from corpus.sources.quarantine import Quarantine
from corpus.store import Arrival, Store
from extractors.contents import REPORTS, WEB
from extractors.discover import Entry
from extractors.fetch import Fetcher, NotModified
from extractors.publishers import Publisher
from flows.acquisition.archiving import Recorder
from flows.acquisition.discovery import Catalogue
from flows.acquisition.found import Found, changed
from flows.acquisition.reading import read_any
from flows.runs.progress import Progress, Silent
from flows.runs.steps import Step, direct

BATCH = 20
"""Addresses fetched, archived and stored together."""

MOST = 500
"""New addresses of one source taken in one run; the rest wait for the next (a trap ends here)."""

YOUNG = timedelta(days=7)
"""Articles younger than this are asked for again each day: newsrooms mend their texts in the first days."""

BARRED = timedelta(days=7)
"""How long an address that robots.txt forbade is left alone before it is tried again."""

WORDS: Mapping[Arrival, tuple[str, str]] = {
    "new": ("ok", "mới"),
    "revised": ("ok", "bản sửa của bài đã có"),
    "amended": ("ok", "sửa dữ kiện của bài đã có"),
    "unchanged": ("skipped", "bài đã có, không đổi"),
}

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Desks:
    """What a harvest works with.

    Attributes:
        recorder: where the fetcher puts every response.
        step: how discovery and each batch are called, e.g. as Prefect tasks.
    """

    publisher: Publisher
    store: Store
    fetcher: Fetcher
    recorder: Recorder
    now: Clock
    progress: Progress = field(default_factory=Silent)
    step: Step = direct

    @property
    def source(self) -> str:
        """Slug of the source."""
        return self.publisher.slug


@dataclass(slots=True)
class Taken:
    """What became of addresses: their accounting, and the reasons of what failed."""

    accounting: Accounting
    failures: dict[str, str] = field(default_factory=dict)


def decide(address: Address | None, entry: Entry | None, *, now: datetime) -> Take | Skip:
    """Whether to ask for an address now, and why.

    New and busy addresses are asked for; one that failed for good is not; one that robots.txt forbade is tried again
    after a week; one that was read is asked again (with its validators) when a listing says it changed since, or daily
    while it is younger than a week, or where the last time lies ahead: the clock went back.
    """
    if address is None or address.state == "new":
        return Take("chưa đọc")
    if address.state == "busy":
        return Take(f"lần trước chưa được: {address.reason}")
    if address.state == "failed":
        return Skip(f"đã hỏng từ lần trước: {address.reason}")
    checked = address.last_checked
    if checked is not None and checked > now:
        return Take("đồng hồ máy đã lùi từ lần trước, hỏi lại")
    if address.state == "barred":
        if checked is None or now - checked >= BARRED:
            return Take("robots.txt có thể đã đổi")
        return Skip("robots.txt không cho phép; một tuần nữa hỏi lại")
    said = max((when for when in (address.said, changed(entry) if entry else None) if when), default=None)
    if said is not None and checked is not None:
        if said > checked:
            return Take("danh mục báo có thay đổi")
        if now - said < YOUNG and now - checked > timedelta(days=1):
            return Take("bài mới, hỏi lại mỗi ngày")
    return Skip("đã đọc")


def harvest(desks: Desks, *, everything: bool = True) -> tuple[Accounting, dict[str, str]]:
    """Collect what is new at one source. Killed, the next call goes on; called twice, it doubles nothing.

    Args:
        everything: also ask listings that are not due yet.

    Returns:
        The accounting over addresses (listings that failed or were passed over are items too), and the reason for each
        failed item.
    """
    store, now = desks.store, desks.now
    catalogue = Catalogue(
        desks.publisher,
        desks.fetcher,
        remembered=Listings(store.engine).known,
        known=Ledger(store.engine).addresses,
        now=now(),
        everything=everything,
    )
    taken = Taken(Accounting(f"harvest {desks.source}"))
    found = discovered(desks, catalogue.newest, taken)
    ledger = Ledger(store.engine)
    young = now() - YOUNG
    known = {
        address.url: address
        for address in ledger.addresses_of(desks.source, states=("new", "busy", "barred", "read"))
        if address.state != "read"
        or (address.said is not None and address.said >= young)
        or (address.last_checked is not None and address.last_checked > now())
    }
    known.update(ledger.addresses(found.entries))
    elsewhere = _elsewhere(desks, [url for url in found.entries if known[url].state == "new"])
    wanted: list[str] = []
    for url in dict.fromkeys((*found.entries, *sorted(known))):
        taken.accounting.enter()
        decision = decide(known.get(url), found.entries.get(url), now=now())
        if url in elsewhere:
            decision = Skip("đã đọc ở địa chỉ khác của cùng bài")
        if isinstance(decision, Skip):
            taken.accounting.leave("skipped", decision.reason)
        elif len(wanted) >= MOST:
            taken.accounting.leave("skipped", f"để lượt sau: quá {MOST} địa chỉ mới một lượt")
        else:
            wanted.append(url)
    take_all(desks, wanted, known=known, taken=taken)
    return taken.accounting, taken.failures


def _elsewhere(desks: Desks, urls: Sequence[str]) -> set[str]:
    """Addresses of articles that are stored already under the address of a twin."""
    ids = {
        url: identity[0]
        for url in urls
        # An article's own address is asked though it is stored: a run may have been killed before it wrote that down.
        if (identity := desks.publisher.identity(url)) is not None and identity[1] != url
    }
    stored = desks.store.known(set(ids.values()))
    return {url for url, document in ids.items() if document in stored}


def discovered(desks: Desks, look: Callable[[], Found], taken: Taken) -> Found:
    """Look through listings, archive and remember how they answered, and remember the addresses they named."""
    now = desks.now()
    desks.progress.begin("discover", None)
    found = desks.step(f"discover {desks.source}", look)
    desks.progress.begin("discover", found.asked)
    desks.progress.advance("discover", found.asked)
    desks.recorder.write()
    for address, reason in found.failures.items():
        taken.accounting.enter()
        taken.accounting.leave("failed", f"danh mục: {reason}")
        taken.failures[address] = reason
    for reason in (*found.passed.values(), *found.faults.values()):
        taken.accounting.enter()
        taken.accounting.leave("skipped", reason)
    Ledger(desks.store.engine).see(found.entries, source=desks.source, now=now, said=found.said(desks.publisher))
    # Listings after addresses: a run killed between the two asks the listings again and loses nothing.
    Listings(desks.store.engine).keep(found.kept)
    return found


def take_all(desks: Desks, addresses: Sequence[str], *, known: Mapping[str, Address], taken: Taken) -> None:
    """Take addresses batch by batch, each one step of work."""
    desks.progress.begin("harvest", len(addresses))
    remaining = iter(addresses)
    number = 0
    while batch := list(islice(remaining, BATCH)):
        number += 1
        part = desks.step(
            f"harvest {desks.source} {number}",
            lambda batch=batch: take(desks, batch, known=known),  # type: ignore[misc]
        )
        taken.accounting.outcomes.update(part.accounting.outcomes)
        taken.failures.update(part.failures)


def take(desks: Desks, addresses: Sequence[str], *, known: Mapping[str, Address]) -> Taken:
    """Fetch, read, archive and store one batch of addresses, then record what became of each."""
    ledger, now = Ledger(desks.store.engine), desks.now
    taken = Taken(Accounting("batch"))
    read: list[tuple[str, Page, Document]] = []
    unread: dict[str, Page | None] = {}
    for address in addresses:
        taken.accounting.enter()
        before = known.get(address)
        validators = (before.etag, before.last_modified) if before and before.state == "read" else (None, None)
        page: Page | None = None
        try:
            answer = desks.fetcher.get(address, etag=validators[0], last_modified=validators[1], kinds=WEB | REPORTS)
            if isinstance(answer, NotModified):
                ledger.settle(address, state="read", now=now(), reason="không đổi (304)")
                taken.accounting.leave("skipped", "không đổi (304)")
            else:
                page = answer
                read.append((address, page, read_any(page, publishers=(desks.publisher,))))
        except BusyError as failure:
            ledger.settle(address, state="busy", now=now(), reason=failure.reason)
            taken.accounting.leave("failed", f"tạm thời: {failure.reason}")
            taken.failures[address] = failure.reason
        except DisallowedError as failure:
            ledger.settle(address, state="barred", now=now(), reason=failure.reason)
            taken.accounting.leave("skipped", f"không lấy: {failure.reason}")
        except RefusedError as failure:
            ledger.settle(address, state="failed", now=now(), reason=failure.reason)
            taken.accounting.leave("skipped", f"không lấy: {failure.reason}")
        except (PermanentFailure, BadInput) as failure:
            taken.accounting.leave("failed", failure.reason)
            taken.failures[address] = failure.reason
            unread[address] = page
        desks.progress.advance("harvest")
    _keep(desks, read, unread, taken)
    return taken


def _keep(
    desks: Desks, read: Sequence[tuple[str, Page, Document]], unread: Mapping[str, Page | None], taken: Taken
) -> None:
    """Archive every response of a batch, store the documents, and quarantine what was fetched but not read."""
    ledger, now = Ledger(desks.store.engine), desks.now
    places = _archived(desks, [page for _, page, _ in read] + [page for page in unread.values() if page is not None])
    arrived = desks.store.put_documents([(document, places[_key(page)]) for _, page, document in read], now=now())
    for (address, page, document), arrival in zip(read, arrived, strict=True):
        outcome, reason = WORDS[arrival]
        ledger.settle(
            address,
            state="read",
            now=now(),
            reason=reason,
            document=document.id,
            etag=page.header("etag"),
            last_modified=page.header("last-modified"),
        )
        taken.accounting.leave("ok" if outcome == "ok" else "skipped", reason)
    quarantine = Quarantine(desks.store.engine)
    quarantine.settle([address for address, _, _ in read], now=now())
    quarantine.hold(
        {address: taken.failures[address] for address in unread},
        source=desks.source,
        step="harvest",
        places={
            address: (places[_key(page)].archive, places[_key(page)].position)
            for address, page in unread.items()
            if page is not None
        },
        now=now(),
    )
    # After the quarantine: an address that is settled as failed is not asked again, so nobody else would put it there.
    for address in unread:
        ledger.settle(address, state="failed", now=now(), reason=taken.failures[address])


def _archived(desks: Desks, pages: Sequence[Page]) -> dict[tuple[str, str], ArchivedPage]:
    """Archive what the fetcher recorded, and pages it did not record."""
    for page in pages:
        if not desks.recorder.holds(page):
            desks.recorder(page)
    return desks.recorder.write()


def _key(page: Page) -> tuple[str, str]:
    return page.final_url, page.sha256
