"""Calendar periods by name: ``2021-03`` a month, ``2021-Q1`` a quarter, ``2021-H1`` a half-year, ``2021`` a year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

from corpus.errors import BadInput

Grain = Literal["month", "quarter", "half", "year"]

GRAINS: tuple[Grain, ...] = ("month", "quarter", "half", "year")

_NAME = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?")


def period_of(month: str, grain: Grain) -> str:
    """The period that a month (``YYYY-MM``) lies in: ``period_of("2021-03", "quarter")`` is ``2021-Q1``."""
    if grain == "month":
        return month
    year, number = month[:4], int(month[5:7])
    if grain == "quarter":
        return f"{year}-Q{(number + 2) // 3}"
    return f"{year}-H{1 if number <= 6 else 2}" if grain == "half" else year


def months_of(period: str) -> tuple[str, str]:
    """First and last month of a period by its name.

    Raises:
        BadInput: this is no name of a period.
    """
    found = _NAME.fullmatch(period)
    if found is None:
        raise BadInput("kỳ viết là 2021, 2021-H1, 2021-Q1 hay 2021-03 (not a period)", where=period)
    year, month, quarter, half = found.groups()
    if month is not None:
        return period, period
    if quarter is not None:
        return f"{year}-{int(quarter) * 3 - 2:02d}", f"{year}-{int(quarter) * 3:02d}"
    if half is not None:
        return (f"{year}-01", f"{year}-06") if half == "1" else (f"{year}-07", f"{year}-12")
    return f"{year}-01", f"{year}-12"


def days_of(period: str) -> tuple[date, date]:
    """First and last day of a period by its name; raises as :func:`months_of`."""
    first, last = months_of(period)
    year, month = int(last[:4]), int(last[5:7])
    return date(int(first[:4]), int(first[5:7]), 1), date(year, month, monthrange(year, month)[1])


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both included; none where the last is the earlier."""
    begin, end = (int(each[:4]) * 12 + int(each[5:7]) - 1 for each in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(begin, end + 1)]


def periods_between(first: str, last: str, grain: Grain) -> list[str]:
    """Every period of a grain that holds a month from the first to the last."""
    return list(dict.fromkeys(period_of(month, grain) for month in months_between(first, last)))
