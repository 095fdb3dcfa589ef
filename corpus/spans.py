"""Offset pairs packed into bytes: the words of 100,000 passages would otherwise outweigh their text."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable

Span = tuple[int, int]


def pack(spans: Iterable[Span]) -> bytes:
    """Pack (start, end) pairs as gap and length of each, 32 bits little-endian, deflated.

    Raises:
        ValueError: spans overlap, go backwards or are longer than 32 bits can say.
    """
    numbers = array("I")
    position = 0
    for start, end in spans:
        if start < position or end < start:
            raise ValueError(f"spans overlap or go backwards at {start}-{end}")
        numbers.extend((start - position, end - start))
        position = end
    if sys.byteorder == "big":
        numbers.byteswap()
    return zlib.compress(numbers.tobytes(), 1)


def unpack(packed: bytes) -> tuple[Span, ...]:
    """The pairs that :func:`pack` was given."""
    numbers = array("I")
    numbers.frombytes(zlib.decompress(packed))
    if sys.byteorder == "big":
        numbers.byteswap()
    spans: list[Span] = []
    position = 0
    for gap, length in zip(numbers[::2], numbers[1::2], strict=True):
        start = position + gap
        position = start + length
        spans.append((start, position))
    return tuple(spans)
