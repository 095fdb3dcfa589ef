"""Styles of the printed report: Times New Roman throughout, headings as headings, Vietnamese as the language."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from review.paper.layout import FALLBACK, FONT, Layout

BLACK = RGBColor(0, 0, 0)
TABLE_TEXT, DENSE_TEXT, CAPTION, TABLE_NOTE = "Table Text", "Table Text Dense", "Table Title", "Table Note"
PLAIN, ITEM = "Plain", "Report Item"


def dress(document: Document, layout: Layout) -> None:
    """Give a document page, fonts, language and styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, right, bottom, left = layout.margins
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.header_distance = Mm(layout.number_from_top)
    section.different_first_page_header_footer = True
    styles: Any = document.styles
    _language(styles.element)
    normal = styles["Normal"]
    _face(normal, layout.body)
    _space(normal, before=0, after=6, line=18 if layout.name == "party" else 17)
    normal.paragraph_format.first_line_indent = Mm(10)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    normal.paragraph_format.widow_control = True
    _plain(styles.add_style(PLAIN, WD_STYLE_TYPE.PARAGRAPH), layout.body, after=0)
    for level in (1, 2):
        heading = styles[f"Heading {level}"]
        _face(heading, layout.body, bold=True)
        _space(heading, before=10, after=6, line=18)
        heading.paragraph_format.keep_with_next = True
    item = styles.add_style(ITEM, WD_STYLE_TYPE.PARAGRAPH)
    item.base_style = normal
    _plain(styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH), layout.table, after=0)
    _plain(styles.add_style(DENSE_TEXT, WD_STYLE_TYPE.PARAGRAPH), layout.table - 1.5, after=0)
    caption = styles.add_style(CAPTION, WD_STYLE_TYPE.PARAGRAPH)
    _plain(caption, layout.table + 1, after=4, bold=True)
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.space_before = Pt(6)
    caption.paragraph_format.keep_with_next = True
    below = styles.add_style(TABLE_NOTE, WD_STYLE_TYPE.PARAGRAPH)
    _plain(below, layout.table - 1, after=8, italic=True)
    below.paragraph_format.space_before = Pt(3)
    below.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    note = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    _plain(note, layout.note, after=0)
    mark = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor(0x05, 0x4A, 0x91), True
    _face(styles["Header"], layout.body)
    _space(styles["Header"], before=0, after=0, line=None)


def fallback_font(document: Document) -> None:
    """Name the font to take where Times New Roman is not there, in the document's table of fonts."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            table: Any = parse_xml(part.blob)
            for each in list(table):
                table.remove(each)
            table.append(
                parse_xml(
                    f'<w:font {nsdecls("w")} w:name="{FONT}"><w:altName w:val="{FALLBACK}"/>'
                    '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="A3"/><w:family w:val="roman"/>'
                    '<w:pitch w:val="variable"/></w:font>'
                )
            )
            part._blob = _serialized(table)


def _serialized(element: Any) -> bytes:
    from docx.opc.oxml import serialize_part_xml

    blob: bytes = serialize_part_xml(element)
    return blob


def _language(styles: Any) -> None:
    """Vietnamese as the language of everything, and no theme's fonts."""
    defaults = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for each in list(defaults):
        defaults.remove(each)
    fonts = OxmlElement("w:rFonts")
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    language = OxmlElement("w:lang")
    for kind in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{kind}"), "vi-VN")
    defaults.append(fonts)
    defaults.append(language)


def _face(style: CharacterStyle, size: float, *, bold: bool = False, italic: bool = False) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = BLACK
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _plain(style: ParagraphStyle, size: float, *, after: float, bold: bool = False, italic: bool = False) -> None:
    """A style without the indent and the justification of running text."""
    _face(style, size, bold=bold, italic=italic)
    _space(style, before=0, after=after, line=None)
    style.paragraph_format.first_line_indent = Mm(0)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _space(style: ParagraphStyle, *, before: float, after: float, line: float | None) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    if line is None:
        form.line_spacing = 1.0
    else:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(line)
        form.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
