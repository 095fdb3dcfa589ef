"""How a step of work is called: directly, or as a Prefect task (:mod:`flows.daily`). The work is the same function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Step(Protocol):
    """Calls a piece of work that has a name; doing it again must change nothing."""

    def __call__(self, name: str, work: Callable[[], T], /) -> T: ...


def direct(name: str, work: Callable[[], T], /) -> T:
    """Just do it."""
    return work()
