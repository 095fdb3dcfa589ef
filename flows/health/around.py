"""What the doctor looks at around the store: what robots rules keep from us, our name to others, logs and figures."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from corpus.coverage.headcount import addresses_in
from corpus.errors import BadInput, BamsatError
from flows.acquisition.sources import alive
from flows.health.finding import Finding
from flows.runs.logs import FOLDER, read_form
from flows.settings import Settings

FEW = 10
"""Addresses of a source below which nothing is said of the share that is barred."""

BARRED = 0.5
LARGE = 1_000_000_000
"""Bytes of logs that are worth a word."""


def around(settings: Settings, *, now: datetime, environment: Mapping[str, str] = os.environ) -> list[Finding]:
    """Every finding of this kind."""
    return [
        _robots(settings, now.date()),
        _contact(environment),
        _logs(settings, environment),
        _figures(environment),
    ]


def _robots(settings: Settings, today: date) -> Finding:
    """A living source of which robots.txt keeps most from us is one that is no longer read, without any fault."""
    if "://" not in settings.store and not Path(settings.store).exists():
        return Finding("Robots", True, "chưa hỏi nguồn nào")
    try:
        known = addresses_in(settings.store)
    except BamsatError as error:
        return Finding("Robots", False, str(error), "xem điều nói ở Kho")
    barred = {source: states.get("barred", 0) for source, states in known.items() if states.get("barred")}
    shut = [
        source
        for source in sorted(barred)
        if source in alive(today)
        and sum(known[source].values()) >= FEW
        and barred[source] > BARRED * sum(known[source].values())
    ]
    seen = f"{sum(barred.values())} địa chỉ ở {len(barred)} nguồn không cho lấy" if barred else "không nguồn nào cấm"
    if not shut:
        return Finding("Robots", True, seen)
    mend = f"bamsat sources check {shut[0]}; xin phép tòa soạn, hoặc nhập bài bằng bamsat import"
    return Finding("Robots", False, f"{seen}; cấm quá nửa: {', '.join(shut)}", mend)


def _contact(environment: Mapping[str, str]) -> Finding:
    contact = environment.get("BAMSAT_CONTACT", "").strip()
    if contact:
        return Finding("Liên hệ", True, contact)
    return Finding("Liên hệ", True, "chưa đặt: quản trị nguồn không biết hỏi ai", "đặt BAMSAT_CONTACT")


def _logs(settings: Settings, environment: Mapping[str, str]) -> Finding:
    try:
        form, aloud = read_form(environment)
    except BadInput as error:
        return Finding("Nhật ký chạy", False, str(error), "sửa BAMSAT_LOG thành json hoặc text, hoặc bỏ đi")
    folder = settings.home / FOLDER
    files = sorted(folder.glob("*.log")) if folder.is_dir() else []
    size = sum(path.stat().st_size for path in files)
    seen = f"{len(files)} ngày, {size / 1e6:.1f} MB, dạng {form}{', ra cả stderr' if aloud else ''}"
    if folder.exists() and not (folder.is_dir() and os.access(folder, os.W_OK)):
        return Finding("Nhật ký chạy", False, f"không ghi được vào {folder}", f"chown hoặc chmod {folder}")
    return Finding("Nhật ký chạy", size < LARGE, seen, "" if size < LARGE else f"xem vì sao nhiều, rồi xóa ở {folder}")


def _figures(environment: Mapping[str, str]) -> Finding:
    """Figures for Prometheus and where Prefect's page points to, as they are set."""
    from flows.unattended.metrics_door import read_metrics_door, read_review

    try:
        door, review = read_metrics_door(environment), read_review(environment)
    except BadInput as error:
        return Finding("Số liệu", False, str(error), "sửa biến môi trường ấy, xem docs/install.md")
    told = "tắt" if door is None else "cho ai có mã" if door.token else "chỉ cho máy này"
    return Finding("Số liệu", True, f"/metrics {told}; trang Prefect dẫn tới {review}")
