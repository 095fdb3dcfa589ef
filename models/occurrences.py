"""Where the terms of the classifier stand in a text: from a syllable key back to the characters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from corpus.passage import Cue
from models.syllables import syllables


class Found(NamedTuple):
    """What stands there, for people, and where, as offsets into the text."""

    phrase: str
    spans: tuple[tuple[int, int], ...]


class Occurrences:
    """The syllables of one text, as :func:`models.features.terms` keys them, with their places."""

    def __init__(self, text: str) -> None:
        cut = [each for each in syllables(text) if each.key[0].isalnum()]
        self._keys = ["#" if each.key[0].isdigit() and len(each.key) > 2 else each.key for each in cut]
        self._places = [(each.start, each.end) for each in cut]
        self._by_key: dict[str, list[int]] = {}
        for at, key in enumerate(self._keys):
            self._by_key.setdefault(key, []).append(at)

    def of_term(self, term: str) -> Found:
        """Every place of a term: its syllables in a row, punctuation between them passed over."""
        keys = term.split()
        starts = self._by_key.get(keys[0], ()) if keys else ()
        size = len(keys)
        spans = [
            (self._places[at][0], self._places[at + size - 1][1]) for at in starts if self._keys[at : at + size] == keys
        ]
        return Found(term, tuple(spans))

    def syllables_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """The syllables within a span; the span itself where it holds none."""
        at = bisect_left(self._places, (start, 0))
        inside = []
        while at < len(self._places) and self._places[at][1] <= end:
            inside.append(self._places[at])
            at += 1
        return inside or [(start, end)]


def of_cues(fired: Sequence[Cue]) -> Found:
    """The phrases of cues, each once, and every place they matched."""
    phrases = "; ".join(dict.fromkeys(each.phrase for each in fired))
    return Found(phrases, tuple(sorted({(each.start, each.end) for each in fired})))
