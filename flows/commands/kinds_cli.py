"""``bamsat models compare``: kinds of judge in one table, how good each is and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from corpus.codebook.taxonomy import load_taxonomy
from flows.commands import screen
from flows.commands.models_cli import labelled_for
from flows.retrain import incumbent_of
from flows.settings import Settings
from models.candidates import Standing, absent, compare_kinds
from models.labelled import Example, of_file
from models.resample import Estimate
from models.shelf import listed
from models.split import kept_apart, split
from models.teach import read_unlabelled


def compare_models(
    settings: Settings,
    *,
    files: Sequence[Path],
    on: Sequence[Path],
    apart: bool,
    unlabelled: Sequence[Path] = (),
    seed: int,
    as_json: bool,
) -> None:
    """Rules, text, both, what is added to them and the model in use on the same held-out passages, or on files given.

    Args:
        apart: leave out of the training what belongs with the files measured on; without it a leak is refused.
        unlabelled: texts nobody labelled, for teachers and their students; see :mod:`models.teach`.

    Raises:
        BadInput: a file cannot be used, or what is measured on belongs with what is trained on.
    """
    taxonomy = load_taxonomy()
    labelled = labelled_for(settings, files)
    if on:
        training: Sequence[Example] = [each for each in labelled.examples if not each.reserved]
        held_out: Sequence[Example] = [example for path in on for example in of_file(path)]
        if apart:
            training = kept_apart(training, held_out)
    else:
        parts = split(labelled.examples)
        training, held_out = parts.training, parts.held_out
    has_one = any(each.profile == "primary" for each in listed(settings.models)) if settings.models.is_dir() else False
    texts = read_unlabelled(unlabelled)
    found = compare_kinds(
        training,
        held_out,
        taxonomy,
        seed=seed,
        incumbent=incumbent_of(settings.models) if has_one else None,
        unlabelled=texts,
    )
    missing = absent(training, unlabelled=texts)
    if as_json:
        screen.emit([*(asdict(each) for each in found), *(asdict(each) for each in missing)])
        return
    out = screen.console()
    out.print(_standings(found, title=f"học {len(training)} đoạn, đo trên {len(held_out)} đoạn"))
    out.print(_by_area(found, taxonomy.codes))
    for each in missing:
        out.print(f"không có trong bảng: {each.name}: {each.why}", markup=False, style="dim", soft_wrap=True)


def _standings(found: Sequence[Standing], *, title: str) -> Table:
    table = Table(title=title, show_edge=False, title_justify="left")
    for name in ("cách", "macro-F1", "so với nhất", "F1 có mảng", "ECE", "giây học", "đoạn/giây"):
        table.add_column(name, justify="left" if name == "cách" else "right")
    for each in found:
        table.add_row(
            escape(each.name),
            escape(_interval(each.macro)),
            escape(_interval(each.behind)),
            _figure(each.any_area.value),
            _figure(each.error),
            "-" if each.fit_seconds is None else f"{each.fit_seconds:.1f}".replace(".", ","),
            "-" if each.per_second is None else f"{each.per_second:,.0f}".replace(",", "."),
        )
    return table


def _by_area(found: Sequence[Standing], codes: Sequence[str]) -> Table:
    table = Table(title="F1 từng mảng", show_edge=False, title_justify="left")
    table.add_column("cách")
    for code in codes:
        table.add_column(code, justify="right")
    for each in found:
        table.add_row(escape(each.name), *(_figure(each.areas[code].value) for code in codes))
    return table


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _interval(found: Estimate) -> str:
    if found.value is None or found.low is None or found.high is None:
        return _figure(found.value)
    return f"{found.value:.3f} [{found.low:.3f}; {found.high:.3f}]"
