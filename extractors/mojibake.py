"""Page text that decoded without an error and still is not what was written.

Three faults are mended: UTF-8 that was read as Windows-1252 and stored as UTF-8 again (``Ä‘á»“ng`` for đồng), a page
whose letters are a legacy font's (``<font face=".VnTime">Héi nghÞ``), and the same with the font's letters as entities
(``H&eacute;i``). An ordinary page is told by two regular expressions and is not looked at further.
"""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import islice

from extractors.legacy import Converted, to_unicode
from extractors.legacy_tables import SURFACES

ENOUGH = 3
"""Odd sequences from which on a text is looked at."""

_FOREIGN = "\xa1-\xac\xae\xaf\xb1-\xb9\xbb-\xbfÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿ"
"""Latin-1 characters that Vietnamese in Unicode does not have; every legacy font has them in every other word."""
_FOREIGN_LETTER = re.compile(f"[{_FOREIGN}]")
_FOREIGN_LETTERS = frozenset(filter(_FOREIGN_LETTER.match, map(chr, range(0xA0, 0x100))))
_ODD = re.compile(f"[A-Za-z][{_FOREIGN}]|[{_FOREIGN}][A-Za-z]")
_MARKS = re.escape("".join(SURFACES))
_FOLLOWING = f"[\x80-\xbf{_MARKS}]"
_TWICE = re.compile(f"[\xc2-\xdf]{_FOLLOWING}|[\xe0-\xef]{_FOLLOWING}{{2}}|[\xf0-\xf4]{_FOLLOWING}{{3}}")
_BYTES = str.maketrans(dict(SURFACES))
_MEANT = re.compile(
    "[àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323\xa0\u2010-\u2026]"
)
_ENTITY = re.compile(r"&(?:#\d{3,4}|#[xX][0-9a-fA-F]{2,4}|[A-Za-z]{2,6}[0-9]?);")
_ALPHABET = bytes(range(0x80))
_SHARE = 0.02
"""Least share of foreign letters among those beyond ASCII; a Vietnamese page has some guillemets and signs."""


def mended(text: str) -> Converted | None:
    """The text as it was meant, or None where nothing is wrong with it or nothing sure can be done."""
    once = undoubled(text) if _has_foreign(text) else None
    plain = once if once is not None else text
    shown = plain
    if any(_one_letter(entity) in _FOREIGN_LETTERS for entity in set(_ENTITY.findall(plain))):
        shown = _ENTITY.sub(lambda match: _one_letter(match[0]), plain)
    if _has_foreign(shown) and len(list(islice(_ODD.finditer(shown), ENOUGH))) == ENOUGH:
        turned = to_unicode(shown)
        if turned.encoding != "unicode":
            return turned
        if turned.confidence <= 0.5:
            return Converted(plain, "unicode", turned.confidence)
    return Converted(once, "unicode", 1.0) if once is not None else None


def undoubled(text: str) -> str | None:
    """Text whose UTF-8 had been read as Windows-1252, read rightly; None where that is not what happened.

    Each character is the exact reading of its bytes, so nothing is lost; what is not well-formed UTF-8 stays.
    """
    found: str | None = None
    for _ in range(2):
        pieces = _TWICE.findall(text)
        if len(pieces) < ENOUGH:
            return found
        read = [_read(piece) for piece in pieces]
        meant = sum(1 for letter in read if _MEANT.fullmatch(letter))
        if meant < 0.8 * len(pieces) or len(set(pieces)) < ENOUGH:
            return found
        text = found = unicodedata.normalize("NFC", _TWICE.sub(lambda match: _read(match[0]), text))
    return found


def _read(piece: str) -> str:
    try:
        return piece.translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return piece


def _has_foreign(text: str) -> bool:
    """True where letters that Vietnamese does not have are more than a sign here and there; quick on any page."""
    if text.isascii():
        return False
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ALPHABET).decode("utf-8", "surrogatepass")
    return len(_FOREIGN_LETTER.findall(beyond)) >= max(ENOUGH, _SHARE * len(beyond))


def _one_letter(entity: str) -> str:
    letter = html.unescape(entity)
    return letter if len(letter) == 1 and ("\xa0" < letter <= "\xff" or letter in SURFACES) else entity
