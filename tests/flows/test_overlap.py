"""Four runs begun at once on one data folder: one works, three are told who does."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from flow_samples import environment

ONE = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from flows.cli import guarded
from flows.runs.run import Run
from flows.settings import read_settings

def work():
    with Run(read_settings({}, home=Path(sys.argv[1])), kind="daily", now=lambda: datetime.now(UTC)):
        until = time.monotonic() + 120
        while not Path(sys.argv[2]).exists() and time.monotonic() < until:
            time.sleep(0.05)

sys.exit(guarded(work))
"""


@pytest.mark.slow
def test_one_of_four_works_and_three_are_refused(tmp_path: Path) -> None:
    done = tmp_path / "others-are-done"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", ONE, str(tmp_path / "home"), str(done)],
            env=environment(tmp_path),
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    told: list[str] = []
    while len(told) < 3:
        ended = next((each for each in running if each.poll() is not None), None)
        if ended is None:
            time.sleep(0.05)
            continue
        running.remove(ended)
        assert ended.stderr is not None
        assert ended.returncode == 1
        told.append(ended.stderr.read())
        ended.stderr.close()
    done.touch()
    [worker] = running
    assert worker.communicate()[1] == "" and worker.returncode == 0
    assert all("đang giữ" in each and f"tiến trình {worker.pid}" in each for each in told)
