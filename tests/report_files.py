"""Makers of real PDF, DOCX and compound files, byte by byte."""

from __future__ import annotations

import io
import random
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A4 = (595, 842)


@dataclass(frozen=True)
class Put:
    """Text at a place: points from the left and from the bottom of the page."""

    x: float
    y: float
    text: str
    size: float = 13
    font: str = "Times-Roman"
    rise: float = 0


@dataclass(frozen=True)
class Stroke:
    """A straight rule."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Scan:
    """A grey picture over the whole page, one byte a dot."""

    width: int
    height: int
    dots: bytes


@dataclass(frozen=True)
class Field:
    """A visible signature field with a text in it."""

    x: float
    y: float
    text: str


Item = Put | Stroke | Scan | Field


class Pdf:
    """Objects of a PDF file, numbered from 1."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, content: bytes) -> int:
        self.objects.append(content)
        return len(self.objects)

    def stream(self, content: bytes, entries: str = "") -> int:
        return self.packed(zlib.compress(content), f"{entries} /Filter /FlateDecode")

    def packed(self, content: bytes, entries: str) -> int:
        return self.add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries.encode(), content))

    def bytes(self, root: int, extra: str = "") -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, content in enumerate(self.objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        shape = b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        return bytes(out + shape % (len(places) + 1, root, extra.encode(), start))


def pdf(*pages: Iterable[Item], rotate: int = 0) -> bytes:
    """A PDF whose letters any reader finds: up to 200 characters, with a table of their own to Unicode."""
    file = Pdf()
    laid = [list(page) for page in pages]
    fonts = sorted({item.font for page in laid for item in page if isinstance(item, Put)} | {"Times-Roman"})
    letters = sorted(
        {letter for page in laid for item in page if isinstance(item, Put | Field) for letter in item.text}
    )
    codes = {letter: code for code, letter in enumerate(letters, start=33)}
    names = {font: f"F{place}" for place, font in enumerate(fonts)}
    resources = " ".join(f"/{names[font]} {_font(file, font, codes)} 0 R" for font in fonts)
    tree = file.add(b"")
    kids = []
    for items in laid:
        content, pictures, fields = _content(file, items, codes, names, resources)
        body = file.stream(content.encode())
        drawn = " ".join(f"/I{number} {number} 0 R" for number in pictures)
        annotations = f"/Annots [{' '.join(f'{number} 0 R' for number in fields)}]" if fields else ""
        kids.append(
            file.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Rotate {rotate} {annotations} "
                f"/Resources << /Font << {resources} >> /XObject << {drawn} >> >> /Contents {body} 0 R >>".encode()
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    file.objects[tree - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>".encode()
    return file.bytes(file.add(f"<< /Type /Catalog /Pages {tree} 0 R >>".encode()))


def width(letter: str) -> int:
    """Of a letter, in thousandths of the font's size: what the maker writes, but for Courier."""
    return 250 if letter == " " else 0 if unicodedata.combining(letter) else 500


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Stroke]:
    """The rules of a table."""
    upright = [Stroke(x, ys[0], x, ys[-1]) for x in xs]
    return upright + [Stroke(xs[0], y, xs[-1], y) for y in ys]


def locked_pdf(body: bytes) -> bytes:
    """The same PDF under a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    writer.encrypt("khoa", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A DOCX whose ``w:body`` holds the given XML; ``parts`` are other members of ``word/`` by their stem."""
    members: dict[str, str | bytes] = {f"word/{name}.xml": content for name, content in parts.items()}
    members["word/document.xml"] = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", **members})


def run(text: str, look: str = "") -> str:
    """A run of WordprocessingML."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str, properties: str = "", look: str = "") -> str:
    """A paragraph of WordprocessingML; text that starts with a tag is put in as it is."""
    inside = text if text.startswith("<") else run(text, look)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def tbl(*rows: Sequence[str]) -> str:
    """A table; each cell is text or XML of its own."""
    drawn = ""
    for row in rows:
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        drawn += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{drawn}</w:tbl>"


def compound(*names: str) -> bytes:
    """A compound file with up to three streams under its root, whose content is noise ([MS-CFB])."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    head[44:52] = (1).to_bytes(4, "little") * 2
    head[56:60] = (4096).to_bytes(4, "little")
    head[60:76] = b"\xfe\xff\xff\xff\0\0\0\0\xfe\xff\xff\xff\0\0\0\0"
    head[76:512] = (0).to_bytes(4, "little") + b"\xff" * 432
    table = (0xFFFFFFFD).to_bytes(4, "little") + (0xFFFFFFFE).to_bytes(4, "little") * 2 + b"\xff" * 500
    none = 0xFFFFFFFF
    folder = _entry("Root Entry", kind=5, right=none, child=1)
    for number, name in enumerate(names, start=1):
        folder += _entry(name, kind=2, right=none if number == len(names) else number + 1, child=none)
    return bytes(head) + table + folder.ljust(512, b"\0") + random.Random(7).randbytes(8192)


def _entry(name: str, *, kind: int, right: int, child: int) -> bytes:
    written = name.encode("utf-16-le")
    entry = written.ljust(64, b"\0") + (len(written) + 2).to_bytes(2, "little") + bytes([kind, 1])
    entry += b"\xff" * 4 + right.to_bytes(4, "little") + child.to_bytes(4, "little")
    return (entry + bytes(36) + (2).to_bytes(4, "little") + (4096).to_bytes(8, "little")).ljust(128, b"\0")


def _font(file: Pdf, font: str, codes: dict[str, int]) -> int:
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    to_unicode = file.stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end".encode()
    )
    glyphs = " ".join(f"/{_glyph(letter)}" for letter in codes)
    widths = " ".join("600" if font == "Courier" else str(width(letter)) for letter in codes)
    return file.add(
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /FirstChar 33 /LastChar {32 + len(codes)} "
        f"/Widths [{widths}] /ToUnicode {to_unicode} 0 R "
        f"/Encoding << /Type /Encoding /Differences [33 {glyphs}] >> >>".encode()
    )


_GLYPHS = {" ": "space", ".": "period", ",": "comma", "-": "hyphen", "/": "slash", ":": "colon", ";": "semicolon"}
_GLYPHS |= dict(
    zip("0123456789", ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], strict=True)
)
_ACCENTS = {"\u0300": "grave", "\u0301": "acute", "\u0302": "circumflex", "\u0303": "tilde"}


