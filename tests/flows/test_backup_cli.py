"""``bamsat backup`` and ``bamsat restore`` as they are typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from corpus_samples import article
from typer.testing import CliRunner

from corpus.errors import BadInput, StoreBusy, StoreError
from corpus.store import Store
from flows.commands.backup_cli import register
from flows.runs.lock import run_lock
from flows.settings import read_settings

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with one document and one archived file."""
    home = tmp_path / "home"
    with Store(home / "bamsat.db") as store:
        store.put_documents([(article(), None)])
    (home / "archive").mkdir()
    (home / "archive" / "a.warc.gz").write_bytes(b"x" * 10)
    return home


def typed(home: Path, *words: str, days: int = 0, store: str = "") -> Any:
    """What a command says as JSON."""
    app = typer.Typer()
    environment = {"BAMSAT_STORE": store} if store else {}
    register(app, settings=lambda: read_settings(environment, home=home), now=lambda: NOW + timedelta(days=days))
    result = CliRunner().invoke(app, [*words, "--json"])
    if result.exception is not None:
        raise result.exception
    return json.loads(result.output)


def test_a_backup_comes_back_elsewhere_with_its_digest_and_says_which_pages_are_missing(
    home: Path, tmp_path: Path
) -> None:
    made = typed(home, "backup", "--to", str(tmp_path / "b"))
    assert (made["documents"], made["archive_files"], len(made["digest"])) == (1, 1, 64)
    back = typed(home, "restore", made["file"], "--into", str(tmp_path / "new"))
    assert back["restored_digest"] == made["digest"] and back["store"] == str(tmp_path / "new" / "bamsat.db")
    assert [each["file"] for each in back["missing"]] == ["a.warc.gz"]


def test_a_store_in_place_needs_force_and_is_kept_beside(home: Path) -> None:
    made = typed(home, "backup")
    with pytest.raises(StoreError, match="--force"):
        typed(home, "restore", made["file"])
    [aside] = typed(home, "restore", made["file"], "--force")["aside"]
    assert Path(aside).exists()


def test_nothing_is_restored_under_a_run(home: Path) -> None:
    made = typed(home, "backup")
    with run_lock(home), pytest.raises(StoreBusy):
        typed(home, "restore", made["file"], "--force")


def test_old_backups_go_and_unchanged_pages_are_not_summed_again(home: Path) -> None:
    files = [typed(home, "backup", "--keep", "2", days=day) for day in range(3)]
    assert files[2]["removed"] == [files[0]["file"]]
    assert sorted(path.name for path in (home / "backups").iterdir()) == [Path(each["file"]).name for each in files[1:]]


def test_postgresql_is_sent_to_its_own_tools(home: Path) -> None:
    with pytest.raises(BadInput, match="pg_dump"):
        typed(home, "backup", store="postgresql://lan:bimat@db.example/bamsat")
    with pytest.raises(BadInput, match="--into"):
        typed(home, "restore", "x.zip", store="postgresql://lan:bimat@db.example/bamsat")


def test_what_is_no_backup_is_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK")
    with pytest.raises(StoreError):
        typed(home, "restore", str(tmp_path / "x.zip"), "--into", str(tmp_path / "new"))
    with pytest.raises(StoreError):
        typed(home, "restore", str(tmp_path / "absent.zip"), "--into", str(tmp_path / "new"))
