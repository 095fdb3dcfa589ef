"""Harvesting the demo newspaper over real HTTP: nothing missed, nothing doubled, everything accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flow_samples import NOW, desks

from corpus.demo.server import DemoServer
from corpus.run import Accounting, Skip, Take
from corpus.sources.ledger import Address, Ledger
from corpus.sources.quarantine import Quarantine
from corpus.store import Store
from extractors.archive import read_warc
from extractors.discover import Entry
from flows.harvest import decide, harvest


@pytest.fixture(scope="module")
def newspaper() -> Iterator[DemoServer]:
    with DemoServer(port=0) as server:
        yield server


def collect(
    server: DemoServer, store: Store, folder: Path, *, now: datetime = NOW, everything: bool = True
) -> tuple[Accounting, dict[str, str]]:
    """One harvest of the demo newspaper."""
    with desks(server, store, folder, now=lambda: now) as ready:
        return harvest(ready, everything=everything)


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
        assert second.outcomes["skipped", "danh mục không đổi (304)"] >= 3
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
            address("barred", checked=NOW - timedelta(days=2)),
            None,
            Skip("robots.txt không cho phép; một tuần nữa hỏi lại"),
        ),
        (address("barred", checked=NOW - timedelta(days=8)), None, Take("robots.txt có thể đã đổi")),
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


def test_a_listing_that_is_not_due_is_left_alone_by_a_scheduled_run(newspaper: DemoServer, tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        collect(newspaper, store, tmp_path / "archive")
        asked = len(newspaper.log)
        second, _ = collect(newspaper, store, tmp_path / "archive", now=NOW + timedelta(minutes=1), everything=False)
        assert second.balanced
        assert second.outcomes["skipped", "danh mục chưa tới lúc hỏi lại"] >= 3
        assert len(newspaper.log) == asked, "nothing was asked for"
        third, _ = collect(newspaper, store, tmp_path / "archive", now=NOW + timedelta(days=3), everything=False)
        assert third.balanced
        assert len(newspaper.log) > asked


def test_addresses_left_over_are_taken_by_the_next_run_though_no_listing_names_them(
    newspaper: DemoServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "s.db") as store:
        monkeypatch.setattr("flows.harvest.MOST", 10)
        first, _ = collect(newspaper, store, tmp_path / "archive")
        assert first.balanced
        left = first.outcomes["skipped", "để lượt sau: quá 10 địa chỉ mới một lượt"]
        assert left > 30
        monkeypatch.undo()
        # The listings answer 304 or are not due: only the ledger still knows the rest.
        second, _ = collect(newspaper, store, tmp_path / "archive", now=NOW + timedelta(minutes=1), everything=False)
        assert second.balanced
        assert second.outcomes["ok", "mới"] > 30


def test_every_response_lies_in_the_archive(newspaper: DemoServer, tmp_path: Path) -> None:
    before = len(newspaper.log)
    with Store(tmp_path / "s.db") as store:
        collect(newspaper, store, tmp_path / "archive")
    kept = [page for path in (tmp_path / "archive").rglob("*.warc.gz") for page in _pages(path)]
    answered = Counter((entry.path, entry.status) for entry in newspaper.log[before:])
    archived = Counter((page.final_url.removeprefix(newspaper.base_url), page.status) for page in kept)
    assert {path for path, _ in archived} >= {"/robots.txt", "/sitemap.xml", "/rss/tin-moi.rss"}
    assert {status for _, status in archived} >= {200, 404, 410}
    assert set(archived) == set(answered)


def test_what_was_fetched_and_not_read_is_quarantined_with_its_bytes(newspaper: DemoServer, tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        _, failures = collect(newspaper, store, tmp_path / "archive")
        held = Quarantine(store.engine).held()
        assert {each.item for each in held} == set(failures)
        broken = [each for each in held if each.place is not None]
        assert broken, "the demo newspaper has a page that cannot be read"
        for each in broken:
            assert each.place is not None
            assert read_warc(tmp_path / "archive" / each.place[0], each.place[1]).final_url == each.item
