"""Which model's predictions are counted: the one in use, once it has judged what is stored."""

from __future__ import annotations

from pathlib import Path

from corpus.predictions.said import judged_counts
from corpus.store import Store
from models.shadowing import in_use

SETTLED = 0.9
"""Share of the most-judged documents from which the model in use is the one counted; until then the one before it."""


def counted_model(store: Store, models: Path) -> str | None:
    """The model in use where it has judged what is stored, else the one that judged the most; None where none has.

    Two models that judged the same documents are told apart by the shelf alone: neither their ids nor their counts say
    which is in use. A shadow never counts: it judges nothing in its own name.
    """
    counts = judged_counts(store.engine)
    chosen = in_use(models)
    if chosen is not None and counts.get(chosen, 0) and counts[chosen] >= SETTLED * max(counts.values()):
        return chosen
    return store.latest_model()
