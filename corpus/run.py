"""A run's accounting: what went in is exactly what came out ok, was skipped, or failed, each with its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["ok", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Take:
    """Do it, and why in words."""

    reason: str


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave it, and why in words."""

    reason: str


@dataclass(slots=True)
class Accounting:
    """Counts of items by outcome and reason, for one step of a run.

    The one mutable noun: a run adds to it as it goes. ``taken`` counts items when they enter, the outcomes when they
    leave, so a difference is an item lost and :meth:`balanced` says so.
    """

    step: str
    taken: int = 0
    outcomes: Counter[tuple[Outcome, str]] = field(default_factory=Counter)

    def enter(self, count: int = 1) -> None:
        """Count items that go in."""
        self.taken += count

    def leave(self, outcome: Outcome, reason: str, count: int = 1) -> None:
        """Count items that come out with an outcome and its reason."""
        self.outcomes[outcome, reason] += count

    def total(self, outcome: Outcome) -> int:
        """Items with that outcome, over all reasons."""
        return sum(count for (kind, _), count in self.outcomes.items() if kind == outcome)

    @property
    def balanced(self) -> bool:
        """True when in = ok + skipped + failed."""
        return self.taken == sum(self.outcomes.values())

    @property
    def all_failed(self) -> bool:
        """True when something went in and every item failed: such a run never looks like success."""
        return self.taken > 0 and self.total("failed") == self.taken
