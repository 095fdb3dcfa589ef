"""A report as a Word document in Party or State layout: the same report gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from review.cells import plain
from review.paper.content import Block, Figure, Paragraph, Report, Section, Spans, Table
from review.paper.docx_frame import Marks, close, open_with, side_margins
from review.paper.docx_notes import Footnotes
from review.paper.docx_styles import CAPTION, DENSE_TEXT, ITEM, PLAIN, TABLE_NOTE, TABLE_TEXT, dress, fallback_font
from review.paper.layout import LAYOUTS, roman
from review.paper.letterhead import LayoutName, Letterhead

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
MANY_COLUMNS = 7
"""Tables with more are set smaller."""

TOGETHER = 9
"""Tables of so many lines are not broken over pages."""

PICTURE = 0.85
"""Width of a picture, of the text's."""

ZIPPED = (1980, 1, 1, 0, 0, 0)
"""The time of every file within the document."""


def to_docx(report: Report, *, layout: LayoutName, letterhead: Letterhead) -> bytes:
    """The document's bytes."""
    return _Written(report, layout, letterhead).bytes()


class _Written:
    """One document in the making."""

    def __init__(self, report: Report, layout: LayoutName, letterhead: Letterhead) -> None:
        self.report, self.letterhead = report, letterhead
        self.layout = LAYOUTS[layout]
        self.document: Document = docx.Document()
        body = self.document.element.body
        for each in list(body):
            if not each.tag.endswith("}sectPr"):
                body.remove(each)
        dress(self.document, self.layout)
        self.notes = Footnotes(self.document)
        self.width = 210 - self.layout.margins[1] - self.layout.margins[3]
        self.pictures = 0

    def bytes(self) -> bytes:
        """The whole."""
        report, marks = self.report, Marks(self.document, self.layout, self.letterhead)
        open_with(marks, subject=report.subject, on=report.as_of)
        for paragraph in report.opening:
            self._paragraph(paragraph)
        told = [section for section in report.sections if not section.apart]
        apart = [section for section in report.sections if section.apart]
        for number, section in enumerate(told, start=1):
            self._heading(self.layout.section.format(number=roman(number), title=section.title.upper()))
            self._blocks(section.blocks)
        close(marks, closing=report.closing)
        for number, section in enumerate(apart, start=1):
            self._annex(section, f"Phụ lục {roman(number)}")
        self.notes.finish()
        fallback_font(self.document)
        self._properties()
        made = io.BytesIO()
        self.document.save(made)
        return _packed(made.getvalue())

    def _annex(self, section: Section, name: str) -> None:
        """A part after the signature, on a page of its own."""
        heading = self._heading(f"{name}: {section.title}")
        heading.paragraph_format.page_break_before = True
        self._blocks(section.blocks)

    def _heading(self, words: str) -> WordParagraph:
        return self.document.add_paragraph(plain(words), style="Heading 1")

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Table):
                self._table(block)
            else:
                self._figure(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        made = self.document.add_paragraph(style=ITEM if paragraph.item else "Normal")
        if paragraph.item:
            made.add_run("- ")
        self._spans(made, paragraph.spans)

    def _table(self, table: Table) -> None:
        self.document.add_paragraph(plain(table.caption), style=CAPTION)
        made = self.document.add_table(1 + len(table.lines), len(table.columns), style="Table Grid")
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        made._tbl.tblPr.append(side_margins(1))
        widths = [Mm(self.width * column.width) for column in table.columns]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        style = DENSE_TEXT if len(table.columns) > MANY_COLUMNS else TABLE_TEXT
        for cell, head in zip(made.rows[0].cells, table.columns, strict=True):
            run = _first(cell, "center", style).add_run(plain(head.head))
            run.bold = True
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        for row, line in zip(list(made.rows)[1:], table.lines, strict=True):
            for cell, spans, column in zip(row.cells, line, table.columns, strict=True):
                self._spans(_first(cell, column.align, style), spans)
        for place, row in enumerate(made.rows):
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if place == 0:
                properties.append(OxmlElement("w:tblHeader"))
            if place < len(table.lines) <= TOGETHER:
                for cell in row.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
        described: Any = OxmlElement("w:tblCaption")
        described.set(qn("w:val"), plain(table.caption))
        made._tbl.tblPr.append(described)
        self.document.add_paragraph(plain(table.below), style=TABLE_NOTE)

    def _figure(self, figure: Figure) -> None:
        self.pictures += 1
        made = self.document.add_paragraph(style=PLAIN)
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        made.paragraph_format.keep_with_next = True
        drawn = made.add_run().add_picture(io.BytesIO(figure.png), width=Mm(self.width * PICTURE))
        described = drawn._inline.docPr
        described.set("descr", plain(figure.alt))
        described.set("name", f"Hình {self.pictures}")
        self.document.add_paragraph(plain(f"Hình {self.pictures}. {figure.caption}"), style=CAPTION)

    def _spans(self, paragraph: WordParagraph, spans: Spans) -> None:
        for span in spans:
            if span.link:
                self._link(paragraph, span.text, span.link)
            else:
                run = paragraph.add_run(plain(span.text))
                run.bold, run.italic = span.bold or None, span.italic or None
            if span.note is not None:
                self.notes.refer(paragraph, span.note)

    def _link(self, paragraph: WordParagraph, text: str, address: str) -> None:
        id = self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link: Any = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), id)
        link.append(paragraph.add_run(plain(text), style="Hyperlink")._r)
        paragraph._p.append(link)

    def _properties(self) -> None:
        about = self.document.core_properties
        at = datetime.combine(self.report.as_of, time())
        about.title, about.subject = plain(self.report.subject)[:255], "Báo cáo"
        about.author, about.last_modified_by = plain(f"{self.letterhead.above} {self.letterhead.body}").strip(), ""
        about.language, about.comments, about.keywords = "vi-VN", "", ""
        about.created = about.modified = at
        about.revision = 1


def _first(cell: _Cell, align: str, style: str) -> WordParagraph:
    """The paragraph of an empty cell, ready for words."""
    paragraph: WordParagraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.alignment = ALIGN[align]
    return paragraph


def _packed(document: bytes) -> bytes:
    """The same document with fixed times and its files in order; the list of kinds stands first, as Word wants it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as read, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in sorted(read.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            member = zipfile.ZipInfo(name, ZIPPED)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            written.writestr(member, read.read(name))
    return made.getvalue()
