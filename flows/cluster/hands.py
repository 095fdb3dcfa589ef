"""A Dask cluster of the operator's own: batches go there as ids and come back as counts.

Nothing is passed but ids, versions and where the store and the archive lie; the workers open those themselves
(:mod:`flows.cluster.work`). The store is the record: a batch writes what it did in transactions of its own, and a batch
whose worker was lost is simply done again. See docs/scale.md.

::

    with dask_hands("tcp://10.0.0.5:8786") as hands:
        for ids, done in over(hands, "judge", job, ids, size=40):
            ...
"""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from math import ceil
from typing import Any, Protocol, TypeVar

from corpus.errors import BadInput, StoreBusy, StoreError

Job = Mapping[str, Any]
"""What all batches of a step have in common, as plain data; see :func:`flows.cluster.work.job`."""

Done = Mapping[str, Any]
"""What a batch gives back, as plain data: ``outcomes``, ``failures`` and counts, or ``refused`` in words."""

Item = TypeVar("Item")

ORCHESTRATION = 0.05
"""Share of the time that handing out work may take; batches are sized by it."""

AHEAD = 3
"""Batches handed out for each worker at a time, the one under way included."""

PAUSES = (2.0, 10.0)
"""Seconds before a batch that failed is handed out again, as a database that restarts needs them."""

LARGEST = 400
"""Items of a batch at most, so that a lost worker costs no more than some seconds of work."""

PATIENCE = 60
"""Seconds to wait for the scheduler to answer, and then for the first worker."""


class WorkerLost(Exception):
    """A batch killed every worker that took it."""


class ClusterGone(StoreBusy):
    """The scheduler does not answer, or has no worker: nothing is lost, and a later run goes on."""


class Handed(Protocol):
    """A batch that is under way."""

    def result(self) -> Done:
        """Wait for it.

        Raises:
            WorkerLost: it killed its workers.
            ClusterGone: the scheduler went away.
        """


class Hands(Protocol):
    """Something that does batches elsewhere.

    ``count`` are its workers, ``cost`` the seconds that handing out one batch takes beside its work.
    """

    @property
    def count(self) -> int: ...

    @property
    def cost(self) -> float: ...

    def submit(self, work: str, job: Job, items: Sequence[object]) -> Handed:
        """Hand out a batch; ``work`` names what is done, see :data:`flows.cluster.work.WORKS`."""


OpenHands = Callable[[str], AbstractContextManager[Hands]]
"""Gives the hands of a cluster by its scheduler's address."""


def batch_size(items: int, *, hands: Hands, seconds: float, least: int) -> int:
    """Items of a batch: so many that handing it out stays under half of :data:`ORCHESTRATION`, at most :data:`LARGEST`.

    Args:
        items: how many there are in all.
        seconds: what one item takes.
        least: items of a batch at least; where more is not needed, every worker gets several batches.
    """
    needed = max(least, ceil(2 * hands.cost / (ORCHESTRATION * seconds)))
    spread = ceil(items / (AHEAD * hands.count))
    return max(1, min(LARGEST, max(needed, min(spread, 4 * needed))))


def over(
    hands: Hands,
    work: str,
    job: Job,
    items: Sequence[Item],
    *,
    size: int,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[tuple[Sequence[Item], Done | None]]:
    """Do all items in batches; gives each batch with what came of it, in order.

    A batch that killed its workers is done again item by item; the item that does so comes back with None.

    Raises:
        BadInput: a worker refused: it reads with other versions, or opens another store.
        ClusterGone: the scheduler went away.
        StoreError: a batch failed again and again.
    """
    batches = (items[begin : begin + size] for begin in range(0, len(items), size))
    ahead: deque[tuple[Sequence[Item], Handed]] = deque()
    for batch in batches:
        ahead.append((batch, hands.submit(work, job, batch)))
        if len(ahead) >= AHEAD * hands.count:
            yield from _finished(hands, work, job, *ahead.popleft(), pause=pause)
    while ahead:
        yield from _finished(hands, work, job, *ahead.popleft(), pause=pause)


def _finished(
    hands: Hands, work: str, job: Job, batch: Sequence[Item], handed: Handed, *, pause: Callable[[float], None]
) -> Iterator[tuple[Sequence[Item], Done | None]]:
    for seconds in (*PAUSES, None):
        try:
            done = handed.result()
        except WorkerLost:
            if len(batch) == 1:
                yield batch, None
                return
            for item in batch:
                yield from _finished(hands, work, job, [item], hands.submit(work, job, [item]), pause=pause)
            return
        if "refused" in done:
            raise BadInput(done["refused"], where="cluster")
        if "error" not in done:
            yield batch, done
            return
        if seconds is None:
            raise StoreError(f"việc trên cụm hỏng nhiều lần (a batch failed again and again): {done['error']}")
        pause(seconds)
        handed = hands.submit(work, job, batch)


@dataclass(frozen=True, slots=True)
class _Submitted:
    future: Any

    def result(self) -> Done:
        return settled(self.future.result)


@dataclass(frozen=True, slots=True)
class DaskHands:
    """Workers of a Dask cluster, asked directly; all of them, or those whose addresses are given."""

    client: Any
    count: int
    cost: float = 0.02
    workers: tuple[str, ...] = ()

    def submit(self, work: str, job: Job, items: Sequence[object]) -> Handed:
        """Hand out a batch."""
        from flows.cluster.work import do

        # A batch done twice is right but not for nothing: never taken for the same as an earlier one.
        where = list(self.workers) or None
        return _Submitted(
            self.client.submit(do, work, dict(job), list(items), pure=False, key=_key(work), workers=where)
        )


@contextmanager
def dask_hands(address: str) -> Iterator[Hands]:
    """The workers of the scheduler at an address.

    Raises:
        BadInput: the extra ``cluster`` is not installed.
        ClusterGone: the scheduler does not answer, or has no worker.
    """
    distributed = need_distributed()
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise ClusterGone(
            f"không gọi được bộ điều phối Dask ở {address}; xem nó có đang chạy không: dask scheduler "
            f"(the scheduler does not answer)"
        ) from error
    with client:
        yield DaskHands(client, workers_of(client, address))


def workers_of(client: Any, address: str) -> int:
    """How many workers a client's scheduler has, once there is one.

    Raises:
        ClusterGone: there is none in :data:`PATIENCE` seconds.
    """
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise ClusterGone(
            f"bộ điều phối ở {address} không có máy làm nào; chạy: dask worker {address} --nthreads 1 (no worker)"
        ) from error
    return max(1, len(client.nthreads()))


def need_distributed() -> Any:
    """The library of the extra ``cluster``.

    Raises:
        BadInput: it is not installed.
    """
    try:
        import distributed
    except ImportError as error:
        raise BadInput(
            "cần gói distributed để dùng cụm máy: cài bamsat[cluster] (install the extra cluster)", where="cluster"
        ) from error
    return distributed


def settled(result: Callable[[], Done]) -> Done:
    """What a Dask future gives, its errors as ours.

    Raises:
        WorkerLost, ClusterGone: as :meth:`Handed.result`.
    """
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError

    try:
        return result()
    except KilledWorker as error:
        raise WorkerLost(str(error)) from error
    except (FutureCancelledError, CommClosedError) as error:
        raise ClusterGone(
            "mất liên lạc với bộ điều phối Dask giữa chừng; việc đã ghi vẫn còn, chạy lại để làm tiếp "
            "(the scheduler went away)"
        ) from error


def _key(work: str) -> str:
    return f"bamsat-{work}-{secrets.token_hex(8)}"
