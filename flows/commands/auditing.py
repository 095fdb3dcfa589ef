"""Audit samples from the command line: drawn once for a period, and how far they are judged."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from rich.table import Table

from corpus.audit.labels import progress
from corpus.audit.samples import Audit, Audits
from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.store import Store
from flows.commands import screen
from flows.commands.store_views import opened_store
from flows.judging.counted import counted_model
from flows.settings import Settings


def draw_audit(
    settings: Settings, period: str, *, size: int, seed: int, source: str | None, now: datetime, as_json: bool
) -> None:
    """Draw the sample of a period by the model in use, and say what was drawn.

    Raises:
        BadInput: nothing was judged, the period has no passages in scope, or it has a sample already.
    """
    with opened_store(settings) as store:
        audit = drawn(store, settings, period, size=size, seed=seed, source=source, now=now)
    if as_json:
        screen.emit(_data(audit))
        return
    out = screen.console()
    out.print(
        f"Mẫu {audit.id}: {audit.size} trong {audit.population} đoạn của kỳ {audit.period}, mầm {audit.seed},"
        f" mô hình {audit.model}, {len(audit.drawn)} lớp.",
        markup=False,
    )
    out.print(f"Chấm ở bàn duyệt, hàng chờ “{audit.queue}” (bamsat review).", markup=False)


def drawn(
    store: Store, settings: Settings, period: str, *, size: int, seed: int, source: str | None, now: datetime
) -> Audit:
    """The sample, drawn now and kept.

    Raises:
        BadInput: as :func:`draw_audit`.
    """
    model = counted_model(store, settings.models)
    if model is None:
        raise BadInput("chưa có gì được phân loại: chạy `bamsat run` trước (nothing judged)", where=store.where)
    return Audits(store.engine).draw(
        period, size=size, seed=seed, model=model, taxonomy=load_taxonomy().version, now=now, source=source
    )


def show_audits(settings: Settings, *, as_json: bool) -> None:
    """Every sample with how much of it was judged."""
    with opened_store(settings) as store:
        audits = Audits(store.engine).all()
        done = {audit.id: progress(store.engine, audit.id) for audit in audits}
    if as_json:
        screen.emit([_data(audit) | {"progress": asdict(done[audit.id])} for audit in audits])
        return
    out = screen.console()
    if not audits:
        out.print(
            "Chưa rút mẫu nào: bamsat audit draw 2026-10 --size 120; cần bao nhiêu: bamsat audit plan.", markup=False
        )
        return
    table = Table(show_edge=False, pad_edge=False)
    for title in ("mẫu", "kỳ", "nguồn", "đoạn", "trong", "đã chấm", "người chấm", "rút ngày"):
        table.add_column(title)
    for audit in audits:
        at = done[audit.id]
        people = ", ".join(f"{name} {count}" for name, count in at.by_person.items()) or "chưa ai"
        table.add_row(
            audit.id, audit.period, audit.scope or "tất cả", str(audit.size), str(audit.population),
            f"{at.read}/{at.items}", people, audit.made_at[:10],
        )  # fmt: skip
    out.print(table)


def _data(audit: Audit) -> dict[str, object]:
    return {**asdict(audit), "strata": [asdict(each) for each in audit.strata], "queue": audit.queue}
