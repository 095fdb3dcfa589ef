"""Commands on a codebook that changes: what changed, what that touches, and the two series beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from corpus.codebook.change import HOW_NAMES, TaxonomyChange, compare_taxonomies
from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput, StoreError
from corpus.people.judgements import Judgements
from corpus.predictions.said import models_heard, said_by, said_by_both, unjudged_by
from corpus.store import Store
from flows.commands import screen
from flows.judging.counted import counted_model
from flows.settings import Settings
from models.backcast import Move
from models.band import Band, bands_for, ruled
from models.carried import AffectedJudgement, affected_judgements
from models.redefine import (
    WHY_NAMES,
    Affected,
    Flip,
    both_series,
    could_flip,
)
from models.shelf import card_of, load
from models.shipped import shipped_model

COLUMNS = ("passage", "document", "source", "month", "areas", "could_flip", "reasons", "score", "title", "text")
HALF = 0.5
"""Threshold supposed for a model that is no longer on the shelf."""


def diff_taxonomies(old: Path, new: Path, *, as_json: bool) -> None:
    """A new version of the codebook against an old one, area by area.

    Raises:
        TaxonomyError: a file is no codebook.
        BadInput: a file is not there.
    """
    change = compare_taxonomies(_opened(old), _opened(new))
    if as_json:
        screen.emit(_change_data(change))
        return
    out = screen.console()
    out.print(f"Sổ mã {change.id}: {change.old_version} → {change.new_version}", markup=False)
    if change.old_fingerprint == change.new_fingerprint:
        out.print("Hai tệp nói cùng một điều.")
    for area in change.areas:
        out.print(f"  mảng {area.code or area.was[0]}: {area.words}", markup=False)
        for each in (*area.meaning, *area.wording):
            said = (
                f"{each.old} → {each.new}" if each.how == "changed" and each.old != each.new else each.new or each.old
            )
            out.print(f"      {each.words}: {said}", markup=False, style="dim", soft_wrap=True)
        for cue in area.cues:
            detail = f" ({', '.join(cue.fields)})" if cue.fields else ""
            out.print(f"      {HOW_NAMES[cue.how]} quy tắc {cue.id}{detail}", markup=False, style="dim")
    for cue in change.signals:
        out.print(f"  {cue.target}: {HOW_NAMES[cue.how]} quy tắc {cue.id}", markup=False)
    if change.empty:
        out.print("Không có gì làm đổi quyết định nào.")


def affected_by(
    settings: Settings,
    old: Path,
    new: Path,
    *,
    limit: int,
    sheet: Path | None,
    model: str,
    against: str,
    now: datetime,
    as_json: bool,
) -> None:
    """The judgements a new version marks, and the passages whose decision could flip.

    Args:
        model: whose decisions those are; "" for the one that is counted.
        against: a model of the new version, whose stored decisions are held against them; "" for none.

    Raises:
        BadInput: no store, a model that said nothing, or a file that is not there.
    """
    before, after = _opened(old), _opened(new)
    change = compare_taxonomies(before, after)
    with opened_store(settings) as store:
        asked = heard(store, model) if model else counted_model(store, settings.models)
        if asked is None:
            raise BadInput("kho chưa có đoạn nào đã phân loại (nothing judged yet)", where=settings.store)
        other = None
        if against:
            theirs = heard(store, against)
            other = {each.passage: each.areas for each in said_by(store.engine, theirs)}
        marked = affected_judgements(Judgements(store.engine).for_training(), change)
        found = could_flip(
            said_by(store.engine, asked),
            change,
            old=before,
            new=after,
            bands=stored_bands(settings.models, asked, before),
            other=other,
            limit=limit,
        )
    if sheet is not None:
        _write(sheet, found, change, model=asked, now=now)
    if as_json:
        screen.emit(_affected_data(change, found, marked, model=asked))
        return
    _show_affected(found, marked, model=asked)
    if sheet is not None:
        screen.console().print(f"Đã ghi {len(found.flips)} đoạn vào {sheet}", markup=False, soft_wrap=True)


def show_series(
    settings: Settings,
    one: str,
    other: str,
    *,
    old: Path | None,
    new: Path | None,
    everywhere: bool,
    seed: int,
    as_json: bool,
) -> None:
    """The old series and the new, area by month, and the difference on the passages that both judged.

    Raises:
        BadInput: no store, a model that said nothing, or only one of two codebooks.
    """
    if (old is None) != (new is None):
        raise BadInput("cần cả hai sổ mã, cũ và mới (both codebooks are needed)", where="--old, --new")
    change = None if old is None or new is None else compare_taxonomies(_opened(old), _opened(new))
    codes = (load_taxonomy() if new is None else _opened(new)).codes
    with opened_store(settings) as store:
        first, second = heard(store, one), heard(store, other)
        pairs = list(said_by_both(store.engine, one=first, other=second))
        alone = {
            "old_only": unjudged_by(store.engine, model=second, beside=first),
            "new_only": unjudged_by(store.engine, model=first, beside=second),
        }
    whole, monthly = both_series(pairs, codes, change=change, everywhere=everywhere, seed=seed)
    if as_json:
        moved = {"whole": whole, "monthly": monthly}
        data = {name: [asdict(each) | {"difference": each.difference} for each in part] for name, part in moved.items()}
        screen.emit({"old": first, "new": second, "passages": len(pairs), **alone, **data})
        return
    counted = whole[0].of if whole else 0
    title = f"{first} (cũ) và {second} (mới): {counted} đoạn được đếm trong {len(pairs)} đoạn cả hai đã đọc"
    table = Table(title=title, show_edge=False, title_justify="left")
    for name in ("mảng", "tháng", "chuỗi cũ", "chuỗi mới", "chênh", "chênh 95 %"):
        table.add_column(name)
    for move in (*whole, *monthly):
        table.add_row(move.area, move.period or "tất cả", f"{move.old}/{move.of}", f"{move.new}/{move.of}", *_gap(move))
    out = screen.console()
    out.print(table)
    out.print(f"Chỉ chuỗi cũ có: {alone['old_only']} đoạn; chỉ chuỗi mới có: {alone['new_only']} đoạn.")


def heard(store: Store, id: str) -> str:
    """The whole id of the model that said something in the store and whose id begins so.

    Raises:
        BadInput: none does, or several do.
    """
    ids = sorted(models_heard(store.engine))
    found = [each for each in ids if id and (each.startswith(id) or each.removeprefix("seven-areas-").startswith(id))]
    if len(found) != 1:
        said = "không có mô hình này trong kho" if not found else "nhiều mô hình bắt đầu như vậy"
        raise BadInput(f"{said}; kho có: {', '.join(ids) or 'chưa có gì'} (no such model in the store)", where=id)
    return found[0]


def stored_bands(models: Path, id: str, taxonomy: Taxonomy) -> dict[str, Band]:
    """The bands of a model on the shelf; by rule around one half for one that is gone from it or cannot be read."""
    try:
        return bands_for(load(models, id), card_of(models, id))
    except StoreError:
        pass
    try:
        shipped = shipped_model(taxonomy)
    except (BadInput, StoreError):
        shipped = None
    if shipped is not None and shipped.id == id:
        return bands_for(shipped)
    return {code: ruled(code, HALF) for code in taxonomy.codes}


def _opened(path: Path) -> Taxonomy:
    if not path.is_file():
        raise BadInput("không có tệp này (no such file)", where=str(path))
    return load_taxonomy(path)


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The store.

    Raises:
        BadInput: there is none yet.
    """
    if "://" not in settings.store and not Path(settings.store).exists():
        raise BadInput("chưa có kho dữ liệu (no store yet)", where=settings.store)
    with Store(settings.store) as store:
        yield store


