"""Pace: when a host may be asked again."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

POSTPONED_AT_MOST = 24 * 3600.0
"""Seconds; a host that asks for more is asked again the next day."""


@dataclass(slots=True)
class Lane:
    """A host's turn: one request at a time, whoever holds ``lock`` has it.

    Attributes:
        ended: when the last request ended.
        free_at: not before this, after trouble.
        shut_until: nothing is asked before this; the host wanted more patience than a run has.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: float = -math.inf
    free_at: float = -math.inf
    shut_until: float = -math.inf

    def wait(self, now: float, delay: float) -> float:
        """Seconds to wait until the host's next turn, with ``delay`` seconds from the end of one to the next."""
        return max(self.ended + delay - now, self.free_at - now, 0.0)


def retry_after(value: str | None, *, now: datetime) -> float | None:
    """Seconds a Retry-After header asks for (RFC 9110, 10.2.3), a day at most; None where it says nothing usable."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), POSTPONED_AT_MOST)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), POSTPONED_AT_MOST)
