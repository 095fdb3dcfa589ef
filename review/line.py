"""The queues a person can stand in, each behind the same few questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from corpus.audit.queue import AUDIT, AuditQueue
from corpus.audit.samples import Audits
from corpus.people.queues import DISAGREEMENT, NEW_SOURCE, SEARCH, SUSPECT, UNCERTAIN, Progress, Queues
from corpus.store import Store

KINDS = (AUDIT, UNCERTAIN, DISAGREEMENT, SUSPECT, NEW_SOURCE, SEARCH)
LONGEST_SEARCH = 200


class Queue(Protocol):
    """What a page asks of a queue."""

    @property
    def kind(self) -> str:
        """One of :data:`KINDS`."""
        ...

    @property
    def of(self) -> str:
        """What the kind leaves open: the words of a search, the id of an audit sample; else ""."""
        ...

    @property
    def name(self) -> str:
        """Kept with each verdict as the reason why the passage was shown."""
        ...

    @property
    def blind(self) -> bool:
        """Whether nobody else's word and no suggestion is shown."""
        ...

    def waiting(
        self,
        person: str,
        *,
        now: datetime,
        after: str | None = None,
        without: Collection[str] = (),
        limit: int = 3,
    ) -> list[str]:
        """The next passages for a person."""
        ...

    def progress(self, person: str) -> Progress:
        """How far a person is, or everybody together where one verdict is enough."""
        ...

    def inclusion(self, passage: str) -> float | None:
        """The probability with which a passage was drawn; None where nothing was drawn."""
        ...

    def why(self, passage: str) -> tuple[str, str] | None:
        """The area and the figure that put a passage here."""
        ...


@dataclass(frozen=True, slots=True)
class Filled:
    """A queue of :class:`corpus.people.queues.Queues`."""

    queues: Queues
    kind: str
    name: str
    of: str = ""
    blind: bool = False

    def waiting(
        self,
        person: str,
        *,
        now: datetime,
        after: str | None = None,
        without: Collection[str] = (),
        limit: int = 3,
    ) -> list[str]:
        """The next passages for a person."""
        return self.queues.waiting(self.name, person, now=now, after=after, without=without, limit=limit)

    def progress(self, person: str) -> Progress:
        """How far everybody together is."""
        return self.queues.progress_of(self.name)

    def inclusion(self, passage: str) -> float | None:
        """None: nothing is drawn here."""
        return None

    def why(self, passage: str) -> tuple[str, str] | None:
        """The area and the figure that put a passage here."""
        item = self.queues.item(self.name, passage)
        return None if item is None else (item.area, item.why)


@dataclass(frozen=True, slots=True)
class Blind:
    """An audit sample as a queue."""

    sample: AuditQueue
    of: str
    kind: str = AUDIT
    blind: bool = True

    @property
    def name(self) -> str:
        """Kept with each verdict."""
        return self.sample.name

    def waiting(
        self,
        person: str,
        *,
        now: datetime,
        after: str | None = None,
        without: Collection[str] = (),
        limit: int = 3,
    ) -> list[str]:
        """The next passages for a person."""
        return self.sample.waiting(person, now=now, after=after, without=without, limit=limit)

    def progress(self, person: str) -> Progress:
        """How far a person is."""
        return self.sample.progress(person)

    def inclusion(self, passage: str) -> float | None:
        """The probability with which a passage was drawn."""
        return self.sample.inclusion(passage)

    def why(self, passage: str) -> tuple[str, str] | None:
        """None: why a passage was drawn says something about it."""
        return None


def queue_of(store: Store, kind: str, of: str, *, now: datetime) -> Queue | None:
    """The queue of that kind; None where there is none. A search is made where it is not fresh.

    Raises:
        BadInput: a search without a word.
    """
    queues = Queues(store.engine)
    if kind == AUDIT:
        known = {each.id for each in Audits(store.engine).all()}
        return Blind(AuditQueue(store.engine, of), of) if of in known else None
    if kind == SEARCH:
        words = " ".join(of.split())[:LONGEST_SEARCH]
        return Filled(queues, SEARCH, queues.searched(words, now=now), words)
    return Filled(queues, kind, kind) if kind in KINDS and not of else None


def named(name: str) -> tuple[str, str]:
    """Kind and rest of the name that a verdict was kept with, as :func:`queue_of` takes them."""
    if name.startswith(f"{AUDIT} "):
        return AUDIT, name.removeprefix(f"{AUDIT} ")
    if name.startswith(f"{SEARCH}:"):
        return SEARCH, name.removeprefix(f"{SEARCH}:")
    return (name, "") if name in KINDS else (UNCERTAIN, "")
