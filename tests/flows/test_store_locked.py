"""A store that another process holds: a short wait succeeds, a long one ends in words and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from crash_samples import collect, digest, held, newspaper, settings

from corpus.database import engine
from corpus.database.refusals import LOCKED
from corpus.demo.server import DemoServer
from corpus.errors import StoreBusy
from flows.cli import guarded


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with newspaper() as opened:
        yield opened


def test_a_run_waits_for_a_store_that_is_held_for_a_moment(server: DemoServer, tmp_path: Path) -> None:
    collect(settings(tmp_path), server)
    before = digest(tmp_path / "bamsat.db")
    with held(tmp_path / "bamsat.db", seconds=1.0):
        assert collect(settings(tmp_path), server).exit_code == 0
    assert digest(tmp_path / "bamsat.db") == before


def test_a_store_held_too_long_ends_the_run_in_words(
    server: DemoServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect(settings(tmp_path), server)
    before = digest(tmp_path / "bamsat.db")
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.3)
    with held(tmp_path / "bamsat.db", seconds=60.0):
        assert guarded(lambda: collect(settings(tmp_path), server)) == 1
        with pytest.raises(StoreBusy) as told:
            collect(settings(tmp_path), server)
    assert str(told.value) == LOCKED
    assert collect(settings(tmp_path), server).exit_code == 0
    assert digest(tmp_path / "bamsat.db") == before
