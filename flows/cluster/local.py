"""A scheduler and workers as processes of this machine, for measuring and for tests; a real cluster is the operator's.

::

    with local_cluster(workers=2, folder=folder) as cluster:
        settings = replace(settings, cluster=cluster.address)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput
from flows.cluster.hands import need_distributed

START = 180.0
"""Seconds that a scheduler, and then its workers, may take to come up on a busy machine."""


@dataclass(frozen=True, slots=True)
class LocalCluster:
    """A scheduler that is up, with what its workers are started with.

    ``processes`` are those of the workers: each is the nanny of one worker, which it starts anew when it dies.
    """

    address: str
    processes: Sequence[subprocess.Popen[bytes]]


@contextmanager
def local_cluster(
    *,
    workers: int,
    folder: Path,
    host: str = "127.0.0.1",
    environment: Mapping[str, str] | None = None,
    before: Sequence[Sequence[str]] = ((),),
) -> Iterator[LocalCluster]:
    """Start a scheduler and so many workers with one thread each, and end them.

    Args:
        folder: for their log files and what Dask spills.
        host: address that the scheduler listens on.
        environment: more variables for the workers.
        before: what stands before a worker's command, such as ``ip netns exec NAME``; taken in turn.

    Raises:
        BadInput: the extra ``cluster`` is missing, or the scheduler or a worker does not come up.
    """
    distributed = need_distributed()
    folder.mkdir(parents=True, exist_ok=True)
    found = folder / "scheduler.json"
    found.unlink(missing_ok=True)
    variables = {**os.environ, "DASK_DISTRIBUTED__ADMIN__LOG_LENGTH": "100", **(environment or {})}
    common = ["--no-dashboard", "--scheduler-file", str(found)]
    with ExitStack() as started:
        command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", host, "--port", "0", *common]
        scheduler = _start(started, command, folder / "scheduler.log", variables)
        address = _address(found, scheduler)
        processes = []
        for number in range(workers):
            command = [*before[number % len(before)], sys.executable, "-m", "distributed.cli.dask_worker"]
            command += ["--nthreads", "1", "--nworkers", "1", "--memory-limit", "0", *common]
            command += ["--local-directory", str(folder / f"worker-{number}"), "--name", f"worker-{number}"]
            processes.append(_start(started, command, folder / f"worker-{number}.log", variables))
        with distributed.Client(address, timeout=START, set_as_default=False) as client:
            try:
                client.wait_for_workers(workers, timeout=START)
            except TimeoutError as error:
                raise BadInput(
                    f"các máy làm không khởi động được; xem {folder} (no workers)", where="cluster"
                ) from error
        yield LocalCluster(address, processes)


def _start(
    started: ExitStack, command: Sequence[str], log: Path, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    output = started.enter_context(log.open("wb"))
    process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
    started.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _address(found: Path, scheduler: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + START
    while time.monotonic() < end and scheduler.poll() is None:
        try:
            return str(json.loads(found.read_text(encoding="utf-8"))["address"])
        except (OSError, ValueError, KeyError):
            time.sleep(0.1)
    raise BadInput(f"bộ điều phối Dask không khởi động được; xem {found.parent} (no scheduler)", where="cluster")
