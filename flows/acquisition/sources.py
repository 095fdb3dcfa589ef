"""Declared sources: finding one by its slug, and what is stored of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rich.table import Table

from corpus.errors import BadInput
from corpus.sources.ledger import Ledger
from corpus.sources.quarantine import Quarantine
from corpus.sources.vitals import last_read
from corpus.store import Store
from extractors.publishers import PUBLISHERS, Publisher

KIND_NAMES = {
    "self_report": "báo, cổng của nơi làm",
    "state_document": "văn bản nhà nước",
    "party_inspection": "kiểm tra Đảng",
    "front_supervision": "giám sát của Mặt trận",
    "central_press": "báo Trung ương",
    "other_press": "báo khác",
    "unknown": "chưa khai báo",
}


MOST_UNDECLARED = 8
"""Undeclared sources listed on a screen, those with most documents first."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source with counts of what is stored of it.

    Attributes:
        assumed: facts of its declaration that were not verified.
        alive: it publishes today; a retired one is still read when it is named.
        held: items in quarantine.
        last_read: ISO time at which something of it was last read; None where nothing ever was.
    """

    slug: str
    name: str
    kind: str
    hosts: tuple[str, ...]
    active_from: str | None
    active_until: str | None
    successor: str | None
    documents: int
    addresses: dict[str, int]
    assumed: tuple[str, ...]
    alive: bool = True
    held: int = 0
    last_read: str | None = None


def publisher_named(slug: str) -> Publisher:
    """The declared publisher of that slug.

    Raises:
        BadInput: there is none; the message names those that are.
    """
    for publisher in PUBLISHERS:
        if publisher.source.slug == slug:
            return publisher
    known = ", ".join(each.source.slug for each in PUBLISHERS)
    raise BadInput(f"không có nguồn này; có: {known} (unknown source)", where=slug)


def alive(today: date) -> list[str]:
    """Slugs of the sources that publish today; a retired one is read only when it is named."""
    return [publisher.slug for publisher in PUBLISHERS if publisher.active_on(today)]


def describe(store: Store, ledger: Ledger, *, today: date) -> list[SourceState]:
    """Declared sources first, then those that only imports brought."""
    stored = store.count_by_source()
    held = Quarantine(store.engine).count_by_source()
    read = last_read(store.engine)
    described = []
    for publisher in PUBLISHERS:
        source = publisher.source
        assumed = (*publisher.assumed, *(fact for reading in publisher.readings for fact in reading.assumed))
        described.append(
            SourceState(
                slug=source.slug,
                name=source.name,
                kind=source.kind.value,
                hosts=publisher.hosts,
                active_from=None if source.active_from is None else source.active_from.isoformat(),
                active_until=None if source.active_until is None else source.active_until.isoformat(),
                successor=source.successor,
                documents=stored.pop(source.slug, 0),
                addresses=ledger.count_addresses(source=source.slug),
                assumed=assumed,
                alive=publisher.active_on(today),
                held=held.get(source.slug, 0),
                last_read=read.get(source.slug),
            )
        )
    described.extend(
        SourceState(
            slug,
            slug,
            "unknown",
            (),
            None,
            None,
            None,
            count,
            ledger.count_addresses(source=slug),
            (),
            held=held.get(slug, 0),
            last_read=read.get(slug),
        )
        for slug, count in sorted(stored.items())
    )
    return described


def source_table(described: list[SourceState]) -> Table:
    """Sources as a table for people."""
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("Mã", no_wrap=True)
    for name in ("Tên", "Loại"):
        table.add_column(name, overflow="fold")
    table.add_column("Máy chủ", no_wrap=True)
    table.add_column("Văn bản", justify="right")
    table.add_column("Đọc/chờ/hỏng", justify="right")
    table.add_column("Cách ly", justify="right")
    table.add_column("Đọc gần nhất", no_wrap=True)
    table.add_column("Giả định", justify="right")
    undeclared = sorted((each for each in described if not each.hosts), key=lambda each: (-each.documents, each.slug))
    for each in [each for each in described if each.hosts] + undeclared[:MOST_UNDECLARED]:
        state = each.addresses
        waiting = state.get("new", 0) + state.get("busy", 0)
        addresses = f"{state.get('read', 0)}/{waiting}/{state.get('failed', 0)}" if state else ""
        name = each.name + (f" → {each.successor}" if each.successor else "") if each.hosts else ""
        name += "" if each.alive else " (đã nghỉ)"
        table.add_row(
            each.slug,
            name,
            KIND_NAMES[each.kind],
            "\n".join(each.hosts),
            str(each.documents),
            addresses,
            str(each.held) if each.held else "",
            each.last_read[:10] if each.last_read else "chưa",
            f"{len(each.assumed)} điều" if each.assumed else "",
        )
    if hidden := undeclared[MOST_UNDECLARED:]:
        total = sum(each.documents for each in hidden)
        table.add_row("…", f"và {len(hidden)} nguồn chưa khai báo khác (xem --json)", "", "", str(total), *[""] * 4)
    return table
