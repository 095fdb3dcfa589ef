"""One run at a time on a data folder."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import StoreBusy
from flows.runs.lock import run_lock

HOLD = """
import sys, time
from pathlib import Path
from flows.runs.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_refused_and_told_who_holds_the_folder(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy, match=str(holder.pid)), run_lock(tmp_path):
            pass
    finally:
        holder.kill()
        holder.communicate()


def test_a_killed_run_lets_go_of_the_folder(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.kill()
    for _ in range(50):
        try:
            with run_lock(tmp_path):
                return
        except StoreBusy:
            time.sleep(0.1)
    pytest.fail("the lock outlived its process")
