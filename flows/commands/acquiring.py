"""Commands of acquisition: harvest and backfill, reading again, quarantine and replay, watching a folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from corpus.errors import BadInput
from corpus.sources.quarantine import Held, Quarantine
from corpus.store import Store
from extractors.publishers import Publisher
from flows.acquisition.sources import publisher_named
from flows.acquisition.watch import watch
from flows.backfill import Plan, look
from flows.commands import screen
from flows.commands.running import progress_bars, report_of
from flows.reread import Changes
from flows.runs.run import Run
from flows.runs.window import Window, read_day, read_window
from flows.settings import Settings

Clock = Callable[[], datetime]

FIELD_NAMES = {
    "text": "chữ của bài",
    "title": "tít",
    "author": "tác giả",
    "section": "chuyên mục",
    "lead": "sa-pô",
    "published": "ngày đăng",
    "modified": "ngày sửa",
    "header": "phần đầu văn bản",
    "reading": "cách đọc",
}


def run_harvest(
    settings: Settings,
    *,
    source: str,
    since: str | None,
    until: str | None,
    dry_run: bool,
    budget: int,
    now: Clock,
    as_json: bool,
) -> int:
    """Collect one source: what is new, or (with a day given) what came out in a span of days. Gives the exit code.

    Raises:
        BadInput: an unknown source, or days that make no span.
    """
    publisher = publisher_named(source)
    if since is None and until is None and not dry_run:
        with progress_bars(as_json) as progress, Run(settings, kind="harvest", now=now, progress=progress) as run:
            run.harvest(publisher)
            run.check_vitals()
        report_of(run, as_json=as_json)
        return run.exit_code
    window = _window(publisher, since, until, today=now().date())
    if dry_run:
        with (
            progress_bars(as_json) as progress,
            Run(settings, kind="harvest", now=now, progress=progress) as run,
            run.desks(publisher) as desks,
        ):
            made = look(desks, window)
            delay = desks.fetcher.robots_delay(publisher.home)
        _show_plan(made, window, budget=budget, delay=delay, as_json=as_json)
        return 0
    with progress_bars(as_json) as progress, Run(settings, kind="harvest", now=now, progress=progress) as run:
        made = run.backfill(publisher, window, budget=budget)
        run.check_vitals()
    report_of(run, as_json=as_json, months=made.months())
    if len(made.gaps) > budget and not as_json:
        screen.console().print(
            f"Còn {len(made.gaps) - budget} địa chỉ của khoảng này; chạy lại lệnh để lấy tiếp từ tháng cũ nhất."
        )
    return run.exit_code


def run_reread(
    settings: Settings, *, source: str | None, since: str | None, dry_run: bool, now: Clock, as_json: bool
) -> int:
    """Read the archive again with today's code and say what changed. Gives the exit code.

    Raises:
        BadInput: ``since`` is no day.
    """
    day = None if since is None else read_day("--since", since).isoformat()
    with progress_bars(as_json) as progress, Run(settings, kind="reread", now=now, progress=progress) as run:
        changes = run.reread(source=source, since=day, dry_run=dry_run)
    report_of(run, as_json=as_json, changes=dict(changes.counts), examples=changes.examples, dry_run=dry_run)
    if not as_json:
        _show_changes(changes, dry_run=dry_run)
    return run.exit_code


def show_quarantine(settings: Settings, *, source: str | None, words: str, as_json: bool) -> None:
    """What could not be read, with the reason.

    Raises:
        BadInput: there is no store yet.
    """
    if "://" not in settings.store and not Path(settings.store).exists():
        raise BadInput("chưa có kho dữ liệu (no store yet)", where=settings.store)
    with Store(settings.store) as store:
        held = Quarantine(store.engine).held(source=source, words=words)
    if as_json:
        screen.emit([_held_data(each) for each in held])
        return
    out = screen.console()
    if not held:
        out.print("Khu cách ly trống: không có mục nào đang chờ (nothing in quarantine).")
        return
    table = Table(show_edge=False, pad_edge=False)
    for name in ("Mục", "Nguồn", "Lý do", "Lần", "Lần cuối", "Bản lưu"):
        table.add_column(name, overflow="fold")
    for each in held[:100]:
        table.add_row(
            escape(each.item),
            each.source,
            escape(each.reason),
            str(each.tries),
            f"{each.last_failed:%d-%m-%Y %H:%M}",
            "có" if each.place else "không",
        )
    out.print(table)
    if len(held) > 100:
        out.print(f"… và {len(held) - 100} mục khác (xem --json)")
    out.print("\nThử lại: bamsat replay, hoặc bamsat replay --words <chữ trong lý do>", style="dim")


def run_replay(
    settings: Settings, *, items: Sequence[str], source: str | None, words: str, now: Clock, as_json: bool
) -> int:
    """Try what is in quarantine again. Gives the exit code.

    Raises:
        BadInput: an item named is not in quarantine.
    """
    with progress_bars(as_json) as progress, Run(settings, kind="replay", now=now, progress=progress) as run:
        held = Quarantine(run.store.engine).held(source=source, items=items, words=words)
        absent = sorted(set(items) - {each.item for each in held})
        if absent:
            raise BadInput("mục này không ở khu cách ly; xem bamsat quarantine (not held)", where=absent[0])
        run.replay(held)
        if any(each.total("ok") for each in run.accountings):
            run.classify()
    report_of(run, as_json=as_json)
    return run.exit_code


def run_watch(settings: Settings, folder: Path, *, every: float, once: bool, now: Clock, as_json: bool) -> int:
    """Import whatever is put into a folder, until stopped. Gives the exit code of the last import.

    Raises:
        BadInput: there is no such folder.
    """
    looks = 0

    def wait() -> bool:
        nonlocal looks
        looks += 1
        if once and looks > 1:
            return False
        time.sleep(min(every, 1.0) if once else every)
        return True

    if not as_json:
        screen.console(errors=True).print(f"Đang trông {folder}; dừng bằng Ctrl-C (watching; Ctrl-C stops)")
    code = 0
    for paths in watch(folder, wait=wait):
        with progress_bars(as_json) as progress, Run(settings, kind="import", now=now, progress=progress) as run:
            run.take_in(paths, mapping="", source=None, again=False)
            run.check_vitals()
            run.group()
            run.classify()
        report_of(run, as_json=as_json)
        code = run.exit_code
    return code


def _window(publisher: Publisher, since: str | None, until: str | None, *, today: date) -> Window:
    born = publisher.source.active_from or date(2020, 1, 1)
    last = min(today, publisher.source.active_until or today)
    return read_window(since, until, today=last, earliest=born)


def _show_plan(made: Plan, window: Window, *, budget: int, delay: float, as_json: bool) -> None:
    if as_json:
        screen.emit(
            {
                "since": window.since.isoformat(),
                "until": window.until.isoformat(),
                "to_read": len(made.gaps),
                "months": made.months(),
                "read": made.read,
                "left": made.left,
                "failures": made.failures,
                "seconds": round(len(made.gaps) * delay),
            }
        )
        return
    out = screen.console()
    table = Table(title=f"Từ {window.since:%d-%m-%Y} đến {window.until:%d-%m-%Y}: chưa lấy gì cả (dry run)")
    for name in ("Tháng", "Đã đọc", "Còn thiếu"):
        table.add_column(name, justify="left" if name == "Tháng" else "right")
    months = made.months()
    for month in sorted({*months, *made.read}, key=lambda month: month or "~"):
        table.add_row(month or "không rõ ngày", str(made.read.get(month, 0)), str(months.get(month, 0)))
    out.print(table)
    for reason, count in made.left.items():
        out.print(f"  để lại {count}: {escape(reason)}")
    for address, reason in made.failures.items():
        out.print(f"  [red]danh mục hỏng[/] {escape(address)}: {escape(reason)}")
    turns = -(-len(made.gaps) // budget) if made.gaps else 0
    hours = len(made.gaps) * delay / 3600
    out.print(f"Còn {len(made.gaps)} địa chỉ: {turns} lượt, khoảng {hours:.1f} giờ với {delay:g} giây một trang.")


def _show_changes(changes: Changes, *, dry_run: bool) -> None:
    out = screen.console()
    if not changes.counts:
        out.print("Không có gì khác.")
        return
    out.print("Nếu đọc lại thì khác:" if dry_run else "Đã đổi:")
    for name, count in changes.counts.most_common():
        out.print(f"  {FIELD_NAMES[name]}: {count} văn bản")
        for document, before, after in changes.examples[name]:
            out.print(f"    [dim]{escape(document)}[/]: {escape(before) or '∅'} → {escape(after) or '∅'}")
    if not dry_run:
        out.print("Phân loại phần đã đổi: bamsat classify")


def _held_data(held: Held) -> dict[str, object]:
    data = asdict(held)
    return {**data, "first_failed": held.first_failed.isoformat(), "last_failed": held.last_failed.isoformat()}
