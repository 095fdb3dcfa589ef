"""The series in which signals are looked for, from the store on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime

from corpus_samples import NOON, article, judged
from sqlalchemy import insert

from corpus.coverage.signals import history, model_changes, period_of, periods_between
from corpus.database import schema
from corpus.sources.ledger import Ledger
from corpus.sources.vitals import RaisedAlarm, keep_alarms
from corpus.store import Store


def put(store: Store, number: int, published: datetime, *, model: str = "m-1", source: str = "dong-khoi",
        areas: tuple[str, ...] = ("3",), reach: str = "inside") -> None:  # fmt: skip
    document = article(number, f"Đoạn của bài {number}.", published=published, source=source)
    store.put_documents([(document, None)])
    store.put_judged([judged(document, areas=areas, model=model, reach=reach)])


def use(store: Store, *uses: tuple[str, str, str]) -> None:
    with store.engine.begin() as connection:
        for since, model, taxonomy in uses:
            connection.execute(insert(schema.model_uses).values(since=since, model=model, taxonomy=taxonomy))


def test_weeks_are_those_of_iso_8601_and_none_is_missing() -> None:
    assert period_of(date(2021, 1, 3), "week") == "2020-W53"
    assert periods_between(date(2020, 12, 28), date(2021, 1, 12), "week") == ("2020-W53", "2021-W01", "2021-W02")
    assert periods_between(date(2020, 12, 28), date(2021, 2, 1), "month") == ("2020-12", "2021-01", "2021-02")


def test_a_series_runs_without_a_gap_from_a_sources_first_article_to_the_newest_of_all(store: Store) -> None:
    put(store, 1, datetime(2021, 1, 5, tzinfo=UTC))
    put(store, 2, datetime(2021, 3, 5, tzinfo=UTC), areas=())
    put(store, 3, datetime(2021, 3, 6, tzinfo=UTC), reach="outside")
    put(store, 4, datetime(2021, 3, 7, tzinfo=UTC), source="vinh-long")
    held = history(store.engine, grain="month")
    assert held.periods == ("2021-01", "2021-02", "2021-03") and held.sources == ("dong-khoi", "vinh-long")
    on_area = held.series["dong-khoi", "3"]
    assert [(each.count, each.of) for each in on_area] == [(1, 1), (0, 0), (0, 1)]
    assert [each.score for each in on_area] == [0.9, None, 0.5]
    assert [each.count for each in held.series["dong-khoi", ""]] == [1, 0, 2]
    assert len(held.series["vinh-long", ""]) == 1


def test_a_period_that_has_not_ended_is_left_out(store: Store) -> None:
    put(store, 1, datetime(2021, 1, 5, tzinfo=UTC))
    put(store, 2, datetime(2021, 3, 5, tzinfo=UTC))
    assert history(store.engine, grain="month", until=date(2021, 3, 30)).periods == ("2021-01", "2021-02")
    assert history(store.engine, grain="month", until=date(2021, 3, 31)).periods[-1] == "2021-03"
    assert history(store.engine, grain="month", since=date(2021, 2, 1)).periods == ("2021-03",)


def test_a_passage_counts_as_the_model_in_use_when_it_was_fetched_judged_it(store: Store) -> None:
    put(store, 1, NOON)
    put(store, 1, NOON, model="m-2", areas=())
    use(store, ("2021-01-01T00:00:00+07:00", "m-1", "2021.1"), ("2021-06-01T00:00:00+07:00", "m-2", "2021.1"))
    assert history(store.engine, grain="month").series["dong-khoi", "3"][0].count == 1
    assert history(store.engine, grain="month", model="m-2").series["dong-khoi", "3"][0].count == 0
    assert [(each.period, each.model) for each in model_changes(store.engine, grain="month")] == [("2021-06", "m-2")]


def test_alarms_of_runs_are_upsets_of_the_period_of_the_run(store: Store) -> None:
    Ledger(store.engine).start_run("r-1", kind="harvest", versions={}, now=NOON)
    keep_alarms(store.engine, [RaisedAlarm("r-1", "dong-khoi", "marks", "dấu ít hẳn")])
    (upset,) = history(store.engine, grain="week").upsets
    assert (upset.source, upset.period, upset.words) == ("dong-khoi", "2021-W09", "dấu ít hẳn")
