"""Declared publishers, in one explicit tuple, and who continues whom."""

from __future__ import annotations

from datetime import date

from extractors.publishers.base import UNSEEN, Publisher, Reading, Tenure
from extractors.publishers.ben_tre import FRONT, PORTAL, SCIENCE, YOUTH
from extractors.publishers.chinh_phu import CHINH_PHU
from extractors.publishers.dong_khoi import DONG_KHOI
from extractors.publishers.nhan_dan import NHAN_DAN
from extractors.publishers.vinh_long import VINH_LONG

PUBLISHERS: tuple[Publisher, ...] = (DONG_KHOI, VINH_LONG, PORTAL, FRONT, NHAN_DAN, CHINH_PHU, YOUTH, SCIENCE)


def publisher_for(url: str, *, publishers: tuple[Publisher, ...] = PUBLISHERS) -> Publisher | None:
    """The declared publisher whose host serves the address, or None."""
    return next((publisher for publisher in publishers if publisher.serves(url)), None)


def successor_of(slug: str, *, publishers: tuple[Publisher, ...] = PUBLISHERS) -> Publisher | None:
    """The publisher that continues a source, or None where none is declared."""
    known = {publisher.slug: publisher for publisher in publishers}
    return known.get(known[slug].source.successor or "") if slug in known else None


def heir_of(slug: str, *, day: date, publishers: tuple[Publisher, ...] = PUBLISHERS) -> Publisher | None:
    """The publisher that stands for a source on a day: itself while it lives, else an heir that does, or None."""
    asked: set[str] = set()
    publisher = next((one for one in publishers if one.slug == slug), None)
    while publisher is not None and not publisher.active_on(day):
        if publisher.slug in asked:
            return None
        asked.add(publisher.slug)
        publisher = successor_of(publisher.slug, publishers=publishers)
    return publisher


def forebears_of(slug: str, *, publishers: tuple[Publisher, ...] = PUBLISHERS) -> tuple[Publisher, ...]:
    """The publishers that a source continues, at any remove, in the order they are declared."""
    line = {slug}
    while more := {one.slug for one in publishers if one.source.successor in line} - line:
        line |= more
    return tuple(one for one in publishers if one.slug in line and one.slug != slug)


__all__ = [
    "CHINH_PHU",
    "DONG_KHOI",
    "FRONT",
    "NHAN_DAN",
    "PORTAL",
    "PUBLISHERS",
    "SCIENCE",
    "UNSEEN",
    "VINH_LONG",
    "YOUTH",
    "Publisher",
    "Reading",
    "Tenure",
    "forebears_of",
    "heir_of",
    "publisher_for",
    "successor_of",
]
