"""Commands that work on the store: each finds its collaborators, calls the verb, and shows what came of it."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from corpus.coverage import Tally
from corpus.errors import BadInput
from corpus.export import columns, judged_passages
from corpus.ledger import Ledger
from corpus.run import Accounting
from corpus.search import search
from corpus.store import Store
from corpus.taxonomy import Taxonomy, load_taxonomy
from flows import screen
from flows import tally as tallying
from flows.progress import Progress, Silent
from flows.settings import Settings

if TYPE_CHECKING:
    from corpus.demo.server import DemoServer

Clock = Callable[[], datetime]


def run_daily(settings: Settings, *, demo: bool, sources: Sequence[str] | None, as_json: bool) -> int:
    """The daily flow under Prefect, over declared sources or the demo newspaper. Gives the exit code."""
    from flows.orchestration import prepare

    if demo:
        settings = _demo_settings(settings)
    prepare(os.environ, settings)
    with ExitStack() as stack:
        address = ""
        if demo:
            server = stack.enter_context(_demo_server())
            address = server.base_url
            if not as_json:
                screen.console(errors=True).print(f"Báo mẫu mở tại {address} (chỉ máy này); dữ liệu ở {settings.home}")
        os.environ["BAMSAT_HOME"] = str(settings.home)
        os.environ["BAMSAT_STORE"] = settings.store
        if not as_json:
            screen.console(errors=True).print("[dim]Khởi động Prefect (lần đầu có thể mất nửa phút) …[/]")
        from flows import daily as flows

        progress = stack.enter_context(screen.ProgressBars())
        token = flows.watcher.set(progress)
        stack.callback(flows.watcher.reset, token)
        report = flows.daily(
            kind="demo" if demo else "all",
            sources=list(sources) if sources else None,
            demo=address,
            home=str(settings.home),
        )
    taxonomy = load_taxonomy()
    if as_json:
        screen.emit(
            {
                "run": report.run,
                "state": report.state,
                "accounting": [accounting_data(each) for each in report.accountings],
                "failures": report.failures,
                "coverage": tallying.as_data(report.coverage, taxonomy),
            }
        )
    else:
        if report.killed_before:
            screen.console().print(
                f"Lượt trước bị ngắt giữa chừng ({report.killed_before}); lượt này đã làm tiếp phần còn lại."
            )
        _show_accountings(report.accountings, report.failures)
        _show_coverage(report.coverage, taxonomy)
        _suggest(settings, report.coverage, demo=demo)
    return report.exit_code


def run_harvest(settings: Settings, *, source: str, now: Clock, as_json: bool) -> int:
    """Collect one source without judging. Gives the exit code."""
    from flows.run import Run
    from flows.sources import publisher_named

    publisher = publisher_named(source)
    with _progress(as_json) as progress, Run(settings, kind="harvest", now=now, progress=progress) as run:
        run.harvest(publisher)
    _report(run.accountings, run.failures, as_json=as_json)
    return run.exit_code


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
    from extractors.records import Fields, parse_mapping
    from flows.intake import files_of, take_in
    from flows.run import Run

    fields = parse_mapping(mapping) if mapping else Fields()
    files_of(paths)
    with _progress(as_json) as progress, Run(settings, kind="import", now=now, progress=progress) as run:
        accounting, failures = take_in(
            paths,
            store=run.store,
            folder=settings.archive,
            fields=fields,
            source=source,
            again=again,
            now=now(),
            workers=settings.workers,
            progress=progress,
        )
        run.account(accounting, failures)
        if judge:
            run.classify()
    _report(run.accountings, run.failures, as_json=as_json)
    if not as_json:
        screen.console().print("\nTiếp theo: bamsat tally · bamsat search <từ> · bamsat show <mã đoạn>")
    return run.exit_code


def run_classify(settings: Settings, *, now: Clock, as_json: bool) -> int:
    """Judge what is pending. Gives the exit code."""
    from flows.run import Run

    with _progress(as_json) as progress, Run(settings, kind="classify", now=now, progress=progress) as run:
        run.classify()
    _report(run.accountings, run.failures, as_json=as_json)
    return run.exit_code


def show_coverage(settings: Settings, *, since: str | None, until: str | None, everywhere: bool, as_json: bool) -> None:
    """Coverage from what is stored.

    Raises:
        BadInput: a month that is not written YYYY-MM.
    """
    for option, month in (("--since", since), ("--until", until)):
        if month is not None:
            _check_month(option, month)
    taxonomy = load_taxonomy()
    with _store(settings) as store:
        counted = tallying.count(store, taxonomy, since=since, until=until, everywhere=everywhere)
    if as_json:
        screen.emit(tallying.as_data(counted, taxonomy))
    else:
        _show_coverage(counted, taxonomy)


def show_one(settings: Settings, passage: str, *, as_json: bool) -> None:
    """A passage with everything known of it.

    Raises:
        BadInput: no passage, or several, have such an id.
    """
    taxonomy = load_taxonomy()
    with _store(settings) as store:
        shown = store.show(passage)
    if as_json:
        data = asdict(shown)
        data["passage"]["id"] = shown.passage.id
        data["document"].pop("text")
        data["document"].pop("blocks")
        screen.emit(_plain(data))
        return
    for part in screen.show_passage(shown, taxonomy):
        screen.console().print(part)


def search_for(settings: Settings, words: str, *, limit: int, as_json: bool) -> None:
    """Passages that hold the words.

    Raises:
        BadInput: nothing in the words can be searched for.
    """
    with _store(settings) as store:
        hits = search(store.engine, words, limit=limit)
    if as_json:
        screen.emit([asdict(hit) for hit in hits])
        return
    for line in screen.show_hits(hits):
        screen.console().print(line)
    if not hits:
        screen.console().print("Không thấy đoạn nào. Thử gõ không dấu, hoặc ít từ hơn.")
    else:
        screen.console().print(f"\n{len(hits)} đoạn. Mở một đoạn: bamsat show {hits[0].passage[:8]}", style="dim")


def export_to(settings: Settings, path: Path, *, now: datetime, as_json: bool) -> None:
    """Write judged passages to a file; its ending says the format.

    Raises:
        BadInput: an ending that is none of the known ones, or a folder that does not exist.
    """
    from review.sheet import writer_for

    taxonomy = load_taxonomy()
    write = writer_for(path)
    if not path.resolve().parent.is_dir():
        raise BadInput("thư mục này không có (no such folder)", where=str(path.resolve().parent))
    with _store(settings) as store:
        model = store.latest_model()
        about = {
            "Xuất lúc": f"{now:%Y-%m-%d %H:%M} UTC",
            "Kho": store.where if "://" not in store.where else "PostgreSQL",
            "Mô hình": model or "chưa có",
            "Sổ mã": taxonomy.version,
            "Cách đếm": "Nhãn do máy gán, chưa hiệu chỉnh bằng mẫu kiểm; im lặng không phải là không làm.",
        }
        count = write(path, columns(taxonomy), judged_passages(store.engine, taxonomy, model=model), about)
    if as_json:
        screen.emit({"path": str(path), "passages": count, "model": model})
    else:
        screen.console().print(f"Đã ghi {count} đoạn vào {path}")


def list_sources(settings: Settings, *, as_json: bool) -> None:
    """Declared sources with what is stored of each."""
    from flows.sources import describe, source_table

    with _store(settings) as store:
        described = describe(store, Ledger(store.engine))
    if as_json:
        screen.emit([asdict(each) for each in described])
    else:
        screen.console().print(source_table(described))


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


def _report(accountings: Sequence[Accounting], failures: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        screen.emit({"accounting": [accounting_data(each) for each in accountings], "failures": failures})
    else:
        _show_accountings(accountings, failures)


def _show_accountings(accountings: Sequence[Accounting], failures: dict[str, str]) -> None:
    out = screen.console()
    out.print("[italic]Sổ lượt chạy: vào = được + bỏ qua + hỏng[/]")
    out.print(screen.show_accounting(accountings))
    for item, reason in list(failures.items())[:8]:
        out.print(f"  [red]hỏng[/] {escape(item)}: {escape(reason)}")
    if len(failures) > 8:
        out.print(f"  … và {len(failures) - 8} mục hỏng khác (xem --json)")


def _show_coverage(counted: Tally, taxonomy: Taxonomy) -> None:
    out = screen.console()
    out.print()
    for part in screen.show_tally(counted, taxonomy):
        out.print(part)
    if counted.passages_read:
        out.print()
        out.print(screen.show_newest(counted, taxonomy))


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
        f"  {program}{home} tally --since 2021-06 --until 2021-12\n"
        f"  {program}{home} export passages.xlsx\n"
        f"  {program} import <tệp hay thư mục của bạn>" + ("   (kho riêng, không lẫn với báo mẫu)" if demo else "")
    )


DEMO_PORT = 8621
"""The demo newspaper's usual port, so that its addresses are the same ones on the next run."""