def _glyph(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    if len(apart) == 2 and apart[1] in _ACCENTS and letter < "\u0100":
        return apart[0] + _ACCENTS[apart[1]]
    return _GLYPHS.get(letter) or (letter if letter.isascii() and letter.isalpha() else f"uni{ord(letter):04X}")


def _content(
    file: Pdf, items: Sequence[Item], codes: dict[str, int], names: dict[str, str], fonts: str
) -> tuple[str, list[int], list[int]]:
    parts, pictures, fields = [], [], []
    for item in items:
        if isinstance(item, Put):
            place = f"1 0 0 1 {item.x} {item.y + item.rise}"
            parts.append(f"BT /{names[item.font]} {item.size} Tf {place} Tm <{_shown(item.text, codes)}> Tj ET")
        elif isinstance(item, Stroke):
            parts.append(f"{item.x0} {item.y0} m {item.x1} {item.y1} l S")
        elif isinstance(item, Scan):
            shape = f"/Type /XObject /Subtype /Image /Width {item.width} /Height {item.height}"
            pictures.append(file.stream(item.dots, f"{shape} /ColorSpace /DeviceGray /BitsPerComponent 8"))
            parts.append(f"q {A4[0]} 0 0 {A4[1]} 0 0 cm /I{pictures[-1]} Do Q")
        else:
            look = file.stream(
                f"BT /{names['Times-Roman']} 13 Tf 0 2 Td <{_shown(item.text, codes)}> Tj ET".encode(),
                f"/Type /XObject /Subtype /Form /BBox [0 0 60 16] /Resources << /Font << {fonts} >> >>",
            )
            place = f"/F 4 /Rect [{item.x} {item.y - 2} {item.x + 60} {item.y + 14}]"
            fields.append(
                file.add(f"<< /Type /Annot /Subtype /Widget /FT /Sig {place} /AP << /N {look} 0 R >> >>".encode())
            )
    return "\n".join(parts), pictures, fields


def _shown(text: str, codes: dict[str, int]) -> str:
    return "".join(f"{codes[letter]:02x}" for letter in text)
