"""Speed and memory: ``python -m flows.bench`` (make bench). Ratios against named baselines measured in the same run.

Works on the demo newspaper's own text; ``--articles FILE.jsonl.gz`` measures on a file of articles instead. Baselines:
``word_tokenize`` is underthesea's on the same sentences; ``trafilatura`` reads the same pages, and a
bare parse builds BeautifulSoup's tree of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from rich.table import Table

from corpus.codebook.taxonomy import load_taxonomy
from corpus.document import Document
from corpus.errors import ItemFailure
from corpus.page import Page
from corpus.places.gazetteer import load_gazetteer
from corpus.store import JudgedDocument, Store
from extractors.publishers import Publisher
from extractors.rival import bare_soup, trafilatura_text
from flows.bench.end import apart
from flows.commands import screen
from flows.judging.desk import desk
from flows.judging.model_in_use import model_in_use
from flows.runs.progress import Silent
from models.analyse import Analyst
from models.bare import bare_words
from models.cut import cut

SAME = "word_tokenize, cùng câu"


def measure(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements and print them."""
    parser = argparse.ArgumentParser(description="Đo tốc độ và bộ nhớ (speed and memory)")
    parser.add_argument("--articles", type=Path, help="tệp .jsonl.gz các bài (a file of articles)")
    parser.add_argument("--limit", type=int, default=400)
    parser.add_argument("--whole", type=int, default=200, help="số bài đi hết chặng đường (articles of the whole way)")
    parser.add_argument("--rounds", type=int, default=2, help="số lượt chạy một và hai tiến trình xen kẽ (rounds)")
    parser.add_argument("--ours", action="store_true", help="chỉ dùng bài dựng sẵn (made articles only)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    table: list[Row] = []

    bare_start, help_start = started("-c", "pass"), started("-m", "flows.cli", "--help")
    row(table, "bamsat --help (giây đồng hồ)", 1, help_start, bare_start / help_start, "python -c pass")
    pages, publishers = demo_pages()
    reading_rows(table, pages, publishers)

    documents = [document for page in pages if (document := read(page, publishers)) is not None]
    if options.articles:
        documents = articles(options.articles, options.limit)
    passages = [passage for document in documents for passage in cut(document)]
    taxonomy, gazetteer = load_taxonomy(), load_gazetteer()
    analyst = Analyst(taxonomy, gazetteer)
    analyst.analyse_many(passages[:5], published=None)
    texts = [
        passage.text[s - passage.start : e - passage.start]
        for passage, analysis in zip(passages, analyst.analyse_many(passages, published=None), strict=True)
        for s, e in analysis.sentences
    ]
    bare = timed(lambda: bare_words(texts))
    fresh = Analyst(taxonomy, gazetteer)
    whole = timed(lambda: fresh.analyse_many(passages, published=None))
    row(table, "cắt từ và tìm thực thể (đoạn)", len(passages), whole, bare / whole, SAME)

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        model = model_in_use(home / "models", taxonomy, progress=Silent())
        tools = desk(home / "models", model.id)
        analyses = tools.analyst.analyse_many(passages, published=None)
        judging = timed(lambda: tools.judge.judge(passages, analyses, published=None))
        row(table, "phân loại sau khi cắt từ (đoạn)", len(passages), judging, bare / judging, SAME)
        judged = [each for each in tools.judge_all(documents) if isinstance(each, JudgedDocument)]
        with Store(home / "s.db") as store:
            storing = timed(lambda: store.put_documents([(document, None) for document in documents]))
            row(table, "ghi văn bản", len(documents), storing, bare / storing, SAME)
            writing = timed(lambda: store.put_judged(judged))
            row(table, "ghi đoạn đã phân loại", len(passages), writing, bare / writing, SAME)
    whole_rows(table, options.whole, rounds=options.rounds, ours=options.ours)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if options.json:
        screen.emit({"peak_mb": peak, "load": os.getloadavg(), "rows": [each._asdict() for each in table]})
        return 0
    show(table)
    screen.console().print(
        f"Bộ nhớ cao nhất của tiến trình này: {peak:.0f} MB. Cột “so với mốc” là tốc độ của ta chia tốc độ của mốc."
    )
    return 0


class Row(NamedTuple):
    """One measurement: seconds for so many, and our speed over that of the baseline."""

    what: str
    number: int
    seconds: float
    ratio: float
    baseline: str


def show(rows: Sequence[Row]) -> None:
    """Print the table."""
    table = Table(title="make bench", title_justify="left", show_edge=False)
    for name in ("việc", "số", "giây", "mỗi giây", "so với mốc", "mốc"):
        table.add_column(name, justify="right" if name not in ("việc", "mốc") else "left")
    for each in rows:
        speed = f"{each.number / each.seconds:.0f}"
        table.add_row(each.what, str(each.number), f"{each.seconds:.2f}", speed, f"{each.ratio:.2f}", each.baseline)
    screen.console().print(table)


def whole_rows(table: list[Row], count: int, *, rounds: int, ours: bool) -> None:
    """The whole way in one process beside bare segmentation, and in two beside one: the best of interleaved rounds.

    One process is told by the processor's seconds. Two are told by the clock, and what they and the one that stores
    take of the processor beside that: on a busy machine only the latter says something.
    """
    one, two = [], []
    for _ in range(rounds):
        one.append(apart(count, processes=1, ours=ours))
        two.append(apart(count, processes=2, ours=ours))
    best = min(one, key=lambda each: each.cpu / each.bare)
    row(table, "cả chặng: byte đến nhãn đã ghi (bài)", best.articles, best.cpu, best.bare / best.cpu, SAME)
    row(table, "cả chặng: byte đến nhãn đã ghi (đoạn)", best.passages, best.cpu, best.bare / best.cpu, SAME)
    for name, cpu in best.steps.items():
        row(table, f"  trong đó {name} (bài)", best.articles, cpu, best.bare / cpu, SAME)
    alone, both = min(each.wall for each in one), min(each.wall for each in two)
    pair = min(two, key=lambda each: each.cpu)
    row(table, "hai tiến trình, giây đồng hồ (bài)", pair.articles, both, alone / both, "một tiến trình, đồng hồ")
    row(table, "hai tiến trình, giây xử lý (bài)", pair.articles, pair.cpu, best.cpu / pair.cpu, "một tiến trình")
    row(table, "bộ nhớ cao nhất, MB: một, rồi hai tiến trình", round(best.peak), 1.0, pair.peak / best.peak, "một")


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time that work takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def started(*arguments: str) -> float:
    """Seconds by the clock that Python takes for these arguments, the least of three."""

    def once() -> float:
        begin = time.monotonic()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - begin

    return min(once() for _ in range(3))


def row(table: list[Row], what: str, count: int, seconds: float, ratio: float, baseline: str) -> None:
    """One line of the table."""
    table.append(Row(what, count, seconds, ratio, baseline))


def reading_rows(table: list[Row], pages: Sequence[Page], publishers: tuple[Publisher, ...]) -> None:
    """Reading speed beside trafilatura's on the same pages, and a bare parse to a soup's; our pages small and large.

    Each page is read by all in turn, again and again, so that a busy machine slows all alike; the ratio is the median
    of the rounds, with the smallest and the largest.
    """
    from extractors.publishers import PUBLISHERS
    from flows.bench.pages import enlarged, real_pages

    real = real_pages()
    for what, some, known in (
        ("đọc trang (báo đã khai báo, trang mẫu)", list(pages), publishers),
        ("đọc trang (báo đã khai báo, trang lớn 60-500 kB)", enlarged(pages[::3]), publishers),
        ("đọc trang thật (mọi cách đọc)", real, PUBLISHERS),
        ("đọc trang thật (báo đã khai báo)", [one for one in real if declared(one, PUBLISHERS)], PUBLISHERS),
    ):
        if not some:
            continue
        ours, theirs, bare = rounds(some, known)
        for name, baseline in (("trafilatura", theirs), ("BeautifulSoup + lxml, chỉ dựng cây", bare)):
            ratios = sorted(slow / fast for fast, slow in zip(ours, baseline, strict=True))
            spread = f"{name} ({len(ratios)} lượt: {ratios[0]:.2f}-{ratios[-1]:.2f})"
            row(table, what, len(some), median(ours), median(ratios), spread)


def rounds(
    pages: Sequence[Page], publishers: tuple[Publisher, ...], *, times: int = 5
) -> tuple[list[float], list[float], list[float]]:
    """Seconds of each round of our reading, of trafilatura's and of a bare parse, after one that is not counted."""
    works: tuple[Callable[[Page], object], ...] = (lambda page: read(page, publishers), trafilatura_text, bare_soup)
    taken: tuple[list[float], list[float], list[float]] = ([], [], [])
    for number in range(times + 1):
        seconds = [0.0, 0.0, 0.0]
        for page in pages:
            for place, work in enumerate(works):
                seconds[place] += timed(lambda work=work, page=page: work(page))  # type: ignore[misc]
        if number:
            for one, kept in zip(seconds, taken, strict=True):
                kept.append(one)
    return taken


def declared(page: Page, publishers: tuple[Publisher, ...]) -> bool:
    """True for an article page of a declared publisher."""
    return any(publisher.is_article(page.final_url) for publisher in publishers)


def demo_pages() -> tuple[list[Page], tuple[Publisher, ...]]:
    """Article pages of the demo newspaper as its server would send them, and the publisher that reads them."""
    from corpus.demo.site import build_site
    from flows.acquisition.demo import demo_publisher

    base = "http://127.0.0.1:8621"
    publisher, _ = demo_publisher(base)
    now = datetime.now(UTC)
    site = build_site(base)
    pages = [
        Page(base + path, base + path, 200, (("content-type", "text/html; charset=utf-8"),), response.body, now)
        for path, response in site.items()
        if publisher.is_article(base + path) and response.status == 200
    ]
    return pages, (publisher,)


def read(page: Page, publishers: tuple[Publisher, ...]) -> Document | None:
    """Read one page; None where it holds no article."""
    from extractors.article import read_page

    try:
        return read_page(page, publishers=publishers, now=page.fetched)
    except ItemFailure:
        return None


def articles(path: Path, limit: int) -> list[Document]:
    """The first articles of a JSON Lines file."""
    from extractors.records import Fields, read_record

    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if number > limit:
                break
            try:
                found.append(
                    read_record(
                        json.loads(line),
                        fields=Fields(),
                        source="bench",
                        where=f"{path.name}:{number}",
                        now=datetime.now(UTC),
                    )
                )
            except ItemFailure:
                continue
    return found
