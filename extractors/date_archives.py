"""Date archives: pages at which a publisher lists what came out on a day, in a month or in a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from string import Formatter

from corpus.errors import BadInput
from extractors.dateline import VIETNAM

_FIELDS = frozenset({"year", "month", "day", "m", "d", "start", "end"})
_DAY = frozenset({"day", "d", "start", "end"})
_MONTH = frozenset({"month", "m"})


def archive_addresses(format: str, since: date, until: date) -> Iterator[tuple[date, str]]:
    """Give the archive pages of a span of days, oldest first.

    Args:
        format: an address with ``{year}``, ``{month}`` and ``{day}`` (two digits), or ``{m}`` and ``{d}`` (as short as
            they are); ``{start}`` and ``{end}`` are the first and last second of the day in Indochina time, since
            1970. Without a day it names months, without a month years.
        since, until: both included.

    Yields:
        (first day of what the page lists, its address).

    Raises:
        BadInput: another field in the format, or none.
    """
    try:
        names = {name for _, name, spec, conversion in Formatter().parse(format) if name is not None}
    except ValueError as error:
        raise BadInput(f"mẫu địa chỉ theo ngày hỏng: {error}", where=format) from error
    if not names or not names <= _FIELDS:
        odd = ", ".join(sorted(names - _FIELDS)) or "không có"
        raise BadInput(f"mẫu địa chỉ chỉ được có {{year}}, {{month}}, {{day}}; ở đây: {odd}", where=format)
    last: str | None = None
    for ordinal in range(since.toordinal(), until.toordinal() + 1):
        day = date.fromordinal(ordinal)
        first = day if names & _DAY else day.replace(day=1) if names & _MONTH else day.replace(month=1, day=1)
        address = format.format(**_values(first))
        if address != last:
            yield first, address
            last = address


def _values(day: date) -> dict[str, str]:
    start = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    end = start + timedelta(days=1) - timedelta(seconds=1)
    return {
        "year": f"{day.year:04d}",
        "month": f"{day.month:02d}",
        "day": f"{day.day:02d}",
        "m": str(day.month),
        "d": str(day.day),
        "start": str(int(start.timestamp())),
        "end": str(int(end.timestamp())),
    }