def _demo_server() -> DemoServer:
    from corpus.demo.server import DemoServer

    try:
        with socket.create_server(("127.0.0.1", DEMO_PORT)):
            pass
    except OSError:
        return DemoServer(port=0)
    return DemoServer(port=DEMO_PORT)


def _demo_settings(settings: Settings) -> Settings:
    """The demo has a data folder of its own: invented articles never mix with real ones."""
    from dataclasses import replace

    home = settings.home / "demo"
    return replace(settings, home=home, store=str(home / "bamsat.db"))


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    if "://" not in settings.store and not Path(settings.store).exists():
        raise BadInput(
            "chưa có kho dữ liệu; thử: bamsat run --demo, hoặc bamsat import <tệp> (no store yet)", where=settings.store
        )
    with Store(settings.store) as store:
        yield store


@contextmanager
def _progress(as_json: bool) -> Iterator[Progress]:
    if as_json:
        yield Silent()
        return
    with screen.ProgressBars() as bars:
        yield bars


def _check_month(option: str, month: str) -> None:
    try:
        datetime.strptime(month, "%Y-%m")
    except ValueError as error:
        raise BadInput(f"tháng phải viết YYYY-MM, không phải {month!r}", where=option) from error


def _plain(value: object) -> object:
    """Dates and tuples as JSON knows them."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value
