"""Numbers of Party and State documents in raw text: ``01-CT/TU``, ``22/2019/NQ-HĐND``, ``202/2025/QH15``, ``NQTW6``.

Party numbers put the type before the slash (Hướng dẫn 36-HD/VPTW on the form of Party documents), State numbers after
it (Nghị định 30/2020/NĐ-CP, Annex I). They are looked for before word segmentation, which cuts them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from corpus.passage import Entity, EntityKind

TYPES = {
    "NQLT": "nghị quyết liên tịch",
    "NQ": "nghị quyết",
    "CTrHĐ": "chương trình hành động",
    "CTHĐ": "chương trình hành động",
    "CTr": "chương trình",
    "CT": "chỉ thị",
    "QĐi": "quy định",
    "QyĐ": "quy định",
    "QĐNS": "quyết định",
    "QĐ": "quyết định",
    "QC": "quy chế",
    "KL": "kết luận",
    "KH": "kế hoạch",
    "HD": "hướng dẫn",
    "TTLT": "thông tư liên tịch",
    "TTr": "tờ trình",
    "TT": "thông tư",
    "TB": "thông báo",
    "BC": "báo cáo",
    "ĐA": "đề án",
    "CV": "công văn",
    "NĐ": "nghị định",
    "VBHN": "văn bản hợp nhất",
    "CĐ": "công điện",
    "BB": "biên bản",
    "GM": "giấy mời",
    "QH": "luật hoặc nghị quyết của Quốc hội",
    "UBTVQH": "nghị quyết của Ủy ban Thường vụ Quốc hội",
}
"""What a type code stands for where no noun before the number says it."""

OF_PARTY = {"QĐ": "quyết định hoặc quy định", "TT": "thông tri"}
"""What the same codes stand for in a Party number."""

_DASH = "[-\u2010-\u2015\u2212]"
_BODY = rf"[A-ZĐƯ][A-Za-zĐđƯư&]{{0,9}}(?:{_DASH}[A-ZĐƯ][A-Za-zĐđƯư&]*)*"
_PARTY_TYPES = "|".join(sorted((code for code in TYPES if code not in {"NĐ", "VBHN", "QH"}), key=len, reverse=True))
_STATE_TYPES = "NQLT|NQ|NĐ|QĐ|CTr|CT|CĐ|KH|TTLT|TTr|TT|BC|TB|CV|HD|VBHN|ĐA|BB|KL"

_NUMBER = re.compile(
    rf"(?:(?<=số)|(?<=Số)|(?<![\w/.,]))(?P<num>\d{{1,5}}[a-zA-Z]?)(?:"
    rf"\s*(?:{_DASH}\s*|\s)?(?P<party>{_PARTY_TYPES})\s*/\s*(?P<committee>T\.Ư|{_BODY})"
    rf"|\s*/\s*(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?(?P<state>{_STATE_TYPES})\s*{_DASH}\s*(?P<office>{_BODY})"
    rf"|/(?P<session>(?:19|20)\d\d)/(?P<assembly>UBTVQH|QH)(?P<term>\d{{1,2}})"
    rf"|\s*/\s*(?P<letter>UBND|HĐND|S[A-ZĐ]{{1,6}}|B[A-ZĐ]{{1,6}})\s?{_DASH}\s?(?P<unit>[A-ZĐƯ&]{{1,8}})"
    r")(?![\w/])"
)
_PLENUM = re.compile(
    r"(?:NQ|[Nn]ghị quyết)\s*(?:TW|TƯ|T\.Ư|[Tt]rung ương)\s*(?P<plenum>\d{1,2})(?![\w/%])"
    r"(?:\s*\(?,?\s*[Kk]h(?:óa|oá)\s+(?P<congress>[IVX]{1,5})\b\)?|\s*\((?P<turn>lần\s+\d)\))?"
)
_NOUN = re.compile(
    r"(?P<noun>nghị quyết liên tịch|nghị quyết|chỉ thị|chương trình hành động|chương trình|quyết định|qu[yi] định"
    r"|qu[yi] chế|kết luận|kế hoạch|hướng dẫn|tờ trình|thông tư liên tịch|thông tư|thông tri|thông báo|báo cáo"
    r"|đề án|công văn|nghị định|công điện|luật)\s*(?:\([^()]{1,12}\)\s*)?(?:số)?\s*:?\s*\Z",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    rf"[\s,(]*ngày\s+(?P<day>\d{{1,2}})\s?(?:[-/.]|{_DASH}|\s*tháng\s+)\s?(?P<month>\d{{1,2}})"
    rf"\s?(?:[-/.]|{_DASH}|\s*năm\s+)\s?(?P<year>(?:19|20)\d\d)(?![\d/])"
)

_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=64)
def find_numbers(text: str) -> tuple[Entity, ...]:
    """Document numbers in order; the value is the number in one spelling, such as ``01-CT/TU``.

    The note is the noun before it, else what the type code stands for, and ``; ngày YYYY-MM-DD`` where a date of issue
    follows. A number restarts each term and in each province: the number alone does not identify a document.
    """
    if _DIGIT.search(text) is None:
        return ()
    return tuple(sorted((*_coded(text), *_plenums(text)), key=lambda each: each.start))


def issue_date(text: str, end: int) -> tuple[date, int, int] | None:
    """The date of issue that follows a document number ending there, with its offsets; None where none does."""
    found = _ISSUED.match(text, end)
    if found is None:
        return None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return day, found.start("day"), found.end()


def _coded(text: str) -> Iterator[Entity]:
    for found in _NUMBER.finditer(text):
        code, value = _value(found)
        expected = OF_PARTY.get(code, TYPES[code]) if found["party"] else TYPES[code]
        yield _entity(text, found.start("num"), found.end(), value, expected)


def _value(found: re.Match[str]) -> tuple[str, str]:
    """The type code of a number and the number in one spelling."""
    number = found["num"]
    if found["party"]:
        return found["party"], f"{number}-{found['party']}/{_signature(found['committee'])}"
    if found["state"]:
        year = f"/{found['year']}" if found["year"] else ""
        return found["state"], f"{number}{year}/{found['state']}-{_signature(found['office'])}"
    if found["assembly"]:
        return found["assembly"], f"{number}/{found['session']}/{found['assembly']}{found['term']}"
    return "CV", f"{number}/{found['letter']}-{found['unit']}"


def _signature(signature: str) -> str:
    return re.sub(_DASH, "-", signature).replace("T.Ư", "TW").replace("TƯ", "TW")


def _plenums(text: str) -> Iterator[Entity]:
    """Resolutions known by their plenum: ``NQTW6``, ``Nghị quyết Trung ương 4 khóa XII``."""
    for found in _PLENUM.finditer(text):
        said = found["congress"] or found["turn"]
        value = f"NQTW{found['plenum']}" + (f" khóa {said}" if found["congress"] else f" ({said})" if said else "")
        yield Entity(EntityKind.DOCUMENT, found.start(), found.end(), value, "nghị quyết")


def _entity(text: str, start: int, end: int, value: str, expected: str) -> Entity:
    noun = _NOUN.search(text, max(0, start - 60), start)
    note = noun["noun"].lower().replace("qui ", "quy ") if noun else expected
    issued = issue_date(text, end)
    if issued:
        note += f"; ngày {issued[0].isoformat()}"
    return Entity(EntityKind.DOCUMENT, start, end, value, note)
