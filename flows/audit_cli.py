"""Commands on the audit sample: how many passages and hours a month buy which interval."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from flows import screen
from models.audit_plan import SECONDS, Bought, Guess, Plan, plan

audit_app = typer.Typer(help="Mẫu kiểm toán (the audit sample).", no_args_is_help=True, rich_markup_mode=None)

USUAL = (0.01, 0.03, 0.08, 0.2)
"""Shares shown where none is given."""


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
    shares = USUAL if prevalence is None else (prevalence / 100,)
    plans = [
        plan(
            Guess(passages=passages, prevalence=share, sensitivity=sensitivity, specificity=specificity),
            width=width / 100,
            seconds=seconds,
        )
        for share in shares
    ]
    if as_json:
        screen.emit([asdict(each) for each in plans])
        return
    out = screen.console()
    out.print(
        f"Khoảng 95 % không rộng quá {_number(width)} điểm; {passages} đoạn mỗi tháng; "
        f"độ nhạy {_number(sensitivity, 2)}, độ đặc hiệu {_number(specificity, 3)}; {_number(seconds, 0)} giây một đoạn"
    )
    for each in plans:
        out.print()
        out.print(_answer(each))
        out.print(_table(each))
    out.print("\nĐộ rộng là kỳ vọng; một tháng cụ thể có thể rộng hay hẹp hơn chừng một phần tư.", style="dim")


def _answer(found: Plan) -> str:
    share = _number(100 * found.guess.prevalence)
    without = "không đạt được" if found.needed_without_model is None else f"{found.needed_without_model} đoạn"
    if found.needed is None:
        return f"Tỷ lệ {share} %: không đạt được"
    return (
        f"Tỷ lệ {share} %: chấm {found.needed.labels} đoạn mỗi tháng, chừng {_number(found.needed.hours)} giờ "
        f"(chỉ dùng nhãn, không dùng mô hình: {without})"
    )


def _table(found: Plan) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for name in ("đoạn chấm", "giờ", "độ rộng (điểm)", "chỉ dùng nhãn", ""):
        table.add_column(name, justify="right")
    for each in found.table:
        table.add_row(*_row(each), "đạt" if each.width <= found.width else "")
    return table


def _row(each: Bought) -> tuple[str, ...]:
    return (
        str(each.labels),
        _number(each.hours),
        _number(100 * each.width),
        _number(100 * each.width_without_model),
    )


def _number(value: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
