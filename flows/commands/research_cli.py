"""Commands for researchers on models: explain a score, measure a judge, draw its reliability diagram.

Mounted with one line where the group of commands on models is made: ``register(models_app, settings=settings)``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from flows.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")]
Seed = Annotated[int, typer.Option("--seed", help="Mầm ngẫu nhiên (seed).")]
Train = Annotated[
    list[Path] | None, typer.Option("--train", help="Thêm tệp đoạn đã mã hóa; lặp lại được (coded passages).")
]
On = Annotated[list[Path] | None, typer.Option("--on", help="Đo trên tệp này thay phần giữ lại (measure on a file).")]
Refit = Annotated[
    bool,
    typer.Option("--refit", help="Đo cách học: huấn luyện lại trên phần học (fit the recipe anew, store nothing)."),
]


def register(models_app: typer.Typer, *, settings: Callable[[], Settings]) -> None:
    """Add the commands to the group of commands on models.

    Args:
        settings: gives the settings as the options before the command say.
    """

    @models_app.command(name="explain")
    def explain(
        passage: Annotated[
            str | None, typer.Argument(help="Mã đoạn, vài ký tự đầu là đủ (beginning of a passage id).")
        ] = None,
        text: Annotated[str | None, typer.Option("--text", help="Lời của một đoạn, thay cho mã (a text).")] = None,
        title: Annotated[str, typer.Option("--title", help="Tựa bài đi với --text (its title).")] = "",
        area: Annotated[
            list[str] | None, typer.Option("--area", help="Mảng; lặp lại được. Mặc định: mảng được gán (areas).")
        ] = None,
        every: Annotated[bool, typer.Option("--all", help="Mọi mảng (every area).")] = False,
        most: Annotated[int, typer.Option("--most", min=1, help="Bày nhiều nhất bao nhiêu lý do mỗi mảng.")] = 12,
        as_json: AsJson = False,
    ) -> None:
        """Vì sao đoạn này được điểm như vậy: chữ và dấu hiệu nào nâng, nào hạ (why a passage scored as it did)."""
        from flows.commands.explaining import explain_passage

        explain_passage(
            settings(),
            passage=passage,
            text=text,
            title=title,
            areas=area or [],
            every=every,
            most=most,
            as_json=as_json,
        )

    @models_app.command(name="measure")
    def measure(
        train: Train = None, on: On = None, refit: Refit = False, seed: Seed = 0, as_json: AsJson = False
    ) -> None:
        """Đo mô hình đang dùng: từng mảng, từng lớp, lớp yếu nhất (by area and stratum, with intervals)."""
        from flows.commands.measuring import show_scorecard

        show_scorecard(settings(), files=train or [], on=on or [], refit=refit, seed=seed, as_json=as_json)

    @models_app.command(name="reliability")
    def reliability(
        train: Train = None,
        on: On = None,
        refit: Refit = False,
        area: Annotated[str, typer.Option("--area", help="Chỉ mảng này; bỏ trống là gộp mọi mảng (one area).")] = "",
        seed: Seed = 0,
        as_json: AsJson = False,
    ) -> None:
        """Xác suất có nói đúng mức không: biểu đồ tin cậy, ECE, Brier từng mảng (reliability diagram)."""
        from flows.commands.measuring import show_reliability

        show_reliability(settings(), files=train or [], on=on or [], refit=refit, area=area, seed=seed, as_json=as_json)
