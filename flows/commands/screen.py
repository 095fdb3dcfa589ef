"""What a person sees in a terminal: bars, tables and passages with their cues. JSON goes out through :func:`emit`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from corpus.codebook.taxonomy import Taxonomy
from corpus.coverage.by_area import MINIMUM_EXPOSURE, Cell, Tally
from corpus.events.carriers import Carrier
from corpus.label import MODALITY_NAMES, STAGE_NAMES, Prediction, Stage
from corpus.predictions.search import Hit
from corpus.predictions.showing import Shown
from corpus.run import Accounting

SCOPE_NAMES = {
    "current": "nhiệm kỳ này",
    "former_term": "nhiệm kỳ trước",
    "future": "sắp tới",
    "historical": "lịch sử",
    "unknown": "không rõ",
}
CARRIER_NAMES = {
    "first": "đăng đầu",
    "same": "đăng lại nguyên văn",
    "near": "đăng lại có sửa",
    "part": "đăng một phần",
    "spun": "[yellow]xào lại chữ[/]",
    "translated": "[yellow]bản dịch[/]",
}
REACH_NAMES = {"inside": "trong tỉnh", "outside": "ngoài tỉnh", "unclear": "không rõ nơi", None: "chưa phân loại"}
STEP_NAMES = {
    "discover": "Xem danh mục",
    "harvest": "Thu thập",
    "import": "Nhập",
    "classify": "Phân loại",
    "sign": "Tìm bài trùng",
    "group": "Gộp bài trùng",
    "reread": "Đọc lại",
    "replay": "Thử lại",
    "train": "Huấn luyện",
}
MOST_MONTHS = 12


def console(*, errors: bool = False) -> Console:
    """A console on standard output or error; without a terminal, 120 columns and no colour."""
    stream = sys.stderr if errors else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else 120, highlight=False, soft_wrap=False)


def emit(value: object) -> None:
    """Print JSON to standard output, Vietnamese as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def emit_line(value: object) -> None:
    """Print one JSON line, at once."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


class ProgressBars:
    """A bar for each step, on standard error so that output can be piped."""

    def __init__(self) -> None:
        self._bars = Bars(
            TextColumn("{task.description:<14}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console(errors=True),
            disable=not sys.stderr.isatty(),
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def begin(self, step: str, total: int | None) -> None:
        """Start (or start again) the bar of a step."""
        if step in self._tasks:
            self._bars.update(self._tasks[step], total=total, completed=0)
        else:
            self._tasks[step] = self._bars.add_task(STEP_NAMES.get(step, step), total=total)

    def advance(self, step: str, count: int = 1) -> None:
        """Move a step's bar."""
        if step in self._tasks:
            self._bars.advance(self._tasks[step], count)


def show_accounting(accountings: Iterable[Accounting]) -> Table:
    """In = ok + skipped + failed, by reason, for each step."""
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("Bước")
    table.add_column("Vào", justify="right")
    table.add_column("Kết cục")
    table.add_column("Số", justify="right")
    table.add_column("Lý do", overflow="fold")
    names = {"ok": "được", "skipped": "bỏ qua", "failed": "[red]hỏng[/]"}
    for accounting in accountings:
        order = {"ok": 0, "skipped": 1, "failed": 2}
        lines = sorted(accounting.outcomes.items(), key=lambda line: (order[line[0][0]], -line[1], line[0][1]))
        first = (accounting.step, f"{accounting.taken:,}".replace(",", "."))
        for number, ((outcome, reason), count) in enumerate(lines[:12]):
            step, taken = first if number == 0 else ("", "")
            table.add_row(step, taken, names[outcome], f"{count:,}".replace(",", "."), escape(reason))
        if len(lines) > 12:
            table.add_row("", "", "…", str(sum(count for _, count in lines[12:])), f"và {len(lines) - 12} lý do khác")
        if not lines:
            table.add_row(*first, "", "0", "không có gì để làm")
        if not accounting.balanced:
            table.add_row("", "", "[red]LỆCH[/]", "", "vào ≠ được + bỏ qua + hỏng: hãy báo lỗi này")
    return table


