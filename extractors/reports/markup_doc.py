"""Web pages that stand in for documents: what Word saves as HTML or MHTML under the name of DOC, and plain text."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from statistics import median
from typing import Any

from lxml import etree, html

from extractors.encoding import decode
from extractors.reports.drafts import Draft, Run, is_listed, settle
from extractors.reports.layout import Kind, Layout
from extractors.reports.refusal import Refusal
from extractors.reports.word_styles import Element

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "ul",
    ]
)
_SKIPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "object",
        "iframe",
        "svg",
        "select",
        "textarea",
        "button",
        "xml",
        "title",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*(?:header|footer|comment)", re.I)
_FACE = re.compile(r"font-family\s*:\s*[\"']?([^\"',;]+)", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DEPTH = 200
_SHORT = 110
"""Characters; text whose lines all stay below is broken by hand at the margin."""


@dataclass(frozen=True, slots=True)
class _Look:
    font: str | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    heading: bool = False


def read(body: bytes, options: Mapping[str, Any]) -> tuple[Layout, tuple[int, ...]]:
    """Read by ``options["form"]``: ``html``, ``mhtml`` or ``text``.

    Raises:
        Refusal: it holds no text.
    """
    form = str(options["form"])
    if form == "text":
        settled = settle(list(_typed(decode(body, declared=None).text)))
    else:
        settled = settle(list(_drafts(_page(body) if form == "mhtml" else decode(body, declared=None).text)))
    if not settled.pieces:
        raise Refusal("không có chữ nào đọc được; kiểm tra bản gốc")
    return Layout(pieces=settled.pieces, how=form, encoding=settled.encoding, notes=settled.notes), ()


def _page(body: bytes) -> str:
    """The page inside a MHTML (RFC 2557): its first part that is HTML, else plain text."""
    parts = [part for part in email.message_from_bytes(body).walk() if not part.is_multipart()]
    for kind in ("text/html", "text/plain"):
        for part in parts:
            if part.get_content_type() == kind:
                return _decoded(part)
    raise Refusal("tệp MHTML không có trang nào bên trong; mở bằng Word rồi lưu thành DOCX")


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    return decode(content, declared=part.get_content_charset()).text if isinstance(content, bytes) else ""


def _typed(text: str) -> Iterator[Draft]:
    lines = [line for line in text.splitlines() if line.strip()]
    broken = len(lines) > 5 and max(map(len, lines)) <= _SHORT and median(map(len, lines)) > 40
    for line in lines:
        kind = Kind.LINE if broken else Kind.PARAGRAPH
        yield Draft(kind, [[(line, None)]], listed=is_listed(line.strip()))


def _drafts(text: str) -> Iterator[Draft]:
    text = _DECLARATION.sub("", text)
    if not text.strip():
        return
    try:
        root = html.document_fromstring(text)
    except etree.ParserError:
        return
    yield from _Walk().under(root)


class _Walk:
    """Gathers runs until a block ends."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, _Look]] = []
        self._tables = 0

    def under(self, root: Element) -> Iterator[Draft]:
        yield from self._element(root, _Look(), 0)
        yield from self._flush()

    def _element(self, element: Element, look: _Look, depth: int) -> Iterator[Draft]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or depth > _DEPTH:
            return
        style = element.get("style") or ""
        if _HIDDEN.search(style):
            return
        look = _looked(element, tag, style, look)
        if tag == "table":
            yield from self._flush()
            yield from self._table(element, depth)
            return
        if tag == "br":
            yield from self._flush()
        block = tag in _BLOCKS
        if block:
            yield from self._flush()
        if tag == "li":
            self._runs.append(("• " if (element.getparent() is None or _parent(element) != "ol") else "", look))
        yield from self._inside(element, look, depth)
        if block:
            yield from self._flush()

    def _inside(self, element: Element, look: _Look, depth: int) -> Iterator[Draft]:
        self._say(element.text, look)
        for below in element:
            yield from self._element(below, look, depth + 1)
            self._say(below.tail, look)

    def _say(self, words: str | None, look: _Look) -> None:
        if words:
            self._runs.append((words, look))

    def _flush(self) -> Iterator[Draft]:
        runs, self._runs = self._runs, []
        shown = [(words, look) for words, look in runs if words.strip(" \t\r\n\xa0•")]
        if not shown:
            return
        text = "".join(words for words, _ in runs).strip()
        yield Draft(
            Kind.PARAGRAPH,
            [[(words.replace("\n", " ").replace("\r", " "), look.font) for words, look in runs]],
            bold=all(look.bold for _, look in shown),
            italic=all(look.italic for _, look in shown),
            centred=shown[0][1].centred,
            heading=shown[0][1].heading,
            listed=is_listed(text),
        )

    def _table(self, table: Element, depth: int) -> Iterator[Draft]:
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in _rows(table)]
        if all(len(cells) <= 1 for cells in rows):
            for cell in (cell for cells in rows for cell in cells):
                yield from self._inside(cell, _Look(), depth + 1)
                yield from self._flush()
            return
        number = self._tables
        self._tables += 1
        for cells in rows:
            inside: list[list[Draft]] = []
            for cell in cells:
                found = list(self._inside(cell, _Look(bold=cell.tag == "th"), depth + 1))
                found += self._flush()
                inside.append(found)
            said = [draft for found in inside for draft in found]
            bold = bool(said) and all(draft.bold for draft in said)
            yield Draft(Kind.ROW, [_lines(found) for found in inside], table=number, bold=bold)


def _rows(table: Element) -> Iterator[Element]:
    """Rows of this table, not of those inside it."""
    for element in table:
        if element.tag == "tr":
            yield element
        elif element.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in element if row.tag == "tr")


def _lines(drafts: list[Draft]) -> list[Run]:
    return [run for draft in drafts for cell in draft.cells for run in (*cell, ("\n", None))]


def _parent(element: Element) -> str:
    parent = element.getparent()
    return parent.tag if parent is not None and isinstance(parent.tag, str) else ""


def _looked(element: Element, tag: str, style: str, look: _Look) -> _Look:
    face = element.get("face") if tag == "font" else None
    found = _FACE.search(style)
    font = face or (found.group(1).strip() if found else None)
    return replace(
        look,
        font=font or look.font,
        bold=look.bold or tag in ("b", "strong") or tag in _HEADINGS or _BOLD.search(style) is not None,
        italic=look.italic or tag in ("i", "em") or _ITALIC.search(style) is not None,
        centred=look.centred
        or tag == "center"
        or element.get("align") == "center"
        or _CENTRED.search(style) is not None,
        heading=look.heading or tag in _HEADINGS,
    )
