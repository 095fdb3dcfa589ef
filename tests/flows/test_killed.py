"""Killed at any moment and run again, a store ends as if nothing had happened."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from flow_samples import COMMAND, bamsat_json, environment, records, write_records

from corpus.store import Store

ARTICLES = 66
"""More than are judged in one process, so that the run with two starts its workers."""

KILLS = 3


def digest(home: Path) -> str:
    """Identity of all that was read and judged."""
    with Store(home / "data" / "bamsat.db") as store:
        assert store.integrity() == ""
        return store.digest()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, float]:
    """The articles, the digest of a run over them that nobody disturbed, and how long it took."""
    home = tmp_path_factory.mktemp("undisturbed")
    path = write_records(home / "bai.jsonl", records(ARTICLES))
    begin = time.monotonic()
    bamsat_json(home, "import", str(path))
    return path, digest(home), time.monotonic() - begin


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_run_killed_at_random_moments_ends_as_an_undisturbed_one(
    undisturbed: tuple[Path, str, float], tmp_path: Path, workers: str
) -> None:
    path, expected, seconds = undisturbed
    moments = random.Random(int(workers))
    for _ in range(KILLS):
        running = subprocess.Popen(
            [*COMMAND, "import", str(path)],
            env=environment(tmp_path, BAMSAT_WORKERS=workers),
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.2, 1.0) * seconds)
        running.send_signal(signal.SIGKILL)
        running.wait()
    report = bamsat_json(tmp_path, "import", str(path))
    assert all(step["balanced"] for step in report["accounting"])
    assert digest(tmp_path) == expected
