"""Checking sources: fetch a few articles of each live source and say which part of its declaration no longer holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.markup import escape
from rich.table import Table

from corpus.errors import ItemFailure
from extractors.fetch import Fetcher, NotModified
from extractors.publishers import PUBLISHERS, Publisher
from extractors.publishers.check import NAMES, Inspection, faults, inspect
from flows.acquisition.discovery import Catalogue
from flows.acquisition.found import Found, changed, moment_of
from flows.acquisition.sources import publisher_named
from flows.commands import screen
from flows.settings import Settings

Clock = Callable[[], datetime]

MARKS = {"ok": "đúng", "elsewhere": "[yellow]nơi khác[/]", "missing": "[red]không thấy[/]"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of one source found.

    Attributes:
        named: addresses of articles its listings named.
        listings: listings that failed, with their reasons.
        pages: what each page of the sample gave.
        failures: addresses of the sample that could not be fetched, with their reasons.
        faults: what is wrong, in Vietnamese; empty where the declaration holds.
    """

    publisher: Publisher
    named: int
    listings: dict[str, str]
    pages: tuple[Inspection, ...]
    failures: dict[str, str]
    faults: tuple[str, ...]


def check_sources(settings: Settings, slugs: Sequence[str], *, sample: int, now: Clock, as_json: bool) -> int:
    """Check sources and print what broke; nothing is stored. Gives 0 where all hold, 3 where something broke.

    Raises:
        BadInput: an unknown slug.
    """
    from flows.acquisition.fetching import fetcher_for

    today = now().date()
    chosen = [publisher_named(slug) for slug in slugs] or [each for each in PUBLISHERS if each.active_on(today)]
    checked: list[Checked] = []
    for publisher in chosen:
        if not as_json:
            screen.console(errors=True).print(f"[dim]Đang xem {publisher.source.name} …[/]")
        with fetcher_for(publisher, settings, now=now) as fetcher:
            checked.append(check(publisher, fetcher, sample=sample, now=now))
    if as_json:
        screen.emit([as_data(each) for each in checked])
    else:
        for each in checked:
            _show(each)
    return 3 if any(each.faults for each in checked) else 0


def check(publisher: Publisher, fetcher: Fetcher, *, sample: int, now: Clock) -> Checked:
    """Ask the listings of one source, fetch its newest articles, and hold them against the declaration."""
    catalogue = Catalogue(
        publisher,
        fetcher,
        remembered=lambda urls: {},
        known=lambda urls: (),
        now=now(),
        everything=True,
    )
    found = catalogue.newest()
    pages: list[Inspection] = []
    failures: dict[str, str] = {}
    for url in newest(found, publisher)[: 2 * sample]:
        if len(pages) == sample:
            break
        try:
            answer = fetcher.get(url)
        except ItemFailure as failure:
            failures[url] = failure.reason
            continue
        if not isinstance(answer, NotModified):
            pages.append(inspect(publisher, answer, now=now()))
    told = list(faults(pages, publisher))
    if not found.entries:
        told.insert(0, "danh mục: không nêu bài nào")
    elif not pages:
        told.insert(0, f"bài: không lấy được bài nào trong {len(failures)} địa chỉ thử")
    told.extend(f"danh mục {address}: {reason}" for address, reason in found.failures.items())
    return Checked(publisher, len(found.entries), found.failures, tuple(pages), failures, tuple(told))


def newest(found: Found, publisher: Publisher) -> list[str]:
    """Addresses the listings named, newest first; those of unknown time last, as they were named."""
    said = {
        url: when
        for url, entry in found.entries.items()
        if (when := changed(entry) or moment_of(publisher, url)) is not None
    }
    dated = sorted(said, key=lambda url: said[url], reverse=True)
    return dated + [url for url in found.entries if url not in said]


def as_data(checked: Checked) -> dict[str, object]:
    """A check as plain data."""
    return {
        "source": checked.publisher.slug,
        "named": checked.named,
        "listings_failed": checked.listings,
        "pages": [
            {
                "url": page.url,
                "reading": page.reading,
                "fields": {
                    field.name: {"state": field.state, "from": field.origin, "value": field.value}
                    for field in page.fields
                },
                "broken": list(page.broken),
            }
            for page in checked.pages
        ],
        "failed": checked.failures,
        "faults": list(checked.faults),
    }


def _show(checked: Checked) -> None:
    out = screen.console()
    verdict = "[red]có chỗ hỏng[/]" if checked.faults else "[green]khai báo còn đúng[/]"
    out.print(f"\n[bold]{checked.publisher.source.name}[/] ({checked.publisher.slug}): {verdict}")
    out.print(f"  danh mục nêu {checked.named} bài; lấy thử {len(checked.pages)}")
    if checked.pages:
        table = Table(show_edge=False, pad_edge=False)
        table.add_column("Bài", overflow="fold")
        for name in NAMES.values():
            table.add_column(name)
        for page in checked.pages:
            table.add_row(escape(page.url), *(MARKS[field.state] for field in page.fields))
        out.print(table)
    for fault in checked.faults:
        out.print(f"  [red]hỏng[/] {escape(fault)}")
    for page in checked.pages:
        for line in page.broken:
            out.print(f"    {escape(line)}", style="dim")
    for url, reason in checked.failures.items():
        out.print(f"  không lấy được {escape(url)}: {escape(reason)}")
