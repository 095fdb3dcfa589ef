"""The five 8-bit ways in which Vietnamese was written before Unicode, as tables from surface to letter.

A surface is what a reader shows for a byte when it does not know the font: the Latin-1 character of that byte, or the
Windows-1252 one for 0x80-0x9F. Sources: TCVN 5712:1993, set VN3 (the ABC or ``.VnTime`` fonts), VISCII (RFC 1456) and
windows-1258 as the GNU C library's charmaps give them; VNI-Windows by its rule (a base letter, then a mark of the same
case) in the maker's published chart; VPS in the Vietnamese Unicode project's chart. Written out from these standards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal

Encoding = Literal["unicode", "tcvn3", "vni", "viscii", "vps", "windows-1258"]
"""How a text was written; ``unicode`` also where it was left alone."""


def _row(start: int, letters: str) -> dict[str, str]:
    """Surfaces of consecutive bytes from ``start``; a full stop stands for a byte the table says nothing of."""
    return {chr(start + step): letter for step, letter in enumerate(letters) if letter != "."}


TCVN3: Mapping[str, str] = {
    **_row(0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    **_row(0xB5, "àảãáạ.ằẳẵắ"),
    **_row(0xC6, "ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"),
}

VISCII: Mapping[str, str] = {
    **{"\x02": "Ẳ", "\x05": "Ẵ", "\x06": "Ẫ", "\x14": "Ỷ", "\x19": "Ỹ", "\x1e": "Ỵ"},
    **_row(0x80, "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"),
    **_row(0xA1, "ắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"),
}

VPS: Mapping[str, str] = {
    **{"\x02": "Ạ", "\x03": "Ậ", "\x04": "Ặ", "\x05": "Ẹ", "\x06": "Ệ", "\x10": "Ị", "\x11": "Ọ", "\x12": "Ộ"},
    **{"\x13": "Ợ", "\x14": "Ụ", "\x15": "Ự", "\x19": "Ỵ", "\x1c": "Ẫ", "\x1d": "Ữ"},
    **_row(0x80, "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ..ỀỂỄỐỒỔỖýỷỵỚỜỞ.ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"),
    **_row(0xC0, "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ.àáâãảạă.èéêẽìí.ĩẴĐòóôõ.Ơụùúủ.ỶẼỳ"),
}

WINDOWS_1258: Mapping[str, str] = {
    **{"Ì": "\u0300", "Ò": "\u0309", "Þ": "\u0303", "ì": "\u0301", "ò": "\u0323"},
    **{"Ã": "Ă", "Ð": "Đ", "Õ": "Ơ", "Ý": "Ư", "ã": "ă", "ð": "đ", "õ": "ơ", "ý": "ư", "þ": "₫"},
}


def _vni() -> dict[str, str]:
    held: dict[str, str] = {}
    tones = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
    hatted = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
    breved = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
    for bases, marks, sign in (("aeouyôö", tones, ""), ("aeo", hatted, "\u0302"), ("a", breved, "\u0306")):
        for base in bases:
            letter = {"ô": "ơ", "ö": "ư"}.get(base, base)
            for mark, tone in marks.items():
                formed = unicodedata.normalize("NFC", letter + sign + tone)
                for case in (mark, mark.upper()):
                    held[base + case] = formed
                    held[base.upper() + case] = formed.upper()
    for surface, letter in zip("ôöñìíæóòî", "ơưđìíỉĩịỵ", strict=True):
        held[surface] = letter
        held[surface.upper()] = letter.upper()
    return held


VNI: Mapping[str, str] = _vni()
"""Two-character surfaces beside single ones: the longer is taken first."""

TABLES: Mapping[Encoding, Mapping[str, str]] = {
    "tcvn3": TCVN3,
    "vni": VNI,
    "viscii": VISCII,
    "vps": VPS,
    "windows-1258": WINDOWS_1258,
}


def _bytes_of(codec: str, first: int) -> dict[str, str]:
    """Characters that a Windows code page shows for bytes from ``first`` on, each with the Latin-1 one of its byte."""
    shown = {byte: bytes([byte]).decode(codec, "ignore") for byte in range(first, 0x100)}
    return {character: chr(byte) for byte, character in shown.items() if character and ord(character) != byte}


SURFACES: Mapping[str, str] = _bytes_of("cp1252", 0x80)
"""What Windows-1252 shows for 0x80-0x9F, to the byte's own character."""

SURFACES_1258: Mapping[str, str] = _bytes_of("cp1258", 0xA0)
"""What windows-1258 shows differently from Latin-1 from 0xA0 on, to the byte's own character."""
