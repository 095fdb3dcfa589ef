"""Bytes to text, and text to the shape a block keeps.

The order of :func:`decode` follows the WHATWG Encoding Standard (a byte order mark outranks what is declared) with one
change: strict UTF-8 comes before the declaration, because a wrong declaration is common and a false strict UTF-8 match
is not, and so do Vietnamese syllables under one of the five 8-bit encodings (:mod:`extractors.legacy`). windows-1258
writes tones as combining marks, so every result is put into NFC (Unicode Standard Annex 15).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from charset_normalizer import from_bytes

from corpus.syllable import share_valid
from extractors.legacy import to_unicode
from extractors.legacy_tables import SURFACES, Encoding
from extractors.mojibake import mended

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.I)
_LATIN = frozenset({"iso8859-1", "cp1252", "ascii", "latin-1", "iso8859-15"})
_VIETNAMESE = re.compile("[ăĂđĐơƠưƯ\u1ea0-\u1ef9]")
_WINDOWS_MARKS = {ord(surface): shown for shown, surface in SURFACES.items()}
_OLD_NAMES: Mapping[str, Encoding] = {
    **dict.fromkeys(("tcvn", "tcvn3", "tcvn-3", "tcvn5712", "tcvn-5712", "tcvn5712-1", "x-viet-tcvn5712"), "tcvn3"),
    **dict.fromkeys(("vni", "x-vni", "x-viet-vni"), "vni"),
    **dict.fromkeys(("viscii", "csviscii", "x-viet-viscii"), "viscii"),
    **dict.fromkeys(("vps", "x-vps", "x-viet-vps"), "vps"),
    **dict.fromkeys(("windows-1258", "cp1258", "x-cp1258"), "windows-1258"),
}
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\x0b\x0c\r"})
_BINARY = 0.03
_HALF = 0.5
# A detector's word alone, or a handful of letters, is a guess: set aside rather than believed.
_GUESSED = 0.4
# Measured on pages cut or patched by a proxy: damage stays below one character in two hundred.
_DAMAGE = 0.005

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_BREAK = re.compile(" ?\n[\n ]*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text in NFC, the encoding that gave it, in words what decided, and how sure that is.

    ``confidence`` runs from 0 to 1; at 0.5 or less the text may be mojibake and is better set aside than believed.
    """

    text: str
    encoding: str
    how: str
    confidence: float


