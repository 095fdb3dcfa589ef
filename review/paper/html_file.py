"""A report as one HTML file: prints on A4, asks for nothing outside itself and runs no script."""

from __future__ import annotations

import base64
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from review.cells import plain
from review.paper.content import Figure, Note, Paragraph, Report, Table
from review.paper.docx_frame import KIND, RECIPIENTS, dated, numbered
from review.paper.layout import FALLBACK, FONT, LAYOUTS, roman
from review.paper.letterhead import LayoutName, Letterhead
from review.paper.notes import after_title, before_title, ending


def to_html(report: Report, *, layout: LayoutName, letterhead: Letterhead) -> str:
    """The file's text."""
    chosen = LAYOUTS[layout]
    told = [section for section in report.sections if not section.apart]
    titles = {
        id(section): chosen.section.format(number=roman(number), title=section.title.upper())
        for number, section in enumerate(told, start=1)
    }
    apart = [section for section in report.sections if section.apart]
    annexes = {
        id(section): f"Phụ lục {roman(number)}: {section.title}" for number, section in enumerate(apart, start=1)
    }
    notes: list[Note] = list(report.notes())
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            layout=chosen,
            letterhead=letterhead,
            fonts=f"{FONT}, {FALLBACK}, serif",
            kind=KIND,
            recipients=RECIPIENTS,
            number=numbered(chosen, letterhead).replace(" " * 8, "\u2003\u2003"),
            dated=dated(letterhead, report.as_of),
            told=told,
            apart=apart,
            titles=titles | annexes,
            notes=notes,
            numbers={id(note): number for number, note in enumerate(notes, start=1)},
        )
    )


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("review.paper", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plain"] = plain
    made.filters["packed"] = lambda png: base64.b64encode(png).decode("ascii")
    made.globals.update(id=id, before_title=before_title, after_title=after_title, ending=ending)
    made.tests["paragraph"] = lambda block: isinstance(block, Paragraph)
    made.tests["table"] = lambda block: isinstance(block, Table)
    made.tests["figure"] = lambda block: isinstance(block, Figure)
    return made
