"""One legacy table applied to words and lines: what counts as a word, what its letters are, where capitals belong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from corpus.syllable import is_valid
from extractors.legacy_tables import SURFACES, TABLES, Encoding

MANY = 4_000
"""Distinct words from which on a spread of them, taken evenly from all, is enough to judge a text."""
_SHOWN_BY_PDF = {"\u2212": "\xad", "\u2219": "\xb7", "\u03bc": "\xb5"}
"""What a PDF's glyph names make of three TCVN3 letters, to their surfaces."""
_HARD_SPACE = "\ufdd0"
"""A noncharacter that stands for VISCII's 0xA0 once it is known to be a letter."""
_HYPHENS = "\u2010\u2011"
BEYOND = re.compile("[^\x00-\xff" + "".join([*SURFACES, *_SHOWN_BY_PDF]) + _HYPHENS + _HARD_SPACE + "]")
"""A character that no 8-bit font shows: a word with one is Unicode already."""
PUNCTUATED = frozenset({"tcvn3", "vni", "windows-1258"})
"""Encodings whose texts use the quotes and dashes of Windows; the others have letters in their places."""
_OUTSIDE = f" \t\n\r\x0b\x0c\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000!-@\\[-`{{-~\u2026{_HYPHENS}"
_MARKS = "".join(SURFACES)
_C1 = "\x80-\x9f"
_ANY_WORD = re.compile(f"[^{_OUTSIDE}]+")
_PLAIN_WORD = re.compile(f"[^{_OUTSIDE}{_MARKS}{_C1}]+")
_STANDALONE = frozenset("\xa9\xaa\xb6\xb7\xb9\xbb\xbc\xbd\xbe\xd7\xf7")
"""Surfaces of TCVN3 that, standing alone, are the sign they look like (đ only after a sum); \xb8 is á, \xab ô."""
_MONEY = frozenset("\xa2\xa3\xa5")
_DIGIT = re.compile(r" ?\d")
_CONTROL = re.compile("[\x02-\x06\x10-\x1f]")
_TAG = re.compile("<[^>]*>?")
_DOUBTFUL: Mapping[Encoding, tuple[str, str]] = {"tcvn3": (f"-{_HYPHENS}", "\xad"), "viscii": ("\xa0", _HARD_SPACE)}
"""Characters that may hide a letter, and its surface: a PDF's hyphen is TCVN3's ư, a hard space VISCII's Õ (0xA0)."""


def is_bare(text: str) -> bool:
    """True where no table has anything to say: ASCII without the control characters that two of them use."""
    return text.isascii() and not _CONTROL.search(text)


def words(text: str, *, punctuated: bool) -> set[str]:
    """Distinct words that a table could speak of: beyond ASCII, not beyond the 8-bit fonts, with some letter.

    Of very many a spread is given. Where ``punctuated``, quotes and dashes of Windows end a word; else are letters.
    """
    every = set((_PLAIN_WORD if punctuated else _ANY_WORD).findall(text))
    found = [word for word in every if not word.isascii()]
    if len(found) > MANY:
        found = sorted(found)[:: len(found) // MANY]
    return {word for word in found if not BEYOND.search(word) and any(map(str.isalpha, word))}


def is_formed(word: str, encoding: Encoding) -> bool:
    """True for a syllable in lower case, capitals or with a capital first; TCVN3 has no capitals with tones."""
    return is_valid(word) and (encoding == "tcvn3" or word[1:].islower() or word.isupper() or len(word) == 1)


def malformed(text: str) -> set[str]:
    """The words any table could speak of that are no syllables as they stand: in Vietnamese Unicode next to none."""
    return {word for word in words(text, punctuated=False) if not is_formed(word.strip(_MARKS), "unicode")}


def letters(word: str, encoding: Encoding) -> str:
    """A word's characters written by one table, in NFC."""
    if encoding == "vni":
        return _pairs().sub(lambda match: TABLES["vni"].get(match[0], match[0]), word)
    return unicodedata.normalize("NFC", word.translate(_table(encoding)))


def turned(line: str, encoding: Encoding) -> str:
    """A line written by one table: Unicode words and signs that stand alone stay, capitals follow the line's own."""
    if encoding in _DOUBTFUL:
        line = _completed(line, encoding)
    bare = [letter for letter in _TAG.sub("", line) if letter.isascii() and letter.isalpha()]
    loud = encoding == "tcvn3" and len(bare) > 3 and sum(map(str.isupper, bare)) >= 0.9 * len(bare)

    def written(match: re.Match[str]) -> str:
        word = match[0]
        if is_bare(word) or BEYOND.search(word):
            return word
        if encoding not in PUNCTUATED:
            return _quoted(word, encoding)
        if encoding != "tcvn3":
            return letters(word, encoding)
        if word in _STANDALONE:
            return word
        if word in _MONEY and _DIGIT.match(line, match.end()):
            return word
        own = [letter for letter in word if letter.isascii()]
        capital = all(map(str.isupper, own)) and (loud or len(own) > 1)
        return letters(word, encoding).upper() if capital else letters(word, encoding)

    return _word(encoding).sub(written, line)


def _quoted(word: str, encoding: Encoding) -> str:
    """A word whose outer quotes and dashes stay where only without them it is a syllable."""
    core = word.strip(_MARKS)
    written = letters(core, encoding)
    if core == word or (core and (not is_valid(written) or is_valid(letters(word, encoding)))):
        return letters(word, encoding)
    return word.replace(core, written) if core else word


def _completed(line: str, encoding: Encoding) -> str:
    """A line whose doubtful characters are the surface they hide, where only so a syllable stands there."""
    doubtful, surface = _DOUBTFUL[encoding]

    def judged(match: re.Match[str]) -> str:
        parts = [letters(part, encoding) for part in re.split(f"[{doubtful}]", match[0])]
        alone = all(not part or is_valid(part) for part in parts)
        joined = re.sub(f"[{doubtful}]", surface, match[0])
        return match[0] if alone or not is_valid(letters(joined, encoding)) else joined

    return _doubted(encoding).sub(judged, line)


def _word(encoding: Encoding) -> re.Pattern[str]:
    return _PLAIN_WORD if encoding in PUNCTUATED else _ANY_WORD


@cache
def _doubted(encoding: Encoding) -> re.Pattern[str]:
    word, doubtful = _word(encoding).pattern, _DOUBTFUL[encoding][0]
    return re.compile(f"{word}[{doubtful}](?:{word})?")


@cache
def _table(encoding: Encoding) -> dict[int, str]:
    """Each character to its letter, with the other characters that readers show for the same byte."""
    table = {ord(surface): letter for surface, letter in TABLES[encoding].items()}
    if encoding not in PUNCTUATED:
        table |= {ord(shown): table[ord(surface)] for shown, surface in SURFACES.items() if ord(surface) in table}
    if encoding == "tcvn3":
        table |= {ord(shown): table[ord(surface)] for shown, surface in _SHOWN_BY_PDF.items()}
    if encoding == "viscii":
        table[ord(_HARD_SPACE)] = "Õ"
    return table


@cache
def _pairs() -> re.Pattern[str]:
    return re.compile("|".join(sorted(surface for surface in TABLES["vni"] if len(surface) == 2)) + "|[^\x00-\x7f]")
