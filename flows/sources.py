"""Declared sources: finding one by its slug, and what is stored of each."""

from __future__ import annotations

from dataclasses import dataclass

from rich.table import Table

from corpus.errors import BadInput
from corpus.ledger import Ledger
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
    """A source with counts of what is stored of it; ``assumed`` are facts of its declaration not verified."""

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


def describe(store: Store, ledger: Ledger) -> list[SourceState]:
    """Declared sources first, then those that only imports brought."""
    stored = store.count_by_source()
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
            )
        )
    described.extend(
        SourceState(slug, slug, "unknown", (), None, None, None, count, ledger.count_addresses(source=slug), ())
        for slug, count in sorted(stored.items())
    )
    return described


def source_table(described: list[SourceState]) -> Table:
    """Sources as a table for people."""
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("Mã", no_wrap=True)
    for name in ("Tên", "Loại"):
        table.add_column(name)
    table.add_column("Máy chủ", no_wrap=True)
    table.add_column("Văn bản", justify="right")
    table.add_column("Đọc/chờ/hỏng", justify="right")
    table.add_column("Giả định", justify="right")
    undeclared = sorted((each for each in described if not each.hosts), key=lambda each: (-each.documents, each.slug))
    for each in [each for each in described if each.hosts] + undeclared[:MOST_UNDECLARED]:
        state = each.addresses
        waiting = state.get("new", 0) + state.get("busy", 0)
        addresses = f"{state.get('read', 0)}/{waiting}/{state.get('failed', 0)}" if state else ""
        name = each.name + (f" → {each.successor}" if each.successor else "") if each.hosts else ""
        table.add_row(
            each.slug,
            name,
            KIND_NAMES[each.kind],
            "\n".join(each.hosts),
            str(each.documents),
            addresses,
            f"{len(each.assumed)} điều" if each.assumed else "",
        )
    if hidden := undeclared[MOST_UNDECLARED:]:
        total = sum(each.documents for each in hidden)
        table.add_row("…", f"và {len(hidden)} nguồn chưa khai báo khác (xem --json)", "", "", str(total), "", "")
    return table
