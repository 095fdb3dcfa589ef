"""An ordinary day, by the clock: ``python -m flows.bench.day``.

The demo newspaper is collected without its newest forty articles; then they appear, and the daily flow runs again in a
new process: once with Prefect's own start in it (wanted: 90 s at most), once against a Prefect server that is running
(15 s). The processor's seconds are told beside the clock's, with the load of the machine, since on a busy one the
clock says little.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from flows.bench.way import bench_settings, spent
from flows.commands import screen

NEW = 40
WANTED = {"Prefect tự khởi động (started with the run)": 90.0, "máy chủ Prefect có sẵn (server running)": 15.0}


@dataclass(frozen=True, slots=True)
class Day:
    """One daily run: articles that were new, seconds by the clock and of the processor, and the load before it."""

    how: str
    articles: int
    wall: float
    cpu: float
    wanted: float
    load: float


def days(folder: Path) -> list[Day]:
    """Prepare a data folder in an empty folder and run the new day in both ways."""
    from corpus.demo.articles import load_articles
    from corpus.demo.server import DemoServer
    from flows.unattended.orchestration import prepare
    from flows.unattended.prefect_server import prefect_server

    shown = load_articles()
    first = folder / "first"
    with DemoServer(articles=shown[NEW:]) as server:
        port = int(server.base_url.rpartition(":")[2])
        _collect(first, server.base_url)
    found = []
    embedded, running = WANTED
    with DemoServer(port=port, articles=shown) as server:
        for how in WANTED:
            home = folder / how.split(" ")[0]
            shutil.copytree(first, home)
            if how == embedded:
                found.append(_day(how, home, server.base_url, {}))
                continue
            environment = dict(os.environ)
            prepare(environment, bench_settings(home, workers=1))
            with prefect_server(environment, port=_free_port(), log=home / "prefect.log") as api:
                _asked_before(api)
                found.append(_day(running, home, server.base_url, {"PREFECT_API_URL": api}))
    return found


def _asked_before(api: str) -> None:
    """A server that is running has answered before: its first answer takes a second more."""
    with urllib.request.urlopen(f"{api}/admin/version") as answer:
        answer.read()


def _day(how: str, home: Path, address: str, more: Mapping[str, str]) -> Day:
    before, load = _stored(home), os.getloadavg()[0]
    began = spent()
    _daily(home, address, more)
    took = spent() - began
    return Day(how, _stored(home) - before, took.wall, took.cpu, WANTED[how], load)


def _collect(home: Path, address: str) -> None:
    """The days before, without Prefect."""
    from extractors.wire import Limits
    from flows.acquisition.demo import demo_publisher
    from flows.runs.run import Run

    publisher, loopback = demo_publisher(address)
    settings = bench_settings(home, workers=1)
    with Run(settings, kind="daily", now=lambda: datetime.now(UTC)) as run:
        run.harvest(publisher, limits=Limits(delay=0.0), loopback=loopback)
        run.group()
        run.classify()


def _stored(home: Path) -> int:
    from corpus.store import Store

    with Store(bench_settings(home, workers=1).store) as store:
        return store.count_documents()


def _daily(home: Path, address: str, more: Mapping[str, str]) -> None:
    """The daily flow of the demo newspaper at an address, in a process of its own."""
    said = {"BAMSAT_HOME": str(home), "BAMSAT_STORE": bench_settings(home, workers=1).store, **more}
    command = [sys.executable, "-m", "flows.bench.day", "--one", address]
    subprocess.run(command, env={**os.environ, **said}, check=True, stdout=subprocess.DEVNULL)


def _one(address: str) -> int:
    """Run the flow in this process, as ``bamsat run --demo`` does."""
    from flows.judging.early import begun_early
    from flows.settings import read_settings
    from flows.unattended.orchestration import prepare

    settings = read_settings(os.environ)
    prepare(os.environ, settings)
    with begun_early(settings):
        from flows import daily as flows

        with flows.without_pulse():
            report = flows.daily(kind="demo", demo=address, home=str(settings.home))
    return 0 if report.exit_code in (0, 3) else report.exit_code


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as asked:
        return int(asked.getsockname()[1])


def measure(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a day took longer than wanted."""
    parser = argparse.ArgumentParser(description="Một ngày thường: 40 bài mới (an ordinary day)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        return _one(options.one)
    with tempfile.TemporaryDirectory() as folder:
        found = days(Path(folder))
    if options.json:
        screen.emit([asdict(each) for each in found])
    else:
        table = Table(title=f"{NEW} bài mới trên báo mẫu", title_justify="left", show_edge=False)
        for name in ("cách chạy", "bài mới", "giây đồng hồ", "mong muốn", "giây xử lý", "tải máy"):
            table.add_column(name, justify="left" if name == "cách chạy" else "right")
        for each in found:
            figures = (f"{each.wall:.1f}", f"≤ {each.wanted:.0f}", f"{each.cpu:.1f}", f"{each.load:.1f}")
            table.add_row(each.how, str(each.articles), *figures)
        screen.console().print(table)
    return int(any(each.wall > each.wanted for each in found))


if __name__ == "__main__":
    sys.exit(measure())
