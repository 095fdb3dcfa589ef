"""Commands on the audit sample: how many passages and hours a month buy which interval."""

from __future__ import annotations

from typing import Annotated

import typer

audit_app = typer.Typer(help="Mẫu kiểm toán (the audit sample).", no_args_is_help=True, rich_markup_mode=None)

SECONDS = 40.0
"""Seconds that a person takes for a passage, guessed; see :mod:`models.audit_plan`."""


@audit_app.callback()
def audit() -> None:
    """Mẫu kiểm toán: đoạn rút ngẫu nhiên cho người chấm, để số liệu có khoảng tin cậy (the audit sample)."""


@audit_app.command(name="plan")
def audit_plan(
    width: Annotated[
        float, typer.Option("--width", help="Khoảng 95 % rộng nhất chấp nhận được, từ đầu đến cuối, điểm phần trăm.")
    ] = 6.0,
    prevalence: Annotated[
        float | None, typer.Option("--prevalence", help="Tỷ lệ đoạn thuộc mảng, phần trăm; bỏ trống: 1, 3, 8 và 20.")
    ] = None,
    sensitivity: Annotated[
        float, typer.Option("--sensitivity", help="Độ nhạy của mô hình, 0–1 (share of true passages it finds).")
    ] = 0.8,
    specificity: Annotated[
        float, typer.Option("--specificity", help="Độ đặc hiệu, 0–1 (share of other passages it leaves out).")
    ] = 0.97,
    passages: Annotated[int, typer.Option("--passages", help="Số đoạn đọc được mỗi tháng (passages a month).")] = 2000,
    seconds: Annotated[
        float, typer.Option("--seconds", help="Số giây một người chấm một đoạn (seconds a passage).")
    ] = SECONDS,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")] = False,
) -> None:
    """Cần chấm bao nhiêu đoạn, bao nhiêu giờ mỗi tháng để khoảng tin cậy đủ hẹp (labels and hours for a width)."""
    from flows.commands.audit_planning import show_plans

    show_plans(
        width=width,
        prevalence=prevalence,
        sensitivity=sensitivity,
        specificity=specificity,
        passages=passages,
        seconds=seconds,
        as_json=as_json,
    )
