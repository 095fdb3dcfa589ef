"""Restoring a backup: unpacked beside its place, verified by sum, by the database and by digest, then put in whole."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from corpus.database.backup import DAMAGE, MODELS, STORE, Manifest, verify
from corpus.database.file_sums import FileSum, sum_of
from corpus.database.migrating import newest_schema
from corpus.errors import StoreError
from corpus.store import Store

BESIDE = ("-journal", "-wal", "-shm")
"""Files that belong to a SQLite store: left beside another one, they would damage it."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the store's digest as verified, where what stood there before now lies, what is missing.

    Attributes:
        aside: files of the store that was there, under their new names.
        missing: archived files named by the backup that are not in the archive folder, with the reason.
    """

    manifest: Manifest
    digest: str
    aside: tuple[Path, ...]
    missing: tuple[tuple[str, str], ...]


def restore(file: Path, store: Path, *, archive: Path, models: Path, now: datetime, force: bool = False) -> Restored:
    """Put the store and the models of a backup in place. The caller holds the data folder's run lock.

    Args:
        store: where the store's file goes; ``archive`` and ``models``: the folders beside it.
        force: move a store that is there aside (it is never deleted) instead of refusing.

    Raises:
        StoreError: the backup is damaged, is of a newer version, does not verify, or a store is there already; what
            is there stays as it is.
    """
    manifest = verify(file)
    there = [path for path in (store, *(store.with_name(store.name + end) for end in BESIDE)) if path.exists()]
    if there and not force:
        raise StoreError(
            f"{store}: đã có kho ở đây; phục hồi vào thư mục trống bằng --into, hoặc thêm --force để dời kho cũ sang "
            f"bên (a store is here already)"
        )
    for each in manifest.models:
        if not _PLAIN.fullmatch(each.path):
            raise StoreError(f"{file}: tên tệp lạ {each.path!r} (a strange file name)")
    store.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".bamsat-restore-", dir=store.parent) as made_in:
            unpacked = Path(made_in)
            with ZipFile(file) as bundle:
                for name in (STORE, *(MODELS + each.path for each in manifest.models)):
                    place = unpacked / name
                    place.parent.mkdir(exist_ok=True)
                    with bundle.open(name) as source, place.open("wb") as target:
                        shutil.copyfileobj(source, target, 1 << 20)
                        target.flush()
                        os.fsync(target.fileno())
            digest = _verified(unpacked / STORE, manifest, file)
            aside = _moved_aside(there, now)
            (unpacked / STORE).replace(store)
            _put_models(unpacked, manifest.models, models)
    except DAMAGE as error:
        raise StoreError(f"{file}: bản sao hỏng: {error} (damaged backup)") from error
    except OSError as error:
        raise StoreError(f"{store.parent}: không phục hồi được: {error.strerror or error} (cannot write)") from error
    return Restored(manifest, digest, aside, tuple(missing_of(manifest.archive, archive)))


def missing_of(listed: Sequence[FileSum], archive: Path) -> list[tuple[str, str]]:
    """(path, reason) of archived files that are absent, shorter or other than listed; grown ones hold what was."""
    found = []
    for each in listed:
        path = archive / each.path
        if not path.is_file():
            found.append((each.path, "không có (absent)"))
        elif path.stat().st_size < each.size:
            found.append((each.path, "ngắn hơn lúc sao lưu (cut short)"))
        elif sum_of(path, most=each.size)[1] != each.sha256:
            found.append((each.path, "khác lúc sao lưu (changed)"))
    return found


def _verified(path: Path, manifest: Manifest, file: Path) -> str:
    """The digest of the unpacked store; a store of an older schema is brought to today's first.

    Raises:
        StoreError: it is damaged, made by a newer version, or not what was backed up.
    """
    if sum_of(path) != (manifest.size, manifest.sha256):
        raise StoreError(f"{file}: kho trong bản sao không đúng dấu vân đã ghi (the sum differs)")
    try:
        with closing(sqlite3.connect(path)) as connection:
            # Nothing that a foreign schema says may do more than read its own tables.
            connection.execute("PRAGMA trusted_schema = OFF")
            said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    except sqlite3.Error as error:
        raise StoreError(f"{file}: kho trong bản sao hỏng: {error} (damaged)") from error
    if said != ["ok"]:
        raise StoreError(f"{file}: kho trong bản sao hỏng: {'; '.join(said)} (damaged)")
    with Store(path) as store:
        digest = store.digest()
    if manifest.digest and manifest.schema == newest_schema() and digest != manifest.digest:
        raise StoreError(
            f"{file}: nội dung kho khác lúc sao lưu, hoặc bản sao do phiên bản {manifest.program} ghi mà bản này đọc "
            f"khác; dùng đúng phiên bản đó (the digest differs)"
        )
    return digest


def _moved_aside(there: Sequence[Path], now: datetime) -> tuple[Path, ...]:
    moved = []
    for path in there:
        target = path.with_name(f"{path.name}.before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        path.replace(target)
        moved.append(target)
    return tuple(moved)


def _put_models(unpacked: Path, listed: Sequence[FileSum], models: Path) -> None:
    """The pointer, which is listed first, goes in last."""
    models.mkdir(parents=True, exist_ok=True)
    for each in reversed(listed):
        (unpacked / MODELS / each.path).replace(models / each.path)
