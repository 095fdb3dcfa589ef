"""Coverage as a file that explains itself: dictionary, filters, as-of date and versions travel with the numbers.

====== ==========================================================================================================
CSV    the table alone, in UTF-8 with a byte order mark, each row ending in ``as_of``, ``model``, ``taxonomy`` and
       ``code``; dictionary and filters in a text file beside it. Comment lines above the head would be read as data
       by Excel and by every CSV reader that is not told of them.
JSON   one object: ``about``, ``filters``, ``dictionary``, ``rows``.
XLSX   sheets “Độ bao phủ”, “Từ điển” and “Bộ lọc”.
Parquet  the same as JSON's first three in the schema's metadata, and each column's meaning in its field's.
====== ==========================================================================================================

Numbers are numbers in every format, with a point in CSV and JSON; a spreadsheet shows them as its country writes them.
What was found is empty, not 0, where nothing was read, and a share is empty where the cell is unobserved.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, cast

from corpus.errors import BadInput
from review.cells import harmless, plain
from review.coverage_columns import COLUMNS, Column, columns_for

Row = Mapping[str, Any]
NOTE = "theo tin đã đưa; báo im lặng không có nghĩa là không làm; ô trống là chưa đủ dữ liệu, không phải số không"


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself.

    Attributes:
        as_of: moment up to which things were known, ISO with offset.
        model, taxonomy, code: versions behind the numbers.
        filters: what was asked, in words or in the command's options; empty values are left out.
        title: the table's name.
    """

    as_of: str
    model: str
    taxonomy: str
    code: str
    filters: Mapping[str, str] = field(default_factory=dict)
    title: str = "Độ bao phủ"

    def __post_init__(self) -> None:
        for name in ("as_of", "model", "taxonomy", "code"):
            if not getattr(self, name):
                raise BadInput(f"tệp phải ghi {name} (a coverage file names its versions)", where=name)
        try:
            datetime.fromisoformat(self.as_of)
        except ValueError as error:
            raise BadInput("as_of viết như 2026-11-24T08:00:00+07:00 (not a time)", where=self.as_of) from error

    @property
    def versions(self) -> dict[str, str]:
        """As-of moment and versions, by name."""
        return {"as_of": self.as_of, "model": self.model, "taxonomy": self.taxonomy, "code": self.code}

    @property
    def asked(self) -> dict[str, str]:
        """Filters that were set."""
        return {name: value for name, value in self.filters.items() if value}


def write_coverage(path: Path, rows: Iterable[Row], about: About, *, known: Sequence[Column] = COLUMNS) -> int:
    """Write coverage in the format that the file's ending asks for; gives the number of rows.

    Columns are those of the first row, in the dictionary's order; no row leaves one out. The file is
    there when it is whole: a row that is refused leaves none behind.

    Args:
        known: the dictionary.

    Raises:
        BadInput: another ending than .csv, .json, .xlsx, .parquet; no rows; a column without a definition; a share
            without its denominator; a row with other columns than the first.
    """
    writers: dict[str, Callable[[Path, Sequence[Column], Iterator[dict[str, Any]], About], int]] = {
        ".csv": _write_csv,
        ".json": _write_json,
        ".xlsx": _write_xlsx,
        ".parquet": _write_parquet,
    }
    write = writers.get(path.suffix.lower())
    if write is None:
        raise BadInput(f"đuôi tệp phải là {', '.join(writers)} (unknown format)", where=str(path))
    remaining = iter(rows)
    first = next(remaining, None)
    if first is None:
        raise BadInput("không có ô nào để ghi: xem lại bộ lọc (no cells under these filters)", where=str(path))
    columns = columns_for(first, known)
    part = path.with_name(f"{path.name}.part")
    try:
        count = write(part, columns, _honest([first], remaining, columns), about)
        if write is _write_csv:
            companion(path).write_text(_beside(columns, about, count), encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def companion(path: Path) -> Path:
    """Where the dictionary of a CSV file stands: ``bao-phu.csv`` has ``bao-phu.tu-dien.txt``."""
    return path.with_suffix(".tu-dien.txt")


def dictionary(columns: Sequence[Column]) -> list[dict[str, str]]:
    """The dictionary of a file's columns as plain data."""
    return [
        {"name": each.name, "kind": each.kind, "denominator": each.of, "vi": each.vi, "en": each.en} for each in columns
    ]


def _honest(first: Sequence[Row], rest: Iterator[Row], columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    names = [column.name for column in columns]
    for part in (first, rest):
        for row in part:
            if row.keys() != set(names):
                odd = ", ".join(sorted(set(row) ^ set(names)))
                raise BadInput("dòng có cột khác dòng đầu (rows differ in their columns)", where=odd)
            yield {column.name: _said(column, row) for column in columns}


def _said(column: Column, row: Row) -> Any:
    """A row's value, or None where printing it would say 0 of something that was not read."""
    value = row[column.name]
    if not column.found or value is None:
        return value
    unread = row.get("of", 1) == 0 or row.get("of_passages", 1) == 0
    unobserved = row.get("state") == "unobserved"
    return None if unread or (unobserved and (column.kind == "share" or not value)) else value


def _write_csv(path: Path, columns: Sequence[Column], rows: Iterator[dict[str, Any]], about: About) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(column.name for column in columns), *about.versions])
        ending = [harmless(each) for each in about.versions.values()]
        for row in rows:
            writer.writerow([*(harmless(each) for each in row.values()), *ending])
            count += 1
    return count


