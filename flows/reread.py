"""Reread: extract again from the archive, without the network, and say what changed.

The newest archived page of each document is read with today's code. A document whose meaningful text comes out
otherwise gets a revision, one whose facts do is amended; its identity stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice

from corpus.document import Document, Moment
from corpus.errors import BadInput, ItemFailure
from corpus.page import ArchivedPage
from corpus.run import Accounting
from corpus.store import Store
from extractors.archive import read_warc
from extractors.objects import Folder
from flows.acquisition.reading import read_any
from flows.judging.workers import Workers
from flows.runs.faults import PROCESS_DIED, reason_of
from flows.runs.progress import Progress

BATCH = 60
EXAMPLES = 3
"""Examples kept of each kind of change."""


@dataclass(frozen=True, slots=True)
class Place:
    """A document and where its newest page lies in the archive."""

    document: str
    archive: str
    position: int


@dataclass(frozen=True, slots=True)
class Again:
    """A document read again, or why it could not be."""

    place: Place
    document: Document | None
    page: ArchivedPage | None
    reason: str = ""


@dataclass(slots=True)
class Changes:
    """How often each field came out otherwise, with a few examples as (document, before, after)."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, document: str, differences: Sequence[tuple[str, str, str]]) -> None:
        """Count what changed in one document."""
        for name, before, after in differences:
            self.counts[name] += 1
            kept = self.examples.setdefault(name, [])
            if len(kept) < EXAMPLES:
                kept.append((document, before, after))


def reread(
    store: Store,
    *,
    folder: Folder,
    source: str | None,
    since: str | None,
    dry_run: bool,
    workers: int,
    progress: Progress,
    now: Callable[[], datetime] | None = None,
) -> tuple[Accounting, dict[str, str], Changes]:
    """Read archived pages again and store what comes out; killed, the next call does the rest.

    Args:
        source: slug; None for all.
        since: ISO day of fetching from which on pages are read again; None for all.
        dry_run: say what would change and store nothing.
        now: from when a revised document no longer counts as it did; without it, from when it was fetched.

    Returns:
        The accounting, the reason for each document that could not be read again, and what changed.
    """
    accounting, failures, changes = Accounting("reread"), dict[str, str](), Changes()
    places = [Place(*each) for each in store.readable_again(source=source, since=since)]
    accounting.enter(len(places))
    progress.begin("reread", len(places))
    hands_needed = workers if len(places) > 4 * BATCH else 1
    with Workers[Place, Again](partial(read_batch, folder), lost, count=hands_needed) as hands:
        for batch, results in hands.over(_batched(places)):
            stored_again(
                store,
                results,
                accounting=accounting,
                failures=failures,
                changes=changes,
                dry_run=dry_run,
                now=None if now is None else now(),
            )
            progress.advance("reread", len(batch))
    return accounting, failures, changes


def stored_again(
    store: Store,
    results: Sequence[Again],
    *,
    accounting: Accounting,
    failures: dict[str, str],
    changes: Changes,
    dry_run: bool,
    now: datetime | None,
) -> None:
    """Store a batch that was read again, in one transaction, and write down what became of each document."""
    before = {document.id: document for document in store.documents([each.place.document for each in results])}
    good = [each for each in results if each.document is not None]
    for each in results:
        if each.document is None:
            accounting.leave("failed", each.reason)
            failures[each.place.document] = each.reason
    fresh = [(_kept(before[each.place.document], each.document), each.page) for each in good if each.document]
    told = [differences(before[document.id], document) for document, _ in fresh]
    for (document, _), found in zip(fresh, told, strict=True):
        changes.add(document.id, found)
    if not dry_run:
        store.put_documents(fresh, amend=True, now=now)
    for found in told:
        accounting.leave("ok" if found else "skipped", _reason(found))


def read_batch(folder: Folder, places: Sequence[Place]) -> list[Again]:
    """Read a batch of archived pages; one that cannot be read says why."""
    return [_read(folder, place) for place in places]


def lost(place: Place) -> Again:
    """What is said of a document whose process died over it."""
    return Again(place, None, None, PROCESS_DIED)


def differences(before: Document, after: Document) -> list[tuple[str, str, str]]:
    """(Field, before, after) for all that came out otherwise, each value cut short."""
    pairs = [
        ("title", before.title or "", after.title or ""),
        ("author", before.author or "", after.author or ""),
        ("section", before.section or "", after.section or ""),
        ("lead", before.lead or "", after.lead or ""),
        ("published", _told(before.published), _told(after.published)),
        ("modified", _told(before.modified), _told(after.modified)),
        ("header", str(before.header or ""), str(after.header or "")),
        ("reading", before.reading, after.reading),
    ]
    found = [(name, _short(old), _short(new)) for name, old, new in pairs if old != new]
    if before.revision != after.revision:
        found.append(("text", f"{len(before.text.split())} tiếng", f"{len(after.text.split())} tiếng"))
    return found


def _read(folder: Folder, place: Place) -> Again:
    try:
        page = read_warc(folder / place.archive, place.position)
        return Again(place, read_any(page), ArchivedPage(page, place.archive, place.position))
    except (BadInput, ItemFailure) as error:
        return Again(place, None, None, error.reason)
    except Exception as error:  # noqa: BLE001 - the item boundary: a fault of ours must cost one item, in writing
        return Again(place, None, None, reason_of(error))


def _kept(before: Document, after: Document) -> Document:
    """What was read again under the identity it is stored by, with the time its page was taken."""
    return replace(after, id=before.id, source=before.source, url=before.url, fetched=before.fetched)


def _reason(found: Sequence[tuple[str, str, str]]) -> str:
    if not found:
        return "đọc lại, như cũ"
    return "đọc lại, chữ khác" if any(name == "text" for name, _, _ in found) else "đọc lại, dữ kiện khác"


def _batched(places: Sequence[Place]) -> Iterator[Sequence[Place]]:
    remaining = iter(places)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _told(moment: Moment | None) -> str:
    return "" if moment is None else f"{moment.at.isoformat()} ({moment.precision})"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
