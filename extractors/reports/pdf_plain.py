"""PDF through pypdf, for a file pdfium cannot open or dies of: text in lines, without places, tables or fonts."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from extractors.reports.drafts import Draft, is_listed, settle
from extractors.reports.layout import Kind, Layout
from extractors.reports.refusal import Refusal

NOTE = "pdfium không mở được; đọc bằng pypdf nên thứ tự cột và bảng có thể sai"


def read(body: bytes, options: Mapping[str, Any]) -> tuple[Layout, tuple[int, ...]]:
    """Read what text there is.

    Raises:
        Refusal: it needs a password, or holds no text.
        pypdf.errors.PyPdfError and others: it is too damaged; the process ends.
    """
    try:
        reader = PdfReader(io.BytesIO(body))
        drafts = [
            Draft(Kind.LINE, [[(line, None)]], page=number, listed=is_listed(line.strip()))
            for number, page in enumerate(reader.pages, start=1)
            for line in page.extract_text().splitlines()
        ]
    except FileNotDecryptedError as error:
        raise Refusal("PDF có mật khẩu; xin bản không đặt mật khẩu") from error
    settled = settle(drafts)
    if not settled.pieces:
        raise Refusal("PDF hỏng, không có chữ nào đọc được; tải lại hoặc xin bản khác")
    layout = Layout(
        pieces=settled.pieces,
        how="pdf text (pypdf)",
        pages=len(reader.pages),
        encoding=settled.encoding,
        notes=(NOTE, *settled.notes),
    )
    return layout, ()