def decode(body: bytes, *, declared: str | None) -> Decoded:
    """Turn a page's bytes into NFC text, saying which signal named the encoding.

    All bytes are weighed, never a first part of them. Text that decodes and is mojibake all the same (UTF-8 encoded
    twice, a legacy font's letters in a Unicode page) is returned mended; ``how`` says so.

    Args:
        declared: the charset of the Content-Type header; a declaration inside the page is found here.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _decoded(body.decode(name, "replace"), name.removesuffix("-sig"), "byte order mark", 1.0)
    wide = _utf_16(body)
    if wide is not None:
        return _decoded(body.decode(wide, "replace"), wide, "zero bytes in every other place", 1.0)
    try:
        return _decoded(body.decode("utf-8"), "utf-8", "strict UTF-8", 1.0)
    except UnicodeDecodeError:
        pass
    patched = body.decode("utf-8", "replace")
    beyond_ascii = sum(1 for character in patched if character > "\x7f")
    damaged = patched.count("\ufffd")
    if damaged <= max(1, beyond_ascii * _DAMAGE) and beyond_ascii > damaged:
        return _decoded(patched, "utf-8", f"UTF-8 with {damaged} damaged bytes", 0.9)
    return _eight_bit(body, declared)


def tidy(text: str) -> str:
    """Give text the form a block keeps: NFC, plain spaces, newlines only as line breaks, nothing invisible.

    Tone placement, Ð, quotes and dashes stay as the publisher wrote them.
    """
    if text.isprintable():
        # Most of what a page holds: no break, nothing invisible, no space but the plain one.
        return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    text = _BREAKS.sub("\n", text)
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text))
    return _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", text)).strip()


def one_line(text: str) -> str:
    """Tidy text with its line breaks turned into spaces: what a title or a caption is."""
    return tidy(text).replace("\n", " ")


def _decoded(text: str, encoding: str, how: str, confidence: float) -> Decoded:
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    meant = mended(text)
    if meant is None:
        return Decoded(text, encoding, how, confidence)
    if meant.encoding != "unicode":
        how = f"{how}; letters of a {meant.encoding} font turned into Unicode"
    elif meant.confidence < confidence:
        how = f"{how}; perhaps letters of a legacy font, left as they are"
    elif meant.text != text:
        how = f"{how}; UTF-8 encoded twice, read twice"
    return Decoded(meant.text, encoding, how, min(confidence, meant.confidence))


def _eight_bit(body: bytes, declared: str | None) -> Decoded:
    """Bytes that are no UTF-8: Vietnamese by its syllables first, then what is declared, then a detector."""
    names = [(declared, "declared by the header"), (_inside(body), "declared in the page")]
    expected = next((_OLD_NAMES[key] for name, _ in names if name and (key := _key(name)) in _OLD_NAMES), None)
    shown = "" if _is_binary(body) else body.decode("latin-1")
    meant = to_unicode(shown, expected=expected)
    if meant.encoding == "windows-1258":
        text = _strict(body, "cp1258")
        if text is not None:
            return Decoded(text, "windows-1258", "Vietnamese syllables under windows-1258", meant.confidence)
    if meant.encoding != "unicode":
        how = f"Vietnamese syllables under {meant.encoding}"
        return Decoded(meant.text.translate(_WINDOWS_MARKS), meant.encoding, how, meant.confidence)
    for name, how in names:
        fits = _fitting(body, name) if name else None
        if fits is not None:
            return _decoded(fits[1], fits[0], how, min(0.8, meant.confidence))
    if _reads_better_as_1258(body):
        text = body.decode("cp1258", "replace")
        return _decoded(text, "windows-1258", "Vietnamese letters under windows-1258", _GUESSED)
    best = from_bytes(body).best()
    if best is not None:
        return _decoded(str(best), best.encoding.replace("_", "-"), "charset-normalizer", _GUESSED)
    return _decoded(body.decode("utf-8", "replace"), "utf-8", "nothing fitted; damaged bytes replaced", 0.0)


def _strict(body: bytes, name: str) -> str | None:
    try:
        return unicodedata.normalize("NFC", body.decode(name))
    except (UnicodeDecodeError, LookupError):
        return None


def _inside(body: bytes) -> str | None:
    found = _META.search(body[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def _key(name: str) -> str:
    return name.strip().strip("\"'").lower().replace("_", "-")


def _fitting(body: bytes, name: str) -> tuple[str, str] | None:
    """Codec and text of a declaration that can be believed: strict, not UTF, not Latin over Vietnamese bytes."""
    try:
        normal = codecs.lookup(_key(name)).name
    except LookupError:
        return None
    if normal.startswith(("utf", "ascii")) or (normal in _LATIN and _reads_better_as_1258(body)):
        return None
    text = _strict(body, normal)
    return None if text is None else (normal, text)


def _reads_better_as_1258(body: bytes) -> bool:
    """True where windows-1258 makes more of the words Vietnamese syllables than Latin-1 does, few as they may be."""
    text = _strict(body, "cp1258")
    if text is None or not _VIETNAMESE.search(text):
        return False
    share = share_valid(text) or 0.0
    return share >= _HALF and share > (share_valid(body.decode("latin-1")) or 0.0)


def _is_binary(body: bytes) -> bool:
    """True where control characters are too many for any text; the oldest Vietnamese encodings use some as capitals."""
    return len(body) - len(body.translate(None, _CONTROLS)) > len(body) * _BINARY


def _utf_16(body: bytes) -> str | None:
    """UTF-16 without a mark shows as zero bytes in every other place, in markup and ASCII letters."""
    sample = body[: 4096 & ~1]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.2 and even < half * 0.02:
        return "utf-16-le"
    if even > half * 0.2 and odd < half * 0.02:
        return "utf-16-be"
    return None
