"""The abstain band: around an area's threshold, the probabilities at which a model leaves the word to a reader.

Below the band a passage is not about the area, from its upper end on it is; inside, the machine's answer stands in the
store but is not to be published unread, and the passage goes to review.

*From held-out passages.* The lower end is where at most :attr:`Levels.missed` of the passages about the area lie below:
the label-conditional quantile of split conformal prediction, ``floor(level x (n + 1))`` of n positives (Vovk,
Gammerman and Shafer 2005, ch. 4; Sadinle, Lei and Wasserman 2019). The upper end is the lowest at which at most
:attr:`Levels.wrong` of the passages at or above are not about the area, one error added to those seen as conformal
risk control adds it (Angelopoulos et al. 2022); that share is not monotone, so here it is an estimate with a margin and
no guarantee. Both ends stand as near the threshold as the levels allow, so the band is the narrowest of its kind. One
odd passage far below must not send everything to review: the lower end stops where :attr:`Levels.open` of the passages
lie between it and the threshold, and ``missed`` then says what that costs.

*By rule*, where an area has too few held-out positives or a model no held-out passages: Chow's rule (1970). Calibrated
probabilities say themselves how likely an answer is wrong; where that is more than :attr:`Levels.doubt`, abstain.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from models.labelled import Example
from models.resample import Matrix, truth_of, weights_of
from models.train import Model

Basis = Literal["held_out", "rule"]


@dataclass(frozen=True, slots=True)
class Levels:
    """What may go wrong outside the band.

    Attributes:
        missed: share of the passages about an area that may lie below its band.
        wrong: share of the passages above the band that may not be about the area.
        doubt: by Chow's rule, chance of a wrong answer from which nothing is decided.
        open: share of all passages that the band may leave open below the threshold.
        positives: held-out passages about an area from which its band is taken from them.
    """

    missed: float = 0.1
    wrong: float = 0.1
    doubt: float = 0.25
    open: float = 0.1
    positives: int = 20


LEVELS = Levels()


@dataclass(frozen=True, slots=True)
class Band:
    """The band of an area: ``low <= probability < high`` leaves it open; empty where both are the threshold.

    ``missed``, ``wrong`` and ``inside`` are shares on the held-out passages it was taken from (``of``, of which
    ``positives`` about the area), None where it is by rule.
    """

    area: str
    threshold: float
    low: float
    high: float
    basis: Basis
    of: int = 0
    positives: int = 0
    missed: float | None = None
    wrong: float | None = None
    inside: float | None = None

    def holds(self, chance: float) -> bool:
        """Whether a probability lies in the band."""
        return self.low <= chance < self.high

    def doubt(self, chance: float) -> float:
        """1 at the threshold, falling to 0 at the band's ends and outside, evenly in log-odds."""
        if not self.holds(chance):
            return 0.0
        at, middle = _log_odds(chance), _log_odds(self.threshold)
        end = _log_odds(self.high if at >= middle else self.low)
        return 1.0 if end == middle else 1.0 - abs(at - middle) / abs(end - middle)


class Judged(Protocol):
    """What a model said of a passage."""

    @property
    def passage(self) -> str:
        """Id of the passage."""

    @property
    def probabilities(self) -> Mapping[str, float]:
        """By area."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A passage in the band of ``area`` (where it is most doubtful) and of ``others``; ``doubt`` in (0, 1]."""

    passage: str
    area: str
    chance: float
    doubt: float
    others: tuple[str, ...]


def band_of(
    chances: Matrix,
    truth: NDArray[np.bool_],
    weights: Matrix,
    *,
    area: str,
    threshold: float,
    levels: Levels = LEVELS,
) -> Band:
    """The band of one area from held-out calibrated probabilities; by rule where too few passages are about it.

    Args:
        chances, truth, weights: one value a passage; a weight of 0 leaves a passage out.
    """
    kept = weights > 0
    chance, so, weight = chances[kept], truth[kept], weights[kept]
    count = int(so.sum())
    if count < levels.positives:
        return ruled(area, threshold, levels=levels)
    low = max(_lower(chance[so], weight[so], levels.missed), _stop(chance, weight, threshold, levels.open))
    low = min(threshold, low)
    high = _upper(chance, so, weight, threshold=threshold, level=levels.wrong)
    above = chance >= high
    inside = (chance >= low) & ~above
    return Band(
        area,
        threshold,
        low,
        high,
        "held_out",
        of=len(chance),
        positives=count,
        missed=_share(weight[so], chance[so] < low),
        wrong=_share(weight[above], ~so[above]),
        inside=_share(weight, inside),
    )


