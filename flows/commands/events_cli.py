"""Commands on events, targets, signals, blank spots and places over 1 July 2025, as they are typed.

::

    register(app, settings=settings, now=now)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

import typer

from corpus.errors import BadInput
from flows.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")]
Area = Annotated[str | None, typer.Option("--area", help="Chỉ mảng này (only this area).")]
PlaceOption = Annotated[str | None, typer.Option("--place", help="Chỉ nơi này, mã hay tên (only this place).")]
Since = Annotated[str | None, typer.Option("--since", help="Từ tháng, YYYY-MM (first month).")]
Until = Annotated[str | None, typer.Option("--until", help="Đến tháng, YYYY-MM (last month).")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="Hiện nhiều nhất bấy nhiêu (at most).")]


def register(app: typer.Typer, *, settings: Callable[[], Settings], now: Callable[[], datetime]) -> None:
    """Add ``events``, ``targets``, ``signals``, ``gaps`` and ``bridge``."""
    events = typer.Typer(
        help="Sự kiện: một việc, dù bao nhiêu báo đăng (events).", invoke_without_command=True, rich_markup_mode=None
    )
    app.add_typer(events, name="events")

    @events.callback()
    def list_events(
        context: typer.Context,
        area: Area = None,
        place: PlaceOption = None,
        since: Since = None,
        until: Until = None,
        everywhere: Annotated[bool, typer.Option("--everywhere", help="Cả ngoài tỉnh (other provinces too).")] = False,
        several: Annotated[bool, typer.Option("--several", help="Chỉ việc nhiều văn bản kể (told of twice).")] = False,
        limit: Limit = 20,
        as_json: AsJson = False,
    ) -> None:
        """Sự kiện, mới nhất trước: một việc là một, dù bao nhiêu báo đăng (events, the newest first)."""
        if context.invoked_subcommand is not None:
            return
        from flows.commands.event_views import show_events

        show_events(
            settings(), area=area, place=place, since=_month(since, "--since"), until=_month(until, "--until"),
            everywhere=everywhere, several=several, limit=limit, as_json=as_json,
        )  # fmt: skip

    @events.command(name="show")
    def show(
        id: Annotated[str, typer.Argument(metavar="ID", help="Mã sự kiện hay phần đầu của mã (event id).")],
        as_json: AsJson = False,
    ) -> None:
        """Một sự kiện với mọi đoạn kể về nó (one event with its passages)."""
        from flows.commands.event_views import show_event

        show_event(settings(), id, as_json=as_json)

    @events.command(name="count")
    def count(
        place: PlaceOption = None, since: Since = None, until: Until = None, as_json: AsJson = False
    ) -> None:  # fmt: skip
        """Đoạn, văn bản và sự kiện cạnh nhau theo mảng và tháng (passages, documents and events side by side)."""
        from flows.commands.event_views import show_units

        show_units(
            settings(), place=place, since=_month(since, "--since"), until=_month(until, "--until"), as_json=as_json
        )

    @app.command(name="targets")
    def list_targets(
        area: Area = None,
        place: PlaceOption = None,
        since: Since = None,
        until: Until = None,
        conflicts: Annotated[bool, typer.Option("--conflicts", help="Chỉ nơi nói khác nhau (contradictions).")] = False,
        limit: Limit = 40,
        as_json: AsJson = False,
    ) -> None:
        """Chỉ tiêu bằng số: lần đưa tin sau cùng, không cộng dồn (numeric targets as last reported)."""
        from flows.commands.outlook import show_targets

        show_targets(
            settings(), area=area, place=place, since=_month(since, "--since"), until=_month(until, "--until"),
            conflicts=conflicts, limit=limit, as_json=as_json,
        )  # fmt: skip

    @app.command(name="signals")
    def list_signals(
        weekly: Annotated[bool, typer.Option("--weekly", help="Theo tuần thay vì tháng (by week).")] = False,
        since: Since = None,
        as_json: AsJson = False,
    ) -> None:
        """Chỗ đổi mức hay bất thường, do thực tế, do nguồn hay do mô hình (changes, and what made them)."""
        from flows.commands.outlook import show_signals

        first = _month(since, "--since")
        begin = None if first is None else date.fromisoformat(f"{first}-01")
        show_signals(
            settings(), grain="week" if weekly else "month", since=begin, today=now().date(), as_json=as_json
        )  # fmt: skip

    @app.command(name="gaps")
    def list_gaps(
        area: Area = None,
        level: Annotated[str, typer.Option("--level", help="district hay commune (level of places).")] = "district",
        since: Since = None,
        until: Until = None,
        rate: Annotated[
            float | None, typer.Option("--rate", help="Tỷ lệ cần thấy được, phần trăm (rate to look for, per cent).")
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Ô trống: im lặng thật, chưa thu thập, hay đọc chưa đủ để thấy (blank spots, and what each means)."""
        from flows.commands.outlook import show_gaps

        show_gaps(
            settings(), area=area, level=level, since=_month(since, "--since"), until=_month(until, "--until"),
            rate=None if rate is None else rate / 100, as_json=as_json,
        )  # fmt: skip

    @app.command(name="bridge")
    def cross(
        place: Annotated[str, typer.Argument(metavar="PLACE", help="Mã hay tên một nơi (a place).")],
        series: Annotated[bool, typer.Option("--series", help="Số đoạn từng tháng qua ngày ấy (its months).")] = False,
        area: Area = None,
        as_json: AsJson = False,
    ) -> None:
        """Một nơi trước và sau ngày 1-7-2025 (a place before and after 1 July 2025)."""
        from flows.commands.outlook import show_crossing, show_series

        if series:
            show_series(settings(), place, area=area, as_json=as_json)
        else:
            show_crossing(place, as_json=as_json)


def _month(given: str | None, option: str) -> str | None:
    """A month as it is written in the store.

    Raises:
        BadInput: it is not written YYYY-MM.
    """
    if given is not None:
        try:
            datetime.strptime(given, "%Y-%m")
        except ValueError as error:
            raise BadInput(f"tháng phải viết YYYY-MM, không phải {given!r} (a month)", where=option) from error
    return given
