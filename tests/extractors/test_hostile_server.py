"""A fetch from a hostile server ends in time, in one of four ways, with a reason; a good neighbour is read as ever."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from corpus.errors import BusyError, GoneError, ItemFailure, RefusedError
from corpus.page import Page
from extractors.fetch import Fetcher, Limits
from tests.extractors.behaviours import BEHAVIOURS, LAST, ROBOTS, Behaviour, article
from tests.extractors.hostile import Hostile, Names

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
QUICK = Limits(connect=0.5, read=0.3, total=0.5, tries=1, delay=0.0, delay_cap=0.0, strikes=1000)
PATIENT = replace(QUICK, connect=5.0, read=5.0, total=10.0)
"""For a good page on a busy machine: it must come, however long the machine takes."""

ENDS = {"gone": GoneError, "refused": RefusedError, "busy": BusyError}


@pytest.fixture(scope="module")
def good() -> Iterator[Hostile]:
    with Hostile() as server:
        yield server.page("/tot", article(1), Content_Type="text/html")


def fetcher(*servers: Hostile, limits: Limits = QUICK, **more: Any) -> Fetcher:
    return Fetcher(
        agent="bamsat/0.1 (+lien-he@bao.test)",
        allowed_hosts=frozenset({"bao.test", "trong.test"}),
        limits=limits,
        loopback=frozenset(server.authority for server in servers) | {neighbour(server) for server in servers},
        now=lambda: NOW,
        jitter=lambda: 0.5,
        resolver=Names(bao_test="10.9.9.9", trong_test="192.168.1.1", lang_gieng="127.0.0.1"),
        **more,
    )


def neighbour(server: Hostile) -> str:
    """The same server by a name, which makes it another host."""
    return f"lang.gieng:{server.authority.partition(':')[2]}"


def outcome(fetching: Fetcher, url: str, *, limits: Limits | None = None) -> tuple[str, str, float]:
    """(end, reason, seconds) of one fetch."""
    start = time.monotonic()
    try:
        page = fetching.get(url, limits=limits)
        end, reason = "page" if isinstance(page, Page) else "unchanged", ""
    except ItemFailure as failure:
        end = next(name for name, kind in ENDS.items() if isinstance(failure, kind))
        reason = failure.reason
        assert failure.item == url
    return end, reason, time.monotonic() - start


def test_there_are_more_than_forty_behaviours_of_different_names() -> None:
    for table in ((*BEHAVIOURS, *LAST), ROBOTS):
        names = [each.name for each in table]
        assert len(set(names)) == len(names)
    assert len(BEHAVIOURS) + len(LAST) + len(ROBOTS) >= 100


@pytest.mark.parametrize("each", [*BEHAVIOURS, *LAST], ids=lambda each: each.name)
def test_a_hostile_answer_ends_in_time_with_its_reason(each: Behaviour, good: Hostile) -> None:
    with Hostile() as web, fetcher(web, good) as fetching:
        each.manner(web, "/xau")
        end, reason, seconds = outcome(fetching, web.url("/xau" + each.tail))
        assert end == each.end, reason
        assert each.says in reason
        assert bool(reason) is (end != "page")
        assert seconds < QUICK.total + 1
        assert outcome(fetching, f"http://{neighbour(good)}/tot", limits=PATIENT)[0] == "page"


@pytest.mark.parametrize("each", ROBOTS, ids=lambda each: each.name)
def test_hostile_robots_allow_deny_or_put_off(each: Behaviour, good: Hostile) -> None:
    with Hostile() as web, fetcher(web, good) as fetching:
        web.page("/tin", article(2))
        each.manner(web, "/robots.txt")
        end, reason, seconds = outcome(fetching, web.url("/tin"))
        assert (end, each.says in reason) == (each.end, True), reason
        assert ("/tin" in web.paths()) is (each.end == "page")
        assert seconds < QUICK.total + 1
        assert outcome(fetching, f"http://{neighbour(good)}/tot", limits=PATIENT)[0] == "page"
