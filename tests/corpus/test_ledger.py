"""Addresses and runs: what was asked for, and what became of it."""

from __future__ import annotations

from datetime import timedelta

from corpus_samples import NOON

from corpus.run import Accounting
from corpus.sources.ledger import Ledger
from corpus.store import Store


def test_an_address_seen_twice_is_remembered_once(store: Store) -> None:
    ledger = Ledger(store.engine)
    assert ledger.see(["https://a/1", "https://a/2", "https://a/1"], source="x", now=NOON) == 2
    assert ledger.see(["https://a/2", "https://a/3"], source="x", now=NOON + timedelta(days=1)) == 1
    assert ledger.addresses(["https://a/2"])["https://a/2"].first_seen == NOON


def test_settling_keeps_validators_that_are_not_given_again(store: Store) -> None:
    ledger = Ledger(store.engine)
    ledger.see(["https://a/1"], source="x", now=NOON)
    ledger.settle("https://a/1", state="read", now=NOON, document="x:1", etag='"e"')
    ledger.settle("https://a/1", state="read", now=NOON + timedelta(hours=1), reason="không đổi (304)")
    address = ledger.addresses(["https://a/1"])["https://a/1"]
    assert (address.document, address.etag, address.tries) == ("x:1", '"e"', 2)
    assert ledger.count_addresses(source="x") == {"read": 1}


def test_a_run_that_was_killed_is_closed_as_interrupted_by_the_next(store: Store) -> None:
    ledger = Ledger(store.engine)
    ledger.start_run("r1", kind="daily", versions={}, now=NOON)
    assert ledger.start_run("r2", kind="daily", versions={}, now=NOON + timedelta(hours=1)) == 1
    ledger.end_run("r2", state="done", now=NOON + timedelta(hours=2))
    assert [(run.id, run.state) for run in ledger.runs()] == [("r2", "done"), ("r1", "interrupted")]


def test_an_accounting_is_kept_by_reason_with_its_failed_items(store: Store) -> None:
    ledger = Ledger(store.engine)
    ledger.start_run("r1", kind="import", versions={}, now=NOON)
    accounting = Accounting("import")
    accounting.enter(3)
    accounting.leave("ok", "mới", 2)
    accounting.leave("failed", "không thấy thân bài")
    ledger.record("r1", accounting, {"a.html": "không thấy thân bài"})
    (run,) = ledger.runs()
    assert run.outcomes == (("import", "failed", "không thấy thân bài", 1), ("import", "ok", "mới", 2))
    assert ledger.failed_items("r1") == [("import", "a.html", "không thấy thân bài")]


def test_an_item_lost_unbalances_the_accounting() -> None:
    accounting = Accounting("import")
    accounting.enter(2)
    accounting.leave("ok", "mới")
    assert not accounting.balanced
    accounting.leave("skipped", "đã đọc")
    assert accounting.balanced


def test_a_run_in_which_everything_failed_is_known_as_such() -> None:
    accounting = Accounting("import")
    assert not accounting.all_failed
    accounting.enter()
    accounting.leave("failed", "x")
    assert accounting.all_failed
