"""Do the intervals keep their word? Simulated months with a truth that is known: ``python -m flows.quality.intervals``.

Each month drifts from the one before: the mix of three sources, the share of the task (1 to 20 %), the model's
sensitivity (.60 to .95) and specificity (.90 to .995), each source with its own. Sixty to four hundred passages are
judged, drawn plainly, in proportion, or by Neyman's allocation over predicted area and source with the project's own
draw; a month in thirty is left unjudged past a few. Every estimator then states the share; the truth is the share among
the passages read. All of it follows from one seed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.table import Table
from scipy.stats import norm

from corpus.audit.sampling import draw, stratum_of
from flows.commands import screen
from flows.quality.floors import RIVAL, Measure
from models.quantify import Cell, ErrorRates, Share, estimate
from models.quantify.difference import difference
from models.quantify.labels import labels_only, stratified, wilson
from models.quantify.ppi import ppi
from models.quantify.raw import raw
from models.quantify.rogan_gladen import rogan_gladen

MONTHS = 1500
SEED = 20210202
SIZES = (60, 100, 200, 400)
DESIGNS = ("plain", "proportional", "neyman")
SOURCES = 3
SHARE, SENSITIVITY, SPECIFICITY = (0.01, 0.2), (0.6, 0.95), (0.9, 0.995)
HOME = (0.08, 0.8, 0.97)
"""Share, sensitivity and specificity under which the simulated probabilities are calibrated; months drift from it."""

BANDS = ((0.0, 0.03, "1-3"), (0.03, 0.08, "3-8"), (0.08, 1.0, "8-20"))
MISSED = 1 / 30
_STRATA = [stratum_of(areas, str(source)) for areas in (("1",), ("2",), ()) for source in range(SOURCES)]


@dataclass(frozen=True, slots=True)
class Month:
    """A simulated month: what an estimator sees, and the truth."""

    cell: Cell
    truth: float
    size: int
    design: str


@dataclass(frozen=True, slots=True)
class Result:
    """What an estimator said of a month."""

    method: str
    month: int
    size: int
    design: str
    truth: float
    counted: float
    wilson: float
    share: Share


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of one estimator over months; ratios are of means, those of a month nobody reported left out."""

    months: int
    reported: int
    coverage: float
    below: float
    error_ratio: float
    width: float
    width_ratio: float


def months(count: int, *, seed: int) -> Iterator[Month]:
    """Months one after another, drifting."""
    random = np.random.default_rng(seed)
    share, hit, calm = np.log(0.06), 0.8, 0.96
    mix = np.array([0.5, 0.3, 0.2])
    for number in range(count):
        share = _step(random, share, 0.35, np.log(SHARE[0]), np.log(SHARE[1]))
        hit = _step(random, hit, 0.05, *SENSITIVITY)
        calm = _step(random, calm, 0.012, *SPECIFICITY)
        mix = random.dirichlet(40 * mix + 1)
        yield _month(random, float(np.exp(share)), hit, calm, mix, f"{seed}-{number}")


def _step(random: np.random.Generator, now: float, scale: float, low: float, high: float) -> float:
    """A step of a walk that turns back at its bounds."""
    after = now + random.normal(0, scale)
    after = 2 * low - after if after < low else 2 * high - after if after > high else after
    return float(min(high, max(low, after)))


def _month(
    random: np.random.Generator, share: float, hit: float, calm: float, mix: NDArray[np.float64], seed: str
) -> Month:
    size = int(random.choice(SIZES))
    design = str(random.choice(DESIGNS))
    read = int(random.integers(500, 2000))
    source = random.choice(SOURCES, read, p=mix / mix.sum())
    shares = share * np.exp(random.normal(0, 0.4, SOURCES))
    shares = np.clip(shares * share / float((shares * mix).sum() / mix.sum()), 0.001, 0.6)
    hits = np.clip(hit + random.normal(0, 0.04, SOURCES), 0.5, 0.98)
    calms = np.clip(calm + random.normal(0, 0.008, SOURCES), 0.88, 0.998)
    truth = random.random(read) < shares[source]
    score = np.where(truth, norm.ppf(hits)[source], norm.ppf(1 - calms)[source]) + random.normal(0, 1, read)
    said = score > 0
    other = ~said & (random.random(read) < 0.2)
    kinds = np.where(said, 0, np.where(other, 1, 2)) * SOURCES + source
    strata = [_STRATA[kind] for kind in kinds]
    if random.random() < MISSED:
        size = int(random.integers(0, 25))
    if size == 0:
        return Month(Cell.of(said=said, probability=_probability(score)), float(truth.mean()), size, design)
    names = [str(number) for number in range(read)]
    drawn = draw(
        names,
        ["all"] * read if design == "plain" else strata,
        size=size,
        seed=seed,
        proportional=design != "neyman",
    )
    places = np.array([int(unit.id) for unit in drawn.units])
    cell = Cell.of(
        said=said,
        audited=places,
        truth=truth[places],
        inclusion=[unit.inclusion for unit in drawn.units],
        probability=_probability(score),
        stratum=None if design == "plain" else strata,
    )
    return Month(cell, float(truth.mean()), size, design)