def show_tally(tally: Tally, taxonomy: Taxonomy) -> Iterable[Table | Text]:
    """The coverage table of areas and months, what was left out, and how to read both."""
    if tally.model is None or not tally.passages_read:
        yield Text("Chưa có đoạn nào được phân loại. Thử: bamsat run --demo, hoặc bamsat import <tệp hay thư mục>")
        return
    dated = [month for month in tally.months if month is not None]
    shown: list[str | None] = [*dated[-MOST_MONTHS:], *([None] if None in tally.months else [])]
    where = "mọi nơi, không riêng tỉnh nhà" if tally.everywhere else "trong tỉnh"
    yield Text(f"Độ bao phủ ({where}): đoạn có việc đã làm / đoạn nói tới, theo mảng và tháng đăng", style="italic")
    table = Table(
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    table.add_column("Mảng", no_wrap=True)
    for month in shown:
        table.add_column("không ngày" if month is None else f"{month[5:]}/{month[2:4]}", justify="right")
    table.add_column("Cả kỳ", justify="right")
    for area in taxonomy.areas:
        cells = [tally.cell(area.code, month) for month in tally.months]
        both = (sum(cell.evidence for cell in cells), sum(cell.passages for cell in cells))
        table.add_row(
            f"{area.code} {area.short}",
            *(_cell(tally.cell(area.code, month)) for month in shown),
            f"[bold]{both[0]}/{both[1]}[/]",
        )
    table.add_section()
    exposure = {each.month: each for each in tally.exposure}
    for name, values in (
        ("đoạn đã đọc", [exposure[month].passages for month in shown]),
        ("bài đã đọc", [exposure[month].documents for month in shown]),
    ):
        whole = sum(each.passages if name == "đoạn đã đọc" else each.documents for each in tally.exposure)
        table.add_row(f"[dim]{name}[/]", *(f"[dim]{value}[/]" for value in values), f"[dim]{whole}[/]")
    yield table
    hidden = len(dated) - min(len(dated), MOST_MONTHS)
    lines = [
        f"3/12: trong 12 đoạn nói tới mảng, 3 đoạn kể việc đã làm có chủ thể và nơi hoặc ngày (mức E2 trở lên). "
        f"–: đã đọc đủ ({MINIMUM_EXPOSURE} đoạn trở lên) mà không thấy; ░: đọc chưa đủ để nói. "
        "Im lặng trên báo không phải là không làm.",
        f"Đếm thô của máy ({tally.model}, sổ mã {tally.taxonomy}), chưa hiệu chỉnh bằng mẫu kiểm; "
        "phần lớn là báo của chính nơi làm.",
    ]
    if not tally.everywhere and tally.passages_read > 2 * tally.passages_in_scope:
        lines.append("Phần lớn đoạn đã đọc không nói về tỉnh nhà: bamsat tally --everywhere đếm cả những đoạn ấy.")
    if hidden:
        lines.append(f"Còn {hidden} tháng trước đó không bày ra: dùng --since, --until hoặc --json.")
    yield Text("\n".join(lines), style="dim")
    yield from _left_out(tally, taxonomy)


def _cell(cell: Cell) -> str:
    if cell.evidence:
        return f"[bold green]{cell.evidence}[/]/{cell.passages}"
    if cell.passages:
        return f"0/{cell.passages}"
    return "–" if cell.state == "silent" else "░"


def _left_out(tally: Tally, taxonomy: Taxonomy) -> Iterable[Table | Text]:
    outside_count = tally.passages_read - tally.passages_in_scope
    yield Text(
        f"Không tính vào bảng trên: {outside_count} trong {tally.passages_read} đoạn đã đọc "
        f"({tally.documents_read} bài); riêng đoạn nói tới mảng:",
        style="italic",
    )
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("Mảng", no_wrap=True)
    places = () if tally.everywhere else ("tỉnh khác", "không rõ nơi")
    for name in (*places, "nhiệm kỳ trước, lịch sử"):
        table.add_column(name, justify="right")
    table.add_column("Trong bảng: yêu cầu", justify="right")
    table.add_column("sắp làm", justify="right")
    for area, left in zip(taxonomy.areas, tally.left_out, strict=True):
        cells = [tally.cell(area.code, month) for month in tally.months]
        table.add_row(
            f"{area.code} {area.short}",
            *(() if tally.everywhere else (str(left.outside), str(left.unclear))),
            str(left.past),
            str(sum(cell.directive for cell in cells)),
            str(sum(cell.planned for cell in cells)),
        )
    yield table


def show_newest(tally: Tally, taxonomy: Taxonomy) -> Table:
    """The newest pieces of evidence of each area, each with the id that opens it."""
    table = Table(title="Bằng chứng mới nhất của mỗi mảng", title_justify="left", show_edge=False, pad_edge=False)
    for name in ("Mảng", "Ngày", "Bước", "Mức"):
        table.add_column(name, no_wrap=True)
    table.add_column("Đoạn", ratio=1)
    table.add_column("Mã", no_wrap=True)
    for area in taxonomy.areas:
        found = [each for each in tally.newest if each.area == area.code]
        for number, each in enumerate(found):
            day = "" if each.published is None else f"{each.published[8:10]}/{each.published[5:7]}/{each.published[:4]}"
            table.add_row(
                f"{area.code} {area.short}" if number == 0 else "",
                day,
                STAGE_NAMES[Stage(each.stage)],
                f"E{each.strength}",
                escape(_short(each.text, 150)),
                each.passage[:8],
            )
        if not found:
            table.add_row(f"{area.code} {area.short}", "", "", "", "[dim]chưa thấy đoạn nào kể việc đã làm[/]", "")
    return table


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"


def show_passage(shown: Shown, taxonomy: Taxonomy) -> Iterable[Text | Table]:
    """A passage with cues and entities marked, what is said of it, and where it comes from."""
    passage, document = shown.passage, shown.document
    head = Text(document.title or "(không có tiêu đề)", style="bold")
    if not shown.current:
        head.append("  — bản cũ: bài đã có bản sửa sau", style="yellow")
    yield head
    moment = document.published
    when = "không rõ ngày đăng" if moment is None else _when(moment.at, moment.precision)
    yield Text(f"{document.source} · {when} · {document.url or 'không có địa chỉ'}", style="dim")
    yield Text()
    if passage.before:
        yield Text("… " + _short(passage.before[-200:], 200), style="dim")
    body = Text(passage.text)
    if shown.analysis is not None:
        for entity in shown.analysis.entities:
            body.stylize("underline", entity.start - passage.start, entity.end - passage.start)
    for prediction in shown.predictions[:1]:
        for cue in prediction.cues:
            style = "bold green" if cue.target.startswith("area:") else "cyan"
            body.stylize(style, cue.start - passage.start, cue.end - passage.start)
    yield body
    if passage.after:
        yield Text(_short(passage.after, 200), style="dim")
    yield Text()
    for prediction in shown.predictions:
        scope = prediction.time_scope
        bounds = f" {scope.since or ''}–{scope.until or ''}" if scope.since or scope.until else ""
        said = f" (“{scope.words}”)" if scope.words else ""
        yield Text(
            f"Bước: {STAGE_NAMES[prediction.stage]} · Kiểu nói: {MODALITY_NAMES[prediction.modality]} · "
            f"Thời gian: {SCOPE_NAMES[scope.kind]}{bounds}{said} · Bằng chứng: E{prediction.evidence.strength} · "
            f"{REACH_NAMES[shown.reach]}"
        )
        yield from _said_by(prediction)
        table = Table(show_edge=False, pad_edge=False, title=f"Mô hình {prediction.model}", title_justify="left")
        table.add_column("Mảng")
        table.add_column("Xác suất", justify="right")
        table.add_column("Dấu hiệu")
        for area in taxonomy.areas:
            cues = ", ".join(
                dict.fromkeys(
                    f"{cue.phrase}{' (trừ)' if cue.sense == 'not' else ''}"
                    for cue in prediction.cues
                    if cue.target == f"area:{area.code}"
                )
            )
            chosen = area.code in prediction.areas
            value = f"{prediction.probabilities[area.code]:.2f}".replace(".", ",")
            table.add_row(
                Text(f"{'●' if chosen else ' '} {area.code} {area.name}", style="bold" if chosen else ""),
                value,
                escape(cues),
            )
        yield table
        evidence = prediction.evidence
        for name, values in (
            ("Văn bản", evidence.documents),
            ("Nơi", evidence.places),
            ("Ngày", evidence.dates),
            ("Số liệu", evidence.quantities),
            ("Chủ thể", evidence.actors),
        ):
            if values:
                yield Text(f"{name}: {'; '.join(values)}")
    if not shown.predictions:
        yield Text("Chưa được phân loại: chạy bamsat classify", style="yellow")
    yield Text(
        f"Mã đoạn {passage.id} · ký tự {passage.start}–{passage.end} · bản {passage.revision} "
        f"({len(shown.revisions)} bản đã lưu) · đọc bằng {document.reading}",
        style="dim",
    )


def _said_by(prediction: Prediction) -> Iterable[Text]:
    """Who speaks, and how much of the passage is the tasks' own wording; nothing where there is nothing to say."""
    speaker = prediction.speaker
    if speaker.name:
        carried = " (nêu tên ở đoạn trước)" if speaker.carried else ""
        yield Text(f"Người nói: {speaker.name}{carried}")
    if prediction.restates:
        yield Text(f"Lặp lời văn nhiệm vụ: {prediction.restates:.0%} số tiếng")


def show_carriers(carriers: Sequence[Carrier], *, here: str) -> Table:
    """The carriers of one story: who printed it, when, and how like the first it is."""
    table = Table(title=f"Một tin, {len(carriers)} nơi đăng", title_justify="left", show_edge=False, pad_edge=False)
    for name in ("Nguồn", "Đăng", "Quan hệ", "Giống", "Tít", "Cờ"):
        table.add_column(name, overflow="fold", justify="right" if name == "Giống" else "left")
    for carrier in carriers:
        likeness = "" if carrier.kind == "first" else f"{carrier.likeness:.2f}".replace(".", ",")
        table.add_row(
            escape(carrier.source) + (" ◀" if carrier.document == here else ""),
            (carrier.published or "không rõ")[:16].replace("T", " "),
            CARRIER_NAMES[carrier.kind],
            likeness,
            escape(carrier.title or ""),
            escape("; ".join(carrier.flags)),
        )
    return table


def _when(at: datetime, precision: str) -> str:
    return f"{at:%d/%m/%Y}" if precision == "day" else f"{at:%d/%m/%Y %H:%M}"


def show_hits(hits: Sequence[Hit]) -> Iterable[Text]:
    """Passages found, with the hits marked."""
    for hit in hits:
        day = (
            "không ngày" if hit.published is None else f"{hit.published[8:10]}/{hit.published[5:7]}/{hit.published[:4]}"
        )
        line = Text(f"{hit.passage[:8]}  {day}  ", style="dim")
        line.append(hit.title or "", style="bold")
        yield line
        body = Text(hit.text)
        for start, end in hit.spans:
            body.stylize("bold yellow", start - hit.start, end - hit.start)
        first = min((start - hit.start for start, _ in hit.spans), default=0)
        begin = max(0, first - 120)
        part = body[begin : begin + 320]
        yield Text("  " + ("… " if begin else "")) + part + Text(" …" if begin + 320 < len(hit.text) else "")
