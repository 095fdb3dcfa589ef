"""Coverage files come back as they went, say what they are within themselves, and hold no 0 for what was not read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from corpus.errors import BadInput
from review.coverage_columns import COLUMNS, columns_for
from review.coverage_file import About, companion, write_coverage

ABOUT = About(
    as_of="2026-11-24T08:00:00+07:00",
    model="m-3f2c",
    taxonomy="2021.2",
    code="0.1.0+abc",
    filters={"since": "2021-01", "by": "area,period", "place": ""},
)


def row(
    area: str,
    period: str | None,
    state: str,
    count: int,
    of: int,
    *,
    name: str = "Nêu gương",
    share: float | None = None,
) -> dict[str, Any]:
    """A coverage row, its columns out of the dictionary's order."""
    return {
        "state": state,
        "area": area,
        "period": period,
        "place_name": name,
        "count": count,
        "of": of,
        "share": share,
        "evidence": count,
    }


ROWS = [
    row("T4", "2026-01", "evidence", 3, 1240, share=3 / 1240),
    row("T4", "2026-02", "silent", 0, 410, share=0.0),
    row("T4", "2026-03", "unobserved", 0, 0),
    row("T4", "2026-04", "unobserved", 0, 6, share=0.0),
    row("T4", "2026-05", "unobserved", 2, 6, share=2 / 6),
    row("T4", None, "evidence", 1, 30, name="=HYPERLINK(1)", share=1 / 30),
]

READERS: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
    ".csv": lambda path: [_numbers(line) for line in _table(path)],
    ".json": lambda path: json.loads(path.read_text(encoding="utf-8"))["rows"],
    ".parquet": lambda path: pq.read_table(path).to_pylist(),
    ".xlsx": lambda path: _sheet(path, "Độ bao phủ"),
}


def _table(path: Path) -> csv.DictReader[str]:
    return csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))


def _numbers(line: dict[str, str]) -> dict[str, Any]:
    kinds = {"count": int, "of": int, "evidence": int, "share": float}
    return {k: None if v == "" else kinds[k](v) if k in kinds else v for k, v in line.items()}


def _sheet(path: Path, name: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path, read_only=True)
    head, *lines = book[name].iter_rows(values_only=True)
    book.close()
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


@pytest.fixture(params=list(READERS))
def ending(request: pytest.FixtureRequest) -> str:
    """Each format."""
    return str(request.param)


def test_every_row_comes_back_with_the_dictionarys_columns_in_its_order(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"bao-phu{ending}"
    assert write_coverage(path, iter(ROWS), ABOUT) == len(ROWS)
    read = READERS[ending](path)
    known = [column.name for column in COLUMNS if column.name in ROWS[0]]
    assert list(read[0])[: len(known)] == known
    assert [(each["period"], each["of"]) for each in read] == [(each["period"], each["of"]) for each in ROWS]
    assert read[0]["share"] == pytest.approx(3 / 1240)
    assert read[1]["share"] == 0 and read[1]["count"] == 0


def test_no_zero_and_no_share_stands_where_too_little_was_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"bao-phu{ending}"
    write_coverage(path, ROWS, ABOUT)
    unread, little, some = READERS[ending](path)[2:5]
    assert [unread[name] for name in ("count", "share", "evidence")] == [None, None, None]
    assert [little[name] for name in ("count", "share", "evidence")] == [None, None, None]
    assert (some["count"], some["share"], some["of"]) == (2, None, 6)


def test_a_file_names_as_of_versions_and_filters_and_explains_each_column(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"bao-phu{ending}"
    write_coverage(path, ROWS, ABOUT)
    if ending == ".csv":
        said = companion(path).read_text(encoding="utf-8")
        assert {each["model"] for each in READERS[ending](path)} == {"m-3f2c"}
    elif ending == ".json":
        whole = json.loads(path.read_text(encoding="utf-8"))
        said = json.dumps({key: whole[key] for key in ("about", "filters", "dictionary")}, ensure_ascii=False)
    elif ending == ".parquet":
        form = pq.read_schema(path)
        assert form.field("share").metadata[b"denominator"] == b"of"
        said = b"\n".join((form.metadata or {}).values()).decode()
    else:
        said = str(_sheet(path, "Từ điển")) + str(list(openpyxl.load_workbook(path)["Bộ lọc"].values))
    for text in (*ABOUT.versions.values(), "2021-01", "area,period"):
        assert text in said
    for column in COLUMNS:
        if column.name in ROWS[0]:
            assert column.vi in said and column.en in said


def test_text_from_the_web_is_no_formula(tmp_path: Path) -> None:
    for ending in (".csv", ".xlsx"):
        write_coverage(tmp_path / f"a{ending}", ROWS, ABOUT)
    assert READERS[".csv"](tmp_path / "a.csv")[-1]["place_name"] == "'=HYPERLINK(1)"
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["Độ bao phủ"].cell(len(ROWS) + 1, 3)
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, ending: str) -> None:
    one, other = tmp_path / f"one{ending}", tmp_path / f"other{ending}"
    for path in (one, other):
        write_coverage(path, ROWS, ABOUT)
    assert one.read_bytes() == other.read_bytes()


def test_rows_stream_through(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"nhieu{ending}"
    many = (row("T1", "2026-01", "evidence", 1, each, share=1 / each) for each in range(1, 5002))
    assert write_coverage(path, many, ABOUT) == 5001
    assert len(READERS[ending](path)) == 5001


def test_what_explains_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.parquet"):
        write_coverage(tmp_path / "a.docx", ROWS, ABOUT)
    with pytest.raises(BadInput, match="score"):
        write_coverage(tmp_path / "a.csv", [{**ROWS[0], "score": 1}], ABOUT)
    with pytest.raises(BadInput, match="mẫu số"):
        columns_for(["area", "share"])
    with pytest.raises(BadInput, match="evidence"):
        write_coverage(tmp_path / "a.csv", [ROWS[0], {k: v for k, v in ROWS[1].items() if k != "evidence"}], ABOUT)
    with pytest.raises(BadInput):
        write_coverage(tmp_path / "a.csv", [], ABOUT)
    assert not list(tmp_path.iterdir())
    with pytest.raises(BadInput, match="model"):
        About(as_of="2026-11-24", model="", taxonomy="1", code="1")


def test_every_column_with_a_denominator_names_a_known_one() -> None:
    names = {column.name for column in COLUMNS}
    assert len(names) == len(COLUMNS)
    assert {column.of for column in COLUMNS} - {""} <= names
    assert all(column.of for column in COLUMNS if column.kind == "share")