def _probability(score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of a score, under the share and error rates at home."""
    share, hit, calm = HOME
    yes, no = float(norm.ppf(hit)), float(norm.ppf(1 - calm))
    return np.asarray(1 / (1 + np.exp(-((yes - no) * score - (yes**2 - no**2) / 2 + np.log(share / (1 - share))))))


def _estimators() -> Mapping[str, Callable[[Cell, ErrorRates | None], Share]]:
    return {
        "default": lambda cell, _: estimate(cell),
        "raw": lambda cell, _: raw(cell),
        "labels": lambda cell, _: labels_only(cell),
        "labels-stratified": lambda cell, _: stratified(cell),
        "ppi": lambda cell, _: ppi(cell, tuned=False),
        "ppi-tuned": lambda cell, _: ppi(cell),
        "difference": lambda cell, _: difference(cell),
        "rogan-gladen": lambda cell, known: (
            estimate(Cell.of(said=cell.said), known=known) if known is None else rogan_gladen(cell, known)
        ),
    }


def simulate(count: int = MONTHS, *, seed: int = SEED, methods: Sequence[str] | None = None) -> list[Result]:
    """What every estimator said of every month; error rates for Rogan-Gladen are those seen in the month before."""
    estimators = {name: each for name, each in _estimators().items() if methods is None or name in methods}
    results = []
    known: ErrorRates | None = None
    for number, month in enumerate(months(count, seed=seed)):
        cell = month.cell
        counted = float(cell.said.mean())
        low, high = wilson(cell.positive / max(1, cell.labelled), cell.labelled)
        for name, each in estimators.items():
            results.append(
                Result(name, number, month.size, month.design, month.truth, counted, high - low, each(cell, known))
            )
        known = ErrorRates.seen(cell) or known
    return results


def score_of(results: Sequence[Result]) -> Score | None:
    """Figures of one estimator's results; None where it reported no month."""
    told = [each for each in results if each.share.value is not None]
    if not told:
        return None
    truth = np.array([each.truth for each in told])
    values = np.array([each.share.value for each in told], dtype=float)
    counted = np.array([each.counted for each in told])
    low = np.array([np.nan if each.share.low is None else each.share.low for each in told])
    high = np.array([np.nan if each.share.high is None else each.share.high for each in told])
    widths = np.array([each.wilson for each in told])
    close = 1e-12
    return Score(
        months=len(results),
        reported=len(told),
        coverage=float(((low <= truth + close) & (truth <= high + close)).mean()),
        below=float((truth < low - close).mean()),
        error_ratio=float(np.abs(values - truth).mean() / np.abs(counted - truth).mean()),
        width=float((high - low).mean()),
        width_ratio=float((high - low).mean() / widths.mean()),
    )


def shares(count: int = MONTHS, *, seed: int = SEED) -> Iterator[Measure]:
    """Figures of the default to hold to floors, and of the others beside it."""
    results = simulate(count, seed=seed)
    for method in _estimators():
        here = [each for each in results if each.method == method]
        score = score_of(here)
        if score is None:
            continue
        if method != "default":
            if method != "raw":
                yield Measure(f"{RIVAL}share.{method}.coverage", score.coverage, score.reported)
                yield Measure(f"{RIVAL}share.{method}.error-to-raw", score.error_ratio, score.reported, at_most=True)
            continue
        yield Measure("share.coverage", score.coverage, score.reported)
        for low, high, name in BANDS:
            band = score_of([each for each in here if low <= each.truth < high])
            if band is not None:
                yield Measure(f"share.coverage-{name}", band.coverage, band.reported)
        yield Measure("share.error-to-raw", score.error_ratio, score.reported, at_most=True)
        yield Measure("share.width-to-wilson", score.width_ratio, score.reported, at_most=True)
        yield Measure("share.abstained", 1 - score.reported / score.months, score.months, at_most=True)


def tables(results: Sequence[Result]) -> Iterator[Table]:
    """Estimators side by side, then the default by share, size and design."""
    yield _table(
        "Các cách ước lượng", [(name, [e for e in results if e.method == name]) for name in _estimators()], "cách"
    )
    default = [each for each in results if each.method == "default"]
    rows = [(f"{name} %", [e for e in default if low <= e.truth < high]) for low, high, name in BANDS]
    rows += [(f"{size} nhãn", [e for e in default if e.size == size]) for size in SIZES]
    rows += [(design, [e for e in default if e.design == design]) for design in DESIGNS]
    rows += [
        (f"{name} %, {size} nhãn", [e for e in default if low <= e.truth < high and e.size == size])
        for low, high, name in BANDS
        for size in SIZES
    ]
    yield _table("Cách mặc định", rows, "tháng có")


def _table(title: str, rows: Sequence[tuple[str, Sequence[Result]]], first: str) -> Table:
    table = Table(title=title, title_justify="left", show_edge=False)
    for name in (first, "tháng", "nêu", "phủ", "thật < cận dưới", "sai số / đếm thô", "rộng (điểm)", "rộng / Wilson"):
        table.add_column(name, justify="left" if name == first else "right")
    for name, here in rows:
        score = score_of(here)
        if score is None:
            continue
        table.add_row(
            name,
            str(score.months),
            str(score.reported),
            *("" if np.isnan(score.width) else text for text in (f"{score.coverage:.3f}", f"{score.below:.3f}")),
            f"{score.error_ratio:.2f}",
            *("" if np.isnan(score.width) else t for t in (f"{100 * score.width:.1f}", f"{score.width_ratio:.2f}")),
        )
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulate and show."""
    parser = argparse.ArgumentParser(description="Mô phỏng các cách ước lượng tỷ lệ (simulated months)")
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    results = simulate(options.months, seed=options.seed)
    for table in tables(results):
        screen.console().print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
