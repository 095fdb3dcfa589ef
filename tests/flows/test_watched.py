"""A scheduled run waits for its turn, is written down, and is told of where it fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alert_receivers import Hook, serving

from corpus.errors import StoreBusy
from flows.runs.lock import NAME, run_lock
from flows.unattended.deployments import read_record
from flows.unattended.watched import LONGEST, WAIT, Watched, hanging

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Clock:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def watched(home: Path, hook: Hook, clock: Clock) -> Watched:
    """A scheduled run whose alerts go to this hook."""
    return Watched(
        "hang-ngay",
        now=clock,
        sleep=clock.sleep,
        environment={"BAMSAT_HOME": str(home), "BAMSAT_WEBHOOK": f"http://127.0.0.1:{hook.server_port}/"},
    )


def told(hook: Hook) -> list[tuple[str, str]]:
    """Kind and subject of what the hook got."""
    bodies: list[Any] = [json.loads(body) for body in hook.bodies]
    return [(body["kind"], body["about"]) for body in bodies]


def test_a_run_that_ends_is_recorded_and_nobody_is_told(tmp_path: Path) -> None:
    with serving(Hook()) as hook, watched(tmp_path, hook, Clock()) as run:
        run.told("r", "partial", [], {"x": "503"})
    assert read_record(tmp_path) == {"hang-ngay": NOW} and told(hook) == []


def test_a_run_that_breaks_or_in_which_all_failed_is_told(tmp_path: Path) -> None:
    with serving(Hook()) as hook:
        with pytest.raises(ValueError), watched(tmp_path / "a", hook, Clock()):
            raise ValueError("hỏng")
        with watched(tmp_path / "b", hook, Clock()) as run:
            run.told("r", "failed", ["lượt x bị ngắt"], {"x": "404"})
    assert told(hook) == [
        ("failure", "hang-ngay"),
        ("zombie", "lượt trước không tới cuối"),
        ("failure", "hang-ngay"),
    ]
    assert read_record(tmp_path / "a") == {"hang-ngay": NOW}


def test_a_failing_receiver_changes_nothing_for_the_run(tmp_path: Path) -> None:
    with serving(Hook(500)) as hook, watched(tmp_path, hook, Clock()) as run:
        run.told("r", "failed", [], {})
    assert read_record(tmp_path) == {"hang-ngay": NOW}


def test_a_run_stopped_from_outside_is_still_owed(tmp_path: Path) -> None:
    with serving(Hook()) as hook, pytest.raises(SystemExit), watched(tmp_path, hook, Clock()):
        raise SystemExit(0)
    assert read_record(tmp_path) == {} and told(hook) == []


def test_a_run_waits_for_the_folder_and_gives_up_in_the_end(tmp_path: Path) -> None:
    clock = Clock()
    answers: list[Callable[[], str]] = []

    def work() -> str:
        if clock() < NOW + timedelta(minutes=10):
            raise StoreBusy("busy")
        return "done"

    def never() -> str:
        raise StoreBusy("busy")

    answers += [work, never]
    tried: list[str] = []
    with serving(Hook()) as hook, run_lock(tmp_path), pytest.raises(StoreBusy):
        watched(tmp_path, hook, Clock()).patiently(lambda: tried.append("tried") or never())
    assert tried == ["tried"]
    with serving(Hook()) as hook:
        run = watched(tmp_path, hook, clock)
        assert run.patiently(answers[0]) == "done" and clock() == NOW + timedelta(minutes=10)
        begun = clock()
        with pytest.raises(StoreBusy):
            run.patiently(answers[1])
        assert clock() == begun + WAIT


def test_a_holder_that_is_dead_or_too_long_at_it_is_named(tmp_path: Path) -> None:
    assert hanging(tmp_path, now=NOW) == ""
    with run_lock(tmp_path, run="r-1"):
        now = datetime.now(UTC)
        assert hanging(tmp_path, now=now) == ""
        assert "r-1" in hanging(tmp_path, now=now + LONGEST + timedelta(hours=1))
        held = json.loads((tmp_path / NAME).read_text())
        (tmp_path / NAME).write_text(json.dumps({**held, "born": "1"}))
        assert "chết" in hanging(tmp_path, now=now)
