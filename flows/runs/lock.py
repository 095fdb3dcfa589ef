"""One run at a time on a data folder: a lock that dies with its process, and whose holder must show signs of life.

The lock is the operating system's (flock): it is let go of however its process dies. Two things outlive that: a
process that is stopped or hangs in the kernel, and a file system shared with another machine that does not pass locks
on. So the holder also writes down who it is and, every :data:`BEAT` seconds, that it lives; a holder that was not
heard of for :data:`PATIENCE` seconds, or whose process is gone, is taken over from, and finds out at its next step.

Age is measured on this machine's monotonic clock where holder and asker share it, so that neither a jump of the clock
nor a night asleep makes a living run look dead.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from corpus.errors import StoreBusy

NAME = "run.lock"
BEAT = 30.0
PATIENCE = 15 * 60.0
_WIDTH = 512


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a data folder.

    Attributes:
        pid: its process, and ``born`` when the kernel started it, so that a reused number is not taken for it.
        since: ISO time it took the folder; ``beat`` the ISO time it was last heard of.
        boot: id of this start of the machine, under which ``ticks`` (seconds, monotonic) can be compared.
    """

    pid: int
    host: str
    since: str
    beat: str
    run: str = ""
    born: str = ""
    boot: str = ""
    ticks: float = 0.0

    def silent(self, *, now: datetime) -> float:
        """Seconds since it was last heard of."""
        if self.boot and self.boot == _boot():
            return max(0.0, time.monotonic() - self.ticks)
        return max(0.0, (now - datetime.fromisoformat(self.beat)).total_seconds())

    @property
    def gone(self) -> bool:
        """True where its process is surely dead: it ran on this machine and is not there any more."""
        return self.host == socket.gethostname() and self.born != "" and born_at(self.pid) != self.born

    def __str__(self) -> str:
        run = f", lượt {self.run}" if self.run else ""
        return f"tiến trình {self.pid} trên {self.host}{run}, từ {self.since}"


@dataclass(slots=True)
class Lock:
    """A lock that is held. ``note`` says in words from whom it was taken over, or ""."""

    path: Path
    file: IO[bytes]
    holder: Holder
    note: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)

    def beat(self, now: datetime) -> None:
        """Write down that the holder lives."""
        self.holder = _alive(self.holder, now)
        _write(self.file, self.holder)

    def check(self) -> None:
        """Look whether it is still ours.

        Raises:
            StoreBusy: another run took it over while this one gave no sign of life.
        """
        if not _same(self.path, self.file):
            raise StoreBusy(
                f"lượt này im quá lâu và lượt khác đã lấy {self.path.parent}; dừng ở đây, việc đã ghi vẫn còn "
                f"(the lock was taken over)"
            )


def holder_of(home: Path) -> Holder | None:
    """Who wrote itself down as holding a folder and has not let go; it may be dead."""
    try:
        with (home / NAME).open("rb") as file:
            return _read(file)
    except OSError:
        return None


def stale(holder: Holder, *, now: datetime, patience: float = PATIENCE) -> str:
    """Why a holder is no longer to be waited for, in words; "" where it is alive."""
    if holder.gone:
        return f"{holder} đã chết mà không nhả khóa"
    silent = holder.silent(now=now)
    if silent > patience:
        return f"{holder} im {silent / 60:.0f} phút, quá mức {patience / 60:.0f} phút"
    return ""


@contextmanager
def run_lock(
    home: Path,
    *,
    run: str = "",
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    beat: float = BEAT,
    patience: float = PATIENCE,
) -> Iterator[Lock]:
    """Hold the data folder for writing.

    Args:
        run: id of the run that holds it, for whoever is refused.
        beat: seconds between two signs of life; ``patience``: seconds of silence after which others take over.

    Raises:
        StoreBusy: another process holds it; the message says which one and since when.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = _take(home / NAME, run=run, now=now, patience=patience)
    pulse = threading.Thread(target=_pulse, args=(lock, now, beat), name="bamsat-heartbeat", daemon=True)
    pulse.start()
    try:
        yield lock
    finally:
        lock._stop.set()
        pulse.join()
        if _same(lock.path, lock.file):
            lock.file.truncate(0)
        lock.file.close()


def _pulse(lock: Lock, now: Callable[[], datetime], beat: float) -> None:
    while not lock._stop.wait(beat):
        with suppress(OSError):  # a full disk or a share that is away for a moment is no reason to fall silent for good
            lock.beat(now())


def _take(path: Path, *, run: str, now: Callable[[], datetime], patience: float) -> Lock:
    while True:
        file = _opened(path)
        held = _flock(file)
        if held and not _same(path, file):
            file.close()
            continue
        before = _read(file)
        if held:
            note = "" if before is None else f"{before} đã chết mà không nhả khóa; lượt này lấy khóa"
            try:
                return _ours(path, file, run=run, now=now(), note=note)
            except OSError:
                file.close()
                raise
        file.close()
        if before is None or not stale(before, now=now(), patience=patience):
            who = "?" if before is None else str(before)
            raise StoreBusy(
                f"một lượt chạy khác đang giữ {path.parent} ({who}); chờ nó xong hoặc dừng nó rồi chạy lại "
                f"(another run holds it)"
            )
        taken = _take_over(path, run=run, now=now, patience=patience)
        if taken is not None:
            return taken


def _take_over(path: Path, *, run: str, now: Callable[[], datetime], patience: float) -> Lock | None:
    """Put a new lock file in the place of a stale holder's; None where another asker was first.

    The old file stays the old holder's: its lock on it no longer means anything, and it can see that.
    """
    with _opened(path.with_name(f"{NAME}.takeover")) as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        with _opened(path) as old:
            before = _read(old)
        why = "" if before is None else stale(before, now=now(), patience=patience)
        if not why:
            return None
        fresh = path.with_name(f"{NAME}.{os.getpid()}")
        file = _opened(fresh)
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            lock = _ours(path, file, run=run, now=now(), note=f"{why}; lượt này lấy khóa")
            fresh.replace(path)
        except OSError:
            file.close()
            raise
        return lock


def _opened(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644), "r+b", buffering=0)


def _flock(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _same(path: Path, file: IO[bytes]) -> bool:
    """Whether the file at a path still is the one that is open."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _ours(path: Path, file: IO[bytes], *, run: str, now: datetime, note: str) -> Lock:
    pid, moment = os.getpid(), _moment(now)
    holder = Holder(pid, socket.gethostname(), moment, moment, run, born_at(pid), _boot(), time.monotonic())
    file.truncate(0)
    _write(file, holder)
    return Lock(path, file, holder, note)


def _alive(holder: Holder, now: datetime) -> Holder:
    return Holder(**{**asdict(holder), "beat": _moment(now), "ticks": time.monotonic()})


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")


def _write(file: IO[bytes], holder: Holder) -> None:
    """Written over in one piece of fixed width, so that a reader never sees half of it."""
    os.pwrite(file.fileno(), json.dumps(asdict(holder)).encode().ljust(_WIDTH), 0)


def _read(file: IO[bytes]) -> Holder | None:
    body = os.pread(file.fileno(), 4 * _WIDTH, 0).strip()
    try:
        return Holder(**json.loads(body)) if body.startswith(b"{") else None
    except (ValueError, TypeError):
        return None


def born_at(pid: int) -> str:
    """When the kernel started a process, in its own count; "" where there is none or it does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in ("Z", "X") else fields[19]


def _boot() -> str:
    """The id of this start of the machine, or "" where the kernel does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
