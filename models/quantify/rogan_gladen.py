"""The count corrected by error rates known from elsewhere (Rogan and Gladen 1978), where the period has no labels.

The interval is that of Lang and Reiczigel 2014 ("Confidence limits for prevalence of disease adjusted for estimated
sensitivity and specificity", Preventive Veterinary Medicine 113): samples enlarged by z^2 (count) and 2 (rates), a
shift and a normal interval. It counts the error of the rates themselves, but not that they may have drifted since.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from corpus.errors import BadInput
from models.quantify.cell import Cell
from models.quantify.labels import Z
from models.quantify.share import NOTHING_READ, Check, Share, Words, abstain

METHOD = "rogan-gladen"
LEAST_YOUDEN = 0.1
"""Below this Se + Sp - 1 the model hardly tells one from the other, and the correction divides by next to nothing."""


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """Sensitivity and specificity with the labels they were seen in."""

    sensitivity: float
    positives: float
    specificity: float
    negatives: float

    def __post_init__(self) -> None:
        for name in ("sensitivity", "specificity"):
            if not 0 <= getattr(self, name) <= 1:
                raise BadInput("must lie between 0 and 1", where=name)
        for name in ("positives", "negatives"):
            if getattr(self, name) <= 0:
                raise BadInput("needs at least one label", where=name)

    @classmethod
    def seen(cls, cell: Cell) -> Self | None:
        """Rates in the labels of an audited cell, weighted; None where no positive or no negative was judged."""
        said, weights = cell.said[cell.audited], cell.weights
        yes, no = weights[cell.truth], weights[~cell.truth]
        if not len(yes) or not len(no):
            return None
        return cls(
            min(1.0, float(yes @ said[cell.truth] / yes.sum())),
            float(yes.sum() ** 2 / np.square(yes).sum()),
            min(1.0, float(no @ ~said[~cell.truth] / no.sum())),
            float(no.sum() ** 2 / np.square(no).sum()),
        )


def corrected(counted: float, rates: ErrorRates) -> float:
    """The share behind a counted one, not held to [0, 1]. Raises ZeroDivisionError where Se + Sp = 1."""
    return (counted + rates.specificity - 1) / (rates.sensitivity + rates.specificity - 1)


def lang_reiczigel(counted: float, of: float, rates: ErrorRates) -> tuple[float, float]:
    """The 95 % interval, not held to [0, 1], for a share ``counted`` in ``of`` passages with rates from elsewhere."""
    size = of + Z * Z
    count = (of * counted + Z * Z / 2) / size
    positives, negatives = rates.positives + 2, rates.negatives + 2
    hit = (rates.positives * rates.sensitivity + 1) / positives
    calm = (rates.negatives * rates.specificity + 1) / negatives
    youden = hit + calm - 1
    share = (count + calm - 1) / youden
    hits, calms = hit * (1 - hit) / positives, calm * (1 - calm) / negatives
    shift = 2 * Z * Z * (share * hits - (1 - share) * calms)
    error = math.sqrt(count * (1 - count) / size + share**2 * hits + (1 - share) ** 2 * calms) / abs(youden)
    return share + shift - Z * error, share + shift + Z * error


def rogan_gladen(cell: Cell, rates: ErrorRates) -> Share:
    """The corrected share of a cell by error rates measured elsewhere; the cell's own labels are not looked at."""
    if not cell.size:
        return abstain(METHOD, NOTHING_READ, **cell.counts())
    youden = rates.sensitivity + rates.specificity - 1
    counted = float(cell.said.mean())
    if youden < LEAST_YOUDEN:
        return abstain(
            METHOD,
            Words(
                "mô hình gần như không phân biệt được có và không (Se + Sp − 1 dưới 0,1): không hiệu chỉnh được",
                "the model hardly tells yes from no (Se + Sp - 1 below 0.1): no correction is possible",
            ),
            **cell.counts(),
        )
    exact = corrected(counted, rates)
    low, high = lang_reiczigel(counted, cell.size, rates)
    if high <= 0 or low >= 1:
        return abstain(
            METHOD,
            Words(
                "số đếm không thể có với độ nhạy, độ đặc hiệu đã đo: chúng đã đổi, hãy chấm mẫu kiểm toán của kỳ này",
                "the count is impossible under the measured rates: they have moved; judge an audit of this period",
            ),
            **cell.counts(),
        )
    value = min(1.0, max(0.0, exact))
    return Share(
        method=METHOD,
        value=value,
        low=min(max(0.0, low), value),
        high=max(min(1.0, high), value),
        why=Words(
            "kỳ này chưa có nhãn; hiệu chỉnh số đếm bằng độ nhạy và độ đặc hiệu đo ở kỳ khác",
            "no labels in this period; the count is corrected by rates measured in another",
        ),
        checks=(
            Check(
                "possible count",
                0 <= exact <= 1,
                Words(
                    "số đếm phải nằm giữa 1 − Sp và Se, nếu không thì độ nhạy, độ đặc hiệu đã đổi",
                    "the count must lie between 1 - Sp and Se, or the rates have moved",
                ),
            ),
            Check(
                "rates have not drifted",
                None,
                Words(
                    "coi độ nhạy và độ đặc hiệu của kỳ này như kỳ đã đo: không kiểm được nếu không có nhãn mới",
                    "takes the rates to be those measured before: cannot be tested without new labels",
                ),
            ),
        ),
        **cell.counts(),
    )
