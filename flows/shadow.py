"""Shadow run: a candidate judges beside the model in use, on the very passages it judges, and is counted nowhere.

The candidate sees passages as they were cut and read for the model in use. What it says is stored under its own id
(:mod:`corpus.predictions.shadows`); whatever happens to it, killed, damaged or failing, the model in use has judged on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Document
from corpus.errors import BamsatError
from corpus.predictions.said import documents_unjudged_by, said_by_both, unjudged_by
from corpus.predictions.shadows import Shadowed, put_shadowed
from corpus.store import JudgedDocument, Store
from flows.runs.faults import PROCESS_DIED, Unjudged, reason_of
from models.disagree import AreaAgreement, Disagreement, agreements
from models.shadowing import Cost, Shadow, add_cost, cost_of, shadowed

if TYPE_CHECKING:
    from models.judge import Judge

Timer = Callable[[], float]

BATCH = 40
"""Documents caught up with at a time, each batch stored in one transaction."""

CATCH_UP = 60
"""Documents of before (or of a run that was killed) that a shadow catches up with in each run, the newest first."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One document judged by the model in use and, where one is marked, by the shadow; ``fault`` says why it was not.

    ``seconds`` are those of the shadow, ``primary_seconds`` those of cutting, reading and judging.
    """

    judged: JudgedDocument | Unjudged
    shadowed: Shadowed | None = None
    fault: str = ""
    seconds: float = 0.0
    primary_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ShadowReport:
    """What a shadow run has shown: agreement by area, every passage decided differently, and what it took.

    ``missing`` passages were judged by the model in use and not (yet) by the shadow.
    """

    primary: str
    shadow: Shadow
    passages: int
    missing: int
    areas: tuple[AreaAgreement, ...]
    differing: tuple[Disagreement, ...]
    cost: Cost


def judge_beside(
    models: Path,
    model: str,
    shadow: str | None,
    documents: Sequence[Document],
    *,
    timer: Timer = time.perf_counter,
) -> list[Beside]:
    """Judge a batch with the tools of this process, and with the shadow's where there is one.

    The documents of a batch are judged together, so each takes the same share of the time.
    """
    from flows.judging.desk import desk

    tools = desk(models, model)
    found = []
    began = timer()
    all_judged = tools.judge_all(documents)
    took = (timer() - began) / (len(documents) or 1)
    for document, judged in zip(documents, all_judged, strict=True):
        if shadow is None or isinstance(judged, Unjudged):
            found.append(Beside(judged, primary_seconds=took))
            continue
        began = timer()
        said, fault = _shadowed(models, shadow, document, judged)
        found.append(Beside(judged, said, fault, timer() - began, took))
    return found


def lost_beside(document: Document) -> Beside:
    """What is said of a document whose process died over it."""
    return Beside(Unjudged(document.id, PROCESS_DIED))


def standing_shadow(models: Path) -> tuple[Shadow | None, str]:
    """The shadow to judge with, and why there is none where its mark cannot be read."""
    try:
        return shadowed(models), ""
    except BamsatError as error:
        return None, str(error)


def keep_beside(store: Store, results: Sequence[Beside]) -> Cost:
    """Store what a shadow said of a batch whose passages are stored; gives what it took."""
    said = [each.shadowed for each in results if each.shadowed is not None]
    if said:
        put_shadowed(store.engine, said)
    faults = {each.judged.document: each.fault for each in results if each.fault}
    return Cost(
        documents=len(said),
        passages=sum(len(each.predictions) for each in said),
        seconds=sum(each.seconds for each in results),
        primary_seconds=sum(each.primary_seconds for each in results),
        failed=len(faults),
        faults=faults,
    )


def catch_up(store: Store, *, models: Path, model: str, shadow: str, limit: int = CATCH_UP) -> Cost:
    """Let a shadow judge what the model in use judged without it, the newest documents first; adds up what it took."""
    whole = Cost()
    waiting = iter(documents_unjudged_by(store.engine, model=shadow, beside=model, limit=limit))
    while ids := list(islice(waiting, BATCH)):
        results = [_as_stored(store, each, model) for each in judge_beside(models, model, shadow, store.documents(ids))]
        whole = whole.plus(add_cost_of(models, keep_beside(store, results)))
    return whole


def add_cost_of(models: Path, more: Cost) -> Cost:
    """Note what a batch took beside what was noted before; gives the batch's own."""
    if more.documents or more.failed:
        add_cost(models, more)
    return more


def report(store: Store, *, models: Path, model: str, shadow: Shadow, codes: Sequence[str]) -> ShadowReport:
    """Hold what the shadow said of current passages against what the model in use said of them."""
    areas, differing = agreements(said_by_both(store.engine, one=model, other=shadow.id), codes)
    return ShadowReport(
        primary=model,
        shadow=shadow,
        passages=areas[0].of if areas else 0,
        missing=unjudged_by(store.engine, model=shadow.id, beside=model),
        areas=areas,
        differing=differing,
        cost=cost_of(models),
    )


def _shadowed(models: Path, shadow: str, document: Document, judged: JudgedDocument) -> tuple[Shadowed | None, str]:
    from flows.judging.desk import HERE

    published = None if document.published is None else document.published.at.astimezone(HERE).date()
    try:
        said = _judge(models, shadow).judge(judged.passages, judged.analyses, published=published)
    except Exception as error:  # noqa: BLE001 - the item boundary: a fault of the shadow's must not cost the document
        return None, str(error) if isinstance(error, BamsatError) else reason_of(error)
    return Shadowed(judged.document, shadow, said, judged.reaches), ""


def _as_stored(store: Store, result: Beside, model: str) -> Beside:
    """The result as it is, or as a fault where the document is cut otherwise now than it is stored."""
    said = result.shadowed
    if said is None:
        reason = result.judged.reason if isinstance(result.judged, Unjudged) else result.fault
        return Beside(result.judged, None, reason)
    ids = [each.passage for each in said.predictions]
    if len(store.predictions(ids, model=model)) == len(ids):
        return result
    return Beside(result.judged, None, "đoạn trong kho được cắt theo cách khác; chạy bamsat classify trước")


@lru_cache(maxsize=1)
def _judge(models: Path, model: str) -> Judge:
    """The shadow's judge, loaded once in each process."""
    from corpus.codebook.taxonomy import load_taxonomy
    from models.judge import Judge
    from models.shelf import load

    return Judge(load(models, model), load_taxonomy())
