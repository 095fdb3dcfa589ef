"""Which estimator a cell gets, by rules stated beforehand and never by how the numbers come out.

1. Nothing read: abstain.
2. No label in the cell: Rogan-Gladen where error rates are known from other periods by enough labels; else abstain.
3. Every passage read by people: their count, exactly.
4. Fewer labels than the floor, too few drawn passages judged, weights that do not add up to the cell, or too much of
   the cell in strata the audit never touched: abstain.
5. Else labels within the model's yes and no (:mod:`models.quantify.poststratified`).

Prediction-powered and difference estimators are not chosen: in the simulated months of ``make quality`` their normal
intervals cover clearly less than they promise, because most months hold a handful of positive labels.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.quantify.cell import Cell
from models.quantify.poststratified import poststratified
from models.quantify.rogan_gladen import ErrorRates, rogan_gladen
from models.quantify.share import NO_LABELS, NOTHING_READ, Check, Share, Words, abstain

LEAST_LABELS = 30
"""Labels in a cell below which no share is stated."""

LEAST_ANSWERED = 0.5
"""Share of drawn passages that must be judged; below ``FEW_ANSWERED`` the share is stated with a doubt."""

FEW_ANSWERED = 0.9
MOST_UNTOUCHED = 0.05
"""Share of the cell that may lie in strata without a label."""

MOST_OFF = 0.5
"""How far the sum of one over the inclusion probabilities may be from what was read, as a share of it."""

LEAST_KNOWN = 20
"""Positive and negative labels behind error rates from other periods."""


def estimate(cell: Cell, *, known: ErrorRates | None = None) -> Share:
    """The share of a cell by the default rule, with the checks of its assumptions, or an abstention with its reason.

    Args:
        cell: verdicts and labels of one task in one cell.
        known: error rates of the same model version in other periods, for a cell without labels.
    """
    if not cell.size:
        return abstain("none", NOTHING_READ, **cell.counts())
    if not cell.labelled:
        return _without_labels(cell, known)
    if cell.labelled == cell.size:
        return _census(cell)
    checks = _checks(cell)
    reason = _too_little(cell)
    if reason is not None:
        return abstain("none", reason, checks=checks, **cell.counts())
    return replace(poststratified(cell), checks=checks)


def _without_labels(cell: Cell, known: ErrorRates | None) -> Share:
    if known is None:
        return abstain("none", NO_LABELS, **cell.counts())
    if min(known.positives, known.negatives) < LEAST_KNOWN:
        few = Words(
            f"kỳ này chưa có nhãn, và độ nhạy, độ đặc hiệu đo ở kỳ khác dựa trên dưới {LEAST_KNOWN} nhãn mỗi loại",
            f"no label in this period, and fewer than {LEAST_KNOWN} labels of a kind behind the rates of others",
        )
        return abstain("none", few, **cell.counts())
    return rogan_gladen(cell, known)


def _census(cell: Cell) -> Share:
    value = cell.positive / cell.size
    return Share(
        method="census",
        value=value,
        low=value,
        high=value,
        why=Words("mọi đoạn của ô đều có người xem", "people judged every passage of the cell"),
        **cell.counts(),
    )


def _untouched(cell: Cell) -> float:
    """Share of the cell in strata without a label."""
    read = np.bincount(cell.stratum)
    labels = np.bincount(cell.stratum[cell.audited], minlength=len(read))
    return float(read[labels == 0].sum() / cell.size)


def _off(cell: Cell) -> float:
    """How far the weights, raised for what is not judged yet, are from what was read."""
    reached = float((1 / cell.inclusion).sum()) * cell.drawn / cell.labelled
    return abs(reached / cell.size - 1)


def _too_little(cell: Cell) -> Words | None:
    if cell.labelled < LEAST_LABELS:
        return Words(
            f"{cell.labelled} đoạn có người xem, cần ít nhất {LEAST_LABELS}",
            f"{cell.labelled} passages judged, at least {LEAST_LABELS} are needed",
        )
    if cell.labelled < LEAST_ANSWERED * cell.drawn:
        return Words(
            f"mới chấm {cell.labelled} trong {cell.drawn} đoạn đã rút; phần chưa chấm có thể khác phần đã chấm",
            f"{cell.labelled} of {cell.drawn} drawn passages judged; the rest may differ from these",
        )
    if _untouched(cell) > MOST_UNTOUCHED:
        return Words(
            f"{_percent(_untouched(cell))} % số đoạn nằm ở tầng chưa có nhãn nào",
            f"{100 * _untouched(cell):.0f} % of the passages lie in strata without a label",
        )
    if _off(cell) > MOST_OFF:
        return Words(
            "trọng số của mẫu không khớp số đoạn đã đọc: mẫu này không rút từ ô này",
            "the sample's weights do not add up to what was read: it was not drawn from this cell",
        )
    return None


def _checks(cell: Cell) -> tuple[Check, ...]:
    answered = cell.labelled / cell.drawn
    said = cell.said[cell.audited]
    fewest = min((int((said == verdict).sum()) for verdict in (True, False) if (cell.said == verdict).any()), default=0)
    return (
        Check(
            "every drawn passage was judged",
            answered >= FEW_ANSWERED,
            Words(f"đã chấm {cell.labelled}/{cell.drawn} đoạn đã rút", f"{cell.labelled} of {cell.drawn} drawn judged"),
        ),
        Check(
            "every stratum was touched",
            _untouched(cell) == 0,
            Words(
                f"{_percent(_untouched(cell))} % số đoạn ở tầng không có nhãn",
                f"{100 * _untouched(cell):.1f} % of the passages in strata without a label",
            ),
        ),
        Check(
            "the weights add up",
            _off(cell) <= 0.1,
            Words(
                f"tổng trọng số lệch {_percent(_off(cell))} % so với số đoạn đã đọc",
                f"the weights are {100 * _off(cell):.1f} % off what was read",
            ),
        ),
        Check(
            "labels among yes and among no",
            fewest >= 5,
            Words(
                f"nhóm ít nhãn hơn (mô hình nói có hoặc nói không) có {fewest} nhãn",
                f"the thinner of the model's yes and no has {fewest} labels",
            ),
        ),
    )


def _percent(value: float) -> str:
    return f"{100 * value:.1f}".replace(".", ",")
