"""Measure the model in use, or its recipe fitted anew, on labelled passages it has not learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput
from flows.commands import screen
from flows.commands.models_cli import labelled_for
from flows.retrain import incumbent_of
from flows.settings import Settings
from models.card import text_hash, text_hash_of
from models.compare import answers
from models.diagram import EVERY, bars
from models.gold import load_gold
from models.labelled import Example, of_file
from models.resample import Estimate
from models.scorecard import Scorecard, scorecard
from models.shelf import listed
from models.shipped import shipped_model
from models.split import kept_apart, split
from models.trial import Incumbent, fitted, settings_for, surely

WIDTH = 30
"""Characters of a bar of the reliability diagram."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of a judge, how many passages were left out because it had learned them, and what is not known."""

    card: Scorecard
    learned: int
    note: str


def in_use(settings: Settings, taxonomy: Taxonomy) -> Incumbent:
    """The model in use here with what it has learned; where none was put into use, the one of the package.

    Raises:
        StoreError: it cannot be read.
        BadInput: none comes with the package for this taxonomy.
    """
    if settings.models.is_dir() and any(each.profile == "primary" for each in listed(settings.models)):
        return incumbent_of(settings.models)
    return Incumbent(shipped_model(taxonomy), _written(), complete=False)


def _written() -> frozenset[str]:
    """Hashes of the written passages: what any model is taken to have learned unless its card says otherwise."""
    return frozenset(text_hash_of(each.text) for each in load_gold())


def measured(settings: Settings, *, files: Sequence[Path], on: Sequence[Path], refit: bool, seed: int) -> Measured:
    """Measure on the held-out part of the labelled passages, or on files given.

    Args:
        refit: fit the usual recipe on the training part (without what belongs with the files measured on) and measure
            that; else the model in use, on passages that it is known not to have learned.

    Raises:
        BadInput: a file cannot be used, or nothing is left to measure on.
    """
    taxonomy = load_taxonomy()
    labelled = labelled_for(settings, files)
    if on:
        held_out: Sequence[Example] = [example for path in on for example in of_file(path)]
        training: Sequence[Example] = kept_apart([each for each in labelled.examples if not each.reserved], held_out)
    else:
        parts = split(labelled.examples)
        training, held_out = parts.training, parts.held_out
    if refit:
        sure = surely(training)
        model = fitted(sure, taxonomy, seed=seed, settings=settings_for(sure))
        answer = answers(model, held_out, taxonomy, name=f"{model.id}, học lại trên {len(sure)} đoạn")
        return Measured(scorecard(held_out, answer, taxonomy.codes, seed=seed), 0, "")
    incumbent = in_use(settings, taxonomy)
    seen = _written() if incumbent.seen is None else incumbent.seen
    fresh = [each for each in held_out if text_hash(each) not in seen]
    if not fresh:
        raise BadInput(
            f"{incumbent.model.id} đã học mọi đoạn giữ lại; đo trên tệp khác (--on) hoặc đo cách học (--refit)"
            " (the model has learned every passage held out)",
            where="models measure",
        )
    note = "" if incumbent.seen is not None and incumbent.complete else "không rõ mô hình còn học những đoạn nào khác"
    answer = answers(incumbent.model, fresh, taxonomy)
    return Measured(scorecard(fresh, answer, taxonomy.codes, seed=seed), len(held_out) - len(fresh), note)


