"""Harvesting the demo newspaper over real HTTP: nothing missed, nothing doubled, everything accounted for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.demo.server import DemoServer
from corpus.ledger import Address, Ledger
from corpus.run import Accounting, Skip, Take
from corpus.store import Store
from extractors.archive import read_warc
from extractors.discover import Entry
from extractors.fetch import Fetcher, Limits
from flows.demo import demo_publisher
from flows.harvest import decide, harvest
from flows.progress import Silent

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def newspaper() -> Iterator[DemoServer]:
    with DemoServer(port=0) as server:
        yield server


def collect(server: DemoServer, store: Store, folder: Path) -> tuple[Accounting, dict[str, str]]:
    """One harvest of the demo newspaper."""
    publisher, loopback = demo_publisher(server.base_url)
    with Fetcher(
        agent="bamsat-test/1 (+nobody)",
        allowed_hosts=frozenset({"127.0.0.1"}),
        limits=Limits(delay=0.0),
        loopback=loopback,
        now=lambda: NOW,
        jitter=random.Random(0).random,
    ) as fetcher:
        return harvest(publisher, store=store, fetcher=fetcher, folder=folder, now=lambda: NOW, progress=Silent())


def test_every_address_is_accounted_for_and_a_second_run_finds_nothing_new(
    newspaper: DemoServer, tmp_path: Path
) -> None:
    with Store(tmp_path / "s.db") as store:
        first, failures = collect(newspaper, store, tmp_path / "archive")
        assert first.balanced
        assert first.outcomes["ok", "mới"] >= 55
        assert len(failures) == first.total("failed")
        digest = store.digest()
        second, _ = collect(newspaper, store, tmp_path / "archive")
        assert second.balanced
        assert second.taken == first.taken
        assert second.total("ok") == 0
        assert second.total("failed") == 0
        assert store.digest() == digest


def test_what_robots_forbids_is_never_asked_for(newspaper: DemoServer, tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        collect(newspaper, store, tmp_path / "archive")
    asked = {entry.path for entry in newspaper.log}
    assert "/robots.txt" in asked
    assert not any(path.startswith(("/tim-kiem", "/in/")) for path in asked)
    assert all("bamsat" in entry.user_agent for entry in newspaper.log)


def test_every_document_can_be_read_again_from_the_archive(newspaper: DemoServer, tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        collect(newspaper, store, tmp_path / "archive")
        pages = {page.sha256 for path in (tmp_path / "archive").rglob("*.warc.gz") for page in _pages(path)}
        assert len(pages) >= store.count_documents()
        for sha in pages & store.known_pages(pages):
            place = store.place_of(sha)
            assert place is not None
            assert read_warc(tmp_path / "archive" / place[0], place[1]).sha256 == sha


def _pages(path: Path):  # type: ignore[no-untyped-def]
    from extractors.archive import pages_in

    return [page for _, page in pages_in(path)]


def test_an_article_that_changed_becomes_a_revision_of_the_same_document(tmp_path: Path) -> None:
    with DemoServer(port=0) as server, Store(tmp_path / "s.db") as store:
        collect(server, store, tmp_path / "archive")
        count = store.count_documents()
        ledger = Ledger(store.engine)
        known = next(
            document for document in store.pending(model="", analysis_version="") if document.startswith("demo:a")
        )
        document = store.document(known)
        assert document is not None
        assert document.url is not None
        address = next(iter(ledger.addresses([document.url]).values()), None)
        assert address is not None
        server.update_article(known.removeprefix("demo:"), body=["Đoạn viết lại từ đầu cho bản sửa này."])
        ledger.settle(document.url, state="busy", now=NOW, reason="thử lại")
        accounting, _ = collect(server, store, tmp_path / "archive")
        assert accounting.outcomes["ok", "bản sửa của bài đã có"] == 1
        assert store.count_documents() == count


def address(state: str, *, checked: datetime | None = None, reason: str = "") -> Address:
    """An address in that state."""
    return Address("https://a/1", "x", state, reason, "x:1", None, None, 1, NOW, checked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "entry", "expected"),
    [
        (None, None, Take("chưa đọc")),
        (address("new"), None, Take("chưa đọc")),
        (address("busy", reason="503"), None, Take("lần trước chưa được: 503")),
        (address("failed", reason="404"), None, Skip("đã hỏng từ lần trước: 404")),
        (address("read", checked=NOW), None, Skip("đã đọc")),
        (
            address("read", checked=NOW - timedelta(days=2)),
            Entry("https://a/1", modified=NOW - timedelta(days=1)),
            Take("danh mục báo có thay đổi"),
        ),
        (
            address("read", checked=NOW - timedelta(days=2)),
            Entry("https://a/1", published=NOW - timedelta(days=3)),
            Take("bài mới, hỏi lại mỗi ngày"),
        ),
        (
            address("read", checked=NOW - timedelta(hours=2)),
            Entry("https://a/1", published=NOW - timedelta(days=3)),
            Skip("đã đọc"),
        ),
        (
            address("read", checked=NOW - timedelta(days=90)),
            Entry("https://a/1", published=NOW - timedelta(days=100)),
            Skip("đã đọc"),
        ),
    ],
)
def test_an_address_is_taken_or_left_for_a_stated_reason(
    known: Address | None, entry: Entry | None, expected: Take | Skip
) -> None:
    assert decide(known, entry, now=NOW) == expected
