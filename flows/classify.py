"""Classify: cut, read and judge every document whose current revision the model has not judged yet.

Where a model on the shelf is marked to judge beside the one in use, it does so on the same passages; it is counted
nowhere, and nothing that befalls it costs a document. See :mod:`flows.shadow`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from corpus.document import Document
from corpus.run import Accounting
from corpus.store import JudgedDocument, Store
from flows.judging.workers import Early, Workers
from flows.runs.faults import Unjudged
from flows.runs.progress import Progress
from flows.shadow import Beside, add_cost_of, catch_up, judge_beside, keep_beside, lost_beside, standing_shadow
from models.shadowing import Cost

BATCH = 40
"""Documents judged by one process at a time and stored in one transaction."""

SHADOW = "chạy song song"
"""Under this name, and the shadow's id, a run tells what befell it."""

ALONE = 60
"""Up to so many documents it is quicker to judge here than to start processes."""


def classify(
    store: Store,
    *,
    models: Path,
    model: str,
    analysis_version: str,
    workers: int,
    progress: Progress,
    now: Callable[[], datetime] | None = None,
    early: Early | None = None,
) -> tuple[Accounting, dict[str, str]]:
    """Judge what is pending and store it batch by batch; killed, the next call goes on with what is left.

    Args:
        early: a process that has loaded the model; a small batch is judged there.
        now: from when what is judged counts in coverage; without it, from when each document was fetched.

    Returns:
        The accounting, and the reason for each document that failed; what befell a shadow stands under its id and
        costs nothing in the accounting.
    """
    accounting = Accounting("classify")
    failures: dict[str, str] = {}
    pending = store.pending(model=model, analysis_version=analysis_version)
    accounting.enter(store.count_documents())
    settled = accounting.taken - len(pending)
    if settled:
        accounting.leave("skipped", "đã phân loại bằng mô hình này", settled)
    progress.begin("classify", len(pending))
    count = 1 if len(pending) <= ALONE else workers
    mark, fault = standing_shadow(models)
    shadow = None if mark is None or mark.id == model else mark.id
    took = Cost()
    work = partial(judge_beside, models, model, shadow)
    with Workers[Document, Beside](work, lost_beside, count=count, early=early) as hands:
        for batch, results in hands.over(_batches(store, pending)):
            judged = [each.judged for each in results]
            store.put_judged(
                [each for each in judged if isinstance(each, JudgedDocument)], now=None if now is None else now()
            )
            if shadow is not None:
                took = took.plus(add_cost_of(models, keep_beside(store, results)))
            for each in judged:
                if isinstance(each, Unjudged):
                    failures[each.document] = each.reason
                    accounting.leave("failed", each.reason)
                elif each.passages:
                    accounting.leave("ok", "đã phân loại")
                else:
                    accounting.leave("ok", "không có đoạn nào để phân loại")
            progress.advance("classify", len(batch))
    if shadow is not None and (took.documents or not took.failed):
        took = took.plus(catch_up(store, models=models, model=model, shadow=shadow))
    if fault or took.failed:
        failures[f"{SHADOW} {shadow or ''}".strip()] = fault or said_of(took)
    return accounting, failures


def said_of(took: Cost) -> str:
    """What befell a shadow, in words."""
    document, reason = next(iter(took.faults.items()))
    return f"{took.failed} văn bản không chạy song song được (not judged beside); {document}: {reason}"


def _batches(store: Store, pending: Sequence[str]) -> Iterator[list[Document]]:
    ids = iter(pending)
    while part := list(islice(ids, BATCH)):
        yield store.documents(part)
