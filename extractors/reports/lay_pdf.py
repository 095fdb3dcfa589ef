"""A PDF in steps: its text in one child, each scanned page in another, merged in page order."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence

from corpus.errors import BusyError, UnreadablePage
from extractors.reports.carried import rebuilt, unread_in
from extractors.reports.child import ParserBroke, read_in_child
from extractors.reports.layout import Layout, Piece
from extractors.reports.limits import ReportLimits

_MISSING = "cần tesseract và dữ liệu tiếng Việt để đọc trang quét; cài: apt-get install tesseract-ocr tesseract-ocr-vie"


def lay_pdf(body: bytes, *, name: str, limits: ReportLimits) -> Layout:
    """Read a PDF with text, of scans, or of both.

    Raises:
        UnreadablePage: neither parser opens it, or it holds nothing.
        BusyError: it has scanned pages and Tesseract or its Vietnamese is missing.
    """
    try:
        answer = read_in_child(body, name=name, parser="pdf", limits=limits.parse)
    except ParserBroke as first:
        return _plain(body, name=name, limits=limits, first=first)
    layout = rebuilt(answer, name=name)
    scanned = unread_in(answer, name=name)
    if not scanned:
        return layout
    return _with_scans(body, layout, scanned, name=name, limits=limits)


def _plain(body: bytes, *, name: str, limits: ReportLimits, first: ParserBroke) -> Layout:
    try:
        return rebuilt(read_in_child(body, name=name, parser="pdf_plain", limits=limits.parse), name=name)
    except ParserBroke:
        raise UnreadablePage(name, first.reason) from first


def _with_scans(body: bytes, layout: Layout, scanned: Sequence[int], *, name: str, limits: ReportLimits) -> Layout:
    program = shutil.which("tesseract")
    if program is None:
        raise BusyError(name, _MISSING)
    read: list[Piece] = []
    failed: list[int] = []
    notes: list[str] = []
    why: UnreadablePage | None = None
    ends = time.monotonic() + limits.scans
    running = tried = 0
    for page in scanned[: limits.scanned_pages]:
        if running >= limits.failing or time.monotonic() > ends:
            cause = "nhiều trang liền nhau hỏng" if running >= limits.failing else "quá lâu"
            notes.append(f"dừng OCR trước trang {page}: {cause}")
            break
        tried += 1
        options = {"page": page, "tesseract": program}
        try:
            answer = read_in_child(body, name=name, parser="scan", limits=limits.scan, options=options)
        except UnreadablePage as error:
            failed.append(page)
            why = error
            running += 1
        else:
            found = rebuilt(answer, name=name)
            running = 0
            read += found.pieces
            notes += found.notes
    if why is not None and not read and not layout.pieces:
        raise why
    if failed:
        notes.append(f"OCR hỏng {len(failed)} trang: {', '.join(map(str, failed[:20]))}")
    left_out = len(scanned) - limits.scanned_pages
    if left_out > 0 and tried == limits.scanned_pages:
        notes.append(f"bỏ {left_out} trang quét sau trang quét thứ {limits.scanned_pages}; tách tệp để đọc hết")
    pieces = sorted([*layout.pieces, *read], key=lambda piece: piece.page)
    how = layout.how if not read else "ocr vie" if not layout.pieces else f"{layout.how} + ocr vie"
    return Layout(
        pieces=tuple(pieces),
        how=how,
        pages=layout.pages,
        width=layout.width,
        fonts=layout.fonts,
        encoding=layout.encoding,
        title=layout.title,
        author=layout.author,
        notes=tuple(dict.fromkeys([*layout.notes, *notes])),
    )
