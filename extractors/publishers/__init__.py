"""Declared publishers, in one explicit tuple."""

from __future__ import annotations

from extractors.publishers.base import Publisher, Reading
from extractors.publishers.chinh_phu import CHINH_PHU
from extractors.publishers.dong_khoi import DONG_KHOI
from extractors.publishers.vinh_long import VINH_LONG

PUBLISHERS: tuple[Publisher, ...] = (DONG_KHOI, VINH_LONG, CHINH_PHU)


def publisher_for(url: str, *, publishers: tuple[Publisher, ...] = PUBLISHERS) -> Publisher | None:
    """The declared publisher whose host serves the address, or None."""
    return next((publisher for publisher in publishers if publisher.serves(url)), None)


__all__ = ["CHINH_PHU", "DONG_KHOI", "PUBLISHERS", "VINH_LONG", "Publisher", "Reading", "publisher_for"]
