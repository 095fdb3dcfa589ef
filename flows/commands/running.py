"""Commands that run something and write it down: the daily flow, an import, a classification."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from corpus.codebook.taxonomy import load_taxonomy
from corpus.coverage.by_area import Tally
from corpus.run import Accounting
from corpus.sources.vitals import RaisedAlarm
from flows import tally as tallying
from flows.commands import screen
from flows.commands.store_views import print_coverage
from flows.judging.early import begun_early
from flows.runs.faults import of_disk
from flows.runs.manifest import EXIT_CODES, FOLDER, notes_of
from flows.runs.progress import Progress, Silent
from flows.settings import Settings

if TYPE_CHECKING:
    from corpus.demo.server import DemoServer
    from flows.daily import Report as DailyReport
    from flows.runs.run import Run

Clock = Callable[[], datetime]

DEMO_PORT = 8621
"""The demo newspaper's usual port, so that its addresses are the same ones on the next run."""


def run_daily(settings: Settings, *, demo: bool, sources: Sequence[str] | None, as_json: bool) -> int:
    """The daily flow under Prefect, over declared sources or the demo newspaper. Gives the exit code."""
    from flows.unattended.orchestration import is_lost, leave_at_once, prepare

    if demo:
        settings = _demo_settings(settings)
    lost = False
    try:
        prepare(os.environ, settings)
    except OSError as error:
        raise of_disk(error) or error from error
    with ExitStack() as stack:
        address = ""
        if demo:
            server = stack.enter_context(_demo_server())
            address = server.base_url
            if not as_json:
                screen.console(errors=True).print(f"Báo mẫu mở tại {address} (chỉ máy này); dữ liệu ở {settings.home}")
        os.environ["BAMSAT_HOME"] = str(settings.home)
        os.environ["BAMSAT_STORE"] = settings.store
        os.environ["BAMSAT_CLUSTER"], os.environ["BAMSAT_ARCHIVE"] = settings.cluster, settings.archive_at
        if not as_json:
            screen.console(errors=True).print("[dim]Khởi động Prefect (lần đầu có thể mất nửa phút) …[/]")
        stack.enter_context(begun_early(settings))
        from flows import daily as flows

        progress = stack.enter_context(screen.ProgressBars())
        token = flows.watcher.set(progress)
        stack.callback(flows.watcher.reset, token)
        stack.enter_context(flows.without_pulse())
        try:
            report = flows.daily(
                kind="demo" if demo else "all",
                sources=list(sources) if sources else None,
                demo=address,
                home=str(settings.home),
            )
        except Exception as error:
            if not is_lost(error):
                raise
            lost = True
            report = _without_prefect(settings, sources=sources, demo=address, progress=progress)
    taxonomy = load_taxonomy()
    notes = notes_of(settings.home / FOLDER, report.run)
    if as_json:
        screen.emit(
            {
                "run": report.run,
                "state": report.state,
                "notes": notes,
                "accounting": [accounting_data(each) for each in report.accountings],
                "failures": report.failures,
                "alarms": [{"source": a.source, "measure": a.measure, "words": a.words} for a in report.alarms],
                "coverage": tallying.as_data(report.coverage, taxonomy),
            }
        )
    else:
        if report.killed_before:
            screen.console().print(
                f"Lượt trước bị ngắt giữa chừng ({report.killed_before}); lượt này đã làm tiếp phần còn lại."
            )
        show_notes(notes)
        _show_accountings(report.accountings, report.failures)
        show_alarms(report.alarms)
        print_coverage(report.coverage, taxonomy)
        _suggest(settings, report.coverage, demo=demo)
    if lost:
        leave_at_once(report.exit_code)
    return report.exit_code


def _without_prefect(
    settings: Settings, *, sources: Sequence[str] | None, demo: str, progress: Progress
) -> DailyReport:
    """Do the day's work after Prefect's server was lost; partial at best, as nothing of it stands on Prefect's page."""
    from flows.daily import Report
    from flows.day import whole_day
    from flows.runs.run import Run

    with Run(settings, kind="daily", now=lambda: datetime.now(UTC), progress=progress) as run:
        run.notes.append(
            "mất máy chủ Prefect giữa chừng; việc trong ngày đã làm xong không qua nó. "
            "Xem máy chủ (PREFECT_API_URL, bamsat serve) trước lượt sau (the Prefect server was lost)"
        )
        coverage = whole_day(run, sources=sources, demo=demo)
    return Report(
        run=run.id,
        state="partial" if run.state == "done" else run.state,
        exit_code=run.exit_code or EXIT_CODES["partial"],
        killed_before=run.killed_before,
        accountings=tuple(run.accountings),
        failures=dict(run.failures),
        coverage=coverage,
        alarms=tuple(run.alarms),
    )


