"""The newspaper of the kill drill: a small demo newspaper on two days, with a report as PDF and a file in the inbox.

The first day has everything a crawl meets: an article that moved, one that is gone, one that is missing, one without a
body, a twin for telephones, one story under two addresses, an article served as PDF, an address that robots.txt
forbids. On the second day one article was mended and one is new.
"""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Self

from corpus.demo.articles import DemoArticle, load_articles, with_body
from corpus.demo.server import DemoServer
from corpus.demo.site import Response, build_site, not_found

TWISTS = ("moved", "gone", "missing", "broken", "amp", "undated-address", "republished")
PLAIN = 7
"""Articles without a twist on the first day."""

MENDED = datetime(2022, 1, 3, 1, 0, tzinfo=UTC)
"""When an article of the first day was mended: before the second day's run."""

INBOX = ("a85378", "a93952")
"""Articles that come as records in the inbox."""


class Newspaper(DemoServer):
    """The demo newspaper as it is on the day that ``day`` says.

    Args:
        day: 1 or 2, asked at each request.
    """

    def __init__(self, *, day: Callable[[], int], port: int = 0) -> None:
        super().__init__(port=port, articles=articles_of(1))
        self.day = day
        self._second: Mapping[str, Response] = {}
        printed = next(each for each in self.articles if not each.twist)
        self.printed = printed.path
        self._pdf = Response(200, "application/pdf", pdf_of(lines_of(printed)), printed.changed)

    def __enter__(self) -> Self:
        super().__enter__()
        self._second = build_site(self.base_url, articles=articles_of(2))
        return self

    def respond(self, path: str) -> Response:
        """As the demo newspaper answers on the day, but for the article that is a PDF file."""
        if path == self.printed:
            return self._pdf
        return super().respond(path) if self.day() == 1 else self._second.get(path) or not_found()


def serve(day: Synchronized[int], told: Connection) -> None:
    """Serve until the drill is gone; tells the address once it is open."""
    with Newspaper(day=lambda: day.value) as paper, suppress(EOFError):
        told.send(paper.base_url)
        told.recv()


def articles_of(day: int) -> tuple[DemoArticle, ...]:
    """What the newspaper shows on day 1 or 2, newest first."""
    every = load_articles()
    twisted = [next(each for each in every if each.twist == twist) for twist in TWISTS]
    twin = next(each.republishes for each in twisted if each.republishes)
    plain = [each for each in every if not each.twist and each.id != twin]
    first = {each.id for each in (*plain[1 : PLAIN + 1], *twisted)} | {twin}
    if day == 1:
        return tuple(each for each in every if each.id in first)
    mended = plain[PLAIN].id
    return tuple(_mended(each) if each.id == mended else each for each in every if each.id in first | {plain[0].id})


def _mended(article: DemoArticle) -> DemoArticle:
    paragraphs = [piece.text for piece in article.body if piece.kind == "paragraph"]
    return with_body(article, paragraphs[:-1] or ["Bài đang được sửa."], modified=MENDED)


def fill_inbox(folder: Path, *, day: int) -> None:
    """Put in what people left in the inbox by that day: one file of records, on the second day one record more."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "id": article.id,
            "title": article.title,
            "text": "\n".join(lines_of(article)[1:]),
            "published": article.published.isoformat(),
        }
        for article in load_articles()
        if article.id in INBOX[:day]
    ]
    path = folder / "bao-cao.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def lines_of(article: DemoArticle) -> list[str]:
    """Title, lead and paragraphs."""
    body = [piece.text for piece in article.body if piece.kind == "paragraph"]
    return [article.title, article.lead, *body]


def pdf_of(lines: Iterable[str]) -> bytes:
    """A PDF file of one page a piece of text: one byte a letter, with a table to Unicode; at most 200 letters."""
    texts = [unicodedata.normalize("NFC", line) for line in lines]
    codes = {
        letter: code for code, letter in enumerate(sorted({letter for text in texts for letter in text}), start=33)
    }
    table = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /B def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{table}\nendbfchar\n"
        "endcmap end end"
    )
    rows, y = [], 800
    for text in texts:
        for row in _rows(text):
            rows.append(f"1 0 0 1 60 {y} Tm <{''.join(f'{codes[letter]:02x}' for letter in row)}> Tj")
            y -= 15
        y -= 8
    content = f"BT /F 11 Tf {' '.join(rows)} ET"
    widths = " ".join("250" if letter == " " else "500" for letter in codes)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
        b"/Resources << /Font << /F 4 0 R >> >> /Contents 5 0 R >>",
        (
            f"<< /Type /Font /Subtype /TrueType /BaseFont /Times-Roman /FirstChar 33 /LastChar {32 + len(codes)} "
            f"/Widths [{widths}] /ToUnicode 6 0 R >>"
        ).encode(),
        _stream(content.encode()),
        _stream(cmap.encode()),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, held in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start)
    return bytes(out)


def _rows(text: str, width: int = 80) -> Iterable[str]:
    words, row = text.split(), ""
    for word in words:
        if row and len(row) + len(word) >= width:
            yield row
            row = ""
        row = f"{row} {word}".strip()
    yield row


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
