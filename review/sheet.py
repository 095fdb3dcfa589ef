"""Table files: CSV and XLSX for analysts, Parquet and JSON Lines for researchers.

Text from the web goes into spreadsheets as text only: a cell that begins like a formula must not become one.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, cast

from corpus.errors import BadInput

Rows = Iterable[Mapping[str, Any]]
Writer = Callable[[Path, Sequence[str], Rows, Mapping[str, str]], int]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"^[\s\u00a0\ufeff\"'“”]*[=+\-@\t\r\n＝＋－＠]")
XLSX_CELL = 32_767
"""Characters that Excel takes in one cell."""


def writer_for(path: Path) -> Writer:
    """The writer that a file's ending asks for.

    Raises:
        BadInput: another ending than .csv, .xlsx, .parquet, .jsonl.
    """
    writers: dict[str, Writer] = {
        ".csv": write_csv,
        ".xlsx": write_xlsx,
        ".parquet": write_parquet,
        ".jsonl": write_jsonl,
    }
    try:
        return writers[path.suffix.lower()]
    except KeyError as error:
        raise BadInput(f"đuôi tệp phải là {', '.join(writers)} (unknown format)", where=str(path)) from error


def write_csv(path: Path, columns: Sequence[str], rows: Rows, about: Mapping[str, str]) -> int:
    """CSV in UTF-8 with a byte order mark, as Excel needs it. Gives the number of rows.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it; JSON Lines keeps text as it is.
    """
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_for_csv(row[name]) for name in columns])
            count += 1
    return count


def _for_csv(value: object) -> object:
    if isinstance(value, str):
        value = _CONTROL.sub("", value)
        return "'" + value if _FORMULA.match(value) else value
    return "" if value is None else value


def write_xlsx(path: Path, columns: Sequence[str], rows: Rows, about: Mapping[str, str]) -> int:
    """XLSX with a frozen head row, a filter and a sheet “Thông tin” on what this is. Gives the number of rows."""
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Đoạn")
        for column, name in enumerate(columns):
            sheet.set_column(column, column, 80 if name == "text" else 30 if name == "title" else 14)
            sheet.write_string(0, column, name, head)
        sheet.freeze_panes(1, 1)
        count = 0
        for count, row in enumerate(rows, start=1):
            for column, name in enumerate(columns):
                value = row[name]
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    sheet.write_number(count, column, value)
                elif value is not None:
                    sheet.write_string(count, column, _CONTROL.sub("", str(value))[:XLSX_CELL], wrap)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        information = book.add_worksheet("Thông tin")
        information.set_column(0, 0, 18)
        information.set_column(1, 1, 90)
        for line, (name, said) in enumerate({**about, "Số đoạn": str(count)}.items()):
            information.write_string(line, 0, name, head)
            information.write_string(line, 1, said)
    return count


def write_jsonl(path: Path, columns: Sequence[str], rows: Rows, about: Mapping[str, str]) -> int:
    """JSON Lines in UTF-8, text unchanged. Gives the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8", errors="surrogatepass") as file:
        for row in rows:
            file.write(json.dumps({name: row[name] for name in columns}, ensure_ascii=False) + "\n")
            count += 1
    return count


def write_parquet(path: Path, columns: Sequence[str], rows: Rows, about: Mapping[str, str]) -> int:
    """Parquet, with what this is in the file's metadata. Gives the number of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = {"start", "end", "strength"}
    kinds = [
        (name, pa.int64() if name in whole else pa.float64() if re.fullmatch(r"p\d+|restates", name) else pa.string())
        for name in columns
    ]
    form = pa.schema(kinds, metadata=cast("dict[bytes | str, bytes | str]", dict(about)))
    count = 0
    remaining = iter(rows)
    with pq.ParquetWriter(path, form, compression="zstd") as writer:
        while part := list(islice(remaining, 5000)):
            cleaned = [{name: _text(row[name]) for name in columns} for row in part]
            writer.write_table(pa.Table.from_pylist(cleaned, schema=form))
            count += len(part)
    return count


def _text(value: object) -> object:
    return _CONTROL.sub("", value) if isinstance(value, str) else value
