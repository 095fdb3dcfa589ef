"""The commands on paper and tables for people: ``bamsat report`` and ``bamsat sheet``.

Mounted with one line where the other commands are: ``register(app, settings=settings, now=now)``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import BadInput
from flows.commands.codebook_cli import register as register_codebook
from flows.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")]
LAYOUTS = ("party", "state")
REFUSED = 4
"""Exit code where rows of a workbook were refused."""


def register(app: typer.Typer, *, settings: Callable[[], Settings], now: Callable[[], datetime]) -> None:
    """Add the commands.

    Args:
        settings: gives the settings as the options before the command say.
    """

    @app.command()
    def report(
        period: Annotated[str, typer.Option("--period", help="Tháng 2026-10, quý 2026-Q3 hay 6 tháng 2026-H1.")],
        to: Annotated[Path, typer.Option("--to", help="Tệp .docx hay .html sẽ ghi (file to write).")],
        layout: Annotated[
            str, typer.Option("--layout", help="party (Hướng dẫn 36-HD/VPTW) hay state (Nghị định 30/2020).")
        ] = "party",
        as_of: Annotated[
            str | None, typer.Option("--as-of", help="Số liệu biết đến hết ngày này, YYYY-MM-DD; mặc định hôm nay.")
        ] = None,
        since_report: Annotated[
            str | None, typer.Option("--since-report", help="Ngày số liệu của báo cáo trước (day of the last report).")
        ] = None,
        letterhead: Annotated[
            Path | None, typer.Option("--letterhead", help="Tệp TOML: cơ quan, ký hiệu, người ký, nơi nhận.")
        ] = None,
        model: Annotated[str | None, typer.Option("--model", help="Mô hình; mặc định đang dùng (model id).")] = None,
        picture: Annotated[bool, typer.Option("--picture/--no-picture", help="Có hình bản đồ nhiệt hay không.")] = True,
    ) -> None:
        """Báo cáo định kỳ: DOCX hay HTML, câu theo mẫu, số có chú thích đến từng đoạn (the periodic report)."""
        from corpus.database.rows import HERE
        from flows.reports.report_file import write_report
        from flows.reports.reporting import Asked

        asked = Asked(
            period=period,
            as_of=now().astimezone(HERE).date() if as_of is None else _day(as_of, "--as-of"),
            since_report=None if since_report is None else _day(since_report, "--since-report"),
            model=model,
        )
        done = write_report(settings(), asked, to=to, layout=layout, letterhead=letterhead, pictures=picture)
        typer.echo(f"Đã ghi {to}: {done.passages} đoạn đã đọc, {done.notes} chú thích, số liệu đến {asked.as_of}.")

    sheet = typer.Typer(help="Bảng tính để duyệt: ra và vào (review in a workbook).", no_args_is_help=True)
    app.add_typer(sheet, name="sheet")

    @sheet.command(name="out")
    def sheet_out(
        to: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Tệp sẽ ghi (file to write).")],
        queue: Annotated[
            str, typer.Option("--queue", help="Hàng chờ: uncertain, suspect, new-source, disagreement (queue).")
        ] = "uncertain",
        limit: Annotated[int, typer.Option("--limit", min=1, max=5000, help="Nhiều nhất bấy nhiêu đoạn.")] = 200,
        person: Annotated[str, typer.Option("--person", help="Người sẽ duyệt, để bỏ đoạn đang có người giữ.")] = "",
    ) -> None:
        """Ghi các đoạn chờ duyệt ra bảng tính có ô chọn (write waiting passages to a workbook)."""
        from flows.reports.sheets import write_out

        export, count = write_out(settings(), to, queue=queue, limit=limit, person=person, now=now())
        typer.echo(f"Đã ghi {to}: {count} đoạn, lần xuất {export}. Điền xong: bamsat sheet in {to} --person TÊN")

    @sheet.command(name="in")
    def sheet_in(
        path: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Tệp đã điền (filled file).")],
        person: Annotated[str, typer.Option("--person", help="Người đã duyệt, ghi cạnh mỗi lần duyệt (name).")],
        apply: Annotated[
            bool, typer.Option("--apply", help="Ghi vào kho; không có thì chỉ xem trước (apply).")
        ] = False,
        as_json: AsJson = False,
    ) -> None:
        """Đọc bảng đã điền: xem trước thay đổi, dòng bị từ chối và lý do; --apply mới ghi (preview, then apply)."""
        from flows.reports.sheets import read_in

        refused = read_in(settings(), path, person=person, apply=apply, now=now(), as_json=as_json)
        raise typer.Exit(REFUSED if refused else 0)

    register_codebook(sheet, now=now)


def _day(given: str, option: str) -> date:
    """A day as it is typed.

    Raises:
        BadInput: it is none.
    """
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadInput(f"ngày viết YYYY-MM-DD, không phải {given!r} (a day)", where=option) from error
