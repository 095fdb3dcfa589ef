"""Prefect's server goes away in the middle of a day: the work is done to the end, and the process ends soon."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flow_samples import COMMAND, environment

from corpus.store import Store
from flows.runs.manifest import manifests
from flows.settings import read_settings
from flows.unattended.orchestration import is_lost, prepare
from flows.unattended.prefect_server import prefect_server

ENDS_WITHIN = 60.0


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class FromElsewhere(Exception):
    """An error of the work."""


def test_only_errors_of_the_way_to_the_server_count_as_its_loss() -> None:
    httpx = pytest.importorskip("httpx")
    lost = RuntimeError("the flow ended")
    lost.__cause__ = httpx.ConnectError("refused")
    assert is_lost(lost) and is_lost(RuntimeError("Failed to reach API at http://127.0.0.1:4200/api/"))
    assert not is_lost(FromElsewhere("store")) and not is_lost(RuntimeError("the model is damaged"))


@pytest.mark.slow
def test_without_a_server_the_work_is_done_and_said_to_be_partial(tmp_path: Path) -> None:
    """A wrong or dead PREFECT_API_URL costs the page, not the day."""
    began = time.monotonic()
    done = subprocess.run(
        [*COMMAND, "run", "--source", "khong-co-nguon-nay", "--json"],
        env=environment(tmp_path, PREFECT_API_URL=f"http://127.0.0.1:{free_port()}/api"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    # The source is unknown: what is told is that, from the work itself, and not a word of connections.
    assert done.returncode == 2 and "khong-co-nguon-nay" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - began < 120


@pytest.mark.slow
def test_a_server_killed_in_the_middle_costs_no_work_and_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = read_settings({}, home=tmp_path / "server")
    settings.home.mkdir()
    serving = {**environment(tmp_path)}
    prepare(serving, settings)
    monkeypatch.setattr("flows.unattended.prefect_server.PATIENCE", 400.0)
    with prefect_server(serving, port=free_port(), log=settings.home / "server.log") as address:
        command = [*COMMAND, "run", "--demo", "--json"]
        running = subprocess.Popen(
            command,
            env=environment(tmp_path, PREFECT_API_URL=address),
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        home = tmp_path / "data" / "demo"
        until = time.monotonic() + 240
        while time.monotonic() < until and not list((home / "archive").rglob("*.warc.gz")):
            time.sleep(0.1)
        note = json.loads((settings.home / "server.json").read_text(encoding="utf-8"))
        os.kill(int(note["pid"]), signal.SIGKILL)
        killed = time.monotonic()
        out, err = running.communicate(timeout=400)
        took = time.monotonic() - killed
    assert running.returncode == 3, err[-2000:]
    report = json.loads(out)
    assert report["state"] == "partial" and any("Prefect" in note for note in report["notes"])
    ended = [held for _, held in manifests(home / "runs") if held is not None and held["state"] == "done"]
    assert len(ended) == 1
    with Store(home / "bamsat.db") as store:
        assert store.count_documents() >= 60
        model = store.latest_model()
        assert model is not None
    work = float(ended[0]["seconds"])
    sys.stderr.write(f"ended {took:.0f} s after the kill, of which {work:.0f} s were work\n")
    assert took - work < ENDS_WITHIN
