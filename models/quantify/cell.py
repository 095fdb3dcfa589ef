"""What an estimator takes: a model's verdicts on all passages of a cell, people's on a random sample of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corpus.errors import BadInput

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Cell:
    """The N passages of one cell (task, period, place ...) and the n of them that people judged. Make it by :meth:`of`.

    Attributes:
        said: the model's verdict on each passage, shape N.
        audited: positions (0 to N - 1) of the judged passages, shape n, each once.
        truth: people's verdict on those, shape n.
        inclusion: the probability with which the audit drew each of those, shape n, above 0 and at most 1.
        probability: the model's calibrated probability on each passage, shape N, or None.
        stratum: number of the design stratum of each passage, shape N; all 0 for a plain sample.
        drawn: how many passages of the cell the audit drew; more than n where some are not judged yet or unsure.
    """

    said: Flags
    audited: Places
    truth: Flags
    inclusion: Floats
    probability: Floats | None
    stratum: Places
    drawn: int

    @classmethod
    def of(
        cls,
        *,
        said: ArrayLike,
        audited: ArrayLike = (),
        truth: ArrayLike = (),
        inclusion: ArrayLike | None = None,
        probability: ArrayLike | None = None,
        stratum: ArrayLike | None = None,
        drawn: int | None = None,
    ) -> Self:
        """A checked cell.

        Args:
            said: 0 or 1 of each passage.
            audited: positions of the judged passages.
            truth: 0 or 1 of each judged passage.
            inclusion: inclusion probabilities as the audit stored them; without them those of a random draw of n
                among N, or of n_h among N_h in each stratum.
            probability: calibrated probability of each passage.
            stratum: design stratum of each passage, of any type.
            drawn: how many were drawn; all judged where not given.

        Raises:
            BadInput: lengths differ, a position is out of range or twice, a probability is none.
        """
        verdicts = _flags(said, "said")
        places = _places(audited)
        answers = _flags(truth, "truth")
        size = len(verdicts)
        if len(answers) != len(places):
            raise BadInput(f"{len(answers)} verdicts for {len(places)} audited passages", where="truth")
        if len(places) and (places.min() < 0 or places.max() >= size):
            raise BadInput(f"positions must lie between 0 and {size - 1}", where="audited")
        if len(np.unique(places)) != len(places):
            raise BadInput("a passage may be audited once", where="audited")
        scores = None if probability is None else np.asarray(probability, dtype=np.float64)
        if scores is not None and (
            scores.shape != (size,) or not np.isfinite(scores).all() or (scores < 0).any() or (scores > 1).any()
        ):
            raise BadInput(f"needs {size} numbers between 0 and 1", where="probability")
        strata = np.zeros(size, np.int64) if stratum is None else _numbers(stratum)
        if strata.shape != (size,):
            raise BadInput(f"needs {size} strata", where="stratum")
        chances = _as_drawn(strata, places) if inclusion is None else np.asarray(inclusion, dtype=np.float64)
        if chances.shape != places.shape or not np.all((chances > 0) & (chances <= 1)):
            raise BadInput(f"needs {len(places)} probabilities above 0 and at most 1", where="inclusion")
        taken = len(places) if drawn is None else drawn
        if not len(places) <= taken <= size:
            raise BadInput(f"{len(places)} judged and {size} read, but {taken} drawn", where="drawn")
        return cls(
            said=verdicts,
            audited=places,
            truth=answers,
            inclusion=chances,
            probability=scores,
            stratum=strata,
            drawn=taken,
        )

    @property
    def size(self) -> int:
        """N, the passages read."""
        return len(self.said)

    @property
    def labelled(self) -> int:
        """n, the passages judged."""
        return len(self.audited)

    @property
    def positive(self) -> int:
        """How many of the judged passages are about the task."""
        return int(self.truth.sum())

    @property
    def chances(self) -> Floats:
        """The probability of being drawn and judged, shape n: as if what is not judged yet were missing at random."""
        return np.asarray(self.inclusion * (self.labelled / self.drawn)) if self.labelled else self.inclusion

    @property
    def weights(self) -> Floats:
        """One over the inclusion probability, scaled to mean 1: shape n."""
        weights = 1 / self.inclusion
        return np.asarray(weights / weights.mean()) if len(weights) else weights

    @property
    def plain(self) -> bool:
        """True where every judged passage had the same chance to be drawn."""
        return not self.labelled or bool(np.allclose(self.inclusion, self.inclusion[0], rtol=1e-9))

    def counts(self) -> dict[str, Any]:
        """The denominators that go into every :class:`Share`."""
        return {"of": self.size, "labelled": self.labelled, "positive": self.positive}


def _flags(values: ArrayLike, where: str) -> Flags:
    found = np.asarray(values)
    if found.ndim != 1:
        raise BadInput("needs a flat array", where=where)
    if found.dtype != bool and len(found) and not np.isin(found, (0, 1)).all():
        raise BadInput("takes 0 and 1 only: leave out what nobody is sure of", where=where)
    return found.astype(bool)


def _places(values: ArrayLike) -> Places:
    found = np.asarray(values)
    if found.ndim != 1:
        raise BadInput("needs a flat array of positions", where="audited")
    if len(found) and found.dtype.kind not in "iu":
        raise BadInput("needs whole numbers: positions, not a mask", where="audited")
    return found.astype(np.int64)


def _numbers(values: ArrayLike) -> Places:
    _, numbers = np.unique(np.asarray(values), return_inverse=True)
    return np.asarray(numbers, dtype=np.int64)


def _as_drawn(strata: Places, places: Places) -> Floats:
    """n_h / N_h of each audited passage."""
    read = np.bincount(strata, minlength=1)
    judged = np.bincount(strata[places], minlength=len(read))
    return np.asarray(judged[strata[places]] / read[strata[places]], dtype=np.float64)
