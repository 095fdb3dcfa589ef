"""Coverage on Prefect's page carries its denominators and its picture, and says where data do not suffice."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest

from corpus.codebook.taxonomy import load_taxonomy
from corpus.coverage.by_area import Cell, Tally
from flows.unattended import coverage_artifacts
from flows.unattended.chart_page import heat_map_page, markdown, rows_of, table
from flows.unattended.coverage_artifacts import publish
from review.charts.heat_map import heat_map
from review.charts.rows import Counted, Heading, counted

HEADING = Heading("đoạn kể việc đã làm", "đoạn đã đọc", "m-1", "2021.2")
ROWS = [
    Counted("T1 [thử]", "2026-01", 3, 1240, "evidence", 0.01, 0.005, 0.02),
    counted("T1 [thử]", "2026-02", 0, 410, "silent"),
    counted("T2", "2026-01", 0, 3, "unobserved"),
]


def test_the_table_bears_denominators_and_no_zero_for_what_is_unknown() -> None:
    first, second = table(ROWS)
    assert first["tháng 1/2026"].startswith("3/1.240; 1,0\u00a0%")
    assert "0,5–2,0\u00a0%" in first["tháng 1/2026"]
    assert first["tháng 2/2026"] == "– (đọc 410)"
    assert second == {"mảng": "T2", "tháng 1/2026": "chưa đủ dữ liệu", "tháng 2/2026": "chưa đủ dữ liệu"}
    assert table(ROWS, language="en")[1]["Jan 2026"] == "not enough data"


def test_the_picture_stands_within_the_markdown_and_its_description_breaks_nothing() -> None:
    said = markdown(heat_map(ROWS, HEADING))
    found = re.search(r"!\[([^\[\]]*)\]\(data:image/png;base64,([A-Za-z0-9+/=]+)\)", said)
    assert found is not None and "T1 (thử)" in found[1]
    assert base64.b64decode(found[2]).startswith(b"\x89PNG")
    assert "http" not in said and "theo tin đã đưa" in said


def test_a_tally_becomes_rows_with_its_states() -> None:
    taxonomy = load_taxonomy()
    area = taxonomy.areas[0]
    cells = (Cell(area.code, "2026-01", 9, 300, 4, 40, 6, 2, 1), Cell(area.code, "2026-02", 1, 5, 1, 2, 0, 1, 0))
    tally = Tally("m", "1", (area.code,), ("2026-01", "2026-02"), (), cells, (), (), 42, 305, 305)
    told, unknown = rows_of(tally, taxonomy)
    assert (told.label, told.numerator, told.denominator, told.shown) == (f"{area.code} {area.short}", 6, 300, 0.02)
    assert (unknown.state, unknown.numerator, unknown.shown) == ("unobserved", None, None)


def test_publishing_leaves_one_picture_and_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[dict[str, Any]] = []
    for name in ("create_markdown_artifact", "create_table_artifact"):
        monkeypatch.setattr(coverage_artifacts, name, lambda **given: left.append(given))
    page = heat_map_page(ROWS, HEADING)
    publish(page, key="coverage-chart")
    assert [each["key"] for each in left] == ["coverage-chart", "coverage-chart-table"]
    assert left[1]["table"] == table(ROWS)
    assert left[0]["markdown"] == markdown(heat_map(ROWS, HEADING)) and left[0]["description"] == page.title
