"""How a phrase is compared: one spelling for the several that the press writes.

Spelling of i and y after h, k, l, m, s, t and qu varies by house and by decade (lý/lí, kỷ/kỉ, quy/qui), as does the
place of the tone mark in open oa, oe, uy; neither changes the word.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.fold import exact

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_I_TO_Y = str.maketrans("iíìỉĩị", "yýỳỷỹỵ")
_OPEN_I = re.compile(r"(?<!\w)(?:[hklmst]|qu)[iíìỉĩị](?!\w)")
_PUNCTUATION = re.compile(r"[\s,;:.\"“”'‘’()\[\]-]+")


def written(text: str) -> str:
    """The house form of a phrase: NFC, lower case, tones as in ``hòa, thủy, ủy``, plain hyphen, single spaces."""
    return " ".join(exact(_DASHES.sub("-", unicodedata.normalize("NFC", text))).split())


def key(text: str) -> str:
    """What two spellings of one phrase share: syllables of the house form with y for i, no punctuation."""
    spelt = _OPEN_I.sub(lambda match: match[0][:-1] + match[0][-1].translate(_I_TO_Y), written(text))
    return " ".join(_PUNCTUATION.sub(" ", spelt).split())
