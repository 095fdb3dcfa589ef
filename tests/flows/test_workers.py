"""Worker processes: results in order, and an item that kills its process costs one item."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import psutil
import pytest

from flows.judging.workers import Early, Workers


def double_or_die(numbers: Sequence[int]) -> list[int]:
    """Twice each number; 13 kills the process, as a native library might."""
    if 13 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return [2 * number for number in numbers]


def lost(number: int) -> int:
    """What stands for an item lost."""
    return -number


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_back_in_the_order_of_the_work(count: int) -> None:
    with Workers[int, int](double_or_die, lost, count=count) as hands:
        results = [result for _, batch in hands.over([[1, 2], [3], [4, 5, 6]]) for result in batch]
    assert results == [2, 4, 6, 8, 10, 12]


def test_an_item_that_kills_its_process_costs_only_itself() -> None:
    with Workers[int, int](double_or_die, lost, count=2) as hands:
        results = [result for _, batch in hands.over([[1], [12, 13, 14], [15]]) for result in batch]
    assert results == [2, 24, -13, 28, 30]


def ready(path: Path) -> None:
    """Leave the number of the process that loaded."""
    path.write_text(str(os.getpid()), encoding="utf-8")


def where(numbers: Sequence[int]) -> list[int]:
    """The number of the process that works."""
    return [os.getpid() for _ in numbers]


def test_a_process_begun_early_loads_and_then_does_what_one_process_would(tmp_path: Path) -> None:
    with Early(partial(ready, tmp_path / "ready")) as early:
        with Workers[int, int](where, lost, count=1, early=early) as hands:
            found = [result for _, batch in hands.over([[1, 2], [3]]) for result in batch]
        assert early.ask(where, [1]) == found[:1]
    loaded = int((tmp_path / "ready").read_text(encoding="utf-8"))
    assert found == [loaded] * 3 and loaded != os.getpid()


def test_where_the_process_begun_early_died_the_work_is_done_all_the_same() -> None:
    with Early(partial(double_or_die, [13])) as early:
        with Workers[int, int](double_or_die, lost, count=1, early=early) as hands:
            results = [result for _, batch in hands.over([[1], [12, 13, 14], [15]]) for result in batch]
        assert early.ask(where, [1]) == [os.getpid()]
    assert results == [2, 24, -13, 28, 30]


def test_what_loading_early_raised_is_left_to_the_work(tmp_path: Path) -> None:
    with (
        Early(partial(ready, tmp_path / "missing" / "ready")) as early,
        Workers[int, int](double_or_die, lost, count=1, early=early) as hands,
    ):
        assert [list(results) for _, results in hands.over([[1]])] == [[2]]


KILLED = """
import sys
sys.path[:0] = sys.argv[1:]
from test_workers import double_or_die, lost
from flows.judging.workers import Workers
if __name__ == "__main__":
    with Workers(double_or_die, lost, count=2) as hands:
        for _ in hands.over([[1], [2], [3], [4], [5], [6]]):
            break
        print(*hands._pool._processes, flush=True)
        import time
        time.sleep(60)
"""


def test_processes_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(KILLED, encoding="utf-8")
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    run = subprocess.Popen([sys.executable, str(script), *paths], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    with run.stdout:
        processes = [psutil.Process(int(each)) for each in run.stdout.readline().split()]
        run.kill()
        run.wait()
    _, alive = psutil.wait_procs(processes, timeout=20)
    assert len(processes) == 2 and alive == []
