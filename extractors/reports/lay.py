"""Door of the formats: the bytes of a report to its layout, whatever they are, in bounded child processes."""

from __future__ import annotations

import shutil

from corpus.errors import BusyError, UnreadablePage
from extractors.reports.carried import rebuilt
from extractors.reports.child import read_in_child
from extractors.reports.lay_pdf import lay_pdf
from extractors.reports.layout import Layout
from extractors.reports.limits import MIB, ReportLimits
from extractors.reports.refusal import Refusal
from extractors.reports.sniff import Format, sniff

_LIMITS = ReportLimits()


def lay(body: bytes, *, name: str, limits: ReportLimits = _LIMITS) -> Layout:
    """Read a report of any format into its layout.

    Args:
        name: of the file, for messages; only a web page that calls itself PDF is judged by it.

    Raises:
        UnreadablePage: it cannot be read; the reason says, in Vietnamese, why and what to do.
        BusyError: a program that is needed for it is not installed; it can be read once it is.
    """
    if len(body) > limits.body:
        raise UnreadablePage(name, f"tệp lớn hơn {limits.body // MIB} MB; tách nhỏ rồi nạp lại")
    try:
        found = sniff(body)
    except Refusal as refusal:
        raise UnreadablePage(name, refusal.reason) from None
    if found is Format.HTML and name.lower().endswith(".pdf"):
        raise UnreadablePage(
            name, "tên là PDF mà ruột là trang web, thường là trang báo lỗi của máy chủ; tải lại bản PDF"
        )
    if found is Format.PDF:
        layout = lay_pdf(body, name=name, limits=limits)
    else:
        layout = _laid(body, name=name, found=found, limits=limits)
    if not layout.pieces:
        raise UnreadablePage(name, "không có chữ nào đọc được; kiểm tra bản gốc")
    if len(layout.pieces) > limits.pieces:
        raise UnreadablePage(name, f"hơn {limits.pieces} đoạn và dòng; tách nhỏ tệp rồi nạp lại (too many paragraphs)")
    return layout


def _laid(body: bytes, *, name: str, found: Format, limits: ReportLimits) -> Layout:
    options: dict[str, str] = {"form": found.value}
    if found is Format.DOC:
        options |= word_readers(name)
    answer = read_in_child(body, name=name, parser=found.value, limits=limits.parse, options=options)
    return rebuilt(answer, name=name)


def word_readers(name: str) -> dict[str, str]:
    """Paths of the programs that read DOC.

    Raises:
        BusyError: neither is installed.
    """
    found = {program: path for program in ("antiword", "catdoc") if (path := shutil.which(program))}
    if not found:
        raise BusyError(name, "cần antiword hoặc catdoc để đọc tệp .doc; cài: apt-get install antiword catdoc")
    return found
