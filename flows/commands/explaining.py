"""Why a passage scored as it did, for a terminal and as JSON with the offsets a page highlights by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.predictions.showing import show
from corpus.store import Store
from flows.commands import screen
from flows.commands.measuring import in_use
from flows.settings import Settings
from models.explain import Contribution, Explainer, Explanation

KIND_NAMES = {"term": "chữ", "cue": "dấu hiệu", "verdict": "sổ mã", "limit": "giới hạn"}
SENSE_NAMES = {"strong": "mạnh", "weak": "yếu", "not": "trừ"}
PART_NAMES = {"text": "", "title": "tựa"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be explained: a stored passage with what was predicted of it, or a text given."""

    text: str
    title: str
    passage: str | None = None
    start: int = 0
    model: str | None = None


def explain_passage(
    settings: Settings,
    *,
    passage: str | None,
    text: str | None,
    title: str,
    areas: Sequence[str],
    every: bool,
    most: int,
    as_json: bool,
) -> None:
    """Explain a stored passage, or a text given, by the model in use.

    Args:
        areas: those to explain; where none is named, those the model gives, or the likeliest.
        every: all areas.
        most: contributions shown of each area; JSON holds all.

    Raises:
        BadInput: neither or both of passage and text, no such passage, or no such area.
        StoreError: the model in use cannot be read.
    """
    if (passage is None) == (text is None or not text.strip()):
        raise BadInput("cần một mã đoạn, hoặc --text với lời của đoạn (a passage id or --text)", where="models explain")
    asked = _stored(settings, passage) if passage is not None else Asked(text or "", title)
    taxonomy = load_taxonomy()
    explainer = Explainer(in_use(settings, taxonomy).model, taxonomy)
    found = explainer.explain(asked.text, title=asked.title, areas=areas or None)
    if not areas and not every:
        likeliest = max(found, key=lambda each: each.probability)
        found = tuple(each for each in found if each.chosen) or (likeliest,)
    if as_json:
        screen.emit(as_data(asked, found))
        return
    for part in lines(asked, found, most):
        screen.console().print(part)


def _stored(settings: Settings, passage: str) -> Asked:
    if "://" not in settings.store and not Path(settings.store).exists():
        raise BadInput("chưa có kho dữ liệu; dùng --text, hoặc bamsat import (no store yet)", where=settings.store)
    with Store(settings.store) as store:
        shown = show(store, passage)
    said = shown.predictions[0].model if shown.predictions else None
    return Asked(shown.passage.text, shown.passage.title, shown.passage.id, shown.passage.start, said)


def as_data(asked: Asked, found: Sequence[Explanation]) -> dict[str, object]:
    """Explanations as plain data. Spans and highlights are offsets into the passage's text or the title."""
    areas = []
    for each in found:
        data = asdict(each)
        for name in ("model", "taxonomy", "text", "title"):
            data.pop(name)
        data["highlights"] = {
            "text": [part._asdict() for part in each.highlights("text")],
            "title": [part._asdict() for part in each.highlights("title")],
        }
        areas.append(data)
    return {
        "passage": asked.passage,
        "start": asked.start,
        "text": asked.text,
        "title": asked.title,
        "model": found[0].model,
        "taxonomy": found[0].taxonomy,
        "stored_by": asked.model,
        "areas": areas,
    }


def lines(asked: Asked, found: Sequence[Explanation], most: int) -> Iterator[Text | Table]:
    """The passage with what raised and lowered its score marked, then a table for each area."""
    if asked.title:
        yield Text(asked.title, style="bold")
    for each in found:
        yield _marked(asked.text, each)
        yield Text()
        yield _table(each, most)
        yield Text(_sum(each), style="dim")
        yield Text()
    if asked.model is not None and asked.model != found[0].model:
        yield Text(
            f"Trong kho đoạn này do {asked.model} phân loại, ở đây là {found[0].model}: phân loại lại bằng"
            " bamsat classify",
            style="yellow",
        )


def _marked(text: str, found: Explanation) -> Text:
    body = Text(text)
    marks = found.highlights("text")
    largest = max((abs(each.log_odds) for each in marks), default=0.0)
    for each in marks:
        if abs(each.log_odds) >= largest / 4:
            body.stylize("green" if each.log_odds > 0 else "red", each.start, each.end)
    return body


def _table(found: Explanation, most: int) -> Table:
    chosen = "được gán" if found.chosen else "không gán"
    table = Table(
        title=escape(
            f"Mảng {found.area} {found.area_name}: xác suất {_number(found.probability)}, ngưỡng"
            f" {_number(found.threshold)}, {chosen} ({found.model})"
        ),
        title_justify="left",
        show_edge=False,
        pad_edge=False,
    )
    table.add_column("Góp", justify="right")
    for name in ("Loại", "Lời", "Ký tự"):
        table.add_column(name, overflow="fold")
    for each in found.contributions[:most]:
        style = "green" if each.log_odds > 0 else "red"
        kind = f"{KIND_NAMES[each.kind]} {PART_NAMES[each.part]}".strip()
        table.add_row(Text(_signed(each.log_odds), style=style), kind, escape(_words(each)), _places(each))
    rest = found.contributions[most:]
    if rest:
        table.add_row(_signed(sum(each.log_odds for each in rest)), "", f"{len(rest)} lý do khác, cộng lại", "")
    return table


def _words(each: Contribution) -> str:
    if each.kind == "term":
        return each.phrase
    if each.kind == "limit":
        return "hồi quy chung, giữ trong giới hạn"
    said, _, what = each.name.rpartition(" ")
    if said == "rule":
        return f"{each.phrase} (quy tắc {what})"
    target, _, sense = what.partition("|")
    return f"{each.phrase} (mọi dấu hiệu {SENSE_NAMES.get(sense, sense)} của {target.replace('area:', 'mảng ')})"


def _places(each: Contribution) -> str:
    shown = " ".join(f"{start}-{end}" for start, end in each.spans[:3])
    return shown + (" …" if len(each.spans) > 3 else "")


def _sum(found: Explanation) -> str:
    added = sum(each.log_odds for each in found.contributions)
    return (
        f"Điểm (log-odds): xuất phát {_signed(found.intercept)}, các lý do {_signed(added)}, thành"
        f" {_signed(found.score)}; hiệu chuẩn × {_number(found.slope)} {_signed(found.offset)} thành"
        f" {_signed(found.log_odds)}, tức xác suất {_number(found.probability)}."
    )


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace(".", ",").replace("-", "−")
