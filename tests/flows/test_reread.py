"""Reading again from the archive, and trying again what is in quarantine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flow_samples import NOW, desks

from corpus.demo.server import DemoServer
from corpus.document import Document, Moment
from corpus.page import Page
from corpus.sources.ledger import Ledger
from corpus.sources.quarantine import Quarantine
from corpus.store import Store
from flows.harvest import harvest
from flows.replay import replay
from flows.reread import reread
from flows.runs.progress import Silent


@pytest.fixture
def collected(tmp_path: Path) -> Iterator[tuple[Store, Path, DemoServer]]:
    """A store that holds the demo newspaper, its archive, and a server that is gone."""
    with DemoServer(port=0) as server, Store(tmp_path / "s.db") as store:
        with desks(server, store, tmp_path / "archive") as ready:
            harvest(ready)
        yield store, tmp_path / "archive", server


def again(store: Store, folder: Path, *, dry_run: bool = False, source: str | None = None):  # type: ignore[no-untyped-def]
    """Read the archive again in this process."""
    return reread(store, folder=folder, source=source, since=None, dry_run=dry_run, workers=1, progress=Silent())


def test_reading_again_with_the_same_code_changes_nothing(collected: tuple[Store, Path, DemoServer]) -> None:
    store, folder, _ = collected
    digest = store.digest()
    accounting, failures, changes = again(store, folder)
    assert failures == {}
    assert accounting.balanced
    assert accounting.outcomes == {("skipped", "đọc lại, như cũ"): store.count_documents()}
    assert not changes.counts
    assert store.digest() == digest


def test_better_code_amends_facts_and_revises_text_and_says_which(
    collected: tuple[Store, Path, DemoServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, folder, _ = collected
    ids = sorted(store.known(store.pending(model="", analysis_version="")))
    dated, cut = ids[0], ids[1]
    before = store.documents([dated, cut])
    from flows import reread as module

    read = module.read_any

    def better(page: Page) -> Document:
        document = read(page)
        if document.id == dated:
            return replace(document, author="Người viết khác", published=Moment(NOW - timedelta(days=900)))
        if document.id == cut:
            blocks = document.blocks[:-1]
            return replace(document, text=document.text[: blocks[-1].end], blocks=blocks)
        return document

    monkeypatch.setattr("flows.reread.read_any", better)
    digest = store.digest()
    _, _, would = again(store, folder, dry_run=True)
    assert store.digest() == digest, "a dry run stores nothing"
    accounting, _, changes = again(store, folder)
    assert changes.counts == would.counts
    assert changes.counts["author"] == changes.counts["published"] == 1
    assert changes.examples["author"] == [(dated, before[0].author or "", "Người viết khác")]
    assert accounting.balanced
    assert accounting.total("ok") == sum(1 for _ in (dated, cut)) - (changes.counts["text"] == 0)
    after = store.documents([dated, cut])
    assert after[0].revision == before[0].revision
    assert after[0].author == "Người viết khác"
    assert [document.id for document in after] == [dated, cut]
    assert [document.url for document in after] == [document.url for document in before]


def test_an_archive_that_is_damaged_costs_its_documents_only(collected: tuple[Store, Path, DemoServer]) -> None:
    store, folder, _ = collected
    victim = max(folder.rglob("*.warc.gz"), key=lambda path: path.stat().st_size)
    victim.write_bytes(victim.read_bytes()[: victim.stat().st_size // 2])
    digest = store.digest()
    accounting, failures, _ = again(store, folder)
    assert accounting.balanced
    assert failures
    assert accounting.total("failed") == len(failures) < store.count_documents()
    assert store.digest() == digest


def test_a_replay_reads_from_the_archive_and_lets_out_what_it_can_read(
    collected: tuple[Store, Path, DemoServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, folder, server = collected
    quarantine = Quarantine(store.engine)
    held = [each for each in quarantine.held() if each.place is not None]
    assert held
    asked = len(server.log)

    def attempt() -> tuple[int, int]:
        accounting, failures = replay(
            quarantine.held(items=[each.item for each in held]),
            store=store,
            folder=folder,
            now=lambda: NOW,
            progress=Silent(),
            desk_of=lambda source: None,
        )
        assert accounting.balanced
        assert len(failures) == accounting.total("failed")
        return accounting.total("ok"), accounting.total("failed")

    assert attempt() == (0, len(held))
    assert {each.tries for each in quarantine.held(items=[each.item for each in held])} == {2}
    whole = store.documents(store.pending(model="", analysis_version=""))[0]
    monkeypatch.setattr(
        "flows.replay.read_any", lambda page: replace(whole, id=f"demo:{page.sha256[:8]}", url=page.final_url)
    )
    assert attempt() == (len(held), 0)
    assert quarantine.held(items=[each.item for each in held]) == []
    states = Ledger(store.engine).addresses([each.item for each in held])
    assert {address.state for address in states.values()} == {"read"}
    assert len(server.log) == asked, "nothing was asked of the network"


def test_what_has_no_bytes_is_asked_for_again(collected: tuple[Store, Path, DemoServer]) -> None:
    store, folder, server = collected
    quarantine = Quarantine(store.engine)
    gone = [each for each in quarantine.held() if each.place is None]
    assert gone, "404 and 410 of the demo newspaper"
    asked = len(server.log)
    with desks(server, store, folder) as ready:
        accounting, _ = replay(
            gone,
            store=store,
            folder=folder,
            now=lambda: NOW,
            progress=Silent(),
            desk_of=lambda source: _already(ready) if source == "demo" else None,
        )
    assert accounting.balanced
    assert len(server.log) > asked


def _already(ready):  # type: ignore[no-untyped-def]
    from contextlib import nullcontext

    return nullcontext(ready)
