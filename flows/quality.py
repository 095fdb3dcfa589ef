"""Quality against pinned floors: ``python -m flows.quality`` (make quality). A floor never drops by itself.

The classifier is measured by grouped cross-validation on the written passages; on real coded passages, real pages and
real articles too where the folder of real input lies beside the project. Floors stand in ``docs/floors.toml``:
``--update`` pins what is better, and lowers a floor only with ``--allow-regression``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from corpus.demo.articles import load_articles
from corpus.errors import ItemFailure
from corpus.fold import exact
from corpus.page import Page
from corpus.places import load_gazetteer
from corpus.rows import HERE
from corpus.taxonomy import load_taxonomy
from extractors.article import read_page
from extractors.records import Fields, read_record
from flows import screen
from flows.bench import demo_pages
from models.analyse import Analyst
from models.evaluate import evaluate_development, evaluate_rules, evaluate_written
from models.gold import load_gold
from models.report import Report

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
FLOORS = ROOT / "docs" / "floors.toml"
NOISE = 0.0005
"""What a figure may fall below its floor by, for the last digit of a pinned value."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure, over how many, with its 95 % interval where one was drawn; ``at_most`` where less is better."""

    key: str
    value: float | None
    over: int
    low: float | None = None
    high: float | None = None
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """The value a figure must keep, and what it was measured over when it was pinned."""

    value: float
    over: int
    at_most: bool = False

    def holds(self, measure: Measure) -> bool:
        """True when the figure is no worse than the floor."""
        if measure.value is None:
            return False
        worse = measure.value - self.value if self.at_most else self.value - measure.value
        return worse <= NOISE


def classifier() -> Iterator[Measure]:
    """The default model and its simple rival on the written passages, and on real coded ones where they are."""
    taxonomy = load_taxonomy()
    analyst = Analyst(taxonomy, load_gazetteer())
    yield from _of_report("written", evaluate_written(taxonomy, analyst=analyst))
    yield from _of_report("written-rules", evaluate_rules(load_gold(), taxonomy), scores_only=True)
    development = REAL / "labelled" / "dev.jsonl"
    if development.exists():
        yield from _of_report("real", evaluate_development(taxonomy, development, analyst=analyst))
        yield from _of_report("real-rules", evaluate_rules(load_gold([development]), taxonomy), scores_only=True)


def _of_report(where: str, report: Report, *, scores_only: bool = False) -> Iterator[Measure]:
    yield Measure(f"{where}.macro-f1", report.macro_f1, report.passages, report.low, report.high)
    any_area = report.any_area
    yield Measure(f"{where}.any-area-f1", any_area.f1, any_area.support, any_area.low, any_area.high)
    alarms = report.false_alarms
    yield Measure(f"{where}.false-alarms", alarms.value, alarms.of, at_most=True)
    if not scores_only:
        for name, accuracy in (("stage", report.stage), ("modality", report.modality)):
            if accuracy.of:
                yield Measure(f"{where}.{name}", accuracy.value, accuracy.of)


def reading() -> Iterator[Measure]:
    """Reading the demo newspaper's pages; and real pages and articles where they are."""
    yield from _demo()
    now = datetime.now(UTC)
    if (REAL / "html_vi" / "gold.json").exists():
        yield from _pages(REAL / "html_vi" / "gold.json", now)
    if (REAL / "articles").is_dir():
        yield from _records(REAL / "articles", now)


def _demo() -> Iterator[Measure]:
    pages, publishers = demo_pages()
    articles = {article.id: article for article in load_articles()}
    titles = times = count = 0
    for page in pages:
        try:
            document = read_page(page, publishers=publishers, now=page.fetched)
        except ItemFailure:
            continue
        article = articles.get(document.id.removeprefix("demo:"))
        if article is None:
            continue
        count += 1
        titles += exact(" ".join((document.title or "").split())) == exact(" ".join(article.title.split()))
        times += document.published is not None and document.published.at == article.published
    yield Measure("demo.title", titles / count, count)
    yield Measure("demo.published", times / count, count)


