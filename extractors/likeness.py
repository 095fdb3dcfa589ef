"""Signatures of texts, small enough to keep for every document, and the keys under which likely copies meet.

Three families of keys, because a copy may be edited, cut out or reworded:

- *bands* of a MinHash over 3-syllable shingles (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive
  Datasets, ch. 3): 24 bands of 3 rows miss a pair of Jaccard 0.6 with probability 0.003, of 0.5 with 0.041, of 0.4
  with 0.205; two articles that merely share a language meet with probability 1 in 120,000;
- *marks*, winnowed from runs of 6 syllables with a window of 60 (Schleimer, Wilkerson and Aiken 2003): two texts
  with 65 syllables in common, unbroken, always meet, whatever else they hold;
- *bands of facts*, a MinHash over pairs of figures and of names that follow one another, 8 bands of 3 rows: a
  reworded copy that keeps 0.8 of them is missed with probability 0.003, of 0.7 with 0.034, of 0.6 with 0.142.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document
from corpus.syllable import valid_syllables, words
from extractors.wording import Hashes, Wording, facts, read_text_of, runs, wording

if TYPE_CHECKING:
    from datasketch import MinHash

METHOD: Final = "likeness/1"
"""Name and version of all that is written here and in :mod:`extractors.wording`; another one signs everything anew."""

SHORTEST = 30
"""Syllables below which a text is too short to be told from another of its kind."""

BANDS, ROWS = 24, 3
FACT_BANDS, FACT_ROWS = 8, 3
MARK_RUN, MARK_WINDOW = 6, 60
MOST_MARKS = 400
"""Marks kept of one text (of about 10,000 syllables); those of smallest value, the same in every copy."""

SAMPLE = 800
"""Characters from which the language is told."""

FEWEST_FACTS = 3
"""Pairs of facts below which they make no keys."""

LEAST_JACCARD, LEAST_FACTS, LEAST_MARKS = 0.2, 0.3, 0.25
"""Estimates under all three of which a pair's texts are not even read."""

_MARK_FAMILY, _FACT_FAMILY = 100, 200
_SEED = 20210202
_STEP = np.uint64(0x9E3779B97F4A7C15)
_HEAD = struct.Struct("<BBBxIHHI")
_UNKNOWN = 255


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of one text.

    Attributes:
        syllables: how many it has, figures included.
        shingles: how many different shingles.
        rows: MinHash values of the shingles, 32 bits each, ``BANDS * ROWS`` of them; none for a text too short.
        facts: the same of its pairs of facts; none where there are too few.
        marks: its winnowed marks, 32 bits each, in order of value.
        valid, marked: shares of well-formed and of marked syllables in percent; None where it holds no letters.
    """

    syllables: int
    shingles: int
    rows: NDArray[np.uint32]
    facts: NDArray[np.uint32]
    marks: NDArray[np.uint32]
    valid: int | None
    marked: int | None

    def pack(self) -> bytes:
        """The signature as bytes: 0.3 to 0.6 kB for most articles."""
        head = _HEAD.pack(
            1,
            _UNKNOWN if self.valid is None else self.valid,
            _UNKNOWN if self.marked is None else self.marked,
            self.syllables,
            len(self.rows),
            len(self.facts),
            self.shingles,
        )
        return head + np.concatenate([self.rows, self.facts, self.marks]).astype("<u4").tobytes()


def unpack(packed: bytes) -> Signature:
    """The signature that :meth:`Signature.pack` wrote.

    Raises:
        ValueError: bytes of another form.
    """
    form, valid, marked, syllables, rows, fact_rows, shingles = _HEAD.unpack_from(packed)
    if form != 1:
        raise ValueError(f"a signature of form {form}, not 1")
    values = np.frombuffer(packed, dtype="<u4", offset=_HEAD.size).astype(np.uint32)
    return Signature(
        syllables=syllables,
        shingles=shingles,
        rows=values[:rows],
        facts=values[rows : rows + fact_rows],
        marks=values[rows + fact_rows :],
        valid=None if valid == _UNKNOWN else valid,
        marked=None if marked == _UNKNOWN else marked,
    )


def signature(document: Document) -> Signature:
    """Sign a document's title and body."""
    text = read_text_of(document)
    found = words(text[:SAMPLE])
    valid = [word for word in found if word in valid_syllables()]
    marked = sum(1 for word in valid if not word.isascii())
    return sign(wording(text), valid=_percent(len(valid), found), marked=_percent(marked, valid))


