"""Import: files and folders of HTML, text, reports, web archives and JSON Lines, read as fetched pages are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from corpus.document import Document
from corpus.errors import BadInput, ItemFailure, PassingFailure
from corpus.page import Page
from corpus.run import Accounting, Skip
from corpus.sources.quarantine import Quarantine
from corpus.store import Store
from extractors.foreign_archive import RefusedRecord, responses_in
from extractors.objects import Folder
from flows.acquisition.archiving import archive
from flows.acquisition.lines import BadLines, lines_of
from flows.acquisition.reading import MAPPING, RECORD, REPORT, SOURCE, read_any
from flows.harvest import WORDS
from flows.judging.workers import Workers
from flows.runs.faults import PROCESS_DIED, reason_of
from flows.runs.progress import Progress

BATCH = 60
KINDS: Mapping[str, tuple[str, ...]] = {
    "page": (".html", ".htm", ".xhtml", ".shtml"),
    "text": (".txt", ".text", ".md"),
    "report": (".pdf", ".doc", ".docx", ".rtf"),
    "records": (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"),
    "archive": (".warc", ".warc.gz"),
}
TYPES = {"page": "text/html", "text": "text/plain", "report": REPORT, "records": RECORD}
LARGEST = 50_000_000
"""Bytes of a single file or record beyond which it is refused by name."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An item that could not be read, and why; ``passing`` where trying again may help."""

    where: str
    reason: str
    passing: bool = False


def kind_of(path: Path) -> str | Skip:
    """``page``, ``text``, ``report``, ``records`` or ``archive`` by the file's name, or why it is left alone."""
    name = path.name.lower()
    for kind, endings in KINDS.items():
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


def items_of(path: Path, kind: str, *, source: str | None, mapping: str, now: datetime) -> Iterator[Page | Unread]:
    """The items of one file as pages: itself, each line that is not blank, or each page of a web archive."""
    if kind == "archive":
        yield from _archived(path)
        return
    if kind != "records":
        try:
            with path.open("rb") as file:
                body = file.read(LARGEST + 1)
        except OSError as error:
            yield Unread(_said(path), f"không đọc được (cannot be read): {error.strerror or error}")
            return
        if len(body) > LARGEST:
            yield Unread(_said(path), f"lớn hơn {LARGEST // 1_000_000} MB")
            return
        headers = [("content-type", TYPES[kind])] + ([(SOURCE, source)] if source else [])
        # A page saved to a file has the file's own address, which no publisher serves.
        address = path.resolve().as_uri() if kind == "page" else f"file:{_said(path)}"
        yield Page(f"file:{_said(path)}", address, 200, tuple(headers), body, now)
        return
    headers = [("content-type", RECORD), (SOURCE, source or f"import/{_said(path).rpartition('/')[2].split('.')[0]}")]
    headers += [(MAPPING, mapping)] if mapping else []
    for line in lines_of(path, longest=LARGEST):
        if isinstance(line, BadLines):
            yield Unread(f"{_said(path)}:{line.line}" if line.line else _said(path), line.reason)
        else:
            where = f"file:{_said(path)}:{line[0]}"
            yield Page(where, where, 200, tuple(headers), line[1], now)


def _said(path: Path) -> str:
    """A path as it can be shown, stored and archived: bytes of a name that are no text are written out."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _archived(path: Path) -> Iterator[Page | Unread]:
    """Pages of a web archive, ours or another tool's; what answers nothing to read is left out by its status."""
    try:
        for page in responses_in(path, largest=LARGEST):
            if isinstance(page, RefusedRecord):
                yield Unread(f"{_said(path)} {page.url}".strip(), page.reason)
            elif page.status == 200 and page.body:
                yield page
    except BadInput as error:
        yield Unread(_said(path), error.reason)


def where_of(page: Page) -> str:
    """What people call an item."""
    return page.url.removeprefix("file:")


def read_batch(pages: Sequence[Page]) -> list[Document | Unread]:
    """Read a batch; an item that cannot be read comes back as :class:`Unread`, never stops the rest."""
    results: list[Document | Unread] = []
    for page in pages:
        try:
            results.append(read_any(page))
        except PassingFailure as error:
            results.append(Unread(where_of(page), error.reason, passing=True))
        except (BadInput, ItemFailure) as error:
            results.append(Unread(where_of(page), error.reason))
        except Exception as error:  # noqa: BLE001 - the item boundary: a fault of ours must cost one item, in writing
            results.append(Unread(where_of(page), reason_of(error)))
    return results


