"""DOCX (ECMA-376 part 1) to a layout, read straight from its XML.

python-docx leaves out tracked insertions, content controls, text boxes and list numbers, and unpacks without bound;
here each member is bounded, a document type is refused, and what the reader of the page sees comes in reading order.
Left out: headers, footers, comments, deleted text, hidden text and field codes. Footnotes and endnotes come last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from extractors.reports.drafts import Draft, Run, settle
from extractors.reports.layout import Kind, Layout
from extractors.reports.packed import Package
from extractors.reports.raised import raised
from extractors.reports.refusal import Refusal
from extractors.reports.word_styles import (
    DeclaresEntities,
    Element,
    Look,
    Numbering,
    Styles,
    child,
    name_of,
    paragraph_look,
    parse,
    run_look,
    value,
)

_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "bdo", "dir"}
)
_SKIPPED = frozenset({"del", "moveFrom", "rPrChange", "pPrChange", "sectPr", "sdtPr", "sdtEndPr"})
_PICTURES = frozenset({"drawing", "pict", "object"})
_DEPTH = 12


@dataclass(slots=True)
class _Text:
    """A paragraph as it is gathered: runs with their looks, and the text boxes anchored in it."""

    runs: list[tuple[str, Look]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fields: list[bool] = []
        self._tables = 0
        self.fonts: dict[str, None] = {}

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Draft]:
        """Paragraphs and rows under an element, in order."""
        for element in parent:
            name = name_of(element)
            if name == "p":
                yield from self.paragraph(element, depth)
            elif name == "tbl":
                yield from self.table(element, depth)
            elif name in _WRAPPERS and depth < _DEPTH:
                yield from self.blocks(element, depth)

    def paragraph(self, element: Element, depth: int) -> Iterator[Draft]:
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle")) or self._styles.default
        look = paragraph_look(properties).over(self._styles.look(style))
        text = _Text()
        self._gather(element, look, text)
        yield from self._drafts(text, look, self._styles.is_heading(style) or (look.outline or 9) < 9)
        for box in text.boxes if depth < _DEPTH else ():
            yield from self.blocks(box, depth + 1)

    def _drafts(self, text: _Text, look: Look, heading: bool) -> Iterator[Draft]:
        """A draft for each line the author broke by hand."""
        lines: list[list[tuple[str, Look]]] = [[]]
        for words, own in text.runs:
            first, *rest = words.split("\n")
            lines[-1].append((first, own))
            lines += [[(more, own)] for more in rest]
        listed = look.list_id not in (None, "0")
        for line in lines:
            shown = [(words, own) for words, own in line if words.strip()]
            if not shown:
                continue
            mark = self._numbering.mark(look.list_id or "", look.level or 0) if listed else ""
            listed = False
            yield Draft(
                Kind.PARAGRAPH,
                [[(words, own.font) for words, own in line]],
                mark=mark,
                size=max(own.size or 10.0 for _, own in shown),
                bold=all(own.bold for _, own in shown),
                italic=all(own.italic for _, own in shown),
                centred=look.align == "center",
                heading=heading,
                listed=bool(mark),
            )

    def _gather(self, parent: Element, base: Look, text: _Text) -> None:
        for element in parent:
            name = name_of(element)
            if name == "r":
                self._run(element, base, text)
            elif name in _WRAPPERS:
                self._gather(element, base, text)

    def _run(self, run: Element, base: Look, text: _Text) -> None:
        properties = child(run, "rPr")
        look = run_look(properties).over(self._styles.own(value(child(properties, "rStyle")))).over(base)
        for element in run:
            name = name_of(element)
            if name == "fldChar":
                self._field(value(element, "fldCharType"))
            elif name in _PICTURES or name == "AlternateContent":
                text.boxes += _boxes(element)
            elif any(self._fields) or look.hidden:
                continue
            else:
                words = _words(element, name)
                if look.raised:
                    words = raised("".join(before for before, _ in text.runs), words)
                if words:
                    if look.font:
                        self.fonts[look.font] = None
                    text.runs.append((words.upper() if look.caps and name == "t" else words, look))

    def _field(self, kind: str | None) -> None:
        """Between its begin and its separator a field holds code; after it, what is shown."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def table(self, element: Element, depth: int) -> Iterator[Draft]:
        rows = [_cells(row) for row in _below(element, "tr")]
        if all(len(cells) <= 1 for cells in rows):
            for cell in (cell for cells in rows for cell in cells):
                yield from self.blocks(cell, depth + 1) if depth < _DEPTH else ()
            return
        number = self._tables
        self._tables += 1
        for cells in rows:
            inside = [self._cell(cell, depth) for cell in cells]
            drafts = [draft for found in inside for draft in found]
            yield Draft(
                Kind.ROW,
                [_lines(found) for found in inside],
                table=number,
                size=max((draft.size for draft in drafts), default=0.0),
                bold=bool(drafts) and all(draft.bold for draft in drafts),
            )

    def _cell(self, cell: Element, depth: int) -> list[Draft]:
        merged = child(cell, "tcPr", "vMerge")
        if depth >= _DEPTH or (merged is not None and value(merged) in (None, "continue")):
            return []
        return list(self.blocks(cell, depth + 1))


