"""The clock jumps a day back and a year ahead, between runs and in one: nothing is lost, doubled or forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest
from crash_samples import ARTICLES, THEN, collect, digest, newspaper, settings

from corpus.demo.server import DemoServer
from corpus.run import Skip, Take
from corpus.sources.ledger import Address, Ledger
from corpus.store import Store
from flows.harvest import decide
from flows.runs.manifest import manifests

DAY, YEAR = timedelta(days=1), timedelta(days=365)


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with newspaper() as opened:
        yield opened


def at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment


def mend(server: DemoServer, moment: datetime) -> None:
    """The newsroom mends its newest article."""
    newest = server.articles[0]
    paragraphs = [piece.text for piece in newest.body if piece.kind == "paragraph"]
    server.update_article(newest.id, body=[*paragraphs, "Tòa soạn nói thêm một câu."], modified=moment)


def test_a_year_ahead_and_back_again_loses_no_day(server: DemoServer, tmp_path: Path) -> None:
    """Listings that were asked "next year" are asked again today, and so are the addresses."""
    collect(settings(tmp_path), server, now=at(THEN + YEAR), everything=False)
    mend(server, THEN + timedelta(hours=6))
    run = collect(settings(tmp_path), server, now=at(THEN + DAY), everything=False)
    assert run.accountings[0].outcomes["ok", "bản sửa của bài đã có"] == 1
    assert any("đồng hồ máy lùi" in note for note in run.notes)
    mend(server, THEN + DAY + timedelta(hours=6))
    run = collect(settings(tmp_path), server, now=at(THEN + 4 * DAY), everything=False)
    assert run.accountings[0].outcomes["ok", "bản sửa của bài đã có"] == 1


def test_a_day_back_between_runs_changes_nothing(server: DemoServer, tmp_path: Path) -> None:
    for moment in (THEN, THEN - DAY, THEN + DAY, THEN):
        run = collect(settings(tmp_path), server, now=at(moment))
        assert run.exit_code == 0
    with Store(tmp_path / "bamsat.db") as store:
        assert store.count_documents() == ARTICLES
        runs = Ledger(store.engine).runs()
    assert len({each.id for each in runs}) == 4 and {each.state for each in runs} == {"done"}
    assert len([held for _, held in manifests(tmp_path / "runs") if held is not None]) == 4


def test_jumps_in_a_run_leave_what_a_steady_clock_leaves(server: DemoServer, tmp_path: Path) -> None:
    collect(settings(tmp_path / "steady"), server)
    jumps = cycle([THEN, THEN - DAY, THEN + YEAR, THEN + timedelta(seconds=1)])
    run = collect(settings(tmp_path / "jumping"), server, now=lambda: next(jumps))
    assert run.exit_code == 0 and all(each.balanced for each in run.accountings)
    assert digest(tmp_path / "jumping" / "bamsat.db") == digest(tmp_path / "steady" / "bamsat.db")
    [held] = [held for _, held in manifests(tmp_path / "jumping" / "runs") if held is not None]
    assert held["seconds"] >= 0 and all(stage["seconds"] >= 0 for stage in held["stages"])


@pytest.mark.parametrize("state", ["read", "barred"])
def test_an_address_last_asked_in_the_future_is_asked_again(state: str) -> None:
    def known(checked: datetime) -> Address:
        return Address("https://a.vn/1", "a", state, "", None, None, None, 1, THEN, checked)  # type: ignore[arg-type]

    assert isinstance(decide(known(THEN + YEAR), None, now=THEN), Take)
    assert isinstance(decide(known(THEN - timedelta(hours=1)), None, now=THEN), Skip)
