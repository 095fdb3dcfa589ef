"""Sources on the page: last reading, volume, alarms, quarantine, and trying again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from review_samples import MORNING, Clock, Office

from corpus.sources.ledger import Ledger
from corpus.sources.listings import Listing, Listings
from corpus.sources.quarantine import Quarantine
from corpus.sources.vitals import RaisedAlarm, keep_alarms
from corpus.sources.watch import alarms_since, documents_by_month, reasons_of
from corpus.store import Store
from review.handed import Canary, Declared, SourceWatch
from review.volume import volume

ROOT = "/nguon"
SLUG = "dong-khoi"
DECLARED = [
    Declared(SLUG, "Báo Đồng Khởi", "self_report", ("dongkhoi.example",), active_from=date(1996, 1, 1)),
    Declared("cu", "Báo cũ", "other_press", ("cu.example",), active_until=date(2020, 1, 1), successor=SLUG),
]
WORKING = SourceWatch(declared=DECLARED)


@pytest.fixture
def asked() -> list[tuple[Sequence[str], str]]:
    """What was asked to be tried again."""
    return []


@pytest.fixture
def office(filled: tuple[Path, list[str]], tmp_path: Path, asked: list[tuple[Sequence[str], str]]) -> Iterator[Office]:
    """An office that watches two sources and may ask for another try."""
    path, _ = filled
    shutil.copy(path, tmp_path / "store.db")
    watch = SourceWatch(
        declared=DECLARED,
        canaries=lambda measures: [Canary("valid", 0.9, 0.95, 1.0, 0.61, 40, fine=False)],
        next_visit=lambda now: now + timedelta(hours=4),
        retry=lambda items, person: asked.append((items, person)),
    )
    with Store(tmp_path / "store.db") as store:
        yield Office(store, Clock(), watch=watch)


def held(office: Office, *items: str, reason: str = "không thấy thân bài") -> None:
    """Put items into quarantine."""
    reasons = dict.fromkeys(items, reason)
    Quarantine(office.store.engine).hold(reasons, source=SLUG, step="harvest", places={}, now=office.clock())


def alarm(office: Office) -> None:
    """A run that raised an alarm."""
    Ledger(office.store.engine).start_run("r-1", kind="harvest", versions={}, now=office.clock())
    keep_alarms(office.store.engine, [RaisedAlarm("r-1", SLUG, "words", "bài ngắn hẳn đi")])


def test_sources_are_listed_with_what_is_stored_and_what_is_wrong(office: Office) -> None:
    held(office, "https://a.example/1", "https://a.example/2")
    alarm(office)
    page = office.person("doc", "reader").get(ROOT).text
    row = page.split("<tbody>", 1)[1].split("</tr>", 1)[0]
    assert "Báo Đồng Khởi" in row and f"/nguon/{SLUG}#bao-dong" in row and f"/nguon/{SLUG}#cach-ly" in row
    assert "12:00 24/11/2026" in page, "when schedules ask next"
    assert "Báo cũ" in page.split("</table>", 1)[1], "a source that ceased and gave nothing stands apart"


def test_a_source_shows_its_canaries_alarms_listings_and_what_robots_bars(office: Office) -> None:
    engine, now = office.store.engine, office.clock()
    alarm(office)
    ledger = Ledger(engine)
    ledger.see(["https://dongkhoi.example/cam", "https://dongkhoi.example/mat"], source=SLUG, now=now)
    ledger.settle("https://dongkhoi.example/cam", state="barred", now=now, reason="robots.txt")
    ledger.settle("https://dongkhoi.example/mat", state="failed", now=now, reason="đã gỡ (410)")
    listing = Listing("https://dongkhoi.example/rss", SLUG, now, now + timedelta(hours=2), visits=((now, 7),))
    Listings(engine).keep([listing])
    page = office.person("doc", "reader").get(f"{ROOT}/{SLUG}").text
    assert "bài ngắn hẳn đi" in page and "61,0 %" in page and "90,0–100,0 %" in page
    assert "https://dongkhoi.example/cam" in page and "đã gỡ (410)" in page
    assert "10:00 24/11/2026" in page, "when the listing may be asked again"


def test_trying_again_is_asked_in_the_name_of_a_lead(office: Office, asked: list[tuple[Sequence[str], str]]) -> None:
    held(office, "https://a.example/1", "https://a.example/2", "https://a.example/3")
    chi, path = office.person("chi", "lead"), f"{ROOT}/{SLUG}/thu-lai"
    answer = chi.send(path, {"item": ["https://a.example/2", "https://elsewhere.example/"]})
    assert answer.status_code == 303 and asked == [(["https://a.example/2"], "chi")], "only what is held"
    assert chi.send(path, {"all": "1"}).status_code == 303 and len(asked[-1][0]) == 3
    assert chi.send(path, {"item": ["https://elsewhere.example/"]}).status_code == 422
    for role in ("reader", "reviewer"):
        other = office.person(f"n-{role}", role)
        assert other.send(path, {"all": "1"}).status_code == 403
        assert "thu-lai" not in other.get(f"{ROOT}/{SLUG}").text
    assert len(asked) == 2


def test_where_nothing_can_be_asked_the_command_is_shown(office: Office) -> None:
    held(office, "https://a.example/1")
    bare = Office(office.store, office.clock, watch=WORKING)
    chi = bare.person("chi", "lead")
    page = chi.get(f"{ROOT}/{SLUG}").text
    assert f"bamsat replay --source {SLUG}" in page and "thu-lai" not in page
    assert chi.send(f"{ROOT}/{SLUG}/thu-lai", {"all": "1"}).status_code == 422


def test_a_reason_with_markup_in_it_is_text(office: Office) -> None:
    held(office, "javascript:alert(1)", reason="<script>alert(1)</script>")
    page = office.person("chi", "lead").get(f"{ROOT}/{SLUG}").text
    assert "<script>alert" not in page and 'href="javascript' not in page


def test_an_unknown_source_is_not_there(office: Office) -> None:
    assert office.person("doc", "reader").get(f"{ROOT}/khong-co").status_code == 404


def test_a_source_that_only_an_import_brought_is_listed_too(office: Office) -> None:
    bare = Office(office.store, office.clock)
    page = bare.person("doc", "reader").get(f"{ROOT}/{SLUG}")
    assert page.status_code == 200 and "Báo Đồng Khởi" in page.text


def test_an_empty_store_says_what_to_run(tmp_path: Path) -> None:
    with Store(tmp_path / "empty.db") as store:
        page = Office(store, Clock(), watch=WORKING).person("doc", "reader").get(ROOT).text
    assert "bamsat harvest" in page and 'class="empty"' in page


def test_months_alarms_and_reasons_are_counted_by_source(office: Office) -> None:
    engine = office.store.engine
    assert sum(documents_by_month(engine)[SLUG].values()) == office.store.count_documents()
    assert documents_by_month(engine, source="khac") == {}
    alarm(office)
    assert [each.alarm.source for each in alarms_since(engine, MORNING - timedelta(days=1))] == [SLUG]
    assert alarms_since(engine, MORNING + timedelta(days=1)) == []
    assert reasons_of(engine, SLUG, "failed") == {}


def months(*counts: int) -> dict[str, int]:
    """Counts of the months of 2025 from January on."""
    return {f"2025-{number:02d}": count for number, count in enumerate(counts, start=1)}


@pytest.mark.parametrize(("last", "state"), [(100, "fine"), (60, "few"), (0, "few"), (170, "many"), (115, "fine")])
def test_a_whole_month_is_held_against_the_months_before_it(last: int, state: str) -> None:
    found = volume(months(100, 104, 96, 99, 108, 101, 95, last, 3), now="2025-09")
    assert found.state == state and found.last is not None and found.last.month == "2025-08"
    assert found.months[-1].open and found.months[-1].count == 3, "the month that goes on is no fall"


def test_months_without_documents_count_as_none_and_too_few_months_tell_nothing() -> None:
    found = volume({"2025-01": 50, "2025-04": 50}, now="2025-05")
    assert [each.count for each in found.months] == [50, 0, 0, 50, 0] and found.state == "unknown"
    assert volume({}, now="2025-05").months == () and volume({"": 3}, now="2025-05").state == "unknown"


def test_a_source_that_ceased_is_not_measured_after_its_end() -> None:
    found = volume(months(9, 9, 9, 9, 9, 9, 9, 9), now="2026-05", until="2025-08")
    assert found.months[-1].month == "2025-08" and found.state == "fine"
