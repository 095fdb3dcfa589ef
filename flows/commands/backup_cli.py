"""Commands ``bamsat backup`` and ``bamsat restore``.

Mounted with one line where the other commands are: ``register(app, settings=settings, now=now)``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")]
KEEP = 14
"""Backups kept unless told otherwise: two weeks of nights."""


def register(app: typer.Typer, *, settings: Callable[[], Settings], now: Callable[[], datetime]) -> None:
    """Add the commands.

    Args:
        settings: gives the settings as the options before the command say.
    """

    @app.command()
    def backup(
        to: Annotated[
            Path | None, typer.Option("--to", help="Thư mục để bản sao; mặc định backups trong thư mục dữ liệu.")
        ] = None,
        keep: Annotated[int, typer.Option("--keep", min=1, help="Giữ bao nhiêu bản mới nhất (how many).")] = KEEP,
        all_again: Annotated[
            bool, typer.Option("--all", help="Tính lại dấu vân mọi tệp lưu trữ, cả tệp không đổi (hash all again).")
        ] = False,
        as_json: AsJson = False,
    ) -> None:
        """Sao lưu kho trong lúc vẫn chạy, kiểm lại bản sao, bỏ bản cũ (verified backup of the store)."""
        from flows.health.backing_up import run_backup

        run_backup(settings(), to=to, keep=keep, all_again=all_again, now=now(), as_json=as_json)

    @app.command(name="restore")
    def restore_(
        file: Annotated[Path, typer.Argument(help="Bản sao .zip do bamsat backup tạo (a backup).")],
        into: Annotated[
            Path | None, typer.Option("--into", help="Thư mục dữ liệu để phục hồi vào (data folder).")
        ] = None,
        force: Annotated[
            bool, typer.Option("--force", help="Đã có kho thì dời nó sang bên, không xóa (move it aside).")
        ] = False,
        as_json: AsJson = False,
    ) -> None:
        """Phục hồi kho và mô hình từ bản sao, kiểm từng bước (restore, verified by digest)."""
        from flows.health.backing_up import run_restore

        run_restore(settings(), file, into=into, force=force, now=now(), as_json=as_json)
