"""``bamsat serve`` against Prefect's real server: registered, run, closed after a kill, stopped cleanly."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
import typer
from corpus_samples import article
from flow_samples import environment
from typer.testing import CliRunner

from corpus.database.backup import backups
from corpus.errors import BadInput, StoreBusy
from corpus.store import Store
from flows.commands.serve_cli import register
from flows.runs.lock import run_lock
from flows.settings import read_settings
from flows.unattended.deployments import SCHEDULES, keep_record

NOW = datetime(2026, 11, 24, 23, 45, tzinfo=UTC)

APP = """
import os
from datetime import UTC, datetime
import typer
from flows.cli import guarded
from flows.commands.serve_cli import register
from flows.settings import read_settings
app = typer.Typer()
app.callback()(lambda: None)
register(app, settings=lambda: read_settings(os.environ), now=lambda: datetime.now(UTC))
raise SystemExit(guarded(app))
"""


def typed(home: Path, *words: str) -> str:
    """What ``bamsat serve`` says."""
    app = typer.Typer()
    register(app, settings=lambda: read_settings({}, home=home), now=lambda: NOW)
    result = CliRunner().invoke(app, list(words))
    if result.exception is not None:
        raise result.exception
    return result.output


def test_the_schedules_are_listed_with_their_next_and_last_times(tmp_path: Path) -> None:
    keep_record(tmp_path, "hang-ngay", NOW - timedelta(hours=1))
    told = typed(tmp_path, "--list")
    assert "05:00 hằng ngày" in told and "26/11/2026 05:00" in told and "25/11/2026 05:45" in told
    listed = {each["name"]: each for each in json.loads(typed(tmp_path, "--list", "--json"))}
    assert listed.keys() == {each.name for each in SCHEDULES}
    assert listed["hang-ngay"]["cron"] == "0 5 * * *" and listed["lay-bu"]["last"] is None


def test_a_folder_whose_schedules_are_served_is_not_served_twice(tmp_path: Path) -> None:
    before = dict(os.environ)
    with run_lock(tmp_path / "serve"), pytest.raises(StoreBusy):
        typed(tmp_path)
    assert dict(os.environ) == before


def test_a_test_alert_needs_a_receiver(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="BAMSAT_MAIL_TO"):
        typed(tmp_path, "--test-alert")


class Page:
    """Prefect's interface as a client sees it."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}/api"

    def ask(self, path: str, body: object = None, *, method: str = "POST") -> Any:
        """An answer as data; asked again while the server is busy."""
        for _ in range(20):
            try:
                with urllib.request.urlopen(f"{self.base}/csrf-token?client=test", timeout=20) as answer:
                    token = json.load(answer)["token"]
                request = urllib.request.Request(
                    self.base + path,
                    data=json.dumps(body or {}).encode() if method != "GET" else None,
                    headers={
                        "Content-Type": "application/json",
                        "Prefect-Csrf-Token": token,
                        "Prefect-Csrf-Client": "test",
                    },
                    method=method,
                )
                with urllib.request.urlopen(request, timeout=20) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                error.close()
                if error.code != 503:
                    raise
            except OSError:
                pass
            time.sleep(1)
        raise AssertionError(f"{path}: no answer")


def until(seen: Callable[[], bool], *, seconds: float = 180) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.5)


class Serving:
    """``bamsat serve`` in a process of its own."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            self.port: int = asked.getsockname()[1]
        self.home = home
        self.page = Page(self.port)

    def start(self) -> None:
        """Start it and wait until it says what it serves."""
        self.told = (self.home / "told").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-c", APP, "serve", "--port", str(self.port)],
            env=environment(
                self.home, BAMSAT_HOME=str(self.home / "data"), PREFECT_RUNNER_POLL_FREQUENCY="1", BAMSAT_WEBHOOK=""
            ),
            stdout=self.told,
            stderr=subprocess.STDOUT,
        )
        until(lambda: self.process.poll() is not None or "hang-ngay" in (self.home / "told").read_text())
        assert self.process.poll() is None, (self.home / "told").read_text()

    def family(self) -> list[psutil.Process]:
        """It and all that it started."""
        me = psutil.Process(self.process.pid)
        return [me, *me.children(recursive=True)]

    def end(self) -> None:
        """Whatever of it still lives."""
        self.told.close()
        if self.process.poll() is None:
            for each in self.family():
                each.kill()
        self.process.wait()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """A server over a data folder with one document, not yet started."""
    with Store(tmp_path / "data" / "bamsat.db") as store:
        store.put_documents([(article(), None)])
    made = Serving(tmp_path)
    yield made
    made.end()


@pytest.mark.slow
def test_schedules_are_served_run_closed_after_a_kill_and_stopped(serving: Serving) -> None:
    home = serving.home / "data"
    keep_record(home, "ban-dem", datetime.now(UTC) - timedelta(days=9))
    serving.start()
    page = serving.page
    until(lambda: len(page.ask("/deployments/filter")) == len(SCHEDULES))
    found = {each["name"]: each for each in page.ask("/deployments/filter")}
    for each in SCHEDULES:
        made = found[each.name]
        assert made["entrypoint"] == f"flows.unattended.scheduled.{each.flow}"
        assert made["schedules"][0]["schedule"]["cron"] == each.times.cron
        assert made["schedules"][0]["schedule"]["timezone"] == "Asia/Ho_Chi_Minh"
        assert made["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
        assert all(len(p["description"]) > 10 for p in made["parameter_openapi_schema"]["properties"].values())

    # nine nights were missed: one run makes up for them
    until(lambda: bool(backups(home / "backups")))
    runs = lambda: page.ask("/flow_runs/filter")  # noqa: E731
    until(lambda: any(run["name"].startswith("bù") and run["state_type"] == "COMPLETED" for run in runs()))
    assert sum(run["name"].startswith("bù") for run in runs()) == 1

    # killed while Prefect believes a run to be under way: the next start closes it, and ends the server left behind
    night = page.ask(f"/deployments/{found['ban-dem']['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})
    left = serving.family()[1:]
    serving.process.kill()
    serving.process.wait()
    page.ask(f"/flow_runs/{night['id']}/set_state", {"state": {"type": "RUNNING"}, "force": True})
    serving.told.close()
    serving.start()
    until(lambda: page.ask(f"/flow_runs/{night['id']}", method="GET")["state_type"] == "CRASHED")
    until(lambda: not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in left))

    assert "Traceback" not in (serving.home / "told").read_text()

    # of two runs of one schedule the second is cancelled; the first waits for the folder, and is stopped with us
    with run_lock(home):
        daily = [page.ask(f"/deployments/{found['hang-ngay']['id']}/create_flow_run") for _ in range(2)]

        def states() -> list[str]:
            return sorted(page.ask(f"/flow_runs/{each['id']}", method="GET")["state_type"] for each in daily)

        until(lambda: states() == ["CANCELLED", "RUNNING"])
        family = serving.family()
        serving.process.send_signal(signal.SIGTERM)
        assert serving.process.wait(90) == 0
    assert not [each for each in family[1:] if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]
    with socket.socket() as asked:
        assert asked.connect_ex(("127.0.0.1", serving.port)) != 0
    assert (home / "serve" / "run.lock").read_bytes() == b""
