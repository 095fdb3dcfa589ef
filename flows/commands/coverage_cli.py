"""Commands on coverage and on audit samples, as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from flows.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")]


def register(
    app: typer.Typer, audit_app: typer.Typer, *, settings: Callable[[], Settings], now: Callable[[], datetime]
) -> None:
    """Add ``coverage``, ``audit draw`` and ``audit list``."""

    @app.command()
    def coverage(
        by: Annotated[
            str, typer.Option("--by", help="Chia theo: area, month|quarter|half|year, place, stage, source, ….")
        ] = "area,month",
        area: Annotated[list[str] | None, typer.Option("--area", help="Chỉ mảng này, lặp được (only these).")] = None,
        since: Annotated[str | None, typer.Option("--since", help="Từ tháng, YYYY-MM (first month).")] = None,
        until: Annotated[str | None, typer.Option("--until", help="Đến tháng, YYYY-MM (last month).")] = None,
        level: Annotated[str | None, typer.Option("--level", help="Cấp nơi: district hay commune.")] = None,
        place: Annotated[str | None, typer.Option("--place", help="Chỉ nơi này, mã hay tên (only this place).")] = None,
        stage: Annotated[str | None, typer.Option("--stage", help="Chỉ khâu này (only this stage).")] = None,
        modality: Annotated[str | None, typer.Option("--modality", help="directive, reported hay planned.")] = None,
        strength: Annotated[int, typer.Option("--strength", min=0, max=4, help="Từ mức bằng chứng E này.")] = 0,
        source: Annotated[str | None, typer.Option("--source", help="Chỉ nguồn này (only this source).")] = None,
        source_class: Annotated[str | None, typer.Option("--source-class", help="Chỉ loại nguồn này.")] = None,
        reach: Annotated[str, typer.Option("--reach", help="inside, outside, unclear hay everywhere.")] = "inside",
        unit: Annotated[str, typer.Option("--unit", help="Đếm passages (đoạn) hay documents (bài).")] = "passages",
        clock: Annotated[str, typer.Option("--clock", help="Theo ngày published, event hay fetched.")] = "published",
        as_of: Annotated[
            str | None, typer.Option("--as-of", help="Chỉ những gì biết đến ngày này (as known on that day).")
        ] = None,
        model: Annotated[str, typer.Option("--model", help="Theo mô hình này (by this model).")] = "",
        to: Annotated[
            Path | None, typer.Option("--to", help="Ghi ra .csv .json .xlsx .parquet, hay hình .svg .png.")
        ] = None,
        chart: Annotated[str, typer.Option("--chart", help="Hình: heat, multiples, stages, talk, map.")] = "heat",
        counting: Annotated[
            str, typer.Option("--counting", help="Hình đếm said (đoạn nói tới) hay done (đoạn kể việc đã làm).")
        ] = "said",
        as_json: AsJson = False,
    ) -> None:
        """Độ bao phủ chia theo chiều nào cũng được: mẫu số, khoảng tin cậy, trạng thái (coverage, any way cut)."""
        from corpus.coverage.question import By, Question
        from corpus.places.gazetteer import load_gazetteer
        from flows.commands.covering import run_coverage
        from flows.commands.naming import check_area, place_named

        for code in area or ():
            check_area(code)
        split, grain = _split(by)
        question = Question(
            by=cast("tuple[By, ...]", split),
            grain=cast("Any", grain),
            areas=tuple(area) if area else None,
            since=since,
            until=until,
            level=cast("Any", level),
            place=place_named(place, load_gazetteer()),
            stage=stage,
            modality=modality,
            strength_from=strength,
            source=source,
            source_class=source_class,
            reach=cast("Any", reach),
            unit=cast("Any", unit),
            clock=cast("Any", clock),
            model=model,
        )
        run_coverage(
            settings(), question, as_of=as_of, to=to, chart=chart, counting=counting, now=now(), as_json=as_json
        )

    @audit_app.command(name="draw")
    def draw(
        period: Annotated[str, typer.Argument(metavar="KỲ", help="Kỳ rút mẫu: 2026-10, 2026-Q3 (the period).")],
        size: Annotated[int, typer.Option("--size", min=1, help="Bao nhiêu đoạn (passages to judge).")] = 120,
        seed: Annotated[int, typer.Option("--seed", help="Mầm ngẫu nhiên; được ghi lại (kept with the sample).")] = 1,
        source: Annotated[str | None, typer.Option("--source", help="Chỉ nguồn này (one source).")] = None,
        as_json: AsJson = False,
    ) -> None:
        """Rút mẫu kiểm toán của một kỳ, một lần duy nhất (draw the audit sample of a period, once)."""
        from flows.commands.auditing import draw_audit

        draw_audit(settings(), period, size=size, seed=seed, source=source, now=now(), as_json=as_json)

    @audit_app.command(name="list")
    def list_audits(as_json: AsJson = False) -> None:
        """Các mẫu đã rút và đã chấm đến đâu (samples drawn, and how far they are judged)."""
        from flows.commands.auditing import show_audits

        show_audits(settings(), as_json=as_json)


def _split(by: str) -> tuple[tuple[str, ...], str]:
    """Dimensions and grain of ``area,month``; a period may be named by its grain."""
    grain, split = "month", []
    for name in (each.strip() for each in by.split(",") if each.strip()):
        if name in ("month", "quarter", "half", "year"):
            grain, name = name, "period"
        split.append(name)
    return tuple(split), grain
