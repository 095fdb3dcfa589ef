"""What the store remembers of acquisition: listings, quarantine, alarms, and facts read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from corpus_samples import article as document

from corpus.document import Header, Moment
from corpus.sources.ledger import Ledger
from corpus.sources.listings import REMEMBERED, Listing, Listings
from corpus.sources.quarantine import Quarantine
from corpus.sources.vitals import (
    RaisedAlarm,
    alarms_of_run,
    keep_alarms,
    last_read,
    measures_of_source,
    sources_read_since,
)
from corpus.store import Store

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def test_a_listing_comes_back_as_it_was_kept(store: Store) -> None:
    listings = Listings(store.engine)
    first = Listing(
        "https://a/rss",
        "a",
        NOW,
        NOW + timedelta(hours=1),
        etag='"1"',
        visits=((NOW, 3),),
        following=("https://a/2",),
        oldest=date(2021, 2, 3),
    )
    listings.keep([first, Listing("https://b/rss", "b", NOW, NOW)])
    assert listings.known(["https://a/rss", "https://x/"]) == {"https://a/rss": first}
    later = replace(first, checked=NOW + timedelta(hours=2), etag=None)
    listings.keep([later])
    assert listings.of_source("a") == [later]


def test_old_visits_are_let_go(store: Store) -> None:
    visits = tuple((NOW + timedelta(minutes=number), number) for number in range(REMEMBERED + 5))
    Listings(store.engine).keep([Listing("https://a/rss", "a", NOW, NOW, visits=visits)])
    assert Listings(store.engine).known(["https://a/rss"])["https://a/rss"].visits == visits[5:]


def test_an_item_held_twice_is_one_item_with_two_tries_and_its_place(store: Store) -> None:
    quarantine = Quarantine(store.engine)
    quarantine.hold({"x": "hỏng", "y": "rỗng"}, source="a", step="harvest", places={"x": ("f.warc.gz", 7)}, now=NOW)
    later = NOW + timedelta(days=1)
    quarantine.hold({"x": "vẫn hỏng"}, source="a", step="harvest", places={}, now=later)
    x, y = quarantine.held()
    assert (x.item, x.tries, x.place, x.reason) == ("x", 2, ("f.warc.gz", 7), "vẫn hỏng")
    assert (x.first_failed, x.last_failed) == (NOW, later)
    assert y.place is None
    assert quarantine.count_by_source() == {"a": 2}
    assert [each.item for each in quarantine.held(words="RỖNG")] == ["y"]
    assert quarantine.held(source="b") == []


def test_a_settled_item_is_out_until_it_fails_again(store: Store) -> None:
    quarantine = Quarantine(store.engine)
    quarantine.hold({"x": "hỏng"}, source="a", step="import", places={}, now=NOW)
    quarantine.settle(["x", "never held"], now=NOW)
    assert quarantine.held() == []
    quarantine.hold({"x": "lại hỏng"}, source="a", step="import", places={}, now=NOW)
    assert [each.tries for each in quarantine.held()] == [2]


def test_facts_read_again_are_amended_and_the_text_keeps_its_revision(store: Store) -> None:
    before = document()
    store.put_documents([(before, None)])
    header = Header("party", issuer="HUYỆN ỦY BA TRI", number="45-BC/HU", day=date(2021, 7, 12), recipients=("Lưu",))
    after = replace(
        before,
        author="Tên khác",
        header=header,
        measures={"marked": 0.8},
        published=Moment(NOW, "day"),
    )
    assert store.put_documents([(after, None)]) == ["unchanged"], "only rereading amends"
    assert store.put_documents([(after, None)], amend=True) == ["amended"]
    assert store.put_documents([(after, None)], amend=True) == ["unchanged"]
    stored = store.document(before.id)
    assert stored is not None
    assert (stored.author, stored.header, stored.measures) == ("Tên khác", header, {"marked": 0.8})
    assert stored.revision == before.revision


def test_canaries_of_a_source_are_told_apart_by_when_they_were_taken(store: Store) -> None:
    old = replace(document(), id="a:1", source="a", measures={"marked": 0.8}, fetched=NOW - timedelta(days=2))
    new = replace(document(), id="a:2", source="a", measures={"marked": 0.1}, fetched=NOW)
    other = replace(document(), id="b:1", source="b", measures={"marked": 0.9}, fetched=NOW - timedelta(days=1))
    store.put_documents([(each, None) for each in (old, new, other)])
    assert measures_of_source(store.engine, "a", before=NOW) == [{"marked": 0.8}]
    assert measures_of_source(store.engine, "a", since=NOW) == [{"marked": 0.1}]
    assert sources_read_since(store.engine, NOW - timedelta(hours=1)) == ["a"]
    assert last_read(store.engine)["b"].startswith("2026-11-23")


def test_alarms_belong_to_their_run(store: Store) -> None:
    Ledger(store.engine).start_run("r1", kind="daily", versions={}, now=NOW)
    alarm = RaisedAlarm("r1", "a", "marked", "gần như không có dấu")
    keep_alarms(store.engine, [alarm])
    keep_alarms(store.engine, [replace(alarm, words="không có dấu")])
    assert alarms_of_run(store.engine, "r1") == [replace(alarm, words="không có dấu")]
    assert alarms_of_run(store.engine, "r0") == []


def test_an_address_keeps_the_newest_time_a_listing_says(store: Store) -> None:
    ledger = Ledger(store.engine)
    ledger.see(["https://a/1"], source="a", now=NOW, said={"https://a/1": NOW - timedelta(days=3)})
    ledger.see(["https://a/1"], source="a", now=NOW, said={"https://a/1": NOW - timedelta(days=5)})
    assert ledger.addresses(["https://a/1"])["https://a/1"].said == NOW - timedelta(days=3)
    ledger.see(["https://a/1"], source="a", now=NOW, said={"https://a/1": NOW})
    assert [each.said for each in ledger.addresses_of("a", states=("new",))] == [NOW]
    assert ledger.addresses_of("a", states=("read",)) == []
