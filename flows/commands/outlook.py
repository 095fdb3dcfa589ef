"""Targets, signals, blank spots and crossings of places, looked up in the store and shown."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from rich.markup import escape
from rich.table import Table

from corpus.coverage.gaps import WHY_NAMES, Gap, gaps
from corpus.coverage.signals import Grain, history
from corpus.errors import BadInput
from corpus.events.targets import Report, Target, targets
from corpus.places.bridge import BREAK, LAST_BEFORE, STATUS_NAMES, Bridge, Crossing
from corpus.places.gazetteer import Gazetteer, load_gazetteer
from corpus.places.series import Footing, place_series
from flows.commands import screen
from flows.commands.naming import SOURCES, check_area, name_of, place_named
from flows.commands.store_views import opened_store as opened
from flows.commands.store_views import plain
from flows.judging.counted import counted_model
from flows.settings import Settings

CAUSE_NAMES = {"world": "thực tế", "source": "nguồn", "model": "mô hình", "unclear": "chưa rõ"}
CHANGE_NAMES = {"change": "đổi mức", "alarm": "bất thường"}

SHOWN_GAPS = 30
"""Blank spots of one kind that are listed on a screen."""


def show_targets(
    settings: Settings,
    *,
    area: str | None,
    place: str | None,
    since: str | None,
    until: str | None,
    conflicts: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Last reported values of numeric indicators.

    Raises:
        BadInput: there is no store, or no such area or place.
    """
    gazetteer = load_gazetteer()
    place = place_named(place, gazetteer)
    check_area(area)
    with opened(settings) as store:
        model = counted_model(store, settings.models)
        found: list[Target] = []
        if model is not None:
            found = targets(store.engine, model, area=area, place=place, since=since, until=until)
    found = [each for each in found if each.conflict or not conflicts]
    if as_json:
        screen.emit([_target_data(each) for each in found])
        return
    table = Table(show_edge=False, pad_edge=False)
    for name in ("mảng", "chỉ tiêu", "nơi", "loại"):
        table.add_column(name)
    table.add_column("giá trị", justify="right")
    for name in ("kỳ", "đưa tin", "nguồn", "đoạn"):
        table.add_column(name)
    newest = sorted(found, key=lambda each: each.last[0].published, reverse=True)[:limit]
    for each in newest:
        for at, report in enumerate(each.last):
            said = report.stated
            first = (each.area or "–", each.indicator, name_of(each.place, gazetteer) if each.place else "không nêu")
            mark = "[yellow]≠[/] " if each.conflict else ""
            table.add_row(
                *(first if at == 0 else ("", "", "")),
                {"actual": "đã đạt", "target": "phải đạt"}[each.kind],
                f"{mark}{_figure(report)}",
                said.period or said.day or "không nêu",
                report.published[:10],
                report.source,
                report.passage[:8],
            )
    out = screen.console()
    out.print(
        f"{len(found)} chỉ tiêu; mỗi chỉ tiêu là lần đưa tin sau cùng, không cộng dồn. ≠ là cùng ngày nói khác nhau."
    )
    out.print(table if found else "Chưa thấy chỉ tiêu nào.")


def show_signals(
    settings: Settings, *, grain: Grain, since: date | None, today: date, as_json: bool
) -> None:  # fmt: skip
    """Where volumes and shares changed, and what made it.

    Raises:
        BadInput: there is no store.
    """
    from models.signals import signals

    with opened(settings) as store:
        held = history(store.engine, grain=grain, since=since, until=today)
    found = signals(held, SOURCES)
    if as_json:
        screen.emit([asdict(each) for each in found])
        return
    out = screen.console()
    span = f"{held.periods[0]} đến {held.periods[-1]}" if held.periods else "chưa có kỳ nào"
    out.print(f"{len(found)} tín hiệu trong {len(held.series)} chuỗi, {span}.")
    table = Table(show_edge=False, pad_edge=False)
    for name in ("kỳ", "nguồn", "mảng", "gì", "trước → sau", "do", "vì sao"):
        table.add_column(name)
    for each in found:
        share = each.area != ""
        values = [f"{100 * value:.1f} %" if share else f"{value:.0f} đoạn" for value in (each.before, each.after)]
        table.add_row(
            each.period, each.source, each.area or "tất cả", CHANGE_NAMES[each.kind],
            " → ".join(values).replace(".", ","), CAUSE_NAMES[each.cause], escape("; ".join(each.reasons)),
        )  # fmt: skip
    if found:
        out.print(table)