def show_scorecard(
    settings: Settings, *, files: Sequence[Path], on: Sequence[Path], refit: bool, seed: int, as_json: bool
) -> None:
    """Figures by area and stratum, the weakest stratum named.

    Raises:
        BadInput: as :func:`measured`.
    """
    found = measured(settings, files=files, on=on, refit=refit, seed=seed)
    if as_json:
        screen.emit(asdict(found))
        return
    out, card = screen.console(), found.card
    _head(found)
    table = Table(show_edge=False, pad_edge=False)
    for name in ("", "chính xác", "bao quát", "F1 95 %", "đúng", "máy nói", "cặp", "ECE", "Brier"):
        table.add_column(name, justify="left" if not name else "right")
    names = {"any": "có mảng nào đó", "micro": "mọi cặp", "macro": f"macro ({', '.join(card.measured) or '-'})"}
    for each in card.measures:
        table.add_row(
            f"mảng {each.area}" if each.level == "area" else names[each.level],
            _figure(each.precision),
            _figure(each.recall),
            escape(_interval(each.f1)),
            str(each.positives),
            str(each.said),
            str(each.pairs),
            _figure(each.error),
            _figure(each.brier),
        )
    out.print(table)
    out.print()
    layers = Table(title="Từng lớp", title_justify="left", show_edge=False, pad_edge=False)
    for name in ("", "lớp", "F1 95 %", "đúng", "đoạn"):
        layers.add_column(name, justify="left" if name in ("", "lớp") else "right")
    for layer in card.layers:
        if not layer.area:
            cells = (layer.by, escape(layer.name), escape(_interval(layer.f1)), str(layer.f1.over), str(layer.passages))
            layers.add_row(*cells, style="yellow" if layer is card.worst else None)
    out.print(layers)
    if card.worst is not None:
        said = (
            f"Yếu nhất: {card.worst.by} {card.worst.name}, F1 {_interval(card.worst.f1)}, {card.worst.f1.over} cặp đúng"
        )
        out.print(said, markup=False)
    out.print("F1 từng mảng trong mỗi lớp: --json, hoặc research.strata trong Python.", style="dim")


def show_reliability(
    settings: Settings, *, files: Sequence[Path], on: Sequence[Path], refit: bool, area: str, seed: int, as_json: bool
) -> None:
    """The reliability diagram of all areas together or of one, with ECE and Brier of each.

    Raises:
        BadInput: as :func:`measured`, or no such area.
    """
    codes = load_taxonomy().codes
    if area and area not in codes:
        raise BadInput(f"không có mảng này; có: {', '.join(codes)} (no such area)", where=f"--area {area}")
    found = measured(settings, files=files, on=on, refit=refit, seed=seed)
    diagram = found.card.diagram
    if diagram is None:
        raise BadInput("mô hình này không cho xác suất (gives no probabilities)", where=found.card.judge)
    if as_json:
        screen.emit({"judge": found.card.judge, "learned": found.learned, "note": found.note, **asdict(diagram)})
        return
    out = screen.console()
    _head(found)
    table = Table(show_edge=False, pad_edge=False)
    for name in ("máy nói", "thật là 95 %", "cặp", "█ thật là, ╎ máy nói"):
        table.add_column(name, justify="right" if name != "█ thật là, ╎ máy nói" else "left")
    for each in bars(diagram, area or EVERY):
        table.add_row(f"{each.said:.2f}", escape(_interval(each.so)), str(each.so.over), _bar(each.so.value, each.said))
    out.print(table)
    for error in diagram.errors:
        name = f"mảng {error.area}" if error.area else "mọi mảng"
        out.print(
            f"{name}: ECE {_interval(error.error)}, Brier {_interval(error.brier)}, {error.brier.over} cặp",
            markup=False,
        )


def _head(found: Measured) -> None:
    card = found.card
    line = (
        f"{card.judge}: đo trên {card.passages} đoạn, {card.documents} văn bản; nặng bằng {card.effective:.0f} đoạn đều"
    )
    if found.learned:
        line += f"; bỏ {found.learned} đoạn giữ lại mà nó đã học"
    screen.console().print(line, markup=False)
    if found.note:
        screen.console().print(f"({found.note})", style="dim", markup=False)


def _bar(share: float | None, said: float) -> str:
    filled = round((share or 0.0) * WIDTH)
    line = list("█" * filled + " " * (WIDTH - filled))
    line[min(round(said * WIDTH), WIDTH - 1)] = "╎"
    return "".join(line)


def _figure(found: Estimate | None) -> str:
    return "-" if found is None or found.value is None else f"{found.value:.3f}"


def _interval(found: Estimate) -> str:
    if found.value is None or found.low is None or found.high is None:
        return _figure(found)
    return f"{found.value:.3f} [{found.low:.3f}; {found.high:.3f}]"
