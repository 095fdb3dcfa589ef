"""Manifests held against the store by the next run: missing, cut short, foreign, contradicting; named, never fatal."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.run import Accounting
from corpus.sources.ledger import Ledger
from corpus.store import Store
from flows.runs.manifest import RunManifest, manifests, write_whole
from flows.runs.run import Run
from flows.settings import read_settings

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def ran(home: Path, *, minutes: int = 0) -> Run:
    """A run of one step."""
    with Run(read_settings({}, home=home), kind="daily", now=lambda: NOW + timedelta(minutes=minutes)) as run:
        accounting = Accounting("harvest a")
        accounting.enter(3)
        accounting.leave("ok", "mới", 3)
        run.account(accounting, {})
    return run


def read(home: Path, id: str) -> dict[str, Any]:
    """The manifest of a run."""
    held: dict[str, Any] = json.loads((home / "runs" / f"{id}.json").read_text(encoding="utf-8"))
    return held


def edit(home: Path, id: str, **changes: object) -> None:
    """Change a manifest behind the program's back."""
    write_whole(home / "runs" / f"{id}.json", {**read(home, id), **changes})


def test_a_manifest_that_agrees_is_not_spoken_of(tmp_path: Path) -> None:
    ran(tmp_path)
    assert ran(tmp_path, minutes=5).notes == []


def test_a_missing_manifest_is_named_once_and_written_again_from_the_store(tmp_path: Path) -> None:
    first = ran(tmp_path)
    ran(tmp_path, minutes=1)
    before = read(tmp_path, first.id)
    for path in (tmp_path / "runs").iterdir():
        path.unlink()
    second = ran(tmp_path, minutes=5)
    assert [first.id in note and "viết lại từ kho" in note for note in second.notes] == [True]
    after = read(tmp_path, first.id)
    assert {name: after[name] for name in ("state", "exit_code", "inputs", "outcomes", "started")} == {
        name: before[name] for name in ("state", "exit_code", "inputs", "outcomes", "started")
    }
    assert after["written_again_by"] == second.id and ran(tmp_path, minutes=6).notes == []


def test_a_manifest_cut_short_is_set_aside_named_and_written_again(tmp_path: Path) -> None:
    first = ran(tmp_path)
    path = tmp_path / "runs" / f"{first.id}.json"
    path.write_text(path.read_text(encoding="utf-8")[:60], encoding="utf-8")
    told = " ".join(ran(tmp_path, minutes=5).notes)
    assert "hỏng" in told and first.id in told
    assert path.with_suffix(".damaged").exists() and read(tmp_path, first.id)["state"] == "done"


def test_a_foreign_manifest_is_set_aside_and_named(tmp_path: Path) -> None:
    first = ran(tmp_path)
    foreign = tmp_path / "runs" / "20990101-000000-abcdef.json"
    write_whole(foreign, {**read(tmp_path, first.id), "id": foreign.stem})
    copied = tmp_path / "runs" / "ban-sao.json"
    write_whole(copied, read(tmp_path, first.id))
    second = ran(tmp_path, minutes=5)
    assert any("không phải của kho này" in note for note in second.notes)
    assert foreign.with_suffix(".foreign").exists() and copied.with_suffix(".foreign").exists()
    assert ran(tmp_path, minutes=6).notes == []


@pytest.mark.parametrize(
    "changes", [{"state": "failed", "exit_code": 1}, {"outcomes": []}, {"outcomes": "nhiều"}, {"outcomes": [["a", 1]]}]
)
def test_a_manifest_that_contradicts_the_store_gives_way_and_is_kept(tmp_path: Path, changes: dict[str, Any]) -> None:
    first = ran(tmp_path)
    edit(tmp_path, first.id, **changes)
    told = " ".join(ran(tmp_path, minutes=5).notes)
    assert first.id in told and "khác kho" in told
    held = read(tmp_path, first.id)
    assert held["state"] == "done" and held["outcomes"][0]["count"] == 3
    assert (tmp_path / "runs" / f"{first.id}.contradicts").exists()


def test_a_run_killed_while_its_books_were_closed_did_its_work(tmp_path: Path) -> None:
    """Its end stands in the store and not yet in its manifest."""
    first = ran(tmp_path)
    edit(tmp_path, first.id, state="running", exit_code=None, ended=None)
    second = ran(tmp_path, minutes=5)
    assert second.killed_before == 0 and any("đã xong" in note for note in second.notes)
    held = read(tmp_path, first.id)
    assert (held["state"], held["exit_code"], held["closed_by"]) == ("done", 0, second.id)


def test_what_a_killed_run_had_stored_is_in_its_closed_manifest(tmp_path: Path) -> None:
    """Killed between the outcomes in the store and those in the manifest."""
    ran(tmp_path)
    killed = "20261124-010100-00000a"
    with Store(tmp_path / "bamsat.db") as store:
        ledger = Ledger(store.engine)
        ledger.start_run(killed, kind="daily", versions={}, now=NOW + timedelta(minutes=1))
        RunManifest(tmp_path / "runs", killed, "daily", NOW + timedelta(minutes=1), versions={}).begin()
        accounting = Accounting("harvest a")
        accounting.enter()
        accounting.leave("ok", "mới")
        ledger.record(killed, accounting, {})
    next_one = ran(tmp_path, minutes=5)
    held = read(tmp_path, killed)
    assert (held["state"], held["closed_by"], held["outcomes"][0]["step"]) == ("interrupted", next_one.id, "harvest a")
    assert next_one.killed_before == 1 and sum(killed in note for note in next_one.notes) == 1


def test_every_manifest_that_is_left_can_be_read(tmp_path: Path) -> None:
    for minutes in range(3):
        ran(tmp_path, minutes=minutes)
    assert all(held is not None for _, held in manifests(tmp_path / "runs"))