def show_gaps(
    settings: Settings,
    *,
    area: str | None,
    level: str,
    since: str | None,
    until: str | None,
    rate: float | None,
    as_json: bool,
) -> None:
    """Blank spots, split by what they mean.

    Raises:
        BadInput: there is no store, or an area, level or rate that is none.
    """
    check_area(area)
    if level not in ("district", "commune"):
        raise BadInput("cấp là district hay commune (district or commune)", where="--level")
    with opened(settings) as store:
        model = counted_model(store, settings.models)
        found: list[Gap] = []
        if model is not None:
            found = gaps(
                store.engine,
                model,
                level="district" if level == "district" else "commune",
                areas=None if area is None else (area,),
                since=since,
                until=until,
                rate=rate,
                sources=SOURCES,
            )
    if as_json:
        screen.emit([{**asdict(each), "power": each.power} for each in found])
        return
    out, gazetteer = screen.console(), load_gazetteer()
    for why, name in WHY_NAMES.items():
        of_it = [each for each in found if each.why == why]
        out.print(f"{len(of_it)} ô {name}", style="bold")
        if not of_it or why == "not_collected":
            continue
        table = Table(show_edge=False, pad_edge=False)
        for column in ("mảng", "quý", "nơi"):
            table.add_column(column)
        for column in ("đã đọc", "cần đọc", "khả năng thấy", "có nhắc"):
            table.add_column(column, justify="right")
        for each in sorted(of_it, key=lambda gap: (-gap.read, gap.area, gap.quarter, gap.place))[:SHOWN_GAPS]:
            table.add_row(
                each.area, each.quarter, name_of(each.place, gazetteer), str(each.read), str(each.needed),
                f"{100 * each.power:.0f} %", str(each.spoken),
            )  # fmt: skip
        out.print(table)
        if len(of_it) > SHOWN_GAPS:
            out.print(f"… và {len(of_it) - SHOWN_GAPS} ô nữa (--json có đủ).", style="dim")
    out.print("Im lặng không phải là không làm; không xếp hạng nơi nào theo bảng này.", style="dim")


def show_crossing(place: str, *, as_json: bool) -> None:
    """What a unit was before, or became on, 1 July 2025.

    Raises:
        BadInput: no place has such an id.
    """
    gazetteer = load_gazetteer()
    id = place_named(place, gazetteer) or place
    bridge = Bridge(gazetteer)
    crossings = [bridge.crossing(id, day) for day in (LAST_BEFORE, BREAK)]
    crossings = [each for each in crossings if each.places != (id,)]
    if as_json:
        screen.emit(plain([asdict(each) for each in crossings]))
        return
    out = screen.console()
    for each in crossings:
        out.print(_crossing(each, gazetteer), markup=False)


def show_series(settings: Settings, place: str, *, area: str | None, as_json: bool) -> None:
    """Passages of a district, or of a unit of today, month by month over 1 July 2025, with the break marked.

    Raises:
        BadInput: there is no store, no such area or place, or a commune that is no unit today.
    """
    gazetteer = load_gazetteer()
    check_area(area)
    id = place_named(place, gazetteer) or place
    footing: Footing = "districts" if gazetteer.place(id).level == "district" else "units"
    if footing == "units" and not gazetteer.is_valid(id, BREAK):
        after = Bridge(gazetteer).crossing(id, BREAK).one
        some = f"; nay là {after}" if after is not None else ""
        raise BadInput(f"chuỗi vẽ theo huyện cũ hay xã, phường mới{some} (name a unit of today)", where=place)
    with opened(settings) as store:
        model = counted_model(store, settings.models) or ""
        series = place_series(store.engine, model, footing=footing, area=area)
    counts = series.of(id)
    left_out = [{"place": each, "status": status, "passages": n} for (each, status), n in series.left_out.items()]
    if as_json:
        rows = [{"month": month, "passages": count} for month, count in zip(series.months, counts, strict=True)]
        screen.emit(
            {"place": id, "footing": footing, "broken_at": series.broken_at, "rows": rows, "left_out": left_out}
        )
        return
    out = screen.console()
    most = max(counts, default=0)
    out.print(name_of(id, gazetteer), style="bold")
    for month, count in zip(series.months, counts, strict=True):
        if month == series.broken_at:
            out.print("──────── 1-7-2025: bỏ cấp huyện, đổi đơn vị; trước và sau không so thẳng được ────────")
        out.print(f"{month} {count:>5} {'█' * (0 if most == 0 else -(-40 * count // most))}")
    passages = sum(series.left_out.values())
    out.print(f"Để ngoài chuỗi {passages} lượt nhắc {len(left_out)} nơi không bắc cầu được chắc chắn.", style="dim")


def _crossing(crossing: Crossing, gazetteer: Gazetteer) -> str:
    names = ", ".join(name_of(id, gazetteer) for id in crossing.places) or "không rõ"
    day = f"{crossing.on.day}-{crossing.on.month}-{crossing.on.year}"
    lines = [
        f"{name_of(crossing.place, gazetteer)} vào ngày {day}: {STATUS_NAMES[crossing.status]}",
        f"  {names}",
        f"  {crossing.reason}",
    ]
    if crossing.unplaced:
        lines.append(f"  chưa có căn cứ: {', '.join(name_of(id, gazetteer) for id in crossing.unplaced)}")
    return "\n".join(lines)


def _target_data(target: Target) -> dict[str, object]:
    return {
        "indicator": target.indicator,
        "area": target.area or None,
        "place": target.place or None,
        "kind": target.kind,
        "unit": target.unit,
        "conflict": target.conflict,
        "said_in": target.said_in,
        "reports": target.reports,
        "last": [
            {
                "value": str(each.stated.value),
                "denominator": None if each.stated.denominator is None else str(each.stated.denominator),
                "against": each.stated.against or None,
                "qualifier": each.stated.qualifier or None,
                "day": each.stated.day or None,
                "period": each.stated.period or None,
                "published": each.published,
                "source": each.source,
                "document": each.document,
                "passage": each.passage,
                "url": each.url,
            }
            for each in target.last
        ],
    }


def _figure(report: Report) -> str:
    said = report.stated
    over = "" if said.denominator is None else f"/{_number(str(said.denominator))}"
    return " ".join(part for part in (said.qualifier, f"{_number(str(said.value))}{over}", said.unit) if part)


def _number(value: str) -> str:
    """A plain decimal number as Vietnamese writes it."""
    whole, _, part = value.partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")
