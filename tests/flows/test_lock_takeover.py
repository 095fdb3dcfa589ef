"""Whose lock is dead is taken over and told so; whose is alive is not, whatever the clock says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.errors import StoreBusy
from flows.runs.lock import NAME, Holder, holder_of, run_lock, stale

HOLD = """
import sys
from pathlib import Path
from corpus.errors import StoreBusy
from flows.runs.lock import run_lock
with run_lock(Path(sys.argv[1]), run="lượt-1", beat=0.1) as lock:
    print("held", flush=True)
    sys.stdin.readline()
    try:
        lock.check()
        print("ours", flush=True)
    except StoreBusy:
        print("lost", flush=True)
"""


@contextmanager
def holding(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a folder until a line is written to it."""
    command = [sys.executable, "-c", HOLD, str(home)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        yield holder
    finally:
        holder.kill()
        holder.communicate()


def test_whoever_is_refused_is_told_process_machine_run_and_since_when(tmp_path: Path) -> None:
    with holding(tmp_path) as other:
        held = holder_of(tmp_path)
        assert held is not None and held.pid == other.pid
        with pytest.raises(StoreBusy) as refused, run_lock(tmp_path):
            pass
        for part in (str(other.pid), held.host, held.since, "lượt-1"):
            assert part in str(refused.value)


def test_a_stopped_holder_is_taken_over_from_and_finds_out(tmp_path: Path) -> None:
    with holding(tmp_path) as other:
        os.kill(other.pid, signal.SIGSTOP)
        with pytest.raises(StoreBusy), run_lock(tmp_path, patience=60):
            pass
        while not _taken(tmp_path, patience=0.5):
            pass
        os.kill(other.pid, signal.SIGCONT)
        told, _ = other.communicate("go on\n", timeout=30)
        assert told == "lost\n"
    with run_lock(tmp_path) as lock:
        assert lock.note == ""


def _taken(home: Path, *, patience: float) -> bool:
    try:
        with run_lock(home, patience=patience) as lock:
            assert "im 0 phút" in lock.note
            lock.check()
            return True
    except StoreBusy:
        return False


def test_a_killed_holder_is_named_by_the_next(tmp_path: Path) -> None:
    with holding(tmp_path) as other:
        other.kill()
        other.wait()
    with run_lock(tmp_path) as lock:
        assert str(other.pid) in lock.note and "chết" in lock.note
    with run_lock(tmp_path) as lock:
        assert lock.note == ""


def test_a_jump_of_the_clock_makes_no_living_holder_dead(tmp_path: Path) -> None:
    with holding(tmp_path):
        ahead = datetime.now(UTC) + timedelta(days=2)
        with pytest.raises(StoreBusy), run_lock(tmp_path, now=lambda: ahead):
            pass


def test_a_process_number_used_again_is_not_the_holder(tmp_path: Path) -> None:
    with run_lock(tmp_path) as lock:
        mine = lock.holder
        assert not mine.gone
        assert Holder(**{**_fields(mine), "born": "1"}).gone


def test_a_holder_on_another_machine_is_judged_by_its_signs_of_life() -> None:
    at = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    there = Holder(pid=1, host="other", since=at.isoformat(), beat=at.isoformat(), born="5", boot="another")
    assert stale(there, now=at + timedelta(minutes=14)) == ""
    assert "16 phút" in stale(there, now=at + timedelta(minutes=16))


def test_of_many_askers_one_takes_over(tmp_path: Path) -> None:
    with holding(tmp_path) as other:
        os.kill(other.pid, signal.SIGSTOP)
        threading.Event().wait(0.6)
        ready, done = threading.Barrier(8), threading.Event()
        outcomes: list[str] = []

        def ask() -> None:
            ready.wait()
            try:
                with run_lock(tmp_path, patience=0.5):
                    outcomes.append("took")
                    done.wait(20)
            except StoreBusy:
                outcomes.append("refused")

        askers = [threading.Thread(target=ask) for _ in range(8)]
        for asker in askers:
            asker.start()
        for _ in range(200):
            if len(outcomes) == 8:
                break
            threading.Event().wait(0.05)
        done.set()
        for asker in askers:
            asker.join()
        assert sorted(outcomes) == ["refused"] * 7 + ["took"]


def test_a_damaged_lock_file_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b'{"pid": ')
    with run_lock(tmp_path) as lock:
        assert lock.note == ""
    (tmp_path / NAME).write_bytes(b"4711")
    with run_lock(tmp_path):
        pass
    assert holder_of(tmp_path) is None


def _fields(holder: Holder) -> dict[str, object]:
    return {name: getattr(holder, name) for name in Holder.__slots__}


def test_what_is_written_fits_its_width(tmp_path: Path) -> None:
    with run_lock(tmp_path, run="r" * 60):
        body = (tmp_path / NAME).read_bytes()
    assert len(body) == 512 and json.loads(body)["run"] == "r" * 60
