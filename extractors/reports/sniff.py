"""What a file's bytes are. Its name is never believed: a ``.doc`` is often RTF, HTML or DOCX."""

from __future__ import annotations

import re
from enum import StrEnum

from extractors.reports.ole import streams
from extractors.reports.refusal import Refusal


class Format(StrEnum):
    """The formats that are read; a ZIP is looked into by the child that reads DOCX."""

    PDF = "pdf"
    ZIP = "zip"
    DOC = "doc"
    RTF = "rtf"
    HTML = "html"
    MHTML = "mhtml"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LEGACY_WORD = (b"\xdb\xa5\x2d\x00", b"\x31\xbe\x00\x00", b"\xfe\x37\x00\x23")
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"8BPS", b"\x00\x00\x00\x0cjP")
_ARCHIVES = (
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"BZh", "tệp nén BZIP2"),
    (b"\xfd7zXZ", "tệp nén XZ"),
    (b"MSCF", "tệp nén CAB"),
)
_HEAD = 4096
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|span|center|font|h[1-6]|br|style|script)\b", re.I
)
_MHTML = re.compile(rb"\A\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/", re.I)
_SHEET = re.compile(rb"urn:schemas-microsoft-com:office:(?:spreadsheet|excel)", re.I)
_AGAIN = "lưu thành DOCX hoặc PDF rồi nạp lại"
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff(body: bytes) -> Format:
    """Tell the format of a file from its bytes.

    Raises:
        Refusal: it is nothing that can be read as a report; the reason names what it is.
    """
    if not body.strip(b"\x00 \t\r\n"):
        raise Refusal("tệp rỗng; tải lại từ nguồn")
    head = body[:_HEAD]
    if b"%PDF-" in body[:1024]:
        return Format.PDF
    if head.startswith(b"PK\x03\x04"):
        return Format.ZIP
    if head.startswith(_OLE):
        return _compound(body)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{\\rtf"):
        return Format.RTF
    _refuse_others(head)
    plain = _without_nulls(start)
    if _MHTML.match(plain):
        return Format.MHTML
    if plain.startswith(b"<"):
        return _markup(plain, body)
    if _CONTROLS.search(plain) is None or _is_wide_text(start):
        return Format.TEXT
    raise Refusal(f"không nhận ra định dạng (không phải PDF, DOC, DOCX, RTF hay trang web); {_AGAIN}")


def _compound(body: bytes) -> Format:
    """An OLE file: Word before 2007, or one of its relatives."""
    names = streams(body)
    if "EncryptedPackage" in names:
        raise Refusal("tệp Office có mật khẩu; xin bản không đặt mật khẩu")
    if "WordDocument" in names:
        return Format.DOC
    if "Workbook" in names or "Book" in names:
        raise Refusal("là bảng tính Excel (XLS), không phải văn bản; lưu phần cần đọc thành DOCX hoặc PDF")
    if "PowerPoint Document" in names:
        raise Refusal("là bản trình chiếu (PPT); lưu thành PDF")
    if any(name.startswith("__substg1.0") for name in names):
        raise Refusal("là thư Outlook (MSG); lưu tệp đính kèm rồi nạp")
    raise Refusal(f"là tệp OLE không có văn bản Word, hoặc bị hỏng; {_AGAIN}")


def _refuse_others(head: bytes) -> None:
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:12] == b"ftypheic":
        raise Refusal("là ảnh; ghép các trang ảnh thành một PDF rồi nạp")
    for magic, what in _ARCHIVES:
        if head.startswith(magic):
            raise Refusal(f"là {what}; giải nén rồi nạp từng tệp")
    if head.startswith(_LEGACY_WORD):
        raise Refusal(f"là văn bản Word quá cũ (trước bản 97); {_AGAIN}")
    if head.startswith(b"PK"):
        raise Refusal("tệp ZIP rỗng hoặc bị chia phần; ghép lại rồi giải nén")
    if head.startswith((b"\x7fELF", b"MZ")):
        raise Refusal("là chương trình, không phải văn bản")


def _markup(plain: bytes, body: bytes) -> Format:
    if b"Word.Document" in plain or b"schemas.microsoft.com/office/word/2003" in plain or b"/xmlPackage" in plain:
        raise Refusal(f"là văn bản Word dạng XML 2003; {_AGAIN}")
    if _HTML.search(plain):
        if _SHEET.search(plain) and b"office:word" not in plain:
            raise Refusal("là bảng tính Excel lưu dạng trang web; lưu phần cần đọc thành DOCX hoặc PDF")
        return Format.HTML
    if _SHEET.search(plain):
        raise Refusal("là bảng tính Excel dạng XML; lưu phần cần đọc thành DOCX hoặc PDF")
    if plain.startswith(b"<?xml") or b"xmlns" in plain:
        raise Refusal(f"là XML không rõ loại; {_AGAIN}")
    return Format.HTML if _HTML.search(body[: _HEAD * 16]) else Format.TEXT


def _is_wide_text(start: bytes) -> bool:
    """UTF-16 with its mark and no control characters."""
    if not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    text = start[: len(start) & ~1].decode("utf-16", "replace")
    return not any(character < " " and character not in "\t\n\r\f" for character in text)


def _without_nulls(start: bytes) -> bytes:
    """UTF-16 text shows its ASCII once the zero bytes and the mark are gone."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start[2:].replace(b"\x00", b"").lstrip()
    return start
