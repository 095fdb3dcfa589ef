"""When a report was published and which document it is, with the signals that said so."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import date, datetime

from corpus.document import Header, Moment
from extractors.facts import Given
from extractors.identity import address_of, digest, slug_of
from extractors.publishers import publisher_for
from extractors.reports.dating import day_of_name, moment_of
from extractors.reports.furniture import Cleared
from extractors.reports.head import Head
from extractors.reports.marks import squeeze

UNKNOWN = "unknown"


def tell_head(head: Head, signals: MutableMapping[str, str]) -> None:
    """Add what decided the form, the number, the type and the day of a head."""
    signals["form"] = (
        "fixed wording of the head" if head.fixed else "order of the number" if head.number else "bodies of the head"
    )
    if head.number is not None:
        signals["number"] = "head" if head.number.value else "blank in the head"
    if head.title_kind:
        signals["kind"] = "title" if head.kind else "code of the number" if head.number else "subject line"
    if head.dated is not None and head.dated.day is None:
        signals["published_refused"] = head.dated.refused or "blank in the head"


def published_of(
    head: Head | None, cleared: Cleared, name: str, given: Given, signals: MutableMapping[str, str], *, now: datetime
) -> Moment | None:
    """The time given, else the head's day, else the last digital signature's time; what disagrees is told."""
    day = head.dated.day if head is not None and head.dated is not None else None
    signed = max(cleared.signed, key=lambda moment: moment.at, default=None)
    published, signal = given.published, "given with the record"
    if published is None and day is not None:
        published, signal = moment_of(day), "date of the document's head"
    if published is None and signed is not None:
        published, signal = signed, "time of the digital signature"
    if published is not None:
        signals["published"] = signal
    against: list[str] = []
    reference = day or (published.at.date() if published is not None else None)
    for label, other in (
        ("file name", day_of_name(name, now=now)),
        ("digital signature", _day(signed)),
        ("record", _day(given.published)),
    ):
        if reference is not None and other is not None and other != reference:
            against.append(f"{label} says {other.isoformat()}")
    if against:
        signals["published_check"] = "; ".join(against)
    return published


def _day(moment: Moment | None) -> date | None:
    return moment.at.date() if moment is not None else None


def identity_of(
    text: str, header: Header | None, url: str | None, source: str, given: Given
) -> tuple[str | None, str, str]:
    """Canonical address, id and source: by address, else by number, issuer and day, else by the text."""
    slug = slug_of(given.source or "") or source or UNKNOWN
    address = address_of(url)
    publisher = publisher_for(address) if address else None
    if publisher is not None and address is not None:
        known = publisher.identity(address)
        if known is not None:
            return known[1], known[0], publisher.slug
        return address, f"{publisher.slug}:{digest(address)}", publisher.slug
    if address is not None:
        return address, f"{slug}:{digest(address)}", slug
    if header is not None and header.number and header.issuer and header.day:
        key = "\n".join((squeeze(header.number), squeeze(header.issuer), header.day.isoformat()))
        return None, f"{slug}:{digest(key)}", slug
    return None, f"{slug}:{digest(text)}", slug
