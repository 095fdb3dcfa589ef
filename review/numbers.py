"""Numbers, shares and dates as they are written in Vietnamese: 1.234,5; 12,5 %; 24/11/2026; quý IV/2026.

What is not known is never 0: every function takes None (and what is not a number) and says that the data do not
suffice. What is known and rounds to nothing is not 0 either: a share of 0.0002 is “<0,1 %”.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Literal

from corpus.errors import BadInput
from corpus.periods import months_of

Language = Literal["vi", "en"]

MISSING: Mapping[Language, str] = {"vi": "chưa đủ dữ liệu", "en": "not enough data"}

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUARTERS = ("I", "II", "III", "IV")


def decimal(value: float | None, *, places: int = 1, language: Language = "vi") -> str:
    """A number with its thousands apart: ``decimal(1234.5)`` is “1.234,5”, in English “1,234.5”.

    Args:
        places: digits after the comma, all of them printed.
    """
    if value is None or not math.isfinite(value):
        return MISSING[language]
    written = f"{abs(value):,.{places}f}"
    if value and not float(written.replace(",", "")):
        return ("<" if value > 0 else f">{MINUS}") + _local(f"{10.0**-places:.{places}f}", language)
    return (MINUS if value < 0 else "") + _local(written, language)


def whole(value: int | None, *, language: Language = "vi") -> str:
    """A count: ``whole(1234)`` is “1.234”."""
    return decimal(value, places=0, language=language)


def percent(share: float | None, *, places: int = 1, language: Language = "vi") -> str:
    """A share (0 to 1) in per cent: ``percent(0.125)`` is “12,5 %”, in English “12.5%”."""
    if share is None or not math.isfinite(share):
        return MISSING[language]
    return decimal(share * 100, places=places, language=language) + _sign(language)


def percent_range(low: float | None, high: float | None, *, places: int = 1, language: Language = "vi") -> str:
    """An interval of shares: “10,1–14,9 %”; missing where either end is.

    Raises:
        BadInput: the lower end lies above the upper one.
    """
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return MISSING[language]
    if low > high:
        raise BadInput("đầu dưới lớn hơn đầu trên (low above high)", where=f"{low}, {high}")
    ends = (f"{end * 100:,.{places}f}" for end in (low, high))
    return DASH.join(_local(end, language) for end in ends) + _sign(language)


def points(difference: float | None, *, places: int = 1, language: Language = "vi") -> str:
    """A difference of shares in percentage points, with its sign: “+1,2 điểm %”."""
    if difference is None or not math.isfinite(difference):
        return MISSING[language]
    unit = f"điểm{NBSP}%" if language == "vi" else "pts"
    plus = "+" if difference > 0 else ""
    return f"{plus}{decimal(difference * 100, places=places, language=language)}{NBSP}{unit}"


def part_of(numerator: int | None, denominator: int, *, language: Language = "vi") -> str:
    """A count with what it was counted of: “3/1.240”; missing where nothing was read.

    Raises:
        BadInput: a negative count, or more counted than read.
    """
    if numerator is None or denominator == 0:
        return MISSING[language]
    if not 0 <= numerator <= denominator:
        raise BadInput("tử số phải nằm giữa 0 và mẫu số (count outside 0..denominator)", where=str(numerator))
    return f"{whole(numerator, language=language)}/{whole(denominator, language=language)}"


def day(on: date | None, *, language: Language = "vi") -> str:
    """A day: “24/11/2026”, in English “24 Nov 2026”."""
    if on is None:
        return MISSING[language]
    return f"{on:%d/%m/%Y}" if language == "vi" else f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def days(first: date, last: date, *, language: Language = "vi") -> str:
    """A range of days: “01/11/2026–24/11/2026”."""
    return f"{day(first, language=language)}{DASH}{day(last, language=language)}"


def period(name: str | None, *, language: Language = "vi") -> str:
    """A period by its name in the store: “tháng 11/2026”, “quý IV/2026”, “nửa đầu năm 2026”, “năm 2026”.

    Raises:
        BadInput: this is no name of a period.
    """
    if name is None:
        return "không rõ ngày" if language == "vi" else "undated"
    first, _ = months_of(name)
    year, rest = first[:4], name[5:]
    if not rest:
        return f"năm {year}" if language == "vi" else year
    if rest[0] == "Q":
        quarter = int(rest[1])
        return f"quý {QUARTERS[quarter - 1]}/{year}" if language == "vi" else f"Q{quarter} {year}"
    if rest[0] == "H":
        half = int(rest[1])
        return f"nửa {('đầu', 'cuối')[half - 1]} năm {year}" if language == "vi" else f"H{half} {year}"
    month = int(rest)
    return f"tháng {month}/{year}" if language == "vi" else f"{MONTHS[month - 1]} {year}"


def period_mark(name: str | None, *, language: Language = "vi") -> str:
    """A period short enough for an axis: “11/26”, “IV/26”, “N1/26”, “2026”, in English “Nov 26”, “Q4 26”.

    Raises:
        BadInput: this is no name of a period.
    """
    if name is None:
        return "không ngày" if language == "vi" else "undated"
    months_of(name)
    year, rest = name[2:4], name[5:]
    if not rest:
        return name
    if rest[0] == "Q":
        return f"{QUARTERS[int(rest[1]) - 1]}/{year}" if language == "vi" else f"{rest} {year}"
    if rest[0] == "H":
        return f"N{rest[1]}/{year}" if language == "vi" else f"{rest} {year}"
    return f"{rest}/{year}" if language == "vi" else f"{MONTHS[int(rest) - 1]} {year}"


def periods(first: str, last: str, *, language: Language = "vi") -> str:
    """A range of periods: “tháng 1–3/2026”, “quý I–IV/2026”, “tháng 11/2025 – tháng 2/2026”; one alone as it is.

    Raises:
        BadInput: one of them is no name of a period.
    """
    begin, end = period(first, language=language), period(last, language=language)
    if begin == end:
        return begin
    same_year = language == "vi" and first[:4] == last[:4] and first[4:6] != "-H" and len(first) == len(last) > 4
    return f"{begin.partition('/')[0]}{DASH}{end.partition(' ')[2]}" if same_year else f"{begin} {DASH} {end}"


def _local(written: str, language: Language) -> str:
    return written if language == "en" else written.translate(str.maketrans(",.", ".,"))


def _sign(language: Language) -> str:
    return f"{NBSP}%" if language == "vi" else "%"
