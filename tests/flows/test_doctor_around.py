"""The doctor's look at robots rules, our name, logs and figures: what is wrong is found and comes with a way out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from corpus.sources.ledger import Ledger
from corpus.store import Store
from flows.acquisition.sources import alive
from flows.health.around import around
from flows.health.finding import Finding
from flows.settings import Settings, read_settings

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def named(settings: Settings, what: str, environment: dict[str, str] | None = None) -> Finding:
    """The finding about something."""
    return next(each for each in around(settings, now=NOW, environment=environment or {}) if each.what == what)


def test_a_living_source_that_bars_most_of_what_is_known_of_it_is_found(tmp_path: Path) -> None:
    settings = read_settings({}, home=tmp_path)
    assert named(settings, "Robots").fine and not Path(settings.store).exists()
    living = alive(NOW.date())[0]
    urls = [f"https://baodongkhoi.example/{n}" for n in range(12)]
    with Store(settings.store) as store:
        ledger = Ledger(store.engine)
        ledger.see(urls, source=living, now=NOW)
        for url in urls[:3]:
            ledger.settle(url, state="barred", reason="robots.txt", now=NOW)
        assert named(settings, "Robots").fine and "3 địa chỉ" in named(settings, "Robots").seen
        for url in urls[3:9]:
            ledger.settle(url, state="barred", reason="robots.txt", now=NOW)
    found = named(settings, "Robots")
    assert not found.fine and living in found.seen and "sources check" in found.mend


def test_wrong_settings_of_logs_and_figures_are_found_without_their_secrets(tmp_path: Path) -> None:
    settings = read_settings({}, home=tmp_path)
    assert not named(settings, "Nhật ký chạy", {"BAMSAT_LOG": "xml"}).fine
    wrong = named(settings, "Số liệu", {"BAMSAT_METRICS_TOKEN": "s3cret"})
    assert not wrong.fine and wrong.mend and "s3cret" not in wrong.seen
    assert not named(settings, "Số liệu", {"BAMSAT_REVIEW_URL": "x"}).fine
    assert named(settings, "Số liệu", {"BAMSAT_METRICS_TOKEN": "0123456789abcdef"}).seen.startswith("/metrics cho ai")


def test_a_name_for_webmasters_is_asked_for_and_logs_that_cannot_be_written_are_found(tmp_path: Path) -> None:
    settings = read_settings({}, home=tmp_path)
    assert "BAMSAT_CONTACT" in named(settings, "Liên hệ").mend
    assert not named(settings, "Liên hệ", {"BAMSAT_CONTACT": "a@b.example"}).mend
    (tmp_path / "logs").write_text("no folder")
    assert not named(settings, "Nhật ký chạy").fine
