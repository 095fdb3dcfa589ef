"""An office: a store with passages, a desk on it, and a clock set by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from review_samples import Clock, Office, filled_store

from corpus.store import Store


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A store with twelve passages in the queue of doubtful ones, made once and copied for each test."""
    path = tmp_path_factory.mktemp("filled") / "store.db"
    with Store(path) as store:
        return path, filled_store(store, 3)


@pytest.fixture
def office(filled: tuple[Path, list[str]], tmp_path: Path) -> Iterator[Office]:
    """An office with that store."""
    path, passages = filled
    shutil.copy(path, tmp_path / "store.db")
    with Store(tmp_path / "store.db") as store:
        made = Office(store, Clock())
        made.passages = passages
        yield made
