"""Word's footnotes, which python-docx does not make: the part that holds them, and the marks that refer to them.

ECMA-376 part 1, §17.11: notes 0 and 1 are the separators, ours go from 2 on.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from review.cells import plain
from review.paper.content import Note
from review.paper.notes import after_title, before_title, ending

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FIRST = 2


class Footnotes:
    """The footnotes of one document, collected while it is written and put into it at the end."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes: list[Note] = []
        self._part = Part(PackURI("/word/footnotes.xml"), _TYPE, b"", document.part.package)

    def refer(self, paragraph: Paragraph, note: Note) -> None:
        """Put a mark at the end of a paragraph that refers to a note."""
        run = paragraph.add_run(style="Footnote Reference")
        mark: Any = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(_FIRST + len(self._notes)))
        run._r.append(mark)
        self._notes.append(note)

    def finish(self) -> None:
        """Put the notes into the document."""
        body = "".join(self._note(_FIRST + place, note) for place, note in enumerate(self._notes))
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
            f'w:lineRule="auto"/><w:ind w:firstLine="0"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>'
            for id, (kind, mark) in enumerate(
                (("separator", "separator"), ("continuationSeparator", "continuationSeparator"))
            )
        )
        self._part._blob = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:footnotes {nsdecls('w', 'r')}>{separators}{body}</w:footnotes>"
        ).encode()
        self._document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._document.settings.element
        properties = parse_xml(
            f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr>'
        )
        before = settings.find(qn("w:compat"))
        if before is None:
            settings.append(properties)
        else:
            before.addprevious(properties)

    def _note(self, id: int, note: Note) -> str:
        parts = [_run(f" {note.words}")]
        for place, each in enumerate(note.behind):
            parts.append(_run(("; " if place else "") + before_title(each)))
            title = f"“{each.title}”"
            parts.append(self._link(title, each.link) if each.link else _run(title))
            parts.append(_run(after_title(each)))
            if each.link and not each.numbers:
                parts += [_run(", "), self._link(each.link, each.link)]
        parts.append(_run(ending(note)))
        return (
            f'<w:footnote w:id="{id}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>{"".join(parts)}'
            "</w:p></w:footnote>"
        )

    def _link(self, words: str, address: str) -> str:
        id = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return (
            f'<w:hyperlink r:id="{id}"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>{_text(words)}</w:r>'
            "</w:hyperlink>"
        )


def _run(text: str) -> str:
    return f"<w:r>{_text(text)}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(plain(text))}</w:t>'
