"""Events, and what is counted of them, brought up to date in the store and shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from rich.table import Table

from corpus.coverage.unit_counts import UnitCounts, side_by_side
from corpus.errors import BadInput, StoreBusy
from corpus.events.event import Event, Events
from corpus.events.gathering import gather, waiting
from corpus.label import STAGE_NAMES, Stage
from corpus.places.gazetteer import Gazetteer, load_gazetteer
from corpus.store import Store
from flows.commands import screen
from flows.commands.naming import SOURCES, check_area, name_of, place_named
from flows.commands.store_views import opened_store as opened
from flows.commands.store_views import plain
from flows.judging.counted import counted_model
from flows.runs.lock import run_lock
from flows.settings import Settings


def brought_up(settings: Settings, store: Store) -> tuple[str | None, int]:
    """The model whose events are shown, and how many documents its events still lack.

    What is new is gathered first; while another run holds the data folder, what was gathered before is shown.
    """
    model = counted_model(store, settings.models)
    if model is None:
        return None, 0
    left = len(waiting(store.engine, model))
    if left:
        try:
            with run_lock(settings.home):
                gather(store.engine, model)
        except StoreBusy:
            return model, left
    return model, 0


def show_events(
    settings: Settings,
    *,
    area: str | None,
    place: str | None,
    since: str | None,
    until: str | None,
    everywhere: bool,
    several: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Events, the newest first.

    Raises:
        BadInput: there is no store, or no such area or place.
    """
    place = place_named(place, load_gazetteer())
    check_area(area)
    with opened(settings) as store:
        model, left = brought_up(settings, store)
        found = (
            []
            if model is None
            else Events(store.engine, SOURCES).find(
                model,
                area=area,
                place=place,
                since=since,
                until=until,
                reach="everywhere" if everywhere else "inside",
                several=several,
            )
        )
    if as_json:
        screen.emit(
            {"model": model, "events": len(found), "waiting": left, "shown": plain(_events_data(found[:limit]))}
        )
        return
    out = screen.console()
    passages, documents = (sum(len(getattr(each, name)) for each in found) for name in ("passages", "documents"))
    out.print(f"{len(found)} sự kiện, kể trong {documents} lượt văn bản, {passages} đoạn.")
    _say_left(left)
    if found:
        out.print(_events_table(found[:limit], load_gazetteer()))
        if len(found) > limit:
            out.print(f"… và {len(found) - limit} sự kiện nữa (--limit).", style="dim")
        out.print(f"Mở một sự kiện: bamsat events show {found[0].id[:6]}", style="dim")


def show_event(settings: Settings, beginning: str, *, as_json: bool) -> None:
    """One event with every passage that tells of it.

    Raises:
        BadInput: there is no store, or none or several events' ids begin so.
    """
    with opened(settings) as store:
        model, _ = brought_up(settings, store)
        if model is None:
            raise BadInput(
                "chưa có đoạn nào được phân loại; chạy bamsat classify (nothing judged yet)", where=beginning
            )
        events = Events(store.engine, SOURCES)
        event = events.event(model, beginning)
        carrying = events.carrying(model, event.id)
    if as_json:
        data = _events_data([event])[0]
        screen.emit(plain({**data, "carrying": [asdict(each) for each in carrying]}))
        return
    out = screen.console()
    gazetteer = load_gazetteer()
    out.print(f"Sự kiện {event.id}", style="bold")
    out.print(f"  ngày     {_days(event)}{'' if event.said else ' (theo ngày đăng)'}")
    out.print(
        f"  mảng     {', '.join(event.areas)}; khâu {', '.join(STAGE_NAMES[Stage(each)] for each in event.stages)}"
    )
    out.print(f"  nơi      {', '.join(name_of(each, gazetteer) for each in event.places) or 'không nêu'}", markup=False)
    out.print(f"  ai       {', '.join(event.actors) or 'không nêu'}", markup=False)
    out.print(f"  văn bản  {', '.join(event.numbers) or 'không nêu số'}", markup=False)
    out.print(f"  mức      E{event.strength}{', có nguồn độc lập xác nhận' if event.confirmed else ''}")
    out.print(
        f"  kể ở     {len(event.documents)} văn bản ({event.copies} đăng lại, {event.retold} kể lại), "
        f"nguồn {', '.join(event.sources)}",
        markup=False,
    )
    for each in carrying:
        kind = screen.CARRIER_NAMES.get(each.kind or "", "chưa gộp")
        out.print()
        out.print(
            f"[bold]{each.source}[/] {(each.published or 'không ngày')[:10]} ({kind}), mảng {', '.join(each.areas)}"
        )
        out.print(f"{each.title or ''} [{each.passage}]", markup=False, style="dim")
        out.print(each.text, markup=False)


def show_units(
    settings: Settings, *, place: str | None, since: str | None, until: str | None, as_json: bool
) -> None:  # fmt: skip
    """Passages, documents and events side by side by area and month.

    Raises:
        BadInput: there is no store, or no such place.
    """
    place = place_named(place, load_gazetteer())
    with opened(settings) as store:
        model, left = brought_up(settings, store)
        counted: list[UnitCounts] = []
        if model is not None:
            counted = side_by_side(Events(store.engine, SOURCES), model, since=since, until=until, place=place)
    if as_json:
        rows = [{**asdict(each), "one_article": each.one_article} for each in counted]
        screen.emit({"model": model, "waiting": left, "rows": rows})
        return
    _say_left(left)
    table = Table(show_edge=False, pad_edge=False)
    for name in ("mảng", "tháng"):
        table.add_column(name)
    for name in (
        "đoạn",
        "văn bản",
        "sự kiện",
        "đã làm",
        "đăng lại",
        "kể lại",
        "nhắc nguyên văn",
        "nhiều nơi kể",
        "xác nhận",
    ):
        table.add_column(name, justify="right")
    for each in counted:
        numbers = (
            each.passages,
            each.documents,
            each.events,
            each.done,
            each.copies,
            each.retold,
            each.passages_restated,
            each.carried,
        )
        table.add_row(each.area, each.month or "không ngày", *map(str, (*numbers, each.confirmed)))
    screen.console().print(table if counted else "Chưa có đoạn nào thuộc mảng nào.")


def _events_data(events: Sequence[Event]) -> list[dict[str, object]]:
    return [{**asdict(each), "done": each.done} for each in events]


def _events_table(events: Sequence[Event], gazetteer: Gazetteer) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for name in ("mã", "ngày", "mảng", "mức", "văn bản", "nguồn", "nơi", "ai"):
        table.add_column(name)
    for each in events:
        several = f"{len(each.documents)}" + (f" ({each.copies} đăng lại)" if each.copies else "")
        table.add_row(
            each.id[:6], _days(each), ",".join(each.areas), f"E{each.strength}" if each.done else "chưa làm", several,
            ", ".join(each.sources[:3]), ", ".join(name_of(id, gazetteer) for id in each.places[:3]),
            "; ".join(each.actors[:2]),
        )  # fmt: skip
    return table


def _days(event: Event) -> str:
    if event.since is None or event.until is None:
        return "không ngày"
    return event.since.isoformat() if event.since == event.until else f"{event.since} – {event.until}"


def _say_left(left: int) -> None:
    if left:
        screen.console().print(
            f"Một lượt chạy đang giữ kho: còn {left} văn bản chưa gộp vào sự kiện.", style="yellow"
        )  # fmt: skip
