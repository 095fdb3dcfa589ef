"""The kill drill: a day's run killed again and again, then run to its end, must leave what an undisturbed one leaves.

``python -m flows.kill_drill --times 200 --seed 1 --processes 2`` serves a small newspaper on this machine, and in each
of the times kills a run's whole process group by SIGKILL once or several times: at a moment drawn uniformly over the
length of an undisturbed run, or just before or after a commit or the renaming of a file. Then a run goes to its end,
and everything it must agree on is compared (:mod:`flows.kill_drill.look`). A seed and a number name a case, so that one
that differs can be played again with ``--only``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Self

from corpus.store import Store
from flows.judging.desk import desk
from flows.kill_drill.child import Aim, Day, clock, do, where
from flows.kill_drill.look import Held, look
from flows.kill_drill.paper import fill_inbox, serve

PATIENCE = 300.0
"""Seconds after which a run that was not killed counts as hanging."""

IN_A_ROW = (1, 1, 1, 2, 3)
AIMED = 0.4
"""Share of kills that are aimed at a named moment."""

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Set to 1: a process is forked from one that has loaded the libraries, and threads do not live through that."""


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A day's run that nobody disturbed: what it left, how long it took, how many named moments it has."""

    home: Path
    held: Held
    seconds: float
    moments: int
    exit_code: int


@dataclass(slots=True)
class Case:
    """One time: how the run was killed, and what was different afterwards."""

    number: int
    day: int
    kills: list[str] = field(default_factory=list)
    missed: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Drill:
    """A drill in a folder of its own; a context manager, which keeps the newspaper open.

    Runs are forked from this process once it has loaded what they need, so that a time costs seconds; under Prefect
    each is a fresh process.

    Args:
        folder: scratch folder, on the disk that is to be tried.
        processes: that judge; ``orchestrated``: under Prefect.
    """

    def __init__(self, folder: Path, *, seed: int, processes: int = 1, orchestrated: bool = False) -> None:
        self.folder = folder
        self.seed = seed
        self.processes = processes
        self.orchestrated = orchestrated
        self.home = folder / "home"
        self.before: dict[int, Undisturbed] = {}
        self.seconds: dict[str, float] = {}
        self._begin: ForkContext | SpawnContext = (
            multiprocessing.get_context("spawn") if orchestrated else multiprocessing.get_context("fork")
        )

    def __enter__(self) -> Self:
        spawn = multiprocessing.get_context("spawn")
        self._day = spawn.Value("i", 1)
        self._line, theirs = spawn.Pipe()
        self._paper = spawn.Process(target=serve, args=(self._day, theirs), daemon=True)
        self._paper.start()
        theirs.close()
        self.address = str(self._line.recv())
        return self

    def __exit__(self, *_error: object) -> None:
        self._line.close()
        self._paper.kill()
        self._paper.join()

    def prepare(self, *, once: bool = False) -> None:
        """Run both days undisturbed: from nothing, and (what most times begin with) with a model on the shelf.

        Args:
            once: only from nothing, for a drill of a few times.
        """
        for name in ("bare",) if once else ("bare", "usual"):
            if name == "usual":
                self._begin_with(self.folder / "bare-1", only="models")
            for day in (1, 2):
                seconds, code = self._to_the_end(day, attempt=0)
                held, faults = look(self.home, source="demo", killed=0)
                if faults or code not in (0, 3):
                    raise SystemExit(f"undisturbed, day {day}: exit code {code}; {'; '.join(faults)}")
                kept = self.folder / f"{name}-{day}"
                shutil.copytree(self.home, kept)
                moments = int(where(self._told).split()[-1])
                self.before[day if name == "usual" else -day] = Undisturbed(kept, held, seconds, moments, code)
                if not self.orchestrated:
                    warm(self.home)
            shutil.rmtree(self.home)
        if once:
            self.before |= {day: self.before[-day] for day in (1, 2)}
        for day in (1, 2):
            if differ := self.before[day].held.differences(self.before[-day].held):
                raise SystemExit(f"two undisturbed runs of day {day} differ: {', '.join(differ)}")

    def _begin_with(self, kept: Path, *, only: str = "") -> None:
        """Begin with a data folder as it was kept, or with one folder of it."""
        shutil.copytree(kept / only, self.home / only)

    def case(self, number: int) -> Case:
        """Kill, run to the end, compare."""
        began = time.monotonic()
        chance = random.Random(f"{self.seed}-{number}")
        day = chance.choice((1, 2))
        bare = day == 1 and chance.random() < 0.1
        usual = self.before[-1 if bare else day]
        case = Case(number, day)
        if not bare:
            self._begin_with(self.before[1].home, only="" if day == 2 else "models")
        attempt = 0
        for attempt in range(chance.choice(IN_A_ROW)):
            self._kill(day, attempt, usual, case, chance)
        _, code = self._to_the_end(day, attempt=attempt + 1)
        held, case.faults = look(self.home, source="demo", killed=len(case.kills))
        if code != usual.exit_code:
            case.faults.append(f"exit code {code}")
        case.faults += [f"differs: {name}" for name in held.differences(usual.held)]
        case.seconds = time.monotonic() - began
        if case.faults:
            self.home.rename(self.folder / f"case-{number}")
        else:
            shutil.rmtree(self.home)
        return case

    def _kill(self, day: int, attempt: int, usual: Undisturbed, case: Case, chance: random.Random) -> None:
        aim = None
        if chance.random() < AIMED:
            aim = Aim(chance.randint(1, usual.moments), chance.choice((0.0, chance.uniform(0.0, 0.02))))
        moment = chance.uniform(0.0, 1.0) * self.seconds.get(usual.home.name, usual.seconds)
        began = time.monotonic()
        self._told.unlink(missing_ok=True)
        running = self._started(day, attempt, aim)
        running.join(PATIENCE if aim is not None else moment)
        if running.is_alive() and running.pid is not None:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.kill()
        running.join()
        if running.exitcode == -signal.SIGKILL:
            case.kills.append(where(self._told))
        else:
            case.missed += 1
            # The machine is less busy than it was when the undisturbed run was timed.
            self.seconds[usual.home.name] = min(usual.seconds, time.monotonic() - began)
        running.close()

    def _to_the_end(self, day: int, *, attempt: int) -> tuple[float, int]:
        began = time.monotonic()
        running = self._started(day, attempt, None)
        running.join(PATIENCE)
        if running.is_alive():
            running.kill()
        running.join()
        code = running.exitcode
        running.close()
        return time.monotonic() - began, 1 if code is None else code

    def _started(self, day: int, attempt: int, aim: Aim | None) -> BaseProcess:
        self._day.value = day
        task = Day(
            home=self.home,
            address=self.address,
            begin=clock(day, attempt),
            told=self._told,
            log=self.folder / "log",
            processes=self.processes,
            orchestrated=self.orchestrated,
            aim=aim,
        )
        fill_inbox(task.inbox, day=day)
        running = self._begin.Process(target=do, args=(task,))
        running.start()
        return running

    @property
    def _told(self) -> Path:
        return self.folder / "told"


