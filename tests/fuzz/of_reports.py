"""Reports: each format's own parser, what a child hands over, and the whole way through the child processes."""

from __future__ import annotations

import json
import struct
import zlib
from random import Random

from fuzz import seeds
from fuzz.mutations import mutated, mutated_zip
from fuzz.promises import clean_line, must, sound_document
from fuzz.target import Target
from report_files import Pdf, Put, Scan, compound, docx, p, pdf, tbl

from corpus.errors import UnreadablePage
from extractors.reports import markup_doc, rtf, word_docx
from extractors.reports.carried import dumps, rebuilt
from extractors.reports.lay import lay
from extractors.reports.layout import Kind, Layout, Piece
from extractors.reports.limits import ReportLimits
from extractors.reports.ole import streams
from extractors.reports.refusal import Refusal
from extractors.reports.report import read_file, read_report
from extractors.reports.sniff import sniff

# What a parser says no with in its own process, where the parent turns it into words; here it is met bare.
_IN_A_CHILD = (Refusal,)
LIMITS = ReportLimits()


def sound_layout(layout: Layout) -> None:
    """Pieces clean, in order of their pages, carried over unchanged."""
    for piece in layout.pieces:
        clean_line(piece.text, "a piece")
        for cell in piece.cells:
            clean_line(cell.replace("\n", " "), "a cell")
        must(piece.page >= 1, "a page before the first")
    back = rebuilt(json.loads(dumps(layout)), name="x")
    must([piece.text for piece in back.pieces] == [piece.text for piece in layout.pieces], "lost on the way")


def _format(data: bytes) -> None:
    streams(data)
    sniff(data)


def _docx(data: bytes) -> None:
    sound_layout(word_docx.read(data, {})[0])


def _rtf(data: bytes) -> None:
    sound_layout(rtf.read(data, {})[0])


def _markup(data: bytes) -> None:
    form, body = seeds.halves(data)
    chosen = form.decode("latin-1")
    sound_layout(markup_doc.read(body, {"form": chosen if chosen in ("html", "mhtml", "text") else "html"})[0])


def _handed(data: bytes) -> None:
    """What a child over which an attacker won hands to its parent."""
    try:
        held = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(held, dict):
        layout = rebuilt(held, name="x")
        sound_document(read_report(layout, name="x", url=None, source="a", now=seeds.NOW))


def _head(data: bytes) -> None:
    """The reading of a report over any lines."""
    pieces = tuple(
        Piece(Kind.PARAGRAPH if number % 3 else Kind.LINE, text, page=1 + number // 40, centred=number % 5 == 0)
        for number, line in enumerate(seeds.words(data).split("\n"))
        if (text := " ".join(word for word in line.split() if word.isprintable()))
    )
    layout = Layout(pieces, "docx", width=595.0)
    sound_document(read_report(layout, name="x", url=None, source="a", now=seeds.NOW))


def _whole(data: bytes) -> None:
    try:
        layout = lay(data, name="x.pdf", limits=LIMITS)
    except UnreadablePage as error:
        must(error.reason and "báo cho người bảo trì" not in error.reason, f"{error.reason}")
        raise
    sound_layout(layout)


def _report(data: bytes) -> None:
    sound_document(read_file(data, name="x", url=None, source="a", now=seeds.NOW))


def official() -> list[str]:
    """An official document of our own, a line each."""
    return [
        "TỈNH ỦY BẾN TRE",
        "*",
        "Số 12-BC/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Bến Tre, ngày 02 tháng 02 năm 2021",
        "BÁO CÁO",
        "kết quả thực hiện nhiệm vụ tháng 01",
        "Kính gửi: Ban Bí thư",
        "I. KẾT QUẢ",
        *seeds.texts(6),
        "Nơi nhận:",
        "- Ban Bí thư,",
        "- Lưu Văn phòng.",
        "T/M BAN THƯỜNG VỤ",
        "PHÓ BÍ THƯ",
        "Nguyễn Văn A",
    ]


def docx_seed() -> bytes:
    """A DOCX of our own: head, paragraphs, a list, a table."""
    lines = official()
    rows = tbl(["TT", "Xã"], ["1", lines[9][:40]], ["2", "<w:p><w:r><w:t>B</w:t></w:r></w:p>"])
    styles = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    return docx("".join(p(_escaped(line), '<w:jc w:val="center"/>') for line in lines) + rows, styles=styles)


def pdf_seeds() -> list[bytes]:
    """PDF files of our own, one packed and one plain, so that a change of a letter is a change of the drawing."""
    lines = [line[:90] for line in official()]
    laid = pdf(
        *([Put(72, 780 - 20 * at, line) for at, line in enumerate(lines[first : first + 30])] for first in (0, 10))
    )
    file = Pdf()
    root = file.add(b"<< /Type /Catalog /Pages 2 0 R >>")
    file.add(b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>")
    font = b"/Font << /F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    file.add(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %b >> /Contents 4 0 R >>" % font)
    drawn = (
        b"BT /F0 12 Tf 72 720 Td (Bao cao thang 01) Tj 0 -20 Td [(Xa) -250 (A)] TJ ET q 1 0 0 1 9 9 cm 0 0 m 99 0 l S Q"
    )
    file.packed(drawn, "")
    return [laid, file.bytes(root)]


def rtf_seed() -> bytes:
    """An RTF of our own with a table."""
    shown = "\\par\n".join(
        "".join(letter if letter < "\x80" else f"\\u{ord(letter)}?" for letter in line) for line in official()
    )
    table = "\\trowd\\cellx100\\cellx200 A\\cell B\\cell\\row"
    return f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Times;}}}}{shown}\\par {table}\\pard\\'e0 \\'zz\\par}}".encode("ascii")


