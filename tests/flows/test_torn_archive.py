"""A WARC file cut short or with flipped bits: it is named, what is whole is saved, what is lost is fetched again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from crash_samples import THEN, archived, collect, digest, newspaper, settings
from typer.testing import CliRunner

from corpus.demo.server import DemoServer
from corpus.store import Store
from extractors.archive import read_warc
from flows.acquisition.archive_mending import mend_all, torn
from flows.commands.archive_cli import register


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with newspaper() as opened:
        yield opened


def largest(home: Path) -> Path:
    """The file of the archive that holds the articles."""
    return max((home / "archive").rglob("*.warc.gz"), key=lambda path: path.stat().st_size)


def readable_again(home: Path) -> int:
    """How many documents can be read again from the archive, all of them."""
    with Store(home / "bamsat.db") as store:
        places = store.readable_again(source=None, since=None)
    for _, file, position in places:
        read_warc(home / "archive" / file, position)
    return len(places)


def spoil(path: Path, how: str, chance: random.Random) -> None:
    """Cut a file short at a random byte, or flip bits of a byte in the middle."""
    body = bytearray(path.read_bytes())
    at = chance.randrange(len(body) // 8, len(body) - 64)
    if how == "cut":
        path.write_bytes(body[:at])
    else:
        body[at] ^= 0x55
        path.write_bytes(body)


@pytest.mark.parametrize("how", ["cut", "flip"])
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_torn_is_said_saved_and_fetched_again(server: DemoServer, tmp_path: Path, how: str, seed: int) -> None:
    collect(settings(tmp_path), server)
    before, pages, whole = digest(tmp_path / "bamsat.db"), archived(tmp_path), readable_again(tmp_path)
    path = largest(tmp_path)
    spoil(path, how, random.Random(f"{seed}-{how}"))
    with Store(tmp_path / "bamsat.db") as store:
        [mended] = mend_all(store, tmp_path / "archive", now=THEN)
        assert mended.lost and len(mended.documents) <= len(mended.lost)
        assert list(torn(store, tmp_path / "archive")) == []
    assert not path.exists() and path.with_name(f"{path.name}.damaged").exists()
    run = collect(settings(tmp_path), server)
    assert run.exit_code == 0
    assert digest(tmp_path / "bamsat.db") == before
    assert readable_again(tmp_path) == whole
    assert pages <= archived(tmp_path)


def test_a_file_that_is_not_there_is_fetched_again(server: DemoServer, tmp_path: Path) -> None:
    collect(settings(tmp_path), server)
    whole = readable_again(tmp_path)
    largest(tmp_path).unlink()
    with Store(tmp_path / "bamsat.db") as store:
        [mended] = mend_all(store, tmp_path / "archive", now=THEN)
        assert len(mended.documents) == whole
    collect(settings(tmp_path), server)
    assert readable_again(tmp_path) == whole


def test_the_command_names_torn_files_and_mends_them(server: DemoServer, tmp_path: Path) -> None:
    collect(settings(tmp_path), server)
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app, settings=lambda: settings(tmp_path), now=lambda: THEN)
    ask = CliRunner()
    assert ask.invoke(app, ["archive"]).exit_code == 0
    path = largest(tmp_path)
    path.write_bytes(path.read_bytes()[:-200])
    told = ask.invoke(app, ["archive"])
    assert told.exit_code == 3 and path.name in told.output.replace("\n", "") and path.exists()
    assert ask.invoke(app, ["archive", "--mend", "--json"]).exit_code == 3
    assert ask.invoke(app, ["archive"]).exit_code == 0
