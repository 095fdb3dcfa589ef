"""Making a fetcher for one source: its hosts allowed and no others, our name and contact in every request."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime

from corpus.page import Page
from extractors.fetch import Fetcher
from extractors.publishers import Publisher
from extractors.wire import Limits
from flows.settings import Settings


def fetcher_for(
    publisher: Publisher,
    settings: Settings,
    *,
    now: Callable[[], datetime],
    limits: Limits | None = None,
    loopback: frozenset[str] = frozenset(),
    record: Callable[[Page], None] | None = None,
) -> Fetcher:
    """A fetcher for a publisher's hosts; a context manager.

    Args:
        loopback: host:port pairs of this machine that may be asked (the demo newspaper).
        record: is given every response.
    """
    return Fetcher(
        agent=settings.agent,
        allowed_hosts=frozenset(host.rsplit(":", 1)[0] for host in publisher.hosts),
        limits=limits or Limits(),
        loopback=loopback,
        now=now,
        jitter=random.random,
        record=record,
        budget=settings.budget,
    )
