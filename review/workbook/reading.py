"""Reading a workbook that came back: what its rows say, and which rows cannot be understood and why.

Nothing is compared with the store here. Sheets are found by name and columns by their head, so that sorting, hiding and
moving columns, and saving with another program, do no harm.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from corpus.codebook.nouns import Taxonomy
from corpus.errors import BadInput
from corpus.label import Modality, Stage, Verdict
from review.cells import plain
from review.workbook import sheet as said
from review.workbook.sheet import Export, told

LARGEST = 30_000_000
"""Bytes of a workbook at most."""

MOST_UNPACKED = 150_000_000
"""Bytes of all its members unpacked."""

MOST_ELEMENTS = 4_000_000
"""Elements of all its members: ten thousand rows of thirty cells have a quarter of them."""

MOST_ROWS = 10_000
MOST_COLUMNS = 60
"""Columns that are looked at; a sheet of ours has some thirty."""

_PIECE = 1 << 20
_DAMAGE = (
    BadZipFile,
    ParseError,
    SyntaxError,
    zlib.error,
    EOFError,
    RuntimeError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What a damaged or hostile workbook raises on its way through the library, which checks little."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A row that somebody filled in, with its line in the sheet and what stands in its locked columns."""

    line: int
    locked: Mapping[str, str]
    sum: str
    verdicts: Mapping[str, Verdict]
    stage: Stage | None
    modality: Modality | None
    note: str

    @property
    def passage(self) -> str:
        """The id of its passage, as the sheet has it."""
        return self.locked[said.PASSAGE]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken: its line, its passage as the sheet has it, and why in words."""

    line: int
    passage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: the export it belongs to, filled rows, rows that cannot be understood, how many are empty."""

    export: Export
    filled: tuple[Filled, ...]
    refused: tuple[Refused, ...]
    empty: int


def read_workbook(path: Path, taxonomy: Taxonomy) -> Returned:
    """Read the file.

    Raises:
        BadInput: it is no workbook of ours, of another form or codebook, or too large.
    """
    book = _opened(path)
    for name in (said.REVIEW, said.ABOUT):
        if name not in [each.title for each in book.worksheets]:
            raise BadInput(
                f"thiếu trang “{name}”; hãy dùng tệp do bamsat sheet out ghi (a sheet is missing)", where=str(path)
            )
    facts = {
        told(line[0]): told(line[1]) for line in book[said.ABOUT].iter_rows(max_row=20, max_col=2, values_only=True)
    }
    export = Export(
        facts.get(said.EXPORT, ""), facts.get(said.MADE, ""), facts.get(said.QUEUE, ""), facts.get(said.CODEBOOK, "")
    )
    if facts.get(said.FORM_NAME) != said.FORM or not said.EXPORT_ID.fullmatch(export.id):
        raise BadInput("trang “Thông tin” bị sửa hoặc của bản khác; hãy xuất lại (other form)", where=str(path))
    if export.codebook != said.codebook_of(taxonomy):
        raise BadInput(
            f"bảng theo sổ mã {export.codebook}, nay dùng {said.codebook_of(taxonomy)}; hãy xuất lại (other codebook)",
            where=str(path),
        )
    if book[said.REVIEW].max_row > MOST_ROWS + 1:
        raise BadInput(f"quá {MOST_ROWS} dòng (too many rows)", where=str(path))
    lines = book[said.REVIEW].iter_rows(max_col=min(book[said.REVIEW].max_column, MOST_COLUMNS))
    head = [told(cell.value) for cell in next(lines, ())]
    missing = [name for name in said.heads(taxonomy) if head.count(name) != 1]
    if missing:
        raise BadInput(f"trang “{said.REVIEW}” thiếu hoặc thừa cột {', '.join(missing)} (columns)", where=str(path))
    filled: list[Filled] = []
    refused: list[Refused] = []
    empty = 0
    for number, cells in enumerate(lines, start=2):
        row = dict(zip(head, cells, strict=False))
        found = _row(number, row, taxonomy)
        if found is None:
            empty += any(told(cell.value) for cell in cells)
        elif isinstance(found, Filled):
            filled.append(found)
        else:
            refused.append(found)
    return Returned(export, tuple(filled), tuple(refused), empty)


