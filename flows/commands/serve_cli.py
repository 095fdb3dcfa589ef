"""The command ``bamsat serve``: run unattended by schedule, or list the schedules.

Mounted with one line where the other commands are: ``register(app, settings=settings, now=now)``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import typer

from flows.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")]
PORT = 4200


def register(app: typer.Typer, *, settings: Callable[[], Settings], now: Callable[[], datetime]) -> None:
    """Add the command.

    Args:
        settings: gives the settings as the options before the command say.
    """

    @app.command()
    def serve(
        port: Annotated[
            int, typer.Option("--port", min=1, max=65535, help="Cổng của trang Prefect, chỉ máy này (port).")
        ] = PORT,
        listing: Annotated[bool, typer.Option("--list", help="Chỉ in lịch và giờ tới (print the schedules).")] = False,
        test_alert: Annotated[
            bool, typer.Option("--test-alert", help="Gửi thử một báo động rồi thôi (send a test alert).")
        ] = False,
        as_json: AsJson = False,
    ) -> None:
        """Chạy theo lịch, không cần người trông: hằng ngày, lấy bù, ban đêm, mẫu kiểm định (run by schedule)."""
        from flows.unattended.serving import list_schedules, serve_schedules, try_alert

        if listing:
            list_schedules(settings(), now=now(), as_json=as_json)
        elif test_alert:
            raise typer.Exit(try_alert(now=now(), as_json=as_json))
        else:
            serve_schedules(settings(), port=port, now=now)
