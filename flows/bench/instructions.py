"""How much work the hot path is, as a count instead of a time: ``python -m flows.bench.instructions``.

For a fixed text of ours the count is the same on a busy machine as on an idle one, so that two versions can be told
apart by it. ``--with valgrind`` counts machine instructions under callgrind (slow: minutes); ``--with calls``, the
default where valgrind is missing, counts calls of functions, Python's and C's, as cProfile sees them, which leaves out
how much each call does. Which of the two was counted is always said. Work is counted a second time on the same text
too, when the sentences are remembered: the least that reading can cost.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table

from corpus.passage import Passage, PassageKind
from flows.commands import screen

if TYPE_CHECKING:
    from models.gold import GoldPassage

WARM_UP = 330
"""Passages read before the count, so that everything is loaded that the long run has."""

DAY = date(2021, 2, 2)
_REFERENCES = re.compile(r"Collected\s*:\s*(\d+)")


class Work(NamedTuple):
    """Work on one stage: in all, and for each passage."""

    stage: str
    amount: int
    each: float


def counted(passages: int, count: Callable[[Callable[[], object]], int]) -> list[Work]:
    """Count the work of cutting and reading, bare segmentation, and judging, on so many passages of ours.

    Args:
        count: does a piece of work and gives how much it was.
    """
    from corpus.codebook.taxonomy import load_taxonomy
    from corpus.places.gazetteer import load_gazetteer
    from models.analyse import Analyst
    from models.bare import bare_words
    from models.gold import load_gold
    from models.judge import Judge
    from models.shipped import shipped_model

    taxonomy = load_taxonomy()
    analyst = Analyst(taxonomy, load_gazetteer())
    model = shipped_model(taxonomy)
    gold = [_passage(each, number) for number, each in enumerate(load_gold())]
    chosen = gold[WARM_UP : WARM_UP + passages]
    warmed = analyst.analyse_many(gold[:WARM_UP], published=DAY)
    judge = Judge(model, taxonomy)
    judge.judge(gold[:20], warmed[:20], published=DAY)
    bare_words(each.text for each in gold[:3])
    works: dict[str, Callable[[], object]] = {
        "word_tokenize": lambda: bare_words(each.text for each in chosen),
        "đọc (read)": lambda: analyst.analyse_many(chosen, published=DAY),
        "đọc lại (read again)": lambda: analyst.analyse_many(chosen, published=DAY),
    }
    found = {name: count(work) for name, work in works.items()}
    analyses = analyst.analyse_many(chosen, published=DAY)
    found["phân loại (judge)"] = count(lambda: judge.judge(chosen, analyses, published=DAY))
    return [Work(name, number, number / len(chosen)) for name, number in found.items()]


def _passage(gold: GoldPassage, number: int) -> Passage:
    kind, size = PassageKind.PARAGRAPH, len(gold.text)
    return Passage(f"bench-{number}", "r", 0, 0, size, kind, gold.text, gold.title, gold.before, gold.after, "1")


def calls(work: Callable[[], object]) -> int:
    """Calls of functions, without those by which a function calls itself."""
    profile = cProfile.Profile()
    profile.enable()
    work()
    profile.disable()
    stats = pstats.Stats(profile)
    return int(stats.prim_calls)  # type: ignore[attr-defined]


def under_valgrind(passages: int) -> list[Work]:
    """Machine instructions, counted by callgrind in a process of its own, where its control answers.

    Raises:
        RuntimeError: valgrind could not count; says what it printed.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [
            *("valgrind", "--tool=callgrind", "--instr-atstart=no", "--dump-instr=no"),
            *(f"--callgrind-out-file={out}", sys.executable, "-m", "flows.bench.instructions"),
            *("--passages", str(passages), "--inside"),
        ]
        env = os.environ | {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        lines = [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == 2]
        if done.returncode or not lines:
            raise RuntimeError(f"valgrind: {done.stderr[-500:]}")
        return [Work(name, int(number), float(each)) for name, number, each in lines]


def inside(work: Callable[[], object]) -> int:
    """Instructions of a piece of work, in a process that callgrind runs."""
    pid = str(os.getpid())

    def control(*arguments: str) -> str:
        return subprocess.run(["callgrind_control", *arguments, pid], capture_output=True, text=True, check=True).stdout

    control("-i", "on")
    control("-z")
    work()
    said = control("-e")
    control("-i", "off")
    found = re.search(r"Ir\D+([\d,. ]+)", said)
    if found is None:
        raise RuntimeError(said)
    return int(re.sub(r"\D", "", found[1]))


def measure(arguments: Sequence[str] | None = None) -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description="Đếm công việc của đường nóng (count the work of the hot path)")
    parser.add_argument("--passages", type=int, default=200)
    parser.add_argument("--with", dest="how", choices=("valgrind", "calls"), help="đếm gì (what is counted)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.inside:
        for each in counted(options.passages, inside):
            sys.stdout.write("\t".join(map(str, each)) + "\n")
        return 0
    how = options.how or "calls"
    if how == "valgrind" and shutil.which("valgrind") is None:
        screen.console(errors=True).print("Máy này không có valgrind; cài gói valgrind, hoặc --with calls")
        return 1
    found = under_valgrind(options.passages) if how == "valgrind" else counted(options.passages, calls)
    unit = "lệnh máy (instructions)" if how == "valgrind" else "lời gọi hàm (calls)"
    if options.json:
        stages = {each.stage: {"count": each.amount, "per_passage": each.each} for each in found}
        screen.emit({"counted": how, "passages": options.passages, "stages": stages})
        return 0
    table = Table(title=f"{options.passages} đoạn, {unit}", title_justify="left", show_edge=False)
    for name in ("việc", unit, "mỗi đoạn"):
        table.add_column(name, justify="left" if name == "việc" else "right")
    for each in found:
        table.add_row(each.stage, f"{each.amount:,}", f"{each.each:,.0f}")
    screen.console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(measure())
