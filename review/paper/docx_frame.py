"""Head and foot of the document: issuer, number, place and day, title; recipients and signature; page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from review.cells import plain
from review.paper.docx_styles import PLAIN
from review.paper.layout import Layout
from review.paper.letterhead import Letterhead

ROOM = " " * 8
"""Left for a number to be written by hand."""

LEFT, RIGHT = 0.4, 0.6
KIND = "BÁO CÁO"
RECIPIENTS = "Nơi nhận:"
CENTER = WD_ALIGN_PARAGRAPH.CENTER


@dataclass(frozen=True, slots=True)
class Marks:
    """A document with its layout and the names for it."""

    document: Document
    layout: Layout
    letterhead: Letterhead

    @property
    def width(self) -> float:
        """Room for text between the margins, in mm."""
        return 210 - self.layout.margins[1] - self.layout.margins[3]


def dated(letterhead: Letterhead, on: date) -> str:
    """Place and day as both layouts write them: days below 10 and the first two months with a nought."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"{letterhead.place}, ngày {on.day:02d} tháng {month} năm {on.year}"


def numbered(layout: Layout, letterhead: Letterhead) -> str:
    """Number and symbol, with room where the number is not known."""
    return layout.number.format(number=letterhead.number or ROOM, symbol=letterhead.symbol)


def open_with(marks: Marks, *, subject: str, on: date) -> None:
    """Write the head: two columns, then the kind of document and its subject."""
    layout, letterhead = marks.layout, marks.letterhead
    left, right = _columns(marks)
    if letterhead.above:
        _line(left, letterhead.above, layout.head)
    _line(left, letterhead.body, layout.head, bold=True, ruled=0.4 if layout.ruled else 0)
    if not layout.ruled:
        _line(left, "*", layout.head)
    _line(left, numbered(layout, letterhead), layout.head, before=4 if layout.ruled else 0)
    for place, (words, size) in enumerate(layout.motto):
        last = place == len(layout.motto) - 1
        _line(right, words, size, bold=True, ruled=1 if last else 0)
    _line(right, dated(letterhead, on), layout.head if layout.name == "party" else 14, italic=True, before=6)
    _titled(marks, KIND, layout.kind, before=18)
    _titled(marks, subject, layout.subject)
    if layout.ruled:
        rule = _titled(marks, "", 4, after=12)
        _rule(rule, marks.width * 0.35)
    else:
        _titled(marks, "-----", layout.subject, after=12)
    _page_numbers(marks)


def close(marks: Marks, *, closing: str) -> None:
    """Write the foot: the last sentence with its mark, recipients at the left, signature at the right."""
    layout, letterhead = marks.layout, marks.letterhead
    end = marks.document.add_paragraph(plain(closing) + layout.ending)
    end.paragraph_format.keep_with_next = True
    end.paragraph_format.space_before, end.paragraph_format.space_after = Pt(6), Pt(12)
    left, right = _columns(marks)
    head = _line(left, "", layout.recipients_head, centred=False)
    run = head.add_run(RECIPIENTS)
    run.font.size = Pt(layout.recipients_head)
    if layout.name == "party":
        run.underline = True
    else:
        run.bold = run.italic = True
    for place, each in enumerate(letterhead.recipients):
        ending = layout.last_end if place == len(letterhead.recipients) - 1 else layout.line_end
        _line(left, f"- {each}{ending}", layout.recipients, centred=False)
    for place, each in enumerate(letterhead.post):
        signs = layout.name == "state" or len(letterhead.post) == 1 or place < len(letterhead.post) - 1
        _line(right, each, 14, bold=signs)
    for _ in range(4):
        _line(right, "", 14)
    _line(right, letterhead.name, 14, bold=True)


def _columns(marks: Marks) -> tuple[_Cell, _Cell]:
    """Two columns without lines around them."""
    table = marks.document.add_table(1, 2)
    table.autofit = False
    table._tbl.tblPr.append(side_margins(0))
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, part in zip(row.cells, (LEFT, RIGHT), strict=True):
        cell.width = Mm(marks.width * part)
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    for column, part in zip(table.columns, (LEFT, RIGHT), strict=True):
        column.width = Mm(marks.width * part)
    return row.cells[0], row.cells[1]


def side_margins(wide: float) -> Any:
    """So many millimetres at the sides of each cell of a table."""
    sides = "".join(f'<w:{side} w:w="{round(wide * 56.7)}" w:type="dxa"/>' for side in ("left", "right"))
    return parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")


def _line(
    cell: _Cell,
    words: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = True,
    before: float = 0,
    ruled: float = 0,
) -> Paragraph:
    """A line of a column; ``ruled`` draws a line below, as long as that part of the words."""
    made: Paragraph = cell.add_paragraph(style=PLAIN)
    if centred:
        made.alignment = CENTER
    made.paragraph_format.space_before = Pt(before)
    if words:
        run = made.add_run(plain(words))
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if ruled:
        rule = cell.add_paragraph(style=PLAIN)
        long = len(words) * size * (0.222 if words.isupper() else 0.168) * ruled
        _rule(rule, long, width=cell.width.mm if cell.width is not None else 100)
    return made


def _titled(marks: Marks, words: str, size: float, *, before: float = 0, after: float = 0) -> Paragraph:
    made = marks.document.add_paragraph(style=PLAIN)
    made.alignment = CENTER
    made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(before), Pt(after)
    run = made.add_run(plain(words))
    run.bold, run.font.size = words != "-----", Pt(size)
    return made


def _rule(paragraph: Paragraph, long: float, *, width: float = 165) -> None:
    """Turn an empty paragraph into a line so many millimetres long in the middle of its column."""
    aside = Mm(max(0.0, (width - 4 - long) / 2))
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = aside
    form.line_spacing = Pt(3)
    border = parse_xml(f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>')
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _page_numbers(marks: Marks) -> None:
    """Arabic page numbers in the middle above the text, none on the first page."""
    paragraph = marks.document.sections[0].header.paragraphs[0]
    paragraph.alignment = CENTER
    paragraph.paragraph_format.first_line_indent = Mm(0)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element: Any = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)