def _beside(columns: Sequence[Column], about: About, count: int) -> str:
    lines = [about.title, NOTE, "", "BỘ LỌC", *(f"{name}: {value}" for name, value in _filters(about, count).items())]
    lines += ["", "TỪ ĐIỂN", *(_explained(column) for column in columns)]
    return "\n".join(plain(line) for line in lines) + "\n"


def _write_json(path: Path, columns: Sequence[Column], rows: Iterator[dict[str, Any]], about: About) -> int:
    head = json.dumps(_envelope(columns, about), ensure_ascii=False, indent=2)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(head.removesuffix("\n}") + ',\n  "rows": [')
        for row in rows:
            cleaned = {name: plain(value) if isinstance(value, str) else value for name, value in row.items()}
            file.write(f"{',' if count else ''}\n    {json.dumps(cleaned, ensure_ascii=False, allow_nan=False)}")
            count += 1
        file.write("\n  ]\n}\n")
    return count


def _write_xlsx(path: Path, columns: Sequence[Column], rows: Iterator[dict[str, Any]], about: About) -> int:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        moment = datetime.fromisoformat(about.as_of).replace(tzinfo=None)
        book.set_properties({"title": about.title, "comments": NOTE, "created": moment})
        head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        shapes = {"count": "#,##0", "share": "0.0%", "number": "#,##0.0"}
        formats = {kind: book.add_format({"num_format": shape}) for kind, shape in shapes.items()}
        sheet = book.add_worksheet("Độ bao phủ")
        for place, column in enumerate(columns):
            sheet.set_column(place, place, 26 if column.name.endswith("_name") else 12)
            sheet.write_string(0, place, column.name, head)
        sheet.freeze_panes(1, 1)
        count = 0
        for count, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                value = row[column.name]
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    sheet.write_number(count, place, value, formats.get(column.kind))
                elif value is not None:
                    sheet.write_string(count, place, plain(str(value)))
        sheet.autofilter(0, 0, count, len(columns) - 1)
        explained = book.add_worksheet("Từ điển")
        explained.set_column(0, 2, 22)
        explained.set_column(3, 4, 70)
        for place, name in enumerate(("Cột", "Kiểu", "Mẫu số", "Nghĩa", "Meaning")):
            explained.write_string(0, place, name, head)
        for line, entry in enumerate(dictionary(columns), start=1):
            for place, text in enumerate(entry.values()):
                explained.write_string(line, place, text, wrap)
        asked = book.add_worksheet("Bộ lọc")
        asked.set_column(0, 0, 22)
        asked.set_column(1, 1, 90)
        for line, (name, value) in enumerate({"title": about.title, **_filters(about, count), "note": NOTE}.items()):
            asked.write_string(line, 0, name, head)
            asked.write_string(line, 1, plain(value), wrap)
    return count


def _write_parquet(path: Path, columns: Sequence[Column], rows: Iterator[dict[str, Any]], about: About) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "text": pa.string(),
        "count": pa.int64(),
        "share": pa.float64(),
        "number": pa.float64(),
        "yes": pa.bool_(),
    }
    fields = [
        pa.field(column.name, kinds[column.kind], metadata={"vi": column.vi, "en": column.en, "denominator": column.of})
        for column in columns
    ]
    packed = {name: json.dumps(value, ensure_ascii=False) for name, value in _envelope(columns, about).items()}
    form = pa.schema(fields, metadata=cast("dict[bytes | str, bytes | str]", packed))
    count = 0
    with pq.ParquetWriter(path, form, compression="zstd") as writer:
        while part := list(islice(rows, 5000)):
            cleaned = [{k: plain(v) if isinstance(v, str) else v for k, v in row.items()} for row in part]
            writer.write_table(pa.Table.from_pylist(cleaned, schema=form))
            count += len(part)
    return count


def _envelope(columns: Sequence[Column], about: About) -> dict[str, Any]:
    return {
        "about": {"title": about.title, **about.versions, "note": NOTE},
        "filters": about.asked,
        "dictionary": dictionary(columns),
    }


def _filters(about: About, count: int) -> dict[str, str]:
    return {**about.asked, **about.versions, "rows": str(count)}


def _explained(column: Column) -> str:
    under = f"; mẫu số {column.of}" if column.of else ""
    return f"{column.name} ({column.kind}{under}): {column.vi} / {column.en}"