def _change_data(change: TaxonomyChange) -> dict[str, Any]:
    data = asdict(change)
    for values, area in zip(data["areas"], change.areas, strict=True):
        values |= {"changes_meaning": area.changes_meaning, "only_cues": area.only_cues, "words": area.words}
    return data | {"empty": change.empty}


def _affected_data(
    change: TaxonomyChange, found: Affected, marked: Sequence[AffectedJudgement], *, model: str
) -> dict[str, Any]:
    return {
        "old": change.old_version,
        "new": change.new_version,
        "model": model,
        "judgements": [asdict(each) for each in marked],
        "looked_at": found.looked_at,
        "could_flip": found.could_flip,
        "more": found.more,
        "by_area": dict(found.by_area),
        "by_reason": dict(found.by_reason),
        "passages": [
            _row(each) | {"areas": sorted(each.said.areas), "reasons": [asdict(reason) for reason in each.reasons]}
            for each in found.flips
        ],
    }


def _row(flip: Flip) -> dict[str, Any]:
    told = flip.said.told
    return {
        "passage": told.passage,
        "document": told.document,
        "source": told.source,
        "month": told.month,
        "areas": " ".join(sorted(flip.said.areas)),
        "could_flip": " ".join(dict.fromkeys(reason.area for reason in flip.reasons)),
        "reasons": "; ".join(f"{reason.area}: {reason.words}" for reason in flip.reasons),
        "score": flip.score,
        "title": told.title,
        "text": told.text,
    }


