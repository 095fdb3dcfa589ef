"""The place and date of a document's head, and the dates that a file's name and its signatures give beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from corpus.document import Moment
from extractors.dateline import LEEWAY, VIETNAM, parse_moment
from extractors.reports.marks import fold

EARLIEST = 1945
"""Documents of this form are not older than the State that issues them."""

PLACE_WORDS = 14
_BLANK = r"[\s.…_]{0,20}"
_DIGITS = r"[\doli|](?:\s?[\doli|])?"
_DATED = re.compile(
    r"(?:(?P<place>[^\W\d_][^,;:|\d]{1,45}?)\s?[,.;]\s*)?(?<!\w)ng\w[yv]"
    rf"(?:\s*(?P<d>{_DIGITS}|{_BLANK})\s*th\wng\s*(?P<m>{_DIGITS}|{_BLANK})\s*n\wm\s*"
    rf"(?P<y>(?:19|2[0o])\s?[\doli]\s?[\doli]|(?:20)?{_BLANK})(?!\d)"
    r"|\s*(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>(?:19|20)\d\d)(?!\d))"
)
_NAMED = (
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[-_.](?P<m>\d{1,2})[-_.](?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_.](?P<m>\d{1,2})[-_.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
)
_SIGNED = re.compile(r"(?:ky|thoi gian|date|luc)\b.{0,12}?(?=\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """Place and date found in a line.

    Attributes:
        place: as written; None where the line names none.
        day: None where a part of it is blank or the date is impossible.
        refused: why a date that is written in full was not taken, in Vietnamese; "" where nothing was refused.
        start, end: where it stands in the line.
    """

    place: str | None
    day: date | None
    refused: str
    start: int
    end: int


def find_dated(text: str, *, now: datetime) -> Dated | None:
    """Find ``Bến Tre, ngày 5 tháng 3 năm 2021`` in a line of a head; blanks give a place without a day."""
    found = _DATED.search(fold(text))
    if found is None:
        return None
    place = text[found.start("place") : found.end("place")].strip(" -–_*.|") if found["place"] else ""
    numbers = [_number(found[part] if found["d2"] is None else found[f"{part}2"]) for part in ("y", "m", "d")]
    day, refused = None, ""
    if all(number is not None for number in numbers):
        day, refused = _believed(*(number or 0 for number in numbers), now=now)
    return Dated(place or None, day, refused, found.start(), found.end())


def is_place_and_day(text: str) -> bool:
    """True when a line holds a place and a date as a head writes them, and nothing else."""
    found = _DATED.fullmatch(fold(text.strip(" .")))
    return found is not None and bool(found["place"]) and text[:1].isupper() and len(text.split()) <= PLACE_WORDS


def day_of_name(name: str, *, now: datetime) -> date | None:
    """The date a file's name holds, such as ``bao-cao-18-4-2026.doc``, or None."""
    for pattern in _NAMED:
        for found in pattern.finditer(name):
            day, _ = _believed(int(found["y"]), int(found["m"]), int(found["d"]), now=now)
            if day is not None:
                return day
    return None


def moment_of_stamp(text: str, *, now: datetime) -> Moment | None:
    """The time a digital signature prints, such as ``Thời gian ký: 15/04/2026 10:40:29 +07:00``, or None."""
    return parse_moment(text, now=now) if _SIGNED.search(fold(text)) else None


def moment_of(day: date) -> Moment:
    """The day as a time of the documents' own zone, exact to the day."""
    return Moment(datetime(day.year, day.month, day.day, tzinfo=VIETNAM), "day")


def _number(written: str) -> int | None:
    digits = re.sub(r"[\s.…_]", "", written).translate(str.maketrans("oli|", "0111"))
    return int(digits) if digits.isdigit() and digits != "20" else (int(digits) if written.strip() == "20" else None)


def _believed(year: int, month: int, day: int, *, now: datetime) -> tuple[date | None, str]:
    try:
        found = date(year, month, day)
    except ValueError:
        return None, f"ngày không có thật: {day}/{month}/{year}"
    if year < EARLIEST or found > (now.astimezone(VIETNAM) + LEEWAY).date():
        return None, f"ngày không tin được: {found:%d/%m/%Y}"
    return found, ""
