"""How much faster two workers are than one: ``python -m flows.bench.cluster_bench``, everything on this machine.

Starts a PostgreSQL server, a Dask scheduler and two workers, and judges articles made of the demo newspaper with one
worker and with two, in turn and never the same article twice, so that what else the machine does falls on both alike.
Beside the clock it gives processor seconds of the workers and the machine's load, for on a shared machine the clock
says little. Handing out is measured in processor seconds, with batches that hold no article.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from rich.table import Table

from corpus.document import Document, lay_out
from corpus.errors import BadInput
from flows.bench.stages import demo_pages, read
from flows.cluster.hands import DaskHands, need_distributed, over
from flows.cluster.local import local_cluster
from flows.cluster.work import do, job
from flows.commands import screen
from flows.judging.model_in_use import model_in_use
from flows.runs.progress import Silent
from flows.runs.run import Run
from flows.settings import Settings, read_settings

SIZE = 40
"""Documents of a batch, as :mod:`flows.cluster.hands` makes them for a Dask client."""


EMPTY = 50
"""Batches without work that are handed out one after the other."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What judging all documents took: seconds by the clock and of the workers' processors, and the machine's load."""

    workers: int
    documents: int
    seconds: float
    processor: float
    load: float


def measure(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Đo cụm máy: hai máy làm so với một (two workers against one)")
    parser.add_argument("--articles", type=int, default=400, help="số bài (articles)")
    parser.add_argument("--times", type=int, default=2, help="số lượt mỗi bên (rounds)")
    parser.add_argument("--folder", type=Path, help="nơi để tệp tạm (scratch folder)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bs-") as name, _server(Path(name) / "pg") as address:
        home = Path(name)
        settings = read_settings({"BAMSAT_STORE": address, "BAMSAT_WORKERS": "1"}, home=home / "home")
        with (
            Run(settings, kind="bench", now=_now) as run,
            local_cluster(workers=2, folder=home / "dask") as cluster,
        ):
            clustered = replace(settings, cluster=cluster.address)
            taken, empty = _rounds(clustered, run, articles=options.articles, times=options.times)
    _show(taken, empty)
    return 0


def documents(count: int, *, turn: int) -> Iterator[Document]:
    """So many articles of one round: the demo newspaper's, with a number in every sentence, so that none was seen."""
    pages, publishers = demo_pages()
    read_once = [document for page in pages if (document := read(page, publishers)) is not None]
    for number in range(count):
        document = read_once[number % len(read_once)]
        mark = f" {turn * count + number}. "
        parts = [(block.role, document.block_text(block).replace(". ", mark)) for block in document.blocks]
        text, blocks = lay_out(parts)
        yield replace(document, id=f"{document.id}-{turn}-{number}", text=text, blocks=blocks)


def _rounds(settings: Settings, run: Run, *, articles: int, times: int) -> tuple[list[Taken], float]:
    distributed = need_distributed()
    model = model_in_use(settings.models, run.taxonomy, progress=Silent())
    told = job(settings, run=run.id, now=_now(), model=model.id, analysis=model.analysis_version, shadow=None)
    with distributed.Client(settings.cluster, set_as_default=False) as client:
        client.wait_for_workers(2)
        workers = sorted(client.nthreads())
        both = DaskHands(client, 2, workers=tuple(workers))
        # Both load their libraries and model first, so that no round pays for that.
        client.gather([client.submit(do, "judge", told, [], workers=[each], pure=False) for each in workers])
        taken = []
        for turn in range(2 * times):
            fresh = list(documents(articles, turn=turn))
            run.store.put_documents([(each, None) for each in fresh])
            hands = both if turn % 2 else replace(both, count=1, workers=tuple(workers[:1]))
            taken.append(_judged(hands, told, [each.id for each in fresh]))
        own, began = time.process_time(), _processor(both)
        for _ in over(both, "judge", told, [""] * EMPTY, size=1):
            pass
        return taken, (time.process_time() - own + _processor(both) - began) / EMPTY


def _judged(hands: DaskHands, told: Mapping[str, Any], ids: Sequence[str]) -> Taken:
    processor, began = _processor(hands), time.perf_counter()
    done = sum(
        count for _, part in over(hands, "judge", told, ids, size=SIZE) if part for *_, count in part["outcomes"]
    )
    seconds = time.perf_counter() - began
    return Taken(hands.count, done, seconds, _processor(hands) - processor, os.getloadavg()[0])


def _processor(hands: DaskHands) -> float:
    """Processor seconds that the workers used so far."""
    return float(sum(hands.client.run(time.process_time, workers=list(hands.workers) or None).values()))


def _show(taken: Sequence[Taken], empty: float) -> None:
    table = Table(title="cụm máy: phân loại", title_justify="left", show_edge=False)
    for name in ("máy làm", "văn bản", "giây đồng hồ", "giây xử lý", "văn bản mỗi giây", "tải của máy"):
        table.add_column(name, justify="right")
    for each in taken:
        table.add_row(
            str(each.workers),
            str(each.documents),
            f"{each.seconds:.1f}",
            f"{each.processor:.1f}",
            f"{each.documents / each.seconds:.1f}",
            f"{each.load:.1f}",
        )
    out = screen.console()
    out.print(table)
    one, two = (median(each.seconds for each in taken if each.workers == count) for count in (1, 2))
    work = median(each.processor for each in taken) * SIZE / taken[0].documents
    pairs = [alone.seconds / both.seconds for alone, both in zip(taken[::2], taken[1::2], strict=True)]
    spread = ", ".join(f"{each:.2f}" for each in pairs)
    out.print(f"Hai máy so với một (two against one): {one / two:.2f} lần; từng cặp lượt: {spread}")
    out.print(
        f"Giao một lô rỗng (an empty batch): {empty * 1000:.0f} ms xử lý, {empty / work:.1%} của một lô {SIZE} văn bản "
        f"({work:.2f} giây xử lý)"
    )


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """A PostgreSQL server for as long as the measuring takes.

    Raises:
        BadInput: the package pgserver is not installed.
    """
    try:
        from pgserver.postgres_server import get_server
    except ImportError as error:
        raise BadInput("cần gói pgserver để đo (install pgserver)", where="cluster_bench") from error
    server = get_server(folder)
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(measure())