def read(body: bytes, options: Mapping[str, Any]) -> tuple[Layout, tuple[int, ...]]:
    """Read a DOCX.

    Raises:
        Refusal: not a DOCX, damaged, locked, too large unpacked, or with entities.
    """
    package = Package(body)
    try:
        document = parse(package.member("word/document.xml") or b"")
        others = {
            name: None if (content := package.member(f"word/{name}.xml")) is None else parse(content)
            for name in ("styles", "numbering", "footnotes", "endnotes")
        }
        core = package.member("docProps/core.xml")
        properties = None if core is None else parse(core)
    except DeclaresEntities as error:
        raise Refusal("DOCX khai báo thực thể XML (dấu hiệu tấn công); xin bản khác") from error
    except etree.XMLSyntaxError as error:
        raise Refusal("XML trong DOCX hỏng hoặc quá lớn; mở bằng Word rồi lưu lại, hoặc xin bản khác") from error
    main = child(document, "body")
    if main is None:
        raise Refusal("DOCX không có phần thân; mở bằng Word rồi lưu lại")
    reader = _Reader(Styles(others["styles"]), Numbering(others["numbering"]))
    drafts = list(reader.blocks(main))
    for notes in (others["footnotes"], others["endnotes"]):
        for note in () if notes is None else notes:
            if value(note, "type") is None:
                drafts += reader.blocks(note)
    settled = settle(drafts)
    layout = Layout(
        pieces=settled.pieces,
        how="docx",
        fonts=tuple(reader.fonts),
        encoding=settled.encoding,
        title=_said(properties, "title"),
        author=_said(properties, "creator"),
        notes=settled.notes,
    )
    return layout, ()


def _words(element: Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name in ("tab", "ptab"):
        return " "
    if name == "cr" or (name == "br" and value(element, "type") not in ("page", "column")):
        return "\n"
    if name == "noBreakHyphen":
        return "-"
    if name == "sym":
        return "\uf0b7"
    return ""


def _boxes(element: Element) -> list[Element]:
    """The contents of text boxes; of two renderings of the same drawing, the first."""
    if name_of(element) == "AlternateContent":
        chosen = child(element, "Choice")
        element = chosen if chosen is not None else element
    found: list[Element] = []
    waiting = [element]
    while waiting:
        at = waiting.pop()
        if name_of(at) == "txbxContent":
            found.append(at)
        elif name_of(at) != "Fallback":
            waiting += reversed(at)
    return found


def _below(parent: Element, name: str) -> Iterator[Element]:
    """Elements of a name under a parent, through content controls and tracked insertions."""
    for element in parent:
        if name_of(element) == name:
            if child(element, "trPr", "del") is None:
                yield element
        elif name_of(element) in _WRAPPERS:
            yield from _below(element, name)


def _cells(row: Element) -> list[Element]:
    return list(_below(row, "tc"))


def _lines(drafts: list[Draft]) -> list[Run]:
    """The runs of a cell, a line break after each paragraph; a row of a nested table is one line."""
    runs: list[Run] = []
    for draft in drafts:
        if draft.mark:
            runs.append((f"{draft.mark} ", None))
        for cell in draft.cells:
            runs += [*((text.replace("\n", " "), font) for text, font in cell), (" ", None)]
        runs.append(("\n", None))
    return runs


def _said(properties: Element | None, name: str) -> str | None:
    found = child(properties, name)
    words = "" if found is None else " ".join((found.text or "").split())
    return words or None
