"""When a page was published and changed: which of its signals is believed, and what disagrees with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from corpus.document import Moment
from extractors.dateline import VIETNAM, parse_moment, says_updated
from extractors.facts import Facts, Given, Signalled
from extractors.publishers import Publisher


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
    then the machine-readable one; then what is visible; then the day in the address. A time exact to the minute is
    preferred to a day, and completes a given day when it falls on it.

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
    for signal, moment in (*exact, *ranked):
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
    """Words for a time in the address that is not the page's, else ""; which of the two is wrong is for a person."""
    if publisher is None or url is None or stated is None:
        return ""
    day, month = publisher.day_of(url), publisher.month_of(url)
    if day is not None:
        return f"the address states {day.isoformat()}" if abs((stated.at.date() - day).days) > 2 else ""
    if month is not None and (stated.at.year, stated.at.month) != month:
        return f"the address states {month[0]}-{month[1]:02d}"
    return ""
