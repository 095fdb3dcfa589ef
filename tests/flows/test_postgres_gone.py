"""A PostgreSQL server that dies in the middle of a day: one clear line, and the next run ends as an undisturbed one."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from crash_samples import THEN, collect, digest, newspaper, settings

from corpus.database.refusals import GONE
from corpus.errors import StoreError
from extractors.wire import Limits
from flows.acquisition.demo import demo_publisher
from flows.runs.lock import NAME
from flows.runs.run import Run


@pytest.fixture
def server_folder() -> Iterator[Path]:
    """A folder whose path is short enough for a server's socket."""
    with tempfile.TemporaryDirectory(prefix="bamsat-pg-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.mark.slow
def test_a_server_that_dies_is_said_in_words_and_nothing_is_lost(tmp_path: Path, server_folder: Path) -> None:
    pgserver = pytest.importorskip("pgserver", reason="PostgreSQL (pgserver) is not installed")
    server = pgserver.get_server(server_folder)
    try:
        with newspaper() as paper:
            given = settings(tmp_path / "home", store=server.get_uri())
            publisher, loopback = demo_publisher(paper.base_url)
            with pytest.raises(StoreError) as told, Run(given, kind="daily", now=lambda: THEN) as run:
                run.harvest(publisher, limits=Limits(delay=0.0), loopback=loopback)
                kill(server_folder)
                run.group()
            assert str(told.value) == GONE
            assert not (tmp_path / "home" / NAME).read_bytes().strip()
            server.ensure_postgres_running()
            again = collect(given, paper)
            assert again.exit_code == 0 and again.killed_before == 1
            collect(settings(tmp_path / "sqlite"), paper)
            assert digest(given.store) == digest(tmp_path / "sqlite" / "bamsat.db")
    finally:
        server.cleanup()


def kill(folder: Path) -> None:
    """Kill the server and whatever it started, as a machine that goes down does."""
    pid = int((folder / "postmaster.pid").read_text(encoding="ascii").split()[0])
    os.kill(pid, signal.SIGQUIT)
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    (folder / "postmaster.pid").unlink(missing_ok=True)
