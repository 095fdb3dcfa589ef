"""Bytes to text, and text to the shape a block keeps.

The order of :func:`decode` follows the WHATWG Encoding Standard (a byte order mark outranks what is declared) with one
change: strict UTF-8 comes before the declaration, because a wrong declaration is common and a false strict UTF-8 match
is not. windows-1258 writes tones as combining marks, so every result is put into NFC (Unicode Standard Annex 15).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

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
    """Text in NFC, the encoding that gave it, and in words what decided."""

    text: str
    encoding: str
    how: str


def decode(body: bytes, *, declared: str | None) -> Decoded:
    """Turn a page's bytes into NFC text, saying which signal named the encoding.

    Args:
        declared: the charset of the Content-Type header; a declaration inside the page is found here.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _decoded(body.decode(name, "replace"), name.removesuffix("-sig"), "byte order mark")
    wide = _utf_16(body)
    if wide is None:
        try:
            return _decoded(body.decode("utf-8"), "utf-8", "strict UTF-8")
        except UnicodeDecodeError:
            pass
        patched = body.decode("utf-8", "replace")
        beyond_ascii = sum(1 for character in patched if character > "\x7f")
        damaged = patched.count("\ufffd")
        if damaged <= max(1, beyond_ascii * _DAMAGE) and beyond_ascii > damaged:
            return _decoded(patched, "utf-8", f"UTF-8 with {damaged} damaged bytes")
    named = _named(body, declared)
    if named is not None:
        return named
    vietnamese = _strict(body, "cp1258")
    if wide is None and vietnamese is not None and _VIETNAMESE.search(vietnamese):
        return _decoded(vietnamese, "windows-1258", "Vietnamese letters under windows-1258")
    if wide is not None:
        return _decoded(body.decode(wide, "replace"), wide, "zero bytes in every other place")
    best = from_bytes(body).best()
    if best is not None:
        return _decoded(str(best), best.encoding.replace("_", "-"), "charset-normalizer")
    return _decoded(body.decode("utf-8", "replace"), "utf-8", "nothing fitted; damaged bytes replaced")


def tidy(text: str) -> str:
    """Give text the form a block keeps: NFC, plain spaces, newlines only as line breaks, nothing invisible.

    Tone placement, Ð, quotes and dashes stay as the publisher wrote them.
    """
    text = _BREAKS.sub("\n", text)
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text))
    return _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", text)).strip()


def one_line(text: str) -> str:
    """Tidy text with its line breaks turned into spaces: what a title or a caption is."""
    return tidy(text).replace("\n", " ")


def _decoded(text: str, encoding: str, how: str) -> Decoded:
    return Decoded(unicodedata.normalize("NFC", text.removeprefix("\ufeff")), encoding, how)


def _strict(body: bytes, name: str) -> str | None:
    try:
        return unicodedata.normalize("NFC", body.decode(name))
    except (UnicodeDecodeError, LookupError):
        return None


def _named(body: bytes, declared: str | None) -> Decoded | None:
    """The declared encoding if it decodes strictly; a Latin declaration over Vietnamese bytes is not believed."""
    found = _META.search(body[:4096])
    inside = found.group(1).decode("ascii", "replace") if found else None
    for name, how in ((declared, "declared by the header"), (inside, "declared in the page")):
        if not name:
            continue
        try:
            normal = codecs.lookup(name.strip().strip("\"'")).name
        except LookupError:
            continue
        if normal == "utf-8" or normal.startswith("utf-16") or normal in _LATIN:
            if not normal.startswith("utf-16") and _reads_as_vietnamese(body):
                continue
            if normal == "utf-8":
                continue
        text = _strict(body, normal)
        if text is not None:
            return _decoded(text, normal, how)
    return None


def _reads_as_vietnamese(body: bytes) -> bool:
    text = _strict(body, "cp1258")
    return text is not None and _VIETNAMESE.search(text) is not None


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
