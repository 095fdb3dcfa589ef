"""What a scheduled run is wrapped in: patience with the lock, a record that it ran, and an alert where it fails."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from corpus.errors import StoreBusy
from flows.runs.lock import Holder, holder_of, stale
from flows.runs.logs import about, kept_logs
from flows.settings import Settings, read_settings
from flows.unattended.alerts import Alert, Kind, send_once
from flows.unattended.deployments import keep_record
from flows.unattended.receivers import read_receivers

T = TypeVar("T")
_log = logging.getLogger("bamsat.watched")

WAIT = timedelta(hours=3)
"""How long a scheduled run waits for another that holds the data folder."""

LONGEST = timedelta(hours=12)
"""A run that holds the data folder longer than this hangs, whatever sign of life it gives."""


class Watched:
    """One scheduled run under its schedule's name; a context manager.

    What it did is recorded when it ends, also where it failed: a failure is told, not tried again until it passes. A
    run that is stopped from outside is not recorded and is made up for.
    """

    def __init__(
        self,
        name: str,
        *,
        now: Callable[[], datetime],
        environment: Mapping[str, str] = os.environ,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self.now = now
        self.settings: Settings = read_settings(environment)
        self.receivers = read_receivers(environment)
        self.sleep = sleep
        self.started = now()
        self._logs = kept_logs(self.settings.home, environment, now=self.started)
        self._about = about(run=f"{self.started:%Y%m%d-%H%M%S}-{name}")

    def __enter__(self) -> Self:
        self._logs.__enter__()
        self._about.__enter__()
        _log.info("lịch %s bắt đầu", self.name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is not None:
                _log.error("lịch %s dừng: %s: %s", self.name, type(error).__name__, error)
            if error is not None and not isinstance(error, Exception):
                return
            if error is not None:
                self.alert("failure", self.name, f"{type(error).__name__}: {error}"[:1000])
            keep_record(self.settings.home, self.name, self.started)
            _log.info("lịch %s xong", self.name)
        finally:
            self._about.__exit__(None, None, None)
            self._logs.__exit__(None, None, None)

    def alert(self, kind: Kind, about: str, *lines: str, run: str = "") -> None:
        """Say something to whoever is to know; see :func:`flows.unattended.alerts.send_once`."""
        send_once([Alert(kind, about, lines, run)], self.receivers, home=self.settings.home, now=self.now())

    def told(self, run: str, state: str, notes: list[str], reasons: Mapping[str, str]) -> None:
        """Alert about a run that failed, and about those before it that were killed."""
        if notes:
            self.alert("zombie", "lượt trước không tới cuối", *notes, run=run)
        if state == "failed":
            lines = [f"{item}: {reason}" for item, reason in list(reasons.items())[:10]]
            self.alert("failure", self.name, "Mọi mục đều hỏng.", *lines, run=run)

    def patiently(self, work: Callable[[], T], *, wait: timedelta = WAIT, every: float = 60.0) -> T:
        """Do it once the data folder is free.

        Raises:
            StoreBusy: it was not for as long as ``wait``.
        """
        until = self.now() + wait
        while True:
            last = self.now() >= until
            if last or not self._taken():
                try:
                    return work()
                except StoreBusy:
                    if last:
                        raise
            self.sleep(every)

    def _taken(self) -> bool:
        """Whether somebody living holds the data folder: asked first, so that waiting leaves no failed runs behind."""
        holder = holder_of(self.settings.home)
        return holder is not None and not stale(holder, now=self.now())


def hanging(home: Path, *, now: datetime) -> str:
    """In words: whoever holds the data folder is dead, silent, or at it for too long; "" where all is well."""
    holder: Holder | None = holder_of(home)
    if holder is None:
        return ""
    long = now - datetime.fromisoformat(holder.since)
    if why := stale(holder, now=now):
        return f"{why}; lượt sau sẽ lấy khóa"
    if long > LONGEST:
        return f"{holder} chạy đã {long.total_seconds() / 3600:.0f} giờ: xem nó còn làm việc không, hoặc dừng nó"
    return ""