def valid_percent(text: str) -> int | None:
    """Percent of well-formed syllables in the beginning of a text; None where it holds no letters."""
    found = words(text[:SAMPLE])
    return _percent(sum(map(valid_syllables().__contains__, found)), found)


def sign(said: Wording, *, valid: int | None = None, marked: int | None = None) -> Signature:
    """Sign a wording; ``valid`` and ``marked`` are percentages."""
    none = np.empty(0, np.uint32)
    long_enough = len(said.syllables) >= SHORTEST
    pairs = facts(said)
    return Signature(
        syllables=len(said.syllables),
        shingles=len(said.shingles),
        rows=_minhash(said.shingles, BANDS * ROWS) if long_enough else none,
        facts=_minhash(pairs, FACT_BANDS * FACT_ROWS) if long_enough and len(pairs) >= FEWEST_FACTS else none,
        marks=_marks(said.syllables) if long_enough else none,
        valid=valid,
        marked=marked,
    )


def keys(signed: Signature) -> tuple[tuple[int, str], ...]:
    """(band, key) pairs of a signature: two documents are worth comparing when they share one."""
    found: list[tuple[int, str]] = []
    for family, values, rows in ((0, signed.rows, ROWS), (_FACT_FAMILY, signed.facts, FACT_ROWS)):
        if len(values):
            found += [(family + band, key) for band, key in enumerate(_band_keys(values.reshape(-1, rows)))]
    found += [(_MARK_FAMILY, f"{mark:08x}") for mark in signed.marks.tolist()]
    return tuple(found)


def jaccard(one: Signature, two: Signature) -> float:
    """Estimated Jaccard index of two texts' shingles (standard error at most 0.06); 0 where one is too short."""
    return _agreement(one.rows, two.rows)


def _agreement(one: NDArray[np.uint32], two: NDArray[np.uint32]) -> float:
    return float(np.mean(one == two)) if len(one) and len(one) == len(two) else 0.0


def prepare() -> None:
    """Load now what is else loaded when the first document is signed."""
    for permutations in (BANDS * ROWS, FACT_BANDS * FACT_ROWS):
        _permutations(permutations)


def _minhash(values: Hashes, permutations: int) -> NDArray[np.uint32]:
    """MinHash values of hashes of which the lower 32 bits are taken."""
    from datasketch import MinHash

    template = _permutations(permutations)
    sketch = MinHash(
        num_perm=permutations,
        hashfunc=_itself,
        permutations=template.permutations,
        scheme="affine32",
    )
    sketch.update_batch((values & np.uint64(0xFFFFFFFF)).tolist())
    return np.asarray(sketch.hashvalues, dtype=np.uint32)


@cache
def _permutations(count: int) -> MinHash:
    """Drawn once for each count: drawing them costs more than signing an article."""
    from datasketch import MinHash

    return MinHash(num_perm=count, seed=_SEED, scheme="affine32", hashfunc=_itself)


def _percent(count: int, among: Sequence[str]) -> int | None:
    return round(100 * count / len(among)) if among else None


def _itself(value: int) -> int:
    return value


def _marks(syllables: Hashes) -> NDArray[np.uint32]:
    """The smallest hash of each window of runs, each once (winnowing)."""
    values = (runs(syllables, MARK_RUN) >> np.uint64(32)).astype(np.uint32)
    if len(values) == 0:
        return values
    windows = np.lib.stride_tricks.sliding_window_view(values, min(MARK_WINDOW, len(values)))
    return np.unique(windows.min(axis=1))[:MOST_MARKS]


def _band_keys(bands: NDArray[np.uint32]) -> list[str]:
    """Twelve hexadecimal digits for each band (row) of an array of shape (bands, rows)."""
    mixed = np.zeros(len(bands), np.uint64)
    for column in bands.T.astype(np.uint64):
        mixed = (mixed ^ column) * _STEP
        mixed ^= mixed >> np.uint64(29)
    return [f"{value >> 16:012x}" for value in mixed.tolist()]
