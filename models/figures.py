"""Figures with their units in raw text: counts, shares, money, and ``x/y`` of a total or a target.

Vietnamese writes the decimal comma and thousands dots; values here have the decimal point and no thousands mark, with
the unit after a space: ``43.6 triệu đồng``, ``124/164 đảng bộ``, ``45799/36875 tỷ``, ``3.58 %``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import resources

from corpus.passage import Entity, EntityKind

Span = tuple[int, int]

UNITS = tuple(
    line
    for line in resources.files("models").joinpath("units.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
"""Nouns and measures that make a number a figure; a length of time is not one, nothing is produced by it."""

_INTEGER = r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+"
_NUMBER = rf"(?:(?:{_INTEGER})(?:,\d+)?)"
_SCALE = r"nghìn\s+t[ỷỉ]|ngàn\s+t[ỷỉ]|t[ỷỉ]|triệu|nghìn|ngàn"
_UNITS = "|".join(re.escape(unit).replace("\\ ", r"\s+") for unit in sorted(set(UNITS), key=len, reverse=True))
_PER = r"(?:\s?/\s?(?:người|hộ|năm|tháng|ngày|ha|kg|tấn|km2|vụ|suất|căn|lượt)(?!\w)){0,2}"

_FIGURE = re.compile(
    rf"(?<![\w/.,-])(?P<a>{_NUMBER})(?:\s?/\s?(?P<b>{_NUMBER}))?(?:"
    rf"\s?(?P<percent>%)"
    rf"|\s*(?P<scale>{_SCALE})?\s*(?P<money>đồng(?!\s+(?:chí|bào|khởi|thời|bộ|thuận|đội|bằng|loạt))|USD|VNĐ)(?!\w)(?P<per>{_PER})"
    rf"|\s+(?P<much>{_SCALE})(?!\w)(?:\s+(?P<unit_much>{_UNITS})(?!\w))?"
    rf"|\s*(?P<unit>{_UNITS})(?!\w)(?P<per_unit>{_PER})"
    r")",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(
    r"(?<!\w)(?P<said>gần|trên|hơn|khoảng|dưới|tối thiểu|ít nhất|xấp xỉ|ước(?:\s+(?:tính|khoảng))?)"
    r"(?:\s+(?:đạt|có|là))?\s+\Z",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?<!\w)(?:số|điều|khoản|mục|điểm|chương|phường|quận|khu phố|khóm|ấp|tổ|đội|khóa|khoá|lần thứ|thứ|năm|tháng"
    r"|ngày|quý|quí|đường|quốc lộ|lớp|khối|hạng|nhóm|cấp|trung ương|tw|bài|trang|lúc)\s+\Z",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\s*(?:\([\d.,]+\s?%\)\s*)?"
    r"(?P<said>(?:so với\s+)?(?:kế hoạch|chỉ tiêu|nghị quyết|dự toán|mục tiêu|cùng kỳ)(?:\s+(?:năm|đề ra|giao))?)",
    re.IGNORECASE,
)

_DIGIT = re.compile(r"\d")


def find_figures(text: str, *, taken: Iterable[Span] = ()) -> tuple[Entity, ...]:
    """Figures in order; ``taken`` are spans that are something else (dates, document numbers).

    The note holds the qualifier before the figure (``gần``, ``ước``) and what it is measured against (``so với kế
    hoạch``). A number after an ordinal noun (``Điều 5``, ``năm 2021``) is a name and not a figure.
    """
    if _DIGIT.search(text) is None:
        return ()
    others = tuple(taken)
    return tuple(
        each for each in _figures(text) if not any(each.start < end and start < each.end for start, end in others)
    )


def _figures(text: str) -> Iterator[Entity]:
    for found in _FIGURE.finditer(text):
        before = text[max(0, found.start() - 24) : found.start()]
        if not found["percent"] and not found["b"] and _ORDINAL.search(before):
            continue
        value = _plain(found["a"]) + (f"/{_plain(found['b'])}" if found["b"] else "")
        notes = [said["said"].lower() for said in (_QUALIFIER.search(before),) if said]
        if found["percent"] or found["b"]:
            against = _TARGET.match(text, found.end())
            notes += [f"so với {' '.join(against['said'].lower().removeprefix('so với').split())}"] if against else []
        yield Entity(EntityKind.FIGURE, found.start(), found.end(), f"{value} {_unit(found)}", ", ".join(notes))


def _plain(number: str) -> str:
    """``45.799`` is 45799 and ``3,58`` is 3.58."""
    return number.replace(".", "").replace(",", ".")


def _unit(found: re.Match[str]) -> str:
    if found["percent"]:
        return "%"
    parts = [found[name] for name in ("scale", "money", "much", "unit_much", "unit") if found[name]]
    per = re.sub(r"\s", "", found["per"] or found["per_unit"] or "")
    unit = " ".join(" ".join(parts).split())
    if not unit.isupper():
        unit = unit[0].lower() + unit[1:]
    return re.sub(r"\btỉ\b", "tỷ", unit).replace("ngàn", "nghìn") + per
