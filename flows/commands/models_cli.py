"""Commands on models: retrain, the shelf, comparison, back-cast, agreement, learning curve, suspects, public sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput, StoreError
from corpus.label import Judgement
from corpus.people.judgements import Judgements
from corpus.predictions.recent import recent
from corpus.store import Store
from flows.commands import screen
from flows.judging.counted import counted_model
from flows.retrain import Retrained
from flows.settings import Settings
from models.agreement import agreement
from models.backcast import Move, backcast
from models.external import bench, read_rows
from models.gold import load_gold
from models.labelled import LabelledSet, labelled_set, reserved_passages
from models.shelf import CARD, card_of, changes, listed, load, made_here, promote, rollback
from models.split import split
from models.suspects import labels_for, learning_curve, suspects

Clock = Callable[[], datetime]

PROFILES = {"primary": "đang dùng", "candidate": "ứng viên", "retired": "đã thôi dùng"}


def run_retrain(
    settings: Settings,
    *,
    files: Sequence[Path],
    seed: int,
    dry_run: bool,
    from_scratch: bool,
    now: Clock,
    as_json: bool,
) -> int:
    """Retrain under the run's lock and accounting. Gives the exit code: 0 promoted, 4 refused."""
    from flows.commands.running import progress_bars
    from flows.retrain import retrain, shipped_prior
    from flows.runs.run import Run

    with progress_bars(as_json) as progress, Run(settings, kind="retrain", now=now, progress=progress) as run:
        run.model()
        progress.begin("train", None)
        done = retrain(
            store=run.store,
            models=settings.models,
            taxonomy=run.taxonomy,
            files=files,
            seed=seed,
            now=now(),
            dry_run=dry_run,
            prior=None if from_scratch else shipped_prior(run.taxonomy),
        )
        run.account(done.accounting, {})
    if as_json:
        screen.emit(_retrained(done))
    else:
        _show_retrained(done, settings.models)
    return done.exit_code


def _retrained(done: Retrained) -> dict[str, object]:
    card = asdict(done.trial.card)
    card.pop("seen")
    return {
        "candidate": done.trial.model.id,
        "before": done.before,
        "passed": done.trial.ruling.passed,
        "promoted": done.promoted,
        "dry_run": done.dry_run,
        "reasons": list(done.trial.ruling.reasons),
        "notes": list(done.trial.ruling.notes),
        "card": card,
    }


def _show_retrained(done: Retrained, shelf: Path) -> None:
    out = screen.console()
    card, ruling = done.trial.card, done.trial.ruling
    out.print(f"Ứng viên {card.id}: học {card.trained_on} đoạn, đo trên {card.comparison.passages} đoạn giữ lại")
    out.print(f"  macro-F1 {card.comparison.new_macro}, đang dùng {card.comparison.old_macro}", markup=False)
    out.print(f"  chênh lệch {card.comparison.difference}", markup=False)
    for note in ruling.notes:
        out.print(f"  (chưa xét được) {note}", markup=False, style="dim")
    for reason in ruling.reasons:
        out.print(f"  ✗ {reason}", markup=False)
    if not ruling.passed:
        out.print(f"Không đưa vào dùng; {done.before} vẫn phục vụ.")
    elif done.dry_run:
        out.print("Đạt, nhưng đây là thử (--dry-run): không có gì thay đổi.")
    else:
        out.print(f"Đạt: {card.id} được đưa vào dùng. Phân loại lại: bamsat classify. Trở lại: bamsat models rollback")
    if not done.dry_run and done.trial.model.id != done.before:
        out.print(f"Phiếu mô hình: {shelf / (card.id + '.card.md')}", markup=False, soft_wrap=True)


def list_models(settings: Settings, *, as_json: bool) -> None:
    """Every model on the shelf, with its profile and the figures it was stored with."""
    found = listed(settings.models) if settings.models.is_dir() else []
    if as_json:
        screen.emit([asdict(each) for each in found])
        return
    table = Table(show_edge=False)
    for name in ("mô hình", "hồ sơ", "đoạn đã học", "macro-F1", "sổ mã", ""):
        table.add_column(name)
    for each in found:
        if each.reference is None:
            table.add_row(each.id, PROFILES[each.profile], "", "", "", escape(each.fault))
            continue
        score = each.reference.metrics.get("macro_f1")
        table.add_row(
            each.id,
            PROFILES[each.profile],
            str(each.reference.passages),
            "chưa đo" if score is None else f"{score:.3f}",
            each.reference.taxonomy,
            "" if made_here(each.reference) else f"scikit-learn {each.reference.sklearn}: cần huấn luyện lại",
        )
    screen.console().print(table if found else "Kệ chưa có mô hình nào. Thử: bamsat classify, hoặc bamsat retrain")


