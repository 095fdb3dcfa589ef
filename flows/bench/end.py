"""The whole way end to end, beside bare word segmentation of the same text: ``python -m flows.bench.end``.

A process of its own, so that its memory is its own. Some articles go the way first, so that what is loaded once is
loaded; the rest is measured. With ``--processes 2`` a run starts its processes as always, and what they load counts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flows.bench.articles import REAL, articles, write_articles
from flows.bench.way import Way, bench_settings, spent, whole_way
from flows.commands import screen

WARM_UP = 40


@dataclass(frozen=True, slots=True)
class End:
    """A way gone, the processor's seconds of bare ``word_tokenize`` on the same sentences, and how many those were."""

    way: Way
    sentences: int
    bare: float

    def told(self) -> Told:
        """As plain values."""
        whole = self.way.whole
        steps = {name: took.cpu for name, took in self.way.steps.items()}
        return Told(
            self.way.articles, self.way.passages, self.sentences, whole.cpu, whole.wall, self.bare, self.way.peak, steps
        )


class Told(NamedTuple):
    """An :class:`End` as it is handed from one process to another; seconds, and MB at the most."""

    articles: int
    passages: int
    sentences: int
    cpu: float
    wall: float
    bare: float
    peak: float
    steps: dict[str, float]


def end_to_end(count: int, *, processes: int, folder: Path, ours: bool) -> End:
    """Send so many articles the whole way in an empty folder, and segment their sentences alone."""
    real = None if ours else REAL
    lines = articles(count + WARM_UP, real=real)
    warm, whole = folder / "warm.jsonl", folder / "whole.jsonl"
    write_articles(warm, lines, WARM_UP)
    write_articles(whole, lines, count)
    home = folder / "data"
    whole_way([warm], home=home, workers=1)
    before = frozenset(documents_of(home))
    way = whole_way([whole], home=home, workers=processes)
    sentences = sentences_of(home, without=before)
    return End(way, len(sentences), _bare(sentences))


def sentences_of(home: Path, *, without: Collection[str]) -> list[str]:
    """The sentences of the passages of a store, as they are read."""
    from corpus.store import Store
    from models.cut import cut
    from models.sentences import sentences

    with Store(bench_settings(home, workers=1).store) as store:
        ids = [each for each in documents_of(home) if each not in without]
        found = (passage.text for document in store.documents(ids) for passage in cut(document))
        return [text[start:end] for text in found for start, end in sentences(text)]


def documents_of(home: Path) -> list[str]:
    """Ids of all documents of a store: those that a model nobody has did not judge."""
    from corpus.store import Store

    with Store(bench_settings(home, workers=1).store) as store:
        return store.pending(model="", analysis_version="")


def _bare(sentences: Sequence[str]) -> float:
    from models.bare import bare_words

    bare_words(sentences[:5])
    began = spent()
    bare_words(sentences)
    return (spent() - began).cpu


def apart(count: int, *, processes: int, ours: bool) -> Told:
    """:func:`end_to_end` in a process of its own, told.

    Raises:
        CalledProcessError: it failed.
    """
    command = [sys.executable, "-m", "flows.bench.end", "--articles", str(count), "--processes", str(processes)]
    done = subprocess.run([*command, *(["--ours"] if ours else [])], check=True, stdout=subprocess.PIPE)
    return Told(**json.loads(done.stdout))


def measure(arguments: Sequence[str] | None = None) -> int:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description="Cả chặng đường (the whole way end to end)")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--ours", action="store_true", help="chỉ bài dựng sẵn (made articles only)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = end_to_end(options.articles, processes=options.processes, folder=Path(folder), ours=options.ours).told()
    screen.emit(found._asdict())
    return 0


if __name__ == "__main__":
    sys.exit(measure())
