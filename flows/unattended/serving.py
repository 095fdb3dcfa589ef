"""Run unattended by schedule, list the schedules, or try the receivers of alerts: what ``bamsat serve`` does."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from types import FrameType
from typing import NoReturn

from rich.markup import escape
from rich.table import Table

from corpus.errors import BadInput
from extractors.dateline import VIETNAM
from flows.commands import screen
from flows.health.unattended import SERVING
from flows.runs.lock import run_lock
from flows.settings import Settings
from flows.unattended.alerts import Alert, send
from flows.unattended.deployments import SCHEDULES, read_record
from flows.unattended.receivers import read_receivers


def list_schedules(settings: Settings, *, now: datetime, as_json: bool) -> None:
    """Every schedule: when, when next, and when it last ran here."""
    record = read_record(settings.home)
    if as_json:
        screen.emit(
            [
                {
                    "name": each.name,
                    "title": each.title,
                    "cron": each.times.cron,
                    "when": str(each.times),
                    "next": each.times.next(now).isoformat(),
                    "last": None if each.name not in record else record[each.name].isoformat(),
                    "parameters": dict(each.parameters),
                }
                for each in SCHEDULES
            ]
        )
        return
    table = Table(show_edge=False, pad_edge=False)
    for name in ("lịch", "việc", "giờ Việt Nam", "lần tới", "lần cuối"):
        table.add_column(name, overflow="fold")
    for each in sorted(SCHEDULES, key=lambda each: each.times.next(now)):
        last = record.get(each.name)
        table.add_row(
            each.name,
            each.title,
            str(each.times),
            f"{each.times.next(now):%d/%m/%Y %H:%M}",
            "chưa" if last is None else f"{last.astimezone(VIETNAM):%d/%m/%Y %H:%M}",
        )
    screen.console().print(table)


def try_alert(*, now: datetime, as_json: bool) -> int:
    """Send a test alert to every receiver. Gives exit code 1 where one did not get it, 2 where there is none.

    Raises:
        BadInput: no receiver is set.
    """
    receivers = read_receivers(os.environ)
    if not receivers.names:
        raise BadInput(
            "chưa đặt ai nhận; đặt BAMSAT_MAIL_TO và BAMSAT_MAIL_SERVER, hoặc BAMSAT_WEBHOOK (no receiver set)",
            where="--test-alert",
        )
    found = send(Alert("test", "nhận được là tốt", ("Không có gì hỏng.",)), receivers, now=now)
    if as_json:
        screen.emit([{"receiver": each.receiver, "reason": each.reason} for each in found])
    else:
        for each in found:
            screen.console().print(f"{escape(each.receiver)}: {escape(each.reason or 'đã nhận')}")
    return 1 if any(each.reason for each in found) else 0


def serve_schedules(settings: Settings, *, port: int, now: Callable[[], datetime]) -> None:
    """Serve until SIGTERM or an interrupt; then runs under way are stopped and the server is put down.

    Raises:
        StoreBusy: the schedules of this data folder are served already.
        BadInput: the port is taken, or a receiver of alerts is set wrongly.
    """
    from flows.unattended.orchestration import prepare
    from flows.unattended.prefect_server import prefect_server

    read_receivers(os.environ)
    out = screen.console(errors=True)
    with ExitStack() as stack:
        lock = stack.enter_context(run_lock(settings.home / SERVING, run="bamsat serve"))
        prepare(os.environ, settings)
        os.environ["BAMSAT_HOME"] = str(settings.home)
        os.environ["BAMSAT_STORE"] = settings.store
        if lock.note:
            out.print(escape(lock.note))
        signal.signal(signal.SIGTERM, _stop)
        if "PREFECT_API_URL" not in os.environ:
            out.print("[dim]Khởi động Prefect (lần đầu có thể mất nửa phút) …[/]")
            log = settings.home / "prefect" / "server.log"
            os.environ["PREFECT_API_URL"] = stack.enter_context(prefect_server(os.environ, port=port, log=log))
        from flows.unattended.serve import serve

        out.print(f"Trang Prefect: {os.environ['PREFECT_API_URL'].removesuffix('/api')}")
        list_schedules(settings, now=now(), as_json=False)
        sys.stdout.flush()
        serve(settings.home, now=now())
    out.print("Đã dừng.")


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
