"""A disk that is full or read-only: one clear line, nothing lost or doubled, and the next run goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from crash_samples import archived, collect, digest, fill, newspaper, settings, small_disk
from flow_samples import COMMAND, environment, records, write_records

from corpus.demo.server import DemoServer
from corpus.errors import StoreError
from corpus.store import Store
from flows.runs.leftovers import leftovers
from flows.runs.manifest import manifests


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with newspaper() as opened:
        yield opened


@pytest.fixture(scope="module")
def undisturbed(server: DemoServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("undisturbed")
    collect(settings(home), server)
    return home


def as_undisturbed(home: Path, usual: Path) -> bool:
    """Whether two data folders hold the same, with nothing half written."""
    return (
        digest(home / "bamsat.db") == digest(usual / "bamsat.db")
        and archived(home) == archived(usual)
        and not list(leftovers(home))
    )


@pytest.mark.parametrize("part", ["archive", "runs", "."])
def test_a_full_disk_stops_the_run_in_words_and_the_next_goes_on(
    server: DemoServer, undisturbed: Path, tmp_path: Path, part: str
) -> None:
    """The archive, the manifests, or everything with the store lies on the full disk."""
    with small_disk(tmp_path / "disk") as disk:
        home = disk if part == "." else tmp_path / "home"
        if part != ".":
            home.mkdir()
            (home / part).symlink_to(disk, target_is_directory=True)
        else:
            with Store(home / "bamsat.db"):
                pass
        filler = fill(disk)
        with pytest.raises(StoreError, match="đầy") as told:
            collect(settings(home), server)
        assert "chạy lại" in str(told.value)
        filler.unlink()
        run = collect(settings(home), server)
        assert run.exit_code == 0
        assert as_undisturbed(home, undisturbed)


def test_a_disk_that_fills_while_the_store_commits_loses_nothing(
    server: DemoServer, undisturbed: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with small_disk(tmp_path / "disk") as disk:
        given = settings(home, store=str(disk / "bamsat.db"))
        collect(given, server)
        before = digest(given.store)
        filler = fill(disk)
        with pytest.raises(StoreError, match="đầy"):
            collect(given, server)
        filler.unlink()
        assert digest(given.store) == before == digest(undisturbed / "bamsat.db")
        run = collect(given, server)
        assert run.exit_code == 0
        assert {held["state"] for _, held in manifests(home / "runs") if held} <= {"done", "interrupted", "failed"}


def test_a_read_only_folder_is_said_in_words(server: DemoServer, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        collect(settings(disk), server)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(StoreError, match="không được ghi"):
            collect(settings(disk), server)
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert collect(settings(disk), server).exit_code == 0


def test_the_command_ends_with_1_and_one_line(tmp_path: Path) -> None:
    articles = write_records(tmp_path / "bai.jsonl", records(3))
    with small_disk(tmp_path / "data", megabytes=2) as disk:
        fill(disk, leave=300_000)
        done = subprocess.run(
            [*COMMAND, "import", str(articles), "--no-classify"],
            env=environment(tmp_path),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "đầy" in done.stderr and "Traceback" not in done.stderr
