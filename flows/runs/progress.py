"""What a step tells of itself while it works, for a bar on a screen or for nobody."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears how far a step is."""

    def begin(self, step: str, total: int | None) -> None:
        """A step starts; ``total`` items are to do, None where nobody knows."""

    def advance(self, step: str, count: int = 1) -> None:
        """Items of a step are done."""


class Silent:
    """Progress that nobody watches."""

    def begin(self, step: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, step: str, count: int = 1) -> None:
        """Say nothing."""
