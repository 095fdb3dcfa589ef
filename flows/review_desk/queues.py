"""Filling the queues of the review desk from what models and people said; each only where something changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from corpus.codebook.taxonomy import Taxonomy
from corpus.label import Judgement
from corpus.people.candidates import chances, from_new_sources, judged_state, uncertain
from corpus.people.judgements import Judgements
from corpus.people.queues import DISAGREEMENT, NEW_SOURCE, SUSPECT, UNCERTAIN, Item, Queues
from corpus.store import Store
from flows.judging.workers import Early

JUDGED = "judged:"
"""Before the passage's id in the key of an example that people judged."""


def fill_queues(
    store: Store,
    *,
    model: str | None,
    thresholds: Callable[[], Mapping[str, float]],
    suspects: Callable[[], Sequence[Item]] | None = None,
    now: datetime,
) -> dict[str, int]:
    """Fill what has changed since it was filled; gives how many passages are in each queue that was.

    Args:
        model: the one whose doubts are queued; None where nothing was judged yet.
        thresholds: of that model, asked for only where they are needed.
        suspects: labels to look at again, the most suspect first; None leaves that queue as it is.
    """
    queues = Queues(store.engine)
    state, head = judged_state(store.engine), Judgements(store.engine).head()
    filled: dict[str, int] = {}
    made_of = json.dumps([model, state])
    if model is not None and queues.made_of(UNCERTAIN) != made_of:
        items = uncertain(chances(store.engine, model), thresholds())
        filled[UNCERTAIN] = queues.fill(UNCERTAIN, items, now=now, made_of=made_of)
    made_of = json.dumps([state, head.count])
    if queues.made_of(NEW_SOURCE) != made_of:
        filled[NEW_SOURCE] = queues.fill(NEW_SOURCE, from_new_sources(store.engine), now=now, made_of=made_of)
    if queues.made_of(DISAGREEMENT) is None:
        filled[DISAGREEMENT] = queues.fill_disagreement(now=now)
    if suspects is not None:
        filled[SUSPECT] = queues.fill(SUSPECT, suspects(), now=now, made_of=head.chain)
    return filled


def refresh(store: Store, *, models: Path, now: datetime, early: Early | None = None) -> str:
    """Fill the queues by the model that is counted, at the end of a run; "" or, in words, why they could not be.

    Nothing is read where nothing was judged since, and a refresh cut short is made up for by the next: a queue is
    filled in one transaction with the mark of what it was filled from. The model is read by the process that has loaded
    its libraries ``early``, where there is one.
    """
    from flows.judging.counted import counted_model

    try:
        model = counted_model(store, models)
        if model is not None:
            here = partial(thresholds_of, models, model)
            thresholds = here if early is None else partial(early.ask, here)
            fill_queues(store, model=model, thresholds=thresholds, now=now)
    except Exception as error:  # noqa: BLE001 - queues are no record: nothing here may fail a run that judged
        said = " ".join(str(error).split())[:300]
        return f"chưa lập lại được hàng chờ duyệt; mở bàn duyệt sẽ lập: {said} (queues not refreshed)"
    return ""


def thresholds_of(models: Path, model: str) -> Mapping[str, float]:
    """By area, from where a stored model says yes.

    Raises:
        StoreError: the model is not there or cannot be read.
    """
    from models.shelf import load

    return load(models, model).thresholds


def suspect_items(judgements: Sequence[Judgement], taxonomy: Taxonomy, *, seed: int) -> list[Item]:
    """Judged passages with a verdict that models which never saw it contradict, the most confidently first."""
    from models.gold import load_gold
    from models.labelled import labelled_set
    from models.suspects import suspects

    if not judgements:
        return []
    examples = labelled_set(taxonomy.codes, written=load_gold(), judgements=judgements).examples
    found: dict[str, Item] = {}
    for each in suspects(examples, taxonomy, seed=seed):
        passage = each.key.removeprefix(JUDGED)
        if passage != each.key and passage not in found:
            said = "có" if each.labelled else "không"
            found[passage] = Item(passage, float(len(found)), area=each.area, why=f"{said} / {100 * each.chance:.0f} %")
    return list(found.values())
