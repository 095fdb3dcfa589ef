"""Backups are of one moment, are verified, and come back as what they were."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from corpus_samples import article

from corpus.database import backup as making
from corpus.database.backup import back_up, backups, prune, read_manifest, verify
from corpus.database.file_sums import sums_of
from corpus.database.restoring import missing_of, restore
from corpus.errors import BadInput, StoreError
from corpus.store import Store

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)

WRITER = """
import sys
from corpus.store import Store
from corpus_samples import article
with Store(sys.argv[1]) as store:
    print("writing", flush=True)
    number = 0
    while True:
        number += 1
        store.put_documents([(article(number + 1), None)])
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with a store of one document, an archived file and a shelf."""
    home = tmp_path / "home"
    with Store(home / "bamsat.db") as store:
        store.put_documents([(article(), None)])
    (home / "archive" / "a").mkdir(parents=True)
    (home / "archive" / "a" / "one.warc.gz").write_bytes(b"x" * 1000)
    (home / "models").mkdir()
    (home / "models" / "current.json").write_text('{"id": "m"}')
    (home / "models" / "m.skops").write_bytes(b"model")
    return home


def saved(home: Path, *, now: datetime = NOW, to: Path | None = None) -> Path:
    """A backup of a data folder."""
    return back_up(
        str(home / "bamsat.db"),
        to or home / "backups",
        archive=home / "archive",
        models=home / "models",
        now=now,
        program="1",
    )[0]


def brought_back(file: Path, home: Path, *, force: bool = False) -> str:
    """The digest of a backup restored into a data folder."""
    return restore(
        file, home / "bamsat.db", archive=home / "archive", models=home / "models", now=NOW, force=force
    ).digest


def digest_of(path: Path) -> str:
    """The digest of a store."""
    with Store(path) as store:
        return store.digest()


def test_a_backup_restored_into_a_fresh_folder_has_the_same_digest_and_models(home: Path, tmp_path: Path) -> None:
    file = saved(home)
    digest = digest_of(home / "bamsat.db")
    assert brought_back(file, tmp_path / "new") == digest == digest_of(tmp_path / "new/bamsat.db")
    assert (tmp_path / "new/models/m.skops").read_bytes() == b"model"
    assert [path.name for path in (tmp_path / "new").iterdir() if path.name.startswith(".")] == []


def test_backups_made_while_another_process_writes_are_whole(home: Path, tmp_path: Path) -> None:
    root = str(Path(__file__).resolve().parents[2])
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home / "bamsat.db")],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": f"{root}:{root}/tests", "PATH": ""},
    )
    try:
        assert writer.stdout is not None and writer.stdout.readline() == "writing\n"
        files = [saved(home, now=NOW + timedelta(seconds=n)) for n in range(5)]
    finally:
        writer.kill()
        writer.communicate()
    counts = [read_manifest(file).documents for file in files]
    assert counts == sorted(counts) and counts[-1] > counts[0]
    digests = {brought_back(file, tmp_path / f"r{n}") for n, file in enumerate(files)}
    assert len(digests) == len(set(counts))


def test_a_store_in_place_is_never_overwritten_and_with_force_moved_aside(home: Path) -> None:
    file = saved(home)
    before = digest_of(home / "bamsat.db")
    with Store(home / "bamsat.db") as store:
        store.put_documents([(article(2), None)])
    (home / "bamsat.db-journal").write_bytes(b"")
    later = digest_of(home / "bamsat.db")
    with pytest.raises(StoreError, match="--force"):
        brought_back(file, home)
    assert digest_of(home / "bamsat.db") == later
    (home / "bamsat.db-journal").write_bytes(b"left by a dead writer")
    assert brought_back(file, home, force=True) == before
    assert not (home / "bamsat.db-journal").exists()
    assert digest_of(home / "bamsat.db.before-20261124T013000Z") == later


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_a_damaged_backup_is_refused_and_leaves_nothing(home: Path, tmp_path: Path, where: float) -> None:
    file = saved(home)
    body = bytearray(file.read_bytes())
    position = int(len(body) * where)
    body[position : position + 8] = bytes(value ^ 0xFF for value in body[position : position + 8])
    file.write_bytes(body)
    with pytest.raises(StoreError):
        brought_back(file, tmp_path / "new")
    assert not (tmp_path / "new" / "bamsat.db").exists()


def test_a_backup_whose_store_was_exchanged_is_refused(home: Path, tmp_path: Path) -> None:
    file, other = saved(home), tmp_path / "other.zip"
    with ZipFile(file) as old, ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b"\0" * 4096 if name == "bamsat.db" else b""))
    with pytest.raises(StoreError, match=r"bamsat\.db"):
        verify(other)


def test_a_backup_cannot_write_outside_its_folder(home: Path, tmp_path: Path) -> None:
    file, other = saved(home), tmp_path / "other.zip"
    with ZipFile(file) as old, ZipFile(other, "w") as new:
        held = json.loads(old.read("manifest.json"))
        held["models"][0]["path"] = "../../escaped"
        new.writestr("manifest.json", json.dumps(held))
        new.writestr("models/../../escaped", old.read("models/current.json"))
        for name in old.namelist():
            if name not in ("manifest.json", "models/current.json"):
                new.writestr(name, old.read(name))
    with pytest.raises(StoreError, match="strange file name"):
        brought_back(other, tmp_path / "a" / "new")
    assert not list(tmp_path.rglob("escaped"))


def test_a_damaged_store_is_not_backed_up_as_if_it_were_whole(home: Path) -> None:
    path = home / "bamsat.db"
    body = bytearray(path.read_bytes())
    body[4096 * 3 : 4096 * 12] = b"\xaa" * (4096 * 9)
    path.write_bytes(body)
    with pytest.raises(StoreError):
        saved(home)
    assert list((home / "backups").iterdir()) == []


def test_what_is_no_store_is_refused(home: Path, tmp_path: Path) -> None:
    for body in (b"not a database at all" * 100, b""):
        (home / "bamsat.db").write_bytes(body)
        with pytest.raises(StoreError):
            saved(home)
    with pytest.raises(BadInput, match="no store here"):
        saved(tmp_path / "nowhere")


def test_a_full_disk_is_said_before_anything_is_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage(home)._replace(free=1000)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _path: full)
    with pytest.raises(StoreError, match="--to"):
        saved(home)


def test_only_the_newest_are_kept_and_strangers_left_alone(home: Path) -> None:
    files = [saved(home, now=NOW + timedelta(days=day)) for day in range(4)]
    stranger = home / "backups" / "bamsat-notes.zip"
    stranger.write_bytes(b"")
    assert prune(home / "backups", keep=2) == [files[1], files[0]]
    assert backups(home / "backups") == [files[3], files[2]] and stranger.exists()
    with pytest.raises(BadInput):
        prune(home / "backups", keep=0)


def test_what_a_killed_backup_left_goes_after_a_day(home: Path) -> None:
    old, fresh = (home / "backups" / f".bamsat-backup-{name}" for name in ("old", "fresh"))
    for folder, age in ((old, timedelta(days=2)), (fresh, timedelta(hours=1))):
        folder.mkdir(parents=True)
        (folder / "bamsat.db").write_bytes(b"half")
        os.utime(folder, times=((NOW - age).timestamp(),) * 2)
    saved(home)
    assert fresh.exists() and not old.exists()


def test_archived_files_are_listed_with_sums_and_looked_for_after_restoring(home: Path, tmp_path: Path) -> None:
    listed = read_manifest(saved(home)).archive
    assert [(each.path, each.size) for each in listed] == [("a/one.warc.gz", 1000)]
    place = home / "archive/a/one.warc.gz"
    assert missing_of(listed, home / "archive") == []
    place.write_bytes(b"x" * 1500)
    assert missing_of(listed, home / "archive") == []
    place.write_bytes(b"x" * 999)
    assert "cut short" in missing_of(listed, home / "archive")[0][1]
    place.write_bytes(b"y" * 1000)
    assert "changed" in missing_of(listed, home / "archive")[0][1]
    assert "absent" in missing_of(listed, tmp_path / "elsewhere")[0][1]


def test_an_unchanged_archived_file_is_not_read_again(home: Path) -> None:
    [first] = sums_of(home / "archive")
    assert sums_of(home / "archive", known=[first]) == [first]
    (home / "archive/a/one.warc.gz").write_bytes(b"z" * 1000)
    assert sums_of(home / "archive", known=[first])[0].sha256 != first.sha256


def test_a_store_of_an_older_schema_is_backed_up_as_it_is(home: Path, tmp_path: Path) -> None:
    path = home / "bamsat.db"
    with Store(path) as store:
        assert store.count_documents() == 1
    with sqlite3.connect(path) as database:
        database.execute("UPDATE alembic_version SET version_num = 'older'")
    database.close()
    manifest = read_manifest(saved(home))
    assert (manifest.schema, manifest.digest) == ("older", "")
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("older",)
    database.close()


def test_postgresql_is_told_its_own_command_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="pg_dump") as refused:
        back_up(
            "postgresql://lan:bimat@db.example/bamsat",
            tmp_path,
            archive=tmp_path,
            models=tmp_path,
            now=NOW,
            program="1",
        )
    assert "bimat" not in str(refused.value) and "postgresql://lan@db.example/bamsat" in str(refused.value)
    assert "pg_restore" in str(refused.value)
