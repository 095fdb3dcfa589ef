"""Retrain: labelled passages into a candidate, a card, and its promotion if the gate passes. Else a refusal in words.

Whatever happens here, killed or refused, the model in use serves on: a candidate is first put on the shelf whole, and
the pointer is replaced in one step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.codebook.change import TaxonomyChange
from corpus.codebook.taxonomy import Taxonomy
from corpus.errors import StoreError
from corpus.people.judgements import Head, Judgements
from corpus.predictions.recent import recent
from corpus.run import Accounting
from corpus.store import Store
from flows.judging.counted import counted_model
from flows.runs.steps import Step, direct
from models.analyse import Analyst
from models.card import CARD_TEXT, text_hash_of
from models.carried import carried
from models.classifier import Settings as Recipe
from models.gate import LIMITS, Limits
from models.gold import GoldPassage, load_gold
from models.labelled import LabelledSet, labelled_set, reserved_passages
from models.shelf import CARD, card_of, load, promote, save
from models.shipped import shipped_model, shipped_reference
from models.split import Split, split
from models.train import Model, data_hash
from models.trial import Incumbent, Trial, surely, try_candidate

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "run.lock"


@dataclass(frozen=True, slots=True)
class Retrained:
    """What came of a retraining: the trial, what became of the passages, and whether the candidate serves now."""

    trial: Trial
    accounting: Accounting
    before: str
    promoted: bool
    dry_run: bool

    @property
    def exit_code(self) -> int:
        """0 where the candidate serves or, in a dry run, would; 4 where it was refused."""
        return 0 if self.trial.ruling.passed else 4


def retrain(
    *,
    store: Store | None,
    models: Path,
    taxonomy: Taxonomy,
    files: Sequence[Path] = (),
    written: Sequence[GoldPassage] | None = None,
    reserved: Sequence[GoldPassage] | None = None,
    seed: int = 0,
    now: datetime,
    dry_run: bool = False,
    settings: Recipe | None = None,
    prior: Model | None = None,
    limits: Limits = LIMITS,
    step: Step = direct,
    analyst: Analyst | None = None,
    changes: Sequence[TaxonomyChange] = (),
) -> Retrained:
    """Fit a candidate and promote it if the gate passes. A model must be in use already.

    Args:
        store: whose judgements are learned from; None for none.
        files: files of coded passages to learn from too.
        written: passages written for learning; by default the packaged ones. ``reserved``: those for measuring only.
        dry_run: change nothing on the shelf.
        settings: of the candidate's training; by default as fits its data.
        prior: a model whose knowledge the candidate keeps and corrects; see :func:`shipped_prior`.
        analyst: reads stage and modality; by default one is made.
        changes: from versions of the codebook that judgements were given under, oldest first, to this one; verdicts on
            areas whose meaning changed are not learned from, and stay in the store as they were given.

    Raises:
        BadInput: a file cannot be used, too few passages, or a split that leaks.
        StoreError: the chain of judgements does not hold, or the model in use cannot be read.
    """
    incumbent = incumbent_of(models)
    judgements = None if store is None else Judgements(store.engine)
    head = Head(0, "") if judgements is None else checked_head(judgements, models, incumbent.model.id)
    events = [] if judgements is None else judgements.for_training()
    for change in changes:
        events = carried(events, change)
    labelled = labelled_set(
        taxonomy.codes,
        written=load_gold() if written is None else written,
        reserved=reserved_passages() if reserved is None else reserved,
        files=files,
        judgements=events,
    )
    parts = split(labelled.examples)
    told = [] if store is None else recent(store.engine, model=counted_model(store, models) or "", months=limits.months)
    trial = step(
        "train",
        lambda: try_candidate(
            labelled,
            parts,
            incumbent,
            taxonomy,
            seed=seed,
            now=now,
            lock=lock_hash(),
            people=len({event.person for event in events}),
            chain=(head.count, head.chain),
            told=told,
            settings=settings,
            prior=prior,
            limits=limits,
            analyst=analyst,
        ),
    )
    if not dry_run and trial.model.id != incumbent.model.id:
        step("save", lambda: _save(trial, models))
    promoted = trial.ruling.passed and not dry_run
    if promoted:
        step("promote", lambda: _promote(trial, models, now))
    return Retrained(trial, account(labelled, parts), incumbent.model.id, promoted, dry_run)


def shipped_prior(taxonomy: Taxonomy) -> Model | None:
    """The model that comes with the package, where one fits this taxonomy and can be read here."""
    return None if shipped_reference(taxonomy) is None else shipped_model(taxonomy)


def incumbent_of(models: Path) -> Incumbent:
    """The model in use and what it learned from, as its card says or as its data's hash shows.

    Raises:
        StoreError: none is in use, or it cannot be read.
    """
    model = load(models)
    card = card_of(models, model.id)
    if card is not None and "seen" in card:
        return Incumbent(model, frozenset(card["seen"]), complete=not card.get("prior"))
    gold = load_gold()
    written = frozenset(text_hash_of(each.text) for each in gold)
    if model.data == data_hash(gold):
        return Incumbent(model, written)
    # a card without hashes comes with a shipped model: it has learned the written passages, and others
    return Incumbent(model, None if card is None else written, complete=False)


def checked_head(judgements: Judgements, models: Path, model: str) -> Head:
    """The head of the chain of judgements, after going over all of it.

    Raises:
        StoreError: it does not hold, by itself or since the card of the model in use was written; names the events.
    """
    card = card_of(models, model)
    noted = Head(*card["chain"]) if card is not None and card.get("chain", [0])[0] else None
    faults = judgements.verify(since=noted)
    if faults:
        said = "; ".join(f"sự kiện {each.seq} {each.id}: {each.reason}" for each in faults[:3])
        raise StoreError(f"chuỗi nhận xét không còn nguyên, không học từ đó (the chain does not hold): {said}")
    return judgements.head()


def account(labelled: LabelledSet, parts: Split) -> Accounting:
    """What became of every labelled passage that came in."""
    accounting = Accounting("retrain")
    accounting.enter(len(labelled.examples) + labelled.repeated)
    learned = len(surely(parts.training))
    for outcome, reason, count in (
        ("ok", "để học", learned),
        ("ok", "giữ lại để đo", len(parts.held_out)),
        ("skipped", "lời đã có ở đoạn khác", labelled.repeated),
        ("skipped", "người đọc chưa chắc hoặc chưa xét đủ các mảng", len(parts.training) - learned),
        ("skipped", "mới hơn ngày cắt mà cùng nhóm với đoạn được học", len(parts.left_out)),
    ):
        if count:
            accounting.leave("ok" if outcome == "ok" else "skipped", reason, count)
    return accounting


def lock_hash(path: Path = LOCK) -> str:
    """16 hexadecimal digits of the lock file, or "" where the program runs without its repository."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else ""


def _save(trial: Trial, models: Path) -> None:
    comparison, calibration = trial.card.comparison, trial.card.calibration
    save(
        trial.model,
        models,
        metrics={
            "macro_f1": comparison.new_macro.value,
            "macro_f1_low": comparison.new_macro.low,
            "macro_f1_high": comparison.new_macro.high,
            "passages": float(comparison.passages),
            "ece": calibration.error,
        },
        beside={CARD: trial.card.json(), CARD_TEXT: trial.card.markdown()},
    )


def _promote(trial: Trial, models: Path, now: datetime) -> None:
    difference = trial.card.comparison.difference
    promote(models, trial.model.id, why=f"đạt: chênh macro-F1 {difference}", at=now.isoformat(timespec="seconds"))
