"""Reading the archive through, and mending what is torn: what can be read of a damaged file is saved to a new one, the
file is set aside under ``.damaged``, and what is lost is asked for again by the next harvest.

Our own writing leaves no torn file behind (:func:`extractors.archive.write_warc`); a power cut, a bad disk or a hasty
copy may.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.errors import BadInput
from corpus.page import Page
from corpus.sources.torn import LOST, files_of_pages, lose_pages, move_pages, pages_of_file
from corpus.store import Store
from extractors.archive import pages_in, read_warc
from flows.acquisition.archiving import archive

REASON = "trang lưu hỏng, lấy lại (the archived page is damaged)"


@dataclass(frozen=True, slots=True)
class Torn:
    """A file of the archive that cannot be read through.

    Attributes:
        why: what the reader says.
        saved, lost: pages that can and cannot be read, by sha256.
        documents: that lost the page they were read from; filled in by :func:`mend`.
    """

    file: str
    why: str
    saved: Mapping[str, Page]
    lost: frozenset[str]
    documents: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"tệp lưu {self.file} hỏng ({self.why}): cứu được {len(self.saved)} trang, mất {len(self.lost)}; "
            f"đã để sang bên, lượt sau lấy lại {len(self.documents)} bài"
        )


def torn(store: Store, folder: Path, *, since: float | None = None) -> Iterator[Torn]:
    """Read files of the archive through; gives those that are damaged or not there.

    Args:
        since: only files written from this time on (seconds, as the disk counts); None for all, missing ones too.
    """
    there = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.warc.gz"))}
    known = set(files_of_pages(store.engine)) if since is None else set[str]()
    for file in sorted(there.keys() | known):
        path = there.get(file)
        if path is not None and since is not None and path.stat().st_mtime < since:
            continue
        found = _read_through(folder / file, pages_of_file(store.engine, file))
        if found is not None:
            yield Torn(file, *found)


def mend(store: Store, folder: Path, each: Torn, *, now: datetime) -> Torn:
    """Save what can be read, set the file aside, and let what is lost be asked for again. Done again, it goes on."""
    source = each.file.partition("/")[0]
    places = archive(list(each.saved.values()), folder=folder, source=source)
    held = set(pages_of_file(store.engine, each.file).values())
    move_pages(store.engine, {p.page.sha256: (p.archive, p.position) for p in places if p.page.sha256 in held})
    documents = lose_pages(store.engine, each.lost, reason=REASON, now=now)
    with suppress(FileNotFoundError):
        (folder / each.file).replace(folder / f"{each.file}{LOST}")
    return Torn(each.file, each.why, each.saved, each.lost, tuple(documents))


def _read_through(path: Path, held: Mapping[int, str]) -> tuple[str, Mapping[str, Page], frozenset[str]] | None:
    """Why a file is torn, what can be read of it, and which of the store's pages are lost; None where it is whole."""
    saved: dict[str, Page] = {}
    why = ""
    try:
        for _, page in pages_in(path):
            saved[page.sha256] = page
    except BadInput as error:
        why = error.reason
    why = why or _cut_short(path)
    saved.update(_after_the_damage(path, {at: sha for at, sha in held.items() if sha not in saved}))
    lost = frozenset(held.values()) - saved.keys()
    if not why and not lost:
        return None
    return why or "thiếu trang", saved, lost


def _cut_short(path: Path) -> str:
    """Why a file does not end where a member of it ends; a cut inside the head of a record reads as an early end."""
    try:
        with gzip.open(path) as file:
            while file.read(1 << 20):
                pass
    except (EOFError, zlib.error, OSError):
        return "cụt đuôi"
    return ""


def _after_the_damage(path: Path, places: Mapping[int, str]) -> Iterator[tuple[str, Page]]:
    """Pages that the store knows by their offset: each is a member of its own, readable behind a damaged one."""
    for position, sha256 in places.items():
        with suppress(BadInput):
            page = read_warc(path, position)
            if page.sha256 == sha256:
                yield sha256, page


def mend_all(store: Store, folder: Path, *, now: datetime, since: float | None = None) -> Collection[Torn]:
    """Find and mend; gives what was done, file by file."""
    return [mend(store, folder, each, now=now) for each in list(torn(store, folder, since=since))]