def lost(page: Page) -> Document | Unread:
    """What is said of an item whose process died over it."""
    return Unread(where_of(page), PROCESS_DIED)


def take_in(
    paths: Sequence[Path],
    *,
    store: Store,
    folder: Folder,
    mapping: str,
    source: str | None,
    again: bool,
    now: datetime,
    workers: int,
    progress: Progress,
) -> tuple[Accounting, dict[str, str]]:
    """Read everything named and store it batch by batch; killed, the next call goes on with what is left.

    Args:
        folder: the archive folder.
        mapping: how the fields of records are named, as :func:`extractors.records.parse_mapping` reads it.
        source: slug that all items get; by default ``import/<name of the file>`` for records.
        again: also read what was read before from the same bytes.

    Returns:
        The accounting, and the reason for each item that failed.

    Raises:
        BadInput: a path does not exist.
    """
    accounting = Accounting("import")
    failures: dict[str, str] = {}
    files = files_of(paths)
    progress.begin("import", None)
    hands_needed = workers if sum(_size(path) for path in files) > 2_000_000 else 1
    keeping = _Keeping(store, folder, now, accounting, failures)
    with Workers[Page, Document | Unread](read_batch, lost, count=hands_needed) as hands:
        items = _items(files, source=source, mapping=mapping, now=now, accounting=accounting)
        fresh = _unseen(items, keeping=keeping, again=again, progress=progress)
        for batch, results in hands.over(fresh):
            keeping.keep(batch, results)
            progress.advance("import", len(batch))
    progress.begin("import", accounting.taken)
    progress.advance("import", accounting.taken)
    return accounting, failures


def _size(path: Path) -> int:
    """Bytes of a file; none of one that went away since it was listed."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _items(
    files: Sequence[Path], *, source: str | None, mapping: str, now: datetime, accounting: Accounting
) -> Iterator[Page | Unread]:
    for path in files:
        kind = kind_of(path)
        if isinstance(kind, Skip):
            accounting.enter()
            accounting.leave("skipped", kind.reason)
            continue
        for item in items_of(path, kind, source=source, mapping=mapping, now=now):
            accounting.enter()
            yield item


def _unseen(
    items: Iterator[Page | Unread], *, keeping: _Keeping, again: bool, progress: Progress
) -> Iterator[list[Page]]:
    """Batches of items whose bytes were not read before; what is skipped or refused is accounted for here."""
    met: set[str] = set()
    while batch := list(islice(items, BATCH)):
        pages = []
        for item in batch:
            if isinstance(item, Unread):
                keeping.refuse(item)
            else:
                pages.append((item, item.sha256))
        seen = set() if again else keeping.store.known_pages({key for _, key in pages})
        fresh: list[Page] = []
        for page, key in pages:
            if key in met:
                keeping.accounting.leave("skipped", "trùng từng byte với mục khác trong lượt này")
            elif key in seen:
                keeping.accounting.leave("skipped", "đã đọc, không đổi")
            else:
                fresh.append(page)
            met.add(key)
        progress.advance("import", len(batch) - len(fresh))
        if fresh:
            yield fresh


@dataclass(frozen=True, slots=True)
class _Keeping:
    """Where what was read goes: archive, store, quarantine and the accounting."""

    store: Store
    folder: Folder
    now: datetime
    accounting: Accounting
    failures: dict[str, str]

    def refuse(self, item: Unread) -> None:
        """Account for an item that failed."""
        self.accounting.leave("failed", f"tạm thời: {item.reason}" if item.passing else item.reason)
        self.failures[item.where] = item.reason

    def keep(self, batch: Sequence[Page], results: Sequence[Document | Unread]) -> None:
        """Archive a batch, store its documents, quarantine the rest."""
        places = archive(list(batch), folder=self.folder, source="import")
        read = [(result, place) for result, place in zip(results, places, strict=True) if isinstance(result, Document)]
        for arrival in self.store.put_documents([(document, place) for document, place in read], now=self.now):
            outcome, reason = WORDS[arrival]
            if arrival == "unchanged":
                reason = "trùng một văn bản đã có"
            self.accounting.leave("ok" if outcome == "ok" else "skipped", reason)
        unread = [(result, place) for result, place in zip(results, places, strict=True) if isinstance(result, Unread)]
        for item, _ in unread:
            self.refuse(item)
        quarantine = Quarantine(self.store.engine)
        quarantine.settle([where_of(place.page) for _, place in read], now=self.now)
        quarantine.hold(
            {item.where: item.reason for item, _ in unread},
            source="import",
            step="import",
            places={item.where: (place.archive, place.position) for item, place in unread},
            now=self.now,
        )
