"""Phrase lists as a trie over syllable keys: longest or every match, left to right.

The trie is the keyword tree of Aho and Corasick (1975) without failure links: phrases are at most a dozen syllables, so
starting again at each syllable costs less than building them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from models.syllables import SOFT, Syllable, syllables

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A listed phrase in a text: ``first`` and ``last`` (exclusive) are positions in the syllables given."""

    first: int
    last: int
    values: tuple[T, ...]


@dataclass(slots=True)
class _Node(Generic[T]):
    after: dict[str, _Node[T]] = field(default_factory=dict)
    values: tuple[T, ...] = ()


class Phrases(Generic[T]):
    """A list of phrases, each with a value; a phrase listed twice carries both values.

    Soft punctuation of a phrase (comma, dash, quotes) may be missing in the text; what stands in the text and not in
    the phrase breaks the match, so ``Mỹ Thạnh, An Thủy`` does not hold ``Mỹ Thạnh An``.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for phrase, value in phrases:
            self._add(phrase, value)

    @property
    def heads(self) -> Container[str]:
        """Keys that some phrase starts with."""
        return self._root.after

    def _add(self, phrase: str, value: T) -> None:
        keys = [each.key for each in syllables(phrase)]
        while keys and keys[-1] in SOFT:
            keys.pop()
        while keys and keys[0] in SOFT:
            keys.pop(0)
        ends = [self._root]
        for key in keys:
            further = [node.after.setdefault(key, _Node()) for node in ends]
            ends = ends + further if key in SOFT else further
        for node in ends:
            if node is not self._root and value not in node.values:
                node.values = (*node.values, value)

    def starting(self, text: Sequence[Syllable], first: int) -> list[Match[T]]:
        """All phrases that start at a position, the shortest first."""
        node = self._root
        found: list[Match[T]] = []
        for position in range(first, len(text)):
            further = node.after.get(text[position].key)
            if further is None:
                break
            node = further
            if node.values:
                found.append(Match(first, position + 1, node.values))
        return found

    def longest(self, text: Sequence[Syllable]) -> Iterator[Match[T]]:
        """Matches that do not overlap: leftmost first, of those the longest."""
        starts = self._root.after
        position, end = 0, len(text)
        while position < end:
            found = self.starting(text, position) if text[position].key in starts else ()
            if found:
                yield found[-1]
                position = found[-1].last
            else:
                position += 1

    def every(self, text: Sequence[Syllable]) -> Iterator[Match[T]]:
        """All matches, those inside others too, by their start and then their end."""
        starts = self._root.after
        for first, syllable in enumerate(text):
            if syllable.key in starts:
                yield from self.starting(text, first)
