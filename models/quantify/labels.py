"""Labels alone: Wilson's score interval, weighted and stratified, with finite-population correction.

Wilson 1927, with the effective number of labels in place of their number (Franco et al. 2019 on such intervals in
surveys). For weights w = 1 / inclusion probability it is (sum w)^2 / sum w(w - 1): Kish's number (1965), raised for
drawing without replacement; of n among N alike it is n / (1 - n/N), and what was drawn with certainty adds no error.
"""

from __future__ import annotations

import math

import numpy as np

from models.quantify.cell import Cell, Floats
from models.quantify.share import NO_LABELS, NOTHING_READ, Share, Words, abstain

METHOD = "labels"
Z = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""


def wilson(share: float, labels: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share seen in so many labels; (0, 1) where there are none."""
    if labels <= 0:
        return 0.0, 1.0
    if math.isinf(labels):
        return share, share
    spread = Z * Z / labels
    centre = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / labels + spread / labels / 4)
    return max(0.0, centre - half), min(1.0, centre + half)


def effective_labels(chances: Floats) -> float:
    """How many plain labels those drawn with these probabilities are worth; infinite where all were certain."""
    if not len(chances):
        return 0.0
    weights = 1 / chances
    error = float((weights * (weights - 1)).sum())
    return float(weights.sum()) ** 2 / error if error > 0 else math.inf


def labels_only(cell: Cell) -> Share:
    """The share by the labels, each weighted by one over its inclusion probability; the model is not looked at."""
    if not cell.size:
        return abstain(METHOD, NOTHING_READ, **cell.counts())
    if not cell.labelled:
        return abstain(METHOD, NO_LABELS, **cell.counts())
    weights = cell.weights
    value = float(weights @ cell.truth / weights.sum())
    effective = effective_labels(cell.chances)
    low, high = wilson(value, effective)
    return Share(
        method=METHOD,
        value=value,
        low=low,
        high=high,
        effective=None if math.isinf(effective) else effective,
        why=Words("chỉ dùng nhãn của người, không dùng mô hình", "people's labels only, without the model"),
        **cell.counts(),
    )


def stratified(cell: Cell) -> Share:
    """The share by the labels within design strata; limits of strata are combined by their squared distances.

    The combination is MOVER (Newcombe 2001; Yan and Su 2010 for stratified Wilson limits). A stratum without a label
    may hold anything between 0 and 1.
    """
    method = "labels-stratified"
    if not cell.size:
        return abstain(method, NOTHING_READ, **cell.counts())
    if not cell.labelled:
        return abstain(method, NO_LABELS, **cell.counts())
    strata = cell.stratum[cell.audited]
    value = below = above = 0.0
    for number, read in enumerate(np.bincount(cell.stratum)):
        here = cell.truth[strata == number]
        weight = read / cell.size
        seen = float(here.mean()) if len(here) else 0.5
        low, high = wilson(seen, effective_labels(np.full(len(here), len(here) / read)))
        value += weight * seen
        below += (weight * (seen - low)) ** 2
        above += (weight * (high - seen)) ** 2
    return Share(
        method=method,
        value=value,
        low=max(0.0, value - math.sqrt(below)),
        high=min(1.0, value + math.sqrt(above)),
        why=Words("chỉ dùng nhãn của người, theo tầng", "people's labels only, by stratum"),
        **cell.counts(),
    )
