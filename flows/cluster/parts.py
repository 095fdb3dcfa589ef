"""One transaction's worth of work on a worker of a cluster: the same functions as on one machine, then the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.run import Accounting
from corpus.store import JudgedDocument, Store
from extractors.objects import Folder
from flows.cluster.hands import Done
from flows.reread import Changes, Place, read_batch, stored_again
from flows.runs.faults import Unjudged
from flows.shadow import judge_beside, keep_beside


class Part:
    """What a batch came to so far: outcomes, failures and whatever else is counted, as plain data."""

    def __init__(self) -> None:
        self.accounting = Accounting("part")
        self.failures: dict[str, str] = {}
        self.more: dict[str, Any] = {}

    def add(self, other: Part) -> None:
        """Add what another part of the same batch came to."""
        self.accounting.outcomes.update(other.accounting.outcomes)
        self.failures.update(other.failures)
        for name, value in other.more.items():
            self.more[name] = [*self.more.get(name, []), *value]

    def told(self) -> Done:
        """As it goes back to the one who handed it out."""
        outcomes = [[outcome, reason, count] for (outcome, reason), count in self.accounting.outcomes.items()]
        return {"outcomes": outcomes, "failures": self.failures, **self.more}


def judged_part(
    store: Store,
    documents: Sequence[Document],
    *,
    models: Path,
    model: str,
    shadow: str | None,
    now: datetime | None,
) -> Part:
    """Judge documents and store what came of them, in one transaction; ``costs`` are the shadow's."""
    part = Part()
    results = judge_beside(models, model, shadow, documents)
    judged = [each.judged for each in results]
    store.put_judged([each for each in judged if isinstance(each, JudgedDocument)], now=now)
    if shadow is not None:
        part.more["costs"] = [asdict(keep_beside(store, results))]
    for each in judged:
        if isinstance(each, Unjudged):
            part.failures[each.document] = each.reason
            part.accounting.leave("failed", each.reason)
        else:
            part.accounting.leave("ok", "đã phân loại" if each.passages else "không có đoạn nào để phân loại")
    return part


def reread_part(store: Store, places: Sequence[Place], *, folder: Folder, dry_run: bool, now: datetime | None) -> Part:
    """Read archived pages again and store what changed; ``changed`` counts fields, ``examples`` name a few."""
    part, changes = Part(), Changes()
    read = read_batch(folder, places)
    stored_again(
        store, read, accounting=part.accounting, failures=part.failures, changes=changes, now=now, dry_run=dry_run
    )
    part.more["changed"] = [[name, count] for name, count in changes.counts.items()]
    part.more["examples"] = [[name, *each] for name, kept in changes.examples.items() for each in kept]
    return part
