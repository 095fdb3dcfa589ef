"""What pages work out from much of the store, kept until the store is another: bounded, and one for each desk."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")

MOST = 60
"""Answers kept at a time; the one longest not asked for goes first."""


class Kept:
    """Answers by what was asked, each with the state of the store that it was worked out of."""

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()

    def get(self, asked: Hashable, state: Hashable, make: Callable[[], T]) -> T:
        """The answer of this state; worked out where none is kept. Two at once may both work it out."""
        with self._lock:
            held = self._held.get(asked)
            if held is not None and held[0] == state:
                self._held.move_to_end(asked)
                found: T = held[1]
                return found
        made = make()
        with self._lock:
            self._held[asked] = (state, made)
            self._held.move_to_end(asked)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made