def show_model(settings: Settings, id: str, *, as_json: bool) -> None:
    """A model's card, after reading the model once, and its history.

    Raises:
        StoreError: it is not there, or its file is damaged, changed or of another version.
    """
    id = _resolved(settings.models, id)
    model = load(settings.models, id)
    past = [each for each in changes(settings.models) if each.id == id]
    card = card_of(settings.models, id)
    if as_json:
        data = None if card is None else {key: value for key, value in card.items() if key != "seen"}
        screen.emit({"id": id, "passages": model.passages, "card": data, "history": [asdict(each) for each in past]})
        return
    out = screen.console()
    if card is None:
        out.print(f"{id}: {model.passages} đoạn, sổ mã {model.taxonomy}, mầm {model.seed}; không có phiếu mô hình.")
    else:
        path = settings.models / f"{id}{CARD.replace('.json', '.md')}"
        out.print(path.read_text(encoding="utf-8"), markup=False, soft_wrap=True)
    for each in past:
        out.print(f"{each.at or '(không rõ lúc)'} {each.kind}: {each.why or '(không ghi lý do)'}", markup=False)


def promote_model(settings: Settings, id: str, *, because: str, now: Clock, as_json: bool) -> None:
    """Put a model into use by hand; one that the gate did not pass needs a reason, which is kept.

    Raises:
        BadInput: it did not pass, and no reason is given.
        StoreError: it is not there, or cannot be read.
    """
    id = _resolved(settings.models, id)
    card = card_of(settings.models, id)
    ruling = None if card is None else card.get("ruling")
    if not because.strip() and (ruling is None or not ruling["passed"]):
        reasons = ["chưa từng qua cổng (never held to the gate)"] if ruling is None else ruling["reasons"]
        raise BadInput(
            f"mô hình này không đạt: {'; '.join(reasons)}. Muốn dùng thì nói vì sao: --because (a reason is needed)",
            where=id,
        )
    promote(settings.models, id, why=because or "đã đạt", at=now().isoformat(timespec="seconds"))
    _say_current(id, as_json=as_json)


def roll_back(settings: Settings, *, because: str, now: Clock, as_json: bool) -> None:
    """Put the model used before back into use.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    reference = rollback(settings.models, why=because, at=now().isoformat(timespec="seconds"))
    _say_current(reference.id, as_json=as_json)


def _say_current(id: str, *, as_json: bool) -> None:
    if as_json:
        screen.emit({"primary": id})
    else:
        screen.console().print(f"Đang dùng: {id}. Phân loại lại những gì đã có: bamsat classify")


def backcast_models(settings: Settings, id: str, *, months: int | None, seed: int, as_json: bool) -> None:
    """History by a model and by the one in use: how far each area moves, whole and month by month.

    Raises:
        StoreError: no model is in use, or one cannot be read.
        BadInput: the store holds nothing that the model in use has judged.
    """
    taxonomy = load_taxonomy()
    id = _resolved(settings.models, id)
    with opened(settings) as store:
        judged_by = "" if store is None else counted_model(store, settings.models) or ""
        told = [] if store is None else recent(store.engine, model=judged_by, months=months)
    if not told:
        raise BadInput(
            "kho chưa có đoạn nào đã phân loại, trong tỉnh và có ngày (nothing stored)", where=settings.store
        )
    old = load(settings.models)
    whole, monthly = backcast(told, new=load(settings.models, id), old=old, taxonomy=taxonomy, seed=seed)
    if as_json:
        data = {"new": id, "old": old.id, "whole": [asdict(m) for m in whole], "monthly": [asdict(m) for m in monthly]}
        screen.emit(data)
        return
    table = Table(title=f"{old.id} → {id}: {len(told)} đoạn", show_edge=False, title_justify="left")
    for name in ("mảng", "tháng", "đang dùng", "mô hình này", "chênh 95 %"):
        table.add_column(name)
    for move in (*whole, *monthly):
        table.add_row(move.area, move.period or "tất cả", f"{move.old}/{move.of}", f"{move.new}/{move.of}", _span(move))
    screen.console().print(table)


def bench_file(path: Path, *, text: str, label: str, split_field: str, seed: int, as_json: bool) -> None:
    """The linear pipeline on a public labelled set.

    Raises:
        BadInput: a line without the fields, or a split without both parts.
    """
    found = bench(read_rows(path, text=text, label=label, split=split_field), seed=seed)
    if as_json:
        screen.emit(asdict(found))
        return
    out = screen.console()
    how = f"chia {found.folds} phần" if found.folds else "phần chia sẵn"
    kind = "nhiều nhãn" if found.multi else "một nhãn"
    out.print(f"{path.name}: {kind}, {len(found.support)} nhãn, {how}, học {found.trained_on}, đo {found.judged}")
    for name, value in (("đúng hết", found.accuracy), ("macro-F1", found.macro_f1), ("micro-F1", found.micro_f1)):
        out.print(f"  {name:<10}{value}", markup=False)
    out.print(f"  luôn nói nhãn hay gặp nhất: đúng {found.majority:.3f}")
    for name, score in sorted(found.f1.items(), key=lambda each: -found.support[each[0]]):
        out.print(f"  {_figure(score):>14}  {name} (n={found.support[name]})", markup=False)


def show_agreement(settings: Settings, *, seed: int, as_json: bool) -> None:
    """Krippendorff's alpha by area over the judgements of the store."""
    taxonomy = load_taxonomy()
    found = agreement(judged(settings), taxonomy.codes, seed=seed)
    if as_json:
        screen.emit([asdict(each) for each in found])
        return
    for each in found:
        screen.console().print(
            f"mảng {each.area}: alpha {each.alpha}, {each.people} người, {each.unsure} lần chưa chắc", markup=False
        )


