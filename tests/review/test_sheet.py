"""Table files: text stays text, whatever it begins with, and every row arrives."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from corpus.errors import BadInput
from review.sheet import Writer, writer_for

COLUMNS = ("passage", "title", "text", "start", "p1")
ABOUT = {"Mô hình": "m-1"}
LIVE = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "\u00a0=1", "＝1", "“=1”", "=HYPERLINK(1)")


def rows(*texts: str) -> list[dict[str, Any]]:
    """A row for each text."""
    return [{"passage": f"p{n}", "title": None, "text": text, "start": n, "p1": 0.25} for n, text in enumerate(texts)]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_every_format_takes_every_row_and_says_how_many(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ra{ending}"
    write: Writer = writer_for(path)
    assert write(path, COLUMNS, iter(rows("Một.", "Hai.\x00\x0b", "Ba \ud800.")), ABOUT) == 3


def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.xlsx"):
        writer_for(tmp_path / "ra.docx")


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "ra.xlsx"
    writer_for(path)(path, COLUMNS, rows(*LIVE), ABOUT)
    sheet = openpyxl.load_workbook(path)["Đoạn"]
    assert {cell.data_type for line in sheet.iter_rows(min_row=2, max_col=3) for cell in line} <= {"s", "n"}
    assert [sheet.cell(line, 3).value for line in range(2, 2 + len(LIVE))] == list(LIVE)


def test_no_cell_of_a_csv_begins_like_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "ra.csv"
    writer_for(path)(path, COLUMNS, rows(*LIVE, "Bình thường."), ABOUT)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert all(text.startswith("'") for text in texts[:-1])
    assert texts[-1] == "Bình thường."


def test_json_lines_keep_text_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ra.jsonl"
    writer_for(path)(path, COLUMNS, rows(*LIVE), ABOUT)
    assert [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()] == list(LIVE)


def test_a_workbook_and_a_parquet_file_say_what_made_them(tmp_path: Path) -> None:
    book, table = tmp_path / "ra.xlsx", tmp_path / "ra.parquet"
    for path in (book, table):
        writer_for(path)(path, COLUMNS, rows("Một."), ABOUT)
    information = openpyxl.load_workbook(book)["Thông tin"]
    assert [(line[0].value, line[1].value) for line in information.iter_rows()] == [
        ("Mô hình", "m-1"),
        ("Số đoạn", "1"),
    ]
    assert pq.read_schema(table).metadata["Mô hình".encode()] == b"m-1"


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_an_empty_export_is_a_file_with_a_head_and_no_rows(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ra{ending}"
    assert writer_for(path)(path, COLUMNS, [], ABOUT) == 0
    assert path.exists()
