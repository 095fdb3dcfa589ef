"""The last word on each indicator, in the store: newest first, never summed, contradictions shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from corpus_samples import NOON, article, judged

from corpus.events.targets import targets
from corpus.label import Modality
from corpus.store import Store
from models.figures import find_figures


def put(
    store: Store,
    number: int,
    text: str,
    *,
    published: datetime = NOON,
    areas: tuple[str, ...] = ("3",),
    modality: Modality = Modality.REPORTED,
    reach: str = "inside",
) -> None:
    document = article(number, text, published=published)
    given = judged(document, areas=areas, modality=modality, reach=reach)
    start = given.passages[0].start
    figures = tuple(replace(e, start=start + e.start, end=start + e.end) for e in find_figures(text))
    store.put_documents([(document, None)])
    store.put_judged([replace(given, analyses=(replace(given.analyses[0], entities=figures),))])


def test_the_newest_report_stands_and_older_ones_are_counted_not_added(store: Store) -> None:
    put(store, 1, "Tỷ lệ hộ nghèo còn 5%.")
    put(store, 2, "Tỷ lệ hộ nghèo giảm còn 3,58%.", published=NOON + timedelta(days=40))
    (found,) = targets(store.engine, "m-1")
    assert [each.stated.value for each in found.last] == [Decimal("3.58")]
    assert (found.reports, found.said_in, found.conflict) == (2, 1, False)
    assert found.last[0].document == "dong-khoi:a2" and found.last[0].source == "dong-khoi"
    (older,) = targets(store.engine, "m-1", until="2021-03")
    assert older.last[0].stated.value == 5


def test_values_of_one_day_that_contradict_are_both_shown_and_equal_ones_once(store: Store) -> None:
    put(store, 1, "Tỷ lệ hộ nghèo còn 5%.")
    put(store, 2, "Tỷ lệ hộ nghèo còn 5%.", published=NOON + timedelta(hours=1))
    (same,) = targets(store.engine, "m-1")
    assert (len(same.last), same.said_in, same.conflict) == (1, 2, False)
    put(store, 3, "Tỷ lệ hộ nghèo còn 4%.", published=NOON + timedelta(hours=2))
    (found,) = targets(store.engine, "m-1")
    assert [each.stated.value for each in found.last] == [5, 4]
    assert found.conflict and found.said_in == 3


def test_what_is_asked_for_stands_apart_from_what_was_reached(store: Store) -> None:
    put(store, 1, "Tỷ lệ hộ nghèo còn 5%.")
    put(store, 2, "Tỷ lệ hộ nghèo còn 2%.", modality=Modality.DIRECTIVE)
    kinds = {each.kind: each.last[0].stated.value for each in targets(store.engine, "m-1")}
    assert kinds == {"actual": 5, "target": 2}


def test_only_the_provinces_own_passages_count_those_of_no_area_too(store: Store) -> None:
    put(store, 1, "Tỷ lệ hộ nghèo còn 5%.", reach="outside")
    assert targets(store.engine, "m-1") == []
    put(store, 2, "Tỷ lệ hộ nghèo còn 5%.", areas=())
    assert [each.area for each in targets(store.engine, "m-1")] == [""]
    assert targets(store.engine, "m-1", area="3") == []
    assert targets(store.engine, "m-1", place="ben-tre/ba-tri") == []
