"""Every error a user may meet, each with its facts as attributes.

::

    BamsatError
    ├── BadInput            the user's file, option or record is wrong; says what and where
    ├── TaxonomyError       a taxonomy file that must not be loaded
    ├── StoreError          the store refused
    │   └── StoreBusy       another run holds it (passing)
    ├── PermanentFailure    trying again cannot help: quarantine
    │   ├── GoneError       404 or 410
    │   ├── RefusedError    allow-list, private address, too big, not text
    │   │   └── DisallowedError   robots.txt says no; it may say otherwise another day
    │   └── UnreadablePage  no reading found a body
    └── PassingFailure      try again later
        └── BusyError       429, 5xx, timeouts, resets; may carry ``retry_after`` in seconds
"""

from __future__ import annotations


class BamsatError(Exception):
    """Base of all errors that Bám Sát raises on purpose."""


class BadInput(BamsatError):
    """Something the user gave cannot be used; ``where`` names the file, line or option."""

    def __init__(self, reason: str, *, where: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.reason = reason
        self.where = where


class TaxonomyError(BamsatError):
    """A taxonomy file has an unknown, missing or contradictory key; ``key`` names it."""

    def __init__(self, reason: str, *, key: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.reason = reason
        self.key = key


class StoreError(BamsatError):
    """The store cannot do what was asked."""


class StoreBusy(StoreError):
    """Another run holds the store's run lock."""


class ItemFailure(BamsatError):
    """One item (an address, a file, a record) failed with a reason; the run goes on."""

    def __init__(self, item: str, reason: str) -> None:
        super().__init__(f"{item}: {reason}")
        self.item = item
        self.reason = reason

    def __reduce__(self) -> tuple[type[ItemFailure], tuple[str, str]]:
        return (type(self), (self.item, self.reason))


class PermanentFailure(ItemFailure):
    """Trying the same item again cannot help."""


class GoneError(PermanentFailure):
    """The address answers 404 or 410."""


class RefusedError(PermanentFailure):
    """We do not take it: robots, allow-list, private address, size, kind of content."""


class DisallowedError(RefusedError):
    """The host's robots.txt does not allow the address; what it allows may change."""


class UnreadablePage(PermanentFailure):
    """The page was fetched but no reading of it found an article body."""


class PassingFailure(ItemFailure):
    """Trying again later may help."""


class BusyError(PassingFailure):
    """The host is busy or unreachable; ``retry_after`` is in seconds where the host said so."""

    def __init__(self, item: str, reason: str, retry_after: float | None = None) -> None:
        super().__init__(item, reason)
        self.retry_after = retry_after
