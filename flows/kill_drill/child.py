"""The run that the kill drill kills: a whole day over the drill's newspaper in a process group of its own.

It writes down where it is, so that a kill can be told by its stage, and can kill itself at a named moment: just before
the n-th commit, rename or sync of a file (Python's audit events), or a little after it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TypeVar

from flows import classify
from flows.day import whole_day
from flows.runs.run import Run
from flows.runs.steps import Step, direct
from flows.settings import Settings, read_settings
from flows.unattended.orchestration import prepare

T = TypeVar("T")

MOMENTS = {"bamsat.commit": "commit", "os.rename": "rename"}
"""Audit events at which a run can be killed, and how a report calls them."""

WIDTH = 64


@dataclass(frozen=True, slots=True)
class Aim:
    """A kill at a named moment: the ``number``-th of the :data:`MOMENTS`, ``after`` seconds later (0: just before)."""

    number: int
    after: float


@dataclass(frozen=True, slots=True)
class Day:
    """One day's run to do.

    Attributes:
        home: the data folder; ``address``: of the newspaper; ``begin``: what the clock says at its start.
        told: file that says where the run is; ``log``: what it prints.
        processes: that judge; from 2 up even the few documents of the drill are given to processes.
    """

    home: Path
    address: str
    begin: datetime
    told: Path
    log: Path
    processes: int = 1
    orchestrated: bool = False
    aim: Aim | None = None

    @property
    def inbox(self) -> Path:
        """The inbox folder, beside the data folders: the addresses of its files are the same for all of them."""
        return self.home.with_name("inbox")


class Told:
    """Progress and steps of a run, written to a file in one piece each, so that they outlive it."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        self.say("open")

    def say(self, where: str) -> None:
        """Write down where the run is."""
        os.pwrite(self._file, where.encode().ljust(WIDTH)[:WIDTH], 0)

    def begin(self, step: str, total: int | None) -> None:
        """A step begins."""
        self.say(step)

    def advance(self, step: str, count: int = 1) -> None:
        """Nothing to say: the step is the place."""

    def stepping(self, step: Step) -> Step:
        """The same way to call a step, with its name written down."""

        def told(name: str, work: object, /) -> object:
            self.say(name)
            return step(name, work)  # type: ignore[arg-type]

        return told  # type: ignore[return-value]


def where(path: Path) -> str:
    """Where a run was when it died: the stage, and after a stroke the moment it was killed at."""
    try:
        return path.read_text(encoding="utf-8").strip() or "open"
    except OSError:
        return "start"


def do(day: Day) -> None:
    """Do the day's run and end with its exit code."""
    os.setsid()
    log = os.open(day.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    told = Told(day.told)
    met = _watch(day, told)
    settings = replace(
        read_settings({"BAMSAT_WORKERS": str(day.processes), "BAMSAT_INBOX": str(day.inbox)}, home=day.home),
    )
    if day.processes > 1:
        classify.ALONE = 3
    code = _orchestrated(day, settings, told) if day.orchestrated else _plain(day, settings, told)
    told.say(f"end {sum(met.values())}")
    sys.stdout.flush()
    os._exit(code)


def _plain(day: Day, settings: Settings, told: Told) -> int:
    started = monotonic()
    with Run(
        settings,
        kind="daily",
        now=lambda: day.begin + timedelta(seconds=monotonic() - started),
        progress=told,
        step=told.stepping(direct),
    ) as run:
        whole_day(run, demo=day.address)
        told.say("close")
    return run.exit_code


def _orchestrated(day: Day, settings: Settings, told: Told) -> int:
    prepare(os.environ, settings)
    from flows import daily as flows

    flows.watcher.set(told)
    return flows.daily(kind="drill", demo=day.address, home=str(day.home)).exit_code


def _watch(day: Day, told: Told) -> Counter[str]:
    """Count the moments as they pass, and die at the one that is aimed at."""
    met: Counter[str] = Counter()
    stage = day.told

    def hook(event: str, _arguments: object) -> None:
        name = MOMENTS.get(event)
        if name is None:
            return
        met[name] += 1
        if day.aim is None or sum(met.values()) != day.aim.number:
            return
        said = "sau" if day.aim.after else "trước"
        told.say(f"{where(stage)} / {said} {name}")
        if day.aim.after:
            threading.Timer(day.aim.after, os.killpg, (os.getpgid(0), signal.SIGKILL)).start()
        else:
            os.killpg(os.getpgid(0), signal.SIGKILL)

    sys.addaudithook(hook)
    return met


def clock(day: int, attempt: int) -> datetime:
    """What the clock says when a run begins: of the drill's two days, ten minutes later at each attempt."""
    return datetime(2022, 1, 1 + day, 20, 0, tzinfo=UTC) + timedelta(minutes=10 * attempt)
