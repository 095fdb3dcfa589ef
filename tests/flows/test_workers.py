"""Worker processes: results in order, and an item that kills its process costs one item."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

import pytest

from flows.workers import Workers


def double_or_die(numbers: Sequence[int]) -> list[int]:
    """Twice each number; 13 kills the process, as a native library might."""
    if 13 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return [2 * number for number in numbers]


def lost(number: int) -> int:
    """What stands for an item lost."""
    return -number


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_back_in_the_order_of_the_work(count: int) -> None:
    with Workers[int, int](double_or_die, lost, count=count) as hands:
        results = [result for _, batch in hands.over([[1, 2], [3], [4, 5, 6]]) for result in batch]
    assert results == [2, 4, 6, 8, 10, 12]


def test_an_item_that_kills_its_process_costs_only_itself() -> None:
    with Workers[int, int](double_or_die, lost, count=2) as hands:
        results = [result for _, batch in hands.over([[1], [12, 13, 14], [15]]) for result in batch]
    assert results == [2, 24, -13, 28, 30]
