"""Which passages people read for the audit: a seeded, stratified draw with the inclusion probability of each. Pure.

Strata are predicted area by source, so that every area and every source has labels in every period. Within them each
passage has the same chance, known and stored with it: that makes later estimates honest, and nothing else does. The
draw takes the smallest of numbers that a hash gives each passage from the seed (permanent random numbers, Ohlsson
1995): the same passages, strata, size and seed give the same draw in whatever order they come. A draw is made once
for a period; passages that arrive after it get a draw of their own, under another seed, and are strata of their own.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import BadInput

NONE = "none"
"""The area part of the stratum of passages in which the model sees no area."""

ANY = "any"
OTHERS = "*"
"""The source part of a stratum that holds several small sources."""

BAR = "|"
LEAST = 2
LABELS_A_STRATUM = 6
"""Strata are gathered until they are so few that each could have this many labels: finer ones only spread weights."""

SAID_YES, SAID_NO = 0.6, 0.05
"""Rates of an area among passages said to be of it and among the rest, guessed before anything was audited."""

LEAST_OF_PROPORTIONAL = 0.5
"""No stratum is drawn from at less than this part of the overall rate: weights stay within bounds for every area."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One passage to be judged, with the probability this draw had of taking it."""

    id: str
    stratum: str
    inclusion: float


@dataclass(frozen=True, slots=True)
class Allotted:
    """A stratum, its passages and how many of them are drawn."""

    name: str
    passages: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Draw:
    """The audit sample of one period: its units by id, its strata by name."""

    seed: str
    passages: int
    units: tuple[Drawn, ...]
    strata: tuple[Allotted, ...]


def rank(seed: object, purpose: str, id: str) -> str:
    """A number for an id that looks random and is the same for the same seed and purpose."""
    return hashlib.sha256(f"{seed}\n{purpose}\n{id}".encode()).hexdigest()


def stratum_of(areas: Sequence[str], source: str) -> str:
    """The stratum of a passage: its most probable predicted area (the first given) and its source."""
    return f"{areas[0] if areas else NONE}{BAR}{source}"


def gathered(strata: Sequence[str], *, size: int) -> list[str]:
    """The strata of passages, coarse enough for ``size`` labels.

    The smallest strata of an area are put together under :data:`OTHERS`, the smallest of all areas first, until there
    are few enough; where even one stratum an area is too many, passages of any area are one and the rest another.
    """
    counts = Counter(strata)
    becomes = {name: name for name in counts}
    most = max(1, size // LABELS_A_STRATUM)
    while len(counts) > most:
        sized = Counter(_area(name) for name in counts)
        several = [name for name in counts if sized[_area(name)] > 1]
        if not several:
            return [NONE if _area(name) == NONE else ANY for name in strata] if most > 1 else [ANY for _ in strata]
        small = min(several, key=lambda name: (counts[name], name))
        into = f"{_area(small)}{BAR}{OTHERS}"
        if small == into:
            siblings = [name for name in several if _area(name) == _area(small) and name != into]
            small = min(siblings, key=lambda name: (counts[name], name))
        counts[into] += counts.pop(small)
        becomes = {name: into if now == small else now for name, now in becomes.items()}
    return [becomes[name] for name in strata]


def allocate(
    sizes: Mapping[str, int],
    *,
    size: int,
    least: int = LEAST,
    rates: Mapping[str, float] | None = None,
    proportional: bool = False,
) -> dict[str, int]:
    """How many passages each stratum gives: Neyman's allocation (1934) within bounds.

    Args:
        sizes: passages of each stratum.
        size: passages to draw in all; all of them where there are fewer.
        least: at least so many of each stratum, or all of it.
        rates: expected share of the audited task in each stratum, from earlier audits; guesses where there is none.
        proportional: by size alone.

    Raises:
        BadInput: there are more strata than passages to draw.
    """
    total = sum(sizes.values())
    if size >= total:
        return dict(sizes)
    names = sorted(name for name in sizes if sizes[name] > 0)
    if len(names) > size:
        raise BadInput(f"{len(names)} strata for {size} passages: gather them first", where="strata")
    floor = min(least, size // len(names))
    rate = {} if rates is None else rates
    spread = {
        name: 1.0 if proportional else _deviation(rate.get(name, SAID_NO if _area(name) == NONE else SAID_YES))
        for name in names
    }
    bounds = {
        name: min(sizes[name], max(floor, int(LEAST_OF_PROPORTIONAL * size * sizes[name] / total))) for name in names
    }
    if sum(bounds.values()) > size:
        bounds = {name: min(sizes[name], floor) for name in names}
    given = dict(bounds)
    whole = sum(sizes[name] * spread[name] for name in names)
    wanted = {name: size * sizes[name] * spread[name] / whole for name in names}
    for _ in range(size - sum(given.values())):
        open_ = [name for name in names if given[name] < sizes[name]]
        neediest = max(open_, key=lambda name: (wanted[name] - given[name], name))
        given[neediest] += 1
    return {name: given.get(name, 0) for name in sizes}


def draw(
    ids: Sequence[str],
    strata: Sequence[str],
    *,
    size: int,
    seed: str,
    least: int = LEAST,
    rates: Mapping[str, float] | None = None,
    proportional: bool = False,
    without: Collection[str] = (),
) -> Draw:
    """Draw the audit sample of a period.

    Args:
        ids: the passages read in the period.
        strata: the stratum of each, as :func:`stratum_of` names it; gathered here where there are too many.
        size: passages to draw.
        seed: of this draw; name the period in it.
        least: at least so many of each stratum.
        rates: expected share in each stratum, for Neyman's allocation.
        proportional: allocate by size alone.
        without: passages an earlier draw could have taken; they are left out, drawn or not.

    Raises:
        BadInput: lengths differ, an id is there twice, the size is none.
    """
    if len(ids) != len(strata):
        raise BadInput(f"{len(strata)} strata for {len(ids)} passages", where="strata")
    if len(set(ids)) != len(ids):
        raise BadInput("a passage may be there once", where="ids")
    if size < 1:
        raise BadInput("must be at least 1", where="size")
    known = frozenset(without)
    kept = [(each, stratum) for each, stratum in zip(ids, strata, strict=True) if each not in known]
    names = gathered([stratum for _, stratum in kept], size=size)
    members: dict[str, list[str]] = {}
    for (each, _), name in zip(kept, names, strict=True):
        members.setdefault(name, []).append(each)
    sizes = {name: len(members[name]) for name in sorted(members)}
    given = allocate(sizes, size=size, least=least, rates=rates, proportional=proportional) if sizes else {}
    units = [
        Drawn(each, name, given[name] / sizes[name])
        for name in sizes
        for each in sorted(members[name], key=lambda each: (_number(seed, each), each))[: given[name]]
    ]
    return Draw(
        seed=seed,
        passages=len(kept),
        units=tuple(sorted(units, key=lambda unit: unit.id)),
        strata=tuple(Allotted(name, sizes[name], given[name]) for name in sizes),
    )


def _area(stratum: str) -> str:
    return stratum.split(BAR, 1)[0]


def _deviation(rate: float) -> float:
    held = min(0.98, max(0.02, rate))
    return float((held * (1 - held)) ** 0.5)


def _number(seed: str, each: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}\n{each}".encode()).digest()[:8], "big")
