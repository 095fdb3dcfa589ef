"""Typing as before Unicode: what a reader that does not know the font would show, and the bytes themselves."""

from __future__ import annotations

import unicodedata

from extractors.legacy_tables import TABLES, Encoding

TONES = "\u0300\u0301\u0303\u0309\u0323"


def typed(text: str, encoding: Encoding) -> str:
    """Unicode text as the characters of a legacy font; TCVN3 draws toned capitals from lower-case codes."""
    keys: dict[str, str] = {}
    for surface, letter in TABLES[encoding].items():
        if len(surface) == 1 or surface[0].isupper() == surface[1].isupper():
            keys.setdefault(letter, surface)
    if encoding == "viscii":
        keys["Õ"] = "\xa0"
    shown: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if encoding == "windows-1258" and unicodedata.normalize("NFD", letter) != letter:
            shown.append(_decomposed(letter, keys))
        elif letter in keys or letter.isascii():
            shown.append(keys.get(letter, letter))
        elif encoding == "tcvn3" and letter.lower() in keys:
            shown.append(keys[letter.lower()])
        else:
            shown.append(letter)
    return "".join(shown)


def stored(text: str, encoding: Encoding) -> bytes:
    """The bytes of a file in that encoding; quotes and dashes of Windows where the encoding leaves room for them."""
    return b"".join(
        letter.encode("latin-1") if letter <= "\xff" else letter.encode("cp1252") for letter in typed(text, encoding)
    )


def _decomposed(letter: str, keys: dict[str, str]) -> str:
    apart = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in apart if mark in TONES), None)
    if tone is None or letter in "áéíóúàèùÁÉÍÓÚÀÈÙ":
        return keys.get(letter, letter)
    base = unicodedata.normalize("NFC", apart.replace(tone, ""))
    return keys.get(base, base) + keys[tone]
