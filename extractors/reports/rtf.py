r"""RTF through striprtf, with rows of tables kept whole.

striprtf ends a line at each ``\par``, also inside a cell; signs of our own are put at the ends of cells and rows before
it reads, so that a cell of several paragraphs stays one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from striprtf.striprtf import rtf_to_text

from extractors.reports.drafts import Draft, is_listed, settle
from extractors.reports.layout import Kind, Layout
from extractors.reports.refusal import Refusal

_START, _CELL, _ROW = "\ufdd0", "\ufdd1", "\ufdd2"
_CODE = re.compile(r"\\u(-?\d+)")
_SIGNED = (
    (re.compile(r"\\trowd(?![a-z])"), rf"\\trowd {_START}"),
    (re.compile(r"\\cell(?![a-z])"), f" {_CELL}"),
    (re.compile(r"\\row(?![a-z])"), f" {_ROW}"),
    (re.compile(r"\\nestcell(?![a-z])"), r"\\tab "),
    (re.compile(r"\\nestrow(?![a-z])"), r"\\line "),
)


def read(body: bytes, options: Mapping[str, Any]) -> tuple[Layout, tuple[int, ...]]:
    """Read an RTF.

    Raises:
        Refusal: it is damaged, or holds no text.
    """
    raw = body.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    raw = _CODE.sub(_possible, raw)
    for pattern, sign in _SIGNED:
        raw = pattern.sub(sign, raw)
    try:
        text = rtf_to_text(raw, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise Refusal("RTF hỏng; mở bằng Word rồi lưu thành DOCX") from error
    settled = settle(list(_drafts(_paired(text))))
    if not settled.pieces:
        raise Refusal("RTF không có chữ nào đọc được; mở bằng Word rồi lưu thành DOCX")
    return Layout(pieces=settled.pieces, how="rtf", encoding=settled.encoding, notes=settled.notes), ()


def _possible(code: re.Match[str]) -> str:
    """A character's number as it is, or that of the replacement character where no character has it."""
    return code[0] if len(code[1]) <= 6 and -32768 <= int(code[1]) < 0x110000 else r"\u65533"


def _paired(text: str) -> str:
    """Characters beyond the first plane come as two halves."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _drafts(text: str) -> Iterator[Draft]:
    table = 0
    for part in re.split(f"({_ROW})", text):
        if part == _ROW:
            continue
        before, start, row = part.partition(_START)
        if not start or _CELL not in row:
            yield from _paragraphs(part)
            continue
        if before.strip():
            yield from _paragraphs(before)
            table += 1
        cells = row.replace(_START, "").split(_CELL)
        yield Draft(Kind.ROW, [[(cell.replace("|", " "), None)] for cell in cells[:-1]], table=table)
        yield from _paragraphs(cells[-1])


def _paragraphs(text: str) -> Iterator[Draft]:
    for line in text.replace(_START, "").replace(_CELL, "\n").split("\n"):
        yield Draft(Kind.PARAGRAPH, [[(line, None)]], listed=is_listed(line.strip()))