def _pages(gold: Path, now: datetime) -> Iterator[Measure]:
    expected = json.loads(gold.read_text(encoding="utf-8"))
    titles = times = 0
    for each in expected:
        page = Page(each["url"], each["url"], 200, (), (gold.parent / each["html"]).read_bytes(), now)
        document = read_page(page, now=now)
        said = datetime.fromisoformat(each["published_at"])
        said = said if said.tzinfo else said.replace(tzinfo=HERE)
        titles += document.title == each["title"]
        times += document.published is not None and abs((document.published.at - said).total_seconds()) < 60
    yield Measure("real-pages.title", titles / len(expected), len(expected))
    yield Measure("real-pages.published-minute", times / len(expected), len(expected))


def _records(folder: Path, now: datetime) -> Iterator[Measure]:
    count = read = 0
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                count += 1
                try:
                    read_record(json.loads(line), fields=Fields(), source="q", where=f"{path.name}:{number}", now=now)
                except ItemFailure:
                    continue
                read += 1
    yield Measure("real-articles.read", read / count, count)


def read_floors(path: Path) -> dict[str, Floor]:
    """Pinned floors by key; none where the file is not there yet."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {key: Floor(**entry) for key, entry in tomllib.load(file)["floors"].items()}


def pinned(floors: Mapping[str, Floor], measures: Sequence[Measure], *, lower: bool) -> dict[str, Floor]:
    """Floors after an update: raised to what was measured; lowered only where ``lower`` says so."""
    after = dict(floors)
    for measure in measures:
        if measure.value is None:
            continue
        floor = floors.get(measure.key)
        if floor is None or floor.holds(measure) or lower:
            after[measure.key] = Floor(round(measure.value, 3), measure.over, measure.at_most)
    return after


def write_floors(path: Path, floors: Mapping[str, Floor]) -> None:
    """Write floors as TOML, in order of their keys."""
    lines = [
        "# Pinned by `make quality` (python -m flows.quality --update). Each floor was measured over `over` items;",
        "# a floor is lowered only with --allow-regression, in a commit that says why.",
        "",
        "[floors]",
    ]
    for key, floor in sorted(floors.items()):
        at_most = ", at_most = true" if floor.at_most else ""
        lines.append(f'"{key}" = {{ value = {floor.value}, over = {floor.over}{at_most} }}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def show(measures: Sequence[Measure], floors: Mapping[str, Floor]) -> Table:
    """Figures beside their floors."""
    table = Table(title="make quality", title_justify="left", show_edge=False)
    for name in ("số đo", "giá trị", "95 %", "trên", "sàn", ""):
        table.add_column(name, justify="left" if name in ("số đo", "") else "right")
    for measure in measures:
        floor = floors.get(measure.key)
        interval = "" if measure.low is None or measure.high is None else f"{measure.low:.3f}–{measure.high:.3f}"
        sign = "≤ " if measure.at_most else "≥ "
        verdict = "chưa có sàn" if floor is None else "đạt" if floor.holds(measure) else "[red]DƯỚI SÀN[/]"
        table.add_row(
            measure.key,
            "không xác định" if measure.value is None else f"{measure.value:.3f}",
            interval,
            str(measure.over),
            "" if floor is None else f"{sign}{floor.value:.3f}",
            verdict,
        )
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, and refuse what is below its floor. Gives the exit code."""
    parser = argparse.ArgumentParser(description="Chất lượng so với sàn đã ghim (quality against pinned floors)")
    parser.add_argument("--update", action="store_true", help="ghim giá trị tốt hơn (pin what is better)")
    parser.add_argument("--allow-regression", action="store_true", help="cho phép hạ sàn (let floors drop)")
    options = parser.parse_args(arguments)
    floors = read_floors(FLOORS)
    measures = [*reading(), *classifier()]
    screen.console().print(show(measures, floors))
    missing = sorted(set(floors) - {measure.key for measure in measures})
    if missing:
        screen.console().print(f"Không đo được ở máy này (thiếu dữ liệu thật): {', '.join(missing)}")
    if options.update:
        write_floors(FLOORS, pinned(floors, measures, lower=options.allow_regression))
        screen.console().print(f"Đã ghi {FLOORS.relative_to(ROOT)}")
        floors = read_floors(FLOORS)
    fallen = [m.key for m in measures if m.key in floors and not floors[m.key].holds(m)]
    if fallen:
        screen.console().print(f"[red]Dưới sàn:[/] {', '.join(fallen)}")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
