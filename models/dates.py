"""Days and periods named in raw text.

A day and month without a year counts only where a word says that it is a day (``ngày 25-3``, ``sáng 25-3``, ``sáng nay
(25-3)``): ``đường 3-2`` and ``8-3`` are names. Its year is that which brings it nearest to the reference date, the past
counting three times as near as the future, since the press tells more than it announces.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date
from itertools import chain

from corpus.passage import Entity, EntityKind

_DASH = "[-\u2010-\u2015\u2212]"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_APART = r"(?<![\d/.,:-])(?<!\d[-/.]\s)"

_FULL = re.compile(
    rf"{_APART}(?P<d>{_DAY})\s?(?P<s>[-/.]|{_DASH})\s?(?P<m>{_MONTH})\s?(?P=s)\s?(?P<y>{_YEAR})(?![\d/])"
)
_LONG = re.compile(
    rf"(?<!\d)(?P<d>{_DAY})\s+tháng\s+(?P<m>{_MONTH})(?!\d)(?:\s*,?\s*năm\s+(?P<y>{_YEAR})(?!\d)|\s*[-/]\s*(?P<y2>{_YEAR})(?!\d))?"
)
_CUE = r"(?:ngày|sáng|trưa|chiều|tối|đêm|khuya|hôm|nay|qua|mai)"
_SHORT = re.compile(
    rf"(?<!\w){_CUE}\s*(?:\(|,)?\s*(?:ngày\s+)?(?P<d>{_DAY})\s?(?P<s>[-/.]|{_DASH})\s?(?P<m>{_MONTH})"
    rf"(?![\d%]|\s?[-/.]\s?\d|,\d)(?:\s*,?\s*năm\s+(?P<y>{_YEAR})(?!\d))?",
    re.IGNORECASE,
)
_AND_SHORT = re.compile(
    rf"\s*(?:,|và|đến|{_DASH})\s*(?:hết\s+)?(?:ngày\s+)?(?P<d>{_DAY})(?P<s>[-/.])(?P<m>{_MONTH})(?![\d%/]|[-/.,]\d)"
)
_FEAST = re.compile(r"(?:kỷ niệm|kỉ niệm|mừng|nhân|dịp)\s+\Z", re.IGNORECASE)

_RANGE = re.compile(
    rf"(?:(?P<what>[Nn]hiệm\s+kỳ|[Nn]hiệm\s+kì|[Gg]iai\s+đoạn|[Tt]hời\s+kỳ|[Nn]ăm\s+học|[Tt]ừ\s+năm|[Nn]ăm)\s+(?:từ\s+)?(?:năm\s+)?)?"
    rf"(?<![\d/.,-])(?P<a>{_YEAR})\s*(?:{_DASH}|đến(?:\s+năm)?)\s*(?P<b>{_YEAR})(?![\d/]|[.,-]\d)"
)
_MONTHS_OF_YEAR = re.compile(
    rf"(?<!\w)(?P<n>\d{{1,2}}|ba|sáu|chín)\s+tháng\s+(?:(?P<side>đầu|cuối)\s+(?:của\s+)?năm(?:\s+(?P<y>{_YEAR})(?!\d))?|năm\s+(?P<y2>{_YEAR})(?!\d))",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    rf"(?<!\w)qu[ýí]\s+(?P<q>IV|I{{1,3}}|[1-4])(?![\w])(?:\s*(?:{_DASH}|/|,?\s*năm)\s*(?P<y>{_YEAR})(?!\d))?",
    re.IGNORECASE,
)
_MONTH_OF = re.compile(
    rf"(?<![\w])(?<!\d )(?<!\d\u00a0)tháng\s+(?P<m>{_MONTH})(?!\d)"
    rf"(?:\s*(?:[-/.]|{_DASH}|,?\s*năm)\s*(?P<y>{_YEAR})(?!\d))?(?!\s*[-/.]\d)",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(
    rf"(?:(?P<till>đến|vào)\s+)?(?<!\w)năm\s+(?P<y>{_YEAR})(?![\d/]|\s*{_DASH}\s*\d)", re.IGNORECASE
)

_NUMERALS = {"ba": 3, "sáu": 6, "chín": 9, "i": 1, "ii": 2, "iii": 3, "iv": 4}

_DIGIT = re.compile(r"\d")


def find_dates(text: str, *, reference: date | None) -> tuple[Entity, ...]:
    """Days (ISO value) and periods (``from/to``) in order, not overlapping: of two the longer, of equals the former.

    ``reference`` is the day the text was published; without it what names no year is left out. The note says
    ``năm suy ra`` where the year came from it, and the word that named the period (``nhiệm kỳ``, ``đến``).
    """
    if _DIGIT.search(text) is None and "tháng" not in text:
        return ()
    candidates = sorted(
        (*_days(text, reference), *_periods(text, reference)),
        key=lambda each: (each.start - each.end, each.start),
    )
    kept: list[Entity] = []
    for each in candidates:
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.start))


def full_dates(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the days that name their year."""
    if _DIGIT.search(text) is not None:
        for found in chain(_FULL.finditer(text), _LONG.finditer(text)):
            if found["y"]:
                yield found.start("d"), found.end()


