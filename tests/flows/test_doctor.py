"""The doctor finds what is broken and says how to mend each thing."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from corpus_samples import article

from corpus.store import Store
from flows.health.backing_up import make_backup
from flows.health.doctor import examine, examined
from flows.health.finding import Finding
from flows.health.unattended import SERVING, unattended
from flows.runs.lock import NAME, run_lock
from flows.runs.manifest import write_whole
from flows.settings import Settings, read_settings
from flows.unattended.deployments import keep_record

NOW = datetime.now(UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings over a store with one document."""
    made = read_settings({}, home=tmp_path)
    with Store(made.store) as store:
        store.put_documents([(article(), None)])
    return made


def named(findings: list[Finding], what: str) -> Finding:
    """The finding about something."""
    return next(each for each in findings if each.what == what)


def test_a_sound_installation_is_sound_and_all_the_subjects_are_looked_at(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine(settings, as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"Kho", "SQLite", "Đồng hồ", "Mô hình", "Lịch", "Phông chữ", "Ổ đĩa", "Sao lưu", "Báo động"} <= {
        each["what"] for each in found
    }
    assert any("tesseract" in each["what"] for each in found)


def test_whatever_is_broken_comes_with_a_way_to_mend_it(settings: Settings) -> None:
    settings.models.mkdir()
    (settings.models / "current.json").write_text("{")
    body = bytearray(Path(settings.store).read_bytes())
    body[4096 * 3 : 4096 * 12] = b"\xaa" * (4096 * 9)
    Path(settings.store).write_bytes(body)
    broken = [each for each in examined(settings, now=NOW) if not each.fine]
    assert {"Mô hình", "Kho"} <= {each.what for each in broken}
    assert all(each.mend for each in broken)


def test_a_clock_behind_what_was_written_down_is_found(settings: Settings) -> None:
    later = (NOW + timedelta(days=1)).isoformat()
    write_whole(settings.home / "runs" / "a.json", {"id": "a", "kind": "daily", "state": "done", "started": later})
    assert not named(unattended(settings, now=NOW, environment={}), "Đồng hồ").fine
    assert named(unattended(settings, now=NOW + timedelta(days=2), environment={}), "Đồng hồ").fine
    assert not named(unattended(settings, now=datetime(1970, 1, 1, tzinfo=UTC), environment={}), "Đồng hồ").fine


def test_a_lock_held_too_long_is_found_and_a_dead_one_does_no_harm(settings: Settings) -> None:
    with run_lock(settings.home):
        assert named(unattended(settings, now=NOW, environment={}), "Khóa lượt chạy").fine
        long = named(unattended(settings, now=NOW + timedelta(hours=20), environment={}), "Khóa lượt chạy")
        assert not long.fine and str(os.getpid()) in long.mend
        held = json.loads((settings.home / NAME).read_text())
        (settings.home / NAME).write_text(json.dumps({**held, "born": "1"}))
        dead = named(unattended(settings, now=NOW, environment={}), "Khóa lượt chạy")
        assert dead.fine and "chết" in dead.seen


def test_an_old_or_damaged_backup_is_found(settings: Settings) -> None:
    assert "chưa có bản nào" in named(unattended(settings, now=NOW, environment={}), "Sao lưu").seen
    file, _, _ = make_backup(settings, to=None, keep=3, all_again=False, now=NOW)
    assert named(unattended(settings, now=NOW, environment={}), "Sao lưu").fine
    assert not named(unattended(settings, now=NOW + timedelta(days=3), environment={}), "Sao lưu").fine
    file.write_bytes(file.read_bytes()[:100])
    assert not named(unattended(settings, now=NOW, environment={}), "Sao lưu").fine


def test_schedules_that_nobody_serves_or_that_do_not_run_are_found(settings: Settings) -> None:
    assert named(unattended(settings, now=NOW, environment={}), "Lịch").fine
    keep_record(settings.home, "hang-ngay", NOW)
    assert not named(unattended(settings, now=NOW, environment={}), "Lịch").fine
    with run_lock(settings.home / SERVING):
        assert named(unattended(settings, now=NOW, environment={}), "Lịch").fine
        later = unattended(settings, now=NOW + timedelta(days=3), environment={})
        assert not named(later, "Lịch hang-ngay").fine


def test_a_failed_run_and_a_wrong_receiver_are_found(settings: Settings) -> None:
    write_whole(
        settings.home / "runs" / "a.json",
        {"id": "a", "kind": "daily", "state": "failed", "started": NOW.isoformat()},
    )
    findings = unattended(settings, now=NOW, environment={"BAMSAT_WEBHOOK": "ftp://s3cret"})
    assert not named(findings, "Lượt chạy gần nhất").fine
    told = named(findings, "Báo động")
    assert not told.fine and "BAMSAT_WEBHOOK" in told.seen and "s3cret" not in told.seen


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written_to_is_found(settings: Settings) -> None:
    settings.home.chmod(0o500)
    try:
        assert not named(examined(settings, now=NOW), "Ổ đĩa").fine
    finally:
        settings.home.chmod(0o700)
