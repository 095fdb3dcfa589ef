"""Times that Vietnamese newspapers print beside their titles, and the machine-readable ones in their markup.

Day comes before month, the zone is Indochina time (+07:00) unless the page says otherwise, and what is impossible, in
the future or older than the web is refused rather than repaired.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Literal

from corpus.document import Moment

VIETNAM = timezone(timedelta(hours=7))
"""UTC+7 without daylight saving, the zone of every declared publisher."""

EARLIEST = 1990
LEEWAY = timedelta(days=2)
DATE_LENGTH = 80
"""A line longer than this says more than a date."""

BESIDE_WORDS = 6
"""How many words may stand in a line beside a date and its clock."""

_ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})"
    r"(?:(?:T|\s+)(?P<H>\d{1,2}):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,]\d+)?)?\s*(?P<zone>Z|[+-]\d\d:?\d\d(?!\d))?)?(?!\d)"
)
_DMY = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})\s?(?P<s>[-/.])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>(?:19|20)\d\d)(?![\d/])"
)
_WORDS = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s*,?\s*(?:năm\s+)?(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?<![\d:/+-])(?P<H>\d{1,2})\s?(?::|h|g|giờ)\s?(?P<M>\d\d)(?::(?P<S>\d\d))?(?!\d)\s*(?P<half>[AP]\.?M\b\.?|SA\b|CH\b)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"[(\[]?\s*(?:GMT|UTC)\s*(?P<sign>[+-])\s*(?P<h>\d{1,2})(?::?(?P<m>\d\d))?\s*[)\]]?", re.IGNORECASE)
_RFC = re.compile(r"\d{1,2}\s+[A-Z][a-z]{2}\s+(?:19|20)\d\d\s+\d{1,2}:\d\d")
_LABELS = re.compile(
    r"thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật|ngày|lúc|cập nhật(?: lần cuối)?|đăng(?: lúc| ngày)?|xuất bản|"
    r"(?:thời gian|ngày)\s+(?:đăng|tạo|gửi)|được\s+(?:đăng|viết|gửi)|lượt\s+(?:xem|đọc)(?:\s*:?\s*\d[\d.,]*)?|"
    r"\bsáng\b|\bchiều\b|\btối\b|giờ|AM|PM|GMT",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"cập nhật|sửa đổi|chỉnh sửa", re.IGNORECASE)


def parse_moment(text: str, *, now: datetime) -> Moment | None:
    """Read the time a page states, exact to the minute where a clock time stands by the date, else to the day.

    Returns:
        None when there is no date, when it is impossible, more than two days after ``now``, or before 1990.
    """
    text = text.strip()
    found = _ISO.search(text)
    if found is not None:
        return _moment(found, found if found["H"] else None, "", _iso_zone(found["zone"]), now=now)
    found = _DMY.search(text) or _WORDS.search(text)
    if found is None:
        return _rfc_2822(text, now=now)
    around = f"{text[: found.start()]} | {text[found.end() :]}"
    zoned = _ZONE.search(around)
    if zoned is not None:
        around = around[: zoned.start()] + around[zoned.end() :]
    clock = _CLOCK.search(around)
    half = (clock["half"] or "") if clock is not None else ""
    return _moment(found, clock, half.upper().replace(".", ""), _named_zone(zoned), now=now)


def is_date_line(text: str) -> bool:
    """True when the text is a date with its weekday, clock and zone, and nothing else."""
    rest = _beside_date(text)
    return rest is not None and not any(character.isalnum() for character in rest)


def is_clock(text: str) -> bool:
    """True when the text is a time of day and nothing else: "07:30", "7h30", "lúc 15:05"."""
    rest = _LABELS.sub(" ", _CLOCK.sub(" ", text))
    return _CLOCK.search(text) is not None and not any(character.isalnum() for character in rest)


def states_moment(text: str) -> bool:
    """True for a date line, and for one that also names an author, a place or a count of readers beside a clock time.

    Ask it only of lines beside a title: elsewhere such a line may be a short sentence of the text.
    """
    rest = _beside_date(text)
    if rest is None:
        return False
    words = [word for word in rest.split() if any(character.isalpha() for character in word)]
    return not any(character.isalnum() for character in rest) or (
        _CLOCK.search(text) is not None and len(words) <= BESIDE_WORDS
    )


def _beside_date(text: str) -> str | None:
    """What a line says beside its date, clock, zone and their labels; None where it is long or names no date."""
    if len(text) > DATE_LENGTH:
        return None
    rest, dates = re.subn(rf"{_ISO.pattern}", " ", text)
    if not dates:
        rest, dates = _DMY.subn(" ", text)
    if not dates:
        rest, dates = _WORDS.subn(" ", text)
    if not dates:
        return None
    for pattern in (_ZONE, _CLOCK, _LABELS):
        rest = pattern.sub(" ", rest)
    return rest


def has_date(text: str) -> bool:
    """True when the text names a full date, among other words or alone."""
    return any(pattern.search(text) is not None for pattern in (_ISO, _DMY, _WORDS))


def says_updated(text: str) -> bool:
    """True when the line labels its time as that of an update, not of publication."""
    return _UPDATED.search(text) is not None


def _moment(
    day: re.Match[str], clock: re.Match[str] | None, half: str, zone: timezone, *, now: datetime
) -> Moment | None:
    hour = minute = second = 0
    precision: Literal["minute", "day"] = "day"
    if clock is not None:
        hour, minute, second = int(clock["H"]), int(clock["M"]), int(clock["S"] or 0)
        precision = "minute"
        if half in ("PM", "CH") and hour < 12:
            hour += 12
        elif half in ("AM", "SA") and hour == 12:
            hour = 0
    try:
        at = datetime(int(day["y"]), int(day["m"]), int(day["d"]), hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    return _believable(at, precision, now=now)


def _believable(at: datetime, precision: Literal["minute", "day"], *, now: datetime) -> Moment | None:
    if at.year < EARLIEST or at > now + LEEWAY:
        return None
    return Moment(at.astimezone(VIETNAM), precision)


def _rfc_2822(text: str, *, now: datetime) -> Moment | None:
    if _RFC.search(text) is None:
        return None
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return _believable(at if at.tzinfo else at.replace(tzinfo=VIETNAM), "minute", now=now)


def _iso_zone(zone: str | None) -> timezone:
    if zone is None:
        return VIETNAM
    if zone == "Z":
        return UTC
    digits = zone[1:].replace(":", "")
    return _offset(zone[0], int(digits[:2]), int(digits[2:]))


def _named_zone(found: re.Match[str] | None) -> timezone:
    return VIETNAM if found is None else _offset(found["sign"], int(found["h"]), int(found["m"] or 0))


def _offset(sign: str, hours: int, minutes: int) -> timezone:
    if hours > 14 or minutes > 59:
        return VIETNAM
    size = timedelta(hours=hours, minutes=minutes)
    return timezone(-size if sign == "-" else size)
