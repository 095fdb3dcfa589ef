"""Alarms: a source whose readings leave their band is named; an ordinary day is silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpus_samples import article

from corpus.store import Store
from flows.acquisition.vitals import raise_alarms

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
USUAL = {
    "words": 420.0,
    "syllables": 405.0,
    "valid": 0.96,
    "marked": 0.83,
    "legacy": 0.0,
    "replaced": 0.0,
    "density": 0.05,
}


def filled(path: Path, recent: dict[str, float], *, count: int = 8) -> Store:
    """A store with sixty ordinary documents of a source and some that were fetched now."""
    store = Store(path)
    old = [
        replace(
            article(number, source="a"),
            measures={**USUAL, "words": 400.0 + number % 40, "density": 0.05 + 0.0001 * (number % 17)},
            fetched=NOW - timedelta(days=1 + number % 30),
        )
        for number in range(60)
    ]
    new = [replace(article(100 + number, source="a"), measures=recent, fetched=NOW) for number in range(count)]
    store.put_documents([(each, None) for each in (*old, *new)])
    return store


def test_an_ordinary_day_raises_no_alarm(tmp_path: Path) -> None:
    with filled(tmp_path / "s.db", USUAL) as store:
        assert raise_alarms(store, run="r", started=NOW) == []


def test_a_source_that_lost_its_marks_is_named_with_its_band(tmp_path: Path) -> None:
    with filled(tmp_path / "s.db", {**USUAL, "marked": 0.05}) as store:
        alarms = raise_alarms(store, run="r", started=NOW)
    assert {alarm.source for alarm in alarms} == {"a"}
    assert "marked" in {alarm.measure for alarm in alarms}
    assert any("không có dấu" in alarm.words and "8/8" in alarm.words for alarm in alarms)


def test_bodies_that_shrink_to_a_line_are_named(tmp_path: Path) -> None:
    with filled(tmp_path / "s.db", {**USUAL, "words": 12.0, "syllables": 12.0, "density": 0.001}) as store:
        assert "words" in {alarm.measure for alarm in raise_alarms(store, run="r", started=NOW)}


def test_two_documents_are_too_few_to_tell_by_their_source(tmp_path: Path) -> None:
    with filled(tmp_path / "s.db", {**USUAL, "words": 12.0}, count=2) as store:
        assert raise_alarms(store, run="r", started=NOW) == []
