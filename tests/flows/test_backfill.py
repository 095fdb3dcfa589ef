"""Backfill: the oldest gap first, a budget at a time, and a plan that takes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flow_samples import NOW, desks

from corpus.demo.server import DemoServer
from corpus.errors import BadInput
from corpus.sources.ledger import Ledger
from corpus.store import Store
from extractors.dateline import VIETNAM
from flows.backfill import backfill, look
from flows.runs.window import Window, read_window

SPRING = Window(date(2021, 3, 1), date(2021, 6, 30))


@pytest.fixture(scope="module")
def newspaper() -> Iterator[DemoServer]:
    with DemoServer(port=0) as server:
        yield server


def days_of(store: Store) -> list[date]:
    """The day of each stored document, in order of the address book."""
    documents = store.documents(store.pending(model="", analysis_version=""))
    return sorted(document.published.at.astimezone(VIETNAM).date() for document in documents if document.published)


def test_a_plan_asks_for_listings_only_and_stores_nothing(newspaper: DemoServer, tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store, desks(newspaper, store, tmp_path / "archive") as ready:
        before = len(newspaper.log)
        made = look(ready, SPRING)
        assert made.gaps
        assert [gap.day for gap in made.gaps if gap.day] == sorted(gap.day for gap in made.gaps if gap.day)
        assert store.count_documents() == 0
        assert Ledger(store.engine).count_addresses(source="demo") == {}
        asked = {entry.path for entry in newspaper.log[before:]}
        assert not asked & {gap.url.removeprefix(newspaper.base_url) for gap in made.gaps}


def test_the_oldest_gap_is_filled_first_and_the_next_call_goes_on(newspaper: DemoServer, tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store, desks(newspaper, store, tmp_path / "archive") as ready:
        whole = len(look(ready, SPRING).gaps)
        first, _, _ = backfill(ready, SPRING, budget=5)
        assert first.balanced
        assert first.total("ok") + first.total("failed") <= 5
        early = days_of(store)
        second, _, _ = backfill(ready, SPRING, budget=5)
        assert second.balanced
        later = days_of(store)[len(early) :]
        assert max(early) <= min(later)
        rounds = 0
        while look(ready, SPRING).gaps and rounds < whole:
            backfill(ready, SPRING, budget=20)
            rounds += 1
        dated = days_of(store)
        assert len(dated) >= 8
        last, _, made = backfill(ready, SPRING, budget=20)
        assert last.total("ok") == 0
        assert made.gaps == ()


def test_only_articles_of_the_window_are_taken(newspaper: DemoServer, tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store, desks(newspaper, store, tmp_path / "archive") as ready:
        backfill(ready, SPRING, budget=500)
        margin = timedelta(days=3)
        known = Ledger(store.engine).addresses_of("demo", states=("read",))
        dated = [address for address in known if address.said is not None]
        assert dated
        for address in dated:
            assert address.said is not None
            assert SPRING.since - margin <= address.said.astimezone(VIETNAM).date() <= SPRING.until + margin


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2021-02", "2021-02", Window(date(2021, 2, 1), date(2021, 2, 28))),
        ("2020-12", "2020-12", Window(date(2020, 12, 1), date(2020, 12, 31))),
        ("2021-02-03", None, Window(date(2021, 2, 3), NOW.date())),
        (None, "2021-01-05", Window(date(2020, 1, 1), date(2021, 1, 5))),
        ("2021-01-01", "2030-01-01", Window(date(2021, 1, 1), NOW.date())),
    ],
)
def test_days_and_months_make_a_window(since: str | None, until: str | None, expected: Window) -> None:
    assert read_window(since, until, today=NOW.date(), earliest=date(2020, 1, 1)) == expected


@pytest.mark.parametrize(("since", "until"), [("2021", None), ("hôm qua", None), ("2021-05-01", "2021-04-01")])
def test_what_is_no_window_is_refused_by_its_option(since: str | None, until: str | None) -> None:
    with pytest.raises(BadInput, match="--since"):
        read_window(since, until, today=NOW.date(), earliest=date(2020, 1, 1))
