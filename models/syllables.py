"""Syllables of Vietnamese text with the key by which they are compared: what phrase lists are matched on.

Written Vietnamese puts a space between syllables, so a phrase list matched on syllables finds what a word segmenter
would cut across. Text may be in any normal form, case and house spelling; offsets point into it as it is.

::

    syllables("Uỷ ban")              # (Syllable(0, 2, "ủy"), Syllable(3, 6, "ban"))
    phrase_keys("kiểm tra, giám sát") # ("kiểm", "tra", "giám", "sát")
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from corpus.phrase import key as phrase_key

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_TOKEN = re.compile(
    rf"[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}]+[^\W\d_]*)*"  # letters with their marks
    r"|\d+(?:[.,]\d+)*"  # a number: 3,58 or 43.600.000
    rf"|[^\s\w{_MARKS}]|_"  # one mark of punctuation
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_PUNCTUATION = str.maketrans(
    {dash: "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
    | {quote: '"' for quote in "“”„‟«»″"}
    | {quote: "'" for quote in "‘’‚‛′"}
)

SOFT = frozenset({",", "-", '"', "'"})
"""Keys of punctuation that a phrase may write and a text leave out, or the other way round."""


class Syllable(NamedTuple):
    """A syllable, a number or one mark of punctuation; ``key`` is what two spellings of it share.

    A named tuple and not a frozen dataclass: half a million of them are made for each thousand articles, at a third of
    the time.
    """

    start: int
    end: int
    key: str


@lru_cache(maxsize=1 << 16)
def _key(token: str) -> str:
    """The key of one token: see :func:`syllables`. The cache holds the spellings met, at most 65,536."""
    if len(token) == 1 and not token.isalnum():
        return token.translate(_PUNCTUATION)
    if token[0].isdigit():
        return token
    return phrase_key(_INVISIBLE.sub("", token)) or unicodedata.normalize("NFC", token).lower()


@lru_cache(maxsize=1 << 10)
def syllables(text: str) -> tuple[Syllable, ...]:
    """Cut text into syllables, numbers and single marks of punctuation.

    The last thousand texts are remembered (some 5 MB): segmenting, matching and judging ask for the same passages.

    The key is NFC and lower case with the tone mark on the first vowel of open oa, oe, uy (``hòa``, ``ủy``), y for a
    lone i after h, k, l, m, s, t, qu (``lý``, ``kỷ``, ``quy``; see :mod:`corpus.phrase`), ``-`` for every dash and
    straight quotes for curly ones. Invisible characters belong to the letter before them and not to the key.
    """
    new = tuple.__new__  # what Syllable(...) does, without the call of Python's in between
    return tuple([new(Syllable, (*match.span(), _key(match[0]))) for match in _TOKEN.finditer(text)])


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """Keys of a listed phrase without its soft punctuation: ``kiểm tra, giám sát`` has four."""
    return tuple(each.key for each in syllables(phrase) if each.key not in SOFT)
