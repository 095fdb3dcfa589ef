"""Which passages could flip when the codebook changes; :mod:`models.carried` says which judgements it touches.

A passage is listed for review only if its decision could flip: its cues are others now, in a direction that could move
the decision; its probability lies in the band of an area that changed; or a model of the new version decides
differently. The old series is kept beside the new one, and :func:`both_series` shows both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import Literal

import numpy as np

from corpus.codebook.change import AreaChange, TaxonomyChange
from corpus.codebook.nouns import CueRule, Taxonomy
from corpus.passage import Cue
from corpus.predictions.said import Pair, Said
from models.backcast import Move, moves
from models.band import Band
from models.cues import CueMatcher

Why = Literal["models", "cue", "band", "signal"]

WHY_NAMES: Mapping[Why, str] = {
    "models": "hai mô hình quyết khác nhau",
    "cue": "quy tắc từ khóa đổi khớp đoạn này",
    "band": "xác suất nằm trong dải để ngỏ",
    "signal": "quy tắc giai đoạn, tình thái hay thời gian đổi khớp đoạn này",
}
WEIGHTS: Mapping[Why, float] = {"models": 3.0, "cue": 2.0, "band": 1.0, "signal": 0.2}
"""How much a reason counts in the order of review; within one reason, by how strong it is in (0, 1]."""

Mark = tuple[str, str, str, str]
"""A cue without its place: area of now or signal, sense, phrase, and "area" or "signal"."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a decision could flip: the area (code of now, or a signal), the kind of reason, and how strong in (0, 1]."""

    area: str
    why: Why
    strength: float
    words: str


@dataclass(frozen=True, slots=True)
class Flip:
    """A passage whose decision could flip, with every reason, and the score it is ranked by."""

    said: Said
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """The weightiest reason, and a little for every other."""
        weights = sorted((WEIGHTS[each.why] * each.strength for each in self.reasons), reverse=True)
        return round(weights[0] + 0.1 * sum(weights[1:]), 6)


@dataclass(frozen=True, slots=True)
class Affected:
    """The passages to review, those that coverage counts first and the likeliest to flip first, and how many more.

    Attributes:
        looked_at: passages gone through; ``could_flip`` of them could, of which ``flips`` are the first.
        by_area, by_reason: how many could flip, a passage counting once in each.
    """

    flips: tuple[Flip, ...]
    looked_at: int
    could_flip: int
    by_area: Mapping[str, int]
    by_reason: Mapping[str, int]

    @property
    def more(self) -> int:
        """How many could flip and are not listed."""
        return self.could_flip - len(self.flips)


def could_flip(
    said: Iterable[Said],
    change: TaxonomyChange,
    *,
    old: Taxonomy,
    new: Taxonomy,
    bands: Mapping[str, Band] | None = None,
    other: Mapping[str, frozenset[str]] | None = None,
    limit: int = 200,
) -> Affected:
    """The passages whose decision could flip, by what a model of the old version said of them.

    Args:
        bands: of that model, by area code of the old version; none looks at no band.
        other: the areas (codes of now) that a model of the new version gave, by passage; none compares no models.
        limit: passages listed at most; the rest are counted.
    """
    seen = _Seen(change, old=old, new=new)
    by_area: Counter[str] = Counter()
    by_reason: Counter[str] = Counter()
    counts = Counter[str]()

    def found() -> Iterator[Flip]:
        for each in said:
            counts["looked at"] += 1
            reasons = (
                *_models_differ(each, change, other or {}),
                *seen.reasons(each),
                *_in_band(each, change, bands or {}),
            )
            if reasons:
                counts["could flip"] += 1
                by_area.update({reason.area for reason in reasons})
                by_reason.update({reason.why for reason in reasons})
                yield Flip(each, reasons)

    first = nsmallest(limit, found(), key=lambda each: (not each.said.counted, -each.score, each.said.passage))
    return Affected(
        flips=tuple(first),
        looked_at=counts["looked at"],
        could_flip=counts["could flip"],
        by_area=dict(sorted(by_area.items())),
        by_reason=dict(by_reason),
    )


def both_series(
    pairs: Sequence[Pair],
    codes: Sequence[str],
    *,
    change: TaxonomyChange | None = None,
    everywhere: bool = False,
    seed: int,
) -> tuple[list[Move], list[Move]]:
    """Counts of two models on passages both judged, by area over all months and month by month, with the difference.

    ``one`` of each pair is the old series, ``other`` the new; only dated passages that coverage counts are counted.

    Args:
        codes: areas of the new series.
        everywhere: count passages of every province and term too.
        change: where the two were made with two versions, says which old areas an area of now comes from.
    """
    counted = [pair for pair in pairs if pair.told.month and (everywhere or (pair.one.counted and pair.other.counted))]
    sources = {code: (code,) if change is None else change.area(code).was for code in codes}
    old = [[bool(pair.one.areas.intersection(sources[code])) for code in codes] for pair in counted]
    new = [[code in pair.other.areas for code in codes] for pair in counted]
    shape = (len(counted), len(codes))
    return moves(
        [pair.told for pair in counted],
        new=np.array(new, dtype=bool).reshape(shape),
        old=np.array(old, dtype=bool).reshape(shape),
        codes=codes,
        seed=seed,
    )


