"""The share without any label, by expectation and maximisation: a hint that the mix moved, never a published share.

Saerens, Latinne and Decaestecker 2002: probabilities fitted under one share are re-weighted until the share they
imply is the one they are weighted by. It is right only if texts of each kind look as they did in training and the
probabilities are calibrated there; neither can be tested without labels, so it has no interval.
"""

from __future__ import annotations

import numpy as np

from corpus.errors import BadInput
from models.quantify.cell import Cell, Floats
from models.quantify.share import NOTHING_READ, Check, Share, Words, abstain

METHOD = "emq"
MOST_ROUNDS = 10_000
CLOSE = 1e-10


def emq_share(probability: Floats, *, trained: float, rounds: int = MOST_ROUNDS) -> float:
    """The share that probabilities imply once their prior is taken back.

    Args:
        probability: calibrated probability of yes of each passage.
        trained: the share of yes the probabilities were calibrated under, between 0 and 1 and neither.
        rounds: the most steps.

    Raises:
        BadInput: ``trained`` is no share.
    """
    if not 0 < trained < 1:
        raise BadInput("must lie between 0 and 1", where="trained")
    share = trained
    for _ in range(rounds):
        yes = probability * (share / trained)
        no = (1 - probability) * ((1 - share) / (1 - trained))
        after = float(np.mean(yes / np.maximum(yes + no, 1e-300)))
        if abs(after - share) < CLOSE:
            return after
        share = after
    return share


def emq(cell: Cell, *, trained: float) -> Share:
    """The share that the cell's probabilities imply; for a hint of drift beside an audited one."""
    if not cell.size:
        return abstain(METHOD, NOTHING_READ, **cell.counts())
    if cell.probability is None:
        return abstain(
            METHOD,
            Words("cần xác suất của từng đoạn", "needs a probability of each passage"),
            **cell.counts(),
        )
    return Share(
        method=METHOD,
        value=emq_share(cell.probability, trained=trained),
        low=None,
        high=None,
        why=Words("gợi ý trôi, không dùng nhãn nào; không phải số để công bố", "a hint of drift without labels"),
        checks=(
            Check(
                "texts of each kind look as in training",
                None,
                Words(
                    "chỉ đúng khi văn bản mỗi loại vẫn như lúc huấn luyện: không kiểm được nếu không có nhãn",
                    "right only if texts of each kind look as in training: cannot be tested without labels",
                ),
            ),
        ),
        **cell.counts(),
    )
