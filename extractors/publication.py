"""When a page was published and changed: which of its signals is believed, and what disagrees with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from corpus.document import Moment
from extractors.dateline import EARLIEST, VIETNAM, parse_moment, says_updated
from extractors.facts import Facts, Given, Signalled
from extractors.publishers import Publisher

_SLACK = 2
"""Days by which an address may differ: articles are written one day and published another."""

_LONG_AGO = 60
_ADDRESS_DAYS = (
    re.compile(r"/(?P<y>20\d\d)/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=/)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:\d{6,9})?(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d\d)(?P<m>\d\d)(?P<y>20\d\d)(?!\d)"),
    re.compile(r"(?<!\d)1\d\d(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{6,9}(?=\.\w+$)"),
)
_NAMED_DAY = re.compile(
    r"\bngày\s+(?P<d>\d{1,2})\s?(?:[-/.]|tháng)\s?(?P<m>\d{1,2})\s?(?:[-/.]|(?:,\s*)?năm)\s?(?P<y>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


def published(
    *,
    visible: Sequence[Signalled],
    date_line: str | None,
    facts: Facts,
    given: Given,
    day: date | None,
    now: datetime,
) -> tuple[Moment | None, str]:
    """The time of publication and its signal.

    A record's own time wins; then the reading's date line; then a visible time that a machine-readable one confirms;
    then the machine-readable one; then what is visible, in page order, though it be labelled an update; then the day
    in the address. A time exact to the minute is preferred to a day, and completes a given day when it falls on it.

    Args:
        visible: times beside the title, as :func:`extractors.facts.visible_moments` found them.
        date_line: the line the publisher's reading names as its date.
        day: the day the address states.
    """
    seen = [(signal, one) for signal, one in visible if "update" not in signal]
    ranked: list[tuple[str, Moment]] = []
    if date_line and not says_updated(date_line):
        stated = parse_moment(date_line, now=now)
        if stated is not None:
            ranked.append(("date line of the reading", stated))
    clocks = {_clock(one) for _, one in facts.published if one.precision == "minute"}
    ranked += [
        (f"{signal}, confirmed by metadata", one)
        for signal, one in seen
        if _clock(one) in clocks and one.precision == "minute"
    ]
    ranked += [*facts.published, *seen]
    exact = [one for one in ranked if one[1].precision == "minute"]
    if given.published is not None:
        finer = [one for one in exact if one[1].at.date() == given.published.at.date()]
        if given.published.precision == "day" and finer:
            return finer[0][1], f"{finer[0][0]}, on the day given with the record"
        return given.published, "given with the record"
    # Many offices label the one time they print as that of an update.
    for signal, moment in (*exact, *facts.published, *visible):
        return moment, signal
    if day is not None:
        return Moment(datetime.combine(day, time(), VIETNAM), "day"), "day in the address"
    return None, ""


def modified(*, visible: Sequence[Signalled], facts: Facts, since: Moment | None) -> tuple[Moment | None, str]:
    """The time of the last change after publication, and its signal."""
    updated = [(signal, one) for signal, one in visible if "update" in signal]
    for signal, moment in (*facts.modified, *updated):
        if since is None or moment.at > since.at:
            return moment, signal
    return None, ""


def _clock(moment: Moment) -> tuple[int, ...]:
    at = moment.at
    return at.year, at.month, at.day, at.hour, at.minute


def address_disagrees(stated: Moment | None, publisher: Publisher | None, url: str | None) -> str:
    """Words for a day in the address that is far from the page's own, else "".

    Which of them is wrong is for a person. A month alone is checked where the publisher's addresses state one.
    """
    if url is None or stated is None:
        return ""
    own = stated.at.date()
    day = publisher.day_of(url) if publisher is not None else day_in(url)
    month = publisher.month_of(url) if publisher is not None else None
    if day is not None and abs((own - day).days) > _SLACK:
        return f"the address states {day.isoformat()}"
    if day is None and month is not None and (own.year, own.month) != month:
        return f"the address states {month[0]}-{month[1]:02d}"
    return ""


def text_disagrees(stated: Moment | None, text: str) -> str:
    """Words for the first "ngày ..." with a year in the text, where it does not fit the page's own day, else "".

    A page seldom reports what came after it (a planned event will be named here too), and one that opens with a day
    long past may be an old article under a new date.
    """
    first = first_day(text)
    if stated is None or first is None:
        return ""
    own = stated.at.date()
    apart = (first - own).days > _SLACK or (own - first).days > _LONG_AGO
    return f"the text first names {first.isoformat()}" if apart else ""


def day_in(url: str) -> date | None:
    """The day that an address of any newspaper states: /2021/10/19/, 20210415 before a clock, 15042021, or a stamp."""
    for pattern in _ADDRESS_DAYS:
        for found in pattern.finditer(url):
            year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
            day = _date(year, int(found["m"]), int(found["d"]))
            if day is not None and day.year >= EARLIEST:
                return day
    return None


def first_day(text: str) -> date | None:
    """The first day with a year that a text names after the word "ngày", or None."""
    found = _NAMED_DAY.search(text)
    return _date(int(found["y"]), int(found["m"]), int(found["d"])) if found is not None else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
