"""Back-cast: history scored by two models, and by how much the share of each area moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.codebook.taxonomy import Taxonomy
from corpus.predictions.recent import Told
from models.compare import answers
from models.gold import GoldPassage
from models.labelled import Example
from models.resample import draws, estimate
from models.train import Model

PORTION = 2000


@dataclass(frozen=True, slots=True)
class Move:
    """An area's passages by an old and a new model, of all passages in a stretch of time.

    ``low`` and ``high`` bound the new minus the old share (95 %, documents resampled). ``period`` is a month, or ""
    for the whole stretch.
    """

    area: str
    period: str
    of: int
    old: int
    new: int
    low: float | None
    high: float | None

    @property
    def difference(self) -> float | None:
        """New minus old share, or None of nothing."""
        return (self.new - self.old) / self.of if self.of else None


def backcast(
    told: Sequence[Told], *, new: Model, old: Model, taxonomy: Taxonomy, seed: int
) -> tuple[list[Move], list[Move]]:
    """Score stored passages with two models: moves over the whole stretch by area, and month by month."""
    if not told:
        return [], []
    said = [_said(told, model, taxonomy) for model in (new, old)]
    return moves(told, new=said[0], old=said[1], codes=taxonomy.codes, seed=seed)


def moves(
    told: Sequence[Told], *, new: NDArray[np.bool_], old: NDArray[np.bool_], codes: Sequence[str], seed: int
) -> tuple[list[Move], list[Move]]:
    """Moves by area over the whole stretch, and month by month, from what was said of each passage.

    Args:
        new, old: passages x areas, in the order of ``told`` and ``codes``.
    """
    if not told:
        return [], []
    whole = [_move(told, new, old, at, code, seed) for at, code in enumerate(codes)]
    monthly: list[Move] = []
    for month in sorted({each.month for each in told}):
        here = [at for at, each in enumerate(told) if each.month == month]
        part = [told[at] for at in here]
        for at, code in enumerate(codes):
            move = _move(part, new[here], old[here], at, code, seed)
            if move.old or move.new:
                monthly.append(replace(move, period=month))
    return whole, monthly


def _said(told: Sequence[Told], model: Model, taxonomy: Taxonomy) -> NDArray[np.bool_]:
    parts = []
    for begin in range(0, len(told), PORTION):
        examples = [_example(each) for each in told[begin : begin + PORTION]]
        parts.append(answers(model, examples, taxonomy).said)
    return np.concatenate(parts)


def _example(told: Told) -> Example:
    passage = GoldPassage(
        key=told.passage,
        text=told.text,
        title=told.title,
        areas=frozenset(),
        maybe=frozenset(),
        lookalikes=frozenset(),
        stage=None,
        modality=None,
        kind="",
        document=told.document,
    )
    return Example(passage, "judged", source=told.source)


def _move(told: Sequence[Told], new: NDArray[np.bool_], old: NDArray[np.bool_], at: int, code: str, seed: int) -> Move:
    counts = np.stack([new[:, at].astype(float) - old[:, at], np.ones(len(told))], axis=1)
    drawn = draws([each.document for each in told], seed=seed, count=400) @ counts
    moved = estimate(counts[:, 0].sum() / len(told), drawn[:, 0] / np.maximum(drawn[:, 1], 1), len(told))
    return Move(code, "", len(told), int(old[:, at].sum()), int(new[:, at].sum()), moved.low, moved.high)
