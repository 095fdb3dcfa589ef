"""The whole way from bytes to stored labels, measured: import, group, classify, as a run does them.

Seconds of the processor count those of ended child processes too, so they can be compared on a busy machine; memory is
that of this process and its children together, looked at whenever a step tells of its progress.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from flows.settings import Settings, read_settings

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock and of the processor."""

    wall: float
    cpu: float

    def __sub__(self, other: Took) -> Took:
        return Took(self.wall - other.wall, self.cpu - other.cpu)

    def __add__(self, other: Took) -> Took:
        return Took(self.wall + other.wall, self.cpu + other.cpu)


@dataclass(frozen=True, slots=True)
class Way:
    """What went the whole way, and what each step took; ``peak`` is in MB."""

    articles: int
    passages: int
    steps: dict[str, Took]
    peak: float

    @property
    def whole(self) -> Took:
        """All steps together."""
        return sum(self.steps.values(), Took(0.0, 0.0))


@dataclass(slots=True)
class Memory:
    """A progress that looks at the memory of this process and its children; in MB."""

    peak: float = 0.0
    seen: list[float] = field(default_factory=list)

    def begin(self, step: str, total: int | None) -> None:
        """Look."""
        self.look()

    def advance(self, step: str, count: int = 1) -> None:
        """Look."""
        self.look()

    def look(self) -> float:
        """Megabytes held now."""
        own = psutil.Process()
        held = int(own.memory_info().rss)
        for child in own.children(recursive=True):
            try:
                held += child.memory_info().rss
            except psutil.Error:
                continue
        self.seen.append(held / MB)
        self.peak = max(self.peak, held / MB)
        return held / MB


def spent() -> Took:
    """The clock and the processor, with ended children, now."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(time.monotonic(), time.process_time() + children.ru_utime + children.ru_stime)


def bench_settings(home: Path, *, workers: int) -> Settings:
    """Settings of a data folder of its own, whatever the environment says."""
    return read_settings({"BAMSAT_WORKERS": str(workers)}, home=home)


def whole_way(paths: Sequence[Path], *, home: Path, workers: int, memory: Memory | None = None) -> Way:
    """Import files, group and classify what is in them; gives what it took and how many were new."""
    from flows.runs.run import Run

    watch = memory or Memory()
    steps: dict[str, Took] = {}
    settings = bench_settings(home, workers=workers)
    with Run(settings, kind="bench", now=lambda: datetime.now(UTC), progress=watch) as run:
        before = run.store.count_documents(), run.store.count_passages()
        run.model()
        works: dict[str, Callable[[], object]] = {
            "import": lambda: run.take_in(paths, mapping="", source="bench", again=False),
            "group": run.group,
            "classify": run.classify,
        }
        for name, work in works.items():
            began = spent()
            work()
            steps[name] = spent() - began
        after = run.store.count_documents(), run.store.count_passages()
    return Way(after[0] - before[0], after[1] - before[1], steps, watch.peak)
