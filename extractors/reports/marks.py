"""Fixed wording of Vietnamese administrative documents, recognised through noise.

State documents follow Nghị định 30/2020/NĐ-CP, phụ lục I (and before it Thông tư 01/2011/TT-BNV); Party documents
follow Hướng dẫn 36-HD/VPTW. Patterns are matched on :func:`fold`, where marks and case are gone and offsets stay,
because a scan gives ``Sô``, ``Sộ`` or ``SỐ`` for the same two letters; consonants survive a scan far better than
vowels.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NATION = re.compile(r"c\wng\s*h\w\w\s*x\w\s*h\w[il1!]\s*ch\w\s*ngh\w\w(?:\s*v\w{1,2}t\s*n\wm)?")
"""Quốc hiệu, whole or broken before "Việt Nam"."""

MOTTO = re.compile(r"d\wc\s*l\wp\W*t\w\s*d\w\W*h\wnh\s*ph\w{1,2}c")
PARTY = re.compile(r"d\wng\s*c\wng\s*s\wn\s*v\w{1,2}t\s*n\wm|d\w\wn\s*(?:tncs|thanh nien cong san)\s*h\w\s*ch\w\s*minh")
"""What stands on the right of a Party head, or of a head of the Youth Union, which follows it."""

LABELLED_TO = re.compile(r"^(?:k\wnh\s*)?g\w\w?[il]\s*[:;]\s*")
TO = re.compile(r"^k\wnh\s*g\w\w?[il]\b\s*[:;]?\s*")
SENT_TO = re.compile(r"n[o0]i\s*nh\wn\s*(?:[:;.]|$|(?=-))\s*")
SUBJECT = re.compile(r"(?<!\w)v/v\b\s*[:.]?\s*")
RULE = re.compile(r"^(?:[\W_]|o0o|oOo)+$")
ACTING = re.compile(
    r"^[\W_]*(?:(?:t\s?[./]?\s?m|k\s?[./]?\s?t|t\s?[./]?\s?l|t\s?[./]?\s?u\s?[./]?\s?q)(?:\s?[./]+\s?|\s+)|"
    r"q\s?[./]\s?)(?=\w)|"
    r"^[\W_]*(?:tm|kt|tl|tuq)(?=\s?(?:bo ?truong|chu ?tich|giam ?doc|uy ?ban|hoi ?dong|thu ?tuong|hieu ?truong|"
    r"bi ?thu|chanh))"
)
"""TM. (on behalf of), KT. (in place of), TL. (by order of), TUQ. (by authority of), Q. (acting)."""

DONE = re.compile(r"^\W*(?:da ky|d\w k\w)\W*$")
STAMP = re.compile(
    r"^(?:(?:da )?(?:duoc )?ky (?:boi|so boi|dien tu boi|so)\s*:?|nguoi ky\s*:|signed by|digitally signed|"
    r"signature not|thoi gian ky\s*:|ngay ky\s*:|gio ky\s*:|ky ngay\s*:|email\s*:\s*\S+@\S+$|"
    r"co quan\s*:|chuc vu\s*:|to chuc\s*:|date\s*:\s*\d|reason\s*:|location\s*:|foxit |dn\s*:\s*c=)"
)
"""What a digital signature prints over a page."""

ANNEX = re.compile(r"^(?:phu luc|phu bieu|bieu so|bieu mau|mau so)\b")
CONTINUED = re.compile(r"^\W*(?:xem tiep|tiep theo|con tiep)(?:\s+trang)?(?:\s+(?:sau|ben|truoc))?[\W\d]*$")
URGENCY = re.compile(
    r"^\W*(?:(?:toi |tuyet )?mat|(?:thuong |hoa )?(?:khan|toc)(?: hen gio)?|hoa toc|du thao(?: lan .{1,8})?)\W*$"
)
OPENING = re.compile(
    r"^(?:can cu|thuc hien|theo|trong|nham|xet|tren co so|tiep theo|trien khai thuc hien|sau khi|qua |nam \d|de |"
    r"ngay \d|vua qua|hien nay|thoi gian qua|quan triet|phan (?:thu|[ivx]+\b|\d)|chuong (?:[ivx]+\b|\d)|dieu \d|"
    r"muc [ivx\d]|kinh gui|kinh thua|[ivx]{1,5}\s?[.\-)–/]|\d{1,2}\s?[.)]|[a-d]\s?[.)]|[-+•*–]\s|hom nay|thi hanh|"
    r"tiep tuc thuc hien)"
)
"""How running text begins; none of these opens a line of an abstract that goes on."""

MARK = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){0,4}\s?[.)](?=\s|[^\W\d])|\d{1,2}(?:\.\d{1,2}){1,4}\s|[a-z]{1,2}\s?\)|[a-z]\.\d{1,2}[.)]?\s|"
    r"[-–—+•*▪●○◦➢❖✓\uf0b7\uf02d]\s?(?=\S)|[IVX]{1,5}\s?[.)\-/]\s?(?=\S)|[A-Z]\s?[.)]\s|"
    r"(?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?\s?[.:]|"
    r"(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Tiểu mục)\s+(?:[IVXLC]{1,6}|\d{1,3}|thứ|THỨ)\b)"
)
"""What opens an item, a clause or a section (matched on the text itself, not folded)."""

_SURNAME = re.compile(
    r"^(?:nguyen|tran|le|pham|huynh|hoang|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|mai|truong|doan|luong|cao|chau|ta|"
    r"ha|thai|to|tong|quach|lam|trinh|luu|dao|tang|la|kim|thach|son|phung|chu|trieu|khuc|vuong|ninh|nghiem|giang|quang)$"
)
_POST = re.compile(
    r"(?:quyen |pho |q\. ?)?(?:tong |uy vien |thuong truc )?(?:chu tich|chu nhiem|bi thu|giam doc|hieu truong|hieu pho|"
    r"chanh|truong|pho|thu tuong|bo truong|thu truong|tong thanh tra|vien truong|cuc truong|vu truong|chi huy truong|"
    r"tu lenh|to truong|uy vien|thuong truc|thu ky|doi truong|tong bi thu)\b"
)
_FORMS = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ł": "l"})


@lru_cache(maxsize=65536)
def _base(character: str) -> str:
    return unicodedata.normalize("NFD", character.translate(_FORMS))[0].lower()[0]


def fold(text: str) -> str:
    """The text in small letters without marks, as many characters long as the text itself."""
    return "".join(map(_base, text))


def squeeze(text: str) -> str:
    """Letters and digits of the folded text only: a key under which noise of spaces and signs does not count."""
    return "".join(character for character in fold(text) if character.isalnum())


def in_capitals(text: str, *, share: float = 0.85) -> bool:
    """True when nearly all letters are capitals, as names of bodies and of sections are set."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 2 and sum(character.isupper() for character in letters) >= share * len(letters)


