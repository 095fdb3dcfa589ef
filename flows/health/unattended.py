"""What the doctor looks at where nobody watches: the clock, locks, runs, schedules, backups, and who is told."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from corpus.database.backup import backups, read_manifest
from corpus.errors import BadInput, StoreError
from flows.health.backing_up import folder_of
from flows.health.finding import Finding
from flows.runs.lock import holder_of, stale
from flows.runs.manifest import FOLDER, manifests
from flows.settings import Settings
from flows.unattended.deployments import SCHEDULES, Scheduled, read_record
from flows.unattended.receivers import read_receivers
from flows.unattended.watched import hanging

FIRST_YEAR = 2026
BACKUP_AGE = timedelta(days=2)
LATE = timedelta(hours=3)
"""After this a schedule that has not run is late; whoever serves is given as long to make up for what was missed."""

SERVING = "serve"
"""Folder below the data folder whose lock is held while schedules are served."""


def unattended(settings: Settings, *, now: datetime, environment: Mapping[str, str] = os.environ) -> list[Finding]:
    """Every finding of this kind."""
    return [
        _clock(settings, now),
        _lock(settings, now),
        _last_run(settings),
        *_schedules(settings, now),
        _backup(settings, now),
        _receivers(environment),
    ]


def _clock(settings: Settings, now: datetime) -> Finding:
    """A clock that runs behind what was already written down makes new things older than old ones."""
    seen = f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    latest = max((held["started"] for _, held in manifests(settings.home / FOLDER) if held is not None), default="")
    mend = "đặt lại đồng hồ và bật đồng bộ giờ: timedatectl set-ntp true"
    if now.year < FIRST_YEAR:
        return Finding("Đồng hồ", False, f"{seen}, sai năm", mend)
    if latest and datetime.fromisoformat(latest) > now + timedelta(minutes=5):
        return Finding("Đồng hồ", False, f"{seen}, chậm hơn lượt chạy gần nhất ({latest})", mend)
    return Finding("Đồng hồ", True, seen)


def _lock(settings: Settings, now: datetime) -> Finding:
    holder = holder_of(settings.home)
    if holder is None:
        return Finding("Khóa lượt chạy", True, "không ai giữ")
    if stale(holder, now=now):
        return Finding("Khóa lượt chạy", True, hanging(settings.home, now=now))
    hangs = hanging(settings.home, now=now)
    mend = f"kill {holder.pid} rồi chạy lại: việc đã ghi không mất" if hangs else ""
    return Finding("Khóa lượt chạy", not hangs, hangs or f"đang chạy: {holder}", mend)


def _last_run(settings: Settings) -> Finding:
    newest = next((held for _, held in manifests(settings.home / FOLDER) if held is not None), None)
    if newest is None:
        return Finding("Lượt chạy gần nhất", True, "chưa có lượt nào")
    seen = f"{newest['id']} ({newest['kind']}): {newest['state']}"
    fine = newest["state"] != "failed"
    return Finding("Lượt chạy gần nhất", fine, seen, "" if fine else "chạy lại; xem bamsat quarantine và sổ runs/")


def _schedules(settings: Settings, now: datetime) -> list[Finding]:
    record = read_record(settings.home)
    holder = holder_of(settings.home / SERVING)
    alive = holder is not None and not stale(holder, now=now)
    if not record and not alive:
        return [Finding("Lịch", True, "chưa chạy theo lịch", "muốn chạy theo lịch: bamsat serve")]
    found = [
        Finding(
            "Lịch",
            alive,
            f"đang phục vụ: {holder}" if alive else "đã từng chạy theo lịch, nay không ai phục vụ",
            "" if alive else "chạy lại bamsat serve (hoặc systemctl restart bamsat)",
        )
    ]
    settled = alive and holder is not None and datetime.fromisoformat(holder.since) < now - LATE
    late = [each for each in SCHEDULES if settled and _late(each, record.get(each.name), now)]
    for each in late:
        last = record[each.name].isoformat(timespec="minutes")
        found.append(Finding(f"Lịch {each.name}", False, f"lượt cuối {last}", "xem trang Prefect, chạy tay lượt ấy"))
    return found


def _late(each: Scheduled, last: datetime | None, now: datetime) -> bool:
    return last is not None and last < each.times.previous(now - LATE)


def _backup(settings: Settings, now: datetime) -> Finding:
    if "://" in settings.store:
        return Finding("Sao lưu", True, "kho ở PostgreSQL", "sao lưu bằng pg_dump: xem bamsat backup")
    there = backups(folder_of(settings))
    if not there:
        return Finding("Sao lưu", True, "chưa có bản nào", "chạy bamsat backup, hoặc bamsat serve mỗi đêm sao lưu")
    try:
        made = datetime.fromisoformat(read_manifest(there[0]).made_at)
    except StoreError as error:
        return Finding("Sao lưu", False, str(error), "chạy bamsat backup")
    age = now - made
    seen = f"{len(there)} bản, mới nhất {there[0].name} ({age.total_seconds() / 3600:.0f} giờ trước)"
    return Finding("Sao lưu", age <= BACKUP_AGE, seen, "" if age <= BACKUP_AGE else "chạy bamsat backup; xem lịch đêm")


def _receivers(environment: Mapping[str, str]) -> Finding:
    try:
        names = read_receivers(environment).names
    except BadInput as error:
        return Finding("Báo động", False, str(error), "sửa biến môi trường ấy")
    mend = "" if names else "đặt BAMSAT_MAIL_TO và BAMSAT_MAIL_SERVER, hoặc BAMSAT_WEBHOOK"
    return Finding("Báo động", True, "; ".join(names) or "không báo cho ai", mend)