def run_import(
    settings: Settings,
    paths: Sequence[Path],
    *,
    mapping: str,
    source: str | None,
    again: bool,
    judge: bool,
    now: Clock,
    as_json: bool,
) -> int:
    """Read files and folders, then judge what is pending. Gives the exit code.

    Raises:
        BadInput: a path does not exist, or the mapping names an unknown field.
    """
    from extractors.records import parse_mapping
    from flows.intake import files_of
    from flows.runs.run import Run

    if mapping:
        parse_mapping(mapping)
    files_of(paths)
    with progress_bars(as_json) as progress, Run(settings, kind="import", now=now, progress=progress) as run:
        run.take_in(paths, mapping=mapping, source=source, again=again)
        run.check_vitals()
        run.group()
        if judge:
            run.classify()
    report_of(run, as_json=as_json)
    if not as_json:
        screen.console().print("\nTiếp theo: bamsat tally · bamsat search <từ> · bamsat show <mã đoạn>")
    return run.exit_code


def run_classify(settings: Settings, *, now: Clock, as_json: bool) -> int:
    """Judge what is pending. Gives the exit code."""
    from flows.runs.run import Run

    with progress_bars(as_json) as progress, Run(settings, kind="classify", now=now, progress=progress) as run:
        run.classify()
    report_of(run, as_json=as_json)
    return run.exit_code


def accounting_data(accounting: Accounting) -> dict[str, object]:
    """An accounting as plain data."""
    return {
        "step": accounting.step,
        "in": accounting.taken,
        "ok": accounting.total("ok"),
        "skipped": accounting.total("skipped"),
        "failed": accounting.total("failed"),
        "balanced": accounting.balanced,
        "reasons": [
            {"outcome": outcome, "reason": reason, "count": count}
            for (outcome, reason), count in sorted(accounting.outcomes.items())
        ],
    }


def report_of(run: Run, *, as_json: bool, **more: object) -> None:
    """Print what became of a run's items and what alarms it raised; ``more`` goes into the JSON."""
    if as_json:
        screen.emit(
            {
                "accounting": [accounting_data(each) for each in run.accountings],
                "failures": run.failures,
                "notes": run.notes,
                "alarms": [{"source": a.source, "measure": a.measure, "words": a.words} for a in run.alarms],
                **more,
            }
        )
    else:
        show_notes(run.notes)
        _show_accountings(run.accountings, run.failures)
        show_alarms(run.alarms)


def show_notes(notes: Sequence[str]) -> None:
    """What a run has to say about those before it, one line each."""
    for note in notes:
        screen.console().print(f"[yellow]ghi chú[/] {escape(note)}", soft_wrap=True)


def show_alarms(alarms: Sequence[RaisedAlarm]) -> None:
    """Alarms about sources, one line each."""
    for alarm in alarms:
        screen.console().print(f"  [yellow]báo động[/] {escape(alarm.source)}: {escape(alarm.words)}")


def _show_accountings(accountings: Sequence[Accounting], failures: dict[str, str]) -> None:
    out = screen.console()
    out.print("[italic]Sổ lượt chạy: vào = được + bỏ qua + hỏng[/]")
    out.print(screen.show_accounting(accountings))
    for item, reason in list(failures.items())[:8]:
        out.print(f"  [red]hỏng[/] {escape(item)}: {escape(reason)}")
    if len(failures) > 8:
        out.print(f"  … và {len(failures) - 8} mục hỏng khác (xem --json)")


def _suggest(settings: Settings, counted: Tally, *, demo: bool) -> None:
    program = sys.argv[0] if Path(sys.argv[0]).name == "bamsat" else "bamsat"
    here = Path.cwd()
    folder = settings.home.relative_to(here) if settings.home.is_relative_to(here) else settings.home
    home = f" --home {folder}"
    passage = counted.newest[0].passage[:8] if counted.newest else "<mã đoạn>"
    screen.console().print(
        "\nThử tiếp:\n"
        f"  {program}{home} show {passage}\n"
        f"  {program}{home} search dong khoi moi\n"
        f"  {program}{home} review   (bàn duyệt trong trình duyệt)\n"
        f"  {program}{home} coverage --by area,quarter --to do-bao-phu.xlsx\n"
        f"  {program}{home} tally --since 2021-06 --until 2021-12\n"
        f"  {program}{home} export passages.xlsx\n"
        f"  {program} import <tệp hay thư mục của bạn>" + ("   (kho riêng, không lẫn với báo mẫu)" if demo else "")
    )


def _demo_server() -> DemoServer:
    from corpus.demo.server import DemoServer

    try:
        with socket.create_server(("127.0.0.1", DEMO_PORT)):
            pass
    except OSError:
        return DemoServer(port=0)
    return DemoServer(port=DEMO_PORT)


def _demo_settings(settings: Settings) -> Settings:
    """The demo has a data folder of its own: invented articles never mix with real ones.

    It lies in a file of this machine, so no cluster works on it.
    """
    home = settings.home / "demo"
    return replace(settings, home=home, store=str(home / "bamsat.db"), cluster="", archive_at="")


@contextmanager
def progress_bars(as_json: bool) -> Iterator[Progress]:
    """Bars on a terminal; nothing where JSON is asked for."""
    if as_json:
        yield Silent()
        return
    with screen.ProgressBars() as bars:
        yield bars
