"""Whether memory and speed stay as they are while a store grows: ``python -m flows.bench.growth --articles 100000``.

Articles of ours and real ones (where they are at hand) go the whole way, a portion at a time, in one process that
lives on. Memory and articles a second are told by quarter; the last should be within a tenth of the second (the first
holds what is loaded and learnt once).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.table import Table

from flows.bench.articles import REAL, articles, write_articles
from flows.bench.way import Memory, Took, whole_way
from flows.commands import screen

QUARTERS = 4
WITHIN = 0.10
"""How far the last quarter may be from the second."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the articles: megabytes held at the most and at its end, and articles taken in a second.

    ``articles`` were stored of those ``taken`` in: a page without a body takes its time too.
    """

    taken: int
    articles: int
    passages: int
    peak_mb: float
    end_mb: float
    per_cpu_second: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Growth:
    """What was measured; ``flat`` and ``steady``: memory and articles a second of the processor stay within bounds."""

    quarters: tuple[Quarter, ...]
    processes: int
    memory_change: float
    speed_change: float

    @property
    def flat(self) -> bool:
        """True where the last quarter held no more than a tenth more than the second."""
        return self.memory_change <= WITHIN

    @property
    def steady(self) -> bool:
        """True where the last quarter was no more than a tenth slower than the second."""
        return self.speed_change >= -WITHIN


def growth(
    count: int, *, processes: int, home: Path, portion: int = 500, seed: int = 0, real: Path | None = REAL
) -> Growth:
    """Send so many articles the whole way and measure each quarter of them.

    Args:
        home: an empty data folder.
        portion: articles imported, grouped and classified at a time.
        real: a folder of real articles; None for ours alone.
    """
    lines = articles(count, seed=seed, real=real)
    quarters = []
    for number in range(QUARTERS):
        left = count * (number + 1) // QUARTERS - count * number // QUARTERS
        memory, took, taken, done, passages, ends = Memory(), Took(0.0, 0.0), 0, 0, 0, 0.0
        while left > 0:
            path = home / f"portion-{number}-{left}.jsonl"
            written = write_articles(path, lines, min(portion, left))
            way = whole_way([path], home=home / "data", workers=processes, memory=memory)
            path.unlink()
            took, done, passages = took + way.whole, done + way.articles, passages + way.passages
            ends = memory.look()
            taken += written
            left -= max(written, 1)
        quarters.append(Quarter(taken, done, passages, memory.peak, ends, taken / took.cpu, taken / took.wall))
    second, last = quarters[1], quarters[-1]
    return Growth(
        tuple(quarters),
        processes,
        last.peak_mb / second.peak_mb - 1,
        last.per_cpu_second / second.per_cpu_second - 1,
    )


def measure(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where memory or speed went out of bounds."""
    parser = argparse.ArgumentParser(description="Bộ nhớ và tốc độ khi kho lớn dần (memory and speed as a store grows)")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--portion", type=int, default=500, help="số bài mỗi lần (articles at a time)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--ours", action="store_true", help="chỉ bài dựng sẵn (made articles only)")
    parser.add_argument("--home", type=Path, help="thư mục trống để giữ kho lại (keep the store here)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        found = growth(
            options.articles,
            processes=options.processes,
            home=home,
            portion=options.portion,
            seed=options.seed,
            real=None if options.ours else REAL,
        )
    if options.json:
        screen.emit(asdict(found) | {"flat": found.flat, "steady": found.steady, "load": os.getloadavg()})
    else:
        _show(found)
    return 0 if found.flat and found.steady else 1


def _show(found: Growth) -> None:
    table = Table(title=f"bench_growth, {found.processes} tiến trình", title_justify="left", show_edge=False)
    for name in ("phần tư", "bài", "bài mới", "đoạn", "MB cao nhất", "MB cuối", "bài/giây xử lý", "bài/giây đồng hồ"):
        table.add_column(name, justify="right")
    for number, each in enumerate(found.quarters, start=1):
        figures = (f"{each.peak_mb:.0f}", f"{each.end_mb:.0f}", f"{each.per_cpu_second:.1f}", f"{each.per_second:.1f}")
        table.add_row(str(number), str(each.taken), str(each.articles), str(each.passages), *figures)
    screen.console().print(table)
    screen.console().print(
        f"Phần tư cuối so với phần tư thứ hai: bộ nhớ {found.memory_change:+.1%}, tốc độ {found.speed_change:+.1%}"
    )


if __name__ == "__main__":
    sys.exit(measure())
