"""Passwords: hashed with argon2id, and tries to guess them slowed down."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.errors import BadInput

SHORTEST = 10
LONGEST = 200

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """The argon2id hash of a password, with parameters and salt in it (RFC 9106).

    Raises:
        BadInput: it is shorter than :data:`SHORTEST` characters, or no password anybody types.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadInput(f"mật khẩu dài từ {SHORTEST} đến {LONGEST} ký tự (password length)", where="password")
    return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one of a hash; without a hash it takes as long to say no."""
    try:
        return _hasher.verify(kept or _NOBODY, password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


class Throttle:
    """So many failed tries in so long, then none until the first of them is that old."""

    def __init__(self, *, tries: int = 5, within: timedelta = timedelta(minutes=1), most: int = 10_000) -> None:
        self.tries = tries
        self.within = within
        self.most = most
        self._failed: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def wait(self, *who: str, now: datetime) -> timedelta:
        """How long none of these may try; zero where each may."""
        with self._lock:
            return max((self._wait(each, now) for each in who), default=timedelta(0))

    def failed(self, *who: str, now: datetime) -> None:
        """Count a failed try of each of these."""
        with self._lock:
            if len(self._failed) >= self.most:
                self._failed = {each: tries for each, tries in self._failed.items() if now - tries[-1] < self.within}
            for each in who:
                self._failed.setdefault(each, deque(maxlen=self.tries)).append(now)

    def passed(self, *who: str) -> None:
        """Forget failed tries of these."""
        with self._lock:
            for each in who:
                self._failed.pop(each, None)

    def _wait(self, who: str, now: datetime) -> timedelta:
        tries = self._failed.get(who)
        if tries is None or len(tries) < self.tries:
            return timedelta(0)
        return max(tries[0] + self.within - now, timedelta(0))
