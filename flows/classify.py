"""Classify: cut, read and judge every document whose current revision the model has not judged yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from corpus.document import Document
from corpus.run import Accounting
from corpus.store import JudgedDocument, Store
from flows.faults import PROCESS_DIED, Unjudged
from flows.progress import Progress
from flows.workers import Workers

BATCH = 40
"""Documents judged by one process at a time and stored in one transaction."""

ALONE = 60
"""Up to so many documents it is quicker to judge here than to start processes."""


def judge_batch(models: Path, model: str, documents: Sequence[Document]) -> list[JudgedDocument | Unjudged]:
    """Judge a batch with the tools of this process, which are loaded when the first batch comes."""
    from flows.desk import desk

    return desk(models, model).judge_all(documents)


def lost(document: Document) -> JudgedDocument | Unjudged:
    """What is said of a document whose process died over it."""
    return Unjudged(document.id, PROCESS_DIED)


def classify(
    store: Store,
    *,
    models: Path,
    model: str,
    analysis_version: str,
    workers: int,
    progress: Progress,
) -> tuple[Accounting, dict[str, str]]:
    """Judge what is pending and store it batch by batch; killed, the next call goes on with what is left.

    Returns:
        The accounting, and the reason for each document that failed.
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
    work = partial(judge_batch, models, model)
    with Workers[Document, JudgedDocument | Unjudged](work, lost, count=count) as hands:
        for batch, results in hands.over(_batches(store, pending)):
            store.put_judged([each for each in results if isinstance(each, JudgedDocument)])
            for each in results:
                if isinstance(each, Unjudged):
                    failures[each.document] = each.reason
                    accounting.leave("failed", each.reason)
                elif each.passages:
                    accounting.leave("ok", "đã phân loại")
                else:
                    accounting.leave("ok", "không có đoạn nào để phân loại")
            progress.advance("classify", len(batch))
    return accounting, failures


def _batches(store: Store, pending: Sequence[str]) -> Iterator[list[Document]]:
    ids = iter(pending)
    while part := list(islice(ids, BATCH)):
        yield store.documents(part)
