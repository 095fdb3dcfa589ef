"""Backups made and restored: what ``bamsat backup`` and ``bamsat restore`` do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rich.markup import escape

from corpus.database.backup import Manifest, back_up, backups, prune, read_manifest
from corpus.database.file_sums import FileSum
from corpus.database.restoring import restore
from corpus.errors import BadInput, StoreError
from flows.commands import screen
from flows.runs.lock import run_lock
from flows.settings import VERSION, Settings

SHOWN = 5
"""Missing files named on the screen."""


def run_backup(
    settings: Settings, *, to: Path | None, keep: int, all_again: bool, now: datetime, as_json: bool
) -> None:
    """Back up, and say what was made and what was removed."""
    file, manifest, gone = make_backup(settings, to=to, keep=keep, all_again=all_again, now=now)
    if as_json:
        screen.emit({"file": str(file), **_summary(manifest), "removed": [str(each) for each in gone]})
        return
    out = screen.console()
    out.print(f"Đã sao lưu và kiểm lại: {escape(str(file))}", soft_wrap=True)
    out.print(
        f"  {manifest.documents} văn bản, {manifest.size / 1e6:.1f} MB, dấu vân {manifest.digest[:16] or '—'}; "
        f"{len(manifest.archive)} tệp lưu trữ ({manifest.archive_size / 1e6:.1f} MB) được kê, không chép: "
        f"sao riêng thư mục archive."
    )
    if gone:
        out.print(f"  Đã bỏ {len(gone)} bản cũ, giữ {keep} bản mới nhất.")


def run_restore(
    settings: Settings, file: Path, *, into: Path | None, force: bool, now: datetime, as_json: bool
) -> None:
    """Restore, and say what is missing.

    Raises:
        BadInput: the store is no file.
    """
    where = settings
    if into is not None:
        where = replace(where, home=into.resolve(), store=str(into.resolve() / "bamsat.db"))
    if "://" in where.store:
        raise BadInput("chỉ phục hồi vào tệp SQLite; dùng --into (only into a file)", where="BAMSAT_STORE")
    with run_lock(where.home):
        done = restore(file, Path(where.store), archive=where.local_archive, models=where.models, now=now, force=force)
    if as_json:
        screen.emit(
            {
                "store": where.store,
                **_summary(done.manifest),
                "restored_digest": done.digest,
                "aside": [str(each) for each in done.aside],
                "missing": [{"file": name, "reason": reason} for name, reason in done.missing],
            }
        )
        return
    out = screen.console()
    out.print(f"Đã phục hồi {escape(where.store)}: {done.manifest.documents} văn bản, dấu vân {done.digest[:16]}")
    for path in done.aside:
        out.print(f"  Kho cũ dời sang {escape(str(path))}", soft_wrap=True)
    if done.missing:
        out.print(
            f"  {len(done.missing)} trong {len(done.manifest.archive)} tệp lưu trữ chưa có hoặc khác; chép thư mục "
            f"archive về {escape(str(where.local_archive))} để đọc lại và mở trang gốc được:",
            soft_wrap=True,
        )
        for name, reason in done.missing[:SHOWN]:
            out.print(f"    {escape(name)}: {reason}")
        if len(done.missing) > SHOWN:
            out.print(f"    … và {len(done.missing) - SHOWN} tệp nữa (--json)")


def make_backup(
    settings: Settings, *, to: Path | None, keep: int, all_again: bool, now: datetime
) -> tuple[Path, Manifest, list[Path]]:
    """Back the store up into a folder and remove old backups there; gives the file, its manifest and those removed.

    Raises:
        BadInput, StoreError: as :func:`corpus.database.backup.back_up`.
    """
    folder = folder_of(settings) if to is None else to
    file, manifest = back_up(
        settings.store,
        folder,
        archive=settings.local_archive,
        models=settings.models,
        now=now,
        program=VERSION,
        known=() if all_again else _known(folder),
    )
    return file, manifest, prune(folder, keep=keep)


def folder_of(settings: Settings) -> Path:
    """Where backups go unless told otherwise."""
    return settings.home / "backups"


def _known(folder: Path) -> tuple[FileSum, ...]:
    """Sums that the newest readable backup holds."""
    for file in backups(folder):
        try:
            return read_manifest(file).archive
        except StoreError:
            continue
    return ()


def _summary(manifest: Manifest) -> dict[str, object]:
    return {
        "made_at": manifest.made_at,
        "program": manifest.program,
        "schema": manifest.schema,
        "bytes": manifest.size,
        "sha256": manifest.sha256,
        "digest": manifest.digest,
        "documents": manifest.documents,
        "archive_files": len(manifest.archive),
        "archive_bytes": manifest.archive_size,
        "models": len(manifest.models),
    }
