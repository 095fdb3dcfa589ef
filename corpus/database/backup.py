"""Backup: the store copied whole while others write, verified, and sealed in one file with a list of what it leans on.

A backup is a zip file: ``manifest.json`` (:class:`Manifest`), ``bamsat.db``, and the files of ``models/``. The archived
pages are not copied, they never change once written and are large; their names, sizes and sha256 are listed, so that a
copy made by other means (rsync, tape) can be checked against the store it belongs to.

The copy is made by SQLite's online backup interface (sqlite.org/backup.html) in one step, so that it is one moment of
the store; a plain file copy of a store that is written to was measured corrupt.
  Restoring is :mod:`corpus.database.restoring`.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy.engine import URL, make_url

from corpus.database.engine import address
from corpus.database.file_sums import FileSum, digest_of, sum_of, sums_of
from corpus.database.migrating import newest_schema
from corpus.errors import BadInput, StoreError
from corpus.store import Store

STORE = "bamsat.db"
MANIFEST = "manifest.json"
MODELS = "models/"
POINTER = "current.json"
NAME = "bamsat-{moment}.zip"
PATTERN = "bamsat-????????T??????Z.zip"
LARGEST_MANIFEST = 256_000_000
SPARE = 50_000_000
DAMAGE = (
    BadZipFile,
    zlib.error,
    EOFError,
    OverflowError,
    RecursionError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What a damaged or hostile ZIP file raises on its way through the standard library."""
LEAVINGS = ".bamsat-backup-"
"""How the folder begins that a backup is made in; one that is a day old was left by a killed process."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    ``digest`` is :meth:`corpus.store.Store.digest` of the copy; "" where the store was of an older schema than the
    program, which then vouches only with ``sha256`` and the database's own check.
    """

    made_at: str
    program: str
    sqlite: str
    schema: str
    size: int
    sha256: str
    digest: str
    documents: int
    archive: tuple[FileSum, ...]
    models: tuple[FileSum, ...]

    @property
    def archive_size(self) -> int:
        """Bytes of all archived files together."""
        return sum(each.size for each in self.archive)