def warm(home: Path) -> None:
    """Load into this process what a run over a data folder judges with."""
    model = json.loads((home / "models" / "current.json").read_text(encoding="utf-8"))["id"]
    with Store(home / "bamsat.db") as store:
        some = store.documents([each for each, _, _ in store.readable_again(source="demo", since=None)[:1]])
    desk(home / "models", model).judge_all(some)


def report(cases: Sequence[Case], drill: Drill) -> dict[str, object]:
    """What came of the cases, as plain data."""
    stages: Counter[str] = Counter(kill for case in cases for kill in case.kills)
    return {
        "seed": drill.seed,
        "processes": drill.processes,
        "prefect": drill.orchestrated,
        "times": len(cases),
        "equal": sum(not case.faults for case in cases),
        "kills": stages.total(),
        "ended_before_the_kill": sum(case.missed for case in cases),
        "undisturbed_seconds": {day: round(each.seconds, 2) for day, each in drill.before.items() if day > 0},
        "stages": dict(stages.most_common()),
        "differ": [{"number": c.number, "day": c.day, "kills": c.kills, "faults": c.faults} for c in cases if c.faults],
    }


def _line(case: Case) -> str:
    kills, said = ", ".join(case.kills) or "-", "; ".join(case.faults) or "như nhau"
    return f"{case.number}\tngày {case.day}\t{case.seconds:.1f}s\t{kills}\t{said}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the drill and print what came of it; 0 where every time was equal."""
    parser = argparse.ArgumentParser(prog="python -m flows.kill_drill", description="Diễn tập ngắt giữa chừng")
    parser.add_argument("--times", type=int, default=20, help="bao nhiêu lần (cases)")
    parser.add_argument("--seconds", type=float, default=0.0, help="dừng sau chừng ấy giây (stop after)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, help="chỉ lần mang số này (play one case again)")
    parser.add_argument("--processes", type=int, choices=(1, 2), default=1)
    parser.add_argument("--prefect", action="store_true", help="chạy dưới Prefect (under Prefect)")
    parser.add_argument("--once", action="store_true", help="đo mốc một lần (one undisturbed run of each day)")
    parser.add_argument("--home", type=Path, help="thư mục làm việc; bỏ trống thì tạm (scratch folder)")
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args(arguments)
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    folder = Path(tempfile.mkdtemp(prefix="kill-drill-", dir=options.home))
    numbers = range(options.times) if options.only is None else [options.only]
    with Drill(folder, seed=options.seed, processes=options.processes, orchestrated=options.prefect) as drill:
        drill.prepare(once=options.once)
        began = time.monotonic()
        cases: list[Case] = []
        for number in numbers:
            if options.seconds and time.monotonic() - began > options.seconds:
                break
            case = drill.case(number)
            cases.append(case)
            if not options.as_json:
                sys.stdout.write(f"{_line(case)}\n")
                sys.stdout.flush()
    told = report(cases, drill)
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    if not told["differ"]:
        shutil.rmtree(folder)
    return 0 if told["equal"] == told["times"] else 1
