"""Files made to crash, hang or fill the memory of whoever reads them, by what they do."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from report_files import Pdf, Put, W, compound, docx, locked_pdf, p, pdf, zipped

Maker = Callable[[], bytes]


def pdf_attacks() -> dict[str, Maker]:
    """Against readers of PDF."""
    few = [Put(72, 700, "Báo cáo")]
    return {
        "a stream that unpacks to 2 GB": lambda: _page_of(_bomb(2000), "/Filter /FlateDecode"),
        "a stream packed twice": lambda: _page_of(zlib.compress(_bomb(2000)), "/Filter [/FlateDecode /FlateDecode]"),
        "a picture of 60,000 by 60,000 dots": lambda: _with_picture(60_000),
        "a form that draws itself": lambda: _forms(1, itself=True),
        "forms that draw ten of the next, nine deep": lambda: _forms(9, itself=False),
        "a page tree that never ends": lambda: _tree("<< /Type /Pages /Count 9999999 /Kids [2 0 R 2 0 R] >>"),
        "a page tree twenty thousand deep": lambda: _deep_tree(20_000),
        "a page tree that counts below nothing": lambda: _tree("<< /Type /Pages /Count -5 /Kids [] >>"),
        "half a file": lambda: pdf(few * 50)[:900],
        "a password": lambda: locked_pdf(pdf(few)),
        "a table of 99,999,999 objects": lambda: pdf([]).replace(b"xref\n0 ", b"xref\n0 9999999"),
        "a table that leads back to itself": lambda: _tree("<< /Type /Pages /Count 0 /Kids [] >>", "/Prev 9"),
        "a length that is its own stream": lambda: _tree("<< /Length 2 0 R >>\nstream\nabc\nendstream"),
        "two thousand pages": lambda: pdf(*([] for _ in range(2000))),
        "100,000 letters on a page": lambda: _page_of(
            zlib.compress(b"BT /F0 9 Tf 9 9 Td (%b) Tj ET" % (b"a" * 100_000)), "/Filter /FlateDecode"
        ),
        "a hundred thousand nested states": lambda: _page_of(b"q " * 100_000),
        "arrays a hundred thousand deep": lambda: _tree(f"<< /Type /Pages /Kids {'[' * 100_000} >>"),
        "nothing but a head": lambda: b"%PDF-1.7\n%%EOF\n",
        "noise after the head": lambda: b"%PDF-1.4\n" + random.Random(3).randbytes(100_000),
        "a page as large as a province": lambda: _with_picture(20, box="[0 0 9999999 9999999]"),
    }


def docx_attacks() -> dict[str, Maker]:
    """Against readers of DOCX."""
    outside = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    billion = f'<!DOCTYPE d [<!ENTITY e0 "ha">{laughs}]>'
    ring = "".join(
        f'<w:style w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>' for one, other in (("a", "b"), ("b", "a"))
    )
    return {
        "more text than a member may hold": lambda: zipped({"word/document.xml": b"<a>" + bytes(101 << 20)}),
        "an outside entity": lambda: zipped({"word/document.xml": outside + _document("&x;")}),
        "a billion laughs": lambda: zipped({"word/document.xml": billion + _document("&e9;")}),
        "tables three thousand deep": lambda: docx("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000),
        "elements a hundred thousand deep": lambda: docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000),
        "twenty thousand members": lambda: zipped({f"word/{number}": "" for number in range(20_001)}),
        "half a file": lambda: (whole := docx(p("Báo cáo") * 500))[: len(whole) // 2],
        "a member that says it is locked": lambda: _locked(docx(p("Báo cáo"))),
        "no body": lambda: zipped({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}),
        "broken XML": lambda: zipped({"word/document.xml": "<w:document><w:body>"}),
        "styles based on one another in a ring": lambda: docx(
            p("Báo cáo", '<w:pStyle w:val="a"/>'), styles=f'<w:styles xmlns:w="{W}">{ring}</w:styles>'
        ),
    }


def other_attacks() -> dict[str, Maker]:
    """Against readers of RTF, web pages and DOC."""
    return {
        "RTF of 200,000 open groups": lambda: b"{\\rtf1 " + b"{" * 200_000,
        "RTF of one long control word": lambda: b"{\\rtf1 \\" + b"a" * 200_000 + b"}",
        "a web page of 100,000 nested boxes": lambda: b"<html><body>" + b"<div>" * 100_000,
        "a web page in one line of 2 MB": lambda: b"<html><body>" + b"chi bo " * 300_000,
        "OLE noise": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(5).randbytes(60_000),
        "OLE that says it is Word and holds noise": lambda: compound("WordDocument"),
    }


def _bomb(megabytes: int) -> bytes:
    """Zeros under Flate: one block that stands by itself, repeated."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * megabytes + packer.flush()


def _tree(pages: str, extra: str = "") -> bytes:
    file = Pdf()
    root = file.add(b"<< /Type /Catalog /Pages 2 0 R >>")
    file.add(pages.encode())
    return file.bytes(root, extra)


def _deep_tree(depth: int) -> bytes:
    file = Pdf()
    root = file.add(b"<< /Type /Catalog /Pages 2 0 R >>")
    for number in range(2, depth + 2):
        file.add(b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 1))
    return file.bytes(root)


def _page_of(
    content: bytes,
    entries: str = "",
    resources: str = "",
    box: str = "[0 0 595 842]",
    *,
    more: tuple[tuple[bytes, str], ...] = (),
) -> bytes:
    """A page of one content stream (object 4), then the streams in ``more`` (from object 5)."""
    file = Pdf()
    root = file.add(b"<< /Type /Catalog /Pages 2 0 R >>")
    file.add(b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>")
    font = "/Font << /F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    page = f"/MediaBox {box} /Resources << {font} {resources} >> /Contents 4 0 R"
    file.add(f"<< /Type /Page /Parent 2 0 R {page} >>".encode())
    for stream, shape in ((content, entries), *more):
        file.packed(stream, shape)
    return file.bytes(root)


def _with_picture(side: int, box: str = "[0 0 595 842]") -> bytes:
    shape = f"/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray /BitsPerComponent 8"
    picture = (zlib.compress(b"\xff" * min(side * side, 4_000_000)), f"{shape} /Filter /FlateDecode")
    return _page_of(b"q 595 0 0 842 0 0 cm /I Do Q", "", "/XObject << /I 5 0 R >>", box, more=(picture,))


def _forms(depth: int, *, itself: bool) -> bytes:
    forms = []
    for number in range(5, 5 + depth):
        other = number if itself else number + 1
        shape = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources"
        forms.append((b" ".join([b"/X Do"] * 10), f"{shape} << /XObject << /X {other} 0 R >> >>"))
    return _page_of(b"/X Do", "", "/XObject << /X 5 0 R >>", more=tuple(forms))


def _document(text: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{p(text)}</w:body></w:document>'


def _locked(body: bytes) -> bytes:
    """Set the bit that says a member is encrypted, in both of its headers."""
    spoilt = bytearray(body)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(sign)
        while at >= 0:
            spoilt[at + place] |= 1
            at = body.find(sign, at + 4)
    return bytes(spoilt)
