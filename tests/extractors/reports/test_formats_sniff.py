"""What a file is comes from its bytes; what cannot be a report is refused by name."""

from __future__ import annotations

import pytest
from report_files import Put, compound, docx, p, pdf

from extractors.reports.refusal import Refusal
from extractors.reports.sniff import Format, sniff

MHTML = b"From: <Saved by Word>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=b\r\n\r\n--b"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (pdf([Put(72, 700, "a")]), Format.PDF),
        (b"\r\n rubbish before" + pdf([]), Format.PDF),
        (docx(p("a")), Format.ZIP),
        (compound("WordDocument"), Format.DOC),
        (compound("Workbook", "WordDocument"), Format.DOC),
        (b"\xef\xbb\xbf {\\rtf1 a}", Format.RTF),
        (b"<html xmlns:w='urn:schemas-microsoft-com:office:word'><p>a</p>", Format.HTML),
        ("<html><p>xã</p></html>".encode("utf-16"), Format.HTML),
        (b"<!-- saved --><?xml version='1.0'?><html><p>a", Format.HTML),
        (MHTML, Format.MHTML),
        ("Đảng bộ xã".encode(), Format.TEXT),
        ("Đảng bộ xã".encode("utf-16"), Format.TEXT),
        ("§¶ng bé x·".encode("latin-1"), Format.TEXT),
    ],
)
def test_a_format_is_told_by_its_bytes(body: bytes, found: Format) -> None:
    assert sniff(body) is found


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"", "rỗng"),
        (b"\0" * 90, "rỗng"),
        (compound("Workbook"), "XLS"),
        (compound("PowerPoint Document"), "PPT"),
        (compound("EncryptedPackage", "EncryptionInfo"), "mật khẩu"),
        (compound("__substg1.0_001"), "Outlook"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "ảnh"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "ảnh"),
        (b"Rar!\x1a\x07" + b"\1" * 50, "RAR"),
        (b"7z\xbc\xaf\x27\x1c" + b"\1" * 50, "7z"),
        (b"\x1f\x8b\x08" + b"\1" * 50, "GZIP"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "bảng tính"),
        (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", "bảng tính"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument>", "XML 2003"),
        (b"\x7fELF\x02", "chương trình"),
        (bytes(range(256)) * 4, "không nhận ra"),
    ],
)
def test_what_is_no_report_is_refused_by_name(body: bytes, named: str) -> None:
    with pytest.raises(Refusal, match=named):
        sniff(body)
