"""Situations of crash and fault tests: a small newspaper, a run over it, a disk that is full, a lock that is held."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.demo.articles import load_articles
from corpus.demo.server import DemoServer
from corpus.store import Store
from extractors.archive import pages_in
from extractors.wire import Limits
from flows.acquisition.demo import demo_publisher
from flows.runs.run import Run
from flows.settings import Settings, read_settings

THEN = datetime(2022, 1, 2, 20, 0, tzinfo=UTC)
ARTICLES = 4


def newspaper(articles: int = ARTICLES) -> DemoServer:
    """A demo newspaper of a few plain articles."""
    return DemoServer(articles=[each for each in load_articles() if not each.twist][:articles])


def settings(home: Path, *, store: str = "") -> Settings:
    """Settings of one process on a data folder."""
    read = read_settings({"BAMSAT_WORKERS": "1"}, home=home)
    return replace(read, store=store) if store else read


def collect(
    given: Settings, server: DemoServer, *, now: Callable[[], datetime] = lambda: THEN, everything: bool = True
) -> Run:
    """One run: harvest, and group what came."""
    publisher, loopback = demo_publisher(server.base_url)
    with Run(given, kind="test", now=now) as run:
        run.harvest(publisher, limits=Limits(delay=0.0), loopback=loopback, everything=everything)
        run.group()
    return run


def digest(where: str | Path) -> str:
    """Identity of all that is stored, in a store that is sound."""
    with Store(where) as store:
        assert store.integrity() == ""
        return store.digest()


def archived(home: Path) -> set[tuple[str, str]]:
    """(Address, sha256) of every page of the archive that answered 200; every file must be readable."""
    return {
        (page.final_url, page.sha256)
        for path in (home / "archive").rglob("*.warc.gz")
        for _, page in pages_in(path)
        if page.status == 200
    }


@contextmanager
def small_disk(folder: Path, *, megabytes: int = 8) -> Iterator[Path]:
    """A disk of a few megabytes of its own; skips by name where none can be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount(8) here")
    if done.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, *, leave: int = 0) -> Path:
    """Fill a disk but for some bytes; gives the file that does."""
    filler = disk / "filler"
    free = os.statvfs(disk)
    with filler.open("wb") as file:
        file.write(b"\0" * max(0, free.f_bavail * free.f_frsize - leave))
    return filler


HOLDING = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("ROLLBACK")
"""


@contextmanager
def held(store: Path, *, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the store for so long."""
    command = [sys.executable, "-c", HOLDING, str(store), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            holder.kill()
