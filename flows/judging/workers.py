"""Processes that read and judge; results come back in the order of the work, so a store fills the same way each time.

Processes, because segmentation holds the interpreter's lock; started by *spawn*, because forking after native libraries
have started threads hangs. A batch whose process dies is tried again item by item, so that one document costs one
document.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from types import TracebackType
from typing import Generic, ParamSpec, Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
P = ParamSpec("P")


class Workers(Generic[Item, Result]):
    """Does ``work`` on batches of items in ``count`` processes, or in this one where ``count`` is 1.

    Args:
        work: a module-level function, from a batch to one result for each of its items, in order.
        lost: the result of an item that killed its process.
        count: processes.
        early: a process that was begun before, used instead of this one where ``count`` is 1.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Item]], Sequence[Result]],
        lost: Callable[[Item], Result],
        *,
        count: int,
        early: Early | None = None,
    ) -> None:
        self.work = work
        self.lost = lost
        self.count = count
        self._early = None if early is None or count > 1 else early.pool
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)

    def over(self, batches: Iterable[Sequence[Item]]) -> Iterator[tuple[Sequence[Item], Sequence[Result]]]:
        """Give each batch with its results, in order, with at most two batches a process under way."""
        if self.count == 1 and self._early is None:
            for batch in batches:
                yield batch, self.work(batch)
            return
        ahead: deque[tuple[Sequence[Item], Future[Sequence[Result]]]] = deque()
        for batch in batches:
            ahead.append((batch, self._submit(batch)))
            if len(ahead) > 2 * self.count:
                yield self._next(ahead)
        while ahead:
            yield self._next(ahead)

    def _submit(self, batch: Sequence[Item]) -> Future[Sequence[Result]]:
        if self._early is not None:
            try:
                return self._early.submit(self.work, batch)
            except BrokenProcessPool:
                self._early = None
        if self._pool is None:
            self._pool = _pool(self.count)
        try:
            return self._pool.submit(self.work, batch)
        except BrokenProcessPool:
            self._pool = None
            return self._submit(batch)

    def _next(
        self, ahead: deque[tuple[Sequence[Item], Future[Sequence[Result]]]]
    ) -> tuple[Sequence[Item], Sequence[Result]]:
        batch, future = ahead.popleft()
        try:
            return batch, future.result()
        except BrokenProcessPool:
            return batch, [self._alone(item) for item in batch]

    def _alone(self, item: Item) -> Result:
        """Try one item in a process of its own."""
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            try:
                return pool.submit(self.work, [item]).result()[0]
            except BrokenProcessPool:
                return self.lost(item)


class Early:
    """A process begun before there is work for it, to load what it will need while something else is waited for.

    Args:
        load: a module-level function without a result; what it raises, the work itself will raise again.
    """

    def __init__(self, load: Callable[[], None]) -> None:
        self.pool = _pool(1)
        self.pool.submit(load)

    def ask(self, work: Callable[P, Result], *arguments: P.args, **named: P.kwargs) -> Result:
        """What a module-level function gives there, or here where that process died."""
        try:
            return self.pool.submit(work, *arguments, **named).result()
        except BrokenProcessPool:
            return work(*arguments, **named)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.shutdown(wait=error is None, cancel_futures=True)


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Leave Ctrl-C to the parent, which stops handing out work and ends the processes; end when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """A killed parent says nothing, and its processes would wait for work for ever."""
    wait([sentinel])
    os._exit(1)