def bands_of(
    examples: Sequence[Example],
    chances: Matrix,
    codes: Sequence[str],
    thresholds: Mapping[str, float],
    *,
    levels: Levels = LEVELS,
) -> dict[str, Band]:
    """The band of every area from held-out passages (passages x areas), pairs that readers were unsure of left out."""
    truth, weights = truth_of(examples, codes), weights_of(examples, codes)
    return {
        code: band_of(
            chances[:, at], truth[:, at], weights[:, at], area=code, threshold=thresholds[code], levels=levels
        )
        for at, code in enumerate(codes)
    }


def ruled(area: str, threshold: float, *, levels: Levels = LEVELS) -> Band:
    """The band by Chow's rule: open where the likelier answer is wrong with more than the level of doubt."""
    return Band(area, threshold, min(threshold, levels.doubt), max(threshold, 1.0 - levels.doubt), "rule")


def bands_for(model: Model, card: Mapping[str, Any] | None = None, *, levels: Levels = LEVELS) -> dict[str, Band]:
    """A model's bands: those of its card, held to its own thresholds, and by rule for areas the card has none of."""
    noted = (card or {}).get("bands", {})
    found = {}
    for code, threshold in model.thresholds.items():
        band = Band(**noted[code]) if code in noted else ruled(code, threshold, levels=levels)
        # A candidate that passed is fitted once more on everything, and its thresholds move a little.
        found[code] = _around(band, threshold)
    return found


def as_data(bands: Mapping[str, Band]) -> dict[str, dict[str, Any]]:
    """Bands as plain values, as a card keeps them."""
    return {code: asdict(band) for code, band in bands.items()}


def uncertain(judged: Iterable[Judged], bands: Mapping[str, Band], *, area: str | None = None) -> list[Unsure]:
    """Passages inside a band (of one area, or of any), the most doubtful first: what the review queue shows.

    Doubt is how near a probability lies to the threshold, measured to the end of its band, so that areas with wide
    and narrow bands are comparable (uncertainty sampling; Lewis and Gale 1994).
    """
    looked_at = {code: band for code, band in bands.items() if area is None or code == area}
    found = []
    for each in judged:
        doubts = {
            code: band.doubt(each.probabilities[code])
            for code, band in looked_at.items()
            if code in each.probabilities and band.holds(each.probabilities[code])
        }
        if doubts:
            most = max(doubts, key=lambda code: doubts[code])
            others = tuple(code for code in doubts if code != most)
            found.append(Unsure(each.passage, most, each.probabilities[most], doubts[most], others))
    return sorted(found, key=lambda each: (-each.doubt, each.passage))


def settled(probabilities: Mapping[str, float], bands: Mapping[str, Band]) -> frozenset[str]:
    """The areas a passage may be published under unread: those whose probability lies above their bands."""
    return frozenset(code for code, band in bands.items() if probabilities.get(code, 0.0) >= band.high)


def _lower(positives: Matrix, weights: Matrix, level: float) -> float:
    """The highest probability below which at most the level of the positives lie, one unseen passage reckoned in."""
    order = np.argsort(positives, kind="stable")
    chance, weight = positives[order], weights[order]
    allowed = level * (weight.sum() + weight.mean())
    below = np.concatenate([[0.0], np.cumsum(weight)])[:-1]
    return float(chance[np.flatnonzero(below + weight <= allowed + 1e-9)[-1]]) if weight[0] <= allowed + 1e-9 else 0.0


def _stop(chance: Matrix, weight: Matrix, threshold: float, share: float) -> float:
    """The lowest probability from which on to the threshold lie at most so large a share of all passages."""
    under = np.flatnonzero(chance < threshold)
    under = under[np.argsort(-chance[under], kind="stable")]
    over = np.flatnonzero(np.cumsum(weight[under]) > share * float(weight.sum()) + 1e-9)
    # from just above the first passage that is too many
    return float(np.nextafter(chance[under[over[0]]], 1.0)) if len(over) else 0.0


def _upper(chance: Matrix, so: NDArray[np.bool_], weight: Matrix, *, threshold: float, level: float) -> float:
    """The lowest probability from the threshold on at or above which at most the level are wrong; 1 where none is."""
    one = float(weight.mean())
    for at in (threshold, *np.unique(chance[chance > threshold]).tolist()):
        above = chance >= at
        if float(weight[above & ~so].sum()) + one <= level * (float(weight[above].sum()) + one) + 1e-9:
            return float(at)
    return 1.0


def _share(weights: Matrix, chosen: NDArray[np.bool_]) -> float | None:
    total = float(weights.sum())
    return float(weights[chosen].sum()) / total if total else None


def _around(band: Band, threshold: float) -> Band:
    values = asdict(band) | {
        "threshold": threshold,
        "low": min(band.low, threshold),
        "high": max(band.high, threshold),
    }
    return Band(**values)


def _log_odds(chance: float) -> float:
    held = min(max(chance, 1e-6), 1.0 - 1e-6)
    return math.log(held / (1.0 - held))
