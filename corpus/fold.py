"""Folding for search: a reader who types no marks finds all, one who types them finds exactly that.

Both forms have one character for each character of the NFC text, so an offset in one is an offset in the other.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _bare(letter: str) -> str:
    """A letter without any mark; đ becomes d."""
    if letter in "đĐðÐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def _vietnamese_letters() -> str:
    bases = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    toned = [unicodedata.normalize("NFC", base + tone) for base in bases for tone in _TONES]
    return "".join(toned) + "ăâêôơưĂÂÊÔƠƯđĐðÐ"


_FOLD = str.maketrans({letter: _bare(letter) for letter in _vietnamese_letters()})
_LOWER = str.maketrans({letter: letter.lower() for letter in _vietnamese_letters()} | {"ð": "đ", "Ð": "đ"})

# Tone on the second vowel of an open oa, oe, uy is written on the first here: hoà -> hòa, uỷ -> ủy.
_OPEN = re.compile(r"(?<![qQ])(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])")
_SECOND_TO_FIRST = {
    pair: unicodedata.normalize(
        "NFC", pair[0] + unicodedata.normalize("NFD", pair[1])[1:] + unicodedata.normalize("NFD", pair[1])[0]
    )
    for pair in ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
}


def _lower(text: str) -> str:
    """Lower case, one character for one: the few whose lower case is longer stay as they are."""
    lowered = text.translate(_LOWER)
    if lowered.isascii():
        return lowered.lower()
    low = lowered.lower()
    if len(low) == len(lowered):
        return low
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in lowered)


def exact(text: str) -> str:
    """Lower-case text with one tone placement (``hoà`` and ``hòa`` agree), every mark kept; same length as NFC text."""
    return _OPEN.sub(lambda match: _SECOND_TO_FIRST[match[0]], _lower(text))


def folded(text: str) -> str:
    """Lower-case text without marks and with d for đ; same length as NFC text."""
    return _lower(text.translate(_FOLD))


def has_marks(query: str) -> bool:
    """True where a query holds any Vietnamese mark or đ, so that it means what it says."""
    query = unicodedata.normalize("NFC", query)
    return folded(query) != _lower(query)
