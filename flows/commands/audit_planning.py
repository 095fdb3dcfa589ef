"""How many passages and hours a month buy which interval, on the screen."""

from __future__ import annotations

from dataclasses import asdict

from rich.table import Table

from flows.commands import screen
from models.audit_plan import Bought, Guess, Plan, plan

USUAL = (0.01, 0.03, 0.08, 0.2)
"""Shares shown where none is given."""


def show_plans(
    *,
    width: float,
    prevalence: float | None,
    sensitivity: float,
    specificity: float,
    passages: int,
    seconds: float,
    as_json: bool,
) -> None:
    """Plans for a share, or for the usual ones; ``width`` and ``prevalence`` are in per cent."""
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
