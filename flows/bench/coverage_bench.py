"""How quickly coverage answers on a large store: ``python -m flows.bench.coverage_bench --passages 1000000``.

Makes a store of made-up counts (:mod:`corpus.synthetic.counts`) and times the tally and questions to the cube: least of
three by the clock and by the processor, with the most memory that this process ever held. A store made before is used
again.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from corpus.codebook.taxonomy import load_taxonomy
from corpus.coverage.by_area import tally
from corpus.coverage.cube import cube
from corpus.coverage.question import Question
from corpus.store import Store
from corpus.synthetic.counts import MODEL, fill
from flows.commands import screen

QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("mảng × tháng", {}),
    ("mảng × tháng, văn bản", {"unit": "documents"}),
    ("mảng × quý × khâu", {"by": ("area", "period", "stage"), "grain": "quarter"}),
    ("mảng × năm × loại nguồn", {"by": ("area", "period", "source_class"), "grain": "year"}),
    ("mảng × tháng, một huyện", {"place": "ben-tre/ba-tri"}),
    ("mảng × quý × huyện", {"by": ("area", "period", "place"), "grain": "quarter", "level": "district"}),
    ("mảng × năm × xã", {"by": ("area", "period", "place"), "grain": "year", "level": "commune"}),
    ("mảng × tháng, tính đến 1-1-2024", {"as_of": "2024-01-01T00:00:00+07:00"}),
)


def measure(arguments: Sequence[str] | None = None) -> int:
    """Make the store, ask, and print what it took."""
    parser = argparse.ArgumentParser(description="Đo tốc độ của độ bao phủ trên kho lớn (speed of coverage)")
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, help="giữ kho ở đây để dùng lại (keep the store)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        where = options.store or Path(folder) / "synthetic.db"
        made = where.exists()
        with Store(where) as store:
            if not made:
                fill(store, passages=options.passages)
            screen.console().print(_table(store))
    return 0


def _table(store: Store) -> Table:
    taxonomy = load_taxonomy()
    table = Table(title="make bench: độ bao phủ", title_justify="left", show_edge=False)
    for name in ("câu hỏi", "ô", "giây đồng hồ", "giây xử lý", "bộ nhớ cao nhất, MB"):
        table.add_column(name, justify="left" if name == "câu hỏi" else "right")
    _row(table, "bamsat tally", lambda: len(tally(store.engine, taxonomy, model=MODEL).cells))
    for name, options in QUESTIONS:
        question = Question(model=MODEL, **options)
        _row(table, name, lambda question=question: sum(1 for _ in cube(store.engine, question)))  # type: ignore[misc]
    return table


def _row(table: Table, name: str, work: Callable[[], int]) -> None:
    walls, processors, rows = [], [], 0
    for _ in range(3):
        wall, processor = time.monotonic(), time.process_time()
        rows = work()
        walls.append(time.monotonic() - wall)
        processors.append(time.process_time() - processor)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table.add_row(name, str(rows), f"{min(walls):.3f}", f"{min(processors):.3f}", f"{peak:.0f}")


if __name__ == "__main__":
    sys.exit(measure())
