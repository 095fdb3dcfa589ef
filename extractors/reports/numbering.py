"""The number of a document as its head writes it, and what its type code stands for.

State numbers put the type after the slash (``12/BC-UBND``, ``07/2025/QĐ-UBND``, ``56/2010/QH12``), Party numbers before
it (``12-BC/TU``); letters without a type name the body and the unit that drafted (``1849/BGDĐT-GDPT``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.reports.marks import fold

KINDS = {
    "NQLT": "Nghị quyết liên tịch",
    "NQ": "Nghị quyết",
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "QĐi": "Quy định",
    "QyĐ": "Quy định",
    "QC": "Quy chế",
    "CT": "Chỉ thị",
    "CTr": "Chương trình",
    "CTrHĐ": "Chương trình hành động",
    "CTHĐ": "Chương trình hành động",
    "KL": "Kết luận",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "TTLT": "Thông tư liên tịch",
    "TT": "Thông tư",
    "TB": "Thông báo",
    "TC": "Thông cáo",
    "HD": "Hướng dẫn",
    "CĐ": "Công điện",
    "GM": "Giấy mời",
    "CV": "Công văn",
    "QT": "Quy trình",
    "VBHN": "Văn bản hợp nhất",
}
"""Type codes of both layouts. ``QĐ`` of a Party number may be a decision or a regulation; the title says which."""

LETTER = "Công văn"
_CODES = {fold(code): kind for code, kind in KINDS.items()}
_CASED = {fold(code) for code in KINDS} | {"qh", "ubtvqh"}

_SEPARATOR = r"\s?[-–—−‐‑/.]\s?"
_NUMBER = re.compile(
    r"(?<![\w/])(?:(?:luat|phap lenh|nghi quyet)\s+)?[s$][o06]\s{0,3}[:;.,]?\s*"
    r"(?P<digits>(?=[oli|\s]{0,3}\d)[\doli|](?:\s?[\doli|]){0,5}(?:[a-z](?![a-z]))?|[.…_\s]*)"
    r"(?P<first>\s?[-–—−‐‑/]\s?|\s)"
    r"(?P<tail>(?:(?P<year>(?:19|20)\d\d)\s?[/-]\s?)?(?P<code>[a-z]{1,12}\d{0,2})"
    rf"(?P<rest>(?:{_SEPARATOR}(?!v/v)(?:t\.u|[a-z0-9&]{{1,14}})(?![a-z])){{0,4}}))"
)
_LABEL = re.compile(r"^(?:(?:luat|phap lenh|nghi quyet)\s+)?[s$][o06]\s{0,3}[:;]?\s*[\d\s.…_]{0,12}[-/]?$")
_DASHES = re.compile(r"\s?[-–—−‐‑]\s?")
_SLASHES = re.compile(r"\s?/\s?")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number found in a line.

    Attributes:
        value: in one spelling, such as ``12-BC/TU``; None where the place of the digits is blank.
        kind: what the code says the document is; ``Công văn`` for a number without a type code.
        party: written in the order of Party numbers.
        start, end: where it stands in the line, label and all.
    """

    value: str | None
    kind: str | None
    party: bool
    start: int
    end: int


def find_number(text: str) -> Numbered | None:
    """Find ``Số: 12/BC-UBND`` in a line of a head, the letters of ``Số`` and the digits read through a scan's noise.

    Returns:
        None where the label is not followed by a code: "số 5 phường 3" is no number of a document.
    """
    folded = fold(text)
    for found in _NUMBER.finditer(folded):
        read = _read(text, found)
        if read is not None:
            return read
    return None


def is_number_label(text: str) -> bool:
    """True for ``Số:`` whose code stands in the next line."""
    return _LABEL.match(fold(text)) is not None


def _read(text: str, found: re.Match[str]) -> Numbered | None:
    written = text[found.start("tail") : found.end("tail")].rstrip(" .-–/")
    code, year, rest = text[found.start("code") : found.end("code")], found["year"], found["rest"]
    known = fold(code) in _CASED or re.fullmatch(r"(?:qh|ubtvqh)\d{1,2}", found["code"]) is not None
    if not code[:1].isupper() or not (known or rest) or not any(letter.isupper() for letter in written):
        return None
    spaced = not found["first"].strip()
    if spaced and not (rest.strip().startswith("/") and known):
        return None
    party = not year and ("/" not in found["first"]) and rest.strip().startswith("/")
    digits = re.sub(r"\s", "", found["digits"])
    digits = digits[:-1].translate(str.maketrans("oil|", "0111")) + digits[-1:] if digits else ""
    if digits and not digits[-1].isdigit() and digits[-1] in "oil|":
        digits = digits[:-1] + {"o": "0"}.get(digits[-1], "1")
    joined = _SLASHES.sub("/", _DASHES.sub("-", written)).replace("Ð", "Đ").replace("T.Ư", "TW")
    value = f"{digits}{'-' if party else '/'}{joined.replace(' ', '')}" if digits[:1].isdigit() else None
    return Numbered(value, _kind(code, party=party), party, found.start(), found.start("tail") + len(written))


def _kind(code: str, *, party: bool) -> str | None:
    if code in KINDS:
        return None if party and code in ("QĐ", "TT") else KINDS[code]
    if re.fullmatch(r"(?:QH|UBTVQH)\d{1,2}", code):
        return None
    return _CODES.get(fold(code), LETTER)
