"""Quality against pinned floors: ``python -m flows.quality`` (make quality). A floor never drops by itself.

The classifier is measured by grouped cross-validation on the written passages; on real coded passages, real pages and
real articles too where the folder of real input lies beside the project. Floors stand in ``docs/floors.toml``:
``--update`` pins what is better, and lowers a floor only with ``--allow-regression``. ``--only reading`` measures what
:mod:`flows.quality.extraction_gate` measures and leaves the slow rest out. Intervals of coverage are measured over
simulated months; see :mod:`flows.quality.intervals`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.table import Table

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.places.gazetteer import load_gazetteer
from flows.commands import screen
from flows.quality.extraction_gate import reading
from flows.quality.floors import RIVAL, Floor, Measure, pinned, read_floors, write_floors
from flows.quality.intervals import shares
from models.analyse import Analyst
from models.evaluate import evaluate_development, evaluate_rules, evaluate_written, readings
from models.gold import GoldPassage, load_gold
from models.labelled import reserved_passages
from models.report import Report

__all__ = ["Floor", "Measure", "main", "pinned", "read_floors", "write_floors"]

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "real"
PAGES = ROOT / "tests" / "pages"
FLOORS = ROOT / "docs" / "floors.toml"


def classifier() -> Iterator[Measure]:
    """The default model and its simple rival on the written passages, and on real coded ones where they are."""
    taxonomy = load_taxonomy()
    analyst = Analyst(taxonomy, load_gazetteer())
    yield from _of_report("written", evaluate_written(taxonomy, analyst=analyst), scores_only=True)
    yield from _read_as(reserved_passages(), taxonomy, analyst)
    yield from _of_report("written-rules", evaluate_rules(load_gold(), taxonomy), scores_only=True)
    development = REAL / "labelled" / "dev.jsonl"
    if development.exists():
        yield from _of_report("real", evaluate_development(taxonomy, development, analyst=analyst))
        yield from _of_report("real-rules", evaluate_rules(load_gold([development]), taxonomy), scores_only=True)


def _read_as(passages: Sequence[GoldPassage], taxonomy: Taxonomy, analyst: Analyst) -> Iterator[Measure]:
    """Stage and modality on written passages that nothing was fitted on: their weights are of the others."""
    for name, accuracy in zip(("stage", "modality"), readings(passages, taxonomy, analyst), strict=True):
        yield Measure(f"held-out.{name}", accuracy.value, accuracy.of)


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


def show(measures: Sequence[Measure], floors: Mapping[str, Floor]) -> Table:
    """Figures beside their floors."""
    table = Table(title="make quality", title_justify="left", show_edge=False)
    for name in ("số đo", "giá trị", "95 %", "trên", "sàn", ""):
        table.add_column(name, justify="left" if name in ("số đo", "") else "right")
    for measure in measures:
        floor = floors.get(measure.key)
        interval = "" if measure.low is None or measure.high is None else f"{measure.low:.3f}–{measure.high:.3f}"
        sign = "≤ " if measure.at_most else "≥ "
        verdict = (
            "đối chiếu"
            if measure.key.startswith(RIVAL)
            else "chưa có sàn"
            if floor is None
            else "đạt"
            if floor.holds(measure)
            else "[red]DƯỚI SÀN[/]"
        )
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
    parser.add_argument(
        "--only",
        choices=("reading", "classifier", "coverage"),
        help="chỉ đo việc đọc trang, phân loại hay ước lượng độ bao phủ (measure one side)",
    )
    parser.add_argument("--allow-regression", action="store_true", help="cho phép hạ sàn (let floors drop)")
    options = parser.parse_args(arguments)
    floors = read_floors(FLOORS)
    measures = [*reading(PAGES, REAL)] if options.only in (None, "reading") else []
    measures += [*classifier()] if options.only in (None, "classifier") else []
    measures += [*shares()] if options.only in (None, "coverage") else []
    screen.console().print(show(measures, floors))
    missing = sorted(set(floors) - {measure.key for measure in measures})
    if missing and options.only is None:
        screen.console().print(f"Không đo được ở máy này (thiếu dữ liệu thật): {', '.join(missing)}")
    if options.update:
        write_floors(FLOORS, pinned(floors, measures, lower=options.allow_regression))
        screen.console().print(f"Đã ghi {FLOORS.relative_to(ROOT)}")
        floors = read_floors(FLOORS)
    fallen = [m.key for m in measures if m.key in floors and not floors[m.key].holds(m)]
    if fallen:
        screen.console().print(f"[red]Dưới sàn:[/] {', '.join(fallen)}")
    return 1 if fallen else 0
