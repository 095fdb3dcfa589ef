"""Steps whose batches a cluster does: judging what is pending, reading the archive again.

Each gives what the step on one machine gives (:mod:`flows.classify`, :mod:`flows.reread`), and the store is the same
after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from corpus.run import Accounting
from corpus.store import Store
from flows.classify import BATCH as JUDGED_TOGETHER
from flows.classify import SHADOW, said_of
from flows.cluster.hands import Done, OpenHands, batch_size, over
from flows.cluster.work import job
from flows.reread import BATCH as READ_TOGETHER
from flows.reread import EXAMPLES, Changes, Place
from flows.runs.faults import PROCESS_DIED
from flows.runs.progress import Progress
from flows.settings import Settings
from flows.shadow import add_cost_of, catch_up, standing_shadow
from models.shadowing import Cost

JUDGING, READING = 0.036, 0.012
"""Processor seconds that a document takes, as measured on two machines; what batches are sized by."""


def classify_on_cluster(
    store: Store,
    settings: Settings,
    *,
    hands: OpenHands,
    run: str,
    model: str,
    analysis_version: str,
    progress: Progress,
    now: Callable[[], datetime],
) -> tuple[Accounting, dict[str, str]]:
    """As :func:`flows.classify.classify`, on the workers of the cluster that the settings name.

    Raises:
        BadInput: the store is a file, the extra is missing, or a worker refused.
        ClusterGone: the scheduler does not answer; what was judged stays, the next call does the rest.
    """
    accounting, failures = Accounting("classify"), dict[str, str]()
    pending = store.pending(model=model, analysis_version=analysis_version)
    accounting.enter(store.count_documents())
    if settled := accounting.taken - len(pending):
        accounting.leave("skipped", "đã phân loại bằng mô hình này", settled)
    progress.begin("classify", len(pending))
    mark, fault = standing_shadow(settings.models)
    shadow = None if mark is None or mark.id == model else mark.id
    told = job(settings, run=run, now=now(), model=model, analysis=analysis_version, shadow=shadow)
    took = Cost()
    if pending:
        with hands(settings.cluster) as opened:
            size = batch_size(len(pending), hands=opened, seconds=JUDGING, least=JUDGED_TOGETHER)
            for ids, done in over(opened, "judge", told, pending, size=size):
                _account(accounting, failures, ids, done)
                costs = [] if done is None else [Cost(**each) for each in done.get("costs", ())]
                for cost in costs:
                    took = took.plus(add_cost_of(settings.models, cost))
                progress.advance("classify", len(ids))
    if shadow is not None and (took.documents or not took.failed):
        took = took.plus(catch_up(store, models=settings.models, model=model, shadow=shadow))
    if fault or took.failed:
        failures[f"{SHADOW} {shadow or ''}".strip()] = fault or said_of(took)
    return accounting, failures


def reread_on_cluster(
    store: Store,
    settings: Settings,
    *,
    hands: OpenHands,
    run: str,
    source: str | None,
    since: str | None,
    dry_run: bool,
    progress: Progress,
    now: Callable[[], datetime],
) -> tuple[Accounting, dict[str, str], Changes]:
    """As :func:`flows.reread.reread`, on the workers of the cluster that the settings name.

    Raises:
        BadInput, ClusterGone: as :func:`classify_on_cluster`.
    """
    accounting, failures, changes = Accounting("reread"), dict[str, str](), Changes()
    places = [(place.document, place.archive, place.position) for place in places_of(store, source, since)]
    accounting.enter(len(places))
    progress.begin("reread", len(places))
    told = job(settings, run=run, now=now(), dry_run=dry_run)
    if places:
        with hands(settings.cluster) as opened:
            size = batch_size(len(places), hands=opened, seconds=READING, least=READ_TOGETHER)
            for part, done in over(opened, "reread", told, places, size=size):
                _account(accounting, failures, [document for document, _, _ in part], done)
                _add_changes(changes, done)
                progress.advance("reread", len(part))
    return accounting, failures, changes


def places_of(store: Store, source: str | None, since: str | None) -> list[Place]:
    """Documents whose pages are archived, with where those lie, in id order."""
    return [Place(*each) for each in store.readable_again(source=source, since=since)]


def _account(accounting: Accounting, failures: dict[str, str], ids: Sequence[str], done: Done | None) -> None:
    """Take over what a batch came to; None is the one item that killed its workers."""
    if done is None:
        for id in ids:
            accounting.leave("failed", PROCESS_DIED)
            failures[id] = PROCESS_DIED
        return
    for outcome, reason, count in done["outcomes"]:
        accounting.leave(outcome, reason, count)
    failures.update(done["failures"])


def _add_changes(changes: Changes, done: Done | None) -> None:
    if done is None:
        return
    for name, count in done["changed"]:
        changes.counts[name] += count
    for name, document, before, after in done["examples"]:
        kept = changes.examples.setdefault(name, [])
        if len(kept) < EXAMPLES:
            kept.append((document, before, after))