def nearest_year(month: int, day: int, reference: date) -> int:
    """The year that brings a day and month nearest to a reference date, the future counted three times as far.

    29 February is taken in years that have it.
    """
    distances = []
    for year in (reference.year - 1, reference.year, reference.year + 1):
        if not MINYEAR <= year <= MAXYEAR or day > monthrange(year, month)[1]:
            continue
        apart = (date(year, month, day) - reference).days
        distances.append((apart * 3 if apart > 0 else -apart, year))
    return min(distances)[1] if distances else reference.year


def _days(text: str, reference: date | None) -> Iterator[Entity]:
    for found in _FULL.finditer(text):
        yield from _day(found, found.start("d"), found.end(), found["y"], reference)
    for found in _LONG.finditer(text):
        year = found["y"] or found["y2"]
        if year or re.search(r"ngày\s+\Z", text[max(0, found.start() - 6) : found.start()], re.IGNORECASE):
            yield from _day(found, found.start("d"), found.end(), year, reference)
    for found in _SHORT.finditer(text):
        if _FEAST.search(text, max(0, found.start() - 12), found.start()):
            continue
        more: re.Match[str] | None = found
        while more:
            year = found["y"] if more is found else None
            yield from _day(more, more.start("d"), more.end("m") if year is None else more.end(), year, reference)
            more = _AND_SHORT.match(text, more.end())


def _day(found: re.Match[str], start: int, end: int, year: str | None, reference: date | None) -> Iterator[Entity]:
    day, month = int(found["d"]), int(found["m"])
    if year is None and reference is None:
        return
    number = int(year) if year else nearest_year(month, day, reference or date.min)
    if day <= monthrange(number, month)[1]:
        value = date(number, month, day).isoformat()
        yield Entity(EntityKind.DATE, start, end, value, "" if year else "năm suy ra")


def _periods(text: str, reference: date | None) -> Iterator[Entity]:
    for found in _RANGE.finditer(text):
        first, last = int(found["a"]), int(found["b"])
        what = " ".join((found["what"] or "").lower().replace("kì", "kỳ").split())
        if first < last <= first + 60 and what != "năm học":
            yield _period(found, date(first, 1, 1), date(last, 12, 31), what)
    for found in _MONTHS_OF_YEAR.finditer(text):
        year = found["y"] or found["y2"]
        number = _NUMERALS.get(found["n"].lower()) or int(found["n"])
        if (year or reference) and 1 <= number <= 12:
            yield _months(found, year, reference, (13 - number, 12) if found["side"] == "cuối" else (1, number))
    for found in _QUARTER.finditer(text):
        last = 3 * (_NUMERALS.get(found["q"].lower()) or int(found["q"]))
        if found["y"] or reference:
            yield _months(found, found["y"], reference, (last - 2, last))
    for found in _MONTH_OF.finditer(text):
        month = int(found["m"])
        if found["y"] or reference:
            year = found["y"] or str(nearest_year(month, 1, reference or date.min))
            period = _months(found, year, reference, (month, month))
            yield Entity(period.kind, period.start, period.end, period.value, "" if found["y"] else "năm suy ra")
    for found in _YEAR_ALONE.finditer(text):
        year = int(found["y"])
        yield _period(found, date(year, 1, 1), date(year, 12, 31), (found["till"] or "").lower())


def _months(found: re.Match[str], year: str | None, reference: date | None, months: tuple[int, int]) -> Entity:
    number = int(year) if year else (reference or date.min).year
    first, last = months
    end = date(number, last, monthrange(number, last)[1])
    return _period(found, date(number, first, 1), end, "" if year else "năm suy ra")


def _period(found: re.Match[str], since: date, until: date, note: str) -> Entity:
    return Entity(EntityKind.PERIOD, found.start(), found.end(), f"{since.isoformat()}/{until.isoformat()}", note)
