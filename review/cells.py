"""What may stand in a cell of a spreadsheet: text as text, never a formula, no characters that break the file."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"^[\s\u00a0\ufeff\"'“”]*[=+\-@\t\r\n＝＋－＠]")
XLSX_CELL = 32_767
"""Characters that Excel takes in one cell."""


def plain(text: str) -> str:
    """Text without control characters and half characters, short enough for any cell."""
    return _CONTROL.sub("", text)[:XLSX_CELL]


def harmless(value: object) -> object:
    """A value for CSV: nothing for None, and an apostrophe before text that a spreadsheet would take for a formula."""
    if isinstance(value, str):
        text = plain(value)
        return "'" + text if _FORMULA.match(text) else text
    return "" if value is None else value