class _Seen:
    """The changed cue rules of both versions, ready to be matched."""

    def __init__(self, change: TaxonomyChange, *, old: Taxonomy, new: Taxonomy) -> None:
        changes = [cue for area in change.areas for cue in area.cues] + list(change.signals)
        self._empty = not changes
        self._old = CueMatcher(_only(old, [each.old for each in changes if each.old is not None]))
        self._new = CueMatcher(_only(new, [each.new for each in changes if each.new is not None]))
        self._now = {f"area:{code}": _heirs(change, code) for code in old.codes}
        self._then = {_name(each): each.was for each in change.areas}
        self._titles: dict[str, tuple[frozenset[Mark], frozenset[Mark]]] = {}

    def reasons(self, said: Said) -> Iterator[Reason]:
        """Why the cues that changed could flip what was said of a passage."""
        if self._empty:
            return
        told = said.told
        if told.title not in self._titles:
            self._titles[told.title] = self._marks(told.title, title="")
        before, after = self._marks(told.text, title=told.title)
        titled = self._titles[told.title]
        before, after = before | titled[0], after | titled[1]
        for target in sorted({mark[0] for mark in before ^ after}):
            mine = [{mark for mark in marks if mark[0] == target} for marks in (before, after)]
            kind = next(iter(mine[0] | mine[1]))[3]
            if kind == "signal":
                if said.areas:
                    yield Reason(target, "signal", 1.0, f"{WHY_NAMES['signal']}: {_phrases(mine[0] ^ mine[1])}")
                continue
            here = bool(said.areas.intersection(self._then.get(target, (target,))))
            strength = _strength(mine[0], mine[1], assigned=here)
            if strength:
                yield Reason(target, "cue", strength, f"{WHY_NAMES['cue']}: {_phrases(mine[0] ^ mine[1])}")

    def _marks(self, text: str, *, title: str) -> tuple[frozenset[Mark], frozenset[Mark]]:
        before = (mark for cue in self._old.match(text, title=title) for mark in self._of_old(cue))
        after = (_mark(cue, cue.target.removeprefix("area:")) for cue in self._new.match(text, title=title))
        return frozenset(before), frozenset(after)

    def _of_old(self, cue: Cue) -> Iterator[Mark]:
        for now in self._now.get(cue.target, (cue.target,)):
            yield _mark(cue, now)


def _mark(cue: Cue, target: str) -> Mark:
    return target, cue.sense, cue.phrase, "area" if cue.target.startswith("area:") else "signal"


def _heirs(change: TaxonomyChange, code: str) -> tuple[str, ...]:
    """The areas of now that an old one became."""
    return tuple(_name(each) for each in change.from_old(code))


def _name(area: AreaChange) -> str:
    """The code of an area now; one that was removed is told by its old code and that it is gone."""
    return area.code or f"{area.was[0]} (đã bỏ)"


def _strength(before: set[Mark], after: set[Mark], *, assigned: bool) -> float:
    """How far the cues that differ push toward the other decision: 1 strong or against, 0.5 weak, 0 not at all.

    Where the same senses speak before and after by other phrases, 0.1: a trained model weighs phrases.
    """
    senses = [{mark[1] for mark in marks} for marks in (before, after)]
    came, went = senses[1] - senses[0], senses[0] - senses[1]
    if not came and not went:
        return 0.1
    up = max((_pull(each) for each in (*(came - {"not"}), *(went & {"not"}))), default=0.0)
    down = max((_pull(each) for each in (*(went - {"not"}), *(came & {"not"}))), default=0.0)
    return down if assigned else up


def _pull(sense: str) -> float:
    return 0.5 if sense == "weak" else 1.0


def _models_differ(said: Said, change: TaxonomyChange, other: Mapping[str, frozenset[str]]) -> Iterator[Reason]:
    there = other.get(said.told.passage)
    if there is None:
        return
    for each in change.areas:
        if not each.code:
            continue
        here = bool(said.areas.intersection(each.was))
        if here != (each.code in there):
            words = f"{WHY_NAMES['models']}: trước {'có' if here else 'không'}, nay {'không' if here else 'có'}"
            yield Reason(each.code, "models", 1.0, words)


def _in_band(said: Said, change: TaxonomyChange, bands: Mapping[str, Band]) -> Iterator[Reason]:
    for each in change.areas:
        if not (each.changes_meaning or each.cues):
            continue
        for code in each.was:
            chance = said.probabilities.get(code)
            if chance is not None and code in bands and bands[code].holds(chance):
                strength = max(bands[code].doubt(chance), 0.01)
                yield Reason(_name(each), "band", strength, f"{WHY_NAMES['band']}: {chance:.2f}")


def _only(taxonomy: Taxonomy, rules: Sequence[CueRule]) -> Taxonomy:
    """The taxonomy with no cue rules but these."""
    ids = {rule.id for rule in rules}

    def kept(cues: Sequence[CueRule]) -> tuple[CueRule, ...]:
        return tuple(cue for cue in cues if cue.id in ids)

    return replace(
        taxonomy,
        areas=tuple(replace(area, cues=kept(area.cues)) for area in taxonomy.areas),
        stages=tuple(replace(each, cues=kept(each.cues)) for each in taxonomy.stages),
        modalities=tuple(replace(each, cues=kept(each.cues)) for each in taxonomy.modalities),
        times=tuple(replace(each, cues=kept(each.cues)) for each in taxonomy.times),
    )


def _phrases(marks: Iterable[Mark]) -> str:
    return ", ".join(sorted({f"“{mark[2]}”" for mark in marks})[:3])
