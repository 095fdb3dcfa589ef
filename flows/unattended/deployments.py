"""The schedules: what runs unattended, when, and with what. The only place where times of day are written.

Times are of Vietnam, which keeps one offset all year, so a day has each hour once. Whether something was missed while
the machine was off is decided here from our own record, not from Prefect's: however much was missed, one run makes up
for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from extractors.dateline import VIETNAM
from flows.runs.manifest import write_whole

TIMEZONE = "Asia/Ho_Chi_Minh"
RECORD = "schedules.json"
WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")


@dataclass(frozen=True, slots=True)
class Times:
    """An hour and minute of every day, of one weekday (0 is Monday), or of one day of the month (1 to 28)."""

    hour: int
    minute: int = 0
    weekday: int | None = None
    day: int | None = None

    @property
    def cron(self) -> str:
        """The same for Prefect; cron counts weekdays from Sunday."""
        weekday = "*" if self.weekday is None else str((self.weekday + 1) % 7)
        return f"{self.minute} {self.hour} {'*' if self.day is None else self.day} * {weekday}"

    def next(self, now: datetime) -> datetime:
        """The first time after a moment."""
        return self._near(now, timedelta(days=1))

    def previous(self, now: datetime) -> datetime:
        """The last time up to a moment."""
        return self._near(now, timedelta(days=-1))

    def __str__(self) -> str:
        clock = f"{self.hour:02}:{self.minute:02}"
        if self.weekday is not None:
            return f"{clock} {WEEKDAYS[self.weekday]} hằng tuần"
        return f"{clock} hằng ngày" if self.day is None else f"{clock} ngày {self.day} hằng tháng"

    def _near(self, now: datetime, step: timedelta) -> datetime:
        local = now.astimezone(VIETNAM)
        found = local.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        while not self._on(found) or (found <= local if step > timedelta(0) else found > local):
            found += step
        return found

    def _on(self, moment: datetime) -> bool:
        return self.weekday in (None, moment.weekday()) and self.day in (None, moment.day)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A flow that runs by itself.

    Attributes:
        name: of its deployment; ``flow``: its function in :mod:`flows.unattended.scheduled`.
        title: what it does, for people.
        parameters: what it is given unless somebody changes them on Prefect's page.
    """

    name: str
    flow: str
    title: str
    times: Times
    parameters: Mapping[str, Any] = field(default_factory=dict)


SCHEDULES: tuple[Scheduled, ...] = (
    Scheduled("chay-thu", "try_fixed_pages", "Thử trên vài trang cố định đã biết kết quả", Times(4, 30)),
    Scheduled("hang-ngay", "every_day", "Thu thập, phân loại, đếm độ bao phủ", Times(5, 0)),
    Scheduled("lay-bu", "fill_gaps", "Lấy bù những bài còn thiếu, cũ nhất trước", Times(10, 30)),
    Scheduled("ban-dem", "every_night", "Sao lưu, khám máy, báo động", Times(1, 30)),
    Scheduled("mau-kiem-dinh", "draw_audit", "Rút mẫu kiểm định của tháng trước", Times(8, 0, day=3)),
    Scheduled(
        "bao-cao-tuan", "write_report", "Viết báo cáo của tháng đang chạy, theo tin đã có", Times(7, 0, weekday=0)
    ),
    Scheduled(
        "de-xuat-mo-hinh",
        "propose_model",
        "Thử huấn luyện lại, đề xuất, không tự đổi",
        Times(2, 30, weekday=6),
    ),
)


def missed(each: Scheduled, last: datetime | None, *, now: datetime) -> datetime | None:
    """The time that went by without a run, to be made up for once; None where nothing is owed.

    Args:
        last: when it last ran, or when schedules were first served here; None owes nothing.
    """
    due = each.times.previous(now)
    return due if last is not None and last < due else None


def read_record(home: Path) -> dict[str, datetime]:
    """When each schedule last ran here, by name; nothing where the file is not there or cannot be read."""
    try:
        held = json.loads((home / RECORD).read_text(encoding="utf-8"))
        return {str(name): datetime.fromisoformat(at) for name, at in held.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def keep_record(home: Path, name: str, at: datetime) -> None:
    """Write down that a schedule ran.

    Raises:
        StoreError: it cannot be written.
    """
    record = {**read_record(home), name: at}
    write_whole(home / RECORD, {each: when.isoformat() for each, when in sorted(record.items())})
