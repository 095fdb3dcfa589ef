"""The commands of :mod:`flows.commands.redefinition` and :mod:`flows.commands.beside` as they are typed.

Heavy parts are imported inside commands, so that help answers at once::

    register(taxonomy_app, models_app, settings=settings, now=now)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import BadInput
from flows.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")]
OldFile = Annotated[Path, typer.Argument(metavar="OLD.toml", help="Sổ mã cũ (the old codebook).")]
NewFile = Annotated[Path, typer.Argument(metavar="NEW.toml", help="Sổ mã mới (the new codebook).")]
OldOption = Annotated[Path | None, typer.Option("--old", help="Sổ mã của chuỗi cũ (codebook of the old series).")]
NewOption = Annotated[Path | None, typer.Option("--new", help="Sổ mã của chuỗi mới (codebook of the new series).")]
Limit = Annotated[int, typer.Option("--limit", min=0, help="Hiện nhiều nhất bấy nhiêu đoạn (at most).")]
Sheet = Annotated[Path | None, typer.Option("--xlsx", help="Ghi danh sách ra tệp .xlsx (hoặc .csv, .parquet, .jsonl).")]
ModelOption = Annotated[str, typer.Option("--model", help="Quyết định của mô hình nào; mặc định là mô hình được đếm.")]
Against = Annotated[
    str, typer.Option("--against", help="Mô hình của sổ mã mới đã đọc cùng kho (a model of the new codebook).")
]
ModelId = Annotated[str, typer.Argument(help="Mã mô hình hay phần đầu của mã (model id).")]
Candidate = Annotated[str, typer.Argument(metavar="[ID]", help="Mô hình sẽ chạy song song (candidate).")]
Because = Annotated[str, typer.Option("--because", help="Vì sao; được ghi lại (the reason, kept).")]
Off = Annotated[bool, typer.Option("--off", help="Thôi chạy song song (stop).")]
Report = Annotated[bool, typer.Option("--report", help="Hai mô hình khác nhau ở đâu, tốn bao nhiêu (what it shows).")]
CatchUp = Annotated[
    int, typer.Option("--catch-up", min=0, help="Đọc bù ngay bấy nhiêu văn bản đã có, mới nhất trước (catch up).")
]
AreaOption = Annotated[str | None, typer.Option("--area", help="Chỉ mảng này (only this area).")]
Everywhere = Annotated[
    bool, typer.Option("--everywhere", help="Cả đoạn ngoài tỉnh, ngoài nhiệm kỳ (what coverage does not count too).")
]
Seed = Annotated[int, typer.Option("--seed", help="Mầm ngẫu nhiên (random seed).")]


def register(
    taxonomy_app: typer.Typer,
    models_app: typer.Typer,
    *,
    settings: Callable[[], Settings],
    now: Callable[[], datetime],
) -> None:
    """Add the commands to ``bamsat taxonomy`` and ``bamsat models``."""

    @taxonomy_app.command(name="diff")
    def taxonomy_diff(old: OldFile, new: NewFile, as_json: AsJson = False) -> None:
        """Sổ mã mới khác sổ mã cũ ở đâu: đổi nghĩa hay chỉ đổi từ khóa (what changed, area by area)."""
        from flows.commands.redefinition import diff_taxonomies

        diff_taxonomies(old, new, as_json=as_json)

    @taxonomy_app.command(name="affected")
    def taxonomy_affected(
        old: OldFile,
        new: NewFile,
        limit: Limit = 50,
        xlsx: Sheet = None,
        model: ModelOption = "",
        against: Against = "",
        as_json: AsJson = False,
    ) -> None:
        """Nhận xét và đoạn bị sổ mã mới chạm tới; chỉ đoạn có thể đổi (labels marked, passages that could flip)."""
        from flows.commands.redefinition import affected_by

        affected_by(
            settings(),
            old,
            new,
            limit=limit,
            sheet=xlsx,
            model=model,
            against=against,
            now=now(),
            as_json=as_json,
        )

    @taxonomy_app.command(name="series")
    def taxonomy_series(
        one: ModelId,
        other: ModelId,
        old: OldOption = None,
        new: NewOption = None,
        everywhere: Everywhere = False,
        seed: Seed = 0,
        as_json: AsJson = False,
    ) -> None:
        """Chuỗi cũ và chuỗi mới, mảng theo tháng, chênh bao nhiêu (both series and their difference)."""
        from flows.commands.redefinition import show_series

        show_series(settings(), one, other, old=old, new=new, everywhere=everywhere, seed=seed, as_json=as_json)

    @models_app.command(name="shadow")
    def models_shadow(
        model: Candidate = "",
        off: Off = False,
        report: Report = False,
        because: Because = "",
        catch_up: CatchUp = 0,
        area: AreaOption = None,
        limit: Limit = 20,
        as_json: AsJson = False,
    ) -> None:
        """Cho một mô hình đọc song song mà không được đếm; --report để xem, --off để thôi (shadow run)."""
        from flows.commands.beside import begin_shadow, end_shadow, report_shadow

        if sum((bool(model), off, report)) != 1:
            raise BadInput("chọn đúng một: mã mô hình, --off hay --report (choose one)", where="models shadow")
        if off:
            end_shadow(settings(), as_json=as_json)
        elif report:
            report_shadow(settings(), area=area, limit=limit, as_json=as_json)
        else:
            begin_shadow(settings(), model, because=because, catching=catch_up, now=now, as_json=as_json)

    @models_app.command(name="uncertain")
    def models_uncertain(
        area: AreaOption = None, everywhere: Everywhere = False, limit: Limit = 20, as_json: AsJson = False
    ) -> None:
        """Đoạn máy để ngỏ, chưa chắc nhất trước, để người đọc quyết (passages in the abstain band)."""
        from flows.commands.beside import show_uncertain

        show_uncertain(settings(), area=area, everywhere=everywhere, limit=limit, as_json=as_json)
