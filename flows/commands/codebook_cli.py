"""The codebook to a workbook and back: ``bamsat sheet codebook out`` and ``bamsat sheet codebook in``.

Mounted on the group of ``bamsat sheet`` with one line: ``register(sheet, now=now)``. What comes back is a proposal: a
new file beside the codebook in use, which nothing here touches.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import BadInput

if TYPE_CHECKING:
    from corpus.codebook.nouns import Taxonomy
    from review.workbook.codebook_proposing import Proposal
    from review.workbook.codebook_reading import Sent

AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")]
Codebook = Annotated[Path | None, typer.Option("--codebook", help="Sổ mã TOML; mặc định sổ đang dùng (codebook file).")]
REFUSED = 4
"""Exit code where the workbook is faulty, or the codebook it says contradicts itself."""


def register(sheet: typer.Typer, *, now: Callable[[], datetime]) -> None:
    """Add the commands.

    Args:
        sheet: the group ``bamsat sheet``.
    """
    codebook = typer.Typer(help="Sổ mã trong bảng tính (the codebook in a workbook).", no_args_is_help=True)
    sheet.add_typer(codebook, name="codebook")

    @codebook.command(name="out")
    def codebook_out(
        to: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Tệp sẽ ghi (file to write).")],
        codebook: Codebook = None,
    ) -> None:
        """Ghi sổ mã ra bảng tính để sửa (write the codebook to a workbook)."""
        from corpus.database.rows import write_time
        from review.workbook.codebook_writing import write_codebook

        taxonomy = _opened(codebook)
        write_codebook(to, taxonomy, made=write_time(now()))
        typer.echo(f"Đã ghi {to}: sổ mã {taxonomy.id} {taxonomy.version}. Sửa xong: bamsat sheet codebook in {to}")

    @codebook.command(name="in")
    def codebook_in(
        path: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Tệp đã sửa (edited file).")],
        to: Annotated[
            Path | None, typer.Option("--to", help="Tệp .toml sẽ ghi; không có thì chỉ xem (file to write).")
        ] = None,
        version: Annotated[str, typer.Option("--version", help="Số bản mới; mặc định số kế tiếp (version).")] = "",
        note: Annotated[str, typer.Option("--note", help="Lời trong lịch sử; mặc định nêu điều đã đổi.")] = "",
        codebook: Codebook = None,
        as_json: AsJson = False,
    ) -> None:
        """Đọc bảng đã sửa: xem thay đổi, lập sổ mã mới; sổ đang dùng giữ nguyên (propose a new codebook)."""
        from corpus.database.rows import HERE
        from review.workbook.codebook_proposing import propose
        from review.workbook.codebook_reading import read_codebook

        if to is not None and (to.suffix.lower() != ".toml" or to.exists()):
            raise BadInput("phải là tệp .toml chưa có; không ghi đè sổ mã nào (a new .toml file)", where=str(to))
        base, sent = _opened(codebook), read_codebook(path)
        made = None
        if sent.taxonomy is not None:
            made = propose(base, sent, on=now().astimezone(HERE).date(), version=version, note=note)
        _show(sent, made, as_json=as_json)
        if sent.faults or (made is not None and not made.sound):
            raise typer.Exit(REFUSED)
        if made is not None and to is not None:
            part = to.with_name(f"{to.name}.part")
            part.write_text(made.text, encoding="utf-8")
            part.replace(to)
            if not as_json:
                typer.echo(f"Đã ghi {to}. Xem lại: bamsat taxonomy check {to}")


def _opened(path: Path | None) -> Taxonomy:
    """A codebook's file, or the one in use.

    Raises:
        BadInput: the file cannot be opened.
        TaxonomyError: it is no codebook.
    """
    from corpus.codebook.taxonomy import load_taxonomy

    try:
        return load_taxonomy(path)
    except OSError as error:
        raise BadInput(f"không mở được sổ mã: {error.strerror or error} (cannot open)", where=str(path)) from error


def _show(sent: Sent, made: Proposal | None, *, as_json: bool) -> None:
    from flows.commands import screen

    if as_json:
        from review.workbook.codebook_proposing import as_data

        screen.emit(as_data(sent, made))
        return
    out = screen.console()
    for fault in sent.faults:
        where = f"trang {fault.sheet}" + (f", dòng {fault.line}" if fault.line else "")
        out.print(f"  ✗ {where}: {fault.reason}", markup=False, soft_wrap=True)
    if sent.faults:
        out.print(f"{len(sent.faults)} chỗ phải sửa; chưa lập được sổ mã.", markup=False)
        return
    if made is None:
        out.print("Bảng nói đúng như sổ mã đang dùng; không có gì đổi.", markup=False)
        return
    out.print(f"Sổ mã {made.taxonomy.id}: {made.change.old_version} → {made.taxonomy.version}", markup=False)
    for area in made.change.areas:
        if area.changed:
            out.print(f"  mảng {area.code or area.was[0]}: {area.words}", markup=False, soft_wrap=True)
            for each in (*area.meaning, *area.wording):
                out.print(f"      {each.words}: {each.old or '–'} → {each.new or '–'}", markup=False, soft_wrap=True)
    for cue in made.change.signals:
        out.print(f"  {cue.target}: {cue.how} {cue.id}", markup=False)
    for words in made.others:
        out.print(f"  {words}", markup=False, soft_wrap=True)
    for finding in made.findings:
        sign = "✗" if finding.severity == "error" else "!"
        out.print(f"  {sign} {finding.where}: {finding.message_vi}", markup=False, soft_wrap=True)
    out.print(f"Lịch sử: {made.taxonomy.changelog[-1].text}", markup=False, soft_wrap=True)
