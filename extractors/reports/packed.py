"""Zip containers: which document is inside, and one member at a time with a bound on its real size."""

from __future__ import annotations

import io
import zipfile
import zlib

from extractors.reports.refusal import Refusal

MEMBER = 100 * 1024 * 1024
"""Bytes a member may unpack to."""
_MEMBERS = 20_000

_OTHERS = (
    ("xl/", "bảng tính Excel (XLSX)", "lưu phần cần đọc thành DOCX hoặc PDF"),
    ("ppt/", "bản trình chiếu (PPTX)", "lưu thành PDF"),
    ("Contents/content.hpf", "văn bản HWPX", "lưu thành DOCX hoặc PDF"),
)
_BY_MIMETYPE = (
    ("spreadsheet", "bảng tính ODS", "lưu phần cần đọc thành DOCX hoặc PDF"),
    ("presentation", "bản trình chiếu ODP", "lưu thành PDF"),
    ("opendocument.text", "văn bản ODT", "lưu thành DOCX hoặc PDF"),
    ("epub", "sách điện tử EPUB", "lưu thành PDF"),
)


class Package:
    """A DOCX container opened for reading."""

    def __init__(self, body: bytes) -> None:
        """Open it.

        Raises:
            Refusal: damaged, locked, or not a DOCX; the reason names what it is.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, ValueError, OverflowError) as error:
            raise Refusal("tệp ZIP/DOCX hỏng hoặc bị cắt cụt; tải lại hoặc xin bản khác") from error
        names = self._zip.namelist()
        if len(names) > _MEMBERS:
            raise Refusal(f"tệp ZIP có {len(names)} mục, nhiều bất thường; xin bản DOCX khác")
        self.names = frozenset(names)
        if "word/document.xml" not in self.names:
            self._refuse(names)

    def member(self, name: str) -> bytes | None:
        """Unpack one member, None where there is none.

        Raises:
            Refusal: it is larger than :data:`MEMBER`, locked or damaged.
        """
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as stream:
                content = stream.read(MEMBER + 1)
        except RuntimeError as error:
            raise Refusal("tệp ZIP/DOCX có mật khẩu; xin bản không đặt mật khẩu") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise Refusal("tệp DOCX hỏng hoặc bị cắt cụt; tải lại hoặc xin bản khác") from error
        if len(content) > MEMBER:
            raise Refusal(f"phần {name} bung ra hơn {MEMBER // 1024 // 1024} MB (bom nén); xin bản khác")
        return content

    def _refuse(self, names: list[str]) -> None:
        for start, what, instead in _OTHERS:
            if any(name.startswith(start) for name in names):
                raise Refusal(f"là {what}, không phải văn bản; {instead}")
        kind = (self.member("mimetype") or b"").decode("ascii", "replace") if "mimetype" in self.names else ""
        for word, what, instead in _BY_MIMETYPE:
            if word in kind:
                raise Refusal(f"là {what}, chưa đọc được; {instead}")
        if "[Content_Types].xml" in self.names:
            raise Refusal("là tệp Office không có phần văn bản Word; lưu thành DOCX hoặc PDF")
        raise Refusal("là tệp nén ZIP chứa tệp khác; giải nén rồi nạp từng tệp")
