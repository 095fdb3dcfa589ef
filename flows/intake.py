"""Import: files and folders of HTML, text and JSON Lines, read, cut and judged as fetched pages are."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from corpus.document import Document
from corpus.errors import BadInput, ItemFailure
from corpus.page import Page
from corpus.run import Accounting, Skip
from corpus.store import Store
from extractors.article import read_page
from extractors.encoding import decode
from extractors.plain import read_text
from extractors.records import Fields, read_record
from flows.archiving import archive
from flows.faults import PROCESS_DIED, reason_of
from flows.progress import Progress
from flows.workers import Workers

BATCH = 60
PAGES = (".html", ".htm", ".xhtml", ".shtml")
TEXTS = (".txt", ".text", ".md")
RECORDS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
LARGEST = 50_000_000
"""Bytes of a single file or record beyond which it is refused by name."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read: a file, or a line of a JSON Lines file. ``where`` names it for people."""

    where: str
    kind: str
    body: bytes
    source: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An item that could not be read, and why."""

    where: str
    reason: str


def kind_of(path: Path) -> str | Skip:
    """``page``, ``text`` or ``records`` by the file's name, or why it is left alone."""
    name = path.name.lower()
    for kind, endings in (("page", PAGES), ("text", TEXTS), ("records", RECORDS)):
        if name.endswith(endings):
            return kind
    return Skip(f"loại tệp chưa đọc được: {path.suffix or 'không có đuôi'}")


