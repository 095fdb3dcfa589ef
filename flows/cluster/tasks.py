"""The same batches as Prefect tasks on a Dask cluster, so that Prefect's page shows each of them.

That needs a Prefect server that the workers reach too (PREFECT_API_URL). Where it answers this machine alone, as that
of ``bamsat serve`` does, the batches go to the cluster directly, and Prefect's page shows the step as a whole.

Import this module after :func:`flows.unattended.orchestration.prepare`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.settings import PREFECT_API_URL

from corpus.errors import BadInput
from flows.cluster.hands import Done, Handed, Hands, Job, dask_hands, need_distributed, settled, workers_of
from flows.cluster.work import do

COST = 0.3
"""Seconds that Prefect and Dask take for one task, as measured (docs/scale.md)."""


LOOPBACK = ("127.0.0.1", "localhost", "::1")


@task(
    name="batch",
    task_run_name="batch {work} of {count}",
    cache_policy=NO_CACHE,
    persist_result=False,
    tags=["bamsat", "cluster"],
)
def batch(work: str, told: Mapping[str, Any], items: Sequence[Any], count: int) -> dict[str, Any]:
    """One batch on a worker; takes ids, gives counts."""
    return dict(do(work, told, items))


@contextmanager
def hands(address: str) -> Iterator[Hands]:
    """The workers of the scheduler at an address, each batch a task run of Prefect's where it has a server.

    Raises:
        BadInput, ClusterGone: as :func:`flows.cluster.hands.dask_hands`.
    """
    if not shown_by_prefect(PREFECT_API_URL.value() or "", address):
        with dask_hands(address) as plain:
            yield plain
        return
    need_distributed()
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise BadInput(
            "cần gói prefect-dask để Prefect giao việc cho cụm máy: cài bamsat[cluster] (install the extra cluster)",
            where="cluster",
        ) from error
    with dask_hands(address):
        pass
    with DaskTaskRunner(address=address) as runner:
        yield PrefectHands(runner, workers_of(runner.client, address))


def shown_by_prefect(server: str, scheduler: str) -> bool:
    """True where the workers reach Prefect's server: there is one, and it is not on a loopback they do not share."""
    host = urlsplit(server).hostname
    return host is not None and (host not in LOOPBACK or urlsplit(scheduler).hostname in LOOPBACK)


@dataclass(frozen=True, slots=True)
class PrefectHands:
    """Workers of a Dask cluster, asked through Prefect's runner."""

    runner: Any
    count: int
    cost: float = COST

    def submit(self, work: str, job: Job, items: Sequence[object]) -> Handed:
        """Hand out a batch as a task run."""
        told = {"work": work, "told": dict(job), "items": list(items), "count": len(items)}
        return _Submitted(self.runner.submit(batch, parameters=told))


@dataclass(frozen=True, slots=True)
class _Submitted:
    future: Any

    def result(self) -> Done:
        return settled(self.future.result)
