"""Pace: when a host may be asked again."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

POSTPONED_AT_MOST = 24 * 3600.0
"""Seconds; a host that asks for more is asked again the next day."""

REST = 1800.0
"""Seconds a host is left alone after failing too many times in a row."""


@dataclass(slots=True)
class Lane:
    """A host's turn: one request at a time, whoever holds ``lock`` has it.

    Attributes:
        ended: when the last request ended.
        free_at: not before this, after trouble.
        shut_until: nothing is asked before this; the host wanted more patience than a run has.
        shut_for: why, in words.
        requests: how many were sent to the host, robots.txt apart.
        strikes: addresses in a row that ended in trouble.
        patience: seconds of pauses the host was given since its last good answer.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: float = -math.inf
    free_at: float = -math.inf
    shut_until: float = -math.inf
    shut_for: str = ""
    requests: int = 0
    strikes: int = 0
    patience: float = 0.0

    def wait(self, now: float, delay: float) -> float:
        """Seconds to wait until the host's next turn, with ``delay`` seconds from the end of one to the next."""
        return max(self.ended + delay - now, self.free_at - now, 0.0)

    def shut(self, seconds: float, reason: str) -> None:
        """Ask nothing of the host for so long after its last answer."""
        self.shut_until, self.shut_for = self.ended + seconds, reason

    def strike(self, *, most: int) -> None:
        """Count an address that ended in trouble; the host rests after ``most`` in a row."""
        self.strikes += 1
        if self.strikes >= most and self.shut_until <= self.ended:
            self.shut(REST, f"máy chủ hỏng {self.strikes} lần liên tiếp (failing again and again)")

    def thank(self) -> None:
        """Forget trouble: the host gave a good answer."""
        self.strikes, self.patience = 0, 0.0


def retry_after(value: str | None, *, now: datetime) -> float | None:
    """Seconds a Retry-After header asks for (RFC 9110, 10.2.3), a day at most; None where it says nothing usable."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), POSTPONED_AT_MOST)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), POSTPONED_AT_MOST)
