"""Bare word segmentation, the baseline that our own reading is measured against."""

from __future__ import annotations

from collections.abc import Iterable

from models.segment import underthesea_words


def bare_words(sentences: Iterable[str]) -> int:
    """Segment sentences with underthesea alone, as its own users would; gives the number of words."""
    return sum(len(underthesea_words(sentence)) for sentence in sentences)
