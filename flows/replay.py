"""Replay: try again what is in quarantine, from its archived bytes where they are, else by asking for it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import groupby

from corpus.document import Document
from corpus.errors import BadInput, ItemFailure, PassingFailure
from corpus.page import ArchivedPage
from corpus.run import Accounting
from corpus.sources.ledger import Ledger
from corpus.sources.quarantine import Held, Quarantine
from corpus.store import Store
from extractors.archive import read_warc
from extractors.objects import Folder
from flows.acquisition.reading import read_any
from flows.harvest import WORDS, Desks, Taken, take_all
from flows.runs.faults import reason_of
from flows.runs.progress import Progress

BATCH = 40

DeskOf = Callable[[str], AbstractContextManager[Desks] | None]
"""Gives what a source is harvested with, by its slug; None for a source that cannot be asked."""


def replay(
    items: Sequence[Held],
    *,
    store: Store,
    folder: Folder,
    now: Callable[[], datetime],
    progress: Progress,
    desk_of: DeskOf,
) -> tuple[Accounting, dict[str, str]]:
    """Try items in quarantine again; those read are let out, the others stay with the newest reason.

    Returns:
        The accounting, and the reason for each item that stays.
    """
    taken = Taken(Accounting("replay"))
    taken.accounting.enter(len(items))
    progress.begin("replay", len(items))
    archived = [held for held in items if held.place is not None]
    for batch in _batched(archived):
        _read_again(batch, store=store, folder=folder, now=now, taken=taken)
        progress.advance("replay", len(batch))
    others = sorted((held for held in items if held.place is None), key=lambda held: (held.source, held.item))
    for source, group in groupby(others, key=lambda held: held.source):
        _ask_again([held.item for held in group], source=source, desk_of=desk_of, taken=taken)
    return taken.accounting, taken.failures


def _read_again(
    batch: Sequence[Held], *, store: Store, folder: Folder, now: Callable[[], datetime], taken: Taken
) -> None:
    read: list[tuple[Held, Document, ArchivedPage]] = []
    for held in batch:
        reason = ""
        try:
            document, page = _read(held, folder)
            read.append((held, document, page))
        except PassingFailure as error:
            reason = f"tạm thời: {error.reason}"
        except (BadInput, ItemFailure) as error:
            reason = error.reason
        except Exception as error:  # noqa: BLE001 - the item boundary: a fault of ours must cost one item, in writing
            reason = reason_of(error)
        if reason:
            taken.accounting.leave("failed", reason)
            taken.failures[held.item] = reason
            Quarantine(store.engine).hold({held.item: reason}, source=held.source, step=held.step, places={}, now=now())
    arrived = store.put_documents([(document, page) for _, document, page in read], now=now())
    ledger = Ledger(store.engine)
    for (held, document, _), arrival in zip(read, arrived, strict=True):
        outcome, reason = WORDS[arrival]
        taken.accounting.leave("ok" if outcome == "ok" else "skipped", f"đọc được: {reason}")
        if held.step == "harvest":
            ledger.settle(held.item, state="read", now=now(), reason="đọc được khi thử lại", document=document.id)
    Quarantine(store.engine).settle([held.item for held, _, _ in read], now=now())


def _read(held: Held, folder: Folder) -> tuple[Document, ArchivedPage]:
    archive, position = held.place or ("", 0)
    page = read_warc(folder / archive, position)
    return read_any(page), ArchivedPage(page, archive, position)


def _ask_again(items: Sequence[str], *, source: str, desk_of: DeskOf, taken: Taken) -> None:
    """Ask a source for addresses again; files whose bytes were not kept have to be imported again."""
    opened = desk_of(source)
    if opened is None:
        for item in items:
            web = item.startswith(("http://", "https://"))
            reason = f"không có bản lưu, và nguồn {source} không khai báo nên không hỏi lại được; xem bamsat sources"
            taken.failures[item] = reason if web else "không có bản lưu; nhập lại tệp bằng bamsat import"
            taken.accounting.leave("failed", taken.failures[item])
        return
    with opened as desks:
        known = Ledger(desks.store.engine).addresses(items)
        take_all(desks, items, known=known, taken=taken)


def _batched(items: Sequence[Held]) -> Iterator[Sequence[Held]]:
    for begin in range(0, len(items), BATCH):
        yield items[begin : begin + BATCH]
