"""The command ``bamsat archive``: read the archive through, and mend what is torn.

Mounted with one line where the other commands are: ``register(app, settings=settings, now=now)``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import typer

from flows.settings import Settings


def register(app: typer.Typer, *, settings: Callable[[], Settings], now: Callable[[], datetime]) -> None:
    """Add the command.

    Args:
        settings: gives the settings as the options before the command say.
    """

    @app.command()
    def archive(
        mend: Annotated[
            bool, typer.Option("--mend", help="Cứu phần đọc được, để tệp hỏng sang bên, lượt sau lấy lại phần mất.")
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")] = False,
    ) -> None:
        """Đọc hết kho lưu trang và nói tệp nào hỏng; mã 3 khi có (read the archive through, say what is torn)."""
        raise typer.Exit(read_through(settings(), mending=mend, now=now, as_json=as_json))


def read_through(settings: Settings, *, mending: bool, now: Callable[[], datetime], as_json: bool) -> int:
    """Say which files are torn, and mend them where asked. Gives the exit code: 0 where all is whole, else 3."""
    from corpus.store import Store
    from flows.acquisition.archive_mending import mend_all, torn
    from flows.commands import screen
    from flows.runs.lock import run_lock

    with run_lock(settings.home), Store(settings.store) as store:
        folder = settings.local_archive
        found = list(mend_all(store, folder, now=now()) if mending else torn(store, folder))
    if as_json:
        screen.emit(
            {
                "mended": mending,
                "torn": [
                    {
                        "file": each.file,
                        "why": each.why,
                        "saved": len(each.saved),
                        "lost": len(each.lost),
                        "documents": list(each.documents),
                    }
                    for each in found
                ],
            }
        )
        return 3 if found else 0
    out = screen.console()
    if not found:
        out.print("Kho lưu trang đọc được hết.")
        return 0
    for each in found:
        what = str(each) if mending else f"{each.file}: {each.why}; đọc được {len(each.saved)}, mất {len(each.lost)}"
        out.print(what, markup=False, soft_wrap=True)
    if not mending:
        out.print("→ bamsat archive --mend, rồi bamsat run để lấy lại phần mất")
    return 3
