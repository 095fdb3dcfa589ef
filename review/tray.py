"""The tray: workbooks that somebody sent and has yet to confirm, kept a while, each for its sender only."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

EACH = 4
"""Workbooks that wait for one person."""

TOTAL = 64_000_000
"""Bytes that wait in all."""

WAITS = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Laid:
    """A workbook in the tray: its name as it was sent, its bytes, and until when it waits."""

    name: str
    body: bytes
    until: datetime


class Tray:
    """Keeps what was sent until it is taken, replaced by something newer, or too old."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._laid: OrderedDict[tuple[str, str], Laid] = OrderedDict()

    def lay(self, person: str, name: str, body: bytes, *, now: datetime) -> str:
        """Keep a workbook; gives the sum by which it is found again."""
        digest = hashlib.sha256(body).hexdigest()
        with self._lock:
            self._laid.pop((person, digest), None)
            self._laid[person, digest] = Laid(name, body, now + WAITS)
            self._clear(now)
            own = [key for key in self._laid if key[0] == person]
            for key in own[:-EACH]:
                del self._laid[key]
            while len(self._laid) > 1 and sum(len(each.body) for each in self._laid.values()) > TOTAL:
                self._laid.popitem(last=False)
        return digest

    def find(self, person: str, digest: str, *, now: datetime) -> Laid | None:
        """The workbook of that sum which this person sent; None where it waits no longer."""
        with self._lock:
            self._clear(now)
            return self._laid.get((person, digest))

    def _clear(self, now: datetime) -> None:
        for key in [key for key, each in self._laid.items() if each.until < now]:
            del self._laid[key]
