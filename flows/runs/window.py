"""A span of days, as options name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from corpus.errors import BadInput


@dataclass(frozen=True, slots=True)
class Window:
    """Days from ``since`` to ``until``, both of them in it."""

    since: date
    until: date

    def holds(self, day: date) -> bool:
        """True for a day of the window."""
        return self.since <= day <= self.until


def read_window(since: str | None, until: str | None, *, today: date, earliest: date) -> Window:
    """A window from options written YYYY-MM-DD or YYYY-MM (the whole month); open ends are ``earliest`` and ``today``.

    Raises:
        BadInput: an option that is no day or month, or a window that ends before it begins.
    """
    first = earliest if since is None else _day("--since", since, last=False)
    last = today if until is None else min(today, _day("--until", until, last=True))
    if last < first:
        raise BadInput(f"khoảng thời gian rỗng: từ {first} đến {last} (ends before it begins)", where="--since/--until")
    return Window(first, last)


def read_day(option: str, text: str) -> date:
    """One day from an option.

    Raises:
        BadInput: it is no day or month.
    """
    return _day(option, text, last=False)


def by_month(days: Mapping[str, date | None]) -> dict[str, int]:
    """How many of the days fall into each month ``YYYY-MM``; those unknown under ``""``."""
    counts: dict[str, int] = {}
    for day in days.values():
        key = "" if day is None else f"{day:%Y-%m}"
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items()))


def _day(option: str, text: str, *, last: bool) -> date:
    try:
        if len(text) == 7:
            month = datetime.strptime(text, "%Y-%m").date()
            following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
            return date.fromordinal(following.toordinal() - 1) if last else month
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            f"phải viết YYYY-MM-DD hoặc YYYY-MM, không phải {text!r} (a day or a month)", where=option
        ) from error