def open_workbook(path: Path) -> Any:
    """A workbook by openpyxl, with its formulas and not what they came to.

    Raises:
        BadInput: it is none, damaged, or too large, packed or unpacked.
    """
    return _opened(path)


def _opened(path: Path) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if path.suffix.lower() != ".xlsx":
        raise BadInput("đuôi tệp phải là .xlsx (unknown format)", where=str(path))
    try:
        if path.stat().st_size > LARGEST or not _bounded(path):
            raise BadInput("tệp lớn quá mức của một bảng duyệt (too large)", where=str(path))
        return load_workbook(path)
    except OSError as error:
        raise BadInput(f"không mở được tệp: {error.strerror or error} (cannot open)", where=str(path)) from error
    except (*_DAMAGE, InvalidFileException) as error:
        raise BadInput("không phải bảng tính XLSX, hoặc tệp hỏng (no workbook, or damaged)", where=str(path)) from error


def _bounded(path: Path) -> bool:
    """True where a workbook unpacks to no more than a sheet of ours may: bytes, and elements, each of which costs more.

    Its members are unpacked piece by piece and counted; what they say of their own size is not believed.
    """
    size = elements = 0
    with ZipFile(path) as packed:
        for member in packed.infolist():
            with packed.open(member) as content:
                while piece := content.read(_PIECE):
                    size += len(piece)
                    elements += piece.count(b"<")
                    if size > MOST_UNPACKED or elements > MOST_ELEMENTS:
                        return False
    return True


def _row(line: int, row: Mapping[str, Any], taxonomy: Taxonomy) -> Filled | Refused | None:
    """A row as it was filled in, why it cannot be understood, or None where nothing was filled in."""
    areas = said.area_heads(taxonomy)
    given = {name: told(row[name].value) for name in (*areas.values(), said.REST, said.STAGE, said.MODALITY)}
    note = _note(row[said.NOTE].value)
    locked = {name: told(row[name].value) for name in said.LOCKED if name not in (said.NUMBER, said.SUM)}
    passage = locked[said.PASSAGE]
    if not any(given.values()) and not note:
        return None
    live = [name for name in said.heads(taxonomy) if row[name].data_type == "f"]
    if live:
        return Refused(line, passage, f"ô “{live[0]}” là công thức; chỉ nhận chữ (a formula)")
    if not passage:
        return Refused(line, "", "dòng không có mã đoạn; không thêm dòng vào bảng (no passage id)")
    if len(note) > said.LONGEST_NOTE:
        return Refused(line, passage, f"ghi chú dài quá {said.LONGEST_NOTE} ký tự (note too long)")
    for names, allowed in (
        (tuple(areas.values()), tuple(said.VERDICTS)),
        ((said.REST,), ("không", "chưa chắc")),
        ((said.STAGE,), tuple(said.STAGES)),
        ((said.MODALITY,), tuple(said.MODALITIES)),
    ):
        for name in names:
            if given[name] and given[name].casefold() not in allowed:
                said_so = f"ô “{name}” ghi {given[name][:40]!r}; chỉ nhận {', '.join(allowed)} (unknown choice)"
                return Refused(line, passage, said_so)
    rest = given[said.REST].casefold()
    words = {code: given[name].casefold() or rest for code, name in areas.items()}
    verdicts = {code: said.VERDICTS[word] for code, word in words.items() if word}
    if not verdicts:
        return Refused(line, passage, "có khâu, cách nói hay ghi chú mà chưa có kết luận về mảng nào (no verdict)")
    stage, modality = given[said.STAGE].casefold(), given[said.MODALITY].casefold()
    return Filled(
        line=line,
        locked=locked,
        sum=told(row[said.SUM].value),
        verdicts=verdicts,
        stage=said.STAGES[stage] if stage else None,
        modality=said.MODALITIES[modality] if modality else None,
        note=note,
    )


def _note(value: object) -> str:
    """A note as it was written, its lines kept."""
    return (
        ""
        if value is None
        else plain(str(value).replace("_x000D_", "")).replace("\r\n", "\n").replace("\r", "\n").strip()
    )


def refused_in(returned: Returned, more: Sequence[Refused]) -> tuple[Refused, ...]:
    """All refused rows by line."""
    return tuple(sorted((*returned.refused, *more), key=lambda each: each.line))
