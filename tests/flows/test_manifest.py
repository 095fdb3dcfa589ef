"""Every run leaves a manifest that adds up, and closes what a killed one left open."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flow_samples import environment

from corpus.errors import StoreBusy, StoreError
from corpus.run import Accounting
from corpus.sources.ledger import Ledger
from corpus.store import Store
from flows.runs import manifest as writing
from flows.runs.lock import NAME
from flows.runs.manifest import RunManifest, Usage, close_open, last_ended, manifests, notes_of, write_whole
from flows.runs.run import Run
from flows.settings import read_settings

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def some(step: str, *, ok: int, failed: int = 0) -> Accounting:
    """An accounting with so many items."""
    accounting = Accounting(step)
    accounting.enter(ok + failed)
    accounting.leave("ok", "mới", ok)
    if failed:
        accounting.leave("failed", "tạm thời: máy chủ trả lời 503", failed)
    return accounting


def read(home: Path) -> list[dict[str, Any]]:
    """All manifests of a data folder, newest run first."""
    return [dict(held) for _, held in manifests(home / "runs") if held is not None]


def test_a_manifest_says_what_went_in_what_became_of_it_with_what_and_how_long(tmp_path: Path) -> None:
    with Run(read_settings({}, home=tmp_path), kind="test", now=lambda: NOW) as run:
        assert read(tmp_path)[0]["state"] == "running"
        run.account(some("harvest a", ok=3, failed=1), {"https://a.vn/1": "503"})
        run.account(some("classify", ok=3), {})
    [held] = read(tmp_path)
    assert (held["id"], held["kind"], held["state"], held["exit_code"]) == (run.id, "test", "partial", 3)
    assert held["inputs"] == {"harvest a": 4, "classify": 3}
    assert [(each["outcome"], each["count"]) for each in held["outcomes"]] == [("failed", 1), ("ok", 3), ("ok", 3)]
    assert (held["balanced"], held["failed_items"]) == (True, 1)
    assert {"bamsat", "taxonomy", "python", "sqlite", "underthesea", "lock"} <= held["versions"].keys()
    assert [stage["name"] for stage in held["stages"]] == ["harvest a", "classify", "rest"]
    assert sum(stage["seconds"] for stage in held["stages"]) == pytest.approx(held["seconds"], abs=0.01)
    assert held["resources"]["peak_mb"] > 10 and held["resources"]["cpu_seconds"] >= 0


def test_times_are_measured_by_step(tmp_path: Path) -> None:
    ticks = iter([0.0, 5.0, 5.5])
    cpu = iter([Usage(1.0, 10, 0)] + [Usage(1.0 + n, 10, 0) for n in (0, 2, 2, 2, 2)])
    made = RunManifest(tmp_path, "r", "test", NOW, versions={}, timer=lambda: next(ticks), measure=lambda: next(cpu))
    made.begin()
    made.step(some("harvest a", ok=1), 0)
    made.end("done", NOW)
    assert [(s.name, s.seconds, s.cpu) for s in made.stages] == [("harvest a", 5.0, 2.0), ("rest", 0.5, 0.0)]


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from corpus.run import Accounting
from flows.runs.run import Run
from flows.settings import read_settings
settings = read_settings({}, home=Path(sys.argv[1]))
with Run(settings, kind="daily", now=lambda: datetime(2026, 11, 23, tzinfo=UTC)) as run:
    run.account(Accounting("harvest a"), {})
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_run_is_closed_by_the_next_which_says_so(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env=environment(tmp_path), check=False)
    assert done.returncode == -signal.SIGKILL
    assert read(tmp_path)[0]["state"] == "running"
    with Run(read_settings({}, home=tmp_path), kind="daily", now=lambda: NOW) as run:
        pass
    newest, killed = read(tmp_path)
    assert (killed["state"], killed["exit_code"], killed["closed_by"]) == ("interrupted", 1, run.id)
    assert killed["id"] in " ".join(newest["notes"]) and "harvest a" in " ".join(newest["notes"])
    assert run.killed_before == 1 and notes_of(tmp_path / "runs", run.id) == run.notes
    with Run(read_settings({}, home=tmp_path), kind="daily", now=lambda: NOW) as run:
        assert run.notes == []


def test_an_error_leaves_a_failed_manifest_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(ValueError), Run(read_settings({}, home=tmp_path), kind="test", now=lambda: NOW):
        raise ValueError("hỏng ở đây")
    [held] = read(tmp_path)
    assert (held["state"], held["exit_code"]) == ("failed", 1)
    assert held["notes"] == ["ValueError: hỏng ở đây"]


def test_a_run_that_cannot_begin_lets_go_of_the_folder(tmp_path: Path) -> None:
    settings = read_settings({"BAMSAT_STORE": str(tmp_path)}, home=tmp_path)
    for _ in range(2):
        with pytest.raises(StoreError) as refused, Run(settings, kind="test", now=lambda: NOW):
            pass
        assert not isinstance(refused.value, StoreBusy)
    assert (tmp_path / NAME).read_bytes() == b""


def test_a_run_that_was_taken_over_stops_at_its_next_step(tmp_path: Path) -> None:
    with pytest.raises(StoreBusy), Run(read_settings({}, home=tmp_path), kind="test", now=lambda: NOW) as run:
        run.account(some("harvest a", ok=1), {})
        (tmp_path / NAME).unlink()
        (tmp_path / NAME).touch()
        run.account(some("classify", ok=1), {})


def test_a_manifest_cut_short_is_put_aside_not_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"id": "a", "st')
    assert "a.json" in close_open(tmp_path, by="b", now=NOW)[0]
    assert (tmp_path / "a.damaged").exists() and close_open(tmp_path, by="b", now=NOW) == []


def test_a_manifest_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot write"):
        write_whole(tmp_path / "file" / "a.json", {})
    with pytest.raises(TypeError):
        write_whole(tmp_path / "a.json", {"no": object()})
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_last_good_run_of_a_kind_is_found(tmp_path: Path) -> None:
    for id, kind, state in (("1", "daily", "done"), ("2", "daily", "failed"), ("3", "import", "done")):
        write_whole(tmp_path / f"{id}.json", {"id": id, "kind": kind, "state": state, "started": f"2026-11-0{id}"})
    found = last_ended(tmp_path, "daily")
    assert found is not None and found.day == 1
    assert last_ended(tmp_path, "backfill") is None


def test_old_manifests_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "KEPT", 2)
    for id in ("1", "2", "3"):
        write_whole(tmp_path / f"{id}.json", {"id": id, "kind": "daily", "state": "done", "started": "2026-11-01"})
    close_open(tmp_path, by="4", now=NOW)
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["2", "3"]


def test_the_store_says_the_same_as_the_manifest(tmp_path: Path) -> None:
    with Run(read_settings({}, home=tmp_path), kind="test", now=lambda: NOW) as run:
        run.account(some("harvest a", ok=3, failed=1), {})
    [held] = read(tmp_path)
    with Store(tmp_path / "bamsat.db") as store:
        [record] = Ledger(store.engine).runs()
    assert record.outcomes == tuple(tuple(each.values()) for each in held["outcomes"])
    assert held["pid"] == os.getpid()
