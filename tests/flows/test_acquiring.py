"""Commands of acquisition as a user types them: quarantine, replay, reread, watch, backfill, checking sources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flow_samples import NOW, desks, records, write_records
from typer.testing import CliRunner

from corpus.demo.server import DemoServer
from corpus.source import SourceClass
from corpus.store import Store
from extractors.publishers import PUBLISHERS
from flows.acquisition.checking import check
from flows.acquisition.sources import alive, describe
from flows.cli import app, guarded


def typed(home: Path, *words: str) -> tuple[int, str]:
    """Exit code and output of a command."""
    done = CliRunner().invoke(app, ["--home", str(home), *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout


def told(home: Path, *words: str) -> Any:
    """What a command says with --json."""
    _, out = typed(home, *words, "--json")
    return json.loads(out)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with three records in it and a report that cannot be read."""
    write_records(tmp_path / "x.jsonl", records(3))
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    code, _ = typed(tmp_path / "home", "import", str(tmp_path / "x.jsonl"), str(tmp_path / "hong.pdf"), "--no-classify")
    assert code == 0
    return tmp_path / "home"


def test_what_could_not_be_read_is_listed_with_its_reason_and_can_be_tried_again(home: Path) -> None:
    (held,) = told(home, "quarantine")
    assert held["item"].endswith("hong.pdf")
    assert held["reason"]
    assert held["tries"] == 1
    again = told(home, "replay")
    assert again["accounting"][0]["failed"] == 1
    assert told(home, "quarantine")[0]["tries"] == 2
    assert told(home, "quarantine", "--words", "không có chữ này") == []
    _, screen = typed(home, "quarantine")
    assert "bamsat replay" in screen


def test_an_item_that_is_not_held_is_refused_by_name(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: app(["--home", str(home), "replay", "khong-co.pdf"], standalone_mode=False)) == 2
    assert "khong-co.pdf" in capsys.readouterr().err


def test_reading_again_says_that_nothing_changed(home: Path) -> None:
    again = told(home, "reread", "--dry-run")
    assert again["changes"] == {}
    assert again["accounting"][0] == {
        "step": "reread",
        "in": 3,
        "ok": 0,
        "skipped": 3,
        "failed": 0,
        "balanced": True,
        "reasons": [{"outcome": "skipped", "reason": "đọc lại, như cũ", "count": 3}],
    }
    assert told(home, "reread", "--since", "2099-01-01", "--dry-run")["accounting"][0]["in"] == 0


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("harvest", "dong-khoi", "--since", "tháng ba"), "--since"),
        (("harvest", "dong-khoi", "--since", "2021-05", "--until", "2021-04"), "--since/--until"),
        (("harvest", "bao-nao-do"), "bao-nao-do"),
        (("reread", "--since", "2021"), "--since"),
        (("watch", "/khong/co"), "/khong/co"),
        (("sources", "check", "bao-nao-do"), "bao-nao-do"),
    ],
)
def test_a_wrong_option_is_refused_by_its_name_before_anything_is_asked(
    tmp_path: Path, words: tuple[str, ...], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(lambda: app(["--home", str(tmp_path), *words], standalone_mode=False)) == 2
    assert named in capsys.readouterr().err


@pytest.fixture(scope="module")
def newspaper() -> Iterator[DemoServer]:
    with DemoServer(port=0) as server:
        yield server


def test_a_source_whose_pages_bear_out_its_declaration_passes(newspaper: DemoServer, tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store, desks(newspaper, store, tmp_path / "archive") as ready:
        found = check(ready.publisher, ready.fetcher, sample=3, now=lambda: NOW)
        assert found.named > 50
        assert len(found.pages) == 3
        assert found.faults == ()
        assert store.count_documents() == 0, "a check stores nothing"


def test_a_source_whose_body_moved_is_named_with_what_broke(newspaper: DemoServer, tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store, desks(newspaper, store, tmp_path / "archive") as ready:
        dead = replace(
            ready.publisher,
            readings=tuple(replace(reading, body=("div.da-doi-ten",)) for reading in ready.publisher.readings),
            feeds=("/rss/khong-con.rss",),
        )
        found = check(dead, ready.fetcher, sample=3, now=lambda: NOW)
        assert any("thân bài: 3/3" in fault for fault in found.faults)
        assert any("/rss/khong-con.rss" in fault for fault in found.faults)


def test_a_retired_source_is_shown_as_such_with_its_successor(tmp_path: Path) -> None:
    from corpus.sources.ledger import Ledger

    with Store(tmp_path / "s.db") as store:
        described = {each.slug: each for each in describe(store, Ledger(store.engine), today=date(2026, 1, 1))}
    assert set(described) == {publisher.slug for publisher in PUBLISHERS}
    assert not described["dong-khoi"].alive
    assert described["dong-khoi"].successor == "vinh-long"
    assert described["vinh-long"].alive
    assert described["dong-khoi"].kind == SourceClass.SELF_REPORT


def test_a_daily_run_asks_only_sources_that_are_alive() -> None:
    after = alive(date(2026, 1, 1))
    assert "vinh-long" in after
    assert "dong-khoi" not in after
    assert "dong-khoi" in alive(date(2021, 6, 1))