def html_seed() -> bytes:
    """A web page saved by Word."""
    lines = "".join(f"<p class=MsoNormal align=center><b>{_escaped(line)}</b></p>" for line in official())
    head = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><div>"
    return f"{head}{lines}<table><tr><td>A<td>B</table></div></body></html>".encode()


def mhtml_seed() -> bytes:
    """The same in one file."""
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    head += b"--x\nContent-Type: text/html; charset=utf-8\n\n"
    return head + html_seed() + b"\n--x--\n"


def ole_seed() -> bytes:
    """A compound file that says it is Word."""
    return compound("WordDocument", "1Table")


def scan_seed() -> bytes:
    """A page that is a picture."""
    return pdf([Scan(60, 80, bytes((x * y) % 256 for y in range(80) for x in range(60)))])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _png_lies(body: bytes, random: Random, others) -> bytes:  # type: ignore[no-untyped-def]
    """A scan whose picture is packed again after it was spoilt."""
    start = body.find(b"stream\n", body.find(b"/Image")) + 7
    end = body.find(b"\nendstream", start)
    try:
        dots = zlib.decompress(body[start:end])
    except zlib.error:
        return mutated(body, random, others)
    if random.random() < 0.5:
        return mutated(body, random, others)
    return body[:start] + zlib.compress(mutated(dots, random, others)) + body[end:]


def _any(body: bytes, random: Random, others) -> bytes:  # type: ignore[no-untyped-def]
    return mutated_zip(body, random, others) if body.startswith(b"PK") else mutated(body, random, others)


def all_seeds() -> list[bytes]:
    """One of each format."""
    return [
        *pdf_seeds(),
        docx_seed(),
        rtf_seed(),
        html_seed(),
        mhtml_seed(),
        ole_seed(),
        "\n".join(official()).encode(),
    ]


def _layouts() -> list[bytes]:
    pieces = tuple(Piece(Kind.PARAGRAPH, line) for line in official())
    row = Piece(Kind.ROW, "A | B", cells=("A", "B"), table=0)
    return [dumps(Layout((*pieces, row), "docx", width=595.0, notes=("x",)))]


def _head_seeds() -> list[bytes]:
    return ["\n".join(official()).encode(), "\n".join([*official(), "PHỤ LỤC", *official()]).encode()]


def _ole_seeds() -> list[bytes]:
    body = bytearray(ole_seed())
    struct.pack_into("<I", body, 48, 0)
    return [bytes(body), ole_seed(), *all_seeds()]


TARGETS = {
    each.name: each
    for each in (
        Target("format", _format, _ole_seeds, refusals=_IN_A_CHILD),
        Target("docx", _docx, lambda: [docx_seed()], mutate=mutated_zip, refusals=_IN_A_CHILD, seconds=4.0),
        Target("rtf", _rtf, lambda: [rtf_seed()], refusals=_IN_A_CHILD, seconds=4.0),
        Target(
            "markup",
            _markup,
            lambda: [b"html\0" + html_seed(), b"mhtml\0" + mhtml_seed(), b"text\0" + "\n".join(official()).encode()],
            refusals=_IN_A_CHILD,
            seconds=4.0,
        ),
        Target("handed", _handed, _layouts, seconds=4.0),
        Target("head", _head, _head_seeds, seconds=4.0),
        Target("pdf", _whole, pdf_seeds, isolated=True, seconds=60.0),
        Target("doc", _whole, lambda: [ole_seed()], isolated=True, seconds=60.0),
        Target("scan", _whole, lambda: [scan_seed()], isolated=True, mutate=_png_lies, seconds=200.0),
        Target("report", _report, all_seeds, isolated=True, mutate=_any, seconds=60.0),
    )
}
