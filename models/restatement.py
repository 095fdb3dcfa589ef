"""How far a passage merely repeats the wording of the tasks: the share of its words inside runs taken from there.

The reference is the codebook's own wording (definitions, what is in, parts with their phrases, examples of duty) and,
where a store holds the document that set the tasks, its paragraphs. The measure is containment after Broder (1997, *On
the resemblance and containment of documents*), over shingles of ``RUN`` syllables, counted by the syllables the common
runs cover: passages are short, so a share of shingles would punish every edit ``RUN`` times over. Slogans and document
numbers are masked first: naming them is no restating.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.codebook.taxonomy import Taxonomy
from corpus.passage import Entity, EntityKind
from models.names import find_slogans
from models.phrases import Phrases
from models.syllables import Syllable, syllables

RUN: Final = 5
"""Syllables in a shingle: phrases of office language of four syllables are everywhere, of five seldom by chance."""

RESTATES: Final = 0.5
"""From this share on a passage is called a restatement: half of what it says in words is said in the tasks' own."""

MASK: Final = "¤"
"""What a slogan or a document number is in a comparison: no word."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a passage has in common with the reference.

    Attributes:
        share: syllables inside common runs among those compared, 0 to 1; 0 where nothing is left to compare.
        runs: (start, end) of each common run, offsets into the passage's text, in order and not overlapping.
    """

    share: float
    runs: tuple[tuple[int, int], ...] = ()


NONE: Final = Overlap(0.0)
"""Nothing in common."""


class Restatement:
    """The wording of one codebook, and of further texts where they are given, ready to be compared with passages.

    ::

        measure = Restatement(taxonomy, seed=[paragraph.text for paragraph in tasks])
        measure.overlap(text).share   # 1.0 for a paragraph of the seed itself
    """

    def __init__(self, taxonomy: Taxonomy, *, seed: Iterable[str] = ()) -> None:
        self._slogans = Phrases((slogan.phrase, slogan) for slogan in taxonomy.slogans)
        shingles: set[tuple[str, ...]] = set()
        for text in (*reference(taxonomy), *seed):
            cut = syllables(text)
            keys = [each.key for each in _compared(cut, _spans(find_slogans(cut, self._slogans)))]
            shingles.update(each for each in zip(*(keys[n:] for n in range(RUN)), strict=False) if MASK not in each)
        self._shingles = frozenset(shingles)
        self._seconds = frozenset(each[:2] for each in shingles)

    def overlap(
        self,
        text: str,
        *,
        cut: Sequence[Syllable] | None = None,
        entities: Iterable[Entity] | None = None,
        start: int = 0,
    ) -> Overlap:
        """What a passage has in common with the reference.

        Args:
            cut: its syllables where they are at hand.
            entities: its entities where they are at hand, with offsets into the document; slogans are looked for
                in the text where they are not.
            start: where the passage starts in the document.
        """
        given = syllables(text) if cut is None else cut
        spans = _spans(find_slogans(given, self._slogans)) if entities is None else _spans(entities, start)
        compared = _compared(given, spans)
        keys = [each.key for each in compared]
        seconds, shingles = self._seconds, self._shingles
        inside = [False] * len(keys)
        for at, pair in enumerate(pairwise(keys)):
            if pair in seconds and tuple(keys[at : at + RUN]) in shingles:
                inside[at : at + RUN] = [True] * RUN
        if True not in inside:
            return NONE
        words = sum(key != MASK for key in keys)
        return Overlap(sum(inside) / words, _runs(inside, compared))


def reference(taxonomy: Taxonomy) -> tuple[str, ...]:
    """The codebook's own wording of its tasks: definitions, what is in, and names of parts with their phrases."""
    texts: list[str] = []
    for area in taxonomy.areas:
        texts += [area.definition, *area.includes]
        texts += [f"{item.name} {phrase}" for item in area.sub_items for phrase in item.phrases]
    return tuple(" ".join(text.split()) for text in texts)


def _spans(entities: Iterable[Entity], start: int = 0) -> list[tuple[int, int]]:
    """Where slogans and document numbers stand, as offsets into the passage's text."""
    masked = (EntityKind.SLOGAN, EntityKind.DOCUMENT)
    return [(each.start - start, each.end - start) for each in entities if each.kind in masked]


def _compared(cut: Sequence[Syllable], spans: Sequence[tuple[int, int]]) -> list[Syllable]:
    """Syllables that count: no punctuation, and each masked stretch as one mark."""
    words = [each for each in cut if each.key[0].isalnum()]
    if not spans:
        return words
    found: list[Syllable] = []
    for each in words:
        if not any(begin <= each.start < end for begin, end in spans):
            found.append(each)
        elif not found or found[-1].key != MASK:
            found.append(Syllable(each.start, each.end, MASK))
    return found


def _runs(inside: Sequence[bool], cut: Sequence[Syllable]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    open_at: int | None = None
    for at, covered in enumerate((*inside, False)):
        if covered and open_at is None:
            open_at = at
        elif not covered and open_at is not None:
            found.append((cut[open_at].start, cut[at - 1].end))
            open_at = None
    return tuple(found)