def files_of(paths: Sequence[Path]) -> list[Path]:
    """All files named or lying in the folders named, hidden ones left out, each once, in order.

    Raises:
        BadInput: a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise BadInput("không có tệp hay thư mục này (no such file or folder)", where=str(path))
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.is_file())
            found.update((each, None) for each in inside if not each.name.startswith("."))
        else:
            found[path] = None
    return list(found)


def items_of(path: Path, kind: str, *, source: str | None) -> Iterator[Item]:
    """The items of one file: itself, or each line that is not blank."""
    stem = path.name.split(".")[0]
    slug = source or f"import/{stem}"
    if kind != "records":
        yield Item(str(path), kind, path.read_bytes(), source or "unknown")
        return
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield Item(f"{path}:{number}", kind, line, slug)


def read_item(item: Item, *, fields: Fields, now: datetime) -> Document:
    """Read one item.

    Raises:
        ItemFailure: it holds no article, or cannot be understood.
    """
    if len(item.body) > LARGEST:
        raise BadInput(f"lớn hơn {LARGEST // 1_000_000} MB", where=item.where)
    if item.kind == "page":
        address = Path(item.where).resolve().as_uri()
        page = Page(address, address, 200, (("content-type", "text/html"),), item.body, now)
        return read_page(page, now=now)
    if item.kind == "text":
        decoded = decode(item.body, declared=None)
        return read_text(decoded.text, name=Path(item.where).name, source=item.source, now=now)
    try:
        record = json.loads(item.body)
    except ValueError as error:
        raise BadInput(f"dòng này không phải JSON ({error})", where=item.where) from error
    if not isinstance(record, dict):
        raise BadInput("dòng này không phải một đối tượng JSON", where=item.where)
    return read_record(record, fields=fields, source=item.source, where=item.where, now=now)


def read_batch(fields: Fields, now: datetime, items: Sequence[Item]) -> list[Document | Unread]:
    """Read a batch; an item that cannot be read comes back as :class:`Unread`, never stops the rest."""
    results: list[Document | Unread] = []
    for item in items:
        try:
            results.append(read_item(item, fields=fields, now=now))
        except (BadInput, ItemFailure) as error:
            results.append(Unread(item.where, error.reason))
        except Exception as error:  # noqa: BLE001 - the item boundary: a fault of ours must cost one item, in writing
            results.append(Unread(item.where, reason_of(error)))
    return results


def lost(item: Item) -> Document | Unread:
    """What is said of an item whose process died over it."""
    return Unread(item.where, PROCESS_DIED)


def take_in(
    paths: Sequence[Path],
    *,
    store: Store,
    folder: Path,
    fields: Fields,
    source: str | None,
    again: bool,
    now: datetime,
    workers: int,
    progress: Progress,
) -> tuple[Accounting, dict[str, str]]:
    """Read everything named and store it batch by batch; killed, the next call goes on with what is left.

    Args:
        folder: the archive folder.
        source: slug that all items get; by default ``import/<name of the file>`` for records.
        again: also read what was read before from the same bytes.

    Returns:
        The accounting, and the reason for each item that failed.

    Raises:
        BadInput: a path does not exist.
    """
    accounting = Accounting("import")
    failures: dict[str, str] = {}
    work = partial(read_batch, fields, now)
    files = files_of(paths)
    progress.begin("import", None)
    hands_needed = workers if sum(path.stat().st_size for path in files) > 2_000_000 else 1
    with Workers[Item, Document | Unread](work, lost, count=hands_needed) as hands:
        fresh = _unseen(files, store=store, source=source, again=again, accounting=accounting, progress=progress)
        for batch, results in hands.over(fresh):
            _keep(batch, results, store=store, folder=folder, now=now, accounting=accounting, failures=failures)
            progress.advance("import", len(batch))
    progress.begin("import", accounting.taken)
    progress.advance("import", accounting.taken)
    return accounting, failures


def _unseen(
    files: Sequence[Path],
    *,
    store: Store,
    source: str | None,
    again: bool,
    accounting: Accounting,
    progress: Progress,
) -> Iterator[list[Item]]:
    """Batches of items whose bytes were not read before; what is skipped is accounted for here."""
    met: set[str] = set()
    for items in _batched(files, source=source, accounting=accounting):
        sums = {id(item): _page(item, None).sha256 for item in items}
        seen = set() if again else store.known_pages(set(sums.values()))
        fresh: list[Item] = []
        for item in items:
            key = sums[id(item)]
            if key in met:
                accounting.leave("skipped", "trùng từng byte với mục khác trong lượt này")
            elif key in seen:
                accounting.leave("skipped", "đã đọc, không đổi")
            else:
                fresh.append(item)
            met.add(key)
        progress.advance("import", len(items) - len(fresh))
        if fresh:
            yield fresh


def _batched(files: Sequence[Path], *, source: str | None, accounting: Accounting) -> Iterator[list[Item]]:
    def every() -> Iterator[Item]:
        for path in files:
            kind = kind_of(path)
            if isinstance(kind, Skip):
                accounting.enter()
                accounting.leave("skipped", kind.reason)
                continue
            for item in items_of(path, kind, source=source):
                accounting.enter()
                yield item

    items = every()
    while batch := list(islice(items, BATCH)):
        yield batch


def _page(item: Item, now: datetime | None) -> Page:
    kind = {"page": "text/html", "text": "text/plain", "records": "application/json"}[item.kind]
    address = f"file:{item.where}"
    return Page(address, address, 200, (("content-type", kind),), item.body, now or datetime.min)


def _keep(
    batch: Sequence[Item],
    results: Sequence[Document | Unread],
    *,
    store: Store,
    folder: Path,
    now: datetime,
    accounting: Accounting,
    failures: dict[str, str],
) -> None:
    read = [(item, result) for item, result in zip(batch, results, strict=True) if isinstance(result, Document)]
    places = archive([_page(item, now) for item, _ in read], folder=folder, source="import")
    arrived = store.put_documents([(document, place) for (_, document), place in zip(read, places, strict=True)])
    words = {"new": "mới", "revised": "bản sửa của bài đã có"}
    for arrival in arrived:
        if arrival == "unchanged":
            accounting.leave("skipped", "trùng một văn bản đã có")
        else:
            accounting.leave("ok", words[arrival])
    for result in results:
        if isinstance(result, Unread):
            accounting.leave("failed", result.reason)
            failures[result.where] = result.reason
