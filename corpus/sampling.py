"""Drawing a stratified sample by hand of a seed: how many of each stratum, and which. Pure.

Which passages are drawn depends on the seed and their ids alone, not on the order they come in: each gets a number from
sha256, and the smallest of a stratum are drawn, which is simple random sampling without replacement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from math import sqrt


def rank(seed: int, purpose: str, id: str) -> str:
    """A number for an id that looks random and is the same for the same seed and purpose."""
    return hashlib.sha256(f"{seed}\n{purpose}\n{id}".encode()).hexdigest()


def draw(ids: Iterable[str], count: int, *, seed: int) -> list[str]:
    """So many of the ids, each as likely as another; all where there are not more."""
    return sorted(ids, key=lambda id: rank(seed, "draw", id))[:count]


def allocate(sizes: Mapping[str, int], total: int, *, minimum: int = 2) -> dict[str, int]:
    """How many to draw of each stratum: at least ``minimum`` (or all), the rest by the square root of its size.

    Power allocation (Bankier 1988, exponent 1/2) stands between proportional drawing, which sees nothing of rare
    strata, and equal drawing. A stratum drawn whole leaves its part to the others. Gives more than ``total`` only where
    the minimum of each stratum already does, and less only where there are not so many passages.
    """
    given = {name: min(minimum, size) for name, size in sorted(sizes.items()) if size}
    left = min(total, sum(sizes.values())) - sum(given.values())
    while left > 0:
        open_ = [name for name in given if given[name] < sizes[name]]
        whole = sum(sqrt(sizes[name]) for name in open_)
        wishes = {name: left * sqrt(sizes[name]) / whole for name in open_}
        added = {name: min(int(wish), sizes[name] - given[name]) for name, wish in wishes.items()}
        if not any(added.values()):
            by_rest = sorted(open_, key=lambda name: (-wishes[name], name))
            added = dict.fromkeys(by_rest[:left], 1)
        for name, count in added.items():
            given[name] += count
            left -= count
    return given
