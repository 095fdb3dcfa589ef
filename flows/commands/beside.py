"""Commands on a shadow run and on what the machine leaves open: mark, report, catch up, and the queue "uncertain"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.table import Table

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.predictions.said import said_by, said_of
from flows.commands import screen
from flows.commands.redefinition import opened_store, stored_bands
from flows.judging.counted import counted_model
from flows.settings import Settings
from flows.shadow import ShadowReport, catch_up, report
from models.band import Band, Unsure, as_data, uncertain
from models.shadowing import Cost, Shadow, in_use, shadow, shadowed, unshadow
from models.shelf import listed

Clock = Callable[[], datetime]


def begin_shadow(settings: Settings, id: str, *, because: str, catching: int, now: Clock, as_json: bool) -> None:
    """Mark a model to judge beside the one in use; it catches up with so many documents at once.

    Raises:
        BadInput: it is the one in use, or of another codebook.
        StoreError: it is not there, or cannot be read.
    """
    mark = shadow(settings.models, _on_shelf(settings, id), at=now().isoformat(timespec="seconds"), why=because)
    cost = _caught_up(settings, mark, catching, now=now) if catching else Cost()
    if as_json:
        screen.emit({"shadow": mark.id, "primary": in_use(settings.models), "caught_up": asdict(cost)})
        return
    out = screen.console()
    out.print(f"{mark.id} chạy song song với {in_use(settings.models)} từ lượt phân loại sau; không được đếm.")
    if catching:
        out.print(f"Đã đọc bù {cost.documents} văn bản, {cost.passages} đoạn; không đọc được {cost.failed}.")
    out.print("Xem: bamsat models shadow --report. Thôi: bamsat models shadow --off")


def end_shadow(settings: Settings, *, as_json: bool) -> None:
    """Take the mark off; what the shadow said stays in the store."""
    there = unshadow(settings.models) if settings.models.is_dir() else False
    if as_json:
        screen.emit({"shadow": None, "was_on": there})
    else:
        screen.console().print("Đã thôi chạy song song; những gì nó nói vẫn còn trong kho." if there else "Không có.")


def report_shadow(settings: Settings, *, area: str | None, limit: int, as_json: bool) -> None:
    """What the shadow run has shown.

    Args:
        area: name only passages decided differently in this area.

    Raises:
        BadInput: no model is marked, or no store.
        StoreError: the mark cannot be read.
    """
    mark = shadowed(settings.models)
    if mark is None:
        raise BadInput("không có mô hình nào chạy song song; bamsat models shadow <mã> (no shadow)", where="shadow")
    with opened_store(settings) as store:
        primary = in_use(settings.models) or counted_model(store, settings.models) or ""
        found = report(store, models=settings.models, model=primary, shadow=mark, codes=load_taxonomy().codes)
    differing = [each for each in found.differing if area is None or each.area == area]
    if as_json:
        screen.emit(_report_data(found) | {"differing": [asdict(each) for each in differing[:limit]]})
        return
    out = screen.console()
    since = f" từ {mark.at}" if mark.at else ""
    out.print(
        f"{mark.id} bên cạnh {found.primary}{since}: {found.passages} đoạn, {found.missing} đoạn chưa đọc song song"
    )
    table = Table(show_edge=False)
    for name in ("mảng", "cả hai", "chỉ mô hình đang dùng", "chỉ mô hình song song", "giống nhau", "giống nhau khi có"):
        table.add_column(name)
    for each in found.areas:
        shares = (_percent(each.agreement), _percent(each.positive))
        table.add_row(each.area, str(each.both), str(each.only_one), str(each.only_other), *shares)
    out.print(table)
    for each_differing in differing[:limit]:
        says = "đang dùng nói có" if each_differing.says == "one" else "song song nói có"
        chances = f"{each_differing.one:.2f} / {each_differing.other:.2f}"
        out.print(f"  {each_differing.passage} mảng {each_differing.area}: {says} ({chances})", markup=False)
    if len(differing) > limit:
        out.print(f"  và {len(differing) - limit} chỗ khác nhau nữa (--limit)")
    cost = found.cost
    share = "chưa đo" if cost.share is None else f"thêm {cost.share:.1%} thời gian phân loại"
    out.print(f"Chi phí: {cost.documents} văn bản, {cost.passages} đoạn, {cost.seconds:.1f} giây ({share})")
    for document, reason in cost.faults.items():
        out.print(f"  không đọc được {document}: {reason}", markup=False)


def show_uncertain(settings: Settings, *, area: str | None, everywhere: bool, limit: int, as_json: bool) -> None:
    """Passages that the model in use leaves open, the most doubtful first: the queue “uncertain”.

    Args:
        everywhere: also passages of other provinces and terms, which coverage does not count.

    Raises:
        BadInput: no store, nothing judged, or no such area.
    """
    taxonomy = load_taxonomy()
    if area is not None and area not in taxonomy.codes:
        raise BadInput(f"không có mảng này; có: {', '.join(taxonomy.codes)} (no such area)", where=area)
    with opened_store(settings) as store:
        model = counted_model(store, settings.models)
        if model is None:
            raise BadInput("kho chưa có đoạn nào đã phân loại (nothing judged yet)", where=settings.store)
        bands = stored_bands(settings.models, model, taxonomy)
        counted = (each for each in said_by(store.engine, model) if everywhere or each.counted)
        found = uncertain(counted, bands, area=area)
        shown = said_of(store.engine, model, [each.passage for each in found[:limit]])
    if as_json:
        passages = [
            asdict(each) | {"title": shown[each.passage].told.title, "text": shown[each.passage].told.text}
            for each in found[:limit]
        ]
        screen.emit({"model": model, "uncertain": len(found), "bands": as_data(bands), "passages": passages})
        return
    out = screen.console()
    for band in bands.values():
        out.print(_band_words(band, found), markup=False)
    for each in found[:limit]:
        others = f", cả mảng {', '.join(each.others)}" if each.others else ""
        out.print(f"{each.passage[:12]} mảng {each.area} xác suất {each.chance:.2f}{others}", markup=False)
        out.print(f"    {shown[each.passage].told.text[:110]}", markup=False, style="dim")
    out.print(f"{len(found)} đoạn máy để ngỏ; đã hiện {min(limit, len(found))}.")


def _band_words(band: Band, found: list[Unsure]) -> str:
    count = sum(band.area in (each.area, *each.others) for each in found)
    basis = "đo trên đoạn giữ lại" if band.basis == "held_out" else "theo quy tắc Chow"
    return f"mảng {band.area}: để ngỏ từ {band.low:.2f} đến {band.high:.2f}, {basis}; {count} đoạn"


def _caught_up(settings: Settings, mark: Shadow, limit: int, *, now: Clock) -> Cost:
    from corpus.run import Accounting
    from flows.runs.run import Run

    with Run(settings, kind="shadow", now=now) as run:
        primary = in_use(settings.models) or ""
        cost = catch_up(run.store, models=settings.models, model=primary, shadow=mark.id, limit=limit)
        accounting = Accounting("shadow")
        accounting.enter(cost.documents + cost.failed)
        if cost.documents:
            accounting.leave("ok", "đã đọc song song", cost.documents)
        if cost.failed:
            accounting.leave("failed", "không đọc song song được", cost.failed)
        run.account(accounting, dict(cost.faults))
    return cost


def _on_shelf(settings: Settings, id: str) -> str:
    """The whole id of the model on the shelf that begins so.

    Raises:
        BadInput: none does, or several do.
    """
    ids = [each.id for each in listed(settings.models)] if settings.models.is_dir() else []
    found = [each for each in ids if id and (each.startswith(id) or each.removeprefix("seven-areas-").startswith(id))]
    if len(found) != 1:
        said = "không có mô hình này" if not found else "nhiều mô hình bắt đầu như vậy"
        raise BadInput(f"{said}; xem bamsat models list (no such model)", where=id)
    return found[0]


def _report_data(found: ShadowReport) -> dict[str, Any]:
    return {
        "primary": found.primary,
        "shadow": asdict(found.shadow),
        "passages": found.passages,
        "missing": found.missing,
        "areas": [
            asdict(each) | {"agreement": each.agreement, "positive_agreement": each.positive} for each in found.areas
        ],
        "differ": len(found.differing),
        "cost": asdict(found.cost) | {"share": found.cost.share},
    }


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"