def is_rule(text: str) -> bool:
    """True for a line drawn with dashes, underscores or stars, and for the lone star of a Party head."""
    return RULE.match(text) is not None


def is_post(text: str) -> bool:
    """True for the words of an office such as ``PHÓ CHỦ TỊCH``, with or without TM., KT. or TL. before it."""
    folded = fold(text)
    acting = ACTING.match(folded)
    rest = folded[acting.end() :] if acting else folded
    return len(text.split()) <= 14 and (acting is not None or _POST.match(rest) is not None)


def is_person(text: str) -> bool:
    """True for a name of two to five words as Vietnamese names are written, perhaps after a degree or a rank."""
    words = bare_name(text).split()
    if not 2 <= len(words) <= 5 or any(not word.isalpha() for word in words):
        return False
    if all(word[0].isupper() and (len(word) == 1 or word[1:].islower()) for word in words):
        return True
    return (
        len(words) > 2
        and all(word.isupper() for word in words)
        and _SURNAME.match(fold(words[0])) is not None
        and not is_post(text)
    )


def bare_name(text: str) -> str:
    """A name without degree, rank or signs around it."""
    plain = re.sub(
        r"^(?:(?:PGS|GS|TS|ThS|Ths|BS|CN|KS|LS|CKI|CKII|BSCKI|BSCKII|Đại tá|Thượng tá|Trung tá|Thiếu tá|Thiếu tướng)"
        r"[.\s]*)+",
        "",
        text.strip(" .,;*_-–|"),
    )
    return plain.strip()