def show_curve(settings: Settings, *, files: Sequence[Path], seed: int, as_json: bool) -> None:
    """Macro-F1 after growing parts of the labels, and about how many more would bring one point more."""
    taxonomy = load_taxonomy()
    points = learning_curve(split(labelled_for(settings, files).examples), taxonomy, seed=seed)
    more = labels_for(points, 0.01)
    if as_json:
        screen.emit({"points": [asdict(each) for each in points], "labels_for_one_point": more})
        return
    out = screen.console()
    for each in points:
        out.print(f"{each.passages:>6} đoạn: macro-F1 {each.macro}", markup=False)
    said = "đường cong chưa nói được" if more is None else f"chừng {more} đoạn nữa (ước theo đường cong)"
    out.print(f"Thêm 0,01 macro-F1: {said}")


def show_suspects(settings: Settings, *, files: Sequence[Path], limit: int, seed: int, as_json: bool) -> None:
    """Labels to look at again, the most suspect first."""
    taxonomy = load_taxonomy()
    found = suspects(labelled_for(settings, files).examples, taxonomy, seed=seed)
    if as_json:
        screen.emit([asdict(each) for each in found[:limit]])
        return
    out = screen.console()
    for each in found[:limit]:
        label = "có" if each.labelled else "không"
        out.print(f"{each.key} mảng {each.area}: nhãn {label}, máy {each.chance:.2f}  {each.text[:90]}", markup=False)
    out.print(f"{len(found)} nhãn đáng xem lại; đã hiện {min(limit, len(found))}.")


def labelled_for(settings: Settings, files: Sequence[Path]) -> LabelledSet:
    """Written passages, files and the store's judgements, as retraining takes them."""
    return labelled_set(
        load_taxonomy().codes,
        written=load_gold(),
        reserved=reserved_passages(),
        files=files,
        judgements=judged(settings),
    )


def judged(settings: Settings) -> list[Judgement]:
    """What stands of the judgements in the store; nothing where there is no store."""
    with opened(settings) as store:
        return [] if store is None else Judgements(store.engine).for_training()


@contextmanager
def opened(settings: Settings) -> Iterator[Store | None]:
    """The store where there is one."""
    if "://" not in settings.store and not Path(settings.store).exists():
        yield None
        return
    with Store(settings.store) as store:
        yield store


def _resolved(models: Path, id: str) -> str:
    """The whole id that begins so, with or without ``seven-areas-``.

    Raises:
        StoreError: none does, or several do.
    """
    ids = [each.id for each in listed(models)] if models.is_dir() else []
    found = [each for each in ids if id and (each.startswith(id) or each.removeprefix("seven-areas-").startswith(id))]
    if len(found) != 1:
        raise StoreError(
            f"{id}: {'không có mô hình này' if not found else 'nhiều mô hình bắt đầu như vậy'};"
            " xem bamsat models list (no such model)"
        )
    return found[0]


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _interval(value: float | None, low: float | None, high: float | None) -> str:
    if value is None or low is None or high is None:
        return _figure(value)
    return f"{value:.3f} [{low:.3f}; {high:.3f}]"


def _span(move: Move) -> str:
    return "-" if move.low is None or move.high is None else f"{move.low:+.4f} đến {move.high:+.4f}"