def _write(sheet: Path, found: Affected, change: TaxonomyChange, *, model: str, now: datetime) -> None:
    from review.sheet import writer_for

    write = writer_for(sheet)
    if not sheet.resolve().parent.is_dir():
        raise BadInput("thư mục này không có (no such folder)", where=str(sheet.resolve().parent))
    about = {
        "Xuất lúc": f"{now:%Y-%m-%d %H:%M} UTC",
        "Sổ mã": f"{change.id}: {change.old_version} → {change.new_version}",
        "Mô hình": model,
        "Cách chọn": "Đoạn mà quyết định có thể đổi khi sổ mã đổi, đoạn dễ đổi nhất đứng trước.",
        "Còn nữa": f"{found.more} đoạn chưa liệt kê",
    }
    write(sheet, COLUMNS, [_row(each) for each in found.flips], about)


def _show_affected(found: Affected, marked: Sequence[AffectedJudgement], *, model: str) -> None:
    out = screen.console()
    out.print(f"{len(marked)} nhận xét bị ảnh hưởng: giữ nguyên cho chuỗi cũ, không tính cho chuỗi mới.")
    for judgement in marked[:20]:
        out.print(f"  {judgement.id} ({judgement.person}) {'; '.join(judgement.reasons)}", markup=False, soft_wrap=True)
    if len(marked) > 20:
        out.print(f"  và {len(marked) - 20} nhận xét nữa (--json để xem hết)")
    out.print(
        f"{found.could_flip} trong {found.looked_at} đoạn mà {model} đã đọc có thể đổi; liệt kê {len(found.flips)},"
        f" còn {found.more}."
    )
    for why, name in WHY_NAMES.items():
        if found.by_reason.get(why):
            out.print(f"  {name}: {found.by_reason[why]} đoạn")
    if found.by_area:
        out.print("  " + ", ".join(f"mảng {area}: {count}" for area, count in found.by_area.items()), markup=False)
    for flip in found.flips:
        told = flip.said.told
        reasons = "; ".join(f"{each.area}: {each.words}" for each in flip.reasons)
        out.print(f"{told.passage[:12]} [{flip.score:.2f}] {reasons}", markup=False, soft_wrap=True)
        out.print(f"    {told.text[:110]}", markup=False, style="dim")


def _gap(move: Move) -> tuple[str, str]:
    gap = move.difference
    span = "-" if move.low is None or move.high is None else f"{move.low:+.4f} đến {move.high:+.4f}"
    return ("-" if gap is None else f"{gap:+.4f}"), span
