"""Rows of a periodic report made by hand, for tests of what is written from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from corpus.codebook.taxonomy import load_taxonomy
from review.paper.rows import AreaCount, Blank, Counts, Estimated, PlaceCount, RestatedMonth, SourceCount, Told

TAXONOMY = load_taxonomy()
AS_OF = date(2026, 11, 24)


def told(number: int, area: str = "3", **more: Any) -> Told:
    """A passage of evidence."""
    values: dict[str, Any] = {
        "key": f"p{number}",
        "area": area,
        "source": "Báo Đồng Khởi",
        "title": f"Bài {number}",
        "day": date(2026, 10, 1 + number % 28),
        "link": f"https://bao.example/bai-{number}.html",
        "stage": "ket_qua",
        "strength": 3,
        "text": f"Đoạn {number} kể một việc đã làm ở Ba Tri.",
        "proof": True,
        "places": ("Xã Ba Tri",),
    }
    return Told(**(values | more))


def area(code: str, **more: Any) -> AreaCount:
    """An area of which three passages of eight are evidence, of 120 read."""
    named = TAXONOMY.area(code)
    values: dict[str, Any] = {
        "code": code,
        "name": named.name,
        "short": named.short,
        "state": "evidence",
        "why": "",
        "count": 8,
        "of": 120,
        "documents": 5,
        "of_documents": 40,
        "evidence": 3,
        "weak": 1,
        "directive": 2,
        "planned": 1,
        "stages": {"chi_dao": 2, "ket_qua": 5, "khong": 1},
        "places": ("Xã Ba Tri",),
        "excluded": {"outside": 4, "unclear": 1, "former_term": 0, "historical": 2},
        "before": (1, 6, 90),
        "estimated": None,
    }
    return AreaCount(**(values | more))


def unobserved(code: str) -> AreaCount:
    """An area of which too little was read."""
    return area(
        code, state="unobserved", why="little", count=0, of=7, documents=0, evidence=0, weak=0, directive=0, planned=0,
        stages={}, places=(), before=None,
    )  # fmt: skip


def silent(code: str) -> AreaCount:
    """An area of which enough was read and nothing told."""
    return area(
        code, state="silent", count=2, documents=1, evidence=0, weak=0, directive=2, planned=0, stages={"chi_dao": 2}
    )


def counts(**more: Any) -> Counts:
    """A month: areas 1 to 5 with evidence, 6 silent, 7 unobserved."""
    areas = (*(area(code) for code in "12345"), silent("6"), unobserved("7"))
    values: dict[str, Any] = {
        "period": "2026-10",
        "previous": "2026-09",
        "as_of": AS_OF,
        "since_report": date(2026, 9, 30),
        "taxonomy": TAXONOMY.name,
        "read": 120,
        "documents": 40,
        "undated": 3,
        "areas": areas,
        "places": (PlaceCount("Xã Ba Tri", 40, {"3": 3}, "evidence"), PlaceCount("Xã Tân Xuân", 25, {}, "silent")),
        "level": "commune",
        "units": 48,
        "sources": (SourceCount("Báo Đồng Khởi", 120, 40, False), SourceCount("Cổng tỉnh", 0, 0, True)),
        "blanks": tuple(Blank(code, ("Xã Tân Xuân",), 12, 34) for code in "1234567"),
        "restated": (RestatedMonth("2026-08", {"late": 2, "judged": 1}),),
        "told": tuple(told(10 * int(code) + each, code) for code in "12345" for each in range(3)),
        "told_before": (told(99, day=date(2026, 9, 3)),),
        "filters": {"Kỳ": "2026-10"},
        "versions": {"Mô hình": "m-1"},
    }
    return Counts(**(values | more))


def audited() -> Counts:
    """The same with a share of area 3 from an audit sample, and none of the others."""
    made = counts()
    share = Estimated(0.065, 0.031, 0.124, 60, 64, "")
    none = Estimated(None, None, None, 12, 64, "12 đoạn có người xem, cần ít nhất 30")
    return replace(
        made, areas=tuple(replace(each, estimated=share if each.code == "3" else none) for each in made.areas)
    )
