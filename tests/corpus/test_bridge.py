"""The bridge over 1 July 2025: what is verified is crossed, what is not stays out and is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from corpus_samples import article, judged

from corpus.places.bridge import BREAK, LAST_BEFORE, Bridge
from corpus.places.gazetteer import Gazetteer, Place, load_gazetteer
from corpus.places.series import place_series
from corpus.store import Store


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge(load_gazetteer())


def test_every_commune_of_the_last_day_crosses_to_one_unit_but_the_one_that_was_divided(bridge: Bridge) -> None:
    crossings = [bridge.crossing(each.id, BREAK) for each in bridge.gazetteer.communes(LAST_BEFORE)]
    assert len(crossings) == 148
    unknown = [each.place for each in crossings if each.one is None]
    assert unknown == ["ben-tre/mo-cay-bac/hoa-loc"]
    assert {each.one for each in crossings if each.one} == {unit.id for unit in bridge.gazetteer.communes(BREAK)}


def test_a_commune_whose_successor_is_not_verified_says_so(bridge: Bridge) -> None:
    crossing = bridge.crossing("ben-tre/tp-ben-tre/phuong-4", BREAK)
    assert (crossing.status, crossing.places, crossing.one) == ("unknown", (), None)
    assert crossing.unplaced == ("ben-tre/tp-ben-tre/phuong-4",)


def test_a_township_of_2023_is_crossed_through(bridge: Bridge) -> None:
    renamed = bridge.crossing("ben-tre/chau-thanh/tien-thuy", date(2024, 1, 1))
    assert (renamed.status, renamed.one) == ("exact", "ben-tre/chau-thanh/thi-tran-tien-thuy")
    after = bridge.crossing("ben-tre/chau-thanh/tien-thuy", BREAK)
    assert after.status == "merged" and after.one is not None and after.one.startswith("vinh-long/")


def test_no_district_has_a_successor_and_its_ground_is_listed_with_what_straddles(bridge: Bridge) -> None:
    crossings = {each.id: bridge.crossing(each.id, BREAK) for each in bridge.gazetteer.districts(LAST_BEFORE)}
    assert len(crossings) == 9 and {each.one for each in crossings.values()} == {None}
    assert crossings["ben-tre/ba-tri"].shared == ()
    assert "vinh-long/an-hoi" in crossings["ben-tre/giong-trom"].shared
    assert crossings["ben-tre/mo-cay-bac"].unplaced == ("ben-tre/mo-cay-bac/hoa-loc",)


def test_five_units_of_today_stand_on_two_districts_and_lead_to_none(bridge: Bridge) -> None:
    statuses = Counter(bridge.district_before(each.id).status for each in bridge.gazetteer.communes(BREAK))
    assert statuses == {"merged": 43, "ambiguous": 5}
    assert bridge.district_before("vinh-long/an-hoi").one is None


def test_old_and_new_agree_in_both_directions(bridge: Bridge) -> None:
    for old in bridge.gazetteer.communes(LAST_BEFORE):
        for new in bridge.crossing(old.id, BREAK).places:
            assert old.id in bridge.crossing(new, LAST_BEFORE).places


def test_parts_that_are_known_only_in_part_are_ambiguous_and_a_divided_unit_is_split() -> None:
    whole = Place("p", "Tỉnh P", "P", "province", "tinh")
    ended = {"level": "commune", "kind": "xa", "parent": "p", "valid_until": LAST_BEFORE}
    old = [Place(id, f"Xã {id}", id, **ended) for id in ("a", "b")]  # type: ignore[arg-type]
    gone = replace(old[0], id="gone", valid_until=date(2020, 1, 1))
    made = {"level": "commune", "kind": "xa", "parent": "p", "valid_from": BREAK}
    new = [
        Place("x", "Xã x", "x", formed_from=("a", "gone"), **made),  # type: ignore[arg-type]
        Place("y", "Xã y", "y", formed_from=("a",), **made),  # type: ignore[arg-type]
    ]
    bridge = Bridge(Gazetteer([whole, *old, gone, *new]))
    assert bridge.crossing("a", BREAK).status == "split" and bridge.crossing("a", BREAK).one is None
    assert bridge.crossing("b", BREAK).status == "unknown"
    assert bridge.crossing("x", LAST_BEFORE).status == "ambiguous"
    assert bridge.crossing("x", LAST_BEFORE).unplaced == ("gone",)
    assert bridge.crossing("y", LAST_BEFORE).status == "exact"


def put(store: Store, number: int, published: datetime, *places: str, reach: str = "inside") -> None:
    document = article(number, f"Bài {number} kể chuyện.", published=published)
    given = replace(judged(document, reach=reach), places=(places,))
    store.put_documents([(document, None)])
    store.put_judged([given])


def test_a_series_of_districts_goes_on_past_the_break_without_what_straddles(store: Store) -> None:
    before, after = datetime(2025, 6, 10, tzinfo=UTC), datetime(2025, 8, 10, tzinfo=UTC)
    an_hiep = next(id for id in Bridge(load_gazetteer()).crossing("ben-tre/ba-tri", BREAK).places)
    put(store, 1, before, "ben-tre/ba-tri", "ben-tre/ba-tri/an-duc")
    put(store, 2, after, an_hiep)
    put(store, 3, after, "vinh-long/an-hoi", "ben-tre", "ha-noi")
    put(store, 4, after, an_hiep, reach="outside")
    series = place_series(store.engine, "m-1", footing="districts", area="3")
    assert series.months == ("2025-06", "2025-07", "2025-08") and series.broken_at == "2025-07"
    assert series.of("ben-tre/ba-tri") == (1, 0, 1)
    assert series.left_out == {("vinh-long/an-hoi", "ambiguous"): 1}


def test_a_series_of_todays_units_leaves_out_districts_and_counts_them(store: Store) -> None:
    put(store, 1, datetime(2025, 6, 10, tzinfo=UTC), "ben-tre/ba-tri", "ben-tre/tp-ben-tre/an-hoi")
    series = place_series(store.engine, "m-1", footing="units")
    assert series.counts == {("vinh-long/an-hoi", "2025-06"): 1}
    assert series.left_out == {("ben-tre/ba-tri", "split"): 1}
    assert series.broken_at is None
    assert place_series(store.engine, "m-1", footing="units", area="7").counts == {}