def back_up(
    store: str,
    folder: Path,
    *,
    archive: Path,
    models: Path,
    now: datetime,
    program: str,
    known: Iterable[FileSum] = (),
) -> tuple[Path, Manifest]:
    """Write a verified backup of a store file into a folder; what is there is never overwritten.

    Args:
        store: path of the store's file.
        archive: folder of the WARC files to list; ``models``: folder of the models to put in.
        program: version written into the manifest.
        known: sums of an earlier backup; an archived file of the same size and time of change is not read again.

    Raises:
        BadInput: there is no such store, or it is on PostgreSQL (the message says how to back that up).
        StoreError: the disk is too full, the store is damaged, or the copy does not verify; nothing is left behind.
    """
    path = store_file(store)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / NAME.format(moment=f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if target.exists():
        raise StoreError(f"{target}: đã có bản sao của đúng giây này; chạy lại (a backup of this second exists)")
    _clear_leavings(folder, now)
    _check_room(path, folder)
    try:
        with tempfile.TemporaryDirectory(prefix=LEAVINGS, dir=folder) as made_in:
            copy = Path(made_in) / STORE
            copy_store(path, copy)
            schema, digest, documents = _examined(copy)
            size, sha256 = sum_of(copy)
            model_files = [(each, models / each.path) for each in _model_sums(models)]
            manifest = Manifest(
                made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
                program=program,
                sqlite=sqlite3.sqlite_version,
                schema=schema,
                size=size,
                sha256=sha256,
                digest=digest,
                documents=documents,
                archive=tuple(sums_of(archive, known=known)),
                models=tuple(each for each, _ in model_files),
            )
            sealed = Path(made_in) / target.name
            with ZipFile(sealed, "w", ZIP_DEFLATED, compresslevel=6) as bundle:
                bundle.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
                bundle.write(copy, STORE)
                for each, place in model_files:
                    bundle.write(place, MODELS + each.path)
            verify(sealed)
            with sealed.open("rb") as file:
                os.fsync(file.fileno())
            sealed.replace(target)
    except OSError as error:
        raise StoreError(f"{folder}: không ghi được bản sao: {error.strerror or error} (cannot write)") from error
    return target, manifest


def store_file(store: str) -> Path:
    """The file of a SQLite store.

    Raises:
        BadInput: it is not there, or the store is on PostgreSQL.
    """
    url = make_url(address(store))
    if url.get_backend_name() == "postgresql":
        raise BadInput(
            f"kho ở PostgreSQL sao lưu bằng công cụ của nó:\n  {postgres_backup(store)}\nphục hồi:\n"
            f"  {postgres_restore(store)}\n(back PostgreSQL up with its own tools)",
            where=url.render_as_string(hide_password=True),
        )
    path = Path(url.database or "")
    if not path.is_file():
        raise BadInput("chưa có kho nào ở đây (no store here)", where=str(path))
    return path


def postgres_backup(store: str) -> str:
    """The command that backs up a store on PostgreSQL; the password is left to ``~/.pgpass`` or PGPASSWORD."""
    return f"pg_dump --format=custom --serializable-deferrable --file=bamsat.dump '{_public(store)}'"


def postgres_restore(store: str) -> str:
    """The command that brings such a dump back into an empty database."""
    return f"pg_restore --exit-on-error --single-transaction --no-owner --dbname='{_public(store)}' bamsat.dump"


def _public(store: str) -> str:
    url = make_url(address(store))
    named = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return named.difference_update_query(["password", "sslpassword"]).render_as_string(hide_password=True)


def copy_store(path: Path, target: Path) -> None:
    """Copy a SQLite store as of one moment, while others read and write it, and check the copy.

    Raises:
        StoreError: it is no SQLite file, or the copy is damaged as the original then is.
    """
    try:
        with (
            closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=60.0)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
            found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(5)")]
    except sqlite3.Error as error:
        raise StoreError(f"{path}: không sao chép được: {error} (cannot be copied)") from error
    if found != ["ok"]:
        raise StoreError(f"{path}: kho hỏng: {'; '.join(found)}; phục hồi từ bản sao trước (the store is damaged)")


def verify(file: Path) -> Manifest:
    """Read a backup through: every part is there with the sum that its manifest names.

    Raises:
        StoreError: it is no backup, or damaged.
    """
    manifest = read_manifest(file)
    wanted = {STORE: manifest.sha256, **{MODELS + each.path: each.sha256 for each in manifest.models}}
    try:
        with ZipFile(file) as bundle:
            for name, sha256 in wanted.items():
                with bundle.open(name) as part:
                    if digest_of(part)[1] != sha256:
                        raise StoreError(f"{file}: {name} không còn như lúc sao lưu (changed since it was made)")
    except DAMAGE as error:
        raise StoreError(f"{file}: bản sao hỏng: {error} (damaged backup)") from error
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself.

    Raises:
        StoreError: it is no backup, or damaged.
    """
    try:
        with ZipFile(file) as bundle:
            if bundle.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
                raise StoreError(f"{file}: không phải bản sao của Bám Sát (not a backup)")
            held: dict[str, Any] = json.loads(bundle.read(MANIFEST))
        for name in ("archive", "models"):
            held[name] = tuple(_sum_in(each) for each in held[name])
        manifest = Manifest(**held)
        if not all(isinstance(getattr(manifest, name), kind) for name, kind in _KINDS.items()):
            raise TypeError("a field of another kind")
        return manifest
    except OSError as error:
        raise StoreError(f"{file}: không đọc được: {error.strerror or error} (cannot be read)") from error
    except DAMAGE as error:
        raise StoreError(f"{file}: không phải bản sao của Bám Sát, hoặc đã hỏng (not a whole backup)") from error


_KINDS = {
    **dict.fromkeys(("made_at", "program", "sqlite", "schema", "sha256", "digest"), str),
    **dict.fromkeys(("size", "documents"), int),
}


def _sum_in(values: Mapping[str, Any]) -> FileSum:
    """A sum as a manifest has it.

    Raises:
        TypeError: it is none.
    """
    found = FileSum(**values)
    if not isinstance(found.path, str) or not isinstance(found.sha256, str) or type(found.size) is not int:
        raise TypeError("a sum of another kind")
    return found


def backups(folder: Path) -> list[Path]:
    """The backups in a folder, newest first, by their names."""
    return sorted(folder.glob(PATTERN), reverse=True) if folder.is_dir() else []


def prune(folder: Path, *, keep: int) -> list[Path]:
    """Remove all but the newest so many backups; gives those removed.

    Raises:
        BadInput: ``keep`` is less than 1.
    """
    if keep < 1:
        raise BadInput("phải giữ ít nhất một bản (keep at least one)", where="--keep")
    gone = backups(folder)[keep:]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _model_sums(folder: Path) -> list[FileSum]:
    """The pointer first: the files it names were there before it."""
    if not folder.is_dir():
        return []
    paths = sorted((p for p in folder.iterdir() if p.is_file()), key=lambda p: (p.name != POINTER, p.name))
    return [FileSum(path.name, *_stated(path)) for path in paths if not path.name.startswith(".")]


def _stated(path: Path) -> tuple[int, int, str]:
    size, sha256 = sum_of(path)
    return size, path.stat().st_mtime_ns, sha256


def _examined(copy: Path) -> tuple[str, str, int]:
    """Schema, digest and number of documents of a copy; an older schema is left as it is, without a digest."""
    with closing(sqlite3.connect(copy)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            count = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
        except sqlite3.OperationalError as error:
            raise StoreError(f"không phải kho của Bám Sát: {error} (not a store)") from error
    schema = "" if row is None else str(row[0])
    if schema != newest_schema():
        return schema, "", count
    with Store(copy) as store:
        return schema, store.digest(), count


def _clear_leavings(folder: Path, now: datetime) -> None:
    for path in folder.glob(f"{LEAVINGS}*"):
        if path.is_dir() and path.stat().st_mtime < (now - timedelta(days=1)).timestamp():
            shutil.rmtree(path, ignore_errors=True)


def _check_room(path: Path, folder: Path) -> None:
    """Refuse before writing where a copy and its sealed file cannot both fit."""
    free, needed = shutil.disk_usage(folder).free, 2 * path.stat().st_size + SPARE
    if free < needed:
        raise StoreError(
            f"{folder}: còn {free / 1e6:.0f} MB, cần chừng {needed / 1e6:.0f} MB để sao lưu; dọn ổ đĩa hoặc chọn chỗ "
            f"khác bằng --to (not enough room)"
        )
